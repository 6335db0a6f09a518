//! Tests that the stock accounting check detects faults in the table.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue;
use docket_tests::{Docket, books::Books, pickup};

type Item = HashMap<String, AttributeValue>;

async fn first(docket: &Docket, kind: &str) -> Item {
    let scan = docket.running.client().scan().table_name(docket.running.table());
    let scan = scan.filter_expression("sk = :kind");
    let scan = scan.expression_attribute_values(":kind", AttributeValue::S(kind.to_owned()));
    scan.send().await.unwrap().items.unwrap().swap_remove(0)
}

/// Changes an attribute of the first item of a kind directly in the table.
async fn tamper(docket: &Docket, kind: &str, attribute: &str, value: AttributeValue) {
    let (client, table) = (docket.running.client(), docket.running.table());
    let mut item = first(docket, kind).await;
    item.insert(attribute.to_owned(), value);
    client.put_item().table_name(table).set_item(Some(item)).send().await.unwrap();
}

async fn one_sale() -> Docket {
    let docket = Docket::open().await;
    for product in ["gv-honey", "gv-eggs"] {
        let body = pickup("green-valley", "+12022000001", &[(product, 2)]);
        docket.order(&body).await.expect(201);
    }
    Books::check(&docket, &[("gv-honey", 200), ("gv-eggs", 300)]).await;
    docket
}

#[tokio::test]
#[should_panic(expected = "assertion `left == right` failed")]
async fn books_check_fails_when_a_bucket_is_off_by_one() {
    let docket = one_sale().await;
    tamper(&docket, "S", "av", AttributeValue::N("1".to_owned())).await;
    Books::check(&docket, &[]).await;
}

#[tokio::test]
#[should_panic(expected = "a stop is recorded with its order")]
async fn books_check_fails_when_an_order_is_stopped_without_its_record() {
    let docket = one_sale().await;
    tamper(&docket, "O", "ph", AttributeValue::S("cancelled".to_owned())).await;
    Books::check(&docket, &[]).await;
}

#[tokio::test]
#[should_panic(expected = "held")]
async fn books_check_fails_when_an_order_is_missing() {
    let docket = one_sale().await;
    let item = first(&docket, "O").await;
    let key = ["pk", "sk"].map(|name| (name.to_owned(), item[name].clone()));
    let delete = docket.running.client().delete_item().table_name(docket.running.table());
    let delete = delete.set_key(Some(key.into()));
    delete.send().await.unwrap();
    Books::check(&docket, &[("gv-honey", 200), ("gv-eggs", 300)]).await;
}
