//! Converts an [`AppError`] into an [`Explanation`], which is independent of the protocol.

use docket_domain::SendRefusal;
use docket_domain::payments::RefundRefusal;
use docket_platform::{IdTokenError, ImageStoreError, TokenError, payments::ProviderError};
use docket_store::StoreError;

use super::{
    AppError, Explanation, ProblemCode,
    refusals::{batch, member, place, refused, seller},
    regrouping::{merge, split},
};

impl AppError {
    /// The code, reason, detail and places of the refusal. An internal error is explained without
    /// its cause, which is only logged.
    #[must_use]
    pub fn explain(&self) -> Explanation {
        let detail = self.to_string();
        let of = |code| Explanation::new(code, &detail);
        let conflict = |reason| Explanation::conflict(reason, &detail);
        match self {
            Self::Invalid(faults) => Explanation::invalid(faults.clone()),
            Self::Unauthenticated => of(ProblemCode::Unauthenticated),
            Self::Token(error) => match error {
                TokenError::Expired => of(ProblemCode::TokenExpired),
                TokenError::Invalid => of(ProblemCode::Unauthenticated),
                TokenError::Key(_) => Explanation::internal(),
            },
            Self::IdToken(error) => match error {
                IdTokenError::Expired => of(ProblemCode::TokenExpired),
                IdTokenError::Refused(_) => of(ProblemCode::Unauthenticated),
                IdTokenError::Unavailable { retry_after } => {
                    of(ProblemCode::Unavailable).retry_after(*retry_after)
                }
            },
            Self::Forbidden | Self::NotAnAdmin(_) | Self::NeedsCode => {
                Explanation::forbidden(&detail)
            }
            Self::NotFound => of(ProblemCode::NotFound),
            Self::CodeRejected { .. } => of(ProblemCode::CodeRejected),
            Self::VoucherRejected(faults) => {
                of(ProblemCode::VoucherRejected).naming(faults.clone())
            }
            Self::Place(refusal) => place(refusal, &detail),
            Self::Refused(refusal) => refused(refusal, &detail),
            Self::Send(
                SendRefusal::TooMany { retry_after } | SendRefusal::TooManyHolds { retry_after },
            ) => of(ProblemCode::TooManyRequests).retry_after(*retry_after),
            Self::InsufficientStock(_) => of(ProblemCode::InsufficientStock),
            Self::TooScattered => of(ProblemCode::InvalidRequest),
            Self::PreconditionFailed => of(ProblemCode::PreconditionFailed),
            Self::KeyReused => of(ProblemCode::IdempotencyKeyReused),
            Self::Conflict => conflict("changed_meanwhile"),
            Self::VoucherGone => conflict("voucher_used_up"),
            Self::BatchTooLong => conflict("histories_too_long"),
            Self::MemberElsewhere => conflict("member_elsewhere"),
            Self::TemplatesFull(_) => conflict("templates_full"),
            Self::VoucherUses(_) => conflict("voucher_uses"),
            Self::Taken(fault) => conflict("taken").naming(vec![fault.clone()]),
            Self::Member(refusal) => member(*refusal, &detail),
            Self::Batch(refusal) => batch(refusal, &detail),
            Self::Seller(refusal) => seller(*refusal, &detail),
            Self::Split(refusal) => split(refusal, &detail),
            Self::Merge(refusal) => merge(refusal, &detail),
            Self::PaymentsOff => of(ProblemCode::PaymentsOff),
            Self::NothingDue => conflict("nothing_due"),
            Self::PaymentNotPossible(_) => of(ProblemCode::PaymentNotPossible),
            Self::PaidSeparately => conflict("paid_separately"),
            Self::Payment(_) => conflict("payment_changed"),
            Self::Refund(refusal) => conflict(match refusal {
                RefundRefusal::Claimed(_) | RefundRefusal::UnderWay => "refund_under_way",
                RefundRefusal::Ended => "refund_ended",
                RefundRefusal::ByHand => "refund_by_hand",
                RefundRefusal::NotFailed => "refund_not_failed",
            }),
            Self::Provider(error) => match error {
                ProviderError::Unknown(_)
                | ProviderError::Busy { .. }
                | ProviderError::ServerError { .. }
                | ProviderError::Misconfigured(_) => Explanation::unavailable(),
                ProviderError::Refused(_) | ProviderError::NotFound => {
                    of(ProblemCode::PaymentNotPossible)
                }
            },
            Self::Forged => of(ProblemCode::InvalidSignature),
            Self::OfSeller(at, error) => part(*at, error),
            Self::Store(error) => match error {
                StoreError::Unavailable(_) | StoreError::Busy => Explanation::unavailable(),
                StoreError::Corrupt { .. } => Explanation::internal(),
            },
            Self::Images(ImageStoreError::Unavailable(_)) => Explanation::unavailable(),
            Self::PaymentMismatch(_) | Self::Key(_) => Explanation::internal(),
        }
    }

    /// Logs the cause of an internal error for the operator. Callers do not see it.
    pub fn log(&self) {
        match self {
            Self::Store(StoreError::Unavailable(reason)) => {
                tracing::error!(reason, "the table is unavailable");
            }
            Self::Images(ImageStoreError::Unavailable(reason)) => {
                tracing::error!(reason, "the store of images is unavailable");
            }
            Self::Store(StoreError::Corrupt { key, problem }) => {
                let reason = format!("the item {key} cannot be read: {problem}");
                tracing::error!(reason, "internal error");
            }
            Self::Token(TokenError::Key(reason)) => tracing::error!(reason, "internal error"),
            Self::Key(error) => {
                let reason = error.to_string();
                tracing::error!(reason, "internal error");
            }
            Self::Provider(error) => {
                let reason = error.to_string();
                tracing::error!(reason, "the payment provider did not do what it was asked");
            }
            Self::PaymentMismatch(reason) => tracing::error!(reason, "internal error"),
            Self::OfSeller(_, error) => error.log(),
            Self::Store(StoreError::Busy)
            | Self::Token(TokenError::Expired | TokenError::Invalid)
            | Self::Invalid(_)
            | Self::Unauthenticated
            | Self::IdToken(_)
            | Self::Forbidden
            | Self::NotAnAdmin(_)
            | Self::NeedsCode
            | Self::NotFound
            | Self::CodeRejected { .. }
            | Self::VoucherRejected(_)
            | Self::Place(_)
            | Self::Refused(_)
            | Self::Send(_)
            | Self::InsufficientStock(_)
            | Self::TooScattered
            | Self::PaymentsOff
            | Self::NothingDue
            | Self::PaymentNotPossible(_)
            | Self::PaidSeparately
            | Self::Payment(_)
            | Self::Refund(_)
            | Self::Forged
            | Self::PreconditionFailed
            | Self::KeyReused
            | Self::Conflict
            | Self::VoucherGone
            | Self::BatchTooLong
            | Self::MemberElsewhere
            | Self::TemplatesFull(_)
            | Self::VoucherUses(_)
            | Self::Taken(_)
            | Self::Member(_)
            | Self::Batch(_)
            | Self::Seller(_)
            | Self::Split(_)
            | Self::Merge(_) => {}
        }
    }
}

/// The explanation of an error in one seller's part of a checkout, with pointers into that part.
fn part(at: usize, error: &AppError) -> Explanation {
    let explanation = error.explain();
    let part = format!("/sellers/{at}");
    let faults = explanation.faults.iter().map(|fault| fault.clone().under(&part)).collect();
    explanation.naming(faults)
}
