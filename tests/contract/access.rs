//! The access matrix: for every route and every kind of caller, the status that the API answers.

use std::collections::BTreeSet;

use docket_tests::{
    Person, Reply,
    world::{BUYER, OTHER, contract::Everybody},
};
use jiff::SignedDuration;

use crate::{
    documents::{document, operations},
    requests::{request, with_body},
    template,
};

/// A route (method and path) and the status that each caller gets, in the order of [`callers`].
pub type Row = (&'static str, &'static str, [u16; 9]);

/// The columns are: no token, a forged token, an expired token, another buyer, another seller's
/// staff, another seller's driver, the seller's staff, an admin, the owner.
#[rustfmt::skip]
pub const MATRIX: &[Row] = &[
    // Routes without authentication ignore a token.
    ("POST",   "/api/auth/codes",                         [202, 202, 202, 202, 202, 202, 202, 202, 202]),
    ("POST",   "/api/auth/tokens",                        [200, 200, 200, 200, 200, 200, 200, 200, 200]),
    ("POST",   "/api/auth/admin/login",                   [403, 403, 403, 403, 403, 403, 403, 403, 403]),
    ("POST",   "/api/auth/tokens/refresh",                [200, 200, 200, 200, 200, 200, 200, 200, 200]),
    ("POST",   "/api/payments/webhook",                   [400, 400, 400, 400, 400, 400, 400, 400, 400]),
    ("GET",    "/.well-known/jwks.json",                  [200, 200, 200, 200, 200, 200, 200, 200, 200]),
    ("GET",    "/api/push-key",                           [200, 200, 200, 200, 200, 200, 200, 200, 200]),
    ("GET",    "/api/lifecycles/{name}/{version}",        [200, 200, 200, 200, 200, 200, 200, 200, 200]),
    ("POST",   "/api/orders/{id}/verification",           [200, 200, 200, 200, 200, 200, 200, 200, 200]),
    ("POST",   "/api/orders/{id}/verification/resend",    [202, 202, 202, 202, 202, 202, 202, 202, 202]),
    // Public routes need no token, but refuse an invalid one.
    ("GET",    "/api/health",                             [200, 401, 401, 200, 200, 200, 200, 200, 200]),
    ("GET",    "/api/products",                           [200, 401, 401, 200, 200, 200, 200, 200, 200]),
    ("GET",    "/api/products/{id}",                      [200, 401, 401, 200, 200, 200, 200, 200, 200]),
    ("GET",    "/api/products/{id}/image",                [200, 401, 401, 200, 200, 200, 200, 200, 200]),
    ("GET",    "/api/sellers",                            [200, 401, 401, 200, 200, 200, 200, 200, 200]),
    ("GET",    "/api/sellers/{id}",                       [200, 401, 401, 200, 200, 200, 200, 200, 200]),
    ("POST",   "/api/orders",                             [201, 401, 401, 201, 201, 201, 201, 201, 201]),
    ("POST",   "/api/orders/quote",                       [200, 401, 401, 200, 200, 200, 200, 200, 200]),
    ("POST",   "/api/checkouts",                          [201, 401, 401, 201, 201, 201, 201, 201, 201]),
    // The token in the path authorizes the request, whoever sends it.
    ("GET",    "/api/unsubscribe/{token}",                [200, 200, 200, 200, 200, 200, 200, 200, 200]),
    ("POST",   "/api/unsubscribe/{token}",                [200, 200, 200, 200, 200, 200, 200, 200, 200]),
    // Every signed-in caller.
    ("POST",   "/api/auth/logout",                        [401, 401, 401, 204, 204, 204, 204, 204, 204]),
    ("PUT",    "/api/preferences/push",                   [401, 401, 401, 204, 204, 204, 204, 204, 204]),
    ("DELETE", "/api/preferences/push",                   [401, 401, 401, 204, 204, 204, 204, 204, 204]),
    ("GET",    "/api/preferences",                        [401, 401, 401, 200, 200, 200, 200, 200, 200]),
    ("PUT",    "/api/preferences",                        [401, 401, 401, 200, 200, 200, 200, 200, 200]),
    // Members only.
    ("POST",   "/api/members",                            [401, 401, 401, 403, 403, 403, 201, 201, 403]),
    ("GET",    "/api/members",                            [401, 401, 401, 403, 403, 403, 200, 200, 403]),
    ("GET",    "/api/members/{id}",                       [401, 401, 401, 403, 404, 403, 200, 200, 403]),
    ("PATCH",  "/api/members/{id}",                       [401, 401, 401, 403, 404, 403, 200, 200, 403]),
    ("POST",   "/api/sellers",                            [401, 401, 401, 403, 403, 403, 403, 201, 403]),
    ("PATCH",  "/api/sellers/{id}",                       [401, 401, 401, 403, 403, 403, 200, 200, 403]),
    ("POST",   "/api/products",                           [401, 401, 401, 403, 403, 403, 201, 201, 403]),
    ("GET",    "/api/changes",                            [401, 401, 401, 403, 404, 403, 200, 200, 403]),
    ("GET",    "/api/notifications",                      [401, 401, 401, 403, 404, 404, 200, 200, 403]),
    ("POST",   "/api/notifications/read",                 [401, 401, 401, 403, 404, 404, 200, 200, 403]),
    ("GET",    "/api/orders/health/stock-check",          [401, 401, 401, 403, 200, 403, 200, 200, 403]),
    ("POST",   "/api/products/{id}/stock",                [401, 401, 401, 403, 403, 403, 200, 200, 403]),
    ("GET",    "/api/products/{id}/stock/changes",        [401, 401, 401, 403, 403, 403, 200, 200, 403]),
    ("PATCH",  "/api/products/{id}",                      [401, 401, 401, 403, 403, 403, 200, 200, 403]),
    ("PUT",    "/api/products/{id}/image",                [401, 401, 401, 403, 403, 403, 200, 200, 403]),
    ("POST",   "/api/vouchers",                           [401, 401, 401, 403, 403, 403, 201, 201, 403]),
    ("GET",    "/api/vouchers",                           [401, 401, 401, 403, 403, 403, 200, 200, 403]),
    ("GET",    "/api/vouchers/{id}",                      [401, 401, 401, 404, 404, 404, 200, 200, 404]),
    ("PATCH",  "/api/vouchers/{id}",                      [401, 401, 401, 404, 404, 404, 200, 200, 404]),
    // The template belongs to the owner. The seller's staff have templates of their own.
    ("POST",   "/api/order-templates",                    [401, 401, 401, 403, 403, 403, 201, 201, 201]),
    ("GET",    "/api/order-templates",                    [401, 401, 401, 200, 200, 200, 200, 200, 200]),
    ("GET",    "/api/order-templates/{id}",               [401, 401, 401, 404, 404, 404, 404, 200, 200]),
    ("PATCH",  "/api/order-templates/{id}",               [401, 401, 401, 404, 404, 404, 404, 200, 200]),
    ("DELETE", "/api/order-templates/{id}",               [401, 401, 401, 404, 404, 404, 404, 204, 204]),
    ("POST",   "/api/order-templates/{id}/orders",        [401, 401, 401, 404, 404, 404, 404, 201, 201]),
    // A caller who may not read an order gets 404, which does not reveal that the order exists.
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
    ("POST",   "/api/orders/{id}/payment-intents",        [401, 401, 401, 404, 404, 404, 403, 403, 201]),
    ("POST",   "/api/checkouts/{groupId}/payment-intents", [401, 401, 401, 404, 404, 404, 403, 403, 201]),
    ("GET",    "/api/orders/{id}/messages",               [401, 401, 401, 404, 404, 404, 200, 200, 403]),
    ("POST",   "/api/orders/{id}/refunds",                [401, 401, 401, 404, 404, 404, 201, 201, 403]),
    ("GET",    "/api/orders/{id}/refunds",                [401, 401, 401, 404, 404, 404, 200, 200, 403]),
    // Only a failed refund can be retried. This refund waits for a person.
    ("POST",   "/api/orders/{id}/refunds/{refundId}/retry", [401, 401, 401, 404, 404, 404, 409, 409, 403]),
    ("POST",   "/api/orders/{id}/refunds/{refundId}/settle", [401, 401, 401, 404, 404, 404, 200, 200, 403]),
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
    // The driver here is the batch's own driver. Both sellers are other sellers.
    ("POST",   "/api/delivery/batches",                   [401, 401, 401, 403, 403, 403, 403, 201, 403]),
    ("GET",    "/api/delivery/batches",                   [401, 401, 401, 403, 403, 200, 403, 200, 403]),
    ("GET",    "/api/delivery/batches/proposals",         [401, 401, 401, 403, 403, 403, 403, 200, 403]),
    ("GET",    "/api/delivery/batches/{batchId}",         [401, 401, 401, 404, 404, 200, 404, 200, 404]),
    ("PATCH",  "/api/delivery/batches/{batchId}/pickup",  [401, 401, 401, 404, 404, 200, 404, 200, 404]),
    ("PATCH",  "/api/delivery/batches/{batchId}/complete", [401, 401, 401, 404, 404, 200, 404, 200, 404]),
    ("PATCH",  "/api/delivery/batches/{batchId}/sequence", [401, 401, 401, 404, 404, 200, 404, 200, 404]),
    ("PATCH",  "/api/delivery/batches/{batchId}/orders",  [401, 401, 401, 404, 404, 403, 404, 200, 404]),
    ("PATCH",  "/api/delivery/batches/{batchId}/reassign", [401, 401, 401, 404, 404, 403, 404, 200, 404]),
    ("PATCH",  "/api/delivery/batches/{batchId}/cancel",  [401, 401, 401, 404, 404, 403, 404, 200, 404]),
    ("PATCH",  "/api/delivery/orders/{orderId}/status",   [401, 401, 401, 404, 404, 200, 404, 200, 403]),
    ("POST",   "/api/delivery/orders/{orderId}/problems", [401, 401, 401, 404, 404, 200, 404, 200, 403]),
    // The owner of the order is the invited person. Leaving is tested last, because it ends the
    // membership.
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
        // Every route refuses an invalid token, also a route that needs no token.
        for status in answers.iter().filter(|&&status| status != 401) {
            let listed = operation["responses"].get(status.to_string()).is_some();
            assert!(listed, "{name} is not described to answer {status}");
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
            let token = if signs_out { sign_in_again(&world, who).await } else { token };
            let before = world.docket.table().await;
            let method = if method.is_empty() { "GET" } else { method };
            let call = world.docket.call(method, &target).bearer_if(&token);
            let reply = with_body(call, path, &body).send().await;
            let cell = format!("{who}: {method} {path}");
            if reply.status != *status {
                failed
                    .push(format!("{cell}: {} instead of {status}: {}", reply.status, reply.text));
            } else if let Err(why) = check(who, &reply) {
                failed.push(format!("{cell}: {why}"));
            }
            // An administrator's sign-in that is refused with 403 still uses up the code.
            let keeps = reply.status >= 400 && *path != "/api/auth/admin/login";
            if keeps && world.docket.table().await != before {
                failed.push(format!("{cell}: refused, and the table changed"));
            }
        }
    }
    // One assertion reports all failed cells, because they often have one cause.
    assert!(failed.is_empty(), "{} cells failed:\n{}", failed.len(), failed.join("\n"));
}

/// Signs the caller's person in once more and returns an access token, which the test then ends.
async fn sign_in_again(world: &Everybody, who: &str) -> String {
    let phone = match who {
        "another buyer" => OTHER,
        "another seller's staff" => Person::Shop.phone(),
        "another seller's driver" => Person::Driver.phone(),
        "the seller's staff" => Person::Producer.phone(),
        "an admin" => Person::Admin.phone(),
        _ => BUYER,
    };
    world.docket.advance(SignedDuration::from_secs(31)).await;
    world.docket.token(phone).await
}

/// The role by which a refusal names this caller.
fn role(who: &str) -> &'static str {
    match who {
        "another seller's staff" | "the seller's staff" => "seller",
        "another seller's driver" => "driver",
        "an admin" => "admin",
        _ => "buyer",
    }
}

/// Whether a refusal tells this caller who may use the route.
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
        // A caller of the administrators' sign-in has no role yet.
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

#[tokio::test]
async fn refresh_token_authorizes_no_route() {
    let world = Everybody::open().await;
    let (id, phone) = world.unverified().await;
    let verified = world.docket.confirm(&id, &phone).await.expect(200);
    let (access, refresh) = (verified.text_at("/accessToken"), verified.text_at("/refreshToken"));
    world.docket.read_order(&access, &id).await.expect(200);
    world.docket.read_order(&refresh, &id).await.problem(401, "unauthenticated");
    let health = world.docket.get("/api/health").bearer(&refresh).send().await;
    health.problem(401, "unauthenticated");
}

/// Staff see fields of an order and a product that other callers do not see.
#[tokio::test]
async fn order_views_show_stock_to_staff_and_the_table_to_admins_only() {
    let world = Everybody::open().await;
    for (token, sees) in [
        (&world.buyer, false),
        (&world.other_staff, false),
        (&world.driver, false),
        (&world.staff, true),
        (&world.admin, true),
    ] {
        assert_eq!(world.docket.product(token, "gv-honey").await["stock"].is_object(), sees);
        let health = world.docket.get("/api/health").bearer(token).send().await.expect(200);
        assert_eq!(health.at("/table").is_object(), token == &world.admin);
    }
}
