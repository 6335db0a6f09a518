//! Malformed, encoded and traversing paths reach no route.

use crate::raw;
use docket_tests::world::{BUYER, contract::Everybody};

#[tokio::test]
async fn malformed_path_reaches_no_route() {
    let world = Everybody::open().await;
    let order = world.pending().await;
    let before = world.docket.table().await;
    let phone = BUYER.replace('+', "%2B");
    let long = "a".repeat(30_000);
    let mut targets: Vec<Vec<u8>> = [
        "/api/orders/%2F",
        "/api/orders/%2f..%2f..%2fhealth",
        "/api/orders/%00",
        "/api/orders/..",
        "/api/orders/.",
        "/api/orders/../health",
        "/api/orders/./x",
        "/api/orders/%2e%2e",
        "/api/orders/%2e%2e%2fhealth",
        "/api/orders/%ZZ",
        "/api/orders/%",
        "/api/orders/%2",
        "/api/orders/%FF",
        "/api/orders/%C0%AF",
        "/api/orders/%ED%A0%80",
        "/api/orders/%F0%9F%8D%AF",
        "/api/orders/ORD-20269999-0000000000",
        "/api/orders/ORD-00000000-0000000000",
        "/api/orders/ORD--0000000000",
        "/api/orders/null",
        "/api/orders/{id}",
        "/api/orders/*",
        "/api//orders",
        "//api/orders",
        "/api/orders//status",
        "/API/ORDERS",
        "/Api/health",
        "/api/health%00",
        "/api/health%20",
        "/api/health/..%2f",
        "/api/health;a=b",
        "/api/orders/customer/+",
        "/api/orders/customer/%2B",
        "/api/orders/customer/%2B1",
        "/api/orders/customer/12025550142",
        "/api/orders/customer/%2B12025550142%00",
        "/api/orders/customer/%2B1202555014%32%2F",
        "/api/orders/customer/%20%2B12025550142",
        "/api/orders/customer/%2B%D9%A1%D9%A2",
        "/api/products/gv-honey%2F..%2Fgv-eggs",
        "/api/products/P%23gv-honey",
        "/api/products/",
        "/.well-known/jwks.json%00",
        "/.well-known/../api/health",
        "/_docket",
        "/%5Capi%5Chealth",
        "/api\\health",
    ]
    .map(|text| text.as_bytes().to_vec())
    .to_vec();
    targets.extend([
        format!("/api/orders/{}", order.to_lowercase()).into_bytes(),
        format!("/api/orders/{order}%20").into_bytes(),
        format!("/api/orders/{order}%0A").into_bytes(),
        format!("/api/orders/{order}.json").into_bytes(),
        format!("/api/orders/{order};v=1").into_bytes(),
        format!("/api/orders/{order}%00").into_bytes(),
        format!("/api/orders/{order}%2Fstatus").into_bytes(),
        format!("/api/orders/%EF%BC%AF{}", &order[1..]).into_bytes(),
        format!("/api/orders/{long}").into_bytes(),
        format!("/api/orders/{}", "%41".repeat(10_000)).into_bytes(),
        format!("/{}", "a/".repeat(10_000)).into_bytes(),
        format!("/api/products/{}", "a".repeat(65)).into_bytes(),
        format!("/api/orders/customer/{phone}%2F..").into_bytes(),
    ]);
    for target in targets {
        let shown = String::from_utf8_lossy(&target[..target.len().min(80)]).into_owned();
        let reply = raw::get(&world.docket, &target, &world.admin).await;
        match reply.status {
            // A known route with a trailing slash redirects; an `id` may have any bytes there.
            308 => assert!(shown.ends_with('/'), "{shown}"),
            // The phone in the path cannot be parsed.
            400 if shown.starts_with("/api/orders/customer/") => {
                let reply = reply.problem(400, "invalid_request");
                assert_eq!(reply.text_at("/errors/0/parameter"), "phone");
            }
            405 => assert!(!reply.problem(405, "method_not_allowed").header("allow").is_empty()),
            _ => {
                assert_eq!(reply.status, 404, "{shown}: {}", reply.text);
                reply.problem(404, "not_found");
            }
        }
    }
    world.docket.unchanged(&before).await;
}

#[tokio::test]
async fn trailing_slash_after_a_parameter_of_any_bytes_is_answered() {
    let world = Everybody::open().await;
    for target in [
        "/api/orders/%80%FF/",
        "/api/orders/%0d%0aset-cookie:a=b/",
        "/api/orders/%7F/",
        "/api/orders/x/status///",
    ] {
        let reply = raw::get(&world.docket, target, &world.admin).await.expect(308);
        let location = reply.header("location");
        assert!(location.starts_with("/api/orders/") && location.is_ascii(), "{location}");
        assert!(reply.header("set-cookie").is_empty());
    }
}

#[tokio::test]
async fn malformed_request_line_causes_no_server_error() {
    let world = Everybody::open().await;
    for (line, status) in [
        ("OPTIONS * HTTP/1.1", 404),
        ("DELETE http://elsewhere.example/api/orders HTTP/1.1", 405),
        // The path of the page. The test program has no built pages.
        ("GET /?a=b#c HTTP/1.1", 503),
        ("BREW /api/orders HTTP/1.1", 405),
        ("TRACE /api/orders HTTP/1.1", 405),
        ("get /api/health HTTP/1.1", 405),
        ("PUT / HTTP/1.1", 404),
        ("POST /_nothing HTTP/1.1", 404),
    ] {
        let reply = raw::send(&world.docket, line, b"").await;
        assert_eq!(reply.status, status, "{line}: {}", reply.text);
    }
}

/// The server itself refuses bytes that are not HTTP, as a gateway does.
#[tokio::test]
async fn server_refuses_bytes_that_are_no_url() {
    let world = Everybody::open().await;
    let before = world.docket.table().await;
    for target in [&b"/api/orders/\xff\xfe"[..], b"/api/orders/\x7f", b"/api/or ders", b"/\x00"] {
        let reply = raw::get(&world.docket, target, &world.admin).await;
        assert_eq!(reply.status, 400, "{}", String::from_utf8_lossy(target));
    }
    world.docket.unchanged(&before).await;
}
