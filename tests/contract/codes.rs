//! Signing in with a code.

use docket_local::Options;
use docket_tests::{Desk, Person, Reply};
use jiff::SignedDuration;
use serde_json::{Value, json};

use crate::world::{phone, table};

async fn ask(desk: &Desk, phone: &str) -> Reply {
    desk.post("/api/auth/codes").json(&json!({"phone": phone})).send().await
}

async fn give(desk: &Desk, phone: &str, code: &str) -> Reply {
    desk.post("/api/auth/tokens").json(&json!({"phone": phone, "code": code})).send().await
}

/// A code that is not this one.
fn other(code: &str) -> String {
    let number: u32 = code.parse().unwrap();
    format!("{:06}", (number + 1) % 1_000_000)
}

fn refused(reply: Reply, attempts_left: u32) -> Reply {
    let reply = reply.problem(400, "code_rejected");
    assert_eq!(reply.at("/attemptsLeft"), attempts_left, "{}", reply.text);
    reply
}

#[tokio::test]
async fn a_wrong_code_counts_down_and_locks_at_five() {
    let desk = Desk::open().await;
    let phone = phone();
    ask(&desk, &phone).await.expect(202);
    let code = desk.code(&phone).await;
    for left in (0..5).rev() {
        refused(give(&desk, &phone, &other(&code)).await, left);
    }
    let before = table(&desk).await;
    refused(give(&desk, &phone, &code).await, 0);
    assert_eq!(table(&desk).await, before, "a locked code is not counted on");
    // Another code opens it again.
    desk.advance(SignedDuration::from_secs(31)).await;
    ask(&desk, &phone).await.expect(202);
    let code = desk.code(&phone).await;
    give(&desk, &phone, &code).await.expect(200);
}

#[tokio::test]
async fn guesses_at_once_get_no_more_than_five() {
    let desk = std::sync::Arc::new(Desk::open().await);
    let phone = phone();
    ask(&desk, &phone).await.expect(202);
    let code = desk.code(&phone).await;
    let mut guesses = tokio::task::JoinSet::new();
    for _ in 0..40 {
        let (desk, phone, wrong) = (desk.clone(), phone.clone(), other(&code));
        guesses.spawn(async move { give(&desk, &phone, &wrong).await });
    }
    let replies = guesses.join_all().await;
    let wrong = replies.iter().filter(|reply| reply.text_at("/detail") == "the code is wrong");
    let mut left: Vec<_> = wrong.map(|reply| reply.at("/attemptsLeft").as_u64().unwrap()).collect();
    left.sort_unstable();
    assert_eq!(left, [0, 1, 2, 3, 4], "compared exactly five times");
    for reply in replies {
        reply.problem(400, "code_rejected");
    }
    refused(give(&desk, &phone, &code).await, 0);
}

#[tokio::test]
async fn the_fifth_guess_may_be_the_right_one() {
    let desk = Desk::open().await;
    let phone = phone();
    ask(&desk, &phone).await.expect(202);
    let code = desk.code(&phone).await;
    for left in (1..5).rev() {
        refused(give(&desk, &phone, &other(&code)).await, left);
    }
    give(&desk, &phone, &code).await.expect(200);
}

#[tokio::test]
async fn a_code_is_good_once_even_when_given_at_once() {
    let desk = std::sync::Arc::new(Desk::open().await);
    let phone = phone();
    ask(&desk, &phone).await.expect(202);
    let code = desk.code(&phone).await;
    let mut uses = tokio::task::JoinSet::new();
    for _ in 0..5 {
        let (desk, phone, code) = (desk.clone(), phone.clone(), code.clone());
        uses.spawn(async move { give(&desk, &phone, &code).await.status });
    }
    let mut statuses = uses.join_all().await;
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 400, 400, 400, 400]);
    refused(give(&desk, &phone, &code).await, 0);
}

#[tokio::test]
async fn an_outdated_code_and_a_superseded_one_are_refused() {
    let desk = Desk::open().await;
    let (slow, quick) = (phone(), phone());
    ask(&desk, &slow).await.expect(202);
    ask(&desk, &quick).await.expect(202);
    let (slow_code, first) = (desk.code(&slow).await, desk.code(&quick).await);
    desk.advance(SignedDuration::from_secs(31)).await;
    ask(&desk, &quick).await.expect(202);
    let second = desk.code(&quick).await;
    assert_ne!(first, second);
    refused(give(&desk, &quick, &first).await, 4);
    give(&desk, &quick, &second).await.expect(200);
    desk.advance(SignedDuration::from_secs(5 * 60 - 32)).await;
    let before = table(&desk).await;
    desk.advance(SignedDuration::from_secs(1)).await;
    refused(give(&desk, &slow, &slow_code).await, 0);
    assert_eq!(table(&desk).await, before);
}

#[tokio::test]
async fn a_code_is_good_for_its_own_phone_and_purpose_only() {
    let desk = Desk::open().await;
    let (one, two) = (phone(), phone());
    ask(&desk, &one).await.expect(202);
    ask(&desk, &two).await.expect(202);
    let (code_one, code_two) = (desk.code(&one).await, desk.code(&two).await);
    if code_one != code_two {
        refused(give(&desk, &one, &code_two).await, 4);
    }
    // An order's code signs nobody in.
    let guest = phone();
    let placed = desk.order(&docket_tests::pickup("green-valley", &guest, &[("gv-eggs", 1)])).await;
    placed.expect(201);
    let code = desk.code(&guest).await;
    refused(give(&desk, &guest, &code).await, 0);
}

#[tokio::test]
async fn a_phone_gets_ten_codes_an_hour() {
    let desk = Desk::with(Options { production_limits: true, ..Options::default() }).await;
    let phone = phone();
    for _ in 0..10 {
        ask(&desk, &phone).await.expect(202);
        desk.advance(SignedDuration::from_secs(31)).await;
    }
    let before = table(&desk).await;
    let refused = ask(&desk, &phone).await.problem(429, "too_many_requests");
    let wait: i64 = refused.header("retry-after").parse().unwrap();
    assert!((3_200..=3_300).contains(&wait), "{wait}");
    assert_eq!(table(&desk).await, before);
    assert_eq!(desk.running.messages(Some(&phone)).len(), 10);
    desk.advance(SignedDuration::from_secs(wait)).await;
    ask(&desk, &phone).await.expect(202);
}

/// What an answer says, without what differs from request to request.
fn said(reply: &Reply) -> (u16, Value, Vec<String>) {
    let mut body = reply.json();
    body["requestId"] = Value::Null;
    let mut names: Vec<_> = reply.headers.keys().map(ToString::to_string).collect();
    names.sort();
    (reply.status, body, names)
}

#[tokio::test]
async fn a_known_phone_is_answered_like_an_unknown_one() {
    let desk = Desk::open().await;
    let (known, unknown) = (Person::Producer.phone(), phone());
    let used = phone();
    desk.token(&used).await;
    let guest = phone();
    desk.order(&docket_tests::pickup("green-valley", &guest, &[("gv-eggs", 1)])).await.expect(201);
    // Without a code that is open, whatever the reason.
    let wrong = |phone: String| {
        let desk = &desk;
        async move { said(&give(desk, &phone, "123456").await) }
    };
    let answer = wrong(known.to_owned()).await;
    assert_eq!(wrong(unknown.clone()).await, answer);
    assert_eq!(wrong(guest).await, answer);
    // Asking for a code, and failing with it.
    let (first, second) = (ask(&desk, known).await, ask(&desk, &unknown).await);
    assert_eq!(said(&first), said(&second));
    assert_eq!(said(&ask(&desk, known).await).0, 429);
    assert_eq!(said(&ask(&desk, &unknown).await).0, 429);
    let bad = other(&desk.code(known).await);
    let first = said(&give(&desk, known, &bad).await);
    let bad = other(&desk.code(&unknown).await);
    assert_eq!(said(&give(&desk, &unknown, &bad).await), first);
}

#[tokio::test]
async fn an_address_signs_in_by_mail_whatever_its_case() {
    let desk = Desk::open().await;
    let ask = json!({"email": "Ada@Example.com"});
    desk.post("/api/auth/codes").json(&ask).send().await.expect(202);
    desk.running.settle().await.unwrap();
    let messages = desk.running.messages(Some("Ada@Example.com"));
    assert_eq!((messages.len(), messages[0].channel.as_str()), (1, "email"));
    let code = messages[0].text.split(' ').next().unwrap().to_owned();
    let wrong = json!({"email": "ada@example.com", "code": other(&code)});
    let reply = desk.post("/api/auth/tokens").json(&wrong).send().await;
    refused(reply, 4);
    let right = json!({"email": "ada@example.com", "code": code});
    let reply = desk.post("/api/auth/tokens").json(&right).send().await.expect(200);
    assert_eq!(
        (reply.text_at("/role"), reply.text_at("/tokenType")),
        ("buyer".into(), "Bearer".into())
    );
    let both = json!({"email": "ada@example.com", "phone": "+12025550142"});
    desk.post("/api/auth/codes").json(&both).send().await.problem(400, "invalid_request");
    let neither = json!({});
    desk.post("/api/auth/codes").json(&neither).send().await.problem(400, "invalid_request");
}
