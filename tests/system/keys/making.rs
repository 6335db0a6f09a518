//! make-keys as the deployment calls it.

use docket_platform::{TokenKeys, VaultError, push::PushKeys};
use jiff::SignedDuration;
use serde_json::json;

use crate::keys::stack::{PLACE, Stack};

#[tokio::test]
async fn making_a_stack_makes_a_key_and_tells_its_public_half() {
    let stack = Stack::new().await;
    let event = stack.event("Create", 1, 1);
    stack.invoke(&event).await.unwrap();
    let [handed] = &stack.handed()[..] else { panic!("one answer") };
    // The address is signed, and signed for a request without a content type.
    assert_eq!(handed.request, format!("PUT {PLACE}"));
    assert_eq!(handed.content_type, None);
    assert_eq!(handed.content_length, Some(handed.answer.to_string().len().to_string()));

    let answer = &handed.answer;
    assert_eq!(answer["Status"], "SUCCESS");
    assert_eq!(answer["PhysicalResourceId"], "token-keys");
    assert_eq!(answer["NoEcho"], false);
    for member in ["StackId", "RequestId", "LogicalResourceId"] {
        assert_eq!(answer[member], event[member], "{member}");
    }
    let kept = TokenKeys::parse(&stack.kept.text().unwrap()).unwrap();
    let public = answer["Data"]["PublicKeys"].as_str().unwrap();
    assert_eq!(public, kept.jwks().unwrap().to_string());
    // It signs at once, and for ever.
    assert!(!public.contains("_until") && !public.contains("signs_from"), "{public}");

    let kept: serde_json::Value = serde_json::from_str(&stack.kept.text().unwrap()).unwrap();
    let pair = kept["keys"][0]["pair"].as_str().unwrap();
    assert!(!answer.to_string().contains(pair), "the private half was told");
    let push: serde_json::Value = serde_json::from_str(&stack.push.text().unwrap()).unwrap();
    let pair = push["pair"].as_str().unwrap();
    assert!(!answer.to_string().contains(pair), "the private half was told");
}

#[tokio::test]
async fn the_key_pair_of_web_push_is_made_once_and_never_replaced() {
    let stack = Stack::new().await;
    let first = stack.answer(&stack.event("Create", 1, 1)).await["Data"]["PushKey"].clone();
    let kept = stack.push.text().unwrap();
    let keys = PushKeys::parse(&kept).unwrap();
    assert_eq!(first, keys.public_key());
    assert!(!stack.kept.text().unwrap().contains(&keys.public_key()), "beside the token keys");
    for (request, generation) in [(1, 1), (2, 2), (3, 3)] {
        let answer = stack.answer(&stack.event("Update", request, generation)).await;
        assert_eq!(answer["Data"]["PushKey"], first);
        assert_eq!(stack.push.text().unwrap(), kept);
    }
}

/// As an update to this release finds it: with token keys and an empty secret.
#[tokio::test]
async fn a_stack_from_before_web_push_gets_its_keys_and_keeps_its_token_keys() {
    let stack = Stack::new().await;
    let before = stack.answer(&stack.event("Create", 1, 1)).await;
    let tokens = stack.kept.text();
    *stack.push.value.lock().unwrap() = None;
    let after = stack.answer(&stack.event("Update", 2, 1)).await;
    assert_eq!(after["Data"]["PublicKeys"], before["Data"]["PublicKeys"]);
    assert_ne!(after["Data"]["PushKey"], before["Data"]["PushKey"]);
    assert_eq!(stack.kept.text(), tokens);
}

#[tokio::test]
async fn a_repeat_that_does_not_see_yet_the_key_pair_that_was_written_makes_no_second_one() {
    let stack = Stack::new().await;
    let event = stack.event("Create", 1, 1);
    let first = stack.answer(&event).await;
    let kept = stack.push.text();
    *stack.push.stale.lock().unwrap() = Some(String::new());
    assert_eq!(stack.answer(&event).await, first);
    assert_eq!(stack.push.text(), kept);
}

#[tokio::test]
async fn a_key_pair_of_web_push_that_cannot_be_read_is_not_written_over() {
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
async fn a_repeated_event_gets_the_same_answer() {
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
async fn a_repeat_that_does_not_see_yet_what_was_written_makes_no_second_key() {
    let stack = Stack::new().await;
    stack.keys(&stack.event("Create", 1, 1)).await;
    let before = stack.kept.text();
    let update = stack.event("Update", 2, 2);
    let first = stack.answer(&update).await;
    let kept = stack.kept.text();
    *stack.kept.stale.lock().unwrap() = before;
    assert_eq!(stack.answer(&update).await, first);
    assert_eq!(stack.kept.text(), kept);
}

#[tokio::test]
async fn raising_the_generation_adds_a_key_that_signs_ten_minutes_later() {
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

/// The last is what a stack does that could not be updated and goes back.
#[tokio::test]
async fn an_update_without_a_higher_generation_makes_nothing() {
    let stack = Stack::new().await;
    stack.keys(&stack.event("Create", 1, 1)).await;
    let keys = stack.keys(&stack.event("Update", 2, 2)).await;
    let kept = stack.kept.text();
    for (request, generation) in [(3, 2), (4, 1)] {
        assert_eq!(stack.keys(&stack.event("Update", request, generation)).await, keys);
        assert_eq!(stack.kept.text(), kept);
    }
}

#[tokio::test]
async fn an_update_keeps_the_resource_what_it_is() {
    let stack = Stack::new().await;
    let mut event = stack.event("Update", 1, 1);
    event["PhysicalResourceId"] = json!("as-it-was-called-before");
    assert_eq!(stack.answer(&event).await["PhysicalResourceId"], "as-it-was-called-before");
}

#[tokio::test]
async fn deleting_the_resource_changes_nothing() {
    let stack = Stack::new().await;
    stack.keys(&stack.event("Create", 1, 1)).await;
    let kept = stack.kept.text();
    let mut event = stack.event("Delete", 2, 1);
    for properties in [event["ResourceProperties"].clone(), json!({}), json!(null)] {
        event["ResourceProperties"] = properties;
        // What cannot be made can still be deleted.
        stack.kept.failures.lock().unwrap().push_back(Some(VaultError::Unavailable));
        let answer = stack.answer(&event).await;
        assert_eq!((&answer["Status"], answer.get("Data")), (&json!("SUCCESS"), None));
        stack.kept.failures.lock().unwrap().clear();
    }
    assert_eq!(stack.kept.text(), kept);
}

#[tokio::test]
async fn a_malformed_event_is_answered_with_what_is_wrong() {
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
async fn an_event_that_cannot_be_answered_is_an_error() {
    let stack = Stack::new().await;
    for address in [json!(null), json!("no URL"), json!("http://example.com/answer")] {
        let mut event = stack.event("Delete", 1, 1);
        event["ResponseURL"] = address.clone();
        let error = stack.invoke(&event).await.unwrap_err();
        assert!(error.contains("ResponseURL"), "{address}: {error}");
    }
    assert!(stack.invoke(&json!({})).await.is_err());
    assert!(stack.handed().is_empty());
}

#[tokio::test]
async fn a_secret_that_cannot_be_reached_is_a_failure_with_a_reason() {
    let stack = Stack::new().await;
    let event = stack.event("Create", 1, 1);
    // Reading, and then writing.
    for failures in [vec![Some(VaultError::Unavailable)], vec![None, Some(VaultError::Unavailable)]]
    {
        stack.kept.failures.lock().unwrap().extend(failures);
        assert!(stack.refusal(&event).await.contains("could not be reached"));
    }
    assert_eq!(stack.keys(&event).await.len(), 1);
}

/// A new role's rights take a moment to be known everywhere.
#[tokio::test]
async fn a_right_that_arrives_late_is_waited_for() {
    let stack = Stack::new().await;
    let late = [Some(VaultError::Denied), None, Some(VaultError::Denied)];
    stack.kept.failures.lock().unwrap().extend(late);
    assert_eq!(stack.keys(&stack.event("Create", 1, 1)).await.len(), 1);
}

#[tokio::test]
async fn what_cannot_be_read_is_not_written_over() {
    let stack = Stack::new().await;
    for text in ["c2VjcmV0LXNlY3JldA", r#"{"keys": [{"pair": "c2VjcmV0LXNlY3JldA"}]}"#] {
        *stack.kept.value.lock().unwrap() = Some(text.to_owned());
        let reason = stack.refusal(&stack.event("Update", 1, 9)).await;
        assert!(reason.contains("token key could not be read"), "{reason}");
        assert!(!reason.contains("c2VjcmV0"), "{reason}");
    }
}

/// How an operator takes a key away that others may have: everybody signs in
/// again.
#[tokio::test]
async fn a_secret_that_was_emptied_by_hand_gets_a_key_that_signs_at_once() {
    let stack = Stack::new().await;
    let first = stack.keys(&stack.event("Create", 1, 1)).await;
    *stack.kept.value.lock().unwrap() = Some("{}".to_owned());
    let keys = stack.keys(&stack.event("Update", 2, 2)).await;
    assert_eq!(keys.len(), 1);
    assert_ne!(keys[0]["kid"], first[0]["kid"]);
    assert!(keys[0].get("signs_from").is_none());
}

#[tokio::test]
async fn more_keys_than_an_environment_holds_are_refused() {
    let stack = Stack::new().await;
    for generation in 1..=6 {
        stack.keys(&stack.event("Update", generation, generation)).await;
    }
    let reason = stack.refusal(&stack.event("Update", 7, 7)).await;
    assert!(reason.contains("6 token keys are still needed"), "{reason}");
}

#[tokio::test]
async fn an_answer_is_handed_in_again_until_it_is_taken() {
    let stack = Stack::new().await;
    stack.refuse([500, 503]);
    stack.invoke(&stack.event("Create", 1, 1)).await.unwrap();
    let handed = stack.handed();
    assert_eq!(handed.len(), 3);
    assert!(handed.iter().all(|it| it.answer == handed[0].answer));
}

/// Then Lambda invokes the function again, and nothing is made twice.
#[tokio::test]
async fn an_answer_that_nobody_takes_is_an_error_that_does_not_tell_the_address() {
    let mut stack = Stack::new().await;
    let event = stack.event("Create", 1, 1);
    stack.refuse([403, 403, 403]);
    let error = stack.invoke(&event).await.unwrap_err();
    assert!(error.contains("403") && !error.contains("Signature"), "{error}");
    let refused = stack.handed().pop().unwrap().answer;
    assert_eq!(stack.answer(&event).await, refused);

    stack.vanish().await;
    let error = stack.invoke(&event).await.unwrap_err();
    assert!(error.contains("no connection") && !error.contains("Signature"), "{error}");
}
