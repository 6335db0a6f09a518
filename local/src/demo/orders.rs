//! Makes the demo's orders. They are placed, verified and moved through their lifecycle by the
//! functions, so each has a real history, real messages and its share in the statistics.

use std::sync::Arc;

use anyhow::{Context, Result};
use docket_domain::{Lifecycle, Order, OrderId, Role};
use docket_platform::Clock;
use jiff::SignedDuration;
use serde_json::{Value, json};
use tokio::sync::Mutex;

use super::{
    SELLERS,
    customers::CUSTOMERS,
    menu::KITCHEN,
    staff::Staff,
    story::{self, Course, FIRST, Plan},
};
use crate::{background::Background, clock::MovableClock, messages::Outbox};

/// The number of recent messages to a customer that are searched for a code.
const MESSAGES: usize = 50;

/// Makes the demo's orders, one group at a time.
pub struct DemoOrders {
    staff: Staff,
    clock: Arc<MovableClock>,
    outbox: Arc<Outbox>,
    background: Arc<Background>,
    /// Whether the menu has more than the basic products.
    whole_menu: bool,
    /// The number of orders that were placed so far.
    placed: Mutex<usize>,
}

/// An event in an order's life after it was placed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Event {
    Place,
    Confirm,
    Reject,
    Step,
}

impl DemoOrders {
    /// Makes a source of demo orders from these parts.
    pub fn new(
        staff: Staff,
        clock: Arc<MovableClock>,
        outbox: Arc<Outbox>,
        background: Arc<Background>,
        whole_menu: bool,
    ) -> Self {
        Self { staff, clock, outbox, background, whole_menu, placed: Mutex::default() }
    }

    /// Makes the orders of the first start while the clock, which was set back, catches up with the
    /// present.
    pub async fn make_first(&self) {
        let mut placed = self.placed.lock().await;
        let made = self.make(&FIRST, &mut placed).await;
        self.clock.catch_up(SignedDuration::ZERO);
        match made {
            Ok(orders) => self.send_driver(&orders).await,
            Err(error) => {
                tracing::warn!(target: "docket", error = format!("{error:#}"), "the demo's orders are incomplete");
            }
        }
        tracing::info!(target: "docket", "the demo's orders are there");
    }

    /// Makes more orders, at one seller or at all, and returns how many.
    ///
    /// # Errors
    ///
    /// A function refused, for example because there is no stock left.
    pub async fn make_more(&self, orders: usize, seller: Option<&'static str>) -> Result<usize> {
        let mut placed = self.placed.lock().await;
        let plans = story::more(orders, seller, *placed);
        // A code is looked up by the phone, so no customer may wait for two codes at a time.
        for plans in plans.chunks(CUSTOMERS.len()) {
            self.make(plans, &mut placed).await?;
        }
        Ok(orders)
    }

    /// Makes orders, with each event at its planned time.
    async fn make(&self, plans: &[Plan], placed: &mut usize) -> Result<Vec<OrderId>> {
        let first = *placed;
        *placed += plans.len();
        let _quiet = self.outbox.quieten();
        let mut events: Vec<_> = plans.iter().enumerate().flat_map(events).collect();
        events.sort_by_key(|&(minutes_ago, which, event)| (-minutes_ago, event, which));
        let mut orders = vec![None; plans.len()];
        for at_once in events.chunk_by(|one, other| (one.0, one.2) == (other.0, other.2)) {
            let (minutes_ago, _, event) = at_once[0];
            self.clock.catch_up(SignedDuration::from_mins(minutes_ago));
            if event == Event::Confirm {
                // Wait until the codes have been sent.
                self.background.settle().await;
            }
            for &(_, which, _) in at_once {
                let (plan, number) = (&plans[which], first + which);
                match (event, orders[which]) {
                    (Event::Place, _) => orders[which] = Some(self.place(plan, number).await?),
                    (Event::Confirm, Some(order)) => self.confirm(order, number).await?,
                    (Event::Reject, Some(order)) => self.reject(order, plan).await?,
                    (Event::Step, Some(order)) => self.step(order, number).await?,
                    (Event::Confirm | Event::Reject | Event::Step, None) => {}
                }
            }
        }
        self.background.settle().await;
        Ok(orders.into_iter().flatten().collect())
    }

    async fn place(&self, plan: &Plan, number: usize) -> Result<OrderId> {
        let body = story::request(plan, number, self.clock.now(), self.whole_menu);
        let placed = self.staff.call("create-order", ("POST", "/api/orders"), None, &body).await?;
        let id = placed["order"]["id"].as_str().context("a placed order has no id")?;
        Ok(id.parse()?)
    }

    /// Verifies the order with the code from the message. Two of five orders are paid in advance,
    /// one of them in part.
    async fn confirm(&self, order: OrderId, number: usize) -> Result<()> {
        let phone = CUSTOMERS[number % CUSTOMERS.len()].phone;
        let code = self.code(order, phone).with_context(|| format!("no code came for {order}"))?;
        let path = format!("/api/orders/{order}/verification");
        let code = json!({"code": code});
        let confirmed = self.staff.call("verify-order", ("POST", &path), None, &code).await?;
        let total = confirmed["order"]["grandTotal"].as_i64().unwrap_or_default();
        let seller = confirmed["order"]["sellerId"].as_str().unwrap_or_default();
        let paid = match number % 5 {
            0 => json!({"amount": total, "method": "card", "reference": format!("pi_{number:06}")}),
            3 => json!({"amount": total / 2, "method": "cash"}),
            _ => return Ok(()),
        };
        let path = format!("/api/orders/{order}/payments");
        self.as_seller("record-payment", ("POST", &path), seller, &paid).await.map(drop)
    }

    /// The verification code of an order, from the message that names the order.
    fn code(&self, order: OrderId, phone: &str) -> Option<String> {
        let suffix = order.suffix();
        let messages = self.outbox.newest(Some(phone), MESSAGES);
        let sent = messages.iter().find(|it| it.text.contains(suffix.as_str()))?;
        Some(sent.text.split(' ').next()?.to_owned())
    }

    async fn reject(&self, order: OrderId, plan: &Plan) -> Result<()> {
        let path = format!("/api/orders/{order}/reject");
        let reason = json!({"reason": "Sorry, we are sold out for today."});
        self.as_seller("reject-order", ("PATCH", &path), plan.seller, &reason).await.map(drop)
    }

    /// Moves an order to its next status as its seller's staff; does nothing when they may not.
    async fn step(&self, id: OrderId, number: usize) -> Result<()> {
        let found = self.staff.store().find_order(id).await?;
        let order = found.with_context(|| format!("{id} is missing"))?;
        let seller = order.seller.as_str();
        if order.status.name == order.lifecycle.start {
            let path = format!("/api/orders/{id}/accept");
            let minutes = json!({"estimatedPrepTime": 15 + 5 * (number % 4)});
            let estimate = if seller == KITCHEN { minutes } else { json!({}) };
            return self
                .as_seller("accept-order", ("PATCH", &path), seller, &estimate)
                .await
                .map(drop);
        }
        let Some(to) = onwards(&order) else { return Ok(()) };
        let path = format!("/api/orders/{id}/status");
        let body = json!({"status": to});
        self.as_seller("update-order-status", ("PATCH", &path), seller, &body).await.map(drop)
    }

    /// Sends the kitchen's driver out with the two oldest orders that wait for delivery to one
    /// zone.
    async fn send_driver(&self, orders: &[OrderId]) {
        if let Err(error) = self.drive(orders).await {
            tracing::warn!(target: "docket", error = format!("{error:#}"), "the demo's driver has no batch");
        }
    }

    async fn drive(&self, orders: &[OrderId]) -> Result<()> {
        let _quiet = self.outbox.quieten();
        let mut waiting = Vec::new();
        for &id in orders {
            let found = self.staff.store().find_order(id).await?;
            waiting
                .extend(found.filter(|it| it.seller.as_str() == KITCHEN && waits_for_driver(it)));
        }
        let zone =
            |order: &Order| order.fulfilment.zone.as_ref().map(|zone| zone.as_str().to_owned());
        let Some(first) = waiting.first().and_then(zone) else { return Ok(()) };
        let together: Vec<_> = waiting
            .iter()
            .filter(|order| zone(order).as_ref() == Some(&first))
            .map(|order| order.id.to_string())
            .collect();
        let driver = member(KITCHEN, "driver");
        let body = json!({"orderIds": together, "driverId": driver});
        let path = "/api/delivery/batches";
        let made = self.as_seller("create-batch", ("POST", path), KITCHEN, &body).await?;
        let batch = made["batch"]["id"].as_str().context("a batch has no id")?;
        let path = format!("{path}/{batch}/pickup");
        let call = ("PATCH", path.as_str());
        self.staff.call("pick-up-batch", call, Some(&driver), &json!({})).await?;
        self.background.settle().await;
        Ok(())
    }

    async fn as_seller(
        &self,
        function: &str,
        request: (&str, &str),
        seller: &str,
        body: &Value,
    ) -> Result<Value> {
        self.staff.call(function, request, Some(&member(seller, "seller")), body).await
    }
}

/// The demo's seller with this id.
pub fn seller(id: &str) -> Option<&'static str> {
    SELLERS.iter().map(|(seller, ..)| *seller).find(|seller| *seller == id)
}

/// The id of the demo's member of a seller.
fn member(seller: &str, role: &str) -> String {
    format!("demo-{seller}-{role}")
}

/// The events of a plan's order, each with the number of minutes ago: the order is verified a
/// minute after it was placed, and its transitions are spread over the time since.
fn events((which, plan): (usize, &Plan)) -> Vec<(i64, usize, Event)> {
    let confirmed = (plan.minutes_ago - 1).max(0);
    let mut events = vec![(plan.minutes_ago, which, Event::Place)];
    match plan.course {
        Course::Unconfirmed => return events,
        Course::Rejected => events.push((confirmed / 2, which, Event::Reject)),
        Course::Steps(steps) => {
            let apart = confirmed / (i64::from(steps) + 1);
            let at = |step: u8| confirmed - apart * i64::from(step);
            events.extend((1..=steps).map(|step| (at(step), which, Event::Step)));
        }
    }
    events.push((confirmed, which, Event::Confirm));
    events
}

/// The next status that the seller's staff may move an order into.
fn onwards(order: &Order) -> Option<&'static str> {
    let lifecycle: &'static Lifecycle = order.lifecycle;
    let method = order.fulfilment.method.kind();
    let ways = order.status.moves.iter();
    let mut ways =
        ways.filter(|way| way.by.contains(&Role::Seller) && way.methods.contains(&method));
    let way = ways.find(|way| lifecycle.status(way.to).is_some_and(|to| !to.phase.is_stopped()))?;
    Some(way.to)
}

/// Whether the order waits for a driver.
fn waits_for_driver(order: &Order) -> bool {
    let picked_up = order.lifecycle.steps.pick_up;
    let method = order.fulfilment.method.kind();
    let mut ways = order.status.moves.iter();
    ways.any(|way| {
        Some(way.to) == picked_up && way.by.contains(&Role::Driver) && way.methods.contains(&method)
    })
}
