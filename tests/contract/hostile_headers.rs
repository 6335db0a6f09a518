//! Malformed headers and queries are refused.

use docket_tests::{
    pickup,
    world::{
        BUYER,
        contract::{Everybody, phone},
    },
};

use crate::raw;

#[tokio::test]
async fn malformed_idempotency_key_is_refused() {
    let world = Everybody::open().await;
    let before = world.docket.table().await;
    let body = pickup("green-valley", BUYER, &[("gv-eggs", 1)]).to_string();
    for key in
        [b"".to_vec(), vec![b'k'; 256], b"k\xffy".to_vec(), b"k\ty".to_vec(), "schlüssel".into()]
    {
        for path in ["/api/orders", "/api/products", "/api/products/gv-honey/stock"] {
            let mut head = format!(
                "POST {path} HTTP/1.1\r\nauthorization: Bearer {}\r\ncontent-type: \
                 application/json\r\ncontent-length: {}\r\nidempotency-key: ",
                world.staff,
                body.len()
            )
            .into_bytes();
            head.extend_from_slice(&key);
            let reply = raw::send(&world.docket, head, body.as_bytes()).await;
            let reply = reply.problem(400, "invalid_request");
            assert_eq!(reply.text_at("/errors/0/parameter"), "Idempotency-Key");
        }
    }
    world.docket.unchanged(&before).await;
    let longest = "k".repeat(255);
    world.docket.post("/api/orders").key(&longest).raw(body).send().await.expect(201);
}

#[tokio::test]
async fn malformed_authorization_is_refused_and_not_treated_as_absent() {
    let world = Everybody::open().await;
    let before = world.docket.table().await;
    let (header, rest) = world.admin.split_once('.').unwrap();
    let (claims, signature) = rest.split_once('.').unwrap();
    let (_, other) = world.buyer.split_once('.').unwrap();
    let (others, _) = other.split_once('.').unwrap();
    let long = format!("Bearer {}", "a".repeat(20_000));
    let values: Vec<Vec<u8>> = [
        "",
        "Bearer",
        "Bearer ",
        "Bearer null",
        "Bearer a.b",
        "Bearer a.b.c",
        "Bearer ..",
        "Basic YWRtaW46YWRtaW4=",
        &world.admin,
        &format!("Token {}", world.admin),
        &format!("Bearer {} {}", world.admin, world.admin),
        &format!("Bearer {header}.{others}.{signature}"),
        &format!("Bearer {header}.{claims}."),
        &format!("Bearer {header}.{claims}"),
        &format!("Bearer {}", world.forged()),
        &long,
    ]
    .map(|text| text.as_bytes().to_vec())
    .into_iter()
    .chain([b"Bearer \xff\xfe".to_vec()])
    .collect();
    for value in values {
        for path in ["/api/health", "/api/products?sellerId=green-valley", "/api/products/gv-honey"]
        {
            let mut head = format!("GET {path} HTTP/1.1\r\nauthorization: ").into_bytes();
            head.extend_from_slice(&value);
            let reply = raw::send(&world.docket, head, b"").await.problem(401, "unauthenticated");
            assert_eq!(reply.header("www-authenticate"), "Bearer");
        }
    }
    world.docket.unchanged(&before).await;
    let call =
        world.docket.get("/api/health").header("authorization", &format!("bEaReR {}", world.admin));
    call.send().await.expect(200);
}

#[tokio::test]
async fn malformed_if_match_matches_no_version() {
    let world = Everybody::open().await;
    let order = world.pending().await;
    let before = world.docket.table().await;
    let body = r#"{"status":"confirmed"}"#;
    let values: [&[u8]; 9] =
        [b"", b"1", b"\"", b"\"1", b"\"01\"", b"\"4294967297\"", b"\"-1\"", b"\xff", b",,,"];
    for value in values {
        let mut head = format!(
            "PATCH /api/orders/{order}/status HTTP/1.1\r\nauthorization: Bearer {}\r\ncontent-type: \
             application/json\r\ncontent-length: {}\r\nif-match: ",
            world.staff,
            body.len()
        )
        .into_bytes();
        head.extend_from_slice(value);
        let reply = raw::send(&world.docket, head, body.as_bytes()).await;
        reply.problem(412, "precondition_failed");
    }
    world.docket.unchanged(&before).await;
}

#[tokio::test]
async fn query_is_refused_with_unknown_repeated_or_invalid_parameters() {
    let world = Everybody::open().await;
    let customer = format!("/api/orders/customer/{}", BUYER.replace('+', "%2B"));
    for query in [
        "limit=0",
        "limit=101",
        "limit=-1",
        "limit=1.5",
        "limit=abc",
        "limit=",
        "limit=1e1",
        "limit=99999999999999999999",
        "limit=%FF",
        "limit=1&limit=2",
        "limit[]=1",
        "LIMIT=1",
        "cursor=",
        "cursor=x",
        "cursor=%00",
        "cursor=%FF%FE",
        "cursor=AAAAAAAAAAAAAAAAAAAAAAAA",
        "cursor=a&cursor=b",
        "skip=10",
        "page=2",
        "%ZZ=1",
        "=",
        "a",
        "sort=-1",
    ] {
        for list in [format!("{customer}?"), "/api/products?sellerId=green-valley&".to_owned()] {
            let reply = raw::get(&world.docket, format!("{list}{query}"), &world.buyer).await;
            assert_eq!(reply.status, 400, "{list}{query}: {}", reply.text);
            let reply = reply.problem(400, "invalid_request");
            assert!(reply.at("/errors/0/parameter").is_string(), "{}", reply.text);
        }
    }
    for query in [
        "",
        "?",
        "?sellerId=",
        "?sellerId=..%2Fx",
        "?sellerId=a%20b",
        "?sellerId=%00",
        "?&&",
        "?seller=a",
    ] {
        let reply = raw::get(&world.docket, format!("/api/products{query}"), &world.buyer).await;
        reply.problem(400, "invalid_request");
    }
    for limit in [1, 100] {
        let reply = world.docket.get(&format!("{customer}?limit={limit}")).bearer(&world.buyer);
        assert_eq!(reply.send().await.expect(200).at("/pagination/limit"), limit);
    }
}

#[tokio::test]
async fn chunked_body_is_limited_in_size() {
    let world = Everybody::open().await;
    let before = world.docket.table().await;
    let body = pickup("green-valley", &phone(), &[("gv-eggs", 1)]).to_string();
    let padding = " ".repeat(300_000);
    let chunks =
        format!("{:x}\r\n{body}\r\n{:x}\r\n{padding}\r\n0\r\n\r\n", body.len(), padding.len());
    let head =
        "POST /api/orders HTTP/1.1\r\ncontent-type: application/json\r\ntransfer-encoding: chunked";
    raw::send(&world.docket, head, chunks.as_bytes()).await.problem(413, "too_large");
    world.docket.unchanged(&before).await;
}
