//! Who may do what with cookies: every route that takes them with every kind, and that no other route does.

use docket_tests::{
    Desk,
    world::contract::{Everybody, forge},
};
use jiff::SignedDuration;
use serde_json::{Value, json};

use crate::{
    access::MATRIX,
    requests::{request, with_body},
};

/// What a browser sends: the header `Docket-Session`, and cookies.
#[derive(Clone)]
struct Sent {
    who: &'static str,
    session: Option<&'static str>,
    cookies: String,
}

/// Routes that take a session's cookie, and what each of [`browsers`] is answered.
#[rustfmt::skip]
const COOKIES: &[(&str, [u16; 9])] = &[
    ("/api/auth/tokens/refresh", [400, 400, 401, 401, 401, 401, 401, 401, 200]),
    // To sign out with what is not good any more is as good as done.
    ("/api/auth/logout",         [401, 401, 401, 401, 401, 204, 204, 204, 204]),
];

/// No header, a wrong one, no cookie, that of other pages, an access token, a forged one, an old one, a void one, a
/// good one.
async fn browsers(desk: &Desk) -> [Sent; 9] {
    let good = signed_in(desk, "+12025550171").await;
    let void = signed_in(desk, "+12025550172").await;
    let cookies = format!("docket-desk={}", void.1);
    let out = json!({"session": "cookie"});
    let call = desk.post("/api/auth/logout").header("docket-session", "desk");
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
async fn signed_in(desk: &Desk, phone: &str) -> (String, String) {
    let reply = desk.signs_in(phone).await;
    (reply.text_at("/accessToken"), reply.text_at("/refreshToken"))
}

#[tokio::test]
async fn every_browser_may_do_what_the_matrix_says_and_no_more() {
    let desk = Desk::open().await;
    for (path, answers) in COOKIES {
        for (it, status) in browsers(&desk).await.into_iter().zip(answers) {
            let before = desk.table().await;
            let mut call = desk.post(path).header("cookie", &it.cookies);
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
                // Whoever comes with a void token has its family voided again, which changes nothing.
                desk.unchanged(&before).await;
            }
        }
        desk.advance(SignedDuration::from_secs(31)).await;
    }
}

#[tokio::test]
async fn a_cookie_opens_no_other_route() {
    let world = Everybody::open().await;
    let desk = &world.desk;
    let (access, refresh) = signed_in(desk, "+12025550173").await;
    let taking: Vec<_> = COOKIES.iter().map(|(path, _)| *path).collect();
    let closed =
        |(_, path, answers): &&(&str, &str, [u16; 9])| answers[0] == 401 && !taking.contains(path);
    for (method, path, _) in MATRIX.iter().filter(closed) {
        let (target, body) = request(&world, method, path).await;
        for token in [&access, &refresh] {
            let cookies = format!("docket-desk={token}; docket-shop={token}");
            let call = desk.call(method, &target).header("docket-session", "desk");
            let call = call.header("cookie", &cookies);
            let reply = with_body(call, path, &body).send().await;
            assert_eq!(reply.status, 401, "{method} {path}: {}", reply.text);
        }
    }
}

#[tokio::test]
async fn a_cookie_without_being_asked_for_is_not_looked_at() {
    let desk = Desk::open().await;
    let (_, refresh) = signed_in(&desk, "+12025550174").await;
    for body in [json!({}), json!({"refreshToken": refresh, "session": "cookie"})] {
        let call = desk.post("/api/auth/tokens/refresh").header("docket-session", "desk");
        let reply = call.header("cookie", &format!("docket-desk={refresh}")).json(&body).send();
        let reply = reply.await.problem(400, "invalid_request");
        assert_eq!(reply.at("/errors/0/pointer"), "/refreshToken", "{body}");
    }
    let unknown: Value = json!({"session": "browser", "refreshToken": refresh});
    let reply = desk.post("/api/auth/tokens/refresh").json(&unknown).send().await;
    assert_eq!(reply.problem(400, "invalid_request").at("/errors/0/pointer"), "/session");
}
