//! Tests make-keys with the events that CloudFormation sends.

use docket_platform::{TokenKeys, VaultError, push::PushKeys};
use jiff::SignedDuration;
use serde_json::json;

use crate::keys::stack::{RESPONSE_PATH, Stack};

#[tokio::test]
async fn create_makes_a_key_and_returns_only_its_public_half() {
    let stack = Stack::new().await;
    let event = stack.event("Create", 1, 1);
    stack.invoke(&event).await.unwrap();
    let [response] = &stack.responses()[..] else { panic!("one answer") };
    // The pre-signed response URL allows a request without a content type.
    assert_eq!(response.request, format!("PUT {RESPONSE_PATH}"));
    assert_eq!(response.content_type, None);
    assert_eq!(response.content_length, Some(response.answer.to_string().len().to_string()));

    let answer = &response.answer;
    assert_eq!(answer["Status"], "SUCCESS");
    assert_eq!(answer["PhysicalResourceId"], "token-keys");
    assert_eq!(answer["NoEcho"], false);
    for member in ["StackId", "RequestId", "LogicalResourceId"] {
        assert_eq!(answer[member], event[member], "{member}");
    }
    let stored = TokenKeys::parse(&stack.stored.text().unwrap()).unwrap();
    let public = answer["Data"]["PublicKeys"].as_str().unwrap();
    assert_eq!(public, stored.jwks().unwrap().to_string());
    // The first key signs at once and has no end.
    assert!(!public.contains("_until") && !public.contains("signs_from"), "{public}");

    let stored: serde_json::Value = serde_json::from_str(&stack.stored.text().unwrap()).unwrap();
    let pair = stored["keys"][0]["pair"].as_str().unwrap();
    assert!(!answer.to_string().contains(pair), "the private half was in the answer");
    let push: serde_json::Value = serde_json::from_str(&stack.push.text().unwrap()).unwrap();
    let pair = push["pair"].as_str().unwrap();
    assert!(!answer.to_string().contains(pair), "the private half was in the answer");
}

#[tokio::test]
async fn push_key_pair_is_made_once_and_never_replaced() {
    let stack = Stack::new().await;
    let first = stack.answer(&stack.event("Create", 1, 1)).await["Data"]["PushKey"].clone();
    let stored = stack.push.text().unwrap();
    let keys = PushKeys::parse(&stored).unwrap();
    assert_eq!(first, keys.public_key());
    assert!(!stack.stored.text().unwrap().contains(&keys.public_key()), "beside the token keys");
    for (request, generation) in [(1, 1), (2, 2), (3, 3)] {
        let answer = stack.answer(&stack.event("Update", request, generation)).await;
        assert_eq!(answer["Data"]["PushKey"], first);
        assert_eq!(stack.push.text().unwrap(), stored);
    }
}

/// A stack that is updated from an older release has token keys and an empty push secret.
#[tokio::test]
async fn update_adds_push_keys_and_keeps_token_keys_when_the_stack_had_none() {
    let stack = Stack::new().await;
    let before = stack.answer(&stack.event("Create", 1, 1)).await;
    let tokens = stack.stored.text();
    *stack.push.value.lock().unwrap() = None;
    let after = stack.answer(&stack.event("Update", 2, 1)).await;
    assert_eq!(after["Data"]["PublicKeys"], before["Data"]["PublicKeys"]);
    assert_ne!(after["Data"]["PushKey"], before["Data"]["PushKey"]);
    assert_eq!(stack.stored.text(), tokens);
}

#[tokio::test]
async fn repeated_event_makes_no_second_push_key_pair_after_a_stale_read() {
    let stack = Stack::new().await;
    let event = stack.event("Create", 1, 1);
    let first = stack.answer(&event).await;
    let stored = stack.push.text();
    *stack.push.stale.lock().unwrap() = Some(String::new());
    assert_eq!(stack.answer(&event).await, first);
    assert_eq!(stack.push.text(), stored);
}

#[tokio::test]
async fn unreadable_push_key_pair_is_not_overwritten() {
    let stack = Stack::new().await;
    let text = r#"{"publicKey": "a", "pair": "c2VjcmV0LXNlY3JldA"}"#;
    *stack.push.value.lock().unwrap() = Some(text.to_owned());
    let answer = stack.answer(&stack.event("Create", 1, 1)).await;
    let reason = answer["Reason"].as_str().unwrap();
    assert!(reason.contains("push key could not be read"), "{reason}");
    assert!(!reason.contains("c2VjcmV0"), "{reason}");
    assert_eq!(stack.push.text().unwrap(), text);
}

#[tokio::test]
async fn repeated_event_gets_an_equal_response() {
    let stack = Stack::new().await;
    let event = stack.event("Create", 1, 1);
    let first = stack.answer(&event).await;
    *stack.now.lock().unwrap() += SignedDuration::from_mins(1);
    assert_eq!(stack.answer(&event).await, first);

    let update = stack.event("Update", 2, 2);
    let second = stack.answer(&update).await;
    assert_ne!(second["Data"], first["Data"]);
    *stack.now.lock().unwrap() += SignedDuration::from_mins(1);
    assert_eq!(stack.answer(&update).await["Data"], second["Data"]);
}

#[tokio::test]
async fn repeated_event_makes_no_second_token_key_after_a_stale_read() {
    let stack = Stack::new().await;
    stack.keys(&stack.event("Create", 1, 1)).await;
    let before = stack.stored.text();
    let update = stack.event("Update", 2, 2);
    let first = stack.answer(&update).await;
    let stored = stack.stored.text();
    *stack.stored.stale.lock().unwrap() = before;
    assert_eq!(stack.answer(&update).await, first);
    assert_eq!(stack.stored.text(), stored);
}

#[tokio::test]
async fn higher_generation_adds_a_key_that_signs_ten_minutes_later() {
    let stack = Stack::new().await;
    let first = stack.keys(&stack.event("Create", 1, 1)).await;
    let switch = (*stack.now.lock().unwrap() + SignedDuration::from_mins(10)).as_second();
    let hour = 3_600;
    let keys = stack.keys(&stack.event("Update", 2, 2)).await;
    assert_eq!(keys.len(), 2);
    assert_eq!(keys[0]["kid"], first[0]["kid"]);
    assert_eq!(keys[0]["access_until"], switch + hour);
    assert_eq!(keys[0]["refresh_until"], switch + hour + 30 * 24 * hour);
    assert_ne!(keys[1]["kid"], first[0]["kid"]);
    assert_eq!(keys[1]["signs_from"], switch);
    assert!(keys[1].get("access_until").is_none() && keys[1].get("refresh_until").is_none());
}

/// The second update is the rollback of a failed one, with a lower generation.
#[tokio::test]
async fn update_makes_no_key_without_a_higher_generation() {
    let stack = Stack::new().await;
    stack.keys(&stack.event("Create", 1, 1)).await;
    let keys = stack.keys(&stack.event("Update", 2, 2)).await;
    let stored = stack.stored.text();
    for (request, generation) in [(3, 2), (4, 1)] {
        assert_eq!(stack.keys(&stack.event("Update", request, generation)).await, keys);
        assert_eq!(stack.stored.text(), stored);
    }
}

#[tokio::test]
async fn update_keeps_the_physical_resource_id() {
    let stack = Stack::new().await;
    let mut event = stack.event("Update", 1, 1);
    event["PhysicalResourceId"] = json!("as-it-was-called-before");
    assert_eq!(stack.answer(&event).await["PhysicalResourceId"], "as-it-was-called-before");
}

#[tokio::test]
async fn deleting_the_resource_changes_nothing() {
    let stack = Stack::new().await;
    stack.keys(&stack.event("Create", 1, 1)).await;
    let stored = stack.stored.text();
    let mut event = stack.event("Delete", 2, 1);
    for properties in [event["ResourceProperties"].clone(), json!({}), json!(null)] {
        event["ResourceProperties"] = properties;
        // Deleting works even when the secret cannot be reached.
        stack.stored.failures.lock().unwrap().push_back(Some(VaultError::Unavailable));
        let answer = stack.answer(&event).await;
        assert_eq!((&answer["Status"], answer.get("Data")), (&json!("SUCCESS"), None));
        stack.stored.failures.lock().unwrap().clear();
    }
    assert_eq!(stack.stored.text(), stored);
}

#[tokio::test]
async fn malformed_event_fails_with_the_reason() {
    let stack = Stack::new().await;
    stack.keys(&stack.event("Create", 1, 1)).await;
    for (place, value, named) in [
        ("/RequestType", json!("Rotate"), "RequestType"),
        ("/RequestType", json!(null), "RequestType"),
        ("/RequestId", json!(7), "RequestId"),
        ("/ResourceProperties", json!(null), "Generation"),
        ("/ResourceProperties/Generation", json!("0"), "Generation"),
        ("/ResourceProperties/Generation", json!("-1"), "Generation"),
        ("/ResourceProperties/Generation", json!("two"), "Generation"),
        ("/ResourceProperties/Generation", json!("99999999999"), "Generation"),
        ("/ResourceProperties/Generation", json!(["2"]), "Generation"),
    ] {
        let mut event = stack.event("Update", 2, 2);
        *event.pointer_mut(place).unwrap() = value.clone();
        let reason = stack.refusal(&event).await;
        assert!(reason.contains(named), "{place} {value}: {reason}");
    }
    let mut event = stack.event("Update", 3, 2);
    event["ResourceProperties"]["Generation"] = json!(2);
    assert_eq!(stack.keys(&event).await.len(), 2, "a number is as good as its text");
}

#[tokio::test]
async fn event_without_a_valid_response_url_is_an_error() {
    let stack = Stack::new().await;
    for address in [json!(null), json!("no URL"), json!("http://example.com/answer")] {
        let mut event = stack.event("Delete", 1, 1);
        event["ResponseURL"] = address.clone();
        let error = stack.invoke(&event).await.unwrap_err();
        assert!(error.contains("ResponseURL"), "{address}: {error}");
    }
    assert!(stack.invoke(&json!({})).await.is_err());
    assert!(stack.responses().is_empty());
}

#[tokio::test]
async fn unreachable_secret_fails_with_the_reason() {
    let stack = Stack::new().await;
    let event = stack.event("Create", 1, 1);
    // The first failure is in reading, the second in writing.
    for failures in [vec![Some(VaultError::Unavailable)], vec![None, Some(VaultError::Unavailable)]]
    {
        stack.stored.failures.lock().unwrap().extend(failures);
        assert!(stack.refusal(&event).await.contains("could not be reached"));
    }
    assert_eq!(stack.keys(&event).await.len(), 1);
}

/// A new role's permissions take some time to be effective everywhere.
#[tokio::test]
async fn missing_permission_is_retried_until_it_is_effective() {
    let stack = Stack::new().await;
    let late = [Some(VaultError::Denied), None, Some(VaultError::Denied)];
    stack.stored.failures.lock().unwrap().extend(late);
    assert_eq!(stack.keys(&stack.event("Create", 1, 1)).await.len(), 1);
}

#[tokio::test]
async fn unreadable_token_keys_are_not_overwritten() {
    let stack = Stack::new().await;
    for text in ["c2VjcmV0LXNlY3JldA", r#"{"keys": [{"pair": "c2VjcmV0LXNlY3JldA"}]}"#] {
        *stack.stored.value.lock().unwrap() = Some(text.to_owned());
        let reason = stack.refusal(&stack.event("Update", 1, 9)).await;
        assert!(reason.contains("token key could not be read"), "{reason}");
        assert!(!reason.contains("c2VjcmV0"), "{reason}");
    }
}

/// An operator empties the secret to replace a compromised key. Everybody signs in again.
#[tokio::test]
async fn emptied_secret_gets_a_key_that_signs_at_once() {
    let stack = Stack::new().await;
    let first = stack.keys(&stack.event("Create", 1, 1)).await;
    *stack.stored.value.lock().unwrap() = Some("{}".to_owned());
    let keys = stack.keys(&stack.event("Update", 2, 2)).await;
    assert_eq!(keys.len(), 1);
    assert_ne!(keys[0]["kid"], first[0]["kid"]);
    assert!(keys[0].get("signs_from").is_none());
}

#[tokio::test]
async fn new_key_is_refused_when_the_environment_is_full() {
    let stack = Stack::new().await;
    for generation in 1..=6 {
        stack.keys(&stack.event("Update", generation, generation)).await;
    }
    let reason = stack.refusal(&stack.event("Update", 7, 7)).await;
    assert!(reason.contains("6 token keys are still needed"), "{reason}");
}

#[tokio::test]
async fn response_is_sent_again_until_it_is_accepted() {
    let stack = Stack::new().await;
    stack.refuse([500, 503]);
    stack.invoke(&stack.event("Create", 1, 1)).await.unwrap();
    let responses = stack.responses();
    assert_eq!(responses.len(), 3);
    assert!(responses.iter().all(|it| it.answer == responses[0].answer));
}

/// Lambda then invokes the function again, and no second key is made.
#[tokio::test]
async fn undeliverable_response_is_an_error_that_does_not_contain_the_url() {
    let mut stack = Stack::new().await;
    let event = stack.event("Create", 1, 1);
    stack.refuse([403, 403, 403]);
    let error = stack.invoke(&event).await.unwrap_err();
    assert!(error.contains("403") && !error.contains("Signature"), "{error}");
    let refused = stack.responses().pop().unwrap().answer;
    assert_eq!(stack.answer(&event).await, refused);

    stack.vanish().await;
    let error = stack.invoke(&event).await.unwrap_err();
    assert!(error.contains("no connection") && !error.contains("Signature"), "{error}");
}
