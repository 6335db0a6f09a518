//! Who may do what: every route with everybody.

use std::collections::BTreeSet;

use docket_tests::{
    Call, Person, Reply,
    images::png,
    pickup,
    world::{
        BUYER, DRIVER, OTHER,
        contract::{Everybody, phone, product},
    },
};
use jiff::SignedDuration;
use serde_json::{Value, json};

use crate::{
    documents::{document, operations},
    template,
};

/// What each caller is answered, in the order of [`callers`].
pub type Row = (&'static str, &'static str, [u16; 9]);

/// No token, a forged one, an expired one, another buyer, another seller's
/// staff, another seller's driver, the seller's staff, an admin, the owner.
#[rustfmt::skip]
pub const MATRIX: &[Row] = &[
    // Where nobody is asked who they are, a token is not looked at.
    ("POST",   "/api/auth/codes",                         [202, 202, 202, 202, 202, 202, 202, 202, 202]),
    ("POST",   "/api/auth/tokens",                        [200, 200, 200, 200, 200, 200, 200, 200, 200]),
    ("POST",   "/api/auth/admin/login",                   [403, 403, 403, 403, 403, 403, 403, 403, 403]),
    ("POST",   "/api/auth/tokens/refresh",                [200, 200, 200, 200, 200, 200, 200, 200, 200]),
    ("GET",    "/.well-known/jwks.json",                  [200, 200, 200, 200, 200, 200, 200, 200, 200]),
    ("GET",    "/api/lifecycles/{name}/{version}",        [200, 200, 200, 200, 200, 200, 200, 200, 200]),
    ("POST",   "/api/orders/{id}/verification",           [200, 200, 200, 200, 200, 200, 200, 200, 200]),
    ("POST",   "/api/orders/{id}/verification/resend",    [202, 202, 202, 202, 202, 202, 202, 202, 202]),
    // Open to all, but a bad token is refused and not ignored.
    ("GET",    "/api/health",                             [200, 401, 401, 200, 200, 200, 200, 200, 200]),
    ("GET",    "/api/products",                           [200, 401, 401, 200, 200, 200, 200, 200, 200]),
    ("GET",    "/api/products/{id}",                      [200, 401, 401, 200, 200, 200, 200, 200, 200]),
    ("GET",    "/api/products/{id}/image",                [200, 401, 401, 200, 200, 200, 200, 200, 200]),
    ("GET",    "/api/sellers",                            [200, 401, 401, 200, 200, 200, 200, 200, 200]),
    ("GET",    "/api/sellers/{id}",                       [200, 401, 401, 200, 200, 200, 200, 200, 200]),
    ("POST",   "/api/orders",                             [201, 401, 401, 201, 201, 201, 201, 201, 201]),
    ("POST",   "/api/orders/quote",                       [200, 401, 401, 200, 200, 200, 200, 200, 200]),
    ("POST",   "/api/checkouts",                          [201, 401, 401, 201, 201, 201, 201, 201, 201]),
    // Who signed in.
    ("POST",   "/api/auth/logout",                        [401, 401, 401, 204, 204, 204, 204, 204, 204]),
    // Members only.
    ("POST",   "/api/members",                            [401, 401, 401, 403, 403, 403, 201, 201, 403]),
    ("GET",    "/api/members",                            [401, 401, 401, 403, 403, 403, 200, 200, 403]),
    ("GET",    "/api/members/{id}",                       [401, 401, 401, 403, 404, 403, 200, 200, 403]),
    ("PATCH",  "/api/members/{id}",                       [401, 401, 401, 403, 404, 403, 200, 200, 403]),
    ("POST",   "/api/sellers",                            [401, 401, 401, 403, 403, 403, 403, 201, 403]),
    ("PATCH",  "/api/sellers/{id}",                       [401, 401, 401, 403, 403, 403, 200, 200, 403]),
    ("POST",   "/api/products",                           [401, 401, 401, 403, 403, 403, 201, 201, 403]),
    ("GET",    "/api/changes",                            [401, 401, 401, 403, 404, 403, 200, 200, 403]),
    ("GET",    "/api/orders/health/stock-check",          [401, 401, 401, 403, 200, 403, 200, 200, 403]),
    ("POST",   "/api/products/{id}/stock",                [401, 401, 401, 403, 403, 403, 200, 200, 403]),
    ("GET",    "/api/products/{id}/stock/changes",        [401, 401, 401, 403, 403, 403, 200, 200, 403]),
    ("PATCH",  "/api/products/{id}",                      [401, 401, 401, 403, 403, 403, 200, 200, 403]),
    ("PUT",    "/api/products/{id}/image",                [401, 401, 401, 403, 403, 403, 200, 200, 403]),
    ("POST",   "/api/vouchers",                           [401, 401, 401, 403, 403, 403, 201, 201, 403]),
    ("GET",    "/api/vouchers",                           [401, 401, 401, 403, 403, 403, 200, 200, 403]),
    ("GET",    "/api/vouchers/{id}",                      [401, 401, 401, 404, 404, 404, 200, 200, 404]),
    ("PATCH",  "/api/vouchers/{id}",                      [401, 401, 401, 404, 404, 404, 200, 200, 404]),
    // Here the template is the owner's own, and its seller's staff keep others.
    ("POST",   "/api/order-templates",                    [401, 401, 401, 403, 403, 403, 201, 201, 201]),
    ("GET",    "/api/order-templates",                    [401, 401, 401, 200, 200, 200, 200, 200, 200]),
    ("GET",    "/api/order-templates/{id}",               [401, 401, 401, 404, 404, 404, 404, 200, 200]),
    ("PATCH",  "/api/order-templates/{id}",               [401, 401, 401, 404, 404, 404, 404, 200, 200]),
    ("DELETE", "/api/order-templates/{id}",               [401, 401, 401, 404, 404, 404, 404, 204, 204]),
    ("POST",   "/api/order-templates/{id}/orders",        [401, 401, 401, 404, 404, 404, 404, 201, 201]),
    // Who may not see an order is not told that there is one.
    ("GET",    "/api/orders/{id}",                        [401, 401, 401, 404, 404, 404, 200, 200, 200]),
    ("GET",    "/api/orders/customer/{phone}",            [401, 401, 401, 404, 200, 404, 200, 200, 200]),
    ("GET",    "/api/orders",                             [401, 401, 401, 403, 200, 403, 200, 200, 403]),
    ("GET",    "/api/orders/admin/all",                   [401, 401, 401, 403, 403, 403, 403, 200, 403]),
    ("GET",    "/api/orders/my-orders",                   [401, 401, 401, 200, 200, 200, 200, 200, 200]),
    ("GET",    "/api/orders/{id}/track",                  [401, 401, 401, 404, 404, 404, 200, 200, 200]),
    ("GET",    "/api/orders/{id}/admin",                  [401, 401, 401, 404, 404, 404, 200, 200, 403]),
    ("GET",    "/api/orders/{id}/statistics",             [401, 401, 401, 404, 404, 404, 200, 200, 200]),
    ("GET",    "/api/orders/admin/stats",                 [401, 401, 401, 403, 200, 403, 200, 200, 403]),
    ("GET",    "/api/reports/sales",                      [401, 401, 401, 403, 200, 403, 200, 200, 403]),
    ("GET",    "/api/orders/{id}/history",                [401, 401, 401, 404, 404, 404, 200, 200, 403]),
    ("PUT",    "/api/orders/{id}",                        [401, 401, 401, 404, 404, 404, 200, 200, 200]),
    ("POST",   "/api/orders/bulk/status",                 [401, 401, 401, 403, 200, 403, 200, 200, 403]),
    ("PUT",    "/api/orders/{id}/status",                 [401, 401, 401, 404, 404, 404, 200, 200, 403]),
    ("PATCH",  "/api/orders/{id}/status",                 [401, 401, 401, 404, 404, 404, 200, 200, 403]),
    ("PATCH",  "/api/orders/admin/{id}/status",           [401, 401, 401, 404, 404, 404, 403, 200, 403]),
    ("POST",   "/api/orders/{id}/payments",               [401, 401, 401, 404, 404, 404, 201, 201, 403]),
    ("PATCH",  "/api/orders/{id}/estimate",               [401, 401, 401, 404, 404, 404, 200, 200, 403]),
    ("POST",   "/api/orders/{id}/notes",                  [401, 401, 401, 404, 404, 404, 201, 201, 403]),
    ("POST",   "/api/orders/{id}/split",                  [401, 401, 401, 404, 404, 404, 201, 201, 403]),
    ("POST",   "/api/orders/merge",                       [401, 401, 401, 404, 404, 404, 200, 200, 403]),
    ("PUT",    "/api/orders/{id}/cancel",                 [401, 401, 401, 404, 404, 404, 403, 403, 200]),
    ("DELETE", "/api/orders/{id}",                        [401, 401, 401, 404, 404, 404, 403, 403, 200]),
    ("PATCH",  "/api/orders/{id}/accept",                 [401, 401, 401, 404, 404, 404, 200, 200, 403]),
    ("PATCH",  "/api/orders/{id}/reject",                 [401, 401, 401, 404, 404, 404, 200, 200, 403]),
    ("PATCH",  "/api/orders/{id}/cancel",                 [401, 401, 401, 404, 404, 404, 200, 200, 403]),
    ("PATCH",  "/api/orders/{id}/customer-cancel",        [401, 401, 401, 404, 404, 404, 403, 200, 200]),
    ("PATCH",  "/api/orders/{id}/admin-cancel",           [401, 401, 401, 404, 404, 404, 403, 200, 403]),
    // Here the driver is the batch's own, and both sellers are others.
    ("POST",   "/api/delivery/batches",                   [401, 401, 401, 403, 403, 403, 403, 201, 403]),
    ("GET",    "/api/delivery/batches",                   [401, 401, 401, 403, 403, 200, 403, 200, 403]),
    ("GET",    "/api/delivery/batches/proposals",         [401, 401, 401, 403, 403, 403, 403, 200, 403]),
    ("GET",    "/api/delivery/batches/{batchId}",         [401, 401, 401, 404, 404, 200, 404, 200, 404]),
    ("PATCH",  "/api/delivery/batches/{batchId}/pickup",  [401, 401, 401, 404, 404, 200, 404, 200, 404]),
    ("PATCH",  "/api/delivery/batches/{batchId}/complete", [401, 401, 401, 404, 404, 200, 404, 200, 404]),
    ("PATCH",  "/api/delivery/batches/{batchId}/sequence", [401, 401, 401, 404, 404, 200, 404, 200, 404]),
    ("PATCH",  "/api/delivery/batches/{batchId}/reassign", [401, 401, 401, 404, 404, 403, 404, 200, 404]),
    ("PATCH",  "/api/delivery/batches/{batchId}/cancel",  [401, 401, 401, 404, 404, 403, 404, 200, 404]),
    ("PATCH",  "/api/delivery/orders/{orderId}/status",   [401, 401, 401, 404, 404, 200, 404, 200, 403]),
    // Here the owner of the order is invited. Leaving comes last: they are members no more.
    ("GET",    "/api/me",                                 [401, 401, 401, 200, 200, 200, 200, 200, 200]),
    ("POST",   "/api/me/invitations/{id}/decline",        [401, 401, 401, 404, 404, 404, 404, 404, 204]),
    ("POST",   "/api/me/invitations/{id}/accept",         [401, 401, 401, 404, 404, 404, 404, 404, 200]),
    ("POST",   "/api/me/leave",                           [401, 401, 401, 404, 204, 204, 204, 404, 204]),
    ("",       "$default",                                [404, 404, 404, 404, 404, 404, 404, 404, 404]),
];

pub fn callers(world: &Everybody) -> [(&'static str, String); 9] {
    [
        ("nobody", String::new()),
        ("a forger", world.forged()),
        ("who was signed in", world.expired.clone()),
        ("another buyer", world.stranger.clone()),
        ("another seller's staff", world.other_staff.clone()),
        ("another seller's driver", world.driver.clone()),
        ("the seller's staff", world.staff.clone()),
        ("an admin", world.admin.clone()),
        ("the owner", world.buyer.clone()),
    ]
}

#[test]
fn every_route_has_its_row() {
    let rows: BTreeSet<_> =
        MATRIX.iter().map(|(method, path, _)| ((*method).to_owned(), (*path).to_owned())).collect();
    assert_eq!(rows.len(), MATRIX.len(), "a row stands twice");
    let routes = template::routes();
    let missing: Vec<_> = routes.difference(&rows).collect();
    assert!(missing.is_empty(), "who may call {missing:?}? Add a row to tests/contract/access.rs");
    let gone: Vec<_> = rows.difference(&routes).collect();
    assert!(gone.is_empty(), "template.yaml has no route {gone:?}; take its row away");
}

#[test]
fn what_the_matrix_says_is_described() {
    let document = document();
    let described = operations(&document);
    for (method, path, answers) in MATRIX.iter().filter(|(method, ..)| !method.is_empty()) {
        let name = format!("{} {path}", method.to_lowercase());
        let operation = described.iter().find(|(it, _)| *it == name).unwrap().1;
        // A token that is not good is refused by every route, also where none is asked for.
        for status in answers.iter().filter(|&&status| status != 401) {
            let told = operation["responses"].get(status.to_string()).is_some();
            assert!(told, "{name} is not described to answer {status}");
        }
    }
}

#[tokio::test]
async fn everybody_may_do_what_the_matrix_says_and_no_more() {
    let world = Everybody::open().await;
    let mut failed = Vec::new();
    for (method, path, expected) in MATRIX {
        for ((who, token), status) in callers(&world).into_iter().zip(expected) {
            let (target, body) = request(&world, method, path).await;
            let signs_out = *path == "/api/auth/logout" && *status == 204;
            let token = if signs_out { again(&world, who).await } else { token };
            let before = world.desk.table().await;
            let method = if method.is_empty() { "GET" } else { method };
            let call = world.desk.call(method, &target).bearer_if(&token);
            let reply = with_body(call, path, &body).send().await;
            let cell = format!("{who}: {method} {path}");
            if reply.status != *status {
                failed
                    .push(format!("{cell}: {} instead of {status}: {}", reply.status, reply.text));
            } else if let Err(why) = check(who, &reply) {
                failed.push(format!("{cell}: {why}"));
            }
            // Signing in for somebody who is no admin uses the code up.
            let keeps = reply.status >= 400 && *path != "/api/auth/admin/login";
            if keeps && world.desk.table().await != before {
                failed.push(format!("{cell}: refused, and the table changed"));
            }
        }
    }
    // All of them, because what is wrong with one caller is often wrong with the others.
    assert!(failed.is_empty(), "{} cells failed:\n{}", failed.len(), failed.join("\n"));
}

/// An invitation of the owner, by a seller of its own: each has one at a time.
async fn invitation(world: &Everybody) -> String {
    let seller = json!({
        "name": phone(), "lifecycle": "shop", "currency": "USD", "timezone": "America/New_York",
    });
    let made = world.desk.post("/api/sellers").bearer(&world.admin).json(&seller).send().await;
    let seller = made.expect(201).text_at("/seller/id");
    let body = json!({"name": "Dee", "phone": BUYER, "role": "driver", "sellerId": seller});
    let made = world.desk.post("/api/members").bearer(&world.admin).json(&body).send().await;
    made.expect(201).text_at("/member/id")
}

/// Another sign-in of the same person, to be ended.
async fn again(world: &Everybody, who: &str) -> String {
    let phone = match who {
        "another buyer" => OTHER,
        "another seller's staff" => Person::Shop.phone(),
        "another seller's driver" => Person::Driver.phone(),
        "the seller's staff" => Person::Producer.phone(),
        "an admin" => Person::Admin.phone(),
        _ => BUYER,
    };
    world.desk.advance(SignedDuration::from_secs(31)).await;
    world.desk.token(phone).await
}

/// The role of a caller, by which a refusal calls it.
fn role(who: &str) -> &'static str {
    match who {
        "another seller's staff" | "the seller's staff" => "seller",
        "another seller's driver" => "driver",
        "an admin" => "admin",
        _ => "buyer",
    }
}

/// Whether a refusal says what this caller has to know.
fn check(who: &str, reply: &Reply) -> Result<(), String> {
    let code = match (reply.status, who) {
        (401, "who was signed in") => "token_expired",
        (401, _) => "unauthenticated",
        (403, _) => "forbidden",
        (404, _) => "not_found",
        _ => return Ok(()),
    };
    let problem = reply.as_problem(reply.status, code)?;
    if reply.status == 403 {
        let detail = problem.text_at("/detail");
        // Who signs in where administrators do is nobody yet.
        let named = detail.contains(role(who))
            || detail.contains("sign in")
            || detail.contains("this role");
        if !detail.starts_with("Only ") || !named {
            return Err(format!("does not say who may: {detail}"));
        }
    }
    if reply.status == 401 && reply.header("www-authenticate") != "Bearer" {
        return Err("does not say that it wants a bearer token".to_owned());
    }
    Ok(())
}

/// A request with its body, which is JSON but for images.
pub fn with_body(call: Call, path: &str, body: &Value) -> Call {
    match path {
        "/api/products/{id}/image" => call.image("image/png", &png(640, 480)),
        _ => call.json(body),
    }
}

/// A path and a body with which the route succeeds for who is allowed.
pub async fn request(world: &Everybody, method: &str, path: &str) -> (String, Value) {
    let none = Value::Null;
    let of = |id: &str| path.replace("{id}", id);
    match path {
        "/api/members" | "/api/products" | "/api/vouchers" if method == "GET" => {
            (format!("{path}?sellerId=green-valley"), none)
        }
        "/api/auth/codes" => (path.to_owned(), json!({"phone": phone()})),
        "/api/auth/tokens" | "/api/auth/admin/login" => {
            let phone = phone();
            (path.to_owned(), world.desk.asked(&phone).await)
        }
        "/api/auth/tokens/refresh" => {
            let (id, phone) = world.unverified().await;
            let verified = world.desk.confirm(&id, &phone).await.expect(200);
            (path.to_owned(), json!({"refreshToken": verified.at("/refreshToken")}))
        }
        "/api/orders/{id}/verification" => {
            let (id, phone) = world.unverified().await;
            (of(&id), json!({"code": world.desk.code(&phone).await}))
        }
        "/api/orders/{id}/verification/resend" => {
            let (id, _) = world.unverified().await;
            world.desk.advance(SignedDuration::from_secs(31)).await;
            (of(&id), none)
        }
        "/api/members" => {
            let seller = "green-valley";
            let body =
                json!({"name": "Dee", "phone": phone(), "role": "driver", "sellerId": seller});
            (path.to_owned(), body)
        }
        "/api/changes" => (format!("{path}?sellerId=green-valley"), none),
        "/api/members/{id}" => (of("demo-green-valley-seller"), json!({"name": phone()})),
        "/api/auth/logout" => (path.to_owned(), json!({})),
        "/api/me/invitations/{id}/decline" | "/api/me/invitations/{id}/accept" => {
            (of(&invitation(world).await), none)
        }
        "/api/lifecycles/{name}/{version}" => ("/api/lifecycles/kitchen/1".to_owned(), none),
        "/api/sellers" if method == "POST" => {
            let timezone = "America/New_York";
            let body = json!({
                "name": phone(), "lifecycle": "shop", "currency": "USD", "timezone": timezone,
            });
            (path.to_owned(), body)
        }
        "/api/sellers/{id}" if method == "GET" => (of("green-valley"), none),
        "/api/sellers/{id}" => (of("green-valley"), json!({"name": phone()})),
        "/api/products" => (path.to_owned(), product("green-valley")),
        "/api/products/{id}" => (of("gv-honey"), json!({"name": "Honey"})),
        "/api/vouchers" => (path.to_owned(), voucher()),
        "/api/vouchers/{id}" => {
            let made = world.desk.post("/api/vouchers").bearer(&world.admin).json(&voucher());
            let id = made.send().await.expect(201).text_at("/voucher/id");
            (of(&id), json!({"usesLeft": 1}))
        }
        "/api/products/{id}/image" if method == "PUT" => {
            (format!("{}?alt=A%20jar", of("gv-honey")), none)
        }
        "/api/products/{id}/image" | "/api/products/{id}/stock/changes" => (of("gv-honey"), none),
        "/api/products/{id}/stock" => (of("gv-honey"), json!({"change": 1, "reason": "found"})),
        "/api/orders" => (path.to_owned(), pickup("green-valley", &phone(), &[("gv-apples", 1)])),
        "/api/orders/quote" => (path.to_owned(), cart()),
        "/api/checkouts" | "/api/orders/{id}/split" | "/api/orders/merge" => {
            crate::regrouping::request(world, path).await
        }
        "/api/orders/customer/{phone}" => {
            (path.replace("{phone}", &BUYER.replace('+', "%2B")), none)
        }
        "/api/orders/{id}/payments"
        | "/api/orders/{id}/notes"
        | "/api/orders/{id}/estimate"
        | "/api/orders/{id}/status"
        | "/api/orders/admin/{id}/status"
        | "/api/orders/{id}/accept"
        | "/api/orders/{id}/reject"
        | "/api/orders/{id}/cancel"
        | "/api/orders/{id}/customer-cancel"
        | "/api/orders/{id}/admin-cancel" => change(world, path).await,
        "/api/orders/{id}" if method == "PUT" => {
            (of(&world.pending().await), json!({"notes": "Ring twice"}))
        }
        "/api/orders/bulk/status" => {
            let order = world.pending().await;
            (path.to_owned(), json!({"orderIds": [order], "status": "confirmed"}))
        }
        "/api/orders/{id}"
        | "/api/orders/{id}/track"
        | "/api/orders/{id}/statistics"
        | "/api/orders/{id}/admin"
        | "/api/orders/{id}/history" => (of(&world.pending().await), none),
        path if path.starts_with("/api/order-templates") => templates(world, method, path).await,
        path if path.starts_with("/api/delivery/") => delivery(world, method, path).await,
        "$default" => ("/api/nothing".to_owned(), none),
        _ => (path.to_owned(), none),
    }
}

/// A change of a pending order.
async fn change(world: &Everybody, path: &str) -> (String, Value) {
    let order = world.pending().await;
    let body = match path {
        "/api/orders/{id}/payments" => json!({"amount": 1, "method": "cash"}),
        "/api/orders/{id}/notes" => json!({"text": "Rang twice"}),
        "/api/orders/{id}/estimate" => {
            world.desk.set_status(&world.staff, &order, "confirmed").await.expect(200);
            json!({"promisedAt": world.desk.in_days(1), "reason": "The oven is full"})
        }
        "/api/orders/{id}/status" | "/api/orders/admin/{id}/status" => {
            json!({"status": "confirmed"})
        }
        "/api/orders/{id}/accept" => json!({"estimatedPrepTime": 20}),
        "/api/orders/{id}/reject" | "/api/orders/{id}/cancel" => json!({"reason": "sold out"}),
        _ => json!({"reason": "no more"}),
    };
    (path.replace("{id}", &order), body)
}

/// The same of templates: a new one of the owner.
async fn templates(world: &Everybody, method: &str, path: &str) -> (String, Value) {
    if path == "/api/order-templates" && method == "GET" {
        return (format!("{path}?sellerId=green-valley"), Value::Null);
    }
    let template = pickup("green-valley", BUYER, &[("gv-eggs", 1)]);
    if path == "/api/order-templates" {
        return (path.to_owned(), template);
    }
    // The owner keeps one at a time: how many they may keep is limited.
    let kept = world.desk.get("/api/order-templates").bearer(&world.buyer).send().await;
    for kept in kept.expect(200).at("/templates").as_array().unwrap() {
        let path = format!("/api/order-templates/{}", kept["id"].as_str().unwrap());
        world.desk.call("DELETE", &path).bearer(&world.buyer).send().await.expect(204);
    }
    let made = world.desk.post("/api/order-templates").bearer(&world.buyer).json(&template);
    let id = made.send().await.expect(201).text_at("/template/id");
    let body = if method == "PATCH" { json!({"name": "Breakfast"}) } else { Value::Null };
    (path.replace("{id}", &id), body)
}

/// The same of deliveries: a new batch of one order, with the demo's driver.
async fn delivery(world: &Everybody, method: &str, path: &str) -> (String, Value) {
    if path.starts_with("/api/delivery/batches") && !path.contains('{') && method == "GET" {
        return (format!("{path}?kitchenId=spice-kitchen"), Value::Null);
    }
    let order = world.cooked().await;
    let plan = json!({"kitchenId": "spice-kitchen", "orderIds": [order], "driverId": DRIVER});
    if path == "/api/delivery/batches" {
        return (path.to_owned(), plan);
    }
    let made = world.desk.post("/api/delivery/batches").bearer(&world.admin).json(&plan);
    let batch = made.send().await.expect(201).text_at("/batch/id");
    let body = match path.rsplit('/').next() {
        Some("sequence") => json!({"sequence": [{"orderId": order, "sequence": 1}]}),
        Some("reassign") => json!({"driverId": DRIVER}),
        Some("status") => json!({"status": "PICKED_UP"}),
        Some("complete") => {
            let pick_up = format!("/api/delivery/batches/{batch}/pickup");
            world.desk.patch(&pick_up).bearer(&world.admin).send().await.expect(200);
            Value::Null
        }
        _ => json!({}),
    };
    (path.replace("{batchId}", &batch).replace("{orderId}", &order), body)
}

/// A cart to be priced.
fn cart() -> Value {
    json!({
        "sellerId": "green-valley", "items": [{"productId": "gv-apples", "quantity": 1}],
        "fulfilment": {"method": "pickup"},
    })
}

/// A voucher that there is not yet.
fn voucher() -> Value {
    let code = phone().replace('+', "V");
    json!({"sellerId": "green-valley", "code": code, "percent": 5})
}

#[tokio::test]
async fn a_refresh_token_opens_nothing() {
    let world = Everybody::open().await;
    let (id, phone) = world.unverified().await;
    let verified = world.desk.confirm(&id, &phone).await.expect(200);
    let (access, refresh) = (verified.text_at("/accessToken"), verified.text_at("/refreshToken"));
    world.desk.read_order(&access, &id).await.expect(200);
    world.desk.read_order(&refresh, &id).await.problem(401, "unauthenticated");
    let health = world.desk.get("/api/health").bearer(&refresh).send().await;
    health.problem(401, "unauthenticated");
}

/// What staff see of the same order and product, and others do not.
#[tokio::test]
async fn only_staff_see_where_the_stock_went_and_only_admins_the_table() {
    let world = Everybody::open().await;
    for (token, sees) in [
        (&world.buyer, false),
        (&world.other_staff, false),
        (&world.driver, false),
        (&world.staff, true),
        (&world.admin, true),
    ] {
        assert_eq!(world.desk.product(token, "gv-honey").await["stock"].is_object(), sees);
        let health = world.desk.get("/api/health").bearer(token).send().await.expect(200);
        assert_eq!(health.at("/table").is_object(), token == &world.admin);
    }
}
