use aws_smithy_runtime_api::client::{orchestrator::HttpResponse, result::SdkError};
use aws_smithy_types::error::metadata::ProvideErrorMetadata;

/// Why AWS did not do what it was asked, in a few words. The service's own
/// words, and an answer that could not be read, may repeat a phone, a text or
/// a secret, so neither is told.
pub fn reason<E: ProvideErrorMetadata>(error: &SdkError<E, HttpResponse>) -> String {
    let reason = match error {
        SdkError::ConstructionFailure(_) => "not to be asked",
        // What was asked may have been done.
        SdkError::TimeoutError(_) => "no answer in time",
        SdkError::DispatchFailure(failure) if failure.is_timeout() => "no answer in time",
        SdkError::DispatchFailure(_) => "not reached",
        SdkError::ResponseError(_) => "an unreadable answer",
        SdkError::ServiceError(context) => match context.err().code() {
            Some(code) => code,
            None if context.raw().status().is_success() => "an unreadable answer",
            None => return format!("an error without a code, status {}", context.raw().status()),
        },
        // The SDK's enum may grow.
        _ => "a failure of an unknown kind",
    };
    reason.to_owned()
}
