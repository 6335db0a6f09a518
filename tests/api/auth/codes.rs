//! Signing in with a code.

use docket_local::Options;
use docket_tests::{Desk, Person, Reply, addressed, pickup, world::contract::phone};
use jiff::SignedDuration;
use serde_json::{Value, json};

/// A code that differs from this one.
fn another_code(code: &str) -> String {
    let number: u32 = code.parse().unwrap();
    format!("{:06}", (number + 1) % 1_000_000)
}

fn refused(reply: Reply, attempts_left: u32) -> Reply {
    let reply = reply.problem(400, "code_rejected");
    assert_eq!(reply.at("/attemptsLeft"), attempts_left, "{}", reply.text);
    reply
}

#[tokio::test]
async fn wrong_code_counts_down_and_the_fifth_locks_the_challenge() {
    let desk = Desk::open().await;
    let phone = phone();
    let challenge = desk.challenge(&phone).await;
    let code = desk.code(&phone).await;
    for left in (0..5).rev() {
        refused(desk.give(&challenge, &phone, &another_code(&code)).await, left);
    }
    let before = desk.table().await;
    refused(desk.give(&challenge, &phone, &code).await, 0);
    desk.unchanged(&before).await;
    // After the wait, another challenge has five guesses of its own.
    let wait = desk.ask(&phone).await.problem(429, "too_many_requests");
    assert_eq!(wait.header("retry-after"), "60");
    desk.advance(SignedDuration::from_mins(1)).await;
    let challenge = desk.challenge(&phone).await;
    let code = desk.code(&phone).await;
    desk.give(&challenge, &phone, &code).await.expect(200);
}

#[tokio::test]
async fn concurrent_guesses_are_limited_to_five() {
    let desk = std::sync::Arc::new(Desk::open().await);
    let phone = phone();
    let challenge = desk.challenge(&phone).await;
    let code = desk.code(&phone).await;
    let mut guesses = tokio::task::JoinSet::new();
    for _ in 0..40 {
        let (desk, phone, wrong) = (desk.clone(), phone.clone(), another_code(&code));
        let challenge = challenge.clone();
        guesses.spawn(async move { desk.give(&challenge, &phone, &wrong).await });
    }
    let replies = guesses.join_all().await;
    let wrong = replies.iter().filter(|reply| reply.text_at("/detail") == "The code is wrong.");
    let mut left: Vec<_> = wrong.map(|reply| reply.at("/attemptsLeft").as_u64().unwrap()).collect();
    left.sort_unstable();
    assert_eq!(left, [0, 1, 2, 3, 4], "compared exactly five times");
    for reply in replies {
        reply.problem(400, "code_rejected");
    }
    refused(desk.give(&challenge, &phone, &code).await, 0);
}

#[tokio::test]
async fn fifth_guess_is_accepted_when_right() {
    let desk = Desk::open().await;
    let phone = phone();
    let challenge = desk.challenge(&phone).await;
    let code = desk.code(&phone).await;
    for left in (1..5).rev() {
        refused(desk.give(&challenge, &phone, &another_code(&code)).await, left);
    }
    desk.give(&challenge, &phone, &code).await.expect(200);
}

#[tokio::test]
async fn code_is_accepted_once_when_sent_concurrently() {
    let desk = std::sync::Arc::new(Desk::open().await);
    let phone = phone();
    let challenge = desk.challenge(&phone).await;
    let code = desk.code(&phone).await;
    let mut uses = tokio::task::JoinSet::new();
    for _ in 0..5 {
        let (desk, phone, code) = (desk.clone(), phone.clone(), code.clone());
        let challenge = challenge.clone();
        uses.spawn(async move { desk.give(&challenge, &phone, &code).await.status });
    }
    let mut statuses = uses.join_all().await;
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 400, 400, 400, 400]);
    refused(desk.give(&challenge, &phone, &code).await, 0);
}

#[tokio::test]
async fn expired_code_is_refused_and_a_new_code_replaces_no_other() {
    let desk = Desk::open().await;
    let (slow, quick) = (phone(), phone());
    let slow_challenge = desk.challenge(&slow).await;
    let first = desk.asked(&quick).await;
    let slow_code = desk.code(&slow).await;
    desk.advance(SignedDuration::from_secs(31)).await;
    let second = desk.asked(&quick).await;
    for body in [first, second] {
        desk.post("/api/auth/tokens").json(&body).send().await.expect(200);
    }
    desk.advance(SignedDuration::from_secs(5 * 60 - 32)).await;
    let before = desk.table().await;
    desk.advance(SignedDuration::from_secs(1)).await;
    refused(desk.give(&slow_challenge, &slow, &slow_code).await, 0);
    desk.unchanged(&before).await;
}

#[tokio::test]
async fn code_is_accepted_for_its_challenge_phone_and_purpose_only() {
    let desk = Desk::open().await;
    let (one, two) = (phone(), phone());
    let (first, second) = (desk.challenge(&one).await, desk.challenge(&two).await);
    let (code_one, code_two) = (desk.code(&one).await, desk.code(&two).await);
    if code_one != code_two {
        refused(desk.give(&first, &one, &code_two).await, 4);
    }
    // A code that is sent with another phone counts as no guess.
    let before = desk.table().await;
    refused(desk.give(&second, &one, &code_two).await, 0);
    refused(desk.give(&second, &one, &code_one).await, 0);
    desk.unchanged(&before).await;
    // The code of an order does not sign in.
    let guest = phone();
    let challenge = desk.challenge(&guest).await;
    let sign_in = desk.code(&guest).await;
    let placed = desk.order(&pickup("green-valley", &guest, &[("gv-eggs", 1)])).await;
    placed.expect(201);
    let code = desk.code(&guest).await;
    if code != sign_in {
        refused(desk.give(&challenge, &guest, &code).await, 4);
    }
}

/// The parts of an answer that do not differ between requests: status, body and header names.
fn comparable(reply: &Reply) -> (u16, Value, Vec<String>) {
    let mut body = reply.json();
    for name in ["requestId", "challenge", "tag"] {
        body[name] = Value::Null;
    }
    let mut names: Vec<_> = reply.headers.keys().map(ToString::to_string).collect();
    names.sort();
    (reply.status, body, names)
}

#[tokio::test]
async fn known_and_unknown_phones_get_equal_answers() {
    let desk = Desk::open().await;
    let (known, unknown) = (Person::Producer.phone(), phone());
    let used = phone();
    desk.token(&used).await;
    let guest = phone();
    desk.order(&pickup("green-valley", &guest, &[("gv-eggs", 1)])).await.expect(201);
    // Requesting a code, and failing with it.
    let mut answers = Vec::new();
    for phone in [known, &unknown, &used, &guest] {
        let asked = desk.ask(phone).await.expect(202);
        let challenge = asked.text_at("/challenge");
        let bad = another_code(&desk.code(phone).await);
        let refused = desk.give(&challenge, phone, &bad).await;
        let again = json!({"phone": phone, "challenge": challenge});
        let again = desk.post("/api/auth/codes").json(&again).send().await;
        answers.push([comparable(&asked), comparable(&refused), comparable(&again)]);
    }
    assert_eq!(answers[0].each_ref().map(|(status, ..)| *status), [202, 400, 429]);
    assert!(answers.iter().all(|it| it == &answers[0]), "{answers:#?}");
}

#[tokio::test]
async fn email_address_signs_in_in_any_case() {
    let desk = Desk::open().await;
    let challenge = desk.challenge("Ada@Example.com").await;
    desk.running.settle().await.unwrap();
    let messages = desk.running.messages(Some("Ada@Example.com"));
    assert_eq!((messages.len(), messages[0].channel.as_str()), (1, "email"));
    let code = messages[0].text.split(' ').next().unwrap().to_owned();
    refused(desk.give(&challenge, "ada@example.com", &another_code(&code)).await, 4);
    let reply = desk.give(&challenge, "ada@example.com", &code).await.expect(200);
    assert_eq!(
        (reply.text_at("/role"), reply.text_at("/tokenType")),
        ("buyer".into(), "Bearer".into())
    );
    let mut both = addressed("ada@example.com");
    both["phone"] = json!("+12025550142");
    for body in [both, json!({})] {
        desk.post("/api/auth/codes").json(&body).send().await.problem(400, "invalid_request");
    }
}

#[tokio::test]
async fn email_code_is_refused_when_no_sender_is_configured() {
    let desk = Desk::with(Options { email: false, ..Options::default() }).await;
    let refused = desk.refused(desk.ask("ada@example.com"), 400, "invalid_request").await;
    assert_eq!(refused.text_at("/errors/0/pointer"), "/email");
    assert!(refused.text.contains("sends no e-mail"), "{}", refused.text);
    desk.ask(&phone()).await.expect(202);
}
