//! Kills the program with SIGKILL while a batch of sixty orders changes. All of its orders change
//! or none, and repeating the request completes the change.

use std::{path::Path, sync::Arc, time::Duration};

use docket_tests::{
    Person, Reply,
    guests::statuses,
    program::{Program, free_port},
};
use serde_json::{Value, json};
use tokio::task::JoinSet;

use crate::faults::delivery_batches::{BUYER, DAN, delivery_order};

const ORDERS: usize = 60;
/// The number of clients that change the batch's driver and sequence all the time.
const AT_ONCE: usize = 4;
/// How long the request has run when the program is killed, for each run.
const RUN_TIMES: [Duration; 3] =
    [Duration::from_millis(5), Duration::from_millis(40), Duration::from_millis(250)];
const BATCHES: &str = "/api/delivery/batches";

/// The people and orders of the test.
struct TestBatch {
    admin: String,
    eve: String,
    orders: Vec<String>,
    /// The batch id, once its creation was answered.
    batch: Option<String>,
}

/// A request, and the statuses of each order's timeline before and after it.
struct Change {
    method: &'static str,
    path: String,
    body: Value,
    before: &'static [&'static str],
    after: &'static [&'static str],
}

const ALL: &[&str] =
    &["PLACED", "ACCEPTED", "PREPARING", "READY", "PICKED_UP", "OUT_FOR_DELIVERY", "DELIVERED"];

async fn ask(program: &Program, bearer: &str, change: &Change) -> reqwest::Result<Reply> {
    let headers = [("authorization", bearer), ("idempotency-key", "tour")];
    let key = if change.method == "POST" { 2 } else { 1 };
    program.try_call(change.method, &change.path, Some(&change.body), &headers[..key]).await
}

/// Places sixty orders that wait for a driver, and adds another driver.
async fn set_up(program: &Program) -> TestBatch {
    let admin = program.sign_in(Person::Admin.phone()).await;
    let buyer = program.sign_in(BUYER).await;
    let send = async |method: &str, path: &str, body: &Value, bearer: &str| {
        let headers = [("authorization", bearer)];
        program.try_call(method, path, Some(body), &headers).await.unwrap()
    };
    let eve = json!({
        "name": "Eve", "phone": "+12025560651", "role": "driver", "sellerId": "spice-kitchen",
    });
    let eve = send("POST", "/api/members", &eve, &admin).await.expect(201).text_at("/member/id");
    let order = async |_: usize| {
        let placed = send("POST", "/api/orders", &delivery_order(), &buyer).await;
        let id = placed.expect(201).text_at("/order/id");
        for status in ["ACCEPTED", "READY"] {
            let path = format!("/api/orders/{id}/status");
            send("PATCH", &path, &json!({"status": status}), &admin).await.expect(200);
        }
        id
    };
    let orders = futures_util::future::join_all((0..ORDERS).map(order)).await;
    TestBatch { admin, eve, orders, batch: None }
}

/// Changes the batch's driver and sequence until the program is gone. Returns the newest version
/// that was answered.
async fn load(program: Arc<Program>, test: Arc<TestBatch>, nth: usize) -> u64 {
    let Some(batch) = &test.batch else { return 0 };
    let mut newest = 0;
    for round in nth.. {
        let (what, body) = if round % 2 == 0 {
            let driver = if round % 4 == 0 { DAN } else { &test.eve };
            ("reassign", json!({"driverId": driver}))
        } else {
            let place = |(at, id)| json!({"orderId": id, "sequence": (at + round) % ORDERS + 1});
            let places: Vec<_> = test.orders.iter().enumerate().map(place).collect();
            ("sequence", json!({"sequence": places}))
        };
        let path = format!("{BATCHES}/{batch}/{what}");
        let headers = [("authorization", test.admin.as_str())];
        match program.try_call("PATCH", &path, Some(&body), &headers).await {
            Ok(reply) if reply.status == 200 => {
                newest = newest.max(reply.at("/batch/version").as_u64().unwrap());
            }
            // Another request was faster five times, or the batch has ended.
            Ok(reply) => assert_eq!(reply.status, 409, "{}", reply.text),
            Err(_) => break,
        }
    }
    newest
}

/// Asserts that the batch and its orders agree. Returns whether the request took effect.
async fn check_state(program: &Program, test: &TestBatch, change: &Change, newest: u64) -> bool {
    let headers = [("authorization", test.admin.as_str())];
    let path = "/api/orders?sellerId=spice-kitchen&limit=100";
    let reply = program.try_call("GET", path, None, &headers).await.unwrap().expect(200);
    let all = reply.at("/orders");
    let ours = |order: &&Value| test.orders.iter().any(|id| order["id"] == *id);
    let orders: Vec<&Value> = all.as_array().unwrap().iter().filter(ours).collect();
    assert_eq!(orders.len(), ORDERS);
    let path = format!("{BATCHES}?sellerId=spice-kitchen");
    let reply = program.try_call("GET", &path, None, &headers).await.unwrap().expect(200);
    let batches = reply.at("/batches");
    let [batch] = batches.as_array().unwrap().as_slice() else {
        assert_eq!((batches, &test.batch), (json!([]), &None));
        assert!(orders.iter().all(|order| order["batchId"].is_null()));
        return false;
    };
    assert!(batch["version"].as_u64().unwrap() >= newest, "what was answered is gone");
    assert_eq!(batch["orderCount"], ORDERS);
    let done = statuses(orders[0]) == change.after;
    for order in orders {
        assert_eq!(statuses(order), if done { change.after } else { change.before });
        let place = (&order["batchId"], &order["driverId"], order["deliverySequence"].as_u64());
        let at = place.2.unwrap() - 1;
        assert_eq!(batch["orderIds"][usize::try_from(at).unwrap()], order["id"]);
        assert_eq!((place.0, place.1), (&batch["id"], &batch["driverId"]));
    }
    done
}

/// One run of the program: checks the state that the former run left, sends the request under load,
/// and kills the program. Returns the newest version of the batch that was answered.
async fn run_and_kill(
    (data, port): (&Path, u16),
    time: Duration,
    test: &Arc<TestBatch>,
    change: &Change,
    former: u64,
) -> u64 {
    let program = Arc::new(Program::start(data, port).await);
    check_state(&program, test, change, former).await;
    let mut others = JoinSet::new();
    for nth in 0..AT_ONCE {
        others.spawn(load(program.clone(), test.clone(), nth));
    }
    tokio::time::sleep(Duration::from_millis(120)).await;
    let killer = async {
        tokio::time::sleep(time).await;
        program.kill();
    };
    let (asked, ()) = tokio::join!(ask(&program, &test.admin, change), killer);
    let newest = others.join_all().await.into_iter().max().unwrap_or(0);
    Arc::into_inner(program).unwrap().ended();
    println!("{} killed after {time:?}: {:?}", change.path, asked.map(|reply| reply.status).ok());
    newest
}

#[tokio::test(flavor = "multi_thread")]
async fn kill_9_leaves_no_batch_half_changed() {
    let folder = tempfile::tempdir().unwrap();
    let (data, port) = (folder.path().join("data"), free_port());
    let program = Program::start(&data, port).await;
    let mut test = set_up(&program).await;
    program.kill();
    program.ended();
    let body = json!({"sellerId": "spice-kitchen", "orderIds": test.orders, "driverId": DAN});
    let create = ("POST", BATCHES.to_owned(), body, &ALL[..4], &ALL[..4]);
    let mut changes = vec![create];
    while let Some((method, path, body, before, after)) = changes.pop() {
        let change = Change { method, path, body, before, after };
        let mut shared = Arc::new(test);
        let mut newest = 0;
        for time in RUN_TIMES {
            newest = run_and_kill((&data, port), time, &shared, &change, newest).await;
        }
        // The request may have taken effect by now, or does so when it is repeated.
        let program = Program::start(&data, port).await;
        let done = check_state(&program, &shared, &change, newest).await;
        let reply = ask(&program, &shared.admin, &change).await.unwrap();
        assert_eq!(reply.status, if method == "POST" { 201 } else { 200 }, "{}", reply.text);
        // A request that took effect is answered, and not executed again.
        let moved = [reply.at("/ordersUpdated"), reply.at("/ordersDelivered")];
        let moved = moved.iter().find_map(Value::as_u64).unwrap_or(0);
        assert!(!done || moved == 0, "{}", reply.text);
        assert!(check_state(&program, &shared, &change, 0).await);
        if method == "POST" {
            assert!(reply.text_at("/batch/batchNumber").ends_with("-001"));
            let batch = reply.text_at("/batch/id");
            let next = |what: &str| format!("{BATCHES}/{batch}/{what}");
            changes.push(("PATCH", next("complete"), json!({}), &ALL[..6], ALL));
            changes.push(("PATCH", next("pickup"), json!({}), &ALL[..4], &ALL[..6]));
            Arc::get_mut(&mut shared).unwrap().batch = Some(batch);
        }
        assert_eq!(program.interrupt().await.code(), Some(0));
        test = Arc::into_inner(shared).unwrap();
    }
}
