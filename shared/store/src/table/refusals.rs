//! Classifying errors of the database: failed conditions and write conflicts are separate from all
//! other errors.

use aws_sdk_dynamodb::{
    error::{ProvideErrorMetadata, SdkError},
    types::CancellationReason,
};

use super::{Item, StoreError};

/// A write that did not happen.
#[derive(Debug)]
pub enum Refused {
    /// Its condition failed. Contains the current item, if it exists.
    Condition(Option<Box<Item>>),
    /// Another error.
    Other(StoreError),
}

/// A transaction that did not happen.
#[derive(Debug)]
pub enum Cancelled {
    /// At least one condition failed. Contains the outcome of each action's condition.
    Conditions(Vec<Outcome>),
    /// Another error.
    Other(StoreError),
}

/// The outcome of one action's condition.
#[derive(Debug)]
pub enum Outcome {
    /// It held.
    Held,
    /// It failed. Contains the current item, if it was returned.
    Failed(Option<Item>),
}

pub(super) fn may_repeat(reason: &CancellationReason) -> bool {
    matches!(
        reason.code(),
        Some("TransactionConflict" | "ThrottlingError" | "ProvisionedThroughputExceeded")
    )
}

/// Whether a write conflicted with a transaction. Throttling is not a conflict: the SDK has retried
/// it with backoff, and further retries would exceed the function's timeout.
pub(super) fn is_conflict(code: Option<&str>) -> bool {
    code == Some("TransactionConflictException")
}

pub(super) fn cancellation(reasons: Vec<CancellationReason>) -> Cancelled {
    let failed = |reason: &CancellationReason| reason.code() == Some("ConditionalCheckFailed");
    if reasons.iter().any(failed) {
        let outcome = |reason: CancellationReason| {
            if failed(&reason) { Outcome::Failed(reason.item) } else { Outcome::Held }
        };
        return Cancelled::Conditions(reasons.into_iter().map(outcome).collect());
    }
    if reasons.iter().any(may_repeat) {
        return Cancelled::Other(StoreError::Busy);
    }
    let codes: Vec<_> = reasons.iter().filter_map(CancellationReason::code).collect();
    Cancelled::Other(StoreError::Unavailable(codes.join(", ")))
}

/// Why a write did not happen. `condition` returns the current item for a failed condition, and the
/// error otherwise.
pub(super) fn refused<E, R>(
    error: SdkError<E, R>,
    condition: impl FnOnce(E) -> Result<Option<Item>, Box<E>>,
) -> Refused
where
    E: ProvideErrorMetadata,
{
    match error {
        SdkError::ServiceError(context) => match condition(context.into_err()) {
            Ok(item) => Refused::Condition(item.map(Box::new)),
            Err(error) => Refused::Other(failure(&*error)),
        },
        error => Refused::Other(unavailable(error)),
    }
}

pub(super) fn failure(error: &impl ProvideErrorMetadata) -> StoreError {
    if is_conflict(error.code()) {
        StoreError::Busy
    } else {
        StoreError::Unavailable(error.code().unwrap_or("it refused without a code").to_owned())
    }
}

/// The error of a failed call. It contains only the kind and the code of the failure, because the
/// message of the SDK's error may contain an item with phone numbers.
pub(super) fn unavailable<E, R>(error: SdkError<E, R>) -> StoreError
where
    E: ProvideErrorMetadata,
{
    let kind = match &error {
        SdkError::ConstructionFailure(_) => "it could not be asked",
        SdkError::TimeoutError(_) => "it did not answer in time",
        SdkError::DispatchFailure(_) => "it could not be reached",
        SdkError::ResponseError(_) => "its answer could not be read",
        SdkError::ServiceError(context) => return failure(context.err()),
        // The SDK's enum may grow.
        _ => "it failed",
    };
    StoreError::Unavailable(kind.to_owned())
}
