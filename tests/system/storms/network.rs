//! Many concurrent guests with random network faults. Whatever was answered, the stock adds up.

use std::{
    collections::BTreeMap,
    sync::Arc,
    time::{Duration, Instant},
};

use docket_local::Options;
use docket_tests::{
    Call, Docket, Person, Reply,
    faults::Faults,
    guests::{HOLD, phone, statuses},
    pickup,
};
use jiff::SignedDuration;
use serde_json::{Value, json};
use tokio::{sync::Mutex, task::JoinSet};

const GUESTS: u32 = 40;
const PRODUCTS: [&str; 3] = ["gv-honey", "gv-eggs", "gv-apples"];

/// Repeats a request until its response is neither 503 nor a conflict of concurrent writes.
async fn retry_until_answered(call: impl Fn() -> Call) -> Reply {
    for _ in 0..20 {
        let reply = call().send().await;
        match reply.status {
            503 => drop(reply.problem(503, "unavailable")),
            // Two writes for one phone or order conflicted.
            409 if reply.text_at("/code") == "conflict" => {}
            _ => return reply,
        }
    }
    panic!("never an answer");
}

/// Plays one guest. Returns the order's id and its last status according to the responses.
async fn play_guest(docket: Arc<Docket>, staff: String, number: u32) -> (String, &'static str) {
    let guest = phone(number);
    let (one, other) = (PRODUCTS[number as usize % 3], PRODUCTS[(number as usize + 1) % 3]);
    let body = pickup("green-valley", &guest, &[(one, 1 + number % 2), (other, 1)]);
    let key = format!("storm-{number}");
    let placed = retry_until_answered(|| docket.post("/api/orders").key(&key).json(&body));
    let id = placed.await.expect(201).text_at("/order/id");
    if number.is_multiple_of(5) {
        return (id, "cancelled");
    }
    let code = code(&docket, &guest).await;
    let path = format!("/api/orders/{id}/verification");
    let verified = retry_until_answered(|| docket.post(&path).json(&json!({"code": code}))).await;
    if verified.status != 200 {
        // The verification was committed and its response was lost.
        verified.problem(409, "already_verified");
    }
    let to = if number.is_multiple_of(3) { "cancelled" } else { "confirmed" };
    let (path, body) = (format!("/api/orders/{id}/status"), json!({"status": to}));
    let moved = retry_until_answered(|| docket.patch(&path).bearer(&staff).json(&body)).await;
    if moved.status != 200 {
        assert_eq!(moved.problem(400, "invalid_transition").at("/from"), to);
    }
    (id, to)
}

/// Waits for the code. It is sent at once, or after a claim without a response has expired.
async fn code(docket: &Docket, guest: &str) -> String {
    static MOVED: Mutex<Option<Instant>> = Mutex::const_new(None);
    for _ in 0..600 {
        if let Some(message) = docket.running.messages(Some(guest)).first() {
            return message.text.split(' ').next().unwrap().to_owned();
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
        let mut moved = MOVED.lock().await;
        let since = *moved.get_or_insert_with(Instant::now);
        if since.elapsed() > Duration::from_secs(8) {
            docket.advance(SignedDuration::from_secs(61)).await;
            *moved = Some(Instant::now());
        }
    }
    panic!("no code for {guest}");
}

#[tokio::test(flavor = "multi_thread")]
async fn requests_take_effect_once_or_not_at_all_when_faults_are_random() {
    let (docket, faults) = Faults::with(Options::default()).await;
    let docket = Arc::new(docket);
    let staff = docket.sign_in(Person::Producer).await;
    faults.inject_randomly(20, 0x1234_5678_9abc_def1);
    let mut guests = JoinSet::new();
    for number in 900..900 + GUESTS {
        guests.spawn(play_guest(docket.clone(), staff.clone(), number));
    }
    let outcomes = guests.join_all().await;
    println!("{} calls met a fault", faults.random_count());
    assert!(faults.random_count() > 60);
    faults.clear();
    docket.running.settle().await.unwrap();
    docket.advance(HOLD).await;

    let staff = docket.sign_in(Person::Producer).await;
    let mut held_or_sold: BTreeMap<String, u64> = BTreeMap::new();
    for (id, last) in &outcomes {
        let order = docket.read_order(&staff, id).await.expect(200).at("/order");
        let lines = statuses(&order);
        assert_eq!(lines.last().unwrap(), last, "{id}: {lines:?}");
        let mut unique = lines.clone();
        unique.dedup();
        assert_eq!(lines, unique, "{id} entered a status twice");
        assert_eq!(order["version"], lines.len());
        if order["phase"] != "cancelled" {
            for line in order["items"].as_array().unwrap() {
                let product = line["productId"].as_str().unwrap().to_owned();
                *held_or_sold.entry(product).or_default() += line["quantity"].as_u64().unwrap();
            }
        }
        let number = |text: &str| desk_messages(&docket, &order, text);
        assert_eq!(number("confirms your order"), 1, "{id}: codes");
        assert!(number("was received") <= 1 && number("now confirmed") <= 1, "{id}");
    }
    let table = docket.table().await;
    let orders = table.iter().filter(|it| it.contains("\"sk\", S(\"O\")"));
    assert_eq!(orders.count(), outcomes.len(), "an order that no client knows");
    for product in PRODUCTS {
        assert_stock_adds_up(&docket.product(&staff, product).await, held_or_sold[product]);
    }
    assert_eq!(docket.running.dead_letters().len(), 0);
}

fn desk_messages(docket: &Docket, order: &Value, text: &str) -> usize {
    let phone = order["customer"]["phone"].as_str().unwrap();
    let messages = docket.running.messages(Some(phone)).into_iter();
    messages.filter(|message| message.text.contains(text)).count()
}

/// Asserts that received = available + held or sold + written off.
fn assert_stock_adds_up(product: &Value, held_or_sold: u64) {
    let stock = |name: &str| product["stock"][name].as_u64().unwrap();
    assert_eq!(stock("taken") - stock("returned"), held_or_sold, "{product}");
    assert_eq!(
        stock("received"),
        stock("available") + held_or_sold + stock("writtenOff"),
        "{product}"
    );
    assert_eq!(json!(stock("writtenOff")), json!(0));
}
