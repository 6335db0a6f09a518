//! Every committed change is published, in order for each order, even when the bus fails or the
//! program ends before publishing.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use docket_local::{BusWrapper, Options};
use docket_platform::{BusError, BusEvent, EventBus};
use docket_tests::{
    Docket, Person,
    guests::{HOLD, each, holds, phone, until},
};
use jiff::SignedDuration;
use serde_json::{Value, json};

/// A bus that records the events that it accepts, and may refuse events.
#[derive(Default)]
pub struct Bus {
    inner: Option<Arc<dyn EventBus>>,
    state: Arc<Mutex<State>>,
}

/// What a [`Bus`] has recorded, and how it behaves.
#[derive(Default)]
pub struct State {
    /// Every accepted event in order. Repeats are included.
    pub taken: Vec<BusEvent>,
    /// Types of events that are accepted and not passed on.
    dropped: BTreeSet<String>,
    /// The ids of events that are refused.
    pub refused: BTreeSet<String>,
    /// Whether every call fails.
    pub down: bool,
    /// State of the pseudo-random generator, when calls and entries fail at random.
    random: Option<u64>,
    /// The number of failed calls, the number of those that were executed nevertheless, and the
    /// number of failed entries.
    pub failed: (usize, usize, usize),
}

/// Lets a test control a [`Bus`] and read what it recorded.
#[derive(Clone, Default)]
pub struct BusControl(Arc<Mutex<State>>);

impl BusControl {
    pub fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Accepts events of this type without passing them on.
    pub fn drop_events(&self, kind: &str) {
        self.lock().dropped.insert(kind.to_owned());
    }

    /// Ends all faults and keeps the recorded events.
    pub fn clear(&self) {
        let taken = std::mem::take(&mut self.lock().taken);
        *self.lock() = State { taken, ..State::default() };
    }

    /// The newest event of a type, in the form in which EventBridge delivers it.
    pub fn event(&self, kind: &str) -> Value {
        let state = self.lock();
        let event = state.taken.iter().rev().find(|event| event.detail_type == kind).unwrap();
        json!({"detail-type": kind, "source": "docket", "detail": event.detail})
    }

    /// The ids of the accepted events of each order. Repeats are included.
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
    /// A wrapper around the local bus, and its control.
    pub fn wrapper() -> (BusWrapper, BusControl) {
        let control = BusControl::default();
        let state = control.0.clone();
        let wrap = move |inner| {
            Arc::new(Self { inner: Some(inner), state: state.clone() }) as Arc<dyn EventBus>
        };
        (BusWrapper::new(wrap), control)
    }

    pub fn control(&self) -> BusControl {
        BusControl(self.state.clone())
    }
}

pub fn id(event: &BusEvent) -> String {
    event.detail["eventId"].as_str().unwrap().to_owned()
}

impl State {
    /// Whether an event of this probability in percent happens now.
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
        let control = self.control();
        let failed = || BusError::Unavailable("injected".to_owned());
        let (mut passed, mut outcomes) = (Vec::new(), Vec::new());
        let answer_lost;
        {
            let mut state = control.lock();
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
                if !state.dropped.contains(&event.detail_type) {
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
            let mut state = control.lock();
            state.failed.0 += 1;
            state.failed.1 += 1;
            return Err(failed());
        }
        Ok(outcomes)
    }
}

/// The first occurrence of each id, in order.
pub fn firsts(ids: &[String]) -> Vec<String> {
    let mut seen = BTreeSet::new();
    ids.iter().filter(|id| seen.insert((*id).clone())).cloned().collect()
}

/// The event ids that follow from an order's history.
async fn expected(docket: &Docket, token: &str, order: &str) -> Vec<String> {
    let order = docket.read_order(token, order).await.expect(200).at("/order");
    let id = order["id"].as_str().unwrap();
    // Every change of these orders has one line, so versions count them.
    let lines = order["statusTimeline"].as_array().unwrap().len();
    assert_eq!(order["version"], lines);
    (1..=lines).map(|version| format!("{id}:{version}:0")).collect()
}

#[tokio::test]
async fn every_event_is_published_in_order_when_the_bus_fails_at_random() {
    each([0x9e37_79b9_7f4a_7c15, 7], |seed| async move {
        let (wrapper, bus) = Bus::wrapper();
        let docket = Docket::with(Options { bus: Some(wrapper), ..Options::default() }).await;
        let staff = docket.sign_in(Person::Producer).await;
        bus.lock().random = Some(seed);
        let orders = holds(&docket, 700, 24).await;
        for (number, (id, guest)) in orders.iter().enumerate() {
            if number % 4 == 0 {
                continue;
            }
            docket.confirm(id, guest).await.expect(200);
            for status in ["confirmed", "preparing", "ready"].iter().take(number % 4) {
                docket.set_status(&staff, id, status).await.expect(200);
            }
        }
        docket.advance(HOLD).await;
        let failed = bus.lock().failed;
        bus.clear();
        let staff = docket.sign_in(Person::Producer).await;
        let taken = bus.by_order();
        let mut repeats = 0;
        for (id, _) in &orders {
            let expected = expected(&docket, &staff, id).await;
            assert_eq!(firsts(&taken[id]), expected);
            repeats += taken[id].len() - expected.len();
        }
        let total: usize = taken.values().map(Vec::len).sum();
        println!(
            "seed {seed}: {total} events of orders taken, {repeats} of them repeats; \
             (calls failed, of those carried out, entries failed) {failed:?}"
        );
        assert!(failed.0 > 0 && failed.1 > 0 && failed.2 > 0 && repeats > 0);
        assert_repeats_are_equal(&bus);
        for (id, guest) in &orders {
            let codes = docket.running.messages(Some(guest)).into_iter();
            let codes = codes.filter(|it| it.text.contains("confirms your order")).count();
            assert_eq!(codes, 1, "the code of {id}");
        }
    })
    .await;
}

/// Asserts that events with equal ids are equal.
fn assert_repeats_are_equal(bus: &BusControl) {
    let mut seen: BTreeMap<String, BusEvent> = BTreeMap::new();
    for event in &bus.lock().taken {
        let first = seen.entry(id(event)).or_insert_with(|| event.clone());
        assert_eq!(first.detail_type, event.detail_type);
        assert_eq!(first.detail, event.detail);
    }
}

#[tokio::test]
async fn unpublished_events_are_published_after_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let data = Some(folder.path().join("data"));
    let (wrapper, bus) = Bus::wrapper();
    let options = Options { data: data.clone(), bus: Some(wrapper), ..Options::default() };
    let docket = Docket::with(options).await;
    let before = holds(&docket, 730, 3).await;
    docket.running.settle().await.unwrap();
    bus.lock().down = true;
    let after = holds(&docket, 733, 5).await;
    let guest = &after[0].1;
    assert_eq!(docket.running.messages(Some(guest)).len(), 0);
    until(|| bus.lock().failed.0 > 0).await;
    docket.running.stop().await;

    let (wrapper, second) = Bus::wrapper();
    let docket = Docket::with(Options { data, bus: Some(wrapper), ..Options::default() }).await;
    docket.running.settle().await.unwrap();
    let taken = second.by_order();
    for (id, guest) in &after {
        assert_eq!(taken[id], [format!("{id}:1:0")]);
        assert_eq!(docket.running.messages(Some(guest)).len(), 1);
        docket.confirm(id, guest).await.expect(200);
    }
    for (id, guest) in &before {
        assert_eq!(bus.by_order()[id], [format!("{id}:1:0")]);
        assert!(!taken.contains_key(id), "{id} was published twice without need");
        assert_eq!(docket.running.messages(Some(guest)).len(), 1);
    }
    docket.running.stop().await;
}

/// The bus refuses one order's event for a while. Other orders are not delayed until it is
/// accepted, and later events of the order do not overtake it.
#[tokio::test]
async fn refused_event_delays_only_its_own_order() {
    let (wrapper, bus) = Bus::wrapper();
    let docket = Docket::with(Options { bus: Some(wrapper), ..Options::default() }).await;
    let staff = docket.sign_in(Person::Producer).await;
    let orders = holds(&docket, 740, 3).await;
    for (id, guest) in &orders {
        docket.confirm(id, guest).await.expect(200);
    }
    docket.running.settle().await.unwrap();
    let (stuck, _) = &orders[0];
    bus.lock().refused.insert(format!("{stuck}:3:0"));
    for status in ["confirmed", "preparing"] {
        for (id, _) in &orders {
            docket.set_status(&staff, id, status).await.expect(200);
        }
    }
    // The others do not wait for the stuck one.
    let others = || orders[1..].iter().all(|(id, _)| firsts(&bus.by_order()[id]).len() == 4);
    until(others).await;
    assert_eq!(firsts(&bus.by_order()[stuck]).len(), 2, "an event overtook another");
    bus.lock().refused.clear();
    docket.advance(SignedDuration::from_secs(1)).await;
    for (id, _) in &orders {
        let expected: Vec<_> = (1..=4).map(|version| format!("{id}:{version}:0")).collect();
        assert_eq!(firsts(&bus.by_order()[id]), expected);
    }
    assert_repeats_are_equal(&bus);
    assert_eq!(phone(740), orders[0].1);
}
