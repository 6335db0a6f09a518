//! Backoff of sign-in codes: how long each budget of a contact waits after wrong guesses used up
//! its challenges. A contact has a general budget, and one for its known devices.

use docket_tests::{
    Docket,
    deployment::phone,
    pickup,
    world::signing_in::{ask_by_device, sign_in_by_device, use_up, wait},
};
use jiff::SignedDuration;

#[tokio::test]
async fn wait_doubles_up_to_an_hour_after_each_used_up_challenge() {
    let docket = Docket::open().await;
    let victim = phone(70);
    for minutes in [1, 2, 4, 8, 16, 32, 60, 60] {
        let challenge = docket.challenge(&victim).await;
        use_up(&docket, &victim, &challenge).await;
        let refused = docket.refused(docket.ask(&victim), 429, "too_many_requests").await;
        let seconds = wait(refused);
        assert!(
            (minutes * 60 - 20..=minutes * 60).contains(&seconds),
            "{minutes} min: {seconds} s"
        );
        docket.advance(SignedDuration::from_mins(minutes)).await;
    }
    // A day without a request deletes the item of the budget.
    docket.advance(SignedDuration::from_hours(24)).await;
    let challenge = docket.challenge(&victim).await;
    use_up(&docket, &victim, &challenge).await;
    assert!(wait(docket.ask(&victim).await) <= 60);
}

#[tokio::test]
async fn sign_in_ends_the_wait_of_its_own_budget_only() {
    let docket = Docket::open().await;
    let person = phone(71);
    let secret = docket.sign_in_reply(&person).await.text_at("/deviceSecret");
    let open = docket.challenge(&person).await;
    let code = docket.code(&person).await;
    let challenge = docket.challenge(&person).await;
    use_up(&docket, &person, &challenge).await;
    assert!(wait(docket.ask(&person).await) > 0);
    // The two budgets are independent: failures in the general budget do not block known devices,
    // and a device's success does not end the general wait.
    sign_in_by_device(&docket, &person, &secret).await.expect(200);
    assert!(wait(docket.ask(&person).await) > 0);
    // An open challenge is still accepted, and signing in with it ends the wait.
    docket.give(&open, &person, &code).await.expect(200);
    docket.ask(&person).await.expect(202);
}

#[tokio::test]
async fn device_budget_backs_off_independently() {
    let docket = Docket::open().await;
    let person = phone(72);
    let secret = docket.sign_in_reply(&person).await.text_at("/deviceSecret");
    let asked = ask_by_device(&docket, &person, &secret).await.expect(202);
    use_up(&docket, &person, &asked.text_at("/challenge")).await;
    let refused = ask_by_device(&docket, &person, &secret);
    let refused = docket.refused(refused, 429, "too_many_requests").await;
    assert!((40..=60).contains(&wait(refused)));
    docket.token(&person).await;
    docket.advance(SignedDuration::from_mins(1)).await;
    sign_in_by_device(&docket, &person, &secret).await.expect(200);
}

#[tokio::test]
async fn guest_can_order_while_sign_in_backs_off() {
    let docket = Docket::open().await;
    let victim = phone(73);
    let challenge = docket.challenge(&victim).await;
    use_up(&docket, &victim, &challenge).await;
    docket.ask(&victim).await.problem(429, "too_many_requests");
    let id = docket.order(&pickup("green-valley", &victim, &[("gv-honey", 1)])).await.expect(201);
    docket.confirm(&id.text_at("/order/id"), &victim).await.expect(200);
}
