//! Sellers, a buyer and the stand-in payment provider.

use serde_json::{Value, json};

use super::{World, extends_world};
use crate::{Desk, Person, Reply, pickup};

/// The secret key with which the stand-in is asked, as Docket's.
const KEY: &str = "Bearer sk_test_docket";

/// The demo as its kitchen has it, which holds money until it accepts, and a producer,
/// who takes it at once.
pub struct Payments(World);

extends_world!(Payments, Kitchen, Producer);

impl Payments {
    /// With this Docket, where only an administrator and the buyer are signed in.
    pub async fn of_two(desk: Desk) -> Self {
        let admin = desk.signed_in(Person::Admin).await;
        let buyer = desk.token(super::BUYER).await;
        let nobody = String::new;
        Self(World {
            staff: admin.clone(),
            admin,
            other_staff: nobody(),
            driver: nobody(),
            buyer,
            desk,
        })
    }

    /// A confirmed order of the kitchen, of three thalis.
    pub async fn kitchen_order(&self) -> String {
        self.placed_order(&pickup("spice-kitchen", super::BUYER, &[("sk-thali", 3)])).await
    }

    /// A confirmed order of the producer, of three jars of honey.
    pub async fn farm_order(&self) -> String {
        self.placed_order(&pickup("green-valley", super::BUYER, &[("gv-honey", 3)])).await
    }

    /// The buyer asks to pay an order.
    pub async fn ask_to_pay(&self, order: &str) -> Reply {
        let path = format!("/api/orders/{order}/payment-intents");
        self.desk.post(&path).bearer(&self.buyer).send().await
    }

    /// The buyer asks to pay an order, and may.
    pub async fn intent(&self, order: &str) -> Value {
        self.ask_to_pay(order).await.expect(201).json()
    }

    /// The buyer's page confirms a payment with a test card; what follows is done.
    pub async fn confirm_with(&self, intent: &Value, card: &str) -> Reply {
        let reply = self.confirm_unseen(intent, card).await;
        self.desk.running.settle().await.unwrap();
        reply
    }

    /// The same, without waiting for what follows.
    pub async fn confirm_unseen(&self, intent: &Value, card: &str) -> Reply {
        self.try_confirm(intent, card).await.unwrap()
    }

    /// The same, where the answer may be lost.
    ///
    /// # Errors
    ///
    /// When the connection breaks.
    pub async fn try_confirm(&self, intent: &Value, card: &str) -> reqwest::Result<Reply> {
        let secret = intent["clientSecret"].as_str().unwrap();
        let path = format!("/_local/stripe/v1/payment_intents/{}/confirm", intent_id(intent));
        let call = self.desk.post(&path).header("authorization", "Bearer pk_test_docket");
        let call = call.header("content-type", "application/x-www-form-urlencoded");
        call.body(format!("client_secret={secret}&payment_method={card}")).try_send().await
    }

    /// The buyer pays what is due of an order with a card that works.
    pub async fn pay_by_card(&self, order: &str) -> Value {
        let intent = self.intent(order).await;
        self.confirm_with(&intent, "pm_card_visa").await.expect(200);
        intent
    }

    /// The money of an order, as its staff see it.
    pub async fn money(&self, order: &str) -> Value {
        self.order(order).await["payment"].clone()
    }

    /// The refunds of an order, as an administrator sees them.
    pub async fn refunds(&self, order: &str) -> Vec<Value> {
        let path = format!("/api/orders/{order}/refunds");
        let admin = self.desk.signed_in(Person::Admin).await;
        let reply = self.desk.get(&path).bearer(&admin).send().await.expect(200);
        reply.at("/refunds").as_array().unwrap().clone()
    }

    /// An administrator gives back some of what was paid.
    pub async fn refund(&self, order: &str, amount: u64) -> Reply {
        let path = format!("/api/orders/{order}/refunds");
        let admin = self.desk.signed_in(Person::Admin).await;
        let body = json!({"amount": amount, "reason": "Something was missing."});
        self.desk.post(&path).bearer(&admin).json(&body).send().await
    }

    /// The provider's own books: what it received and gave back in all.
    pub async fn books(&self) -> (u64, u64) {
        let books = self.desk.get("/_local/stripe/books").send().await.expect(200).at("/books");
        let sum = |name: &str| {
            books.as_array().unwrap().iter().map(|book| book[name].as_u64().unwrap_or(0)).sum()
        };
        (sum("captured"), sum("refunded"))
    }

    /// Something of the provider's, as it has it.
    pub async fn at_provider(&self, path: &str) -> Value {
        let call = self.desk.get(&format!("/_local/stripe/v1/{path}"));
        call.header("authorization", KEY).send().await.expect(200).json()
    }

    /// The provider is told to do something, as its own pages would; what follows is
    /// done.
    pub async fn tell_provider(&self, path: &str, parameters: &str) -> Reply {
        let reply = self.try_tell_provider(path, parameters).await.unwrap();
        self.desk.running.settle().await.unwrap();
        reply
    }

    /// The same, where the answer may be lost.
    ///
    /// # Errors
    ///
    /// When the connection breaks.
    pub async fn try_tell_provider(&self, path: &str, parameters: &str) -> reqwest::Result<Reply> {
        let call =
            self.desk.post(&format!("/_local/stripe/v1/{path}")).header("authorization", KEY);
        let call = call.header("content-type", "application/x-www-form-urlencoded");
        call.body(parameters.to_owned()).try_send().await
    }

    /// Orders a fault of the provider.
    pub async fn fault(&self, order: Value) {
        self.desk.post("/_local/stripe/faults").json(&order).send().await.expect(200);
    }

    /// Ends all faults.
    pub async fn mend(&self) {
        self.desk.call("DELETE", "/_local/stripe/faults").send().await.expect(200);
    }
}

/// The provider's id of an intent.
#[must_use]
pub fn intent_id(intent: &Value) -> &str {
    intent["clientSecret"].as_str().unwrap().split("_secret_").next().unwrap()
}
