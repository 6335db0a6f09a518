//! Every committed change is published, in order per order, though the bus
//! fails and the program ends in between.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use docket_local::{BusWrapper, Options};
use docket_platform::{BusError, BusEvent, EventBus};
use docket_tests::{
    Desk, Person,
    guests::{HOLD, each, holds, phone, until},
};
use jiff::SignedDuration;
use serde_json::{Value, json};

/// A bus that writes down what it takes, and may refuse.
#[derive(Default)]
pub struct Bus {
    inner: Option<Arc<dyn EventBus>>,
    state: Arc<Mutex<State>>,
}

/// What a [`Bus`] has seen, and how it behaves.
#[derive(Default)]
pub struct State {
    /// Every event taken, repeats included, in the order of taking.
    pub taken: Vec<BusEvent>,
    /// Types that are taken and go no further.
    swallowed: BTreeSet<String>,
    /// The ids of events that are refused.
    pub refused: BTreeSet<String>,
    /// Whether every call fails.
    pub down: bool,
    /// From a fixed seed, whether calls and entries fail at random.
    random: Option<u64>,
    /// How many calls failed whole, how many of those had been carried out,
    /// and how many entries failed.
    pub failed: (usize, usize, usize),
}

/// The test's hand on a [`Bus`].
#[derive(Clone, Default)]
pub struct ChannelControl(Arc<Mutex<State>>);

impl ChannelControl {
    pub fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes events of this type without passing them on.
    pub fn swallow(&self, kind: &str) {
        self.lock().swallowed.insert(kind.to_owned());
    }

    /// Refuses and swallows nothing any more.
    pub fn clear(&self) {
        let taken = std::mem::take(&mut self.lock().taken);
        *self.lock() = State { taken, ..State::default() };
    }

    /// The newest event of a type, as a rule delivers it.
    pub fn event(&self, kind: &str) -> Value {
        let state = self.lock();
        let event = state.taken.iter().rev().find(|event| event.detail_type == kind).unwrap();
        json!({"detail-type": kind, "source": "docket", "detail": event.detail})
    }

    /// The ids of the events taken about each order, repeats included.
    pub fn by_order(&self) -> BTreeMap<String, Vec<String>> {
        let mut orders: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for event in &self.lock().taken {
            if let Some(order) = event.detail["order"]["id"].as_str() {
                orders.entry(order.to_owned()).or_default().push(id(event));
            }
        }
        orders
    }
}

impl Bus {
    /// A wrapper around the local bus, and the hand on it.
    pub fn wrapper() -> (BusWrapper, ChannelControl) {
        let hand = ChannelControl::default();
        let state = hand.0.clone();
        let wrap = move |inner| {
            Arc::new(Self { inner: Some(inner), state: state.clone() }) as Arc<dyn EventBus>
        };
        (BusWrapper::new(wrap), hand)
    }

    pub fn hand(&self) -> ChannelControl {
        ChannelControl(self.state.clone())
    }
}

pub fn id(event: &BusEvent) -> String {
    event.detail["eventId"].as_str().unwrap().to_owned()
}

impl State {
    /// Whether something of this share happens now.
    fn chance(&mut self, percent: u64) -> bool {
        let Some(state) = &mut self.random else { return false };
        *state ^= *state << 13;
        *state ^= *state >> 7;
        *state ^= *state << 17;
        *state % 100 < percent
    }
}

#[async_trait::async_trait]
impl EventBus for Bus {
    async fn put(&self, events: Vec<BusEvent>) -> Result<Vec<Result<(), BusError>>, BusError> {
        let hand = self.hand();
        let failed = || BusError::Unavailable("injected".to_owned());
        let (mut passed, mut outcomes) = (Vec::new(), Vec::new());
        let answer_lost;
        {
            let mut state = hand.lock();
            let unanswered = state.chance(12);
            if state.down || state.chance(12) {
                state.failed.0 += 1;
                return Err(failed());
            }
            for event in events {
                if state.refused.contains(&id(&event)) || state.chance(10) {
                    state.failed.2 += 1;
                    outcomes.push(Err(failed()));
                    continue;
                }
                outcomes.push(Ok(()));
                if !state.swallowed.contains(&event.detail_type) {
                    passed.push(event.clone());
                }
                state.taken.push(event);
            }
            answer_lost = unanswered;
        }
        if let Some(inner) = &self.inner {
            for outcome in inner.put(passed).await? {
                outcome?;
            }
        }
        if answer_lost {
            let mut state = hand.lock();
            state.failed.0 += 1;
            state.failed.1 += 1;
            return Err(failed());
        }
        Ok(outcomes)
    }
}

/// The first occurrences, in their order.
pub fn firsts(ids: &[String]) -> Vec<String> {
    let mut seen = BTreeSet::new();
    ids.iter().filter(|id| seen.insert((*id).clone())).cloned().collect()
}

/// The ids that an order's history asks for.
async fn expected(desk: &Desk, token: &str, order: &str) -> Vec<String> {
    let order = desk.read_order(token, order).await.expect(200).at("/order");
    let id = order["id"].as_str().unwrap();
    // Every change of these orders has one line, so versions count them.
    let lines = order["statusTimeline"].as_array().unwrap().len();
    assert_eq!(order["version"], lines);
    (1..=lines).map(|version| format!("{id}:{version}:0")).collect()
}

#[tokio::test]
async fn a_bus_that_fails_at_random_gets_every_event_in_order() {
    each([0x9e37_79b9_7f4a_7c15, 7], |seed| async move {
        let (wrapper, bus) = Bus::wrapper();
        let desk = Desk::with(Options { bus: Some(wrapper), ..Options::default() }).await;
        let staff = desk.sign_in(Person::Producer).await;
        bus.lock().random = Some(seed);
        let orders = holds(&desk, 700, 24).await;
        for (number, (id, guest)) in orders.iter().enumerate() {
            if number % 4 == 0 {
                continue;
            }
            desk.confirm(id, guest).await.expect(200);
            for status in ["confirmed", "preparing", "ready"].iter().take(number % 4) {
                desk.set_status(&staff, id, status).await.expect(200);
            }
        }
        desk.advance(HOLD).await;
        let failed = bus.lock().failed;
        bus.clear();
        let staff = desk.sign_in(Person::Producer).await;
        let taken = bus.by_order();
        let mut repeats = 0;
        for (id, _) in &orders {
            let expected = expected(&desk, &staff, id).await;
            assert_eq!(firsts(&taken[id]), expected);
            repeats += taken[id].len() - expected.len();
        }
        let total: usize = taken.values().map(Vec::len).sum();
        println!(
            "seed {seed}: {total} events of orders taken, {repeats} of them repeats; \
             (calls failed, of those carried out, entries failed) {failed:?}"
        );
        assert!(failed.0 > 0 && failed.1 > 0 && failed.2 > 0 && repeats > 0);
        same_id_same_event(&bus);
        for (id, guest) in &orders {
            let codes = desk.running.messages(Some(guest)).into_iter();
            let codes = codes.filter(|it| it.text.contains("confirms your order")).count();
            assert_eq!(codes, 1, "the code of {id}");
        }
    })
    .await;
}

/// A repeat is recognisable, and says what the first said.
fn same_id_same_event(bus: &ChannelControl) {
    let mut seen: BTreeMap<String, BusEvent> = BTreeMap::new();
    for event in &bus.lock().taken {
        let first = seen.entry(id(event)).or_insert_with(|| event.clone());
        assert_eq!(first.detail_type, event.detail_type);
        assert_eq!(first.detail, event.detail);
    }
}

#[tokio::test]
async fn what_was_not_published_is_published_after_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let data = Some(folder.path().join("data"));
    let (wrapper, bus) = Bus::wrapper();
    let options = Options { data: data.clone(), bus: Some(wrapper), ..Options::default() };
    let desk = Desk::with(options).await;
    let before = holds(&desk, 730, 3).await;
    desk.running.settle().await.unwrap();
    bus.lock().down = true;
    let after = holds(&desk, 733, 5).await;
    let guest = &after[0].1;
    assert_eq!(desk.running.messages(Some(guest)).len(), 0);
    until(|| bus.lock().failed.0 > 0).await;
    desk.running.stop().await;

    let (wrapper, second) = Bus::wrapper();
    let desk = Desk::with(Options { data, bus: Some(wrapper), ..Options::default() }).await;
    desk.running.settle().await.unwrap();
    let taken = second.by_order();
    for (id, guest) in &after {
        assert_eq!(taken[id], [format!("{id}:1:0")]);
        assert_eq!(desk.running.messages(Some(guest)).len(), 1);
        desk.confirm(id, guest).await.expect(200);
    }
    for (id, guest) in &before {
        assert_eq!(bus.by_order()[id], [format!("{id}:1:0")]);
        assert!(!taken.contains_key(id), "{id} was published twice without need");
        assert_eq!(desk.running.messages(Some(guest)).len(), 1);
    }
    desk.running.stop().await;
}

/// One order's event is refused for a while: the others are not held up for
/// ever, and its own later ones do not overtake it.
#[tokio::test]
async fn one_refused_event_holds_up_its_own_order_only_until_it_is_taken() {
    let (wrapper, bus) = Bus::wrapper();
    let desk = Desk::with(Options { bus: Some(wrapper), ..Options::default() }).await;
    let staff = desk.sign_in(Person::Producer).await;
    let orders = holds(&desk, 740, 3).await;
    for (id, guest) in &orders {
        desk.confirm(id, guest).await.expect(200);
    }
    desk.running.settle().await.unwrap();
    let (stuck, _) = &orders[0];
    bus.lock().refused.insert(format!("{stuck}:3:0"));
    for status in ["confirmed", "preparing"] {
        for (id, _) in &orders {
            desk.set_status(&staff, id, status).await.expect(200);
        }
    }
    // The others do not wait for the stuck one.
    let others = || orders[1..].iter().all(|(id, _)| firsts(&bus.by_order()[id]).len() == 4);
    until(others).await;
    assert_eq!(firsts(&bus.by_order()[stuck]).len(), 2, "an event overtook another");
    bus.lock().refused.clear();
    desk.advance(SignedDuration::from_secs(1)).await;
    for (id, _) in &orders {
        let expected: Vec<_> = (1..=4).map(|version| format!("{id}:{version}:0")).collect();
        assert_eq!(firsts(&bus.by_order()[id]), expected);
    }
    same_id_same_event(&bus);
    assert_eq!(phone(740), orders[0].1);
}
