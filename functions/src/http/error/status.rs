//! The HTTP status of each problem code.

use docket_app::ProblemCode;
use http::StatusCode;

/// The HTTP status of a code.
#[must_use]
pub const fn status(code: ProblemCode) -> StatusCode {
    match code {
        ProblemCode::InvalidRequest
        | ProblemCode::UnknownProduct
        | ProblemCode::MixedSellers
        | ProblemCode::VoucherRejected
        | ProblemCode::InvalidStatus
        | ProblemCode::InvalidTransition
        | ProblemCode::CodeRejected
        | ProblemCode::InvalidSignature => StatusCode::BAD_REQUEST,
        ProblemCode::Unauthenticated | ProblemCode::TokenExpired => StatusCode::UNAUTHORIZED,
        ProblemCode::Forbidden | ProblemCode::PhoneVerificationRequired => StatusCode::FORBIDDEN,
        ProblemCode::NotFound => StatusCode::NOT_FOUND,
        ProblemCode::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
        ProblemCode::InsufficientStock
        | ProblemCode::SellerPaused
        | ProblemCode::OrderNotCancellable
        | ProblemCode::AlreadyVerified
        | ProblemCode::VerificationExpired
        | ProblemCode::PaymentRequired
        | ProblemCode::PaymentsOff
        | ProblemCode::PaymentNotPossible
        | ProblemCode::Conflict => StatusCode::CONFLICT,
        ProblemCode::PreconditionFailed => StatusCode::PRECONDITION_FAILED,
        ProblemCode::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        ProblemCode::UnsupportedMediaType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
        ProblemCode::IdempotencyKeyReused => StatusCode::UNPROCESSABLE_ENTITY,
        ProblemCode::TooManyRequests => StatusCode::TOO_MANY_REQUESTS,
        ProblemCode::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        ProblemCode::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
    }
}
