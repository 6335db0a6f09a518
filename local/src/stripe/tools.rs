//! The routes below `/_local/stripe` that the provider does not have. With them, developers and
//! tests set the webhook endpoint, order faults and disputes, authenticate in place of the payer,
//! and read the events and the books.

use std::sync::Arc;

use axum::{
    Json, Router,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
    routing::{get, post},
};
use docket_domain::moment_text;
use docket_platform::{Scheme, Transport};
use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{
    balance, charges, disputes, due,
    faults::{self, FaultOrder},
    objects::{Delivery, Dispute, DisputeStatus, Endpoint, Event, Intent},
    paying, render,
    service::StandIn,
    store::Work,
};
use crate::http::problem;

/// Makes the router.
pub fn router(stand_in: Arc<StandIn>) -> Router {
    Router::new()
        .route("/_local/stripe/webhook_endpoint", get(endpoint).post(set_endpoint))
        .route("/_local/stripe/events", get(events))
        .route("/_local/stripe/faults", get(ordered).post(order).delete(clear))
        .route("/_local/stripe/disputes", post(dispute))
        .route("/_local/stripe/authentications", post(authenticate))
        .route("/_local/stripe/books", get(books))
        .with_state(stand_in)
}

/// The JSON of the response, or the fault of the request.
type Outcome = Result<Value, String>;

async fn endpoint(State(stand_in): State<Arc<StandIn>>) -> Response {
    // The secret is never shown.
    answer(&stand_in, |work| Ok(json!({"url": work.each::<Endpoint>().next().map(|it| &it.url)})))
}

async fn set_endpoint(State(stand_in): State<Arc<StandIn>>, body: String) -> Response {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Order {
        url: String,
        secret: String,
    }
    let example = r#"{"url": "http://127.0.0.1:4100/api/payments/webhook", "secret": "whsec_…"}"#;
    answer(&stand_in, |work| {
        let Order { url, secret } = read(&body, example)?;
        // Webhooks never leave this machine.
        if Transport::SecureOrLoopback.scheme(&url) != Some(Scheme::Loopback) {
            return Err("`url` is to be an http address of this machine.".to_owned());
        }
        if secret.is_empty() {
            return Err("`secret` is to be a text.".to_owned());
        }
        work.put(Endpoint { url: url.clone(), secret });
        Ok(json!({"url": url}))
    })
}

async fn events(State(stand_in): State<Arc<StandIn>>) -> Response {
    answer(&stand_in, |work| {
        due::catch_up(work);
        let mut deliveries = work.those(|_: &Delivery| true);
        deliveries.reverse();
        let mut events = work.those(|_: &Event| true);
        events.reverse();
        let shown = |event: &Event| {
            let of_it = deliveries.iter().filter(|it| it.event == event.id);
            let deliveries: Vec<_> = of_it.map(delivery).collect();
            json!({
                "id": event.id, "type": event.kind, "account": event.account.to_string(),
                "at": moment_text(event.created), "object": event.object["id"],
                "deliveries": deliveries,
            })
        };
        Ok(json!({"events": events.iter().map(shown).collect::<Vec<_>>()}))
    })
}

fn delivery(delivery: &Delivery) -> Value {
    let attempts = delivery
        .attempts
        .iter()
        .map(|it| json!({"at": moment_text(it.at), "status": it.status, "error": it.error}));
    json!({"attempts": attempts.collect::<Vec<_>>(), "next": delivery.due.map(moment_text)})
}

async fn ordered(State(stand_in): State<Arc<StandIn>>) -> Response {
    answer(&stand_in, |work| Ok(json!({"faults": faults::ordered(work)})))
}

async fn order(State(stand_in): State<Arc<StandIn>>, body: String) -> Response {
    answer(&stand_in, |work| {
        let order: FaultOrder = read(&body, r#"{"kind": "answer_lost", "times": 1}"#)?;
        Ok(json!(faults::order(work, order)?))
    })
}

async fn clear(State(stand_in): State<Arc<StandIn>>) -> Response {
    answer(&stand_in, |work| {
        faults::clear(work);
        Ok(json!({"faults": []}))
    })
}

/// The body that opens a dispute, or decides the open one.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DisputeOrder {
    /// The intent whose newest charge is disputed, or whose open dispute is decided.
    payment_intent: String,
    /// The disputed amount in minor units; by default the amount that is neither refunded nor
    /// disputed.
    amount: Option<u64>,
    reason: Option<String>,
    /// `won` or `lost`; when absent, the dispute is not decided.
    outcome: Option<Decision>,
    /// The number of seconds until it is decided.
    #[serde(default)]
    seconds: u32,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Decision {
    Won,
    Lost,
}

async fn dispute(State(stand_in): State<Arc<StandIn>>, body: String) -> Response {
    answer(&stand_in, |work| {
        due::catch_up(work);
        let order: DisputeOrder = read(&body, r#"{"payment_intent": "pi_…", "outcome": "lost"}"#)?;
        let decided = order.outcome.map(|outcome| match outcome {
            Decision::Won => DisputeStatus::Won,
            Decision::Lost => DisputeStatus::Lost,
        });
        let at = work.now + SignedDuration::from_secs(order.seconds.into());
        let open = work.each::<Dispute>().find(|it| {
            it.intent == order.payment_intent && it.status == DisputeStatus::NeedsResponse
        });
        let dispute = match open.cloned() {
            Some(dispute) => dispute,
            None => open_dispute(work, &order)?,
        };
        let dispute = decide_at(work, dispute, decided.map(|outcome| (at, outcome)));
        Ok(render::dispute(&dispute))
    })
}

fn open_dispute(work: &mut Work<'_>, order: &DisputeOrder) -> Result<Dispute, String> {
    let intent = work.find::<Intent>(&order.payment_intent);
    let charge = intent.and_then(|intent| charges::latest(work, &intent));
    let mut charge = charge.ok_or("There is no such payment intent, or it was not charged.")?;
    let taken: u64 = disputes::against(work, &charge).iter().map(|it| it.amount).sum();
    let left = charge.refundable().saturating_sub(taken);
    let amount = order.amount.unwrap_or(left);
    if amount == 0 || amount > left {
        return Err(format!("A dispute can be about 1 to {left} of this charge."));
    }
    let reason = order.reason.as_deref().unwrap_or("fraudulent");
    Ok(disputes::open(work, &mut charge, amount, reason, None))
}

fn decide_at(
    work: &mut Work<'_>,
    mut dispute: Dispute,
    decided: Option<(Timestamp, DisputeStatus)>,
) -> Dispute {
    let Some((at, outcome)) = decided else {
        return dispute;
    };
    if at <= work.now {
        return disputes::decide(work, dispute, outcome);
    }
    dispute.decided = decided;
    work.put(dispute.clone());
    dispute
}

/// Authenticates in place of the payer at the bank.
async fn authenticate(State(stand_in): State<Arc<StandIn>>, body: String) -> Response {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Order {
        payment_intent: String,
        agrees: bool,
    }
    answer(&stand_in, |work| {
        due::catch_up(work);
        let order: Order = read(&body, r#"{"payment_intent": "pi_…", "agrees": true}"#)?;
        let intent = work.find::<Intent>(&order.payment_intent).ok_or("No such payment intent.")?;
        let intent = paying::authenticate(work, intent, order.agrees);
        intent.map(|it| render::intent(&it)).map_err(|error| error.fields()["message"].to_string())
    })
}

async fn books(State(stand_in): State<Arc<StandIn>>) -> Response {
    answer(&stand_in, |work| {
        due::catch_up(work);
        Ok(json!({"books": balance::books(work)}))
    })
}

/// Runs `work` on the records, starts the delivery of its webhooks, and makes the response.
fn answer(stand_in: &StandIn, work: impl FnOnce(&mut Work<'_>) -> Outcome) -> Response {
    let (status, code, detail) = match stand_in.work(work) {
        Ok(Ok(shown)) => {
            stand_in.wake();
            return Json(shown).into_response();
        }
        Ok(Err(detail)) => (StatusCode::BAD_REQUEST, "invalid_request", detail),
        Err(error) => (StatusCode::INTERNAL_SERVER_ERROR, "internal", format!("{error:#}")),
    };
    problem(status, code, &detail)
}

fn read<'a, T: Deserialize<'a>>(body: &'a str, example: &str) -> Result<T, String> {
    serde_json::from_str(body).map_err(|error| format!("{error}. For example: {example}"))
}
