//! A stranger who knows a phone cannot block or guess its owner's sign-in.

use docket_tests::{
    Desk, Person,
    deployment::{deploy, phone, visitor},
    sign_in,
    world::signing_in::{
        HOUR, ask_again, ask_by_device, ask_from, limited, sign_in_by_device, use_up, wait, wrong,
    },
};
use jiff::SignedDuration;

#[tokio::test]
async fn strangers_wrong_guesses_leave_another_challenge_intact() {
    let desk = limited().await;
    let victim = Person::Kitchen.phone();
    let mine = desk.asked(victim).await;
    // The stranger knows the phone, but gets only challenges of their own.
    let theirs = desk.challenge(victim).await;
    use_up(&desk, victim, &theirs).await;
    let right = desk.code(victim).await;
    desk.give(&theirs, victim, &right).await.problem(400, "code_rejected");
    desk.post("/api/auth/tokens").json(&mine).send().await.expect(200);
}

#[tokio::test]
async fn requests_from_one_address_leave_the_device_budget_intact() {
    let desk = limited().await;
    let victim = Person::Admin.phone();
    let secret = desk.signs_in(victim).await.text_at("/deviceSecret");
    let stranger = visitor(4, 1);
    let mut refused = 0;
    for _ in 0..10 {
        refused += u32::from(ask_from(&desk, &stranger, victim).await.status == 429);
        desk.advance(SignedDuration::from_secs(31)).await;
    }
    assert_eq!(refused, 6, "the general half has five codes, one of which was the victim's own");
    // A sign-in without a device secret waits, and the answer says how many seconds.
    let seconds = wait(desk.ask(victim).await);
    assert!((1..=3_600).contains(&seconds), "{seconds}");
    for _ in 0..5 {
        sign_in_by_device(&desk, victim, &secret).await.expect(200);
    }
    desk.advance(SignedDuration::from_secs(seconds)).await;
    desk.token(victim).await;
}

#[tokio::test]
async fn guesses_at_one_phone_are_limited_over_hours_and_days() {
    let desk = limited().await;
    let victim = phone(40);
    let mut guesses = Vec::new();
    let mut last = 0;
    for hour in 1..=24 {
        let end = desk.running.now() + HOUR;
        while desk.running.now() < end {
            let asked = desk.ask(&victim).await;
            if asked.status == 202 {
                use_up(&desk, &victim, &asked.text_at("/challenge")).await;
                last += 5;
            }
            desk.advance(SignedDuration::from_mins(10)).await;
        }
        if matches!(hour, 3 | 24) {
            guesses.push(last);
        }
    }
    assert!(guesses[0] <= 45 && guesses[1] <= 100, "{guesses:?} in 3 and 24 hours");
    assert!(guesses[0] >= 15, "{guesses:?}: the person could not have signed in either");
}

#[tokio::test]
async fn forged_challenge_is_refused_without_a_database_call() {
    let desk = Desk::open().await;
    let caller = phone(41);
    let (real, other) = (desk.challenge(&caller).await, desk.challenge(&phone(42)).await);
    let code = desk.code(&caller).await;
    let (id, _) = real.split_once('.').unwrap();
    let (_, mac) = other.split_once('.').unwrap();
    let forged = format!("{id}.{mac}");
    let used = || async {
        let all = desk.get("/_local/capacity").send().await.expect(200);
        ["issue-token", "admin-login", "request-code"]
            .map(|it| all.at(&format!("/functions/{it}/roundTrips")).as_u64().unwrap_or_default())
    };
    let before = used().await;
    let guess = || desk.give(&forged, &caller, &code);
    desk.refused(guess(), 400, "code_rejected").await;
    let body = sign_in(&forged, &caller, &code);
    let login = desk.post("/api/auth/admin/login").json(&body).send();
    desk.refused(login, 400, "code_rejected").await;
    desk.refused(ask_again(&desk, &caller, &forged), 400, "code_rejected").await;
    assert_eq!(used().await, before);
    desk.give(&real, &caller, &code).await.expect(200);
}

#[tokio::test]
async fn sub_addresses_of_a_mailbox_share_a_budget_and_sign_in_separately() {
    let desk = limited().await;
    let mut roles = Vec::new();
    for number in 0..5 {
        let reply = desk.signs_in(&format!("ada+{number}@example.com")).await;
        roles.push(reply.text_at("/role"));
    }
    assert_eq!(roles, ["buyer"; 5]);
    for address in ["ada+9@example.com", "Ada@Example.com"] {
        desk.refused(desk.ask(address), 429, "too_many_requests").await;
    }
    desk.ask("ben+1@example.com").await.expect(202);
    let secret = desk.signs_in("eve@example.com").await.text_at("/deviceSecret");
    let foreign = ask_by_device(&desk, "ada@example.com", &secret).await;
    foreign.problem(429, "too_many_requests");
}

#[tokio::test]
async fn source_over_its_limit_is_refused_before_any_write() {
    let desk = deploy(&[("CodesPerAddress", 2)]).await;
    let here = visitor(4, 2);
    for number in 0..2 {
        ask_from(&desk, &here, &phone(50 + number)).await.expect(202);
    }
    let third = phone(52);
    let refused = ask_from(&desk, &here, &third);
    let refused = desk.refused(refused, 429, "too_many_requests").await;
    let seconds: i64 = refused.header("retry-after").parse().unwrap();
    assert!((1..=3_600).contains(&seconds), "{seconds}");
    ask_from(&desk, &visitor(4, 3), &phone(52)).await.expect(202);
}

#[tokio::test]
async fn used_up_challenge_counts_against_its_source() {
    let desk = deploy(&[("CodesPerAddress", 3)]).await;
    let (here, victim) = (visitor(4, 4), phone(53));
    let challenge = ask_from(&desk, &here, &victim).await.expect(202).text_at("/challenge");
    use_up(&desk, &victim, &challenge).await;
    ask_from(&desk, &here, &phone(54)).await.expect(202);
    ask_from(&desk, &here, &phone(55)).await.problem(429, "too_many_requests");
    // An open challenge is still compared when the budgets are used up.
    let open = desk.challenge(&phone(56)).await;
    let code = desk.code(&phone(56)).await;
    desk.give(&open, &phone(56), &wrong(&code)).await.problem(400, "code_rejected");
    desk.give(&open, &phone(56), &code).await.expect(200);
}
