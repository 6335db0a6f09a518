//! The errors that an operation answers, from one table. Which of them an
//! operation has follows from what it takes; a handler adds those that follow
//! from what it does, by their status alone.

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

/// An RFC 9457 problem: every error that Docket makes has this shape.
#[derive(ToSchema)]
#[schema(as = Problem)]
#[expect(dead_code, reason = "describes what `Problem::json` writes")]
#[schema(rename_all = "camelCase")]
pub struct ProblemBody {
    /// Always `about:blank`; tell problems apart by `code`.
    #[schema(example = "about:blank")]
    r#type: String,
    /// The status in words.
    #[schema(example = "Conflict")]
    title: String,
    /// The HTTP status.
    #[schema(minimum = 400, maximum = 599, example = 409)]
    status: u16,
    /// What went wrong, for people.
    #[schema(max_length = 1500, example = "there is not enough stock")]
    detail: String,
    /// What went wrong, for programs; stable.
    #[schema(example = "insufficient_stock")]
    code: String,
    /// Name it when asking about the problem.
    #[schema(example = "0l4gWkz3RzV1vYx9")]
    request_id: String,
    /// The places of the request at fault.
    errors: Option<Vec<FieldError>>,
    /// The orders that a batch is refused for (`conflict`).
    #[schema(value_type = Option<Vec<words::OrderId>>)]
    order_ids: Option<Vec<String>>,
    /// The batches that those orders are in, each beside its order (`conflict` with
    /// `orders_in_another_batch`).
    #[schema(value_type = Option<Vec<words::BatchId>>)]
    batch_ids: Option<Vec<String>>,
    /// Every line that is short (`insufficient_stock`).
    stock_issues: Option<Vec<Shortfall>>,
    /// Guesses left (`code_rejected`).
    #[schema(maximum = 5, example = 4)]
    attempts_left: Option<u32>,
    /// Where the order could go (`invalid_transition`), or every status that
    /// there is (`invalid_status`).
    #[schema(value_type = Option<Vec<words::StatusName>>)]
    allowed: Option<Vec<String>>,
    /// Where it is (`invalid_transition`).
    #[schema(value_type = Option<words::StatusName>)]
    from: Option<String>,
    /// Where it was to go (`invalid_transition`).
    #[schema(value_type = Option<words::StatusName>)]
    to: Option<String>,
    /// Why not, for programs; stable (`order_not_cancellable`, `conflict`).
    #[schema(example = "cancel_window_ended")]
    reason: Option<String>,
    /// When the window to cancel ended (`order_not_cancellable` with
    /// `cancel_window_ended`).
    #[schema(value_type = Option<words::Moment>)]
    ended_at: Option<String>,
    /// Until when the seller takes no orders (`seller_paused`).
    #[schema(value_type = Option<words::Moment>)]
    paused_until: Option<String>,
    /// Who can still cancel it (`order_not_cancellable` with
    /// `role_not_allowed`).
    #[schema(value_type = Option<Vec<words::RoleName>>)]
    allowed_roles: Option<Vec<String>>,
    /// What is still due of the order, in minor units (`invalid_request` at
    /// `/amount`).
    #[schema(value_type = Option<words::Amount>)]
    amount_due: Option<u64>,
    /// What was paid for the order and is kept, in minor units (`invalid_request` at
    /// `/amount`).
    #[schema(value_type = Option<words::Amount>)]
    amount_kept: Option<u64>,
    /// The voucher whose uses cannot be given back (`conflict` with
    /// `voucher_uses`).
    #[schema(value_type = Option<words::VoucherCode>)]
    voucher: Option<String>,
}

/// A status that is a problem. Its codes are those that [`status`](crate::http::problem_status) gives this status.
struct Kind {
    status: u16,
    name: &'static str,
    description: &'static str,
    /// A header that comes with it.
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

/// The seconds after which to try again.
const RETRY_AFTER: &str = "Seconds after which to try again.";

/// Every status that is a problem.
const KINDS: &[Kind] = &[
    Kind::new(400, "BadRequest", "The request is not valid; `errors` names the places at fault."),
    Kind::new(401, "Unauthorized", "There is no token, or it is not or no longer good.")
        .with("WWW-Authenticate", "Always `Bearer`."),
    Kind::new(403, "Forbidden", "The caller may see this, and not do that."),
    Kind::new(404, "NotFound", "There is no such thing for this caller."),
    Kind::new(409, "Conflict", "What is there does not allow it."),
    Kind::new(412, "PreconditionFailed", "It has changed since the version that `If-Match` names."),
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
    Kind::new(422, "UnprocessableContent", "The `Idempotency-Key` came with another body before."),
    Kind::new(429, "TooManyRequests", "Too often; try again later.")
        .with("Retry-After", RETRY_AFTER),
    Kind::new(500, "InternalServerError", "Something went wrong inside."),
    Kind::new(503, "ServiceUnavailable", "Busy, or without its table.")
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

/// The problems by their names, to be referred to.
pub fn responses() -> impl Iterator<Item = (String, RefOr<Response>)> {
    KINDS.iter().map(|kind| (kind.name.to_owned(), RefOr::T(kind.response())))
}

/// Gives an operation its problems: those that follow from what it takes, and
/// those whose status its handler names.
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
