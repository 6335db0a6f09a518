use docket_platform::payments::{ErrorCode, EventSubject, IntentId, ProviderEvent};
use serde::Deserialize;

use super::answers::{Metadata, mode, owner};

#[derive(Deserialize)]
struct Event {
    object: String,
    id: String,
    r#type: String,
    livemode: bool,
    /// Present only in events of connected accounts.
    account: Option<String>,
    data: Data,
}

#[derive(Deserialize)]
struct Data {
    object: Subject,
}

/// The object that an event is about. Some objects have no id, for example a balance.
#[derive(Deserialize)]
struct Subject {
    object: String,
    id: Option<String>,
    payment_intent: Option<String>,
    metadata: Option<Metadata>,
}

/// Parses the body of a webhook.
pub fn read(body: &[u8]) -> Option<ProviderEvent> {
    let event: Event = serde_json::from_slice(body).ok()?;
    let is_event = event.object == "event";
    let object = event.data.object;
    let intent = || object.payment_intent.as_deref().map(str::parse::<IntentId>).transpose().ok();
    let id = object.id.as_deref().unwrap_or_default();
    let subject = match object.object.as_str() {
        "payment_intent" => EventSubject::Intent(id.parse().ok()?),
        "charge" => intent()?.map_or(EventSubject::Other, EventSubject::Intent),
        "refund" => EventSubject::Refund { id: id.parse().ok()?, intent: intent()? },
        "dispute" => EventSubject::Dispute { id: id.parse().ok()?, intent: intent()? },
        _ => EventSubject::Other,
    };
    is_event.then_some(ProviderEvent {
        id: event.id.parse().ok()?,
        kind: ErrorCode::new(&event.r#type)?,
        mode: mode(event.livemode),
        account: event.account.map(|id| id.parse()).transpose().ok()?,
        subject,
        owner: object.metadata.as_ref().and_then(owner),
    })
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]
mod tests {
    use docket_platform::payments::Mode;
    use serde_json::{Value, json};

    use super::*;

    /// An event in the form of the documentation.
    fn event(kind: &str, object: Value) -> Value {
        json!({
            "id": "evt_1NG8Du2eZvKYlo2CUI79vXWy",
            "object": "event",
            "api_version": "2019-02-19",
            "created": 1_686_089_970,
            "data": {"object": object},
            "livemode": false,
            "pending_webhooks": 0,
            "request": {"id": null, "idempotency_key": null},
            "type": kind
        })
    }

    fn read_value(event: &Value) -> Option<ProviderEvent> {
        read(event.to_string().as_bytes())
    }

    #[test]
    fn event_names_its_subject() {
        let intent = |id: &str| id.parse::<IntentId>().unwrap();
        let metadata = json!({"docket_deployment": "prod", "docket_payment": "PAY-7"});
        for (kind, object, expected, is_ours) in [
            (
                "payment_intent.succeeded",
                json!({"object": "payment_intent", "id": "pi_1", "metadata": metadata}),
                EventSubject::Intent(intent("pi_1")),
                true,
            ),
            (
                "charge.captured",
                json!({"object": "charge", "id": "ch_1", "payment_intent": "pi_1", "metadata": {}}),
                EventSubject::Intent(intent("pi_1")),
                false,
            ),
            (
                "refund.failed",
                json!({"object": "refund", "id": "re_1", "payment_intent": "pi_1"}),
                EventSubject::Refund { id: "re_1".parse().unwrap(), intent: Some(intent("pi_1")) },
                false,
            ),
            (
                "charge.dispute.closed",
                json!({"object": "dispute", "id": "du_1", "payment_intent": null}),
                EventSubject::Dispute { id: "du_1".parse().unwrap(), intent: None },
                false,
            ),
            (
                "charge.failed",
                json!({"object": "charge", "id": "ch_1", "payment_intent": null}),
                EventSubject::Other,
                false,
            ),
            ("balance.available", json!({"object": "balance"}), EventSubject::Other, false),
        ] {
            let event = read_value(&event(kind, object)).unwrap();
            assert_eq!(event.subject, expected, "{kind}");
            assert_eq!(event.kind.as_str(), kind);
            assert_eq!((event.mode, event.account), (Mode::Test, None));
            assert_eq!(event.owner.is_some(), is_ours, "{kind}");
        }
    }

    #[test]
    fn event_names_the_connected_account() {
        let mut event = event("balance.available", json!({"object": "balance"}));
        event["account"] = json!("acct_1");
        event["livemode"] = json!(true);
        let event = read_value(&event).unwrap();
        assert_eq!(event.account, Some("acct_1".parse().unwrap()));
        assert_eq!(event.mode, Mode::Live);
    }

    #[test]
    fn read_refuses_bodies_that_are_not_events() {
        let good =
            || event("payment_intent.created", json!({"object": "payment_intent", "id": "pi_1"}));
        assert!(read_value(&good()).is_some());
        for (pointer, value) in [
            ("/object", json!("v2.core.event")),
            ("/id", json!("evt_1#2")),
            ("/id", json!(null)),
            ("/type", json!("<script>")),
            ("/livemode", json!("false")),
            ("/data/object", json!({"object": "payment_intent"})),
            ("/data/object/id", json!("pi_1/../x")),
            ("/data/object", json!({"object": "refund", "id": "re_1", "payment_intent": "a b"})),
        ] {
            let mut event = good();
            *event.pointer_mut(pointer).unwrap() = value;
            assert_eq!(read_value(&event), None, "{event}");
        }
        for body in ["", "{}", "null", "[]", "{\"id\": 7}"] {
            assert_eq!(read(body.as_bytes()), None, "{body}");
        }
    }
}
