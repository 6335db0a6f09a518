//! Kills the program with SIGKILL under load. Every acknowledged order exists afterwards, and its
//! effects still happen.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use docket_tests::{
    Person, Reply,
    guests::{phone, suffix},
    pickup,
    program::{Program, free_port},
};
use serde_json::{Value, json};
use tokio::task::JoinSet;

/// The number of concurrent guests.
const AT_ONCE: u32 = 12;
/// The most events that are delivered concurrently.
const IN_FLIGHT: usize = 10;
/// The time from the start of the load until the program is killed, for each run.
const RUN_TIMES: [Duration; 3] =
    [Duration::from_millis(370), Duration::from_millis(1_130), Duration::from_millis(640)];

/// The stock of each product, which is never used up.
const STOCK: u64 = 100_000;

/// The two products that a guest orders, and their quantities.
fn cart(products: &[String], number: u32) -> [(&str, u32); 2] {
    let at = number as usize;
    [(&products[at % 3], 1 + number % 2), (&products[(at + 1) % 3], 1)]
}

/// Adds three products of the shop.
async fn products(program: &Program) -> Vec<String> {
    let bearer = program.sign_in(Person::Shop.phone()).await;
    let mut products = Vec::new();
    for name in ["Tea", "Rice", "Salt"] {
        let body = json!({"sellerId": "corner-shop", "name": name, "price": 500, "stock": STOCK});
        let headers = [("authorization", bearer.as_str())];
        let reply = program.try_call("POST", "/api/products", Some(&body), &headers).await;
        products.push(reply.unwrap().expect(201).text_at("/product/id"));
    }
    products
}

/// What clients have observed.
#[derive(Default)]
struct Known {
    /// The ids of the products.
    products: Vec<String>,
    /// Guests who have sent their order, whether or not it was answered.
    attempted: BTreeSet<u32>,
    /// Order by guest, as acknowledged with 201.
    acknowledged: BTreeMap<u32, String>,
    /// Orders whose `OrderPlaced` was seen on the bus.
    published: BTreeSet<String>,
}

async fn order(program: &Program, products: &[String], number: u32) -> reqwest::Result<Reply> {
    let body = pickup("corner-shop", &phone(number), &cart(products, number));
    let key = format!("kill-{number}");
    program.try_call("POST", "/api/orders", Some(&body), &[("idempotency-key", &key)]).await
}

/// Sends orders until the program is gone. Returns the guests who attempted and the acknowledged
/// orders.
async fn load(
    program: Arc<Program>,
    products: Arc<[String]>,
    next: Arc<AtomicU32>,
) -> (Vec<u32>, Vec<(u32, String)>) {
    let (mut attempted, mut acknowledged) = (Vec::new(), Vec::new());
    loop {
        let number = next.fetch_add(1, Ordering::SeqCst);
        attempted.push(number);
        match order(&program, &products, number).await {
            Ok(reply) => acknowledged.push((number, reply.expect(201).text_at("/order/id"))),
            Err(_) => return (attempted, acknowledged),
        }
    }
}

/// The events that the program's bus has recorded.
async fn events(program: &Program) -> Vec<Value> {
    let reply = program.try_call("GET", "/_local/events?limit=100000", None, &[]).await;
    let events = reply.ok().map(|reply| reply.at("/events"));
    events.and_then(|events| events.as_array().cloned()).unwrap_or_default()
}

fn placed(events: &[Value]) -> impl Iterator<Item = String> {
    let placed = events.iter().filter(|event| event["detail-type"] == "OrderPlaced");
    placed.map(|event| event["detail"]["order"]["id"].as_str().unwrap().to_owned())
}

/// One run of the program: orders under load, polls the bus, and kills the program.
async fn run_and_kill(
    data: &Path,
    port: u16,
    time: Duration,
    next: &Arc<AtomicU32>,
    known: &mut Known,
) {
    let program = Arc::new(Program::start(data, port).await);
    if !known.acknowledged.is_empty() {
        // A claim of the former run expires after a minute. The codes are still valid then.
        program.post("/_local/clock", &json!({"advance": "61s"})).await.expect(200);
    }
    if known.products.is_empty() {
        known.products = products(&program).await;
    }
    let products: Arc<[String]> = known.products.clone().into();
    let mut guests = JoinSet::new();
    for _ in 0..AT_ONCE {
        guests.spawn(load(program.clone(), products.clone(), next.clone()));
    }
    let watcher = {
        let program = program.clone();
        tokio::spawn(async move {
            let mut seen = BTreeSet::new();
            loop {
                match program.try_call("GET", "/_local/events?limit=100000", None, &[]).await {
                    Ok(reply) => {
                        let events = reply.at("/events");
                        seen.extend(placed(events.as_array().unwrap()));
                    }
                    Err(_) => return seen,
                }
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        })
    };
    tokio::time::sleep(time).await;
    program.kill();
    for (attempted, acknowledged) in guests.join_all().await {
        known.attempted.extend(attempted);
        known.acknowledged.extend(acknowledged);
    }
    known.published.extend(watcher.await.unwrap());
    Arc::into_inner(program).unwrap().ended();
    println!(
        "killed after {time:?}: {} attempted, {} acknowledged, {} seen on the bus in all",
        known.attempted.len(),
        known.acknowledged.len(),
        known.published.len()
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn kill_9_under_load_loses_no_acknowledged_order() {
    let folder = tempfile::tempdir().unwrap();
    let (data, port) = (folder.path().join("data"), free_port());
    let (mut known, next) = (Known::default(), Arc::new(AtomicU32::new(1_000)));
    for time in RUN_TIMES {
        run_and_kill(&data, port, time, &next, &mut known).await;
    }
    assert!(known.acknowledged.len() > 20, "hardly any load");
    // A code is requested after its order was published. So a stored message proves an event that
    // was lost with the killed bus.
    let kept = std::fs::read_to_string(data.join("messages.jsonl")).unwrap();
    let proved = |id: &str| kept.contains(&format!("confirms your order {}", suffix(id)));

    let program = Program::start(&data, port).await;
    program.post("/_local/clock", &json!({"advance": "61s"})).await.expect(200);
    // Every acknowledged order exists: repeating its request returns it.
    for (&number, id) in &known.acknowledged {
        let again = order(&program, &known.products, number).await.unwrap().expect(201);
        assert_eq!(again.header("idempotent-replayed"), "true");
        assert_eq!(&again.text_at("/order/id"), id);
    }
    // Each unacknowledged order exists completely or not at all. Repeating its request makes it one
    // order.
    let mut all = known.acknowledged.clone();
    let mut completed = 0;
    for &number in known.attempted.iter().filter(|it| !known.acknowledged.contains_key(it)) {
        let reply = order(&program, &known.products, number).await.unwrap().expect(201);
        completed += usize::from(reply.header("idempotent-replayed") == "true");
        all.insert(number, reply.text_at("/order/id"));
    }
    program.post("/_local/clock", &json!({"advance": "0s"})).await.expect(200);

    let mut sold: BTreeMap<&str, u64> = BTreeMap::new();
    for &number in all.keys() {
        for (product, quantity) in cart(&known.products, number) {
            *sold.entry(product).or_default() += u64::from(quantity);
        }
    }
    for product in &known.products {
        let reply = program.get(&format!("/api/products/{product}")).await.expect(200);
        let available = reply.at("/product/available").as_u64().unwrap();
        assert_eq!(available + sold[product.as_str()], STOCK, "{product}");
    }

    let messages = program.get("/_local/messages?limit=100000").await.at("/messages");
    let messages = messages.as_array().unwrap();
    let second: BTreeSet<_> = placed(&events(&program).await).collect();
    let (mut published, mut twice) = (0, 0);
    for (number, id) in &all {
        let wanted = format!("confirms your order {}", suffix(id));
        let codes = messages.iter().filter(|it| it["text"].as_str().unwrap().contains(&wanted));
        let codes: Vec<_> = codes.collect();
        assert!(!codes.is_empty(), "no code for {id}");
        // A code is sent twice only after a crash between sending and marking it. Both messages
        // have equal codes.
        assert!(codes.iter().all(|it| it["text"] == codes[0]["text"]));
        twice += codes.len() - 1;
        assert!(codes.iter().all(|it| it["to"] == phone(*number)));
        let seen = known.published.contains(id) || second.contains(id);
        published += usize::from(seen);
        assert!(seen || proved(id), "OrderPlaced of {id} was never published");
    }
    println!(
        "{} orders, {completed} of them committed without an answer; {published} events seen, \
         the others proved by their code; {twice} codes sent twice",
        all.len()
    );
    assert!(twice <= RUN_TIMES.len() * IN_FLIGHT);
    assert_eq!(program.get("/_local/dead-letters").await.at("/deadLetters"), json!([]));

    for (number, id) in all.iter().rev().take(40) {
        let text = messages
            .iter()
            .find(|it| it["to"] == phone(*number))
            .and_then(|it| it["text"].as_str())
            .unwrap();
        let code = text.split(' ').next().unwrap();
        let path = format!("/api/orders/{id}/verification");
        let verified = program.post(&path, &json!({"code": code})).await.expect(200);
        assert_eq!(verified.at("/order/status"), "pending");
    }
    assert_eq!(program.interrupt().await.code(), Some(0));
}
