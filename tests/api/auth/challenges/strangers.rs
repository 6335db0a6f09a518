//! A stranger who knows a phone cannot block or guess its owner's sign-in.

use docket_tests::{
    Docket, Person,
    deployment::{deploy, phone, visitor},
    sign_in,
    world::signing_in::{
        HOUR, ask_again, ask_by_device, ask_from, limited, sign_in_by_device, use_up, wait, wrong,
    },
};
use jiff::SignedDuration;

#[tokio::test]
async fn strangers_wrong_guesses_leave_another_challenge_intact() {
    let docket = limited().await;
    let victim = Person::Kitchen.phone();
    let mine = docket.asked(victim).await;
    // The stranger knows the phone, but gets only challenges of their own.
    let theirs = docket.challenge(victim).await;
    use_up(&docket, victim, &theirs).await;
    let right = docket.code(victim).await;
    docket.give(&theirs, victim, &right).await.problem(400, "code_rejected");
    docket.post("/api/auth/tokens").json(&mine).send().await.expect(200);
}

#[tokio::test]
async fn requests_from_one_address_leave_the_device_budget_intact() {
    let docket = limited().await;
    let victim = Person::Admin.phone();
    let secret = docket.sign_in_reply(victim).await.text_at("/deviceSecret");
    let stranger = visitor(4, 1);
    let mut refused = 0;
    for _ in 0..10 {
        refused += u32::from(ask_from(&docket, &stranger, victim).await.status == 429);
        docket.advance(SignedDuration::from_secs(31)).await;
    }
    assert_eq!(refused, 6, "the general half has five codes, one of which was the victim's own");
    // A sign-in without a device secret waits, and the answer says how many seconds.
    let seconds = wait(docket.ask(victim).await);
    assert!((1..=3_600).contains(&seconds), "{seconds}");
    for _ in 0..5 {
        sign_in_by_device(&docket, victim, &secret).await.expect(200);
    }
    docket.advance(SignedDuration::from_secs(seconds)).await;
    docket.token(victim).await;
}

#[tokio::test]
async fn guesses_at_one_phone_are_limited_over_hours_and_days() {
    let docket = limited().await;
    let victim = phone(40);
    let mut guesses = Vec::new();
    let mut last = 0;
    for hour in 1..=24 {
        let end = docket.running.now() + HOUR;
        while docket.running.now() < end {
            let asked = docket.ask(&victim).await;
            if asked.status == 202 {
                use_up(&docket, &victim, &asked.text_at("/challenge")).await;
                last += 5;
            }
            docket.advance(SignedDuration::from_mins(10)).await;
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
    let docket = Docket::open().await;
    let caller = phone(41);
    let (real, other) = (docket.challenge(&caller).await, docket.challenge(&phone(42)).await);
    let code = docket.code(&caller).await;
    let (id, _) = real.split_once('.').unwrap();
    let (_, mac) = other.split_once('.').unwrap();
    let forged = format!("{id}.{mac}");
    let used = || async {
        let all = docket.get("/_local/capacity").send().await.expect(200);
        ["issue-token", "admin-login", "request-code"]
            .map(|it| all.at(&format!("/functions/{it}/roundTrips")).as_u64().unwrap_or_default())
    };
    let before = used().await;
    let guess = || docket.give(&forged, &caller, &code);
    docket.refused(guess(), 400, "code_rejected").await;
    let body = sign_in(&forged, &caller, &code);
    let login = docket.post("/api/auth/admin/login").json(&body).send();
    docket.refused(login, 400, "code_rejected").await;
    docket.refused(ask_again(&docket, &caller, &forged), 400, "code_rejected").await;
    assert_eq!(used().await, before);
    docket.give(&real, &caller, &code).await.expect(200);
}

#[tokio::test]
async fn sub_addresses_of_a_mailbox_share_a_budget_and_sign_in_separately() {
    let docket = limited().await;
    let mut roles = Vec::new();
    for number in 0..5 {
        let reply = docket.sign_in_reply(&format!("ada+{number}@example.com")).await;
        roles.push(reply.text_at("/role"));
    }
    assert_eq!(roles, ["buyer"; 5]);
    for address in ["ada+9@example.com", "Ada@Example.com"] {
        docket.refused(docket.ask(address), 429, "too_many_requests").await;
    }
    docket.ask("ben+1@example.com").await.expect(202);
    let secret = docket.sign_in_reply("eve@example.com").await.text_at("/deviceSecret");
    let foreign = ask_by_device(&docket, "ada@example.com", &secret).await;
    foreign.problem(429, "too_many_requests");
}

#[tokio::test]
async fn source_over_its_limit_is_refused_before_any_write() {
    let docket = deploy(&[("CodesPerAddress", 2)]).await;
    let here = visitor(4, 2);
    for number in 0..2 {
        ask_from(&docket, &here, &phone(50 + number)).await.expect(202);
    }
    let third = phone(52);
    let refused = ask_from(&docket, &here, &third);
    let refused = docket.refused(refused, 429, "too_many_requests").await;
    let seconds: i64 = refused.header("retry-after").parse().unwrap();
    assert!((1..=3_600).contains(&seconds), "{seconds}");
    ask_from(&docket, &visitor(4, 3), &phone(52)).await.expect(202);
}

#[tokio::test]
async fn used_up_challenge_counts_against_its_source() {
    let docket = deploy(&[("CodesPerAddress", 3)]).await;
    let (here, victim) = (visitor(4, 4), phone(53));
    let challenge = ask_from(&docket, &here, &victim).await.expect(202).text_at("/challenge");
    use_up(&docket, &victim, &challenge).await;
    ask_from(&docket, &here, &phone(54)).await.expect(202);
    ask_from(&docket, &here, &phone(55)).await.problem(429, "too_many_requests");
    // An open challenge is still compared when the budgets are used up.
    let open = docket.challenge(&phone(56)).await;
    let code = docket.code(&phone(56)).await;
    docket.give(&open, &phone(56), &wrong(&code)).await.problem(400, "code_rejected");
    docket.give(&open, &phone(56), &code).await.expect(200);
}
