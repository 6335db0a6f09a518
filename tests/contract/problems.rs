//! One real answer for each problem code, and the page that shows them (`docs/api/errors.md`).

use std::{collections::BTreeMap, env, fmt::Write as _, fs, path::PathBuf};

use aws_sdk_dynamodb::types::AttributeValue;
use docket_app::ProblemCode;
use docket_functions::{meaning, problem_status};
use docket_local::Options;
use docket_tests::{
    Docket, Person, Reply,
    faults::{ALWAYS, ANY, Fault, Faults},
    pickup,
    world::{
        BUYER,
        contract::{Everybody, phone},
        payments::Payments,
    },
};
use jiff::SignedDuration;
use serde_json::{Value, json};

/// How the page begins.
const HEAD: &str = "# Errors

Every error is an [RFC 9457](https://www.rfc-editor.org/rfc/rfc9457) problem with the media type
`application/problem+json`. `code` is stable: programs decide by it, and by `reason` where there is one. `detail` is a
sentence for people and may change. `errors` lists the faulty places, each with a JSON pointer into the body or with the
name of a parameter or header. `requestId` is the id to name when asking the operator. A refused request changes nothing,
except that a wrong code uses up an attempt.

Repeat a request unchanged after `429` and `503`, when the seconds in `Retry-After` have passed; after `409` with the reason
`changed_meanwhile`; and, with an `Idempotency-Key`, after `500` and after `502` or `504` of a gateway. Every other error
needs another request.

This page is written by a test (`tests/contract/problems.rs`), which gets every example from a running Docket.
";

/// Answers by their codes.
#[derive(Default)]
struct Examples(BTreeMap<&'static str, (String, Reply)>);

impl Examples {
    /// Keeps an answer, which has this code, as the example of its code.
    #[track_caller]
    fn add(&mut self, code: ProblemCode, request: &str, reply: Reply) {
        let reason = reply.text_at("/reason");
        let named = if reason.is_empty() {
            code.name().to_owned()
        } else {
            format!("{}: {reason}", code.name())
        };
        let reply = reply.problem(problem_status(code).as_u16(), &named);
        self.0.insert(code.name(), (request.to_owned(), reply));
    }

    async fn of_orders(&mut self, world: &Everybody) {
        use ProblemCode as C;
        let place = "POST /api/orders";
        let order = |lines: &[(&str, u32)]| pickup("green-valley", &phone(), lines);
        let docket = &world.docket;
        self.add(C::InvalidRequest, place, docket.order(&order(&[("gv-honey", 0)])).await);
        self.add(C::UnknownProduct, place, docket.order(&order(&[("gv-gold", 1)])).await);
        self.add(C::MixedSellers, place, docket.order(&order(&[("cs-soap", 1)])).await);
        self.add(C::InsufficientStock, place, docket.order(&order(&[("gv-eggs", 10_000)])).await);
        let mut with_voucher = order(&[("gv-honey", 1)]);
        with_voucher["vouchers"] = json!(["NOTHING"]);
        self.add(C::VoucherRejected, place, docket.order(&with_voucher).await);
        let text = docket.post("/api/orders").body("a,b").header("content-type", "text/csv");
        self.add(C::UnsupportedMediaType, place, text.send().await);
        let large = format!("\"{}\"", "x".repeat(300_000));
        self.add(C::TooLarge, place, docket.post("/api/orders").raw(large).send().await);
        let again =
            async |body: &Value| docket.post("/api/orders").key("basket-1").json(body).send().await;
        let mut basket = order(&[("gv-honey", 1)]);
        again(&basket).await.expect(201);
        basket["items"][0]["quantity"] = json!(2);
        self.add(C::IdempotencyKeyReused, place, again(&basket).await);

        let (unverified, guest) = world.unverified().await;
        let verify = "POST /api/orders/{id}/verification";
        let code = docket.code(&guest).await;
        let wrong = if code == "000000" { "000001" } else { "000000" };
        self.add(C::CodeRejected, verify, docket.verify(&unverified, wrong).await);
        docket.verify(&unverified, &code).await.expect(200);
        self.add(C::AlreadyVerified, verify, docket.verify(&unverified, &code).await);
        let (late, guest) = world.unverified().await;
        let code = docket.code(&guest).await;
        docket.advance(SignedDuration::from_mins(15)).await;
        self.add(C::VerificationExpired, verify, docket.verify(&late, &code).await);
    }

    async fn of_changes(&mut self, world: &Everybody) {
        use ProblemCode as C;
        let (docket, order) = (&world.docket, world.pending().await);
        let status = "PATCH /api/orders/{id}/status";
        self.add(C::InvalidStatus, status, docket.set_status(&world.staff, &order, "sent").await);
        let back = docket.set_status(&world.staff, &order, "completed").await;
        self.add(C::InvalidTransition, status, back);
        self.add(C::Forbidden, status, docket.set_status(&world.buyer, &order, "confirmed").await);
        let path = format!("/api/orders/{order}");
        let stale = docket.call("PUT", &path).bearer(&world.staff).header("if-match", "\"99\"");
        let stale = stale.json(&json!({"notes": "Ring twice"})).send().await;
        self.add(C::PreconditionFailed, "PUT /api/orders/{id}", stale);
        for next in ["confirmed", "preparing", "ready", "completed"] {
            docket.set_status(&world.admin, &order, next).await.expect(200);
        }
        let cancel =
            docket.call("PUT", &format!("{path}/cancel")).bearer(&world.buyer).send().await;
        self.add(C::OrderNotCancellable, "PUT /api/orders/{id}/cancel", cancel);
        let staff = docket.signed_in(Person::Producer).await;
        let make = async || {
            let voucher = json!({"sellerId": "green-valley", "code": "SPRING", "percent": 10});
            docket.post("/api/vouchers").bearer(&staff).json(&voucher).send().await
        };
        make().await.expect(201);
        self.add(C::Conflict, "POST /api/vouchers", make().await);
        let until = docket.in_days(1);
        let pause = docket.patch("/api/sellers/green-valley").bearer(&staff);
        pause.json(&json!({"pausedUntil": until})).send().await.expect(200);
        let paused = docket.order(&pickup("green-valley", &phone(), &[("gv-honey", 1)])).await;
        self.add(C::SellerPaused, "POST /api/orders", paused);
    }

    async fn of_callers(&mut self, world: &Everybody) {
        use ProblemCode as C;
        let docket = &world.docket;
        let mine = "GET /api/orders/my-orders";
        let read =
            async |token: &str| docket.get("/api/orders/my-orders").bearer_if(token).send().await;
        self.add(C::Unauthenticated, mine, read("").await);
        self.add(C::TokenExpired, mine, read(&world.expired).await);
        let nothing = docket.get("/api/products/gv-gold").send().await;
        self.add(C::NotFound, "GET /api/products/{id}", nothing);
        let method = docket.call("DELETE", "/api/products").send().await;
        self.add(C::MethodNotAllowed, "DELETE /api/products", method);
        let webhook = docket.post("/api/payments/webhook").raw("{}").send().await;
        self.add(C::InvalidSignature, "POST /api/payments/webhook", webhook);
        let docket = Docket::with(Options { production_limits: true, ..Options::default() }).await;
        let mut asked = docket.ask(BUYER).await;
        while asked.status == 202 {
            asked = docket.ask(BUYER).await;
        }
        self.add(C::TooManyRequests, "POST /api/auth/codes", asked);
    }

    async fn of_payments(&mut self) {
        use ProblemCode as C;
        let pay = "POST /api/orders/{id}/payment-intents";
        let options = Options { payments: false, ..Options::default() };
        let off = Payments::of(Docket::with(options).await).await;
        let order = off.farm_order().await;
        self.add(C::PaymentsOff, pay, off.ask_to_pay(&order).await);
        let world = Payments::open().await;
        let product = json!({"sellerId": "green-valley", "name": "Seed", "price": 1, "stock": 9});
        let product = world.docket.add_product(&world.other_staff, &product).await;
        let order = world.placed_order(&pickup("green-valley", BUYER, &[(&product, 1)])).await;
        self.add(C::PaymentNotPossible, pay, world.ask_to_pay(&order).await);
        world.set("spice-kitchen", &json!({"payments": {"required": true}})).await;
        let order = world.kitchen_order().await;
        let accept = world.docket.patch(&format!("/api/orders/{order}/accept"));
        let accept = accept.bearer(&world.staff).json(&json!({})).send().await;
        self.add(C::PaymentRequired, "PATCH /api/orders/{id}/accept", accept);
        let seller = world.docket.patch("/api/sellers/green-valley").bearer(&world.other_staff);
        seller.json(&json!({"verifyFirst": true})).send().await.expect(200);
        let first = world.docket.order(&pickup("green-valley", &phone(), &[("gv-honey", 1)])).await;
        self.add(C::PhoneVerificationRequired, "POST /api/orders", first);
    }

    async fn of_faults(&mut self) {
        use ProblemCode as C;
        let (docket, faults) = Faults::with(Options::default()).await;
        let admin = docket.signed_in(Person::Admin).await;
        let placed =
            docket.order(&pickup("corner-shop", BUYER, &[("cs-soap", 1)])).await.expect(201);
        let id = placed.text_at("/order/id");
        faults.inject(ANY, "", ALWAYS, Fault::Refuse(500, "InternalServerError"));
        self.add(C::Unavailable, "GET /api/orders/{id}", docket.read_order(&admin, &id).await);
        faults.clear();
        let text = |text: String| AttributeValue::S(text);
        let newer = docket.running.client().update_item().table_name(docket.running.table());
        let newer = newer
            .key("pk", text(format!("O#{}", id.rsplit('-').next().unwrap())))
            .key("sk", text("O".to_owned()))
            .update_expression("SET fv = :newer")
            .expression_attribute_values(":newer", AttributeValue::N("1000".to_owned()));
        newer.send().await.unwrap();
        self.add(C::Internal, "GET /api/orders/{id}", docket.read_order(&admin, &id).await);
    }
}

/// What differs between two runs is replaced by what stands for it.
fn steady(mut problem: Value) -> Value {
    problem["requestId"] = json!("0l4gWkz3RzV1vYx9");
    if let Some(until) = problem["pausedUntil"].as_str().map(str::to_owned) {
        let another = "2026-12-01T10:00:00.000Z";
        problem["detail"] = json!(problem["detail"].as_str().unwrap().replace(&until, another));
        problem["pausedUntil"] = json!(another);
    }
    problem
}

/// The page with every code, its cause, its remedy and its example.
fn page(examples: &Examples) -> String {
    let mut page = HEAD.to_owned();
    for code in ProblemCode::ALL {
        let (name, meaning) = (code.name(), meaning(code));
        let status = problem_status(code);
        let (request, reply) =
            examples.0.get(name).unwrap_or_else(|| panic!("no example of {name}"));
        let example = serde_json::to_string_pretty(&steady(reply.json())).unwrap();
        write!(
            page,
            "\n## {name}\n\n`{status}`\n\n**Cause.** {}\n\n**Remedy.** {}\n\nFor example, `{request}`:\n\n```json\n{example}\n```\n",
            meaning.cause, meaning.remedy
        )
        .unwrap();
    }
    page
}

#[tokio::test]
async fn every_problem_code_is_answered_and_explained_on_its_page() {
    let mut examples = Examples::default();
    let world = Everybody::open().await;
    examples.of_orders(&world).await;
    examples.of_callers(&world).await;
    examples.of_payments().await;
    examples.of_faults().await;
    examples.of_changes(&Everybody::open().await).await;
    let page = page(&examples);
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../docs/api/errors.md");
    if env::var_os("DOCKET_BLESS").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, &page).unwrap();
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    assert!(kept == page, "docs/api/errors.md is not what the API answers; run `make docs`");
}
