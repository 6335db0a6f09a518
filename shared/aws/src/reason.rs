use aws_smithy_runtime_api::client::{orchestrator::HttpResponse, result::SdkError};
use aws_smithy_types::error::metadata::ProvideErrorMetadata;

/// The reason of a failed AWS call, for logs and errors: the service's error code, or a
/// few words. The service's message and an unreadable response are left out, because they
/// may contain a phone number, a text or a secret.
pub fn reason<E: ProvideErrorMetadata>(error: &SdkError<E, HttpResponse>) -> String {
    let reason = match error {
        SdkError::ConstructionFailure(_) => "not to be asked",
        // The call may have taken effect.
        SdkError::TimeoutError(_) => "no answer in time",
        SdkError::DispatchFailure(failure) if failure.is_timeout() => "no answer in time",
        SdkError::DispatchFailure(_) => "not reached",
        SdkError::ResponseError(_) => "an unreadable answer",
        SdkError::ServiceError(context) => match context.err().code() {
            Some(code) => code,
            None if context.raw().status().is_success() => "an unreadable answer",
            None => return format!("an error without a code, status {}", context.raw().status()),
        },
        // The SDK may add variants.
        _ => "a failure of an unknown kind",
    };
    reason.to_owned()
}
