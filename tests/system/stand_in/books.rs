//! Tests that the stand-in's books, which are sums of movements, agree with its charges, refunds
//! and disputes.

use docket_tests::Dice;
use serde_json::{Value, json};

use super::{Provider, text};

/// The number of random sequences in a run.
const SEQUENCES: u64 = 300;
/// The number of steps in a sequence.
const STEPS: usize = 25;
/// The number of sequences on one stand-in, which reads all of its records for each request.
const TOGETHER: u64 = 30;
const CARDS: [&str; 9] = [
    "pm_card_visa",
    "pm_card_visa",
    "pm_card_visa",
    "pm_card_chargeDeclined",
    "pm_card_pendingRefund",
    "pm_card_refundFail",
    "pm_card_createDispute",
    "pm_card_authenticationRequired",
    "pm_usBankAccount_success",
];
const CURRENCIES: [&str; 3] = ["eur", "usd", "jpy"];
const REFUND_FAULTS: [&str; 4] =
    ["refund_slow", "refund_fails", "refund_unfunded", "refund_refused"];

#[tokio::test]
async fn books_agree_with_charges_after_random_sequences() {
    let mut provider = Provider::open().await;
    let sequences =
        std::env::var("DOCKET_SEQUENCES").ok().and_then(|it| it.parse().ok()).unwrap_or(SEQUENCES);
    let mut done = [0; 6];
    for seed in 0..sequences {
        if seed % TOGETHER == TOGETHER - 1 {
            provider = Provider::open().await;
        }
        let account = format!("acct_{seed}");
        let mut play = Play {
            provider: &provider,
            account: &account,
            dice: Dice::new(seed, 0),
            done: &mut done,
        };
        for _ in 0..STEPS {
            play.step().await;
        }
        play.assert_books_agree(seed).await;
    }
    // Each kind of step must have succeeded often enough.
    assert!(done.iter().all(|times| *times > usize::try_from(sequences).unwrap() / 10), "{done:?}");
}

/// A random sequence on its own account.
struct Play<'a> {
    provider: &'a Provider,
    account: &'a str,
    dice: Dice,
    /// The number of successful steps by kind.
    done: &'a mut [usize; 6],
}

impl Play<'_> {
    async fn call(
        &self,
        method: &str,
        path: &str,
        parameters: &[(&str, &str)],
    ) -> docket_tests::Reply {
        let call = self.provider.request(method, path, parameters);
        call.header("stripe-account", self.account).send().await
    }

    async fn all(&self, list: &str) -> Vec<Value> {
        let page = self.call("GET", list, &[("limit", "100")]).await.expect(200);
        assert_eq!(page.at("/has_more"), json!(false));
        page.at("/data").as_array().unwrap().clone()
    }

    async fn step(&mut self) {
        let (amount, part) = (50 + self.dice.roll(3_000), 1 + self.dice.roll(500));
        let (amount, part) = (amount.to_string(), part.to_string());
        let intents = self.all("payment_intents").await;
        let kind = self.dice.roll(8);
        if kind < 2 || intents.is_empty() {
            self.pay(&amount).await;
            return;
        }
        let intent = &intents[self.dice.roll(intents.len())];
        let id = text(intent, "id");
        let done = match kind {
            2 => {
                let capture = [("amount_to_capture", part.as_str())];
                let all = self.dice.percent(50);
                let parameters = if all { &[][..] } else { &capture };
                self.call("POST", &format!("payment_intents/{id}/capture"), parameters).await
            }
            3 => self.call("POST", &format!("payment_intents/{id}/cancel"), &[]).await,
            4 | 5 => {
                if self.dice.percent(30) {
                    let kind = self.dice.pick(&REFUND_FAULTS);
                    self.provider
                        .fault(json!({"kind": kind, "seconds": 60 * self.dice.roll(100)}))
                        .await;
                }
                let some = [("payment_intent", id), ("amount", part.as_str())];
                let parameters = if self.dice.percent(30) { &some[..1] } else { &some };
                self.call("POST", "refunds", parameters).await
            }
            6 => {
                let outcomes = [json!(null), json!("won"), json!("lost")];
                let outcome = &outcomes[self.dice.roll(outcomes.len())];
                let order = json!({"payment_intent": id, "outcome": outcome, "seconds": self.dice.roll(4_000)});
                self.provider.docket.post("/_local/stripe/disputes").json(&order).send().await
            }
            _ => {
                self.provider.advance(i64::try_from(self.dice.roll(4_000)).unwrap()).await;
                return;
            }
        };
        if done.status == 200 {
            self.done[kind - 2] += 1;
        }
    }

    async fn pay(&mut self, amount: &str) {
        let capture = self.dice.pick(&["manual", "automatic"]);
        let parameters = [
            ("amount", amount),
            ("currency", self.dice.pick(&CURRENCIES)),
            ("capture_method", capture),
            ("payment_method", self.dice.pick(&CARDS)),
            ("confirm", "true"),
        ];
        let done = self.call("POST", "payment_intents", &parameters).await;
        if done.status == 200 {
            self.done[5] += 1;
        }
    }

    async fn assert_books_agree(&self, seed: u64) {
        let books =
            self.provider.docket.get("/_local/stripe/books").send().await.expect(200).at("/books");
        let (intents, charges) = (self.all("payment_intents").await, self.all("charges").await);
        let (refunds, disputes) = (self.all("refunds").await, self.all("disputes").await);
        let sum = |records: &[Value], currency: &str, amount: &dyn Fn(&Value) -> i64| -> i64 {
            records.iter().filter(|it| it["currency"] == currency).map(amount).sum()
        };
        for currency in CURRENCIES {
            let book = books
                .as_array()
                .unwrap()
                .iter()
                .find(|it| it["account"] == self.account && it["currency"] == currency);
            let number = |name: &str| book.map_or(0, |it| it[name].as_i64().unwrap());
            let held = sum(&intents, currency, &|it| it["amount_capturable"].as_i64().unwrap());
            let captured = sum(&charges, currency, &|it| it["amount_captured"].as_i64().unwrap());
            let received = sum(&intents, currency, &|it| it["amount_received"].as_i64().unwrap());
            // Releases move no money, and failed refunds were returned.
            let counts =
                |it: &Value| !it["balance_transaction"].is_null() && it["status"] != "failed";
            let amount = |it: &Value| it["amount"].as_i64().unwrap();
            let refunded = sum(&refunds, currency, &|it| if counts(it) { amount(it) } else { 0 });
            let of = |status: &'static str| {
                move |it: &Value| if it["status"] == status { amount(it) } else { 0 }
            };
            let open = sum(&disputes, currency, &of("needs_response"));
            let lost = sum(&disputes, currency, &of("lost"));
            let names = ["held", "captured", "refunded", "disputesOpen", "disputesLost", "balance"];
            let expected =
                [held, captured, refunded, open, lost, captured - refunded - open - lost];
            assert_eq!(names.map(number), expected, "{currency} of seed {seed}: {books}");
            assert_eq!(captured, received, "{currency} of seed {seed}");
        }
        for charge in &charges {
            let [amount, captured, back] = ["amount", "amount_captured", "amount_refunded"]
                .map(|it| charge[it].as_i64().unwrap());
            let given: i64 = refunds
                .iter()
                .filter(|it| it["charge"] == charge["id"] && it["status"] != "failed")
                .map(|it| it["amount"].as_i64().unwrap())
                .sum();
            assert!(
                captured <= amount && back <= amount && back == given,
                "{charge} of seed {seed}"
            );
        }
    }
}
