//! Signing in with a code.

use docket_local::Options;
use docket_tests::{Docket, Person, Reply, addressed, pickup, world::contract::phone};
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
    let docket = Docket::open().await;
    let phone = phone();
    let challenge = docket.challenge(&phone).await;
    let code = docket.code(&phone).await;
    for left in (0..5).rev() {
        refused(docket.give(&challenge, &phone, &another_code(&code)).await, left);
    }
    let before = docket.table().await;
    refused(docket.give(&challenge, &phone, &code).await, 0);
    docket.unchanged(&before).await;
    // After the wait, another challenge has five guesses of its own.
    let wait = docket.ask(&phone).await.problem(429, "too_many_requests");
    assert_eq!(wait.header("retry-after"), "60");
    docket.advance(SignedDuration::from_mins(1)).await;
    let challenge = docket.challenge(&phone).await;
    let code = docket.code(&phone).await;
    docket.give(&challenge, &phone, &code).await.expect(200);
}

#[tokio::test]
async fn concurrent_guesses_are_limited_to_five() {
    let docket = std::sync::Arc::new(Docket::open().await);
    let phone = phone();
    let challenge = docket.challenge(&phone).await;
    let code = docket.code(&phone).await;
    let mut guesses = tokio::task::JoinSet::new();
    for _ in 0..40 {
        let (docket, phone, wrong) = (docket.clone(), phone.clone(), another_code(&code));
        let challenge = challenge.clone();
        guesses.spawn(async move { docket.give(&challenge, &phone, &wrong).await });
    }
    let replies = guesses.join_all().await;
    let wrong = replies.iter().filter(|reply| reply.text_at("/detail") == "The code is wrong.");
    let mut left: Vec<_> = wrong.map(|reply| reply.at("/attemptsLeft").as_u64().unwrap()).collect();
    left.sort_unstable();
    assert_eq!(left, [0, 1, 2, 3, 4], "compared exactly five times");
    for reply in replies {
        reply.problem(400, "code_rejected");
    }
    refused(docket.give(&challenge, &phone, &code).await, 0);
}

#[tokio::test]
async fn fifth_guess_is_accepted_when_right() {
    let docket = Docket::open().await;
    let phone = phone();
    let challenge = docket.challenge(&phone).await;
    let code = docket.code(&phone).await;
    for left in (1..5).rev() {
        refused(docket.give(&challenge, &phone, &another_code(&code)).await, left);
    }
    docket.give(&challenge, &phone, &code).await.expect(200);
}

#[tokio::test]
async fn code_is_accepted_once_when_sent_concurrently() {
    let docket = std::sync::Arc::new(Docket::open().await);
    let phone = phone();
    let challenge = docket.challenge(&phone).await;
    let code = docket.code(&phone).await;
    let mut uses = tokio::task::JoinSet::new();
    for _ in 0..5 {
        let (docket, phone, code) = (docket.clone(), phone.clone(), code.clone());
        let challenge = challenge.clone();
        uses.spawn(async move { docket.give(&challenge, &phone, &code).await.status });
    }
    let mut statuses = uses.join_all().await;
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 400, 400, 400, 400]);
    refused(docket.give(&challenge, &phone, &code).await, 0);
}

#[tokio::test]
async fn expired_code_is_refused_and_a_new_code_replaces_no_other() {
    let docket = Docket::open().await;
    let (slow, quick) = (phone(), phone());
    let slow_challenge = docket.challenge(&slow).await;
    let first = docket.asked(&quick).await;
    let slow_code = docket.code(&slow).await;
    docket.advance(SignedDuration::from_secs(31)).await;
    let second = docket.asked(&quick).await;
    for body in [first, second] {
        docket.post("/api/auth/tokens").json(&body).send().await.expect(200);
    }
    docket.advance(SignedDuration::from_secs(5 * 60 - 32)).await;
    let before = docket.table().await;
    docket.advance(SignedDuration::from_secs(1)).await;
    refused(docket.give(&slow_challenge, &slow, &slow_code).await, 0);
    docket.unchanged(&before).await;
}

#[tokio::test]
async fn code_is_accepted_for_its_challenge_phone_and_purpose_only() {
    let docket = Docket::open().await;
    let (one, two) = (phone(), phone());
    let (first, second) = (docket.challenge(&one).await, docket.challenge(&two).await);
    let (code_one, code_two) = (docket.code(&one).await, docket.code(&two).await);
    if code_one != code_two {
        refused(docket.give(&first, &one, &code_two).await, 4);
    }
    // A code that is sent with another phone counts as no guess.
    let before = docket.table().await;
    refused(docket.give(&second, &one, &code_two).await, 0);
    refused(docket.give(&second, &one, &code_one).await, 0);
    docket.unchanged(&before).await;
    // The code of an order does not sign in.
    let guest = phone();
    let challenge = docket.challenge(&guest).await;
    let sign_in = docket.code(&guest).await;
    let placed = docket.order(&pickup("green-valley", &guest, &[("gv-eggs", 1)])).await;
    placed.expect(201);
    let code = docket.code(&guest).await;
    if code != sign_in {
        refused(docket.give(&challenge, &guest, &code).await, 4);
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
    let docket = Docket::open().await;
    let (known, unknown) = (Person::Producer.phone(), phone());
    let used = phone();
    docket.token(&used).await;
    let guest = phone();
    docket.order(&pickup("green-valley", &guest, &[("gv-eggs", 1)])).await.expect(201);
    // Requesting a code, and failing with it.
    let mut answers = Vec::new();
    for phone in [known, &unknown, &used, &guest] {
        let asked = docket.ask(phone).await.expect(202);
        let challenge = asked.text_at("/challenge");
        let bad = another_code(&docket.code(phone).await);
        let refused = docket.give(&challenge, phone, &bad).await;
        let again = json!({"phone": phone, "challenge": challenge});
        let again = docket.post("/api/auth/codes").json(&again).send().await;
        answers.push([comparable(&asked), comparable(&refused), comparable(&again)]);
    }
    assert_eq!(answers[0].each_ref().map(|(status, ..)| *status), [202, 400, 429]);
    assert!(answers.iter().all(|it| it == &answers[0]), "{answers:#?}");
}

#[tokio::test]
async fn email_address_signs_in_in_any_case() {
    let docket = Docket::open().await;
    let challenge = docket.challenge("Ada@Example.com").await;
    docket.running.settle().await.unwrap();
    let messages = docket.running.messages(Some("Ada@Example.com"));
    assert_eq!((messages.len(), messages[0].channel.as_str()), (1, "email"));
    let code = messages[0].text.split(' ').next().unwrap().to_owned();
    refused(docket.give(&challenge, "ada@example.com", &another_code(&code)).await, 4);
    let reply = docket.give(&challenge, "ada@example.com", &code).await.expect(200);
    assert_eq!(
        (reply.text_at("/role"), reply.text_at("/tokenType")),
        ("buyer".into(), "Bearer".into())
    );
    let mut both = addressed("ada@example.com");
    both["phone"] = json!("+12025550142");
    for body in [both, json!({})] {
        docket.post("/api/auth/codes").json(&body).send().await.problem(400, "invalid_request");
    }
}

#[tokio::test]
async fn email_code_is_refused_when_no_sender_is_configured() {
    let docket = Docket::with(Options { email: false, ..Options::default() }).await;
    let refused = docket.refused(docket.ask("ada@example.com"), 400, "invalid_request").await;
    assert_eq!(refused.text_at("/errors/0/pointer"), "/email");
    assert!(refused.text.contains("sends no e-mail"), "{}", refused.text);
    docket.ask(&phone()).await.expect(202);
}
