//! The embedded engine behind the SDK's client, in this process.

use std::sync::{Arc, Mutex};

use aws_sdk_dynamodb::{
    Client, Config,
    config::{BehaviorVersion, Credentials, Region, retry::RetryConfig, timeout::TimeoutConfig},
};
use aws_smithy_runtime_api::{
    client::{
        http::{
            HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings,
            SharedHttpClient, SharedHttpConnector,
        },
        orchestrator::{HttpRequest, HttpResponse},
        runtime_components::RuntimeComponents,
    },
    http::StatusCode,
};
use aws_smithy_types::body::SdkBody;
use dynoxide::{Database, errors::DynoxideError};
use serde::{Serialize, de::DeserializeOwned};
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
        let config = Config::builder()
            .behavior_version(BehaviorVersion::latest())
            .region(Region::from_static("us-east-1"))
            .endpoint_url("http://database.invalid")
            .credentials_provider(Credentials::new("local", "local", None, None, "tests"))
            .timeout_config(TimeoutConfig::disabled())
            .retry_config(RetryConfig::disabled())
            .http_client(SharedHttpClient::new(self.clone()))
            .build();
        Store::new(Client::from_conf(config), TABLE)
    }

    /// The calls that wrote since this was asked last: operation and body.
    pub fn writes(&self) -> Vec<(String, Value)> {
        let calls = std::mem::take(&mut *self.calls.lock().unwrap());
        let reads = ["GetItem", "BatchGetItem", "Query"];
        calls.into_iter().filter(|(name, _)| !reads.contains(&name.as_str())).collect()
    }

    /// Makes a call past the store.
    pub fn call(&self, operation: &str, body: &Value) -> Value {
        self.answer(operation, body.to_string().as_bytes()).unwrap()
    }

    fn answer(&self, operation: &str, body: &[u8]) -> Result<Value, DynoxideError> {
        let database = &self.database;
        match operation {
            "CreateTable" => run(body, |it| database.create_table(it)),
            "GetItem" => run(body, |it| database.get_item(it)),
            "BatchGetItem" => run(body, |it| database.batch_get_item(it)),
            "Query" => run(body, |it| database.query(it)),
            "PutItem" => run(body, |it| database.put_item(it)),
            "DeleteItem" => run(body, |it| database.delete_item(it)),
            "UpdateItem" => run(body, |it| database.update_item(it)),
            "TransactWriteItems" => run(body, |it| database.transact_write_items(it)),
            other => panic!("nobody calls {other}"),
        }
    }
}

fn run<Q: DeserializeOwned, A: Serialize>(
    body: &[u8],
    call: impl FnOnce(Q) -> Result<A, DynoxideError>,
) -> Result<Value, DynoxideError> {
    let request = serde_json::from_slice(body).unwrap();
    call(request).map(|answer| serde_json::to_value(&answer).unwrap())
}

impl HttpClient for Engine {
    fn http_connector(
        &self,
        _: &HttpConnectorSettings,
        _: &RuntimeComponents,
    ) -> SharedHttpConnector {
        SharedHttpConnector::new(self.clone())
    }
}

impl HttpConnector for Engine {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let target = request.headers().get("x-amz-target").unwrap_or_default();
        let operation = target.rsplit('.').next().unwrap_or_default();
        let body = request.body().bytes().unwrap_or_default();
        let known = serde_json::from_slice(body).unwrap();
        self.calls.lock().unwrap().push((operation.to_owned(), known));
        let (status, text) = match self.answer(operation, body) {
            Ok(answer) => (200, answer.to_string()),
            Err(error) => (error.status_code(), error.to_json()),
        };
        let status = StatusCode::try_from(status).unwrap();
        let mut answer = HttpResponse::new(status, SdkBody::from(text));
        answer.headers_mut().insert("content-type", "application/x-amz-json-1.0");
        HttpConnectorFuture::ready(Ok(answer))
    }
}
