//! Checks the cost of signing in, from `ConsumedCapacity`.

use docket_tests::{
    Docket,
    deployment::phone,
    sign_in,
    world::signing_in::{AGAIN, ask_again, ask_by_device, limited, wrong},
};
use serde_json::Value;

/// Round trips, read units and write units of a function so far.
async fn used(docket: &Docket, function: &str) -> [u64; 3] {
    let all = docket.get("/_local/capacity").send().await.expect(200);
    ["roundTrips", "readUnits", "writeUnits"].map(|name| {
        let value: Value = all.at(&format!("/functions/{function}/{name}"));
        // All reads are strongly consistent, so that units are whole numbers.
        value.as_f64().unwrap_or_default().to_string().parse().unwrap()
    })
}

/// The cost of a request to one function, with its result.
async fn cost<T>(
    docket: &Docket,
    function: &str,
    request: impl Future<Output = T>,
) -> (T, [u64; 3]) {
    let before = used(docket, function).await;
    let reply = request.await;
    docket.running.settle().await.unwrap();
    let after = used(docket, function).await;
    (reply, std::array::from_fn(|at| after[at] - before[at]))
}

#[tokio::test]
async fn code_request_costs_one_read_and_one_transaction_of_six_units() {
    let docket = limited().await;
    let caller = phone(90);
    let (reply, opening) = cost(&docket, "request-code", docket.ask(&caller)).await;
    let challenge = reply.expect(202).text_at("/challenge");
    assert_eq!(opening, [2, 3, 6], "challenge, half and source");
    docket.advance(AGAIN).await;
    let (reply, again) =
        cost(&docket, "request-code", ask_again(&docket, &caller, &challenge)).await;
    let _ = reply.expect(202);
    assert_eq!(again, [2, 4, 6], "the challenge is read too");
    let secret = docket.sign_in_reply(&caller).await.text_at("/deviceSecret");
    let asking = ask_by_device(&docket, &caller, &secret);
    assert_eq!(cost(&docket, "request-code", asking).await.1, [2, 3, 6]);
}

#[tokio::test]
async fn sign_in_costs_four_write_units_and_a_wrong_guess_one() {
    let docket = limited().await;
    let caller = phone(91);
    let body = docket.asked(&caller).await;
    let [challenge, code] =
        ["challenge", "code"].map(|name| body[name].as_str().unwrap().to_owned());
    for left in [4, 3, 2, 1] {
        let bad = wrong(&code);
        let guess = docket.give(&challenge, &caller, &bad);
        let (reply, guessing) = cost(&docket, "issue-token", guess).await;
        assert_eq!((reply.at("/attemptsLeft"), guessing), (left.into(), [1, 0, 1]));
    }
    let right = docket.post("/api/auth/tokens").json(&sign_in(&challenge, &caller, &code)).send();
    let (reply, signing_in) = cost(&docket, "issue-token", right).await;
    let _ = reply.expect(200);
    assert_eq!(signing_in[0], 5, "guess, use, confirm, end of the wait, member");
    assert!(signing_in[2] <= 4, "{signing_in:?}");
    let outdated = docket.give(&challenge, &caller, &code);
    docket.refused(outdated, 400, "code_rejected").await;
}

#[tokio::test]
async fn sending_a_code_costs_three_writes() {
    let docket = limited().await;
    let (_, sending) = cost(&docket, "send-verification-code", docket.ask(&phone(92))).await;
    // It also reads the recipient's language.
    assert_eq!(sending, [4, 1, 3]);
}
