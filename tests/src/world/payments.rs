//! Sellers, a buyer and the local stand-in of the payment provider.

use serde_json::{Value, json};

use super::{World, extends_world};
use crate::{Docket, Person, Reply, pickup};

/// The secret key that authenticates Docket at the stand-in.
const KEY: &str = "Bearer sk_test_docket";

/// A kitchen, which captures a payment when it accepts the order, and a producer, which captures at
/// once.
pub struct Payments(World);

extends_world!(Payments, Kitchen, Producer);

impl Payments {
    /// Uses this Docket and signs in only an administrator and the buyer.
    pub async fn with_admin_and_buyer(docket: Docket) -> Self {
        let admin = docket.signed_in(Person::Admin).await;
        let buyer = docket.token(super::BUYER).await;
        let nobody = String::new;
        Self(World {
            staff: admin.clone(),
            admin,
            other_staff: nobody(),
            driver: nobody(),
            buyer,
            docket,
        })
    }

    /// Places an order of three thalis at the kitchen.
    pub async fn kitchen_order(&self) -> String {
        self.placed_order(&pickup("spice-kitchen", super::BUYER, &[("sk-thali", 3)])).await
    }

    /// Places an order of three jars of honey at the producer.
    pub async fn farm_order(&self) -> String {
        self.placed_order(&pickup("green-valley", super::BUYER, &[("gv-honey", 3)])).await
    }

    /// Requests a payment intent as the buyer.
    pub async fn ask_to_pay(&self, order: &str) -> Reply {
        let path = format!("/api/orders/{order}/payment-intents");
        self.docket.post(&path).bearer(&self.buyer).send().await
    }

    /// Creates a payment intent as the buyer.
    pub async fn intent(&self, order: &str) -> Value {
        self.ask_to_pay(order).await.expect(201).json()
    }

    /// Confirms a payment with a test card as the buyer's page does, and waits until its effects
    /// are done.
    pub async fn confirm_with(&self, intent: &Value, card: &str) -> Reply {
        let reply = self.confirm_without_settling(intent, card).await;
        self.docket.running.settle().await.unwrap();
        reply
    }

    /// Confirms a payment without waiting for its effects.
    pub async fn confirm_without_settling(&self, intent: &Value, card: &str) -> Reply {
        self.try_confirm(intent, card).await.unwrap()
    }

    /// Confirms a payment without waiting for its effects; the response may be lost.
    ///
    /// # Errors
    ///
    /// When the connection breaks.
    pub async fn try_confirm(&self, intent: &Value, card: &str) -> reqwest::Result<Reply> {
        let secret = intent["clientSecret"].as_str().unwrap();
        let path = format!("/_local/stripe/v1/payment_intents/{}/confirm", intent_id(intent));
        let call = self.docket.post(&path).header("authorization", "Bearer pk_test_docket");
        let call = call.header("content-type", "application/x-www-form-urlencoded");
        call.body(format!("client_secret={secret}&payment_method={card}")).try_send().await
    }

    /// Pays the amount due of an order with a card that works.
    pub async fn pay_by_card(&self, order: &str) -> Value {
        let intent = self.intent(order).await;
        self.confirm_with(&intent, "pm_card_visa").await.expect(200);
        intent
    }

    /// The payment of an order, as staff see it.
    pub async fn money(&self, order: &str) -> Value {
        self.order(order).await["payment"].clone()
    }

    /// The refunds of an order, as an administrator sees them.
    pub async fn refunds(&self, order: &str) -> Vec<Value> {
        let path = format!("/api/orders/{order}/refunds");
        let admin = self.docket.signed_in(Person::Admin).await;
        let reply = self.docket.get(&path).bearer(&admin).send().await.expect(200);
        reply.at("/refunds").as_array().unwrap().clone()
    }

    /// Refunds a part of the payment as an administrator.
    pub async fn refund(&self, order: &str, amount: u64) -> Reply {
        let path = format!("/api/orders/{order}/refunds");
        let admin = self.docket.signed_in(Person::Admin).await;
        let body = json!({"amount": amount, "reason": "Something was missing."});
        self.docket.post(&path).bearer(&admin).json(&body).send().await
    }

    /// The provider's own books: the total captured and the total refunded, in minor units.
    pub async fn books(&self) -> (u64, u64) {
        let books = self.docket.get("/_local/stripe/books").send().await.expect(200).at("/books");
        let sum = |name: &str| {
            books.as_array().unwrap().iter().map(|book| book[name].as_u64().unwrap_or(0)).sum()
        };
        (sum("captured"), sum("refunded"))
    }

    /// Reads an object from the provider's API.
    pub async fn at_provider(&self, path: &str) -> Value {
        let call = self.docket.get(&format!("/_local/stripe/v1/{path}"));
        call.header("authorization", KEY).send().await.expect(200).json()
    }

    /// Sends a command to the provider as its own pages would, and waits until the effects are
    /// done.
    pub async fn post_to_provider(&self, path: &str, parameters: &str) -> Reply {
        let reply = self.try_post_to_provider(path, parameters).await.unwrap();
        self.docket.running.settle().await.unwrap();
        reply
    }

    /// Sends a command to the provider without waiting for its effects; the response may be lost.
    ///
    /// # Errors
    ///
    /// When the connection breaks.
    pub async fn try_post_to_provider(
        &self,
        path: &str,
        parameters: &str,
    ) -> reqwest::Result<Reply> {
        let call =
            self.docket.post(&format!("/_local/stripe/v1/{path}")).header("authorization", KEY);
        let call = call.header("content-type", "application/x-www-form-urlencoded");
        call.body(parameters.to_owned()).try_send().await
    }

    /// Sets a fault of the provider.
    pub async fn fault(&self, order: Value) {
        self.docket.post("/_local/stripe/faults").json(&order).send().await.expect(200);
    }

    /// Removes all faults of the provider.
    pub async fn mend(&self) {
        self.docket.call("DELETE", "/_local/stripe/faults").send().await.expect(200);
    }
}

/// The provider's id of a payment intent.
#[must_use]
pub fn intent_id(intent: &Value) -> &str {
    intent["clientSecret"].as_str().unwrap().split("_secret_").next().unwrap()
}
