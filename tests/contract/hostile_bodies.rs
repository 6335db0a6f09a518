//! Every field of every route with a body refuses values of other types and beyond its limits.

use docket_tests::{
    Docket, Reply, pickup,
    world::contract::{Everybody, phone},
};
use serde_json::json;

use crate::{
    bodies::{full_order, routes},
    documents::fits,
    fields::refused,
    template::described,
};

/// Words of a JSON parser or of Rust, which no detail of an answer may contain.
const PARSER_WORDS: [&str; 14] = [
    "at line",
    "column ",
    "invalid type",
    "expected ",
    "u8",
    "u16",
    "u32",
    "u64",
    "i64",
    "usize",
    "f64",
    "deserialize",
    "unknown variant",
    "trailing characters",
];

/// The first parser word in the texts of an answer. Ids are not searched: they are random.
fn parser_word(reply: &Reply) -> Option<&'static str> {
    let body = reply.at("");
    let faults = body["errors"].as_array().into_iter().flatten();
    let details: Vec<&str> = faults.chain([&body]).filter_map(|it| it["detail"].as_str()).collect();
    PARSER_WORDS.into_iter().find(|word| details.iter().any(|it| it.contains(word)))
}

#[tokio::test]
async fn every_route_with_a_body_is_tried() {
    let world = Everybody::open().await;
    let routes = routes(&world).await;
    let document = serde_json::to_value(docket_functions::openapi()).unwrap();
    for (method, path) in described() {
        let operation = &document["paths"][&path][method.to_lowercase()];
        let tried = routes.iter().any(|route| route.method == method && fits(&path, &route.path));
        let body = &operation["requestBody"]["content"]["application/json"];
        // A webhook without the payment provider's signature is not parsed; see
        // tests/system/payments/intake.rs.
        let is_signed = path == "/api/payments/webhook";
        assert!(
            tried || body.is_null() || is_signed,
            "{method} {path} is missing in tests/contract/bodies.rs"
        );
    }
}

#[tokio::test]
async fn every_field_refuses_values_of_other_kinds() {
    let world = Everybody::open().await;
    let routes = routes(&world).await;
    let before = world.docket.table().await;
    let mut sent = 0;
    for route in &routes {
        for &(pointer, field) in route.fields {
            for raw in refused(field) {
                let reply = route.send(&world.docket, route.with(pointer, &raw)).await;
                let shown: String = raw.chars().take(60).collect();
                let code = reply.text_at("/code");
                // A text that is no token is refused like a token of somebody else.
                let status = if code == "unauthenticated" { 401 } else { 400 };
                let known = ["invalid_request", "invalid_status", "unknown_product"];
                let token = pointer == "/refreshToken" && status == 401;
                let fits = token || known.contains(&code.as_str());
                assert!(fits, "{} {pointer} {shown}: {}", route.path, reply.text);
                let reply = reply.problem(status, &code);
                assert_eq!(parser_word(&reply), None, "{} {pointer}: {}", route.path, reply.text);
                sent += 1;
            }
        }
        assert_eq!(world.docket.table().await, before, "{} {}", route.method, route.path);
    }
    assert!(sent > 1_000, "only {sent}");
}

#[tokio::test]
async fn every_route_refuses_a_body_that_is_not_its_json() {
    let world = Everybody::open().await;
    let routes = routes(&world).await;
    let before = world.docket.table().await;
    for route in &routes {
        let good = route.body.to_string();
        let (first, _) = route.body.as_object().unwrap().iter().next().unwrap();
        let open = good.strip_suffix('}').unwrap();
        let mut bodies: Vec<Vec<u8>> = [
            " ", "null", "[]", "\"a\"", "1", "true", "-", "{", "}", "{]", "{\"", "{\"a\":", "nul",
            "{}{}",
        ]
        .map(|text| text.as_bytes().to_vec())
        .to_vec();
        bodies.extend([
            format!("{good}x").into_bytes(),
            format!("{good}{good}").into_bytes(),
            format!("{open},}}").into_bytes(),
            format!("{open},\"{first}\":{}}}", route.body[first]).into_bytes(),
            format!("{open},\"{first}\\u0000\":1}}").into_bytes(),
            format!("{open},\"price\":1,\"role\":\"admin\"}}").into_bytes(),
            format!("{open},\"__proto__\":{{}}}}").into_bytes(),
            format!("/* hi */{good}").into_bytes(),
            format!("\u{feff}{good}").into_bytes(),
            format!("[{good}]").into_bytes(),
            "[".repeat(200_000).into_bytes(),
            format!("{{\"{}\":1}}", "é".repeat(100_000)).into_bytes(),
            format!("\"{}\"", "\u{e000}".repeat(80_000)).into_bytes(),
            format!("{open},\"a\":{}", "[".repeat(100_000)).into_bytes(),
            "{\"a\":".repeat(40_000).into_bytes(),
            format!("{open},\"a\":{}1{}}}", "[".repeat(60_000), "]".repeat(60_000)).into_bytes(),
            good.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            [good.as_bytes(), b"\xff"].concat(),
            [b"{\"", &b"\xc0\xaf"[..], b"\":1}"].concat(),
            vec![0; 1_000],
            vec![0xff; 1_000],
            b"\x1f\x8b\x08\x00\x00\x00\x00\x00".to_vec(),
        ]);
        if !route.bodiless {
            bodies.extend([Vec::new(), b"{}".to_vec()]);
        }
        for body in bodies {
            let shown = String::from_utf8_lossy(&body[..body.len().min(60)]).into_owned();
            let reply = route.send(&world.docket, body).await;
            assert_eq!(reply.status, 400, "{} {shown}: {}", route.path, reply.text);
            assert!(reply.text.len() < 2_000, "{} {shown}: {}", route.path, reply.text.len());
            let reply = reply.problem(400, "invalid_request");
            assert!(reply.at("/errors/0/pointer").is_string(), "{}", reply.text);
            assert_eq!(parser_word(&reply), None, "{} {shown}: {}", route.path, reply.text);
        }
        assert_eq!(world.docket.table().await, before, "{} {}", route.method, route.path);
    }
}

#[tokio::test]
async fn body_is_refused_over_256_kb_or_with_another_media_type() {
    let world = Everybody::open().await;
    let routes = routes(&world).await;
    let before = world.docket.table().await;
    for route in &routes {
        let good = route.body.to_string();
        let padded = |size: usize| format!("{good}{}", " ".repeat(size - good.len()));
        for size in [256 * 1024 + 1, 1_000_000] {
            route.send(&world.docket, padded(size)).await.problem(413, "too_large");
        }
        let types =
            ["text/plain", "application/jsonp", "application/xml", "text/json", "json", "", "*/*"];
        for kind in types {
            let call = world.docket.call(route.method, &route.path).header("content-type", kind);
            let reply = call.bearer_if(&route.token).body(good.clone()).send().await;
            reply.problem(415, "unsupported_media_type");
        }
        let untyped = world.docket.call(route.method, &route.path).bearer_if(&route.token);
        untyped.body(good.clone()).send().await.problem(415, "unsupported_media_type");
        assert_eq!(world.docket.table().await, before, "{} {}", route.method, route.path);
    }
    // A body of exactly the limit is accepted, and a media type with parameters.
    let good = full_order(&world.docket).to_string();
    let body = format!("{good}{}", " ".repeat(256 * 1024 - good.len()));
    let kind = "Application/JSON; charset=utf-8";
    let call = world.docket.post("/api/orders").header("content-type", kind);
    call.body(body).send().await.expect(201);
}

#[tokio::test]
async fn body_is_refused_when_an_array_replaces_an_object() {
    let world = Everybody::open().await;
    let before = world.docket.table().await;
    for (pointer, list) in [
        ("/items/0", json!(["sk-thali", 1, []])),
        ("/items/0/addons/0", json!(["naan", 1])),
        ("/customer", json!(["Ada", phone(), null])),
        ("/fulfilment", json!(["pickup", null, null, null])),
    ] {
        let mut body = full_order(&world.docket);
        *body.pointer_mut(pointer).unwrap() = list;
        let refused = world.docket.order(&body).await.problem(400, "invalid_request");
        assert_eq!(refused.text_at("/errors/0/pointer"), pointer);
    }
    let sign_in = json!([phone(), null]);
    let refused = world.docket.post("/api/auth/codes").json(&sign_in).send().await;
    assert_eq!(refused.problem(400, "invalid_request").text_at("/errors/0/pointer"), "");
    world.docket.unchanged(&before).await;
}

#[tokio::test]
async fn order_is_refused_when_the_client_sends_a_price_total_or_status() {
    let world = Everybody::open().await;
    let before = world.docket.table().await;
    for (pointer, field) in [
        ("", "grandTotal"),
        ("", "status"),
        ("", "id"),
        ("", "discount"),
        ("/items/0", "unitPrice"),
        ("/items/0", "price"),
        ("/items/0/addons/0", "price"),
        ("/customer", "userId"),
        ("/fulfilment", "deliveryFee"),
    ] {
        let mut body = full_order(&world.docket);
        body.pointer_mut(pointer).unwrap()[field] = json!(1);
        let reply = world.docket.order(&body).await.problem(400, "invalid_request");
        assert_eq!(reply.text_at("/errors/0/pointer"), format!("{pointer}/{field}"));
    }
    world.docket.unchanged(&before).await;
}

#[tokio::test]
async fn cart_faults_are_reported_together() {
    let docket = Docket::open().await;
    let mut body = pickup("green-valley", "12025550142", &[("gv-honey", 0), ("a b", 10_001)]);
    body["customer"]["name"] = json!(" ");
    let reply = docket.order(&body).await.problem(400, "invalid_request");
    let errors = reply.at("/errors");
    let pointers: Vec<_> =
        errors.as_array().unwrap().iter().map(|it| it["pointer"].as_str().unwrap()).collect();
    assert_eq!(
        pointers,
        [
            "/customer/name",
            "/customer/phone",
            "/items/0/quantity",
            "/items/1/productId",
            "/items/1/quantity",
        ]
    );
}

#[tokio::test]
async fn unusual_valid_unicode_is_returned_unchanged() {
    let world = Everybody::open().await;
    for name in ["Zoë 🍯 ﷽", "日本語", "عَرَبِيّ", "Z̸̧͖a̷l͘g̸o", "Zoë\u{ad}lle", "👩‍👩‍👧‍👦", "Apple \u{f8ff}"]
    {
        let mut body = pickup("green-valley", &phone(), &[("gv-eggs", 1)]);
        body["customer"]["name"] = json!(name);
        body["notes"] = json!(format!("{name}\n\u{200f}next line"));
        let placed = world.docket.order(&body).await.expect(201);
        let order = world.docket.read_order(&world.admin, &placed.text_at("/order/id")).await;
        assert_eq!(order.text_at("/order/customer/name"), name);
        assert_eq!(order.text_at("/order/notes"), format!("{name}\n\u{200f}next line"));
    }
}

#[tokio::test]
async fn premium_rate_phone_is_refused_by_every_route() {
    let world = Everybody::open().await;
    let routes = routes(&world).await;
    let before = world.docket.table().await;
    let mut sent = 0;
    for route in &routes {
        let pointers = ["/phone", "/customer/phone"];
        for pointer in pointers.into_iter().filter(|it| route.body.pointer(it).is_some()) {
            for phone in ["+19002345678", "+449012345678", "+499001234567", "+33891123456"] {
                let body = route.with(pointer, &json!(phone).to_string());
                let refused = route.send(&world.docket, body).await;
                let refused = refused.problem(400, "invalid_request");
                let fault = refused.at("/errors/0");
                assert_eq!(fault["pointer"], pointer, "{} {}", route.method, route.path);
                let detail = fault["detail"].as_str().unwrap();
                assert!(detail.contains("give a mobile or landline number"), "{detail}");
                sent += 1;
            }
        }
    }
    assert!(sent >= 4 * 8, "only {sent}");
    world.docket.unchanged(&before).await;
    // Earlier releases accepted orders with this phone, so it can still be looked up.
    for path in ["/api/orders/customer/%2B19002345678", "/api/orders?phone=%2B19002345678"] {
        let found = world.docket.get(path).bearer(&world.admin).send().await.expect(200);
        assert_eq!(found.at("/orders"), json!([]));
    }
}

#[tokio::test]
async fn refusal_of_a_status_quotes_only_its_beginning() {
    let world = Everybody::open().await;
    let order = world.pending().await;
    let refused = world.docket.set_status(&world.staff, &order, "flown").await;
    let refused = refused.problem(400, "invalid_status");
    assert!(refused.text_at("/detail").contains("flown"));
    let known = [
        "awaiting_verification",
        "pending",
        "confirmed",
        "preparing",
        "ready",
        "completed",
        "cancelled",
    ];
    assert_eq!(refused.at("/allowed"), json!(known));
    assert!(known.iter().all(|name| refused.text_at("/detail").contains(name)));
    let long = world.docket.set_status(&world.staff, &order, &"x".repeat(200_000)).await;
    assert!(long.problem(400, "invalid_status").text.len() < 2_000);
}

/// An order at all limits of the body is either placed or refused. It never fails because an item
/// is too large for the table.
#[tokio::test]
async fn an_order_too_large_for_the_table_is_refused() {
    let world = Everybody::open().await;
    let long = "🍯".repeat(100);
    let addons: Vec<_> = (0..50)
        .map(|at| json!({"id": format!("addon-{at:058}"), "name": long, "price": 1}))
        .collect();
    let product = json!({"sellerId": "green-valley", "name": long, "price": 1, "stock": 9_000, "addons": addons});
    let product = world.docket.add_product(&world.staff, &product).await;
    let before = world.docket.table().await;
    let items: Vec<_> = (1..=50)
        .map(|line| {
            let addons: Vec<_> = (0..50)
                .map(|at| json!({"addonId": format!("addon-{at:058}"), "quantity": line}))
                .collect();
            json!({"productId": product, "quantity": 1, "addons": addons})
        })
        .collect();
    let mut body = pickup("green-valley", &phone(), &[]);
    body["items"] = json!(items);
    assert!(body.to_string().len() < 256 * 1024);
    world.docket.order(&body).await.problem(400, "invalid_request");
    world.docket.unchanged(&before).await;
}
