//! Pricing a cart without placing an order.

use docket_tests::{Docket, Person, Reply};
use serde_json::{Value, json};

const PHONE: &str = "+12025550142";

/// The kitchen with charges and two vouchers, one of them limited to one use per customer.
async fn kitchen() -> (Docket, String) {
    let docket = Docket::open().await;
    let staff = docket.sign_in(Person::Kitchen).await;
    let charges = json!({
        "charges": {"deliveryFee": 300, "packagingFee": 75, "taxBasisPoints": 825},
    });
    let change = docket.patch("/api/sellers/spice-kitchen").bearer(&staff).json(&charges);
    change.send().await.expect(200);
    for terms in [
        json!({"code": "TEN", "percent": 10, "perCustomer": 1}),
        json!({"code": "ONE", "amount": 100}),
        json!({"code": "BIG", "percent": 50, "minSubtotal": 100_000}),
    ] {
        docket.post("/api/vouchers").bearer(&staff).json(&terms).send().await.expect(201);
    }
    (docket, staff)
}

async fn quote(docket: &Docket, token: &str, body: &Value) -> Reply {
    docket.post("/api/orders/quote").bearer_if(token).json(body).send().await
}

/// A delivery cart with two equal lines of thalis with add-ons, and a lassi.
fn cart() -> Value {
    let naan = json!([{"addonId": "naan", "quantity": 2}]);
    json!({
        "sellerId": "spice-kitchen",
        "items": [
            {"productId": "sk-thali", "quantity": 2, "addons": naan},
            {"productId": "sk-lassi", "quantity": 3},
            {"productId": "sk-thali", "quantity": 1, "addons": naan},
        ],
        "fulfilment": {"method": "delivery", "zoneId": "north"},
        "vouchers": ["TEN", "ONE"],
    })
}

/// The order with the cart's lines.
fn order(cart: &Value, phone: &str) -> Value {
    let mut order = cart.clone();
    order["customer"] = json!({"name": "Ada", "phone": phone});
    order["fulfilment"]["address"] = json!({
        "line1": "1 Main St", "city": "Boston", "state": "MA", "postalCode": "02101", "country": "US",
    });
    order
}

#[tokio::test]
async fn quote_has_the_amounts_of_the_order_and_writes_nothing() {
    let (docket, _) = kitchen().await;
    let before = docket.table().await;
    let quoted = quote(&docket, "", &cart()).await.expect(200);
    docket.unchanged(&before).await;
    // 3 × (1350 + 2 × 250) + 3 × 420; a tenth and one dollar off; 8.25 % of the rest.
    assert_eq!(quoted.at("/quote/subtotal"), 6_810);
    assert_eq!(quoted.at("/quote/discount"), 781);
    let charges = json!({"deliveryFee": 300, "packagingFee": 75, "taxAmount": 497});
    assert_eq!(quoted.at("/quote/charges"), charges);
    assert_eq!(quoted.at("/quote/grandTotal"), 6_901);
    assert_eq!(
        quoted.at("/quote/vouchers"),
        json!([
            {"code": "TEN", "amount": 681, "rejected": null},
            {"code": "ONE", "amount": 100, "rejected": null},
        ])
    );
    assert_eq!(quoted.at("/quote/stockIssues"), json!([]));

    let placed = docket.order(&order(&cart(), PHONE)).await.expect(201);
    for field in ["subtotal", "discount", "charges", "grandTotal", "currency"] {
        assert_eq!(quoted.at(&format!("/quote/{field}")), placed.at(&format!("/order/{field}")));
    }
    let (quoted, placed) = (quoted.at("/quote/items"), placed.at("/order/items"));
    let (quoted, placed) = (quoted.as_array().unwrap(), placed.as_array().unwrap());
    assert_eq!((quoted.len(), placed.len()), (2, 2));
    for (quoted, placed) in quoted.iter().zip(placed) {
        for field in ["productId", "name", "quantity", "unitPrice", "totalPrice", "addons"] {
            assert_eq!(quoted[field], placed[field]);
        }
    }
    assert_eq!((&quoted[0]["available"], &quoted[1]["available"]), (&json!(500), &json!(400)));
}

#[tokio::test]
async fn quote_names_rejected_vouchers_and_applies_the_others() {
    let (docket, _) = kitchen().await;
    let mut body = cart();
    body["vouchers"] = json!(["NONE", "TEN", "BIG", "ten"]);
    let quoted = quote(&docket, "", &body).await.expect(200);
    assert_eq!(quoted.at("/quote/discount"), 681);
    let vouchers = quoted.at("/quote/vouchers");
    let amounts: Vec<_> = vouchers.as_array().unwrap().iter().map(|it| &it["amount"]).collect();
    assert_eq!(amounts, [0, 681, 0, 0]);
    assert_eq!(vouchers[1]["rejected"], Value::Null);
    // Create-order refuses each of these vouchers for the reason in the quote.
    for (at, codes) in [(0, json!(["NONE"])), (2, json!(["BIG"])), (3, json!(["TEN", "ten"]))] {
        let mut order = order(&cart(), PHONE);
        order["vouchers"] = codes;
        let refused = docket.order(&order).await.problem(400, "voucher_rejected");
        assert_eq!(vouchers[at]["rejected"], refused.at("/errors/0/detail"), "{at}");
    }
}

#[tokio::test]
async fn quote_names_every_short_product() {
    let (docket, _) = kitchen().await;
    let mut body = cart();
    body["vouchers"] = json!([]);
    body["items"] = json!([
        {"productId": "sk-thali", "quantity": 300},
        {"productId": "sk-curry", "quantity": 500},
        {"productId": "sk-lassi", "quantity": 401},
        {"productId": "sk-thali", "quantity": 201, "addons": [{"addonId": "raita", "quantity": 1}]},
    ]);
    let before = docket.table().await;
    let quoted = quote(&docket, "", &body).await.expect(200);
    let refused = docket.order(&order(&body, PHONE)).await.problem(409, "insufficient_stock");
    let sorted = |value: Value| {
        let mut list = value.as_array().unwrap().clone();
        list.sort_by_key(|it| it["productId"].to_string());
        list
    };
    let short = sorted(quoted.at("/quote/stockIssues"));
    assert_eq!(short, sorted(refused.at("/stockIssues")));
    let named: Vec<_> =
        short.iter().map(|it| (&it["productId"], &it["requested"], &it["available"])).collect();
    assert_eq!(
        named,
        [
            (&json!("sk-lassi"), &json!(401), &json!(400)),
            (&json!("sk-thali"), &json!(501), &json!(500)),
        ]
    );
    docket.unchanged(&before).await;
}

#[tokio::test]
async fn quote_reveals_a_phones_redemptions_to_its_buyer_and_staff_only() {
    let (docket, staff) = kitchen().await;
    let buyer = docket.token(PHONE).await;
    let mut first = order(&cart(), PHONE);
    first["vouchers"] = json!(["TEN"]);
    docket.post("/api/orders").bearer(&buyer).json(&first).send().await.expect(201);

    let stranger = docket.token("+12025550143").await;
    let other_staff = docket.sign_in(Person::Shop).await;
    let mut named = cart();
    named["vouchers"] = json!(["TEN"]);
    let unnamed = named.clone();
    named["phone"] = json!(PHONE);
    for (token, body, shown) in [
        ("", &named, false),
        (&stranger, &named, false),
        (&other_staff, &named, false),
        (&buyer, &named, true),
        (&buyer, &unnamed, true),
        (&staff, &named, true),
        (&staff, &unnamed, false),
    ] {
        let quoted = quote(&docket, token, body).await.expect(200);
        assert_eq!(quoted.at("/quote/vouchers/0/rejected").is_string(), shown, "{body}");
    }
}

#[tokio::test]
async fn quote_reports_all_faults_together() {
    let (docket, _) = kitchen().await;
    let body = json!({
        "sellerId": "spice kitchen",
        "items": [{"productId": "sk-thali", "quantity": 0}, {"productId": "", "quantity": 1}],
        "fulfilment": {
            "method": "delivery", "zoneId": "a b", "requestedFor": "2020-01-01T00:00:00Z",
            "address": {"line1": "1 Main St", "country": "Atlantis"},
        },
        "vouchers": ["no such"],
        "phone": "12",
        "customer": {"name": "Ada"},
    });
    let call = docket.post("/api/orders/quote").json(&body);
    let refused = docket.refused(call.send(), 400, "invalid_request").await;
    let errors = refused.at("/errors");
    let mut pointers: Vec<_> =
        errors.as_array().unwrap().iter().map(|it| it["pointer"].as_str().unwrap()).collect();
    pointers.sort_unstable();
    assert_eq!(
        pointers,
        [
            "/customer",
            "/fulfilment/address/country",
            "/fulfilment/requestedFor",
            "/items/0/quantity",
            "/items/1/productId",
            "/phone",
            "/sellerId",
            "/vouchers/0",
        ]
    );
}

#[tokio::test]
async fn quote_is_refused_like_an_order() {
    let (docket, _) = kitchen().await;
    for (pointer, value, code, place) in [
        ("/items/0/productId", json!("nothing"), "unknown_product", "/items/0/productId"),
        ("/items/1/productId", json!("gv-eggs"), "mixed_sellers", "/items/1/productId"),
        ("/items/0/addons/0/addonId", json!("rice"), "invalid_request", "/items/0/addons"),
        ("/items/1/quantity", json!(10_001), "invalid_request", "/items/1/quantity"),
        ("/fulfilment/zoneId", json!("east"), "invalid_request", "/fulfilment/zoneId"),
        ("/sellerId", json!("nobody"), "invalid_request", "/sellerId"),
    ] {
        let mut body = cart();
        *body.pointer_mut(pointer).unwrap() = value;
        for call in [
            docket.post("/api/orders/quote").json(&body),
            docket.post("/api/orders").json(&order(&body, PHONE)),
        ] {
            let refused = docket.refused(call.send(), 400, code).await;
            assert_eq!(refused.at("/errors/0/pointer"), place, "{pointer}");
        }
    }
}
