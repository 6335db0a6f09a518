//! The stable codes of refusals, for programs.

/// The code of a refusal. Clients depend on the names, so codes are added and never renamed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ProblemCode {
    /// Fields, parameters or headers of the request are not valid.
    InvalidRequest,
    /// An order names products that its seller does not sell.
    UnknownProduct,
    /// Items or orders of several sellers where those of one are required.
    MixedSellers,
    /// A voucher cannot be redeemed for this order.
    VoucherRejected,
    /// A status that the lifecycle does not have, or that does not fit the step.
    InvalidStatus,
    /// The lifecycle has no transition between these two statuses.
    InvalidTransition,
    /// A verification code is wrong, was used, or has expired.
    CodeRejected,
    /// A webhook's signature is missing, wrong or too old.
    InvalidSignature,
    /// The request has no valid token.
    Unauthenticated,
    /// The token has expired.
    TokenExpired,
    /// The caller's role does not allow the request.
    Forbidden,
    /// The phone has to be verified before it can order.
    PhoneVerificationRequired,
    /// The resource does not exist, or the caller may not see it.
    NotFound,
    /// The path does not support the method.
    MethodNotAllowed,
    /// There is less stock than the order needs.
    InsufficientStock,
    /// The seller accepts no orders at the moment.
    SellerPaused,
    /// The order can no longer be cancelled in this way.
    OrderNotCancellable,
    /// The order is verified already.
    AlreadyVerified,
    /// The time to verify the order is over.
    VerificationExpired,
    /// The order must be paid first.
    PaymentRequired,
    /// The deployment has no payment provider.
    PaymentsOff,
    /// The payment provider cannot take this payment.
    PaymentNotPossible,
    /// The state of the resource does not allow the request. `reason` says why.
    Conflict,
    /// The version in `If-Match` is not the current one.
    PreconditionFailed,
    /// The body is larger than the limit.
    TooLarge,
    /// The path does not support the media type of the body.
    UnsupportedMediaType,
    /// The idempotency key was used with another request.
    IdempotencyKeyReused,
    /// A rate limit was reached.
    TooManyRequests,
    /// An internal error of Docket.
    Internal,
    /// Docket or a service that it needs is busy or unreachable.
    Unavailable,
}

impl ProblemCode {
    /// Every code, in the order of its HTTP status.
    pub const ALL: [Self; 30] = [
        Self::InvalidRequest,
        Self::UnknownProduct,
        Self::MixedSellers,
        Self::VoucherRejected,
        Self::InvalidStatus,
        Self::InvalidTransition,
        Self::CodeRejected,
        Self::InvalidSignature,
        Self::Unauthenticated,
        Self::TokenExpired,
        Self::Forbidden,
        Self::PhoneVerificationRequired,
        Self::NotFound,
        Self::MethodNotAllowed,
        Self::InsufficientStock,
        Self::SellerPaused,
        Self::OrderNotCancellable,
        Self::AlreadyVerified,
        Self::VerificationExpired,
        Self::PaymentRequired,
        Self::PaymentsOff,
        Self::PaymentNotPossible,
        Self::Conflict,
        Self::PreconditionFailed,
        Self::TooLarge,
        Self::UnsupportedMediaType,
        Self::IdempotencyKeyReused,
        Self::TooManyRequests,
        Self::Internal,
        Self::Unavailable,
    ];

    /// The name of the code in a problem's `code`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::InvalidRequest => "invalid_request",
            Self::UnknownProduct => "unknown_product",
            Self::MixedSellers => "mixed_sellers",
            Self::VoucherRejected => "voucher_rejected",
            Self::InvalidStatus => "invalid_status",
            Self::InvalidTransition => "invalid_transition",
            Self::CodeRejected => "code_rejected",
            Self::InvalidSignature => "invalid_signature",
            Self::Unauthenticated => "unauthenticated",
            Self::TokenExpired => "token_expired",
            Self::Forbidden => "forbidden",
            Self::PhoneVerificationRequired => "phone_verification_required",
            Self::NotFound => "not_found",
            Self::MethodNotAllowed => "method_not_allowed",
            Self::InsufficientStock => "insufficient_stock",
            Self::SellerPaused => "seller_paused",
            Self::OrderNotCancellable => "order_not_cancellable",
            Self::AlreadyVerified => "already_verified",
            Self::VerificationExpired => "verification_expired",
            Self::PaymentRequired => "payment_required",
            Self::PaymentsOff => "payments_off",
            Self::PaymentNotPossible => "payment_not_possible",
            Self::Conflict => "conflict",
            Self::PreconditionFailed => "precondition_failed",
            Self::TooLarge => "too_large",
            Self::UnsupportedMediaType => "unsupported_media_type",
            Self::IdempotencyKeyReused => "idempotency_key_reused",
            Self::TooManyRequests => "too_many_requests",
            Self::Internal => "internal",
            Self::Unavailable => "unavailable",
        }
    }

    /// Whether Docket is at fault, so that the request may succeed later.
    #[must_use]
    pub const fn is_ours(self) -> bool {
        matches!(self, Self::Internal | Self::Unavailable)
    }
}
