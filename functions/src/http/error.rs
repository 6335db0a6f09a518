//! Everything that can go wrong, and the one place where it becomes an answer.

mod faults;
mod problem;
mod refusals;
mod regrouping;

use docket_domain::{
    BatchRefusal, MemberRefusal, MergeRefusal, PlaceRefusal, Refusal, Role, SellerRefusal,
    SendRefusal, SplitRefusal, UpdateRefusal, VoucherCode,
};
use docket_platform::{IdTokenError, KeyError, TokenError};
use docket_store::StoreError;
use http::StatusCode;
use jiff::SignedDuration;
use serde_json::json;

use refusals::{batch_problem, member_problem, place_problem, refusal_problem, seller_problem};
use regrouping::{merge_problem, part_problem, split_problem};

pub use faults::{Faults, FieldError, Shortfall};
pub use problem::Problem;

/// Seconds after which an overloaded or absent table may be asked again.
const UNAVAILABLE_RETRY: u64 = 1;

/// Why a request was not carried out.
#[derive(Debug, thiserror::Error)]
pub enum ApiError {
    /// The request is malformed; names every place at fault.
    #[error("the request is not valid")]
    Invalid(Vec<FieldError>),
    /// The body is larger than is read.
    #[error("the body is larger than 256 KB")]
    TooLarge,
    /// The body is not JSON.
    #[error("the body must be application/json")]
    UnsupportedMediaType,
    /// No token.
    #[error("sign in first: this needs a bearer token")]
    Unauthenticated,
    /// A token that is not good.
    #[error(transparent)]
    Token(#[from] TokenError),
    /// An external issuer's ID token is not taken.
    #[error(transparent)]
    IdToken(#[from] IdTokenError),
    /// The caller may see this, and not do that.
    #[error("you may not do this")]
    Forbidden,
    /// Who signs in where administrators do, and is none.
    #[error("Only an administrator can sign in here. Your role is {}.", .0.name())]
    NotAnAdmin(Role),
    /// An administrator by an external issuer's word.
    #[error("Only a code signs an administrator in; POST /api/auth/codes sends one.")]
    NeedsCode,
    /// There is no such thing, or the caller may not see it.
    #[error("there is no such resource")]
    NotFound,
    /// The path takes other methods.
    #[error("this path takes {0}")]
    MethodNotAllowed(String),
    /// A code was wrong, outdated or guessed at too often.
    #[error("{detail}")]
    CodeRejected {
        /// What was wrong.
        detail: String,
        /// How many guesses are left.
        attempts_left: u32,
    },
    /// A voucher that reviving an order redeems again is used up.
    #[error("a voucher of this order is used up by now")]
    VoucherGone,
    /// A voucher has fewer uses on record than an order would give back.
    #[error(
        "the voucher {0} has fewer uses on record than this order holds, so that they cannot be \
         given back; an administrator can cancel the order with `restoreVouchers: false`"
    )]
    VoucherUses(VoucherCode),
    /// A voucher cannot be redeemed.
    #[error("a voucher cannot be redeemed")]
    VoucherRejected(Vec<FieldError>),
    /// An order was refused before its stock was looked at.
    #[error(transparent)]
    Place(#[from] PlaceRefusal),
    /// An order's lifecycle refused a command.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// A code was refused to an address.
    #[error(transparent)]
    Send(#[from] SendRefusal),
    /// Not enough stock; names every line.
    #[error("there is not enough stock")]
    InsufficientStock(Vec<Shortfall>),
    /// What is ordered is spread over more stock items than one transaction
    /// takes.
    #[error("the order draws on too many stock items at once; order fewer products")]
    TooScattered,
    /// The resource is not as the caller's `If-Match` says.
    #[error("the resource has changed; read it again")]
    PreconditionFailed,
    /// What the request names belongs to somebody else.
    #[error("{}", .0.detail)]
    Taken(FieldError),
    /// The contact of this session signs in as another member.
    #[error("this phone or e-mail address belongs to another member; leave that membership first")]
    MemberElsewhere,
    /// An owner keeps as many templates as an owner may.
    #[error(
        "there are {0} templates already, which is the most that one owner may keep; \
         delete one that is no longer needed and send this again"
    )]
    TemplatesFull(u32),
    /// A member cannot be as asked.
    #[error(transparent)]
    Member(#[from] MemberRefusal),
    /// A batch cannot be as asked.
    #[error(transparent)]
    Batch(#[from] BatchRefusal),
    /// A batch's orders have too long histories to change together.
    #[error("the histories of these orders are too long for one change; move some of them singly")]
    BatchTooLong,
    /// A seller cannot be as asked.
    #[error(transparent)]
    Seller(#[from] SellerRefusal),
    /// An order cannot be split so.
    #[error(transparent)]
    Split(#[from] SplitRefusal),
    /// Orders cannot be merged.
    #[error(transparent)]
    Merge(#[from] MergeRefusal),
    /// One seller's part of a checkout.
    #[error("{1}")]
    OfSeller(usize, Box<Self>),
    /// The `Idempotency-Key` came with another body before.
    #[error("this Idempotency-Key was used with another request")]
    KeyReused,
    /// Others changed the same thing at the same time.
    #[error("others changed this at the same time; try again")]
    Conflict,
    /// The table.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A list could not be written as a table.
    #[error(transparent)]
    Table(#[from] csv::Error),
    /// A key.
    #[error(transparent)]
    Key(#[from] KeyError),
}

impl From<UpdateRefusal> for ApiError {
    fn from(refusal: UpdateRefusal) -> Self {
        match refusal {
            UpdateRefusal::Order(refusal) => refusal.into(),
            UpdateRefusal::Cart(refusal) => refusal.into(),
        }
    }
}

impl ApiError {
    /// Whether the caller may see this, and not do that in the capacity in
    /// which it was decided.
    #[must_use]
    pub const fn is_forbidden(&self) -> bool {
        matches!(
            self,
            Self::Forbidden
                | Self::Refused(Refusal::Forbidden)
                | Self::Batch(BatchRefusal::Forbidden | BatchRefusal::Order(Refusal::Forbidden))
        )
    }

    /// The same about one seller's part of a checkout.
    #[must_use]
    pub fn of_seller(self, at: usize) -> Self {
        Self::OfSeller(at, Box::new(self))
    }
}

impl From<FieldError> for ApiError {
    fn from(error: FieldError) -> Self {
        Self::Invalid(vec![error])
    }
}

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
