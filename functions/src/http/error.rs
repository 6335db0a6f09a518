//! Everything that can go wrong, and the one place where it becomes an answer.

mod regrouping;

use axum::response::{IntoResponse, Response};
use docket_domain::{
    BatchRefusal, MemberRefusal, MergeRefusal, PlaceRefusal, Refusal, SellerRefusal, SendRefusal,
    SplitRefusal, TargetRefusal, UpdateRefusal,
};
use docket_platform::{IdTokenError, KeyError, TokenError};
use docket_store::{Shortage, StoreError};
use http::{HeaderValue, StatusCode, header};
use jiff::SignedDuration;
use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::openapi::{samples, words};

/// Seconds after which an overloaded or absent table may be asked again.
const UNAVAILABLE_RETRY: u64 = 1;

/// The most characters of a problem's detail.
const MAX_DETAIL: usize = 300;

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
    /// A voucher cannot be redeemed.
    #[error("a voucher cannot be redeemed")]
    VoucherRejected(FieldError),
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

/// A place in a request that is at fault.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[schema(example = samples::field_error)]
pub struct FieldError {
    /// JSON pointer into the body.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "/items/0/quantity")]
    pub pointer: Option<String>,
    /// Name of a header, or of a parameter in path or query.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "limit")]
    pub parameter: Option<String>,
    /// What is wrong.
    #[schema(example = "must be between 1 and 100")]
    pub detail: String,
}

impl FieldError {
    /// At a place in the body.
    pub fn at(pointer: impl Into<String>, detail: impl ToString) -> Self {
        Self { pointer: Some(pointer.into()), parameter: None, detail: detail.to_string() }
    }

    /// The same in a part of the body.
    #[must_use]
    pub fn under(self, part: &str) -> Self {
        Self { pointer: self.pointer.map(|pointer| format!("{part}{pointer}")), ..self }
    }

    /// In a header or parameter.
    pub fn parameter(name: &str, detail: impl ToString) -> Self {
        Self { pointer: None, parameter: Some(name.to_owned()), detail: detail.to_string() }
    }
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

/// A line of a cart of which there is too little.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(example = samples::shortfall)]
pub struct Shortfall {
    /// The product.
    #[schema(value_type = words::ProductId)]
    pub product_id: String,
    /// Its name.
    #[schema(example = "Vegetable thali")]
    pub product_name: String,
    /// How many were wanted.
    #[schema(value_type = words::Total)]
    pub requested: u64,
    /// How many there are.
    #[schema(value_type = words::Total)]
    pub available: u64,
    /// The same in words.
    #[schema(example = "2 of Vegetable thali were ordered, 1 are there")]
    pub detail: String,
}

impl Shortfall {
    /// A product of an order, by its name.
    #[must_use]
    pub fn new(short: &Shortage, name: String) -> Self {
        let Shortage { requested, available, .. } = *short;
        Self {
            product_id: short.product.to_string(),
            detail: format!("{requested} of {name} were ordered, {available} are there"),
            product_name: name,
            requested: requested.into(),
            available,
        }
    }
}

/// RFC 9457 problem details, before the request's id is known.
#[derive(Debug, Clone)]
pub struct Problem {
    status: StatusCode,
    code: &'static str,
    detail: String,
    more: Map<String, Value>,
    retry_after: Option<u64>,
    allow: Option<String>,
}

impl Problem {
    fn new(status: StatusCode, code: &'static str, detail: String) -> Self {
        // It may repeat what a client sent.
        let detail = detail.chars().take(MAX_DETAIL).collect();
        Self { status, code, detail, more: Map::new(), retry_after: None, allow: None }
    }

    fn with(mut self, name: &str, value: Value) -> Self {
        self.more.insert(name.to_owned(), value);
        self
    }

    fn retry_after(mut self, seconds: u64) -> Self {
        self.retry_after = Some(seconds);
        self
    }

    /// Whether the request is at fault, and would be again.
    #[must_use]
    pub fn is_clients(&self) -> bool {
        self.status.is_client_error()
    }

    /// Its stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        self.code
    }

    /// What is wrong, in words.
    #[must_use]
    pub fn detail(&self) -> &str {
        &self.detail
    }

    /// The body.
    #[must_use]
    pub fn json(self, request_id: &str) -> Value {
        let mut body = self.more;
        body.insert("type".to_owned(), json!("about:blank"));
        body.insert("title".to_owned(), json!(self.status.canonical_reason().unwrap_or("Error")));
        body.insert("status".to_owned(), json!(self.status.as_u16()));
        body.insert("detail".to_owned(), json!(self.detail));
        body.insert("code".to_owned(), json!(self.code));
        body.insert("requestId".to_owned(), json!(request_id));
        Value::Object(body)
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
            ApiError::Forbidden => problem(S::FORBIDDEN, "forbidden"),
            ApiError::NotFound => problem(S::NOT_FOUND, "not_found"),
            ApiError::MethodNotAllowed(allow) => {
                Self { allow: Some(allow), ..problem(S::METHOD_NOT_ALLOWED, "method_not_allowed") }
            }
            ApiError::CodeRejected { attempts_left, .. } => {
                problem(S::BAD_REQUEST, "code_rejected").with("attemptsLeft", json!(attempts_left))
            }
            ApiError::VoucherRejected(fault) => {
                problem(S::BAD_REQUEST, "voucher_rejected").with("errors", json!([fault]))
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
            ApiError::Conflict | ApiError::VoucherGone | ApiError::BatchTooLong => {
                problem(S::CONFLICT, "conflict")
            }
            ApiError::Taken(fault) => {
                problem(S::CONFLICT, "conflict").with("errors", json!([fault]))
            }
            ApiError::Member(refusal) => member_problem(refusal, detail),
            ApiError::Batch(refusal) => batch_problem(refusal, detail),
            ApiError::Seller(refusal) => seller_problem(refusal, detail),
            ApiError::Split(refusal) => regrouping::split_problem(refusal, detail),
            ApiError::Merge(refusal) => regrouping::merge_problem(refusal, detail),
            ApiError::OfSeller(at, error) => regrouping::part_problem(at, *error),
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

fn place_problem(refusal: &PlaceRefusal, detail: String) -> Problem {
    let problem = |status, code| Problem::new(status, code, detail.clone());
    let lines = |code, field: &str, positions: &[usize]| {
        let errors: Vec<_> = positions
            .iter()
            .map(|at| FieldError::at(format!("/items/{at}/{field}"), &detail))
            .collect();
        problem(StatusCode::BAD_REQUEST, code).with("errors", json!(errors))
    };
    match refusal {
        PlaceRefusal::UnknownProducts(at) => lines("unknown_product", "productId", at),
        PlaceRefusal::MixedSellers(at) => lines("mixed_sellers", "productId", at),
        PlaceRefusal::UnknownAddons(at) => lines("invalid_request", "addons", at),
        PlaceRefusal::TooMany(at) => lines("invalid_request", "quantity", at),
        PlaceRefusal::Voucher(at, _) => {
            let fault = FieldError::at(format!("/vouchers/{at}"), &detail);
            problem(StatusCode::BAD_REQUEST, "voucher_rejected").with("errors", json!([fault]))
        }
        PlaceRefusal::UnknownZone => {
            let fault = FieldError::at("/fulfilment/zoneId", &detail);
            problem(StatusCode::BAD_REQUEST, "invalid_request").with("errors", json!([fault]))
        }
        PlaceRefusal::TotalTooLarge => problem(StatusCode::BAD_REQUEST, "invalid_request"),
        PlaceRefusal::VerifyFirst | PlaceRefusal::HeldOut(_) => {
            problem(StatusCode::FORBIDDEN, "phone_verification_required")
        }
    }
}

fn refusal_problem(refusal: Refusal, detail: String) -> Problem {
    use StatusCode as S;
    let problem = |status, code| Problem::new(status, code, detail.clone());
    match refusal {
        Refusal::UnknownStatus(_) => problem(S::BAD_REQUEST, "invalid_status"),
        Refusal::InvalidTransition { from, to, allowed } => {
            problem(S::BAD_REQUEST, "invalid_transition")
                .with("from", json!(from))
                .with("to", json!(to))
                .with("allowed", json!(allowed))
        }
        Refusal::Forbidden => problem(S::FORBIDDEN, "forbidden"),
        Refusal::NotCancellable { reason } => {
            problem(S::CONFLICT, "order_not_cancellable").with("reason", json!(reason))
        }
        Refusal::AlreadyVerified => problem(S::CONFLICT, "already_verified"),
        Refusal::VerificationExpired => problem(S::CONFLICT, "verification_expired"),
        Refusal::NotChangeable { .. } => problem(S::CONFLICT, "conflict"),
        Refusal::NotOverdue | Refusal::TakesNoPayment(_) | Refusal::Merged(_) => {
            problem(S::CONFLICT, "conflict")
        }
        Refusal::TooMuch => problem(S::BAD_REQUEST, "invalid_request"),
    }
}

fn member_problem(refusal: MemberRefusal, detail: String) -> Problem {
    match refusal {
        MemberRefusal::Unreachable => invalid("/phone", detail),
        MemberRefusal::NeedsSeller | MemberRefusal::HasNoSeller => invalid("/sellerId", detail),
        MemberRefusal::NoMembersRole => invalid("/role", detail),
        MemberRefusal::Forbidden | MemberRefusal::OwnAccess => {
            Problem::new(StatusCode::FORBIDDEN, "forbidden", detail)
        }
    }
}

fn seller_problem(refusal: SellerRefusal, detail: String) -> Problem {
    match refusal {
        SellerRefusal::TooManyZones => invalid("/zones", detail),
        SellerRefusal::ZoneTwice(at) => invalid(&format!("/zones/{at}/id"), detail),
        SellerRefusal::Targets(TargetRefusal::Status(at) | TargetRefusal::Twice(at)) => {
            invalid(&format!("/slaTargets/{at}/status"), detail)
        }
        SellerRefusal::Tax => invalid("/charges/taxBasisPoints", detail),
        SellerRefusal::Forbidden | SellerRefusal::Lifecycle => {
            Problem::new(StatusCode::FORBIDDEN, "forbidden", detail)
        }
    }
}

fn batch_problem(refusal: BatchRefusal, detail: String) -> Problem {
    let conflict = || Problem::new(StatusCode::CONFLICT, "conflict", detail.clone());
    match refusal {
        BatchRefusal::Forbidden => Problem::new(StatusCode::FORBIDDEN, "forbidden", detail),
        BatchRefusal::Size => invalid("/orderIds", detail),
        BatchRefusal::NotDelivered(at) | BatchRefusal::OtherZone(at) => {
            let fault = |at| FieldError::at(format!("/orderIds/{at}"), &detail);
            ApiError::Invalid(at.into_iter().map(fault).collect()).into()
        }
        BatchRefusal::NotADriver => invalid("/driverId", detail),
        BatchRefusal::NotAPermutation => invalid("/sequence", detail),
        BatchRefusal::NoStep => {
            Problem::new(StatusCode::BAD_REQUEST, "invalid_status", detail.clone())
        }
        BatchRefusal::NotWaiting(orders)
        | BatchRefusal::Taken(orders)
        | BatchRefusal::Unready(orders)
        | BatchRefusal::Undelivered(orders) => {
            let ids: Vec<_> = orders.iter().map(ToString::to_string).collect();
            conflict().with("orderIds", json!(ids))
        }
        BatchRefusal::Over(_)
        | BatchRefusal::NoDriver
        | BatchRefusal::NothingToPickUp
        | BatchRefusal::NotPickedUp(_)
        | BatchRefusal::PickedUp => conflict(),
        BatchRefusal::Order(refusal) => refusal_problem(refusal, detail),
    }
}

/// A request with one fault.
fn invalid(pointer: &str, detail: String) -> Problem {
    ApiError::from(FieldError::at(pointer, detail)).into()
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

impl IntoResponse for ApiError {
    /// The body is written by the edge, which knows the request's id.
    fn into_response(self) -> Response {
        let problem = Problem::from(self);
        let mut response = problem.status.into_response();
        let headers = response.headers_mut();
        if let Some(seconds) = problem.retry_after {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        if problem.status == StatusCode::UNAUTHORIZED {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        if let Some(allow) =
            problem.allow.as_deref().and_then(|allow| HeaderValue::from_str(allow).ok())
        {
            headers.insert(header::ALLOW, allow);
        }
        response.extensions_mut().insert(problem);
        response
    }
}
