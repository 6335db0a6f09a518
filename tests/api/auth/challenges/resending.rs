//! Sending the code of a challenge again, and telling two codes apart.

use docket_tests::{
    Desk,
    deployment::phone,
    world::signing_in::{AGAIN, ask_again, code_of, limited, use_up, wait, wrong},
};
use jiff::SignedDuration;

#[tokio::test]
async fn an_open_challenge_is_sent_again_four_times_half_a_minute_apart() {
    let desk = Desk::open().await;
    let caller = phone(60);
    let first = desk.ask(&caller).await.expect(202);
    let challenge = first.text_at("/challenge");
    let code = desk.code(&caller).await;
    for sends in 1..4 {
        let soon = desk.refused(ask_again(&desk, &caller, &challenge), 429, "too_many_requests");
        assert!((1..=30).contains(&wait(soon.await)));
        desk.advance(AGAIN).await;
        let again = ask_again(&desk, &caller, &challenge).await.expect(202);
        assert_eq!(
            (again.at("/challenge"), again.at("/tag")),
            (first.at("/challenge"), first.at("/tag"))
        );
        desk.running.settle().await.unwrap();
        let messages = desk.running.messages(Some(&caller));
        assert_eq!(messages.len(), sends + 1);
        assert!(messages.iter().all(|it| it.text == messages[0].text), "another code was sent");
    }
    desk.advance(AGAIN).await;
    let spent = desk.refused(ask_again(&desk, &caller, &challenge), 429, "too_many_requests");
    assert!((200..=270).contains(&wait(spent.await)), "until it is no longer open");
    desk.give(&challenge, &caller, &code).await.expect(200);
}

#[tokio::test]
async fn sending_again_gives_no_more_guesses_and_another_five_minutes() {
    let desk = Desk::open().await;
    let caller = phone(61);
    let challenge = desk.challenge(&caller).await;
    let code = desk.code(&caller).await;
    let bad = wrong(&code);
    for left in [4, 3] {
        let reply = desk.give(&challenge, &caller, &bad).await.problem(400, "code_rejected");
        assert_eq!(reply.at("/attemptsLeft"), left);
    }
    desk.advance(SignedDuration::from_secs(240)).await;
    ask_again(&desk, &caller, &challenge).await.expect(202);
    desk.advance(SignedDuration::from_secs(240)).await;
    let reply = desk.give(&challenge, &caller, &bad).await.problem(400, "code_rejected");
    assert_eq!(reply.at("/attemptsLeft"), 2);
    desk.give(&challenge, &caller, &code).await.expect(200);
}

#[tokio::test]
async fn a_challenge_that_is_no_longer_open_is_replaced_by_another() {
    let desk = Desk::open().await;
    let (caller, other) = (phone(62), phone(63));
    let mut challenge = desk.challenge(&caller).await;
    // Outdated.
    desk.advance(SignedDuration::from_mins(5)).await;
    let replaced = async |before: &str| {
        let next = ask_again(&desk, &caller, before).await.expect(202).text_at("/challenge");
        assert_ne!(next, before);
        next
    };
    challenge = replaced(&challenge).await;
    // Used.
    desk.give(&challenge, &caller, &desk.code(&caller).await).await.expect(200);
    challenge = replaced(&challenge).await;
    // Used up; the half waits a minute first.
    use_up(&desk, &caller, &challenge).await;
    desk.advance(SignedDuration::from_mins(1)).await;
    challenge = replaced(&challenge).await;
    // Somebody else's.
    let foreign = desk.challenge(&other).await;
    let next = replaced(&foreign).await;
    assert_ne!(next, challenge);
}

#[tokio::test]
async fn sending_again_counts_in_the_half() {
    let desk = limited().await;
    let caller = phone(64);
    let challenge = desk.challenge(&caller).await;
    for _ in 0..2 {
        desk.advance(AGAIN).await;
        ask_again(&desk, &caller, &challenge).await.expect(202);
    }
    for _ in 0..2 {
        desk.ask(&caller).await.expect(202);
    }
    desk.advance(AGAIN).await;
    let again = ask_again(&desk, &caller, &challenge);
    desk.refused(again, 429, "too_many_requests").await;
    desk.refused(desk.ask(&caller), 429, "too_many_requests").await;
}

#[tokio::test]
async fn two_codes_on_one_phone_are_told_apart_by_their_tags() {
    let desk = Desk::open().await;
    let caller = phone(65);
    let mut asked = Vec::new();
    for _ in 0..2 {
        let reply = desk.ask(&caller).await.expect(202);
        let (challenge, tag) = (reply.text_at("/challenge"), reply.text_at("/tag"));
        assert!(challenge.starts_with(&tag) && tag.len() == 4, "{tag} of {challenge}");
        asked.push((challenge, tag));
    }
    desk.running.settle().await.unwrap();
    assert_ne!(asked[0].1, asked[1].1);
    for (challenge, tag) in &asked {
        let code = code_of(&desk, &caller, tag).unwrap();
        let expected = format!(
            "{code} signs you in ({tag}). It is good for 5 minutes. Never give it to anyone.\n\n\
             @127.0.0.1 #{code}"
        );
        let messages = desk.running.messages(Some(&caller));
        assert!(messages.iter().any(|it| it.text == expected), "{messages:?}");
        desk.give(challenge, &caller, &code).await.expect(200);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn of_ten_requests_at_once_to_send_again_one_sends() {
    let desk = std::sync::Arc::new(Desk::open().await);
    let caller = phone(66);
    let challenge = desk.challenge(&caller).await;
    desk.advance(AGAIN).await;
    let mut asked = tokio::task::JoinSet::new();
    for _ in 0..10 {
        let (desk, caller, challenge) = (desk.clone(), caller.clone(), challenge.clone());
        asked.spawn(async move { ask_again(&desk, &caller, &challenge).await.status });
    }
    let answers = asked.join_all().await;
    assert_eq!(answers.iter().filter(|status| **status == 202).count(), 1, "{answers:?}");
    assert!(answers.iter().all(|status| matches!(status, 202 | 429)), "{answers:?}");
    desk.running.settle().await.unwrap();
    assert_eq!(desk.running.messages(Some(&caller)).len(), 2);
}
