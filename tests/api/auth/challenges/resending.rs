//! Sending the code of a challenge again, and the tags that distinguish two codes.

use docket_tests::{
    Docket,
    deployment::phone,
    world::signing_in::{AGAIN, ask_again, code_of, limited, use_up, wait, wrong},
};
use jiff::SignedDuration;

#[tokio::test]
async fn open_challenge_is_resent_four_times_with_30_seconds_between() {
    let docket = Docket::open().await;
    let caller = phone(60);
    let first = docket.ask(&caller).await.expect(202);
    let challenge = first.text_at("/challenge");
    let code = docket.code(&caller).await;
    for sends in 1..4 {
        let soon =
            docket.refused(ask_again(&docket, &caller, &challenge), 429, "too_many_requests");
        assert!((1..=30).contains(&wait(soon.await)));
        docket.advance(AGAIN).await;
        let again = ask_again(&docket, &caller, &challenge).await.expect(202);
        assert_eq!(
            (again.at("/challenge"), again.at("/tag")),
            (first.at("/challenge"), first.at("/tag"))
        );
        docket.running.settle().await.unwrap();
        let messages = docket.running.messages(Some(&caller));
        assert_eq!(messages.len(), sends + 1);
        assert!(messages.iter().all(|it| it.text == messages[0].text), "another code was sent");
    }
    docket.advance(AGAIN).await;
    let spent = docket.refused(ask_again(&docket, &caller, &challenge), 429, "too_many_requests");
    assert!((200..=270).contains(&wait(spent.await)), "until it is no longer open");
    docket.give(&challenge, &caller, &code).await.expect(200);
}

#[tokio::test]
async fn resending_extends_the_challenge_and_adds_no_guesses() {
    let docket = Docket::open().await;
    let caller = phone(61);
    let challenge = docket.challenge(&caller).await;
    let code = docket.code(&caller).await;
    let bad = wrong(&code);
    for left in [4, 3] {
        let reply = docket.give(&challenge, &caller, &bad).await.problem(400, "code_rejected");
        assert_eq!(reply.at("/attemptsLeft"), left);
    }
    docket.advance(SignedDuration::from_secs(240)).await;
    ask_again(&docket, &caller, &challenge).await.expect(202);
    docket.advance(SignedDuration::from_secs(240)).await;
    let reply = docket.give(&challenge, &caller, &bad).await.problem(400, "code_rejected");
    assert_eq!(reply.at("/attemptsLeft"), 2);
    docket.give(&challenge, &caller, &code).await.expect(200);
}

#[tokio::test]
async fn resending_replaces_a_challenge_that_is_no_longer_open() {
    let docket = Docket::open().await;
    let (caller, other) = (phone(62), phone(63));
    let mut challenge = docket.challenge(&caller).await;
    // An expired challenge.
    docket.advance(SignedDuration::from_mins(5)).await;
    let replaced = async |before: &str| {
        let next = ask_again(&docket, &caller, before).await.expect(202).text_at("/challenge");
        assert_ne!(next, before);
        next
    };
    challenge = replaced(&challenge).await;
    // A used challenge.
    docket.give(&challenge, &caller, &docket.code(&caller).await).await.expect(200);
    challenge = replaced(&challenge).await;
    // A challenge without guesses left. Its budget waits a minute first.
    use_up(&docket, &caller, &challenge).await;
    docket.advance(SignedDuration::from_mins(1)).await;
    challenge = replaced(&challenge).await;
    // A challenge of somebody else.
    let foreign = docket.challenge(&other).await;
    let next = replaced(&foreign).await;
    assert_ne!(next, challenge);
}

#[tokio::test]
async fn resending_counts_in_the_budget() {
    let docket = limited().await;
    let caller = phone(64);
    let challenge = docket.challenge(&caller).await;
    for _ in 0..2 {
        docket.advance(AGAIN).await;
        ask_again(&docket, &caller, &challenge).await.expect(202);
    }
    for _ in 0..2 {
        docket.ask(&caller).await.expect(202);
    }
    docket.advance(AGAIN).await;
    let again = ask_again(&docket, &caller, &challenge);
    docket.refused(again, 429, "too_many_requests").await;
    docket.refused(docket.ask(&caller), 429, "too_many_requests").await;
}

#[tokio::test]
async fn codes_on_one_phone_have_distinct_tags() {
    let docket = Docket::open().await;
    let caller = phone(65);
    let mut asked = Vec::new();
    for _ in 0..2 {
        let reply = docket.ask(&caller).await.expect(202);
        let (challenge, tag) = (reply.text_at("/challenge"), reply.text_at("/tag"));
        assert!(challenge.starts_with(&tag) && tag.len() == 4, "{tag} of {challenge}");
        asked.push((challenge, tag));
    }
    docket.running.settle().await.unwrap();
    assert_ne!(asked[0].1, asked[1].1);
    for (challenge, tag) in &asked {
        let code = code_of(&docket, &caller, tag).unwrap();
        let expected = format!(
            "{code} signs you in ({tag}). It is good for 5 minutes. Never give it to anyone.\n\n\
             @127.0.0.1 #{code}"
        );
        let messages = docket.running.messages(Some(&caller));
        assert!(messages.iter().any(|it| it.text == expected), "{messages:?}");
        docket.give(challenge, &caller, &code).await.expect(200);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn ten_concurrent_resends_send_one_code() {
    let docket = std::sync::Arc::new(Docket::open().await);
    let caller = phone(66);
    let challenge = docket.challenge(&caller).await;
    docket.advance(AGAIN).await;
    let mut asked = tokio::task::JoinSet::new();
    for _ in 0..10 {
        let (docket, caller, challenge) = (docket.clone(), caller.clone(), challenge.clone());
        asked.spawn(async move { ask_again(&docket, &caller, &challenge).await.status });
    }
    let answers = asked.join_all().await;
    assert_eq!(answers.iter().filter(|status| **status == 202).count(), 1, "{answers:?}");
    assert!(answers.iter().all(|status| matches!(status, 202 | 429)), "{answers:?}");
    docket.running.settle().await.unwrap();
    assert_eq!(docket.running.messages(Some(&caller)).len(), 2);
}
