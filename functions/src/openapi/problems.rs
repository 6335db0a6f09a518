//! The errors of operations, from one table. Some follow from what an operation takes, such as a
//! body or a token; the handler names the others by their status alone.

use docket_app::ProblemCode;
use serde_json::json;
use utoipa::{
    ToSchema,
    openapi::{
        AllOfBuilder, Content, HeaderBuilder, ObjectBuilder, Ref, RefOr, Response, ResponseBuilder,
        path::{Operation, ParameterIn},
        schema::Type,
    },
};

use super::words;
use crate::http::{FieldError, Shortfall, problem_status};

/// An RFC 9457 problem. Every error that Docket returns has this form. `type`, `title`, `status`,
/// `detail`, `code` and `requestId` are always present; the other properties are present only for
/// the codes that their descriptions name.
#[derive(ToSchema)]
#[schema(as = Problem)]
#[expect(dead_code, reason = "describes what `Problem::json` writes")]
#[schema(rename_all = "camelCase")]
pub struct ProblemBody {
    /// The problem type, which is always `about:blank`. Distinguish problems by `code` and
    /// `reason`.
    #[schema(example = "about:blank")]
    r#type: String,
    /// The reason phrase of the HTTP status, for people.
    #[schema(example = "Conflict")]
    title: String,
    /// The HTTP status code, equal to that of the response.
    #[schema(minimum = 400, maximum = 599, example = 409)]
    status: u16,
    /// What is wrong with this request and what to do next, for people. The wording can change; do
    /// not parse it.
    #[schema(
        max_length = 1500,
        example = "There is not enough stock; `stockIssues` names every product that is short."
    )]
    detail: String,
    /// The stable code of the problem, for programs.
    #[schema(example = "insufficient_stock")]
    code: String,
    /// The identifier of the request. Give it when you report the problem. It is also in the header
    /// `X-Request-Id`.
    #[schema(example = "0l4gWkz3RzV1vYx9")]
    request_id: String,
    /// The invalid places of the request, all at once (`invalid_request` and other codes with
    /// status 400, and `conflict` with the reason `taken`).
    errors: Option<Vec<FieldError>>,
    /// The orders that prevent the change (`conflict`).
    #[schema(value_type = Option<Vec<words::OrderId>>)]
    order_ids: Option<Vec<String>>,
    /// The batches that contain the orders of `orderIds`, in the same sequence (`conflict` with the
    /// reason `orders_in_another_batch`).
    #[schema(value_type = Option<Vec<words::BatchId>>)]
    batch_ids: Option<Vec<String>>,
    /// Every product that is short, not only the first one (`insufficient_stock`).
    stock_issues: Option<Vec<Shortfall>>,
    /// The number of guesses that are left for this code (`code_rejected`).
    #[schema(maximum = 5, example = 4)]
    attempts_left: Option<u32>,
    /// The statuses to which the order can move (`invalid_transition`), or all statuses that can be
    /// named here (`invalid_status`).
    #[schema(value_type = Option<Vec<words::StatusName>>)]
    allowed: Option<Vec<String>>,
    /// The present status of the order (`invalid_transition`).
    #[schema(value_type = Option<words::StatusName>)]
    from: Option<String>,
    /// The status to which the request would move the order (`invalid_transition`).
    #[schema(value_type = Option<words::StatusName>)]
    to: Option<String>,
    /// The stable reason within the code, for programs (`order_not_cancellable`, `conflict`).
    #[schema(example = "cancel_window_ended")]
    reason: Option<String>,
    /// The time at which the buyer's cancel window ended (`order_not_cancellable` with the reason
    /// `cancel_window_ended`).
    #[schema(value_type = Option<words::Moment>)]
    ended_at: Option<String>,
    /// The time until which the seller accepts no orders (`seller_paused`).
    #[schema(value_type = Option<words::Moment>)]
    paused_until: Option<String>,
    /// The roles that can still cancel the order (`order_not_cancellable` with the reason
    /// `role_not_allowed`).
    #[schema(value_type = Option<Vec<words::RoleName>>)]
    allowed_roles: Option<Vec<String>>,
    /// The amount that is still due for the order, in minor units of its currency
    /// (`invalid_request` at `/amount`).
    #[schema(value_type = Option<words::Amount>)]
    amount_due: Option<u64>,
    /// The amount that was paid for the order, less refunds, open refunds and chargebacks, in minor
    /// units of its currency (`invalid_request` at `/amount`).
    #[schema(value_type = Option<words::Amount>)]
    amount_kept: Option<u64>,
    /// The voucher whose uses cannot be given back (`conflict` with the reason `voucher_uses`).
    #[schema(value_type = Option<words::VoucherCode>)]
    voucher: Option<String>,
}

/// The problems of one HTTP status: those whose codes have it.
struct Kind {
    status: u16,
    name: &'static str,
    description: &'static str,
    /// The header that comes with the response, and its description.
    header: Option<(&'static str, &'static str)>,
}

impl Kind {
    const fn new(status: u16, name: &'static str, description: &'static str) -> Self {
        Self { status, name, description, header: None }
    }

    const fn with(self, name: &'static str, description: &'static str) -> Self {
        Self { header: Some((name, description)), ..self }
    }
}

/// The description of the header `Retry-After`.
const RETRY_AFTER: &str = "The number of seconds after which to retry.";

/// The problems of every status that operations describe.
const KINDS: &[Kind] = &[
    Kind::new(
        400,
        "BadRequest",
        "The request is invalid. `errors` lists every invalid place with what is wrong there.",
    ),
    Kind::new(
        401,
        "Unauthorized",
        "There is no bearer token, or it is invalid, revoked (`unauthenticated`) or expired \
         (`token_expired`). Sign in, or refresh the session.",
    )
    .with("WWW-Authenticate", "The authentication scheme, which is always `Bearer`."),
    Kind::new(
        403,
        "Forbidden",
        "The caller can see the resource but may not do this. `detail` says who may.",
    ),
    Kind::new(404, "NotFound", "There is no such resource for this caller."),
    Kind::new(
        409,
        "Conflict",
        "The state of the resource does not allow the request. `reason` says why for `conflict` \
         and `order_not_cancellable`.",
    ),
    Kind::new(
        412,
        "PreconditionFailed",
        "The resource has changed since the version that `If-Match` names. Read it again.",
    ),
    Kind::new(
        413,
        "ContentTooLarge",
        "The body is larger than 256 KB, or an image is larger than 200 KB.",
    ),
    Kind::new(
        415,
        "UnsupportedMediaType",
        "The body is not `application/json`, or an image not `image/webp`, `image/jpeg` or `image/png`.",
    ),
    Kind::new(
        422,
        "UnprocessableContent",
        "The `Idempotency-Key` was already used with another request body.",
    ),
    Kind::new(429, "TooManyRequests", "Too many requests; retry later.")
        .with("Retry-After", RETRY_AFTER),
    Kind::new(500, "InternalServerError", "An internal error occurred."),
    Kind::new(503, "ServiceUnavailable", "The service is busy; retry.")
        .with("Retry-After", RETRY_AFTER),
];

impl Kind {
    fn codes(&self) -> impl Iterator<Item = &'static str> {
        let own = |code: &ProblemCode| problem_status(*code).as_u16() == self.status;
        ProblemCode::ALL.into_iter().filter(own).map(ProblemCode::name)
    }

    fn response(&self) -> Response {
        let status = ObjectBuilder::new().schema_type(Type::Integer);
        let code = ObjectBuilder::new().schema_type(Type::String);
        let codes = ObjectBuilder::new()
            .property("status", status.enum_values(Some([self.status])))
            .property("code", code.enum_values(Some(self.codes())));
        let schema = AllOfBuilder::new().item(Ref::from_schema_name("Problem")).item(codes);
        let example = json!({
            "type": "about:blank",
            "title": title(self.status),
            "status": self.status,
            "detail": self.description,
            "code": self.codes().next(),
            "requestId": "0l4gWkz3RzV1vYx9",
        });
        let content = Content::builder().schema(Some(schema)).example(Some(example)).build();
        let response = ResponseBuilder::new()
            .description(self.description)
            .content("application/problem+json", content);
        let header = |description| HeaderBuilder::new().description(Some(description)).build();
        match self.header {
            Some((name, description)) => response.header(name, header(description)).build(),
            None => response.build(),
        }
    }
}

fn title(status: u16) -> &'static str {
    let status = http::StatusCode::from_u16(status).ok();
    status.and_then(|status| status.canonical_reason()).unwrap_or("Error")
}

/// The problem responses by name, to be referred to by operations.
pub fn responses() -> impl Iterator<Item = (String, RefOr<Response>)> {
    KINDS.iter().map(|kind| (kind.name.to_owned(), RefOr::T(kind.response())))
}

/// Adds to an operation its problems: those that follow from what it takes, and those whose status
/// its handler names.
pub fn describe(operation: &mut Operation) {
    let follows = follows(operation);
    for kind in KINDS {
        let status = kind.status.to_string();
        let named = operation.responses.responses.contains_key(&status);
        if named || follows.contains(&kind.status) {
            let response = RefOr::Ref(Ref::from_response_name(kind.name));
            operation.responses.responses.insert(status, response);
        }
    }
}

fn follows(operation: &Operation) -> Vec<u16> {
    let mut statuses = vec![500, 503];
    if operation.request_body.is_some() {
        statuses.extend([400, 413, 415]);
    }
    if operation.security.is_some() {
        statuses.push(401);
    }
    for parameter in operation.parameters.iter().flatten() {
        let RefOr::T(parameter) = parameter else { continue };
        match (&parameter.parameter_in, parameter.name.as_str()) {
            (ParameterIn::Path, _) => statuses.push(404),
            (ParameterIn::Query, _) | (ParameterIn::Header, "Idempotency-Key") => {
                statuses.push(400);
            }
            (ParameterIn::Header, "If-Match") => statuses.push(412),
            (ParameterIn::Header | ParameterIn::Cookie | ParameterIn::QueryString, _) => {}
        }
    }
    statuses
}
