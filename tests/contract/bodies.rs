//! Every route with a body: a body that it accepts, and the values that its fields take.

use docket_tests::{
    Docket, Reply,
    world::{
        BUYER, DRIVER,
        contract::{Everybody, PRODUCT, phone},
    },
};
use serde_json::{Value, json};

use crate::{
    body_fields::{
        ADMIN_CANCEL, BATCH, CODE_REQUEST, LOGOUT, MEMBER, MEMBER_CHANGE, ORDER, PAYMENT,
        PREFERENCES, PRODUCT_CHANGE, PRODUCT_FIELDS, PROMISE, QUOTE, READ, SELLER, SEQUENCE,
        SIGN_IN, STATUS, SUBSCRIPTION, VOUCHER, VOUCHER_CHANGE,
    },
    fields::Field::{self, Flag, List, Number, Text},
};

/// A route with a body that it accepts, and the kinds of its fields.
pub struct Route {
    pub method: &'static str,
    pub path: String,
    pub token: String,
    pub body: Value,
    pub fields: &'static [(&'static str, Field)],
    /// Whether the route accepts a request without a body, or with an empty object.
    pub bodiless: bool,
}

pub fn full_order(docket: &Docket) -> Value {
    json!({
        "sellerId": "spice-kitchen",
        "items": [{
            "productId": "sk-thali", "quantity": 1,
            "addons": [{"addonId": "naan", "quantity": 1}],
        }],
        "customer": {"name": "Ada", "phone": phone(), "email": "ada@example.com"},
        "fulfilment": {
            "method": "delivery",
            "address": {
                "line1": "1 Main St", "line2": "Flat 2", "locality": "Old Town", "city": "Boston",
                "state": "MA", "postalCode": "02101", "country": "US",
            },
            "zoneId": "north", "requestedFor": docket.in_days(30),
        },
        "menuType": "lunch", "mealWindow": "noon", "notes": "Ring twice", "priority": "high",
        "vouchers": [],
    })
}

/// The cart of [`full_order`], as a body of a quote.
fn full_quote(docket: &Docket) -> Value {
    let mut quote = full_order(docket);
    let fields = quote.as_object_mut().unwrap();
    for name in ["customer", "menuType", "mealWindow", "notes", "priority"] {
        fields.remove(name);
    }
    quote["phone"] = json!(phone());
    quote
}

/// A body with every field of a seller that can be set.
fn full_seller(docket: &Docket) -> Value {
    json!({
        "name": "Kiosk", "lifecycle": "shop", "timezone": "America/New_York",
        "language": "de-AT", "zones": [{"id": "north", "name": "North"}],
        "charges": {"deliveryFee": 1, "packagingFee": 1, "taxBasisPoints": 1},
        "cancelWindowMinutes": 1, "voucherCutoffMinutes": 1, "prepTimeMinutes": 1, "deliveryTimeMinutes": 1,
        "acceptWithinMinutes": 1, "rejectAfterMinutes": 1, "slaTargets": [{"status": "pending", "normal": 1}],
        "verifyFirst": true, "sendsMessages": true, "description": "Sweets", "phone": "+12025550142",
        "address": {
            "line1": "1 Main St", "city": "Boston", "state": "MA", "postalCode": "02101",
            "country": "US",
        },
        "methods": ["pickup"], "hours": [{"day": "monday", "opens": "08:00", "closes": "18:00"}],
        "minimumOrder": 1, "pausedUntil": docket.in_days(1), "extraPrepMinutes": 5,
        "extraPrepUntil": docket.in_days(1), "payments": {"capture": "immediate", "account": "acct_1"},
    })
}

#[expect(clippy::too_many_lines, reason = "a list, a line or few each")]
pub async fn routes(world: &Everybody) -> Vec<Route> {
    let pending = world.pending().await;
    let (unverified, _) = world.unverified().await;
    let product = json!({
        "sellerId": "green-valley", "name": "Jam", "price": 500, "stock": 9, "lowStockAt": 2,
        "isMainCourse": false, "stockBuckets": 2, "description": "Sweet", "category": "Pantry",
        "position": 1, "active": true, "offUntil": world.docket.in_days(1),
        "addons": [{"id": "lid", "name": "Lid", "price": 10}],
    });
    let member = json!({
        "name": "Dee", "phone": phone(), "email": "dee@example.com", "role": "driver",
        "sellerId": "green-valley",
    });
    let mut member_change = member.clone();
    member_change["disabled"] = json!(false);
    let preferences = json!({
        "language": "de-AT", "timezone": "Europe/Vienna",
        "quietHours": {"from": "22:00", "to": "07:00"}, "groups": {"order_done": ["email"]},
    });
    let mut seller = full_seller(&world.docket);
    let seller_change = seller.clone();
    seller["id"] = json!("kiosk");
    seller["currency"] = json!("USD");
    let status = json!({"status": "confirmed", "notes": "soon", "reason": "why"});
    let promise = json!({"promisedAt": world.docket.in_days(1), "reason": "why"});
    let signed_in = world.docket.sign_in_reply(BUYER).await;
    let challenge = world.docket.challenge(BUYER).await;
    let mut sign_in = docket_tests::sign_in(&challenge, BUYER, "123456");
    // A session with `cookie` also needs a header; tests/contract/cookies.rs covers those.
    sign_in["session"] = Value::Null;
    let mut code_request = json!({"phone": BUYER, "challenge": challenge, "session": null});
    code_request["deviceSecret"] = signed_in.at("/deviceSecret");
    let route = |method, path: &str, token: &str, body: &Value, fields| Route {
        method,
        path: path.to_owned(),
        token: token.to_owned(),
        body: body.clone(),
        fields,
        bodiless: path.ends_with("/cancel")
            || path.ends_with("/logout")
            || is_partial(method, path),
    };
    let of = |path: &str| format!("/api/orders/{pending}{path}");
    let verification = format!("/api/orders/{unverified}/verification");
    let code = json!({"code": "123456"});
    let change = json!({"change": 5, "reason": "restock"});
    let most = 100_000_000;
    let stock: &'static [_] =
        Box::leak(Box::new([("/change", Number(-most, most)), ("/reason", Text(false))]));
    let leaving = world.docket.token(BUYER).await;
    let mut routes = catalogue(world).await;
    routes.extend(crate::regrouping::routes(world).await);
    routes.extend([
        route("POST", "/api/auth/codes", "", &code_request, CODE_REQUEST),
        route(
            "POST",
            "/api/auth/logout",
            &leaving,
            &json!({"everywhere": false, "session": null}),
            LOGOUT,
        ),
        route("POST", "/api/auth/tokens", "", &sign_in, SIGN_IN),
        route(
            "POST",
            "/api/auth/tokens",
            "",
            &json!({"idToken": "a.b.c", "session": null}),
            &[("/idToken", Text(false)), ("/session", Text(true))],
        ),
        route("POST", "/api/auth/admin/login", "", &sign_in, SIGN_IN),
        route(
            "POST",
            "/api/auth/tokens/refresh",
            "",
            &json!({"refreshToken": world.buyer, "session": null}),
            &[("/refreshToken", Text(false)), ("/session", Text(true))],
        ),
        route(
            "PUT",
            "/api/preferences/push",
            &world.buyer,
            &crate::requests::subscription(),
            SUBSCRIPTION,
        ),
        route("POST", "/api/members", &world.admin, &member, MEMBER),
        route(
            "PATCH",
            "/api/members/demo-green-valley-seller",
            &world.admin,
            &member_change,
            MEMBER_CHANGE,
        ),
        route("PUT", "/api/preferences", &world.buyer, &preferences, PREFERENCES),
        route("POST", "/api/sellers", &world.admin, &seller, SELLER),
        // A seller's id and its currency never change.
        route("PATCH", "/api/sellers/green-valley", &world.admin, &seller_change, &SELLER[2..]),
        route("POST", "/api/products", &world.staff, &product, PRODUCT_FIELDS),
        route("POST", &format!("/api/products/{PRODUCT}/stock"), &world.staff, &change, stock),
        route("POST", "/api/orders", "", &full_order(&world.docket), ORDER),
        route("POST", "/api/orders/quote", "", &full_quote(&world.docket), QUOTE),
        route("POST", &verification, "", &code, &[("/code", Text(false))]),
        route("PUT", &of("/status"), &world.staff, &status, STATUS),
        route("PATCH", &of("/status"), &world.staff, &status, STATUS),
        route(
            "PATCH",
            &format!("/api/orders/admin/{pending}/status"),
            &world.admin,
            &status,
            STATUS,
        ),
        route(
            "POST",
            &of("/payments"),
            &world.staff,
            &json!({"amount": 1, "method": "cash", "reference": "r"}),
            PAYMENT,
        ),
        route(
            "POST",
            &of("/notes"),
            &world.staff,
            &json!({"text": "x"}),
            &[("/text", Text(false))],
        ),
        route(
            "POST",
            "/api/notifications/read",
            &world.staff,
            &json!({"upTo": "1767225600000#ORD-20260101-7ZK3M9QW2X:new", "sellerId": "green-valley"}),
            READ,
        ),
        route("PATCH", &of("/estimate"), &world.staff, &promise, PROMISE),
        route(
            "PUT",
            &of("/cancel"),
            &world.buyer,
            &json!({"reason": "x"}),
            &[("/reason", Text(true))],
        ),
    ]);
    routes.extend(crate::payments::routes(world).await);
    routes.extend(crate::bodies_templates::templates(world).await);
    routes.extend(decisions(world).await);
    routes.extend(crate::bodies_of_changes::changes(world).await);
    routes.extend(batches(world).await);
    routes
}

/// The routes that accept, reject and cancel an order.
async fn decisions(world: &Everybody) -> Vec<Route> {
    let order = world.pending().await;
    let route = |action: &str, token: &str, body: Value, fields, bodiless| Route {
        method: "PATCH",
        path: format!("/api/orders/{order}/{action}"),
        token: token.to_owned(),
        body,
        fields,
        bodiless,
    };
    let reason = json!({"reason": "x"});
    let admins = json!({"reason": "x", "initiateRefund": true, "restoreVouchers": true});
    let accept = json!({"estimatedPrepTime": 5});
    let prep_time = &[("/estimatedPrepTime", Number(1, 1_440))];
    vec![
        route("accept", &world.staff, accept, prep_time, true),
        route("reject", &world.staff, reason.clone(), &[("/reason", Text(false))], false),
        route("cancel", &world.staff, reason.clone(), &[("/reason", Text(false))], false),
        route("customer-cancel", &world.buyer, reason, &[("/reason", Text(true))], true),
        route("admin-cancel", &world.admin, admins, ADMIN_CANCEL, false),
    ]
}

/// The routes that create and change batches, and that change orders of a batch.
async fn batches(world: &Everybody) -> Vec<Route> {
    let order = world.cooked().await;
    let plan = json!({
        "sellerId": "spice-kitchen", "kitchenId": "spice-kitchen", "orderIds": [order],
        "driverId": DRIVER,
    });
    let made = world.docket.post("/api/delivery/batches").bearer(&world.admin).json(&plan);
    let batch = made.send().await.expect(201).text_at("/batch/id");
    let route = |method, path: &str, body: Value, fields, bodiless| Route {
        method,
        path: format!("/api/delivery/{path}"),
        token: world.admin.clone(),
        body,
        fields,
        bodiless,
    };
    let of = |what: &str| format!("batches/{batch}/{what}");
    let sequence = json!({"sequence": [{"orderId": order, "sequence": 1}]});
    let now = world.docket.in_days(0);
    let step = json!({"status": "DELIVERED", "notes": "x", "happenedAt": now});
    let step_fields =
        &[("/status", Text(false)), ("/notes", Text(true)), ("/happenedAt", Text(true))];
    let pick_up = json!({"partial": false, "happenedAt": now});
    let pick_up_fields = &[("/partial", Flag), ("/happenedAt", Text(true))];
    let complete = json!({"happenedAt": now});
    let problem = json!({"kind": "refused", "notes": "x", "happenedAt": now});
    let problem_fields =
        &[("/kind", Text(false)), ("/notes", Text(true)), ("/happenedAt", Text(true))];
    let regroup = json!({"add": [order], "remove": []});
    let regroup_fields = &[("/add", List), ("/add/0", Text(false)), ("/remove", List)];
    let of_order = |what: &str| format!("orders/{order}/{what}");
    let driver = &[("/driverId", Text(false))];
    vec![
        route("POST", "batches", plan, BATCH, false),
        route("PATCH", &of("pickup"), pick_up, pick_up_fields, true),
        route("PATCH", &of("complete"), complete, &[("/happenedAt", Text(true))], true),
        route("PATCH", &of("orders"), regroup, regroup_fields, false),
        route("PATCH", &of("sequence"), sequence, SEQUENCE, false),
        route("PATCH", &of("reassign"), json!({"driverId": DRIVER}), driver, false),
        route("PATCH", &of("cancel"), json!({"reason": "x"}), &[("/reason", Text(true))], true),
        route("PATCH", &of_order("status"), step, step_fields, false),
        route("POST", &of_order("problems"), problem, problem_fields, false),
    ]
}

/// Whether a route changes only the fields that its body names, so that every field is optional.
fn is_partial(method: &str, path: &str) -> bool {
    method == "PATCH" && !path.ends_with("/status")
}

/// The routes that change products and vouchers.
async fn catalogue(world: &Everybody) -> Vec<Route> {
    let jam = json!({
        "name": "Jam", "price": 500, "isMainCourse": false, "addons": [], "description": "Sweet",
        "category": "Pantry", "position": 1, "image": {"alt": "A jar"}, "active": true,
        "offUntil": world.docket.in_days(1),
    });
    let voucher = |code: &str| {
        json!({
            "code": code, "sellerId": "green-valley", "percent": 5, "minSubtotal": 1,
            "usesLeft": 2, "perCustomer": 1, "validFrom": "2026-01-01T00:00:00Z",
        })
    };
    let made = world.docket.post("/api/vouchers").bearer(&world.staff).json(&voucher("MADE"));
    let made = format!("/api/vouchers/{}", made.send().await.expect(201).text_at("/voucher/id"));
    let route = |method, path: &str, body: Value, fields| Route {
        method,
        path: path.to_owned(),
        token: world.staff.clone(),
        body,
        fields,
        bodiless: method == "PATCH",
    };
    vec![
        route("PATCH", &format!("/api/products/{PRODUCT}"), jam, PRODUCT_CHANGE),
        route("POST", "/api/vouchers", voucher("NEW"), VOUCHER),
        route("PATCH", &made, json!({"minSubtotal": 1, "usesLeft": 1}), VOUCHER_CHANGE),
    ]
}

impl Route {
    /// Sends a request to the route with another body.
    pub async fn send(&self, docket: &Docket, body: impl Into<Vec<u8>>) -> Reply {
        let mut call = docket.call(self.method, &self.path);
        if !self.token.is_empty() {
            call = call.bearer(&self.token);
        }
        call.raw(body.into()).send().await
    }

    /// The accepted body, with the JSON text `raw` as the value at `pointer`.
    pub fn with(&self, pointer: &str, raw: &str) -> String {
        let mut body = self.body.clone();
        *body.pointer_mut(pointer).unwrap() = json!("@here@");
        body.to_string().replace("\"@here@\"", raw)
    }
}
