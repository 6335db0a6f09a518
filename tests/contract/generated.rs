//! Property tests: generated bodies, paths and queries. The seed is fixed, so every run is equal.

use docket_tests::{Docket, canary, world::contract::Everybody};
use proptest::{
    prelude::*,
    test_runner::{Config, RngAlgorithm, TestCaseError, TestRng, TestRunner},
};
use serde_json::{Map, Number, Value, json};

/// Field names of the routes, so that generated bodies pass the check for unknown fields.
const NAMES: &[&str] = &[
    "sellerId",
    "items",
    "productId",
    "quantity",
    "addons",
    "addonId",
    "customer",
    "name",
    "phone",
    "email",
    "fulfilment",
    "method",
    "address",
    "line1",
    "code",
    "status",
    "reason",
    "notes",
    "change",
    "price",
    "stock",
    "priority",
    "vouchers",
    "id",
    "",
];

/// Texts that are valid somewhere, and texts that attacks use.
const TEXTS: &[&str] = &[
    "green-valley",
    "gv-honey",
    "pickup",
    "delivery",
    "confirmed",
    "123456",
    "Ada",
    "ada@example.com",
    "\u{202e}",
    "\u{feff}",
    "\u{0}",
    "%00",
    "../..",
    "' OR 1=1 --",
    "${jndi:ldap://x}",
    "<script>",
    "\u{1f36f}",
];

/// Allows the texts in logs. Generated bodies have them as addresses and notes, which every test
/// otherwise looks for in the log.
fn allow_texts() {
    for text in TEXTS.iter().filter(|text| !text.contains('@')) {
        canary::allow(text, "a word of Docket's own");
    }
}

fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(|it| Number::from_f64(it).map_or(Value::Null, Value::Number)),
        any::<String>().prop_map(Value::from),
        proptest::sample::select(TEXTS.to_vec()).prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 40, 6, |inner| {
        let name = prop_oneof![
            4 => proptest::sample::select(NAMES.to_vec()).prop_map(str::to_owned),
            1 => any::<String>(),
        ];
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            proptest::collection::btree_map(name, inner, 0..6)
                .prop_map(|fields| Value::Object(fields.into_iter().collect::<Map<_, _>>())),
        ]
    })
}

/// Runs `check` on `cases` generated values, and shrinks a value that fails.
fn each<S: Strategy>(
    cases: u32,
    strategy: S,
    check: impl Fn(S::Value) -> Result<(), TestCaseError>,
) {
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]);
    if let Err(failure) = TestRunner::new_with_rng(config, rng).run(&strategy, check) {
        std::panic::panic_any(failure.to_string());
    }
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap()
}

async fn send(docket: &Docket, method: &str, path: &str, token: &str, body: Vec<u8>) -> u16 {
    let reply = docket.call(method, path).bearer_if(token).raw(body).send().await;
    if (400..500).contains(&reply.status) {
        let (status, code) = (reply.status, reply.text_at("/code"));
        reply.problem(status, &code).status
    } else {
        reply.status
    }
}

#[test]
fn generated_body_causes_no_server_error() {
    allow_texts();
    let runtime = runtime();
    let world = runtime.block_on(Everybody::open());
    let order = runtime.block_on(world.pending());
    let (unverified, _) = runtime.block_on(world.unverified());
    let routes = [
        ("POST", "/api/auth/codes".to_owned(), ""),
        ("POST", "/api/auth/tokens".to_owned(), ""),
        ("POST", "/api/auth/tokens/refresh".to_owned(), ""),
        ("POST", "/api/products".to_owned(), world.staff.as_str()),
        ("POST", "/api/products/gv-honey/stock".to_owned(), &world.staff),
        ("POST", "/api/orders".to_owned(), ""),
        ("POST", format!("/api/orders/{unverified}/verification"), ""),
        ("PATCH", format!("/api/orders/{order}/status"), &world.staff),
    ];
    let before = runtime.block_on(world.docket.table());
    each(150, value(), |body| {
        let text = body.to_string();
        for (method, path, token) in &routes {
            let status =
                runtime.block_on(send(&world.docket, method, path, token, text.clone().into()));
            prop_assert_eq!(status, 400, "{} {}", path, text);
        }
        Ok(())
    });
    each(150, proptest::collection::vec(any::<u8>(), 0..200), |body| {
        for (method, path, token) in &routes {
            let sent = send(&world.docket, method, path, token, body.clone());
            prop_assert_eq!(runtime.block_on(sent), 400, "{} {:?}", path, body);
        }
        Ok(())
    });
    assert_eq!(runtime.block_on(world.docket.table()), before);
}

/// Replaces one value in a valid order. The order is either placed, or refused without a change.
#[test]
fn order_with_a_generated_value_is_placed_or_changes_nothing() {
    allow_texts();
    let runtime = runtime();
    let docket = runtime.block_on(Docket::open());
    let pointers = vec![
        "/sellerId",
        "/items",
        "/items/0",
        "/items/0/productId",
        "/items/0/quantity",
        "/items/0/addons",
        "/customer",
        "/customer/name",
        "/customer/phone",
        "/customer/email",
        "/fulfilment",
        "/fulfilment/method",
        "/fulfilment/zoneId",
        "/fulfilment/requestedFor",
        "/notes",
        "/menuType",
        "/priority",
        "/vouchers",
    ];
    let changed = (proptest::sample::select(pointers), value());
    each(400, changed, |(pointer, value)| {
        let mut body = json!({
            "sellerId": "green-valley",
            "items": [{"productId": "gv-honey", "quantity": 1, "addons": []}],
            "customer": {"name": "Ada", "phone": "+12025550142", "email": null},
            "fulfilment": {"method": "pickup", "zoneId": null, "requestedFor": null},
            "notes": null, "menuType": null, "priority": null, "vouchers": [],
        });
        *body.pointer_mut(pointer).unwrap() = value;
        let text = body.to_string();
        let before = runtime.block_on(docket.table());
        let status =
            runtime.block_on(send(&docket, "POST", "/api/orders", "", text.clone().into()));
        let after = runtime.block_on(docket.table());
        prop_assert!(matches!(status, 201 | 400 | 409), "{}: {}", status, text);
        prop_assert_eq!(status != 201, before == after, "{}: {}", status, text);
        Ok(())
    });
}

#[test]
fn generated_path_or_query_reaches_no_route() {
    let runtime = runtime();
    let world = runtime.block_on(Everybody::open());
    let before = runtime.block_on(world.docket.table());
    let segment = "([a-zA-Z0-9._~!$&'()*+,;=:@-]|%[0-9A-F]{2}){1,40}";
    each(300, (segment, segment), |(one, two)| {
        for path in [
            format!("/api/orders/{one}"),
            format!("/api/products/{one}"),
            format!("/api/orders/{one}/{two}"),
            // No page has a path with this prefix.
            format!("/x{one}/{two}"),
        ] {
            let reply = runtime.block_on(crate::raw::get(&world.docket, &path, &world.admin));
            prop_assert!(
                matches!(reply.status, 404 | 405),
                "{} {}: {}",
                reply.status,
                path,
                reply.text
            );
        }
        for path in [
            format!("/api/orders/customer/{one}"),
            format!("/api/products?sellerId=green-valley&{one}={two}"),
        ] {
            let reply = runtime.block_on(crate::raw::get(&world.docket, &path, &world.admin));
            // A phone in the path that is not valid UTF-8 matches no route.
            let refused = reply.status == 400 || (path.contains('%') && reply.status == 404);
            prop_assert!(refused, "{}: {}", path, reply.text);
        }
        Ok(())
    });
    assert_eq!(runtime.block_on(world.docket.table()), before);
}
