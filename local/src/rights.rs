//! The local IAM: a function accesses the table and the image files only as the template allows,
//! and the rights that it uses are recorded.

use std::{
    collections::BTreeSet,
    fmt,
    fs::OpenOptions,
    io::Write,
    path::PathBuf,
    sync::{Arc, Mutex, PoisonError},
};

use async_trait::async_trait;
use aws_sdk_dynamodb::{
    Client,
    operation::{
        batch_get_item::BatchGetItemInput, get_item::GetItemInput, put_item::PutItemInput,
        query::QueryInput, transact_write_items::TransactWriteItemsInput,
        update_item::UpdateItemInput,
    },
    types::TransactWriteItem,
};
use aws_smithy_runtime_api::{
    box_error::BoxError,
    client::{
        interceptors::{
            Intercept, context::BeforeSerializationInterceptorContextRef, dyn_dispatch_hint,
        },
        runtime_components::RuntimeComponents,
    },
};
use aws_smithy_types::config_bag::ConfigBag;
use docket_platform::{ImageStore, ImageStoreError};

/// One action on one resource.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Right {
    /// The action's name in IAM, for example `dynamodb:Query`.
    pub action: String,
    /// The resource's logical id in the template and the rest of its ARN, for example
    /// `Table/index/seller`.
    pub resource: String,
}

impl fmt::Display for Right {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} on {}", self.action, self.resource)
    }
}

/// Records the rights that functions use: one line for each right, at its first use.
#[derive(Debug, Clone)]
pub struct Ledger(Option<PathBuf>);

impl Ledger {
    /// Makes a ledger in a file, or one that records nothing.
    #[must_use]
    pub const fn new(file: Option<PathBuf>) -> Self {
        Self(file)
    }

    fn note(&self, function: &str, right: &Right) -> std::io::Result<()> {
        let Some(path) = &self.0 else { return Ok(()) };
        let line = format!("{function}\t{}\t{}\n", right.action, right.resource);
        // Written in one call, so that lines of several processes do not mix.
        OpenOptions::new().create(true).append(true).open(path)?.write_all(line.as_bytes())
    }
}

/// Makes an HTTP client to the database for one function, restricted to its rights.
#[must_use]
pub fn guarded(
    client: &Client,
    function: &'static str,
    table: String,
    granted: BTreeSet<Right>,
    ledger: Ledger,
) -> Client {
    let grants = Grants { function, granted, ledger, used: Arc::default() };
    let guard = Guard { table, grants };
    Client::from_conf(client.config().to_builder().interceptor(guard).build())
}

/// Makes an image store for one function, restricted to its rights. `bucket` is the bucket's
/// logical id in the template.
pub fn guarded_images(
    images: Arc<dyn ImageStore>,
    function: &'static str,
    bucket: &str,
    granted: BTreeSet<Right>,
    ledger: Ledger,
) -> impl ImageStore + use<> {
    let grants = Grants { function, granted, ledger, used: Arc::default() };
    GuardedImages { images, bucket: bucket.to_owned(), grants }
}

/// The rights that the template grants a function, and those that it has used.
#[derive(Debug)]
struct Grants {
    function: &'static str,
    granted: BTreeSet<Right>,
    ledger: Ledger,
    used: Arc<Mutex<BTreeSet<Right>>>,
}

impl Grants {
    /// Records the use of a right.
    ///
    /// # Errors
    ///
    /// The template does not grant the function this right.
    fn using(&self, action: &str, resource: &str) -> Result<(), BoxError> {
        let covers = |right: &&Right| right.action == action && matches(&right.resource, resource);
        let Some(right) = self.granted.iter().find(covers) else {
            let function = self.function;
            let denied = format!(
                "template.yaml does not give {function} the right to {action} on {resource}"
            );
            tracing::error!(target: "docket", denied, "a call was not made");
            return Err(denied.into());
        };
        let mut used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        if used.insert(right.clone()) {
            self.ledger.note(self.function, right)?;
        }
        Ok(())
    }
}

/// Whether the resource of a policy, which may end with `*`, covers this resource.
fn matches(of_policy: &str, resource: &str) -> bool {
    match of_policy.strip_suffix('*') {
        Some(begin) => resource.starts_with(begin),
        None => resource == of_policy,
    }
}

/// Checks the rights for every call to the database.
#[derive(Debug)]
struct Guard {
    /// The table's logical id in the template.
    table: String,
    grants: Grants,
}

#[dyn_dispatch_hint]
impl Intercept for Guard {
    fn name(&self) -> &'static str {
        "Guard"
    }

    fn read_before_serialization(
        &self,
        context: &BeforeSerializationInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        for (action, index) in calls(context)? {
            let resource = match index {
                None => self.table.clone(),
                Some(index) => format!("{}/index/{index}", self.table),
            };
            self.grants.using(&format!("dynamodb:{action}"), &resource)?;
        }
        Ok(())
    }
}

/// The actions that a call needs rights for, each with the index that it reads. A transaction needs
/// the rights of its parts.
fn calls(
    context: &BeforeSerializationInterceptorContextRef<'_>,
) -> Result<Vec<(&'static str, Option<String>)>, BoxError> {
    let input = context.input();
    let one = |action| Ok(vec![(action, None)]);
    if input.downcast_ref::<GetItemInput>().is_some() {
        return one("GetItem");
    }
    if input.downcast_ref::<BatchGetItemInput>().is_some() {
        return one("BatchGetItem");
    }
    if input.downcast_ref::<PutItemInput>().is_some() {
        return one("PutItem");
    }
    if input.downcast_ref::<UpdateItemInput>().is_some() {
        return one("UpdateItem");
    }
    if let Some(query) = input.downcast_ref::<QueryInput>() {
        return Ok(vec![("Query", query.index_name().map(str::to_owned))]);
    }
    if let Some(transaction) = input.downcast_ref::<TransactWriteItemsInput>() {
        let actions: BTreeSet<_> = transaction.transact_items().iter().flat_map(inside).collect();
        return Ok(actions.into_iter().map(|action| (action, None)).collect());
    }
    Err("the local program does not know what right this call needs".into())
}

/// Checks the rights for every access to the image files.
struct GuardedImages {
    images: Arc<dyn ImageStore>,
    /// The bucket's logical id in the template.
    bucket: String,
    grants: Grants,
}

impl GuardedImages {
    fn using(&self, action: &str, key: &str) -> Result<(), ImageStoreError> {
        let used = self.grants.using(action, &format!("{}/{key}", self.bucket));
        used.map_err(|denied| ImageStoreError::Unavailable(denied.to_string()))
    }
}

#[async_trait]
impl ImageStore for GuardedImages {
    async fn put(
        &self,
        key: &str,
        media_type: &'static str,
        bytes: Vec<u8>,
    ) -> Result<(), ImageStoreError> {
        self.using("s3:PutObject", key)?;
        self.images.put(key, media_type, bytes).await
    }

    async fn get(&self, key: &str) -> Result<Option<Vec<u8>>, ImageStoreError> {
        self.using("s3:GetObject", key)?;
        self.images.get(key).await
    }
}

fn inside(item: &TransactWriteItem) -> impl Iterator<Item = &'static str> {
    let parts = [
        item.put().map(|_| "PutItem"),
        item.update().map(|_| "UpdateItem"),
        item.delete().map(|_| "DeleteItem"),
        item.condition_check().map(|_| "ConditionCheckItem"),
    ];
    parts.into_iter().flatten()
}
