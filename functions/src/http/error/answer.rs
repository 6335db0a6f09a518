//! The one place where what can go wrong becomes an answer.

use axum::response::{IntoResponse, Response};
use docket_domain::SendRefusal;
use docket_platform::{IdTokenError, TokenError};
use docket_store::StoreError;
use http::StatusCode;
use jiff::SignedDuration;
use serde_json::json;

use super::{
    ApiError, Problem,
    refusals::{batch_problem, member_problem, place_problem, refusal_problem, seller_problem},
    regrouping::{merge_problem, part_problem, split_problem},
};

/// Seconds after which an overloaded or absent table may be asked again.
const UNAVAILABLE_RETRY: u64 = 1;

impl From<ApiError> for Problem {
    fn from(error: ApiError) -> Self {
        use StatusCode as S;
        let detail = error.to_string();
        let problem = |status, code| Self::new(status, code, detail.clone());
        match error {
            ApiError::Invalid(errors) => {
                problem(S::BAD_REQUEST, "invalid_request").with("errors", json!(errors))
            }
            ApiError::TooLarge => problem(S::PAYLOAD_TOO_LARGE, "too_large"),
            ApiError::UnsupportedMediaType => {
                problem(S::UNSUPPORTED_MEDIA_TYPE, "unsupported_media_type")
            }
            ApiError::Unauthenticated => problem(S::UNAUTHORIZED, "unauthenticated"),
            ApiError::Token(error) => match error {
                TokenError::Expired => problem(S::UNAUTHORIZED, "token_expired"),
                TokenError::Invalid => problem(S::UNAUTHORIZED, "unauthenticated"),
                TokenError::Key(reason) => internal(&reason),
            },
            ApiError::IdToken(error) => match error {
                IdTokenError::Expired => problem(S::UNAUTHORIZED, "token_expired"),
                IdTokenError::Refused(_) => problem(S::UNAUTHORIZED, "unauthenticated"),
                IdTokenError::Unavailable { retry_after } => {
                    problem(S::SERVICE_UNAVAILABLE, "unavailable").retry_after(whole(retry_after))
                }
            },
            ApiError::Forbidden => problem(S::FORBIDDEN, "forbidden").unexplained(),
            ApiError::NotAnAdmin(_) | ApiError::NeedsCode => problem(S::FORBIDDEN, "forbidden"),
            ApiError::NotFound => problem(S::NOT_FOUND, "not_found"),
            ApiError::MethodNotAllowed(methods) => {
                problem(S::METHOD_NOT_ALLOWED, "method_not_allowed").allow(methods)
            }
            ApiError::CodeRejected { attempts_left, .. } => {
                problem(S::BAD_REQUEST, "code_rejected").with("attemptsLeft", json!(attempts_left))
            }
            ApiError::VoucherRejected(faults) => {
                problem(S::BAD_REQUEST, "voucher_rejected").with("errors", json!(faults))
            }
            ApiError::Place(refusal) => place_problem(&refusal, detail),
            ApiError::Refused(refusal) => refusal_problem(refusal, detail),
            ApiError::Send(
                SendRefusal::TooMany { retry_after } | SendRefusal::TooManyHolds { retry_after },
            ) => problem(S::TOO_MANY_REQUESTS, "too_many_requests").retry_after(whole(retry_after)),
            ApiError::InsufficientStock(short) => {
                problem(S::CONFLICT, "insufficient_stock").with("stockIssues", json!(short))
            }
            ApiError::TooScattered => problem(S::BAD_REQUEST, "invalid_request"),
            ApiError::PreconditionFailed => problem(S::PRECONDITION_FAILED, "precondition_failed"),
            ApiError::KeyReused => problem(S::UNPROCESSABLE_ENTITY, "idempotency_key_reused"),
            ApiError::Conflict => problem(S::CONFLICT, "conflict").reason("changed_meanwhile"),
            ApiError::VoucherGone => problem(S::CONFLICT, "conflict").reason("voucher_used_up"),
            ApiError::BatchTooLong => problem(S::CONFLICT, "conflict").reason("histories_too_long"),
            ApiError::MemberElsewhere => {
                problem(S::CONFLICT, "conflict").reason("member_elsewhere")
            }
            ApiError::TemplatesFull(_) => problem(S::CONFLICT, "conflict").reason("templates_full"),
            ApiError::VoucherUses(code) => problem(S::CONFLICT, "conflict")
                .reason("voucher_uses")
                .with("voucher", json!(code.as_str())),
            ApiError::Taken(fault) => {
                problem(S::CONFLICT, "conflict").reason("taken").with("errors", json!([fault]))
            }
            ApiError::Member(refusal) => member_problem(refusal, detail),
            ApiError::Batch(refusal) => batch_problem(refusal, detail),
            ApiError::Seller(refusal) => seller_problem(refusal, detail),
            ApiError::Split(refusal) => split_problem(refusal, detail),
            ApiError::Merge(refusal) => merge_problem(refusal, detail),
            ApiError::OfSeller(at, error) => part_problem(at, *error),
            ApiError::Store(error) => match error {
                StoreError::Unavailable(reason) => {
                    tracing::error!(reason, "the table is unavailable");
                    unavailable()
                }
                StoreError::Busy => unavailable(),
                StoreError::Corrupt { key, problem } => {
                    internal(&format!("the item {key} cannot be read: {problem}"))
                }
            },
            ApiError::Table(error) => internal(&error.to_string()),
            ApiError::Key(error) => internal(&error.to_string()),
        }
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        Problem::from(self).into_response()
    }
}

fn unavailable() -> Problem {
    let detail = "the service is busy; try again".to_owned();
    Problem::new(StatusCode::SERVICE_UNAVAILABLE, "unavailable", detail)
        .retry_after(UNAVAILABLE_RETRY)
}

/// What went wrong inside is logged, and not told.
fn internal(reason: &str) -> Problem {
    tracing::error!(reason, "internal error");
    let detail = "something went wrong on our side".to_owned();
    Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "internal", detail)
}

fn whole(duration: SignedDuration) -> u64 {
    u64::try_from(duration.as_secs()).unwrap_or(0) + u64::from(duration.subsec_nanos() > 0)
}
