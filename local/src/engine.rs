//! The embedded `DynamoDB` (dynoxide). The functions reach it through the SDK client that they use
//! on AWS, other programs over HTTP.

use std::{
    sync::{
        Mutex,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use anyhow::{Context, Result, anyhow, ensure};
use aws_sdk_dynamodb::{
    Client,
    config::{retry::RetryPartition, timeout::TimeoutConfig},
};
use docket_connector::Connector;
use dynoxide::Database;
use serde_json::{Value, json};
use tokio::sync::watch;

use crate::{files, folder::Folder, options::DatabaseWrapper, template::Table};

/// The name of the local table; on AWS, `CloudFormation` chooses it.
pub const TABLE: &str = "docket";

/// The number of stream records that are deleted at a time.
const TRIMMED: usize = 200;

/// The running database; dropping it and its clients stops it.
pub struct Engine {
    database: Database,
    connector: Connector,
    /// A second connection, for operations that the `DynamoDB` API does not offer.
    sqlite: Mutex<rusqlite::Connection>,
}

impl Engine {
    /// Opens the database of `folder`, or one in memory, and creates the table if it is missing.
    ///
    /// # Errors
    ///
    /// The database cannot be opened, or the stored table does not match the template's.
    pub fn open(folder: Option<&Folder>, table: &Table) -> Result<Self> {
        let place = match folder {
            Some(folder) => folder
                .table()
                .to_str()
                .context("the data folder's path is not Unicode; choose another with --data")?
                .to_owned(),
            None => memory(),
        };
        let database = Database::new(&place)
            .map_err(|error| anyhow!("the database cannot be opened: {error}"))?;
        let sqlite = rusqlite::Connection::open(&place)?;
        sqlite.busy_timeout(Duration::from_secs(10))?;
        // Deleted items may reappear after a power failure, which is harmless.
        sqlite.pragma_update(None, "synchronous", "NORMAL")?;
        index_stream(&sqlite)?;
        create(&database, table)?;

        let connector = Connector::new(database.clone())?;
        Ok(Self { database, connector, sqlite: Mutex::new(sqlite) })
    }

    /// An SDK client of the database, with `wire` around its connection.
    #[must_use]
    pub fn client(&self, wire: Option<&DatabaseWrapper>) -> Client {
        let direct = docket_connector::client(self.connector.clone());
        let timeouts = TimeoutConfig::builder()
            .operation_attempt_timeout(Duration::from_secs(10))
            .operation_timeout(Duration::from_secs(20))
            .build();
        // By default all clients of a process share one retry budget, so that clients with many
        // faults would exhaust it for the others.
        let retries = RetryPartition::custom("engine").build();
        let config = docket_connector::config()
            .timeout_config(timeouts)
            .retry_partition(retries)
            .http_client(match wire {
                Some(wrapper) => wrapper.wrap(direct),
                None => direct,
            })
            .build();
        Client::from_conf(config)
    }

    /// The database itself, for the streams API.
    #[must_use]
    pub fn database(&self) -> Database {
        self.database.clone()
    }

    /// A receiver that changes after everything that may have written to the table.
    #[must_use]
    pub fn written(&self) -> watch::Receiver<()> {
        self.connector.written()
    }

    /// The items with this sort key, which names their kind, in the database's JSON.
    ///
    /// # Errors
    ///
    /// The database refused.
    pub fn items(&self, sort_key: &str) -> Result<Vec<Value>> {
        let mut items = Vec::new();
        let mut request = json!({
            "TableName": TABLE,
            "FilterExpression": "sk = :kind",
            "ExpressionAttributeValues": {":kind": {"S": sort_key}},
        });
        loop {
            let page = self
                .database
                .scan(serde_json::from_value(request.clone())?)
                .map_err(|error| anyhow!("the table cannot be read: {error}"))?;
            let mut page = serde_json::to_value(page)?;
            if let Value::Array(found) = page["Items"].take() {
                items.extend(found);
            }
            match page["LastEvaluatedKey"].take() {
                Value::Null => return Ok(items),
                last => request["ExclusiveStartKey"] = last,
            }
        }
    }

    /// Deletes some of the stream's records before the last one that every reader has processed;
    /// returns whether there may be more. That last record is kept: dynoxide continues its numbers
    /// from it when the machine's clock went back.
    ///
    /// AWS deletes stream records after 24 hours; dynoxide would keep them for ever.
    ///
    /// # Errors
    ///
    /// The database refused.
    pub fn trim_stream(&self, last_sequence_number: &str) -> Result<bool> {
        // The public number is the stored one after twenty zeros. dynoxide defines both and may
        // change them.
        let stored: i64 = last_sequence_number
            .get(1..)
            .and_then(|digits| digits.parse().ok())
            .context("the stream's sequence numbers have another form than expected")?;
        // A few at a time, so that no request has to wait long for the database.
        let deleted = files::lock(&self.sqlite).execute(
            "DELETE FROM _stream_records WHERE id IN (SELECT id FROM _stream_records \
             WHERE table_name = ?1 AND CAST(sequence_number AS INTEGER) < ?2 \
             ORDER BY CAST(sequence_number AS INTEGER) LIMIT ?3)",
            rusqlite::params![TABLE, stored, TRIMMED],
        )?;
        Ok(deleted == TRIMMED)
    }

    /// Deletes items whose time to live has passed, as `DynamoDB` would.
    ///
    /// # Errors
    ///
    /// The database refused.
    pub fn sweep(&self) -> Result<()> {
        self.database
            .sweep_ttl()
            .map_err(|error| anyhow!("ended items were not deleted: {error}"))?;
        self.connector.wrote();
        Ok(())
    }

    /// Executes the calls that are queued, and refuses further ones.
    pub async fn stop(&self) {
        self.connector.stop().await;
    }
}

/// A database in memory that two connections of this process can open.
fn memory() -> String {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    format!("file:/docket-{}?vfs=memdb", NEXT.fetch_add(1, Ordering::Relaxed))
}

/// Adds the index on stream records that dynoxide does not create. Without it, each write and each
/// read scans all records, so that writes become slower and slower.
fn index_stream(sqlite: &rusqlite::Connection) -> Result<()> {
    sqlite.execute_batch(
        "CREATE INDEX IF NOT EXISTS docket_stream_order \
         ON _stream_records (table_name, CAST(sequence_number AS INTEGER))",
    )?;
    Ok(())
}

/// Creates the template's table, or checks that the existing table matches it.
fn create(database: &Database, table: &Table) -> Result<()> {
    let refused =
        |error: dynoxide::DynoxideError| anyhow!("the template's table is refused: {error}");
    let known = database.list_tables(serde_json::from_value(json!({}))?).map_err(refused)?;
    if serde_json::to_value(known)?["TableNames"]
        .as_array()
        .is_some_and(|names| names.contains(&Value::from(TABLE)))
    {
        let there = database
            .describe_table(serde_json::from_value(json!({"TableName": TABLE}))?)
            .map_err(refused)?;
        return same_shape(&serde_json::to_value(there)?["Table"], &table.create);
    }
    let mut request = table.create.clone();
    request["TableName"] = Value::from(TABLE);
    database.create_table(serde_json::from_value(request)?).map_err(refused)?;
    if let Some(attribute) = &table.ttl_attribute {
        let request = json!({
            "TableName": TABLE,
            "TimeToLiveSpecification": {"AttributeName": attribute, "Enabled": true},
        });
        database.update_time_to_live(serde_json::from_value(request)?).map_err(refused)?;
    }
    Ok(())
}

/// Compares the keys and indexes of the stored table with the template's.
fn same_shape(there: &Value, wanted: &Value) -> Result<()> {
    let shape = |table: &Value| {
        let mut indexes: Vec<String> = table["GlobalSecondaryIndexes"]
            .as_array()
            .into_iter()
            .flatten()
            .map(|index| {
                let mut projected: Vec<String> = index["Projection"]["NonKeyAttributes"]
                    .as_array()
                    .into_iter()
                    .flatten()
                    .map(Value::to_string)
                    .collect();
                projected.sort();
                let (name, keys) = (&index["IndexName"], &index["KeySchema"]);
                format!("{name} {keys} {} {projected:?}", index["Projection"]["ProjectionType"])
            })
            .collect();
        indexes.sort();
        (table["KeySchema"].clone(), indexes)
    };
    ensure!(
        shape(there) == shape(wanted),
        "the kept table has other keys or indexes than the template's; move the data folder away, \
         or choose another with --data"
    );
    Ok(())
}
