//! Lists as CSV have the values of the JSON, and no others.

use std::collections::BTreeSet;

use docket_tests::{Docket, Person, Reply, generated_orders::GeneratedOrders, pickup};
use jiff::SignedDuration;
use serde_json::{Value, json};

const PHONE: &str = "+12025550142";
/// Names that a spreadsheet could execute as formulas, and names that need quoting.
const NAMES: [&str; 7] = [
    "=HYPERLINK(\"x\")",
    "@Ada, \"Lovelace\"",
    "-Émile 東京 🍯",
    "Comma, only",
    "\"\"",
    "x;=1+1;y",
    "\u{ff1d}1+1",
];
const NOTES: &str = "One line,\nanother \"line\"\r\n=and a third";
const NOTES_IN_A_TABLE: &str = "One line,\nanother \"line\"\r\n'=and a third";

struct World {
    docket: Docket,
    admin: String,
    staff: String,
    kitchen: String,
    driver: String,
    buyer: String,
}

/// Orders with these names and notes, a batch and a voucher.
async fn world() -> World {
    let docket = Docket::open().await;
    let admin = docket.sign_in(Person::Admin).await;
    let staff = docket.sign_in(Person::Producer).await;
    let kitchen = docket.sign_in(Person::Kitchen).await;
    let driver = docket.sign_in(Person::Driver).await;
    let buyer = docket.token(PHONE).await;
    for name in NAMES {
        let mut body = pickup("green-valley", PHONE, &[("gv-honey", 1)]);
        body["customer"]["name"] = json!(name);
        body["notes"] = json!(NOTES);
        docket.post("/api/orders").bearer(&buyer).json(&body).send().await.expect(201);
    }
    let mut body = pickup("spice-kitchen", PHONE, &[("sk-thali", 1)]);
    body["mealWindow"] = json!("lunch");
    body["fulfilment"] = json!({"method": "delivery", "address": {
        "line1": "+1 Harbour Street", "city": "Boston", "state": "MA",
        "postalCode": "02110", "country": "US",
    }});
    let placed = docket.post("/api/orders").bearer(&buyer).json(&body).send().await;
    let order = placed.expect(201).text_at("/order/id");
    docket.set_status(&kitchen, &order, "ACCEPTED").await.expect(200);
    let batch = json!({"orderIds": [order], "driverId": "demo-spice-kitchen-driver"});
    docket.post("/api/delivery/batches").bearer(&kitchen).json(&batch).send().await.expect(201);
    let voucher = json!({"code": "TEN", "sellerId": "green-valley", "percent": 10});
    docket.post("/api/vouchers").bearer(&admin).json(&voucher).send().await.expect(201);
    World { docket, admin, staff, kitchen, driver, buyer }
}

impl World {
    async fn csv(&self, token: &str, path: &str) -> Reply {
        self.docket.get(path).bearer_if(token).header("accept", "text/csv").send().await
    }

    async fn json(&self, token: &str, path: &str) -> Reply {
        self.docket.get(path).bearer_if(token).send().await.expect(200)
    }
}

/// The columns and the rows of a CSV table.
fn read(reply: &Reply) -> (Vec<String>, Vec<Vec<String>>) {
    let mut reader = csv::Reader::from_reader(reply.text.as_bytes());
    let cells = |record: &csv::StringRecord| record.iter().map(str::to_owned).collect();
    let columns = cells(reader.headers().unwrap());
    (columns, reader.records().map(|record| cells(&record.unwrap())).collect())
}

/// The expected cell of a JSON value.
fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) if text.starts_with(['=', '+', '-', '@', '\u{ff1d}']) => {
            format!("'{text}")
        }
        Value::String(text) if text == NOTES => NOTES_IN_A_TABLE.to_owned(),
        Value::String(text) => text.replace(";=", ";'="),
        other => other.to_string(),
    }
}

/// Collects the paths of all scalar values of a row, by the schema in the API description.
fn places(document: &Value, schema: &Value, before: &str, found: &mut BTreeSet<String>) {
    let choices = schema["oneOf"].as_array().into_iter().chain(schema["allOf"].as_array());
    for schema in choices.flatten() {
        places(document, schema, before, found);
    }
    if let Some(name) = schema["$ref"].as_str().and_then(|it| it.rsplit('/').next()) {
        places(document, &document["components"]["schemas"][name], before, found);
    }
    for (name, schema) in schema["properties"].as_object().into_iter().flatten() {
        let (place, mut inner) = (format!("{before}{name}"), BTreeSet::new());
        places(document, schema, &format!("{place}."), &mut inner);
        if inner.is_empty() {
            found.insert(place);
        }
        found.extend(inner);
    }
}

/// Columns that tables leave out: the row has the value elsewhere, or only programs need it.
const LEFT_OUT: [&str; 14] = [
    "orderNumber",
    "lifecycle.version",
    "statusTimeline",
    "allowedActions",
    "deniedActions",
    "cancelRule.allowed",
    "cancelRule.reason",
    "cancelRule.until",
    "seller.id",
    "zone.id",
    "fulfilment.zone.id",
    "driver.id",
    "stock.available",
    "orders",
];

#[tokio::test]
async fn every_list_is_a_table_of_what_its_caller_may_see() {
    let world = world().await;
    let phone = PHONE.replace('+', "%2B");
    let document = serde_json::to_value(docket_functions::openapi()).unwrap();
    for (path, rows, tokens) in [
        ("/api/orders".to_owned(), "orders", &[&world.admin, &world.staff, &world.kitchen][..]),
        ("/api/orders/admin/all".to_owned(), "orders", &[&world.admin]),
        ("/api/orders/my-orders".to_owned(), "orders", &[&world.buyer, &world.driver]),
        (format!("/api/orders/customer/{phone}"), "orders", &[&world.buyer, &world.staff]),
        (
            "/api/delivery/batches?kitchenId=spice-kitchen".to_owned(),
            "batches",
            &[&world.driver, &world.kitchen, &world.admin],
        ),
        (
            "/api/members?sellerId=spice-kitchen".to_owned(),
            "members",
            &[&world.kitchen, &world.admin],
        ),
        (
            "/api/products?sellerId=green-valley".to_owned(),
            "products",
            &[&String::new(), &world.buyer, &world.staff, &world.admin],
        ),
        ("/api/sellers".to_owned(), "sellers", &[&String::new(), &world.admin]),
        ("/api/order-templates".to_owned(), "templates", &[&world.buyer, &world.staff]),
        (
            "/api/vouchers?sellerId=green-valley".to_owned(),
            "vouchers",
            &[&world.staff, &world.admin],
        ),
    ] {
        let schema = match rows {
            "batches" => "Batch".to_owned(),
            "templates" => "OrderTemplate".to_owned(),
            rows => format!("{}{}", rows[..1].to_uppercase(), &rows[1..rows.len() - 1]),
        };
        for token in tokens {
            let json = world.json(token, &path).await;
            let reply = world.csv(token, &path).await.expect(200);
            assert_eq!(reply.header("content-type"), "text/csv; charset=utf-8; header=present");
            let file = format!("attachment; filename=\"{rows}.csv\"");
            assert_eq!(reply.header("content-disposition"), file);
            assert!(
                !reply.header("etag").is_empty() && reply.header("etag") != json.header("etag")
            );
            for header in [&json, &reply].map(|it| it.header("vary").to_owned()) {
                assert_eq!(header, "Accept", "{path}");
            }
            let (columns, table) = read(&reply);
            let listed = json.at(&format!("/{rows}"));
            let listed = listed.as_array().unwrap();
            assert_eq!(table.len(), listed.len(), "{path}");
            for (row, cells) in listed.iter().zip(&table) {
                for (column, found) in columns.iter().zip(cells) {
                    let value = column.split('.').fold(row, |value, name| &value[name]);
                    assert_eq!(*found, cell(value), "{path}: {column}");
                }
            }
            let schema = json!({"$ref": schema});
            let mut all = BTreeSet::new();
            places(&document, &schema, "", &mut all);
            assert!(columns.iter().all(|it| all.contains(it)), "{path}: {columns:?} of {all:?}");
            // A template's zone has no name before an order is placed.
            if path.starts_with("/api/order-templates") {
                all.remove("fulfilment.zone.name");
            }
            all.retain(|it| !columns.contains(it) && !LEFT_OUT.contains(&it.as_str()));
            assert!(all.is_empty(), "{path}: no columns for {all:?}");
        }
    }
    // The stock figures are in the staff's table. In other callers' tables these cells are empty.
    let column = |reply: &Reply| {
        let (columns, table) = read(reply);
        table[0][columns.iter().position(|it| it == "stock.received").unwrap()].clone()
    };
    let path = "/api/products?sellerId=green-valley";
    assert!(!column(&world.csv(&world.staff, path).await).is_empty());
    assert!(column(&world.csv(&world.buyer, path).await).is_empty());
}

#[tokio::test]
async fn csv_keeps_names_and_escapes_formulas() {
    let world = world().await;
    let reply = world.csv(&world.staff, "/api/orders").await.expect(200);
    let (columns, table) = read(&reply);
    let of =
        |row: &[String], name: &str| row[columns.iter().position(|it| it == name).unwrap()].clone();
    let mut names: Vec<_> = table.iter().map(|row| of(row, "customer.name")).collect();
    names.reverse();
    let expected = NAMES.map(|name| cell(&json!(name)));
    assert_eq!(names, expected);
    assert_eq!(of(&table[0], "customer.phone"), format!("'{PHONE}"));
    assert_eq!(of(&table[0], "notes"), NOTES_IN_A_TABLE);
    assert_eq!(
        (of(&table[0], "grandTotal"), of(&table[0], "currency")),
        ("950".into(), "USD".into())
    );
    // Spreadsheets need the byte order mark. Lines end with CRLF, as RFC 4180 requires.
    assert!(reply.text.starts_with("\u{feff}id,sellerId,"));
    assert!(reply.text.ends_with("\r\n"));
}

#[tokio::test]
async fn csv_is_paged_with_link_headers() {
    let world = world().await;
    let all = read(&world.csv(&world.staff, "/api/orders").await.expect(200));
    let (mut seen, mut query) = (Vec::new(), "?limit=2&phase=open".to_owned());
    for page in 1.. {
        let reply = world.csv(&world.staff, &format!("/api/orders{query}")).await.expect(200);
        let (columns, rows) = read(&reply);
        assert_eq!(columns, all.0);
        seen.extend(rows);
        // The JSON list has an equal `Link` header.
        let json = world.json(&world.staff, &format!("/api/orders{query}")).await;
        assert_eq!(json.header("link"), reply.header("link"));
        let Some(next) = reply.header("link").strip_prefix('<') else {
            assert_eq!(page, 4);
            break;
        };
        query = next.strip_suffix(">; rel=\"next\"").unwrap().to_owned();
        let cursor = json.text_at("/pagination/nextCursor");
        assert_eq!(query, format!("?limit=2&phase=open&cursor={cursor}"));
    }
    assert_eq!(seen, all.1);
    // An empty list has the header row only.
    let empty = world.csv(&world.staff, "/api/orders?q=nobody").await.expect(200);
    assert!(empty.text.starts_with("\u{feff}id,"));
    assert_eq!(read(&empty), (all.0, Vec::new()));
}

#[tokio::test]
async fn csv_is_answered_on_request_with_the_errors_and_etag_of_its_list() {
    let world = world().await;
    world.csv("", "/api/orders").await.problem(401, "unauthenticated");
    world.csv(&world.driver, "/api/orders").await.problem(403, "forbidden");
    world.csv(&world.staff, "/api/orders?limit=0").await.problem(400, "invalid_request");
    let first = world.csv(&world.staff, "/api/orders").await.expect(200);
    let again = world.docket.get("/api/orders").bearer(&world.staff).header("accept", "text/csv");
    again.header("if-none-match", first.header("etag")).send().await.expect(304);
    for accept in
        ["*/*", "application/json", "text/html, */*;q=0.5", "text/csv;q=0.5, application/json"]
    {
        let call = world.docket.get("/api/orders").bearer(&world.staff).header("accept", accept);
        assert_eq!(call.send().await.expect(200).header("content-type"), "application/json");
    }
}

#[tokio::test]
async fn csv_of_orders_has_at_most_1000_rows_a_page() {
    let generated = GeneratedOrders::open(1_060, SignedDuration::from_secs(20)).await;
    let all: Vec<_> = generated.orders.iter().map(|order| order.id.to_string()).collect();
    let path = "/api/orders?limit=1000";
    generated.get(&generated.admin, path).await.problem(400, "invalid_request");
    let table = |path: String| {
        generated.docket.get(&path).bearer(&generated.admin).header("accept", "text/csv").send()
    };
    let ids = |reply: &Reply| -> Vec<String> {
        read(reply).1.into_iter().map(|row| row[0].clone()).collect()
    };
    let first = table(path.to_owned()).await.expect(200);
    assert_eq!(ids(&first), all[..1_000]);
    let next = first.header("link");
    let next = next.strip_prefix('<').unwrap().split_once('>').unwrap().0.to_owned();
    let second = table(format!("/api/orders{next}")).await.expect(200);
    assert_eq!(ids(&second), all[1_000..]);
    table("/api/orders?limit=1001".to_owned()).await.problem(400, "invalid_request");
    // A filter on one seller's orders also has pages of a thousand rows.
    let path = "/api/orders?sellerId=green-valley&phase=done&phase=cancelled&limit=1000";
    let wanted = generated.orders.iter().filter(|it| {
        let phase = it.status.phase.name();
        it.seller.as_str() == "green-valley" && ["done", "cancelled"].contains(&phase)
    });
    let wanted: Vec<_> = wanted.map(|order| order.id.to_string()).collect();
    assert_eq!(ids(&table(path.to_owned()).await.expect(200)), wanted);
}
