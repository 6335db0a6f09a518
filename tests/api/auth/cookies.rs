//! Sessions that a browser keeps in cookies.

use docket_tests::{
    Call, Docket, Person, Reply, pickup,
    world::signing_in::{ask_again, use_up},
};
use jiff::SignedDuration;
use serde_json::{Value, json};

const PHONE: &str = "+12025550142";

/// The cookies that an answer sets: name, value, and the rest of the line.
fn set(reply: &Reply) -> Vec<(String, String, String)> {
    let lines = reply.headers.get_all("set-cookie").iter().map(|it| it.to_str().unwrap());
    let parts = lines.map(|line| {
        let (pair, rest) = line.split_once("; ").unwrap();
        let (name, value) = pair.split_once('=').unwrap();
        (name.to_owned(), value.to_owned(), rest.to_owned())
    });
    parts.collect()
}

/// The value of a cookie that an answer sets.
#[track_caller]
fn cookie(reply: &Reply, name: &str) -> String {
    let found = set(reply).into_iter().find(|(it, ..)| it == name);
    found.unwrap_or_else(|| panic!("{name} was not set: {:?}", set(reply))).1
}

/// A request of the staff's pages (`docket`) or the buyers' pages (`shop`), with cookies.
fn from_pages(docket: &Docket, pages: &str, path: &str, cookies: &str, body: &Value) -> Call {
    let mut body = body.clone();
    body["session"] = json!("cookie");
    docket.post(path).header("docket-session", pages).header("cookie", cookies).json(&body)
}

/// The answer to a sign-in on these pages.
async fn signs_in(docket: &Docket, pages: &str, to: &str) -> Reply {
    let body = docket.asked(to).await;
    from_pages(docket, pages, "/api/auth/tokens", "", &body).send().await.expect(200)
}

async fn refresh(docket: &Docket, pages: &str, token: &str) -> Reply {
    let cookies = format!("theme=dark; docket-{pages}={token}");
    from_pages(docket, pages, "/api/auth/tokens/refresh", &cookies, &json!({})).send().await
}

/// Whether a token is accepted for the list of the caller's own orders.
async fn is_accepted(docket: &Docket, token: &str) -> bool {
    docket.get("/api/orders/my-orders").bearer(token).send().await.status == 200
}

#[tokio::test]
async fn session_tokens_are_in_http_only_cookies() {
    let docket = Docket::open().await;
    let signed_in = signs_in(&docket, "desk", Person::Kitchen.phone()).await;
    let names: Vec<_> = signed_in.json().as_object().unwrap().keys().cloned().collect();
    assert_eq!(names, ["accessToken", "expiresIn", "role", "tokenType"]);
    assert_eq!(signed_in.text_at("/role"), "seller");
    let cookies = set(&signed_in);
    let lines: Vec<_> =
        cookies.iter().map(|(name, _, rest)| (name.as_str(), rest.as_str())).collect();
    let session = "Path=/api/auth; Max-Age=2592000; HttpOnly; SameSite=Strict";
    let device = "Path=/api; Max-Age=15552000; HttpOnly; SameSite=Strict";
    assert_eq!(lines, [("docket-desk", session), ("docket-desk-device", device)]);

    let token = cookie(&signed_in, "docket-desk");
    let again = refresh(&docket, "desk", &token).await.expect(200);
    let names: Vec<_> = again.json().as_object().unwrap().keys().cloned().collect();
    assert_eq!(names, ["accessToken", "expiresIn", "role", "tokenType"]);
    assert_ne!(cookie(&again, "docket-desk"), token);
    assert_eq!(set(&again).len(), 1, "the device has its secret already");
    // A sign-in that does not ask for a cookie gets the tokens in the body.
    let plain = docket.sign_in_reply(PHONE).await;
    assert!(set(&plain).is_empty() && !plain.text_at("/refreshToken").is_empty());
}

#[tokio::test]
async fn staff_and_shop_pages_have_separate_sessions() {
    let docket = Docket::open().await;
    let staff = cookie(&signs_in(&docket, "desk", Person::Producer.phone()).await, "docket-desk");
    let buyer = cookie(&signs_in(&docket, "shop", PHONE).await, "docket-shop");
    let both = format!("docket-desk={staff}; docket-shop={buyer}");
    for (pages, role) in [("desk", "seller"), ("shop", "buyer")] {
        let call = from_pages(&docket, pages, "/api/auth/tokens/refresh", &both, &json!({}));
        let reply = call.send().await.expect(200);
        assert_eq!(reply.text_at("/role"), role);
        assert_eq!(set(&reply).len(), 1);
        cookie(&reply, &format!("docket-{pages}"));
    }
}

#[tokio::test]
async fn confirming_an_order_signs_the_browser_in() {
    let docket = Docket::open().await;
    let placed = docket.order(&pickup("green-valley", PHONE, &[("gv-honey", 1)])).await.expect(201);
    let id = placed.text_at("/order/id");
    let path = format!("/api/orders/{id}/verification");
    let code = json!({"code": docket.code(PHONE).await});
    let verified = from_pages(&docket, "shop", &path, "", &code).send().await.expect(200);
    assert!(verified.at("/refreshToken").is_null() && verified.at("/deviceSecret").is_null());
    assert!(is_accepted(&docket, &verified.text_at("/accessToken")).await);
    assert!(verified.header("etag").starts_with('"'));
    let token = cookie(&verified, "docket-shop");
    assert_eq!(refresh(&docket, "shop", &token).await.expect(200).text_at("/role"), "buyer");
    assert!(!cookie(&verified, "docket-shop-device").is_empty());
}

#[tokio::test]
async fn administrators_and_accepted_members_get_session_cookies() {
    let docket = Docket::open().await;
    let body = docket.asked(Person::Admin.phone()).await;
    let admin = from_pages(&docket, "desk", "/api/auth/admin/login", "", &body).send().await;
    let token = cookie(&admin.clone().expect(200), "docket-desk");
    assert_eq!(refresh(&docket, "desk", &token).await.expect(200).text_at("/role"), "admin");

    let member =
        json!({"name": "Dee", "phone": PHONE, "role": "driver", "sellerId": "spice-kitchen"});
    let made = docket.post("/api/members").bearer(&admin.text_at("/accessToken")).json(&member);
    let id = made.send().await.expect(201).text_at("/member/id");
    let access = docket.token(PHONE).await;
    let path = format!("/api/me/invitations/{id}/accept");
    let accepted = from_pages(&docket, "desk", &path, "", &json!({})).bearer(&access).send().await;
    let token = cookie(&accepted.expect(200), "docket-desk");
    let driver = refresh(&docket, "desk", &token).await.expect(200);
    assert_eq!(driver.text_at("/role"), "driver");

    // A member who leaves continues as a buyer.
    let access = driver.text_at("/accessToken");
    let left = from_pages(&docket, "desk", "/api/me/leave", "", &json!({})).bearer(&access).send();
    let left = left.await.expect(200);
    assert_eq!(left.text_at("/role"), "buyer");
    let old = cookie(&driver, "docket-desk");
    refresh(&docket, "desk", &old).await.problem(401, "unauthenticated");
    let token = cookie(&left, "docket-desk");
    assert_eq!(refresh(&docket, "desk", &token).await.expect(200).text_at("/role"), "buyer");
}

#[tokio::test]
async fn refresh_is_answered_again_for_a_minute() {
    let docket = Docket::open().await;
    let first = cookie(&signs_in(&docket, "shop", PHONE).await, "docket-shop");
    let one = refresh(&docket, "shop", &first).await.expect(200);
    let second = cookie(&one, "docket-shop");
    docket.advance(SignedDuration::from_secs(50)).await;
    let again = refresh(&docket, "shop", &first).await.expect(200);
    assert_eq!(cookie(&again, "docket-shop"), second);
    assert_eq!(again.text_at("/accessToken"), one.text_at("/accessToken"));
    // More than a minute after the exchange, a reused token counts as stolen.
    docket.advance(SignedDuration::from_secs(11)).await;
    refresh(&docket, "shop", &first).await.problem(401, "unauthenticated");
    refresh(&docket, "shop", &second).await.problem(401, "unauthenticated");
}

#[tokio::test]
async fn refresh_token_is_refused_once_its_successor_was_used() {
    let docket = Docket::open().await;
    let first = cookie(&signs_in(&docket, "shop", PHONE).await, "docket-shop");
    let second = cookie(&refresh(&docket, "shop", &first).await.expect(200), "docket-shop");
    let third = cookie(&refresh(&docket, "shop", &second).await.expect(200), "docket-shop");
    refresh(&docket, "shop", &first).await.problem(401, "unauthenticated");
    refresh(&docket, "shop", &third).await.problem(401, "unauthenticated");
}

#[tokio::test]
async fn concurrent_refreshes_of_tabs_get_one_successor() {
    let docket = std::sync::Arc::new(Docket::open().await);
    let first = cookie(&signs_in(&docket, "desk", Person::Shop.phone()).await, "docket-desk");
    let mut tabs = tokio::task::JoinSet::new();
    for _ in 0..10 {
        let (docket, first) = (docket.clone(), first.clone());
        tabs.spawn(async move { refresh(&docket, "desk", &first).await.expect(200) });
    }
    let mut successors: Vec<_> =
        tabs.join_all().await.iter().map(|reply| cookie(reply, "docket-desk")).collect();
    successors.dedup();
    assert_eq!(successors.len(), 1);
    refresh(&docket, "desk", &successors[0]).await.expect(200);
}

#[tokio::test]
async fn signing_out_revokes_and_clears_the_cookie() {
    let docket = Docket::open().await;
    let signed_in = signs_in(&docket, "desk", Person::Shop.phone()).await;
    let (access, token) = (signed_in.text_at("/accessToken"), cookie(&signed_in, "docket-desk"));
    let cookies = format!("docket-desk={token}");
    let out = from_pages(&docket, "desk", "/api/auth/logout", &cookies, &json!({})).send().await;
    let out = out.expect(204);
    let gone = "Path=/api/auth; Max-Age=0; HttpOnly; SameSite=Strict".to_owned();
    assert_eq!(set(&out), [("docket-desk".to_owned(), String::new(), gone)]);
    refresh(&docket, "desk", &token).await.problem(401, "unauthenticated");
    docket.advance(SignedDuration::from_secs(30)).await;
    assert!(!is_accepted(&docket, &access).await);
    // Signing out again with a revoked token succeeds.
    let again = from_pages(&docket, "desk", "/api/auth/logout", &cookies, &json!({})).send().await;
    assert_eq!(set(&again.expect(204)).len(), 1);
}

#[tokio::test]
async fn signing_out_everywhere_ends_every_session_of_the_contact() {
    let docket = Docket::open().await;
    let here = cookie(&signs_in(&docket, "shop", PHONE).await, "docket-shop");
    docket.advance(SignedDuration::from_secs(31)).await;
    let elsewhere = docket.sign_in_reply(PHONE).await;
    let body = json!({"everywhere": true});
    let cookies = format!("docket-shop={here}");
    let out = from_pages(&docket, "shop", "/api/auth/logout", &cookies, &body).send().await;
    let names: Vec<_> = set(&out.expect(204)).into_iter().map(|(name, ..)| name).collect();
    assert_eq!(names, ["docket-shop", "docket-shop-device"]);
    docket.advance(SignedDuration::from_secs(30)).await;
    assert!(!is_accepted(&docket, &elsewhere.text_at("/accessToken")).await);
    let body = json!({"refreshToken": elsewhere.at("/refreshToken")});
    let refused = docket.post("/api/auth/tokens/refresh").json(&body).send().await;
    refused.problem(401, "unauthenticated");
}

#[tokio::test]
async fn device_cookie_allows_the_device_budget_of_codes() {
    let docket = Docket::open().await;
    let secret = cookie(&signs_in(&docket, "shop", PHONE).await, "docket-shop-device");
    docket.advance(SignedDuration::from_secs(31)).await;
    let challenge = docket.challenge(PHONE).await;
    use_up(&docket, PHONE, &challenge).await;
    let ask = |cookies: String| {
        from_pages(&docket, "shop", "/api/auth/codes", &cookies, &json!({"phone": PHONE})).send()
    };
    for cookies in ["", "docket-shop-device=nonsense", "docket-desk-device=a.1.b"] {
        ask(cookies.to_owned()).await.problem(429, "too_many_requests");
    }
    let asked = ask(format!("docket-shop-device={secret}")).await.expect(202);
    let refused = ask_again(&docket, PHONE, &asked.text_at("/challenge")).await;
    refused.problem(429, "too_many_requests");
}
