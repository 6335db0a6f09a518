//! Every route that takes an address requires the fields that addresses of its country have.

use aws_sdk_dynamodb::types::AttributeValue;
use docket_domain::{AddressField, COUNTRIES, Country};
use docket_tests::{
    Reply, pickup,
    world::{BUYER, contract::Everybody},
};
use serde_json::{Value, json};

/// An example value for a field of an address.
fn example(country: &Country, field: AddressField) -> Value {
    match field {
        AddressField::Line1 => json!("12 Harbour Street"),
        AddressField::Locality => json!("Old Town"),
        AddressField::City => json!("Springfield"),
        AddressField::State => json!("North"),
        AddressField::PostalCode => json!(country.example()),
    }
}

fn address(country: &Country, fields: impl Iterator<Item = AddressField>) -> Value {
    let mut address = json!({"country": country.code()});
    for field in fields {
        address[field.name()] = example(country, field);
    }
    address
}

fn sent(address: &Value) -> Value {
    let mut body = pickup("green-valley", BUYER, &[("gv-eggs", 1)]);
    body["fulfilment"] = json!({"method": "shipping", "address": address});
    body
}

async fn order(world: &Everybody, address: &Value) -> Reply {
    world.docket.post("/api/orders").bearer(&world.buyer).json(&sent(address)).send().await
}

/// The JSON pointers of the faults in a refusal.
fn pointers(reply: Reply) -> Vec<String> {
    let reply = reply.problem(400, "invalid_request");
    let errors = reply.at("/errors");
    errors.as_array().unwrap().iter().map(|it| it["pointer"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn address_needs_the_fields_of_its_country_else_the_field_is_named() {
    let world = Everybody::open().await;
    let more = json!({"change": 1_000, "reason": "for all the world"});
    let stock = world.docket.post("/api/products/gv-eggs/stock").bearer(&world.staff).json(&more);
    stock.send().await.expect(200);
    let (mut taken, mut refused) = (0, 0);
    for country in COUNTRIES {
        let requires = country.requires().iter().copied();
        let complete = address(country, requires.clone());
        let placed = order(&world, &complete).await.expect(201);
        assert_eq!(placed.at("/order/fulfilment/address"), complete, "{country}");
        taken += 1;
        for missing in requires.clone().filter(|it| *it != AddressField::Line1) {
            let mut incomplete = complete.clone();
            incomplete.as_object_mut().unwrap().remove(missing.name());
            let at = format!("/fulfilment/address/{}", missing.name());
            assert_eq!(pointers(order(&world, &incomplete).await), [at], "{country}");
            refused += 1;
        }
        if country.example().is_some() {
            let mut wrong = complete.clone();
            wrong["postalCode"] = json!("?");
            let at = "/fulfilment/address/postalCode";
            assert_eq!(pointers(order(&world, &wrong).await), [at], "{country}");
        }
    }
    assert!(taken >= 250 && refused >= 300, "{taken} {refused}");
}

/// Examples that do not depend on the table of countries that the code has.
#[tokio::test]
async fn address_of_well_known_countries_follows_their_postal_rules() {
    let world = Everybody::open().await;
    let at = |field: &str| format!("/fulfilment/address/{field}");
    for (address, faults) in [
        (json!({"city": "Boston", "state": "MA", "postalCode": "02110", "country": "US"}), &[][..]),
        (json!({"city": "Boston", "postalCode": "02110", "country": "US"}), &["state"]),
        (
            json!({"city": "Boston", "state": "MA", "postalCode": "2110", "country": "US"}),
            &["postalCode"],
        ),
        (json!({"country": "US"}), &["city", "state", "postalCode"]),
        (
            json!({"city": null, "state": " ", "postalCode": "02110", "country": "US"}),
            &["city", "state"],
        ),
        (json!({"city": "London", "postalCode": "SW1A 1AA", "country": "GB"}), &[]),
        (json!({"city": "London", "postalCode": "10115", "country": "GB"}), &["postalCode"]),
        (json!({"city": "Berlin", "postalCode": "10115", "country": "DE"}), &[]),
        (json!({"city": "Berlin", "country": "DE"}), &["postalCode"]),
        (json!({"city": "Dublin", "country": "IE"}), &[]),
        (json!({"city": "Dublin", "postalCode": "D02 AF30", "country": "IE"}), &[]),
        (json!({"state": "Kowloon", "country": "HK"}), &[]),
        (json!({"state": "Kowloon", "postalCode": "999077", "country": "HK"}), &[]),
        (json!({"city": "Dubai", "state": "Dubai", "country": "AE"}), &[]),
        (json!({"country": "AE"}), &["state"]),
        (json!({"postalCode": "546080", "country": "SG"}), &[]),
        (json!({"city": "Doha", "country": "QA"}), &[]),
        (
            json!({"city": "Mumbai", "state": "Maharashtra", "postalCode": "400001", "country": "IN"}),
            &[],
        ),
        (json!({"city": "Mumbai", "postalCode": "400001", "country": "IN"}), &["state"]),
        (json!({"city": "Boston", "country": "Atlantis"}), &["country"]),
        (json!({"city": "London", "country": "UK"}), &["country"]),
    ] {
        let mut address = address;
        address["line1"] = json!("12 Harbour Street");
        let reply = order(&world, &address).await;
        if faults.is_empty() {
            let placed = reply.expect(201);
            assert_eq!(placed.at("/order/fulfilment/address"), address);
        } else {
            let faults: Vec<_> = faults.iter().map(|it| at(it)).collect();
            let mut found = pointers(reply);
            found.sort_by_key(|it| faults.iter().position(|fault| fault == it));
            assert_eq!(found, faults, "{address}");
        }
    }
}

#[tokio::test]
async fn country_is_answered_as_its_code_when_a_name_was_sent() {
    let world = Everybody::open().await;
    for (written, code) in [("us", "US"), ("United States", "US"), (" united states ", "US")] {
        let address = json!({
            "line1": "12 Harbour Street", "city": "Boston", "state": "MA",
            "postalCode": "02110", "country": written,
        });
        let placed = order(&world, &address).await.expect(201);
        assert_eq!(placed.text_at("/order/fulfilment/address/country"), code);
    }
}

#[tokio::test]
async fn incomplete_address_is_refused_without_a_change_on_every_route() {
    let world = Everybody::open().await;
    let address = json!({
        "line1": "12 Harbour Street", "city": "Boston", "postalCode": "021", "country": "US",
    });
    let complete = json!({
        "line1": "12 Harbour Street", "city": "Boston", "state": "MA", "postalCode": "02110",
        "country": "US",
    });
    let placed = order(&world, &complete).await.expect(201).text_at("/order/id");
    let template = world.docket.post("/api/order-templates").bearer(&world.buyer);
    let template = template.json(&sent(&complete)).send().await.expect(201);
    let template = format!("/api/order-templates/{}", template.text_at("/template/id"));
    let before = world.docket.table().await;

    let whole = sent(&address);
    let change = json!({"fulfilment": whole["fulfilment"]});
    let checkout = json!({
        "customer": whole["customer"],
        "sellers": [{
            "sellerId": "green-valley", "items": whole["items"], "fulfilment": whole["fulfilment"],
        }],
    });
    let orders = format!("/api/orders/{placed}");
    for (method, path, body, part) in [
        ("POST", "/api/orders", &whole, ""),
        ("PUT", &orders, &change, ""),
        ("POST", "/api/checkouts", &checkout, "/sellers/0"),
        ("POST", "/api/order-templates", &whole, ""),
        ("PATCH", &template, &change, ""),
    ] {
        let reply = world.docket.call(method, path).bearer(&world.buyer).json(body).send().await;
        let at = |field: &str| format!("{part}/fulfilment/address/{field}");
        assert_eq!(pointers(reply), [at("state"), at("postalCode")], "{method} {path}");
    }
    world.docket.unchanged(&before).await;
}

#[tokio::test]
async fn stored_address_remains_valid_for_its_order_when_rules_change() {
    let world = Everybody::open().await;
    let complete = json!({
        "line1": "12 Harbour Street", "city": "Boston", "state": "MA", "postalCode": "02110",
        "country": "US",
    });
    let id = order(&world, &complete).await.expect(201).text_at("/order/id");
    // Stores an address of the form that earlier releases accepted.
    let running = &world.docket.running;
    let text = |text: &str| AttributeValue::S(text.to_owned());
    let changed = running
        .client()
        .update_item()
        .table_name(running.table())
        .key("pk", text(&format!("O#{}", &id[13..])))
        .key("sk", text("O"))
        .update_expression("SET fa.n = :country REMOVE fa.s")
        .condition_expression("attribute_exists(fa.s)")
        .expression_attribute_values(":country", text("America"));
    changed.send().await.unwrap();

    let path = format!("/api/orders/{id}");
    let read = world.docket.read_order(&world.buyer, &id).await.expect(200);
    let mut fulfilment = read.at("/order/fulfilment");
    assert_eq!(fulfilment["address"]["country"], "America");
    assert!(fulfilment["address"]["state"].is_null());
    let put = |body: Value| {
        let call = world.docket.call("PUT", &path).bearer(&world.buyer);
        async move { call.json(&body).send().await }
    };
    let changed = put(json!({"fulfilment": fulfilment, "notes": "Ring twice."})).await.expect(200);
    assert_eq!(changed.at("/order/fulfilment"), fulfilment);
    assert_eq!(changed.text_at("/order/notes"), "Ring twice.");
    fulfilment["address"]["line1"] = json!("13 Harbour Street");
    let refused = put(json!({"fulfilment": fulfilment})).await;
    assert_eq!(pointers(refused), ["/fulfilment/address/country"]);
}
