//! The order of checks that every route follows: token, rights, and only then query, headers and
//! body.

use docket_tests::{Reply, world::contract::Everybody};

use crate::{
    access::{MATRIX, callers},
    requests::request,
};

/// Routes whose rights depend on the query or the body, and whether only staff may use them. On
/// those routes a caller who may be allowed gets the fault of the query or body first.
const NAMED: &[(&str, &str, bool)] = &[
    ("GET", "/api/changes", true),
    ("GET", "/api/notifications", false),
    ("POST", "/api/notifications/read", false),
    ("POST", "/api/auth/admin/login", false),
    ("POST", "/api/members", true),
    ("GET", "/api/members", true),
    ("POST", "/api/products", true),
    ("POST", "/api/vouchers", true),
    ("GET", "/api/vouchers", true),
    ("POST", "/api/order-templates", false),
    ("POST", "/api/orders/merge", false),
    ("PUT", "/api/orders/{id}/status", false),
    ("PATCH", "/api/orders/{id}/status", false),
    ("POST", "/api/delivery/batches", true),
    ("GET", "/api/delivery/batches", true),
    ("GET", "/api/delivery/batches/proposals", true),
];
/// Staff and administrators.
const STAFF: [&str; 3] = ["another seller's staff", "the seller's staff", "an admin"];

/// A content type and a body that no route accepts.
struct Garbage {
    content_type: &'static str,
    body: String,
}

fn garbage() -> [Garbage; 4] {
    let json = |body: &str| Garbage { content_type: "application/json", body: body.to_owned() };
    [
        json("{\"no\": json"),
        json("{\"nothing\": [\"that\", \"is\", \"known\"]}"),
        Garbage { content_type: "text/plain", body: "hello".to_owned() },
        json(&" ".repeat(300_000)),
    ]
}

async fn send(world: &Everybody, method: &str, target: &str, token: &str, it: &Garbage) -> Reply {
    let mark = if target.contains('?') { '&' } else { '?' };
    let target = format!("{target}{mark}bogus=1&bogus=2&limit=x");
    let call = world.docket.call(method, &target).bearer_if(token);
    let call = call.header("idempotency-key", "").header("if-match", "nonsense");
    call.header("content-type", it.content_type).body(it.body.clone()).send().await
}

#[tokio::test]
async fn token_and_rights_are_judged_before_everything_else() {
    let world = Everybody::open().await;
    for (method, path, answers) in MATRIX.iter().filter(|(method, ..)| !method.is_empty()) {
        let (target, _) = request(&world, method, path).await;
        let named = NAMED.iter().find(|(by, at, _)| (by, at) == (method, path));
        let before = world.docket.table().await;
        for ((who, token), status) in callers(&world).into_iter().zip(answers) {
            // An allowed caller may succeed on a route that reads no body.
            if !matches!(status, 401 | 403 | 404) {
                continue;
            }
            for it in garbage() {
                let reply = send(&world, method, &target, &token, &it).await;
                let refused = matches!(reply.status, 400 | 413 | 415);
                let may = named.is_some_and(|(.., staff)| !staff || STAFF.contains(&who));
                let unread = may && *status != 401 && refused;
                let what = format!("{who}: {method} {path} {}: {}", it.content_type, reply.text);
                assert!(unread || reply.status == *status, "{what}");
            }
        }
        assert_eq!(world.docket.table().await, before, "{method} {path}");
    }
}

#[tokio::test]
async fn forbidden_role_is_refused_before_the_body_is_read() {
    let world = Everybody::open().await;
    for (method, path) in [
        ("POST", "/api/members"),
        ("POST", "/api/sellers"),
        ("POST", "/api/products"),
        ("POST", "/api/vouchers"),
        ("POST", "/api/delivery/batches"),
        ("POST", "/api/orders/bulk/status"),
        ("GET", "/api/members"),
        ("GET", "/api/vouchers"),
        ("GET", "/api/changes"),
        ("GET", "/api/notifications"),
        ("POST", "/api/notifications/read"),
        ("GET", "/api/orders"),
        ("GET", "/api/orders/admin/all"),
        ("GET", "/api/orders/admin/stats"),
        ("GET", "/api/reports/sales"),
        ("GET", "/api/orders/health/stock-check"),
        ("GET", "/api/delivery/batches"),
        ("GET", "/api/delivery/batches/proposals"),
    ] {
        for it in garbage() {
            let reply = send(&world, method, path, &world.stranger, &it).await;
            reply.problem(403, "forbidden");
        }
    }
}

#[tokio::test]
async fn path_parameter_is_checked_after_the_token() {
    let world = Everybody::open().await;
    for (method, path, answers) in MATRIX.iter().filter(|(_, path, _)| path.contains('{')) {
        let start = path.find('{').unwrap();
        let end = path.find('}').unwrap();
        let target = format!("{}%00!{}", &path[..start], &path[end + 1..]);
        for ((who, token), status) in callers(&world).into_iter().zip(answers) {
            let [_, unknown, ..] = garbage();
            let reply = send(&world, method, &target, &token, &unknown).await;
            let what = format!("{who}: {method} {target}: {}", reply.text);
            match status {
                401 => assert_eq!(reply.status, 401, "{what}"),
                _ if path.contains("{phone}") => {
                    let parameter = reply.problem(400, "invalid_request");
                    assert_eq!(parameter.text_at("/errors/0/parameter"), "phone", "{what}");
                }
                403 | 404 => assert!(matches!(reply.status, 403 | 404), "{what}"),
                _ => assert_eq!(reply.status, 404, "{what}"),
            }
        }
    }
}
