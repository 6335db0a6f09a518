//! Codes of orders: five guesses, one use, and limits of resending.

use docket_local::Options;
use docket_tests::{
    Docket, Person,
    guests::{CODE, NEXT_CODE, hold, phone, resend, statuses, suffix, wrong},
    pickup,
};
use tokio::task::JoinSet;

#[tokio::test]
async fn wrong_code_counts_down_and_the_fifth_locks_until_a_resend() {
    let docket = Docket::open().await;
    let guest = phone(1);
    let id = hold(&docket, &guest).await;
    let code = docket.code(&guest).await;
    for left in [4, 3, 2, 1, 0] {
        let refused = docket.verify(&id, &wrong(&code)).await.problem(400, "code_rejected");
        assert_eq!(refused.at("/attemptsLeft"), left);
    }
    let before = docket.table().await;
    let refused = docket.verify(&id, &code).await.problem(400, "code_rejected");
    assert_eq!(refused.at("/attemptsLeft"), 0);
    assert!(refused.text_at("/detail").contains("too often"), "{}", refused.text);
    docket.unchanged(&before).await;

    docket.advance(NEXT_CODE).await;
    resend(&docket, &id).await.expect(202);
    docket.verify(&id, &code).await.problem(400, "code_rejected");
    let verified = docket.confirm(&id, &guest).await.expect(200);
    assert_eq!(verified.at("/order/status"), "pending");
}

#[tokio::test(flavor = "multi_thread")]
async fn concurrent_guesses_are_compared_five_times() {
    let docket = std::sync::Arc::new(Docket::open().await);
    let guest = phone(2);
    let id = hold(&docket, &guest).await;
    let code = docket.code(&guest).await;
    let other = wrong(&code);
    let mut guesses = JoinSet::new();
    for _ in 0..40 {
        let (docket, id, other) = (docket.clone(), id.clone(), other.clone());
        guesses.spawn(async move { docket.verify(&id, &other).await });
    }
    let replies = guesses.join_all().await;
    let mut compared = Vec::new();
    for reply in replies {
        let reply = reply.problem(400, "code_rejected");
        let left = reply.at("/attemptsLeft").as_u64().unwrap();
        if reply.text_at("/detail") == "The code is wrong." {
            compared.push(left);
        } else {
            assert_eq!(left, 0, "{}", reply.text);
        }
    }
    compared.sort_unstable();
    assert_eq!(compared, [0, 1, 2, 3, 4]);
    docket.verify(&id, &code).await.problem(400, "code_rejected");
}

#[tokio::test(flavor = "multi_thread")]
async fn concurrent_right_guesses_confirm_once() {
    let docket = std::sync::Arc::new(Docket::open().await);
    let guest = phone(3);
    let id = hold(&docket, &guest).await;
    let code = docket.code(&guest).await;
    let mut guesses = JoinSet::new();
    for _ in 0..20 {
        let (docket, id, code) = (docket.clone(), id.clone(), code.clone());
        guesses.spawn(async move { docket.verify(&id, &code).await });
    }
    let mut confirmed = Vec::new();
    for reply in guesses.join_all().await {
        match reply.status {
            200 => confirmed.push(reply),
            // The losing requests used up the five guesses.
            400 => drop(reply.problem(400, "code_rejected")),
            _ => drop(reply.problem(409, "already_verified")),
        }
    }
    assert_eq!(confirmed.len(), 1);
    let buyer = confirmed[0].text_at("/accessToken");
    let order = docket.read_order(&buyer, &id).await.expect(200).at("/order");
    assert_eq!(statuses(&order), ["awaiting_verification", "pending"]);
}

#[tokio::test]
async fn expired_and_replaced_codes_are_refused() {
    let docket = Docket::open().await;
    let guest = phone(4);
    let id = hold(&docket, &guest).await;
    let first = docket.code(&guest).await;
    docket.advance(CODE).await;
    let before = docket.table().await;
    let refused = docket.verify(&id, &first).await.problem(400, "code_rejected");
    assert!(refused.text_at("/detail").contains("expired"), "{}", refused.text);
    docket.unchanged(&before).await;

    resend(&docket, &id).await.expect(202);
    let second = docket.code(&guest).await;
    assert_ne!(first, second);
    let refused = docket.verify(&id, &first).await.problem(400, "code_rejected");
    assert_eq!(refused.at("/attemptsLeft"), 4, "a guess at the second code");
    docket.verify(&id, &second).await.expect(200);
}

#[tokio::test]
async fn used_code_is_refused() {
    let docket = Docket::open().await;
    let guest = phone(5);
    let id = hold(&docket, &guest).await;
    let code = docket.code(&guest).await;
    docket.verify(&id, &code).await.expect(200);
    docket.running.settle().await.unwrap();
    let before = docket.table().await;
    docket.verify(&id, &code).await.problem(409, "already_verified");
    docket.verify(&id, &wrong(&code)).await.problem(409, "already_verified");
    resend(&docket, &id).await.problem(409, "already_verified");
    docket.unchanged(&before).await;
}

#[tokio::test]
async fn code_of_another_order_is_refused() {
    let docket = Docket::open().await;
    let (ada, ben) = (phone(6), phone(7));
    let first = hold(&docket, &ada).await;
    let first_code = docket.code(&ada).await;
    let second = hold(&docket, &ada).await;
    let second_code = docket.code(&ada).await;
    let third = hold(&docket, &ben).await;
    let third_code = docket.code(&ben).await;
    let challenge = docket.challenge(&ada).await;
    let sign_in = docket.code(&ada).await;
    for (order, foreign, left) in [
        (&first, &second_code, 4),
        (&first, &third_code, 3),
        (&first, &sign_in, 2),
        (&third, &first_code, 4),
    ] {
        let refused = docket.verify(order, foreign).await.problem(400, "code_rejected");
        assert_eq!(refused.at("/attemptsLeft"), left);
    }
    docket.give(&challenge, &ada, &first_code).await.problem(400, "code_rejected");
    docket.verify(&first, &first_code).await.expect(200);
    docket.verify(&second, &second_code).await.expect(200);
    docket.verify(&third, &third_code).await.expect(200);
}

#[tokio::test]
async fn malformed_code_is_no_guess() {
    let docket = Docket::open().await;
    let guest = phone(8);
    let id = hold(&docket, &guest).await;
    let code = docket.code(&guest).await;
    let before = docket.table().await;
    for text in ["", "12345", "1234567", "12345a", "１２３４５６", " 12345", "+12345", "-12345"]
    {
        docket.verify(&id, text).await.problem(400, "invalid_request");
    }
    docket.verify("ORD-20260101-0000000000", &code).await.problem(404, "not_found");
    docket.unchanged(&before).await;
    let other_day = format!("ORD-19990101-{}", suffix(&id));
    let unknown = docket.verify(&other_day, &code).await.problem(404, "not_found");
    assert!(!unknown.text.contains(&id), "{}", unknown.text);
    docket.verify(&id, &code).await.expect(200);
}

#[tokio::test]
async fn codes_are_resent_after_30_seconds_at_most_four_times_without_extending_the_hold() {
    let docket = Docket::open().await;
    let guest = phone(9);
    let body = pickup("green-valley", &guest, &[("gv-honey", 1)]);
    let placed = docket.order(&body).await.expect(201);
    let (id, ends) = (placed.text_at("/order/id"), placed.text_at("/verification/expiresAt"));
    docket.running.settle().await.unwrap();
    for sends in 1..=3 {
        let before = docket.table().await;
        let refused = resend(&docket, &id).await.problem(429, "too_many_requests");
        let wait: u64 = refused.header("retry-after").parse().unwrap();
        assert!((1..=30).contains(&wait), "{wait}");
        docket.unchanged(&before).await;

        docket.advance(NEXT_CODE).await;
        let resent = resend(&docket, &id).await.expect(202);
        assert_eq!(resent.text_at("/verification/expiresAt"), ends);
        docket.running.settle().await.unwrap();
        assert_eq!(docket.running.messages(Some(&guest)).len(), sends + 1);
    }
    docket.advance(NEXT_CODE).await;
    let before = docket.table().await;
    let refused = resend(&docket, &id).await.problem(429, "too_many_requests");
    let wait: u64 = refused.header("retry-after").parse().unwrap();
    assert!((600..900).contains(&wait), "until the hold ends: {wait}");
    docket.unchanged(&before).await;
    let verified = docket.confirm(&id, &guest).await.expect(200);
    assert_eq!(verified.at("/order/status"), "pending");
}

#[tokio::test(flavor = "multi_thread")]
async fn concurrent_resends_send_one_code() {
    let docket = std::sync::Arc::new(Docket::open().await);
    let guest = phone(10);
    let id = hold(&docket, &guest).await;
    docket.advance(NEXT_CODE).await;
    let mut asked = JoinSet::new();
    for _ in 0..10 {
        let (docket, id) = (docket.clone(), id.clone());
        asked.spawn(async move { resend(&docket, &id).await });
    }
    let replies = asked.join_all().await;
    assert_eq!(replies.iter().filter(|it| it.status == 202).count(), 1);
    for reply in replies.into_iter().filter(|it| it.status != 202) {
        reply.problem(429, "too_many_requests");
    }
    docket.running.settle().await.unwrap();
    assert_eq!(docket.running.messages(Some(&guest)).len(), 2);
    docket.confirm(&id, &guest).await.expect(200);
}

#[tokio::test]
async fn phone_holds_five_orders_and_uses_half_of_its_codes_for_them() {
    let docket = Docket::with(Options { production_limits: true, ..Options::default() }).await;
    let guest = phone(11);
    let body = pickup("green-valley", &guest, &[("gv-honey", 1)]);
    let mut ids = Vec::new();
    for _ in 0..5 {
        ids.push(docket.order(&body).await.expect(201).text_at("/order/id"));
        // Codes of different orders may arrive in any order; the test needs the last one last.
        docket.running.settle().await.unwrap();
    }
    let before = docket.table().await;
    docket.order(&body).await.problem(429, "too_many_requests");
    docket.unchanged(&before).await;

    docket.advance(NEXT_CODE).await;
    let before = docket.table().await;
    resend(&docket, &ids[0]).await.problem(429, "too_many_requests");
    docket.ask(&guest).await.problem(429, "too_many_requests");
    docket.unchanged(&before).await;
    assert_eq!(docket.running.messages(Some(&guest)).len(), 5);
    // The last code still confirms its order.
    docket.confirm(&ids[4], &guest).await.expect(200);
    let staff = docket.sign_in(Person::Producer).await;
    docket.set_status(&staff, &ids[4], "confirmed").await.expect(200);
}
