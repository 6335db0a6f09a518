//! Steps that the tests of signing in share.

use crate::{Docket, Reply, addressed, sign_in};
use docket_local::Options;
use jiff::SignedDuration;
use reqwest::Client;
use serde_json::json;

/// An hour.
pub const HOUR: SignedDuration = SignedDuration::from_hours(1);
/// The minimum time between two sends for one challenge.
pub const AGAIN: SignedDuration = SignedDuration::from_secs(30);

/// Starts Docket with production limits.
pub async fn limited() -> Docket {
    Docket::with(Options { production_limits: true, ..Options::default() }).await
}

/// A code that differs from `code`.
pub fn wrong(code: &str) -> String {
    let number: u32 = code.parse().unwrap();
    format!("{:06}", (number + 1) % 1_000_000)
}

/// Requests a code as a device that signed in before.
pub async fn ask_by_device(docket: &Docket, to: &str, secret: &str) -> Reply {
    let mut body = addressed(to);
    body["deviceSecret"] = json!(secret);
    docket.post("/api/auth/codes").json(&body).send().await
}

/// Requests that the code of a challenge is sent again.
pub async fn ask_again(docket: &Docket, to: &str, challenge: &str) -> Reply {
    let mut body = addressed(to);
    body["challenge"] = json!(challenge);
    docket.post("/api/auth/codes").json(&body).send().await
}

/// Requests a code with a client of its own IP address.
pub async fn ask_from(docket: &Docket, client: &Client, to: &str) -> Reply {
    docket.call_as(client, "POST", "/api/auth/codes").json(&addressed(to)).send().await
}

/// Uses up the five attempts of a challenge with wrong codes.
pub async fn use_up(docket: &Docket, to: &str, challenge: &str) {
    let bad = wrong(&docket.code(to).await);
    for left in (0..5).rev() {
        let reply = docket.give(challenge, to, &bad).await.problem(400, "code_rejected");
        assert_eq!(reply.at("/attemptsLeft"), left);
    }
}

/// The seconds in `Retry-After` of a request that was refused with 429.
pub fn wait(refused: Reply) -> i64 {
    refused.problem(429, "too_many_requests").header("retry-after").parse().unwrap()
}

/// The code in the message of a challenge with this tag.
pub fn code_of(docket: &Docket, to: &str, tag: &str) -> Option<String> {
    let messages = docket.running.messages(Some(to));
    let of_tag = messages.iter().find(|it| it.text.contains(&format!("({tag})")));
    of_tag.map(|message| message.text[..6].to_owned())
}

/// Signs in as a device that has a secret.
pub async fn sign_in_by_device(docket: &Docket, to: &str, secret: &str) -> Reply {
    let asked = ask_by_device(docket, to, secret).await.expect(202);
    docket.running.settle().await.unwrap();
    let code = code_of(docket, to, &asked.text_at("/tag")).unwrap();
    let body = sign_in(&asked.text_at("/challenge"), to, &code);
    docket.post("/api/auth/tokens").json(&body).send().await
}
