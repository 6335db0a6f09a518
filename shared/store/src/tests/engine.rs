//! The embedded database engine behind the SDK's client, in this process.

use std::sync::{Arc, Mutex};

use aws_sdk_dynamodb::{
    Client,
    config::{retry::RetryConfig, timeout::TimeoutConfig},
};
use aws_smithy_runtime_api::client::{
    http::{HttpConnector, HttpConnectorFuture},
    orchestrator::HttpRequest,
};
use docket_connector::{answer, operation};
use dynoxide::Database;
use serde_json::{Value, json};

use crate::{Store, table::keys};

/// The table's name.
pub const TABLE: &str = "docket";

/// A database with an empty table, and all calls that were made.
#[derive(Clone)]
pub struct Engine {
    database: Database,
    calls: Arc<Mutex<Vec<(String, Value)>>>,
}

impl std::fmt::Debug for Engine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Engine({} calls)", self.calls.lock().unwrap().len())
    }
}

impl Engine {
    pub fn start() -> Self {
        let database = Database::memory().unwrap();
        let key = |partition: &str, sort: &str| {
            json!([
                {"AttributeName": partition, "KeyType": "HASH"},
                {"AttributeName": sort, "KeyType": "RANGE"},
            ])
        };
        let indexes =
            [keys::SELLER_INDEX, keys::CUSTOMER_INDEX, keys::ALL_INDEX, keys::DEADLINE_INDEX];
        let index = |it: keys::Index| {
            let keys = key(it.partition, it.sort);
            let projection = json!({"ProjectionType": "KEYS_ONLY"});
            json!({"IndexName": it.name, "KeySchema": keys, "Projection": projection})
        };
        let names = ["pk", "sk", "gs", "gc", "ga", "gd", "dk", "k"];
        let text = |name: &str| json!({"AttributeName": name, "AttributeType": "S"});
        let table = json!({
            "TableName": TABLE,
            "BillingMode": "PAY_PER_REQUEST",
            "AttributeDefinitions": names.map(text),
            "KeySchema": key("pk", "sk"),
            "GlobalSecondaryIndexes": indexes.map(index),
        });
        let engine = Self { database, calls: Arc::default() };
        engine.call("CreateTable", &table);
        engine
    }

    /// A store of the table.
    pub fn store(&self) -> Store {
        let config = docket_connector::config()
            .timeout_config(TimeoutConfig::disabled())
            .retry_config(RetryConfig::disabled())
            .http_client(docket_connector::client(self.clone()))
            .build();
        Store::new(Client::from_conf(config), TABLE)
    }

    /// The write calls since this function was last called: operation and body.
    pub fn writes(&self) -> Vec<(String, Value)> {
        let calls = std::mem::take(&mut *self.calls.lock().unwrap());
        let reads = ["GetItem", "BatchGetItem", "Query"];
        calls.into_iter().filter(|(name, _)| !reads.contains(&name.as_str())).collect()
    }

    /// Sends a call to the database without the store.
    pub fn call(&self, operation: &str, body: &Value) -> Value {
        let answer = answer(&self.database, operation, body.to_string().as_bytes());
        assert!(answer.status().is_success(), "{answer:?}");
        serde_json::from_slice(answer.body().bytes().unwrap()).unwrap()
    }
}

impl HttpConnector for Engine {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let operation = operation(&request);
        let body = request.body().bytes().unwrap_or_default();
        let known = serde_json::from_slice(body).unwrap();
        self.calls.lock().unwrap().push((operation.to_owned(), known));
        HttpConnectorFuture::ready(Ok(answer(&self.database, operation, body)))
    }
}
