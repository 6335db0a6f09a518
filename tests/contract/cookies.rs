//! Which routes accept session cookies, and what each kind of cookie is answered.

use docket_tests::{
    Docket,
    world::contract::{Everybody, forge},
};
use jiff::SignedDuration;
use serde_json::{Value, json};

use crate::{
    access::MATRIX,
    requests::{request, with_body},
};

/// The header `Docket-Session` and the cookies that a browser sends.
#[derive(Clone)]
struct Sent {
    who: &'static str,
    session: Option<&'static str>,
    cookies: String,
}

/// Routes that accept a session cookie, and the status that each of [`browsers`] gets.
#[rustfmt::skip]
const COOKIES: &[(&str, [u16; 9])] = &[
    ("/api/auth/tokens/refresh", [400, 400, 401, 401, 401, 401, 401, 401, 200]),
    // Signing out with a token that is expired or revoked succeeds.
    ("/api/auth/logout",         [401, 401, 401, 401, 401, 204, 204, 204, 204]),
];

/// The browsers send: no header, a wrong header, no cookie, a cookie of the other pages, an access
/// token, a forged token, an expired token, a revoked token, a valid token.
async fn browsers(docket: &Docket) -> [Sent; 9] {
    let good = signed_in(docket, "+12025550171").await;
    let void = signed_in(docket, "+12025550172").await;
    let cookies = format!("docket-desk={}", void.1);
    let out = json!({"session": "cookie"});
    let call = docket.post("/api/auth/logout").header("docket-session", "desk");
    call.header("cookie", &cookies).json(&out).send().await.expect(204);
    let sent = |who, session, token: &str| {
        let cookies = format!("docket-desk={token}");
        Sent { who, session, cookies }
    };
    let mut nothing = sent("nobody", Some("desk"), "");
    "theme=dark".clone_into(&mut nothing.cookies);
    [
        sent("no header", None, &good.1),
        sent("a wrong header", Some("kitchen"), &good.1),
        nothing,
        sent("other pages", Some("shop"), &good.1),
        sent("nothing in the cookie", Some("desk"), ""),
        sent("a forger", Some("desk"), &forge(&good.1)),
        sent("an access token", Some("desk"), &good.0),
        sent("who signed out", Some("desk"), &void.1),
        sent("who signed in", Some("desk"), &good.1),
    ]
}

/// The access token and the refresh token of a new session.
async fn signed_in(docket: &Docket, phone: &str) -> (String, String) {
    let reply = docket.sign_in_reply(phone).await;
    (reply.text_at("/accessToken"), reply.text_at("/refreshToken"))
}

#[tokio::test]
async fn cookie_routes_answer_every_browser_as_the_matrix_says() {
    let docket = Docket::open().await;
    for (path, answers) in COOKIES {
        for (it, status) in browsers(&docket).await.into_iter().zip(answers) {
            let before = docket.table().await;
            let mut call = docket.post(path).header("cookie", &it.cookies);
            if let Some(session) = it.session {
                call = call.header("docket-session", session);
            }
            let reply = call.json(&json!({"session": "cookie"})).send().await;
            assert_eq!(reply.status, *status, "{}: {path}: {}", it.who, reply.text);
            if *status == 400 {
                assert_eq!(reply.at("/errors/0/parameter"), "Docket-Session", "{}", it.who);
            }
            if *status >= 400 {
                assert!(reply.headers.get("set-cookie").is_none(), "{}: {path}", it.who);
                // A request with a revoked token revokes its family once more, which changes
                // nothing.
                docket.unchanged(&before).await;
            }
        }
        docket.advance(SignedDuration::from_secs(31)).await;
    }
}

#[tokio::test]
async fn cookie_authorizes_no_other_route() {
    let world = Everybody::open().await;
    let docket = &world.docket;
    let (access, refresh) = signed_in(docket, "+12025550173").await;
    let taking: Vec<_> = COOKIES.iter().map(|(path, _)| *path).collect();
    let closed =
        |(_, path, answers): &&(&str, &str, [u16; 9])| answers[0] == 401 && !taking.contains(path);
    for (method, path, _) in MATRIX.iter().filter(closed) {
        let (target, body) = request(&world, method, path).await;
        for token in [&access, &refresh] {
            let cookies = format!("docket-desk={token}; docket-shop={token}");
            let call = docket.call(method, &target).header("docket-session", "desk");
            let call = call.header("cookie", &cookies);
            let reply = with_body(call, path, &body).send().await;
            assert_eq!(reply.status, 401, "{method} {path}: {}", reply.text);
        }
    }
}

#[tokio::test]
async fn cookie_is_ignored_when_the_request_does_not_ask_for_cookies() {
    let docket = Docket::open().await;
    let (_, refresh) = signed_in(&docket, "+12025550174").await;
    for body in [json!({}), json!({"refreshToken": refresh, "session": "cookie"})] {
        let call = docket.post("/api/auth/tokens/refresh").header("docket-session", "desk");
        let reply = call.header("cookie", &format!("docket-desk={refresh}")).json(&body).send();
        let reply = reply.await.problem(400, "invalid_request");
        assert_eq!(reply.at("/errors/0/pointer"), "/refreshToken", "{body}");
    }
    let unknown: Value = json!({"session": "browser", "refreshToken": refresh});
    let reply = docket.post("/api/auth/tokens/refresh").json(&unknown).send().await;
    assert_eq!(reply.problem(400, "invalid_request").at("/errors/0/pointer"), "/session");
}
