//! Kills the program with SIGKILL while money moves. Afterwards Docket's books and the provider's
//! agree.
//!
//! `DOCKET_KILLS=40` kills the program 40 times.

use std::{path::Path, sync::Arc, time::Duration};

use docket_tests::{
    Dice, Person, pickup,
    program::{Program, free_port},
};
use serde_json::{Value, json};
use tokio::task::JoinSet;

/// The number of kills in an ordinary run.
const KILLS: usize = 4;
/// The number of concurrent buyers.
const AT_ONCE: usize = 3;
const BUYER: &str = "+12025550142";

struct Session {
    program: Arc<Program>,
    client: reqwest::Client,
    buyer: String,
    admin: String,
}

impl Session {
    async fn start(data: &Path, port: u16) -> Self {
        let program = Arc::new(Program::start(data, port).await);
        // Codes are at least 30 seconds apart, and claims of the former run expire after two
        // minutes.
        program.post("/_local/clock", &json!({"advance": "3m"})).await.expect(200);
        let buyer = program.sign_in(BUYER).await;
        let admin = program.sign_in(Person::Admin.phone()).await;
        Self { program, client: reqwest::Client::new(), buyer, admin }
    }

    async fn call(
        &self,
        method: &str,
        path: &str,
        body: Option<Value>,
        who: &str,
    ) -> Option<Value> {
        let headers = [("authorization", who)];
        let reply = self.program.try_call(method, path, body.as_ref(), &headers).await.ok()?;
        Some(reply.json())
    }

    /// Places orders, pays them, and often stops them, until the program is gone.
    async fn pay(&self, mut dice: Dice) -> Option<()> {
        loop {
            let order = pickup("green-valley", BUYER, &[("gv-apples", 1)]);
            let placed = self.call("POST", "/api/orders", Some(order), &self.buyer).await?;
            let id = placed["order"]["id"].as_str()?;
            let path = format!("/api/orders/{id}/payment-intents");
            let intent = self.call("POST", &path, None, &self.buyer).await?;
            if let Some(secret) = intent["clientSecret"].as_str() {
                let pi = secret.split("_secret_").next().unwrap_or_default();
                let url =
                    format!("{}/_local/stripe/v1/payment_intents/{pi}/confirm", self.program.url);
                let call = self.client.post(url).bearer_auth("pk_test_docket");
                let call = call.header("content-type", "application/x-www-form-urlencoded");
                let body = format!("client_secret={secret}&payment_method=pm_card_visa");
                call.body(body).send().await.ok()?;
            }
            if dice.percent(60) {
                let path = format!("/api/orders/admin/{id}/status");
                let body = json!({"status": "cancelled", "reason": "by phone"});
                self.call("PATCH", &path, Some(body), &self.admin).await?;
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn money_is_neither_lost_nor_refunded_twice_when_the_program_is_killed() {
    let kills = std::env::var("DOCKET_KILLS").map_or(KILLS, |text| text.parse().unwrap());
    let folder = tempfile::tempdir().unwrap();
    let (data, port) = (folder.path().join("data"), free_port());
    let mut dice = Dice::new(11, 0x6b69_6c6c);
    for life in 0..kills {
        let session = Arc::new(Session::start(&data, port).await);
        let mut buyers = JoinSet::new();
        for nth in 0..AT_ONCE {
            let (session, dice) = (session.clone(), Dice::new(life as u64, nth as u64));
            buyers.spawn(async move { session.pay(dice).await });
        }
        let millis = 200 + u64::try_from(dice.roll(900)).unwrap();
        tokio::time::sleep(Duration::from_millis(millis)).await;
        session.program.kill();
        buyers.join_all().await;
        let session = Arc::into_inner(session).unwrap();
        Arc::into_inner(session.program).unwrap().ended();
    }
    let session = Session::start(&data, port).await;
    for step in ["2m", "61m", "9h", "9h", "25h"] {
        session.program.post("/_local/clock", &json!({"advance": step})).await.expect(200);
    }
    let admin = session.program.sign_in(Person::Admin.phone()).await;
    let (mut paid, mut refunded, mut orders, mut next) = (0, 0, 0, String::new());
    loop {
        let path = format!("/api/orders?sellerId=green-valley&limit=100{next}");
        let page = session.call("GET", &path, None, &admin).await.unwrap();
        let list = page["orders"].as_array().unwrap_or_else(|| panic!("{page}")).clone();
        for order in &list {
            let money = &order["payment"];
            assert_ne!(money["status"], "refund_requested", "{order}");
            paid += money["amountPaid"].as_u64().unwrap();
            refunded += money["amountRefunded"].as_u64().unwrap();
            orders += 1;
        }
        match page["pagination"]["nextCursor"].as_str() {
            Some(cursor) => next = format!("&cursor={cursor}"),
            None => break,
        }
    }
    let books = session.program.get("/_local/stripe/books").await.expect(200).at("/books");
    let sum = |name: &str| -> u64 {
        books.as_array().unwrap().iter().map(|book| book[name].as_u64().unwrap_or(0)).sum()
    };
    println!("{kills} kills, {orders} orders, {paid} received, {refunded} given back");
    assert_eq!((paid, refunded), (sum("captured"), sum("refunded")));
    assert!(orders > kills && paid > 0 && refunded > 0, "hardly any load");
}
