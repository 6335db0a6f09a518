//! The OpenAPI description of the API: collected from the handlers, and completed with the headers,
//! problems and examples that all operations share.

use utoipa::{
    Modify, OpenApi, PartialSchema,
    openapi::{
        self, ContentBuilder, HeaderBuilder, ObjectBuilder, RefOr, Required, Response,
        ResponseBuilder, Type,
        path::{Operation, Parameter, ParameterBuilder, ParameterIn},
        security::{HttpAuthScheme, HttpBuilder, SecurityScheme},
    },
};

use docket_app::SharedApp;
use utoipa_axum::router::OpenApiRouter;

use super::{examples::Examples, links, nulls, operations, problems, words};
use crate::{function::Handler, registry::FUNCTIONS};

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Docket",
        description = "Docket is a serverless API for orders. Guests and buyers place orders, \
            sellers fulfil them, and stock is never oversold.\n\n\
            ## Requests and responses\n\n\
            Bodies are JSON in camelCase, at most 256 KB; unknown fields are refused. Money \
            is an integer in minor units beside an ISO 4217 currency. Times are RFC 3339, in \
            responses in UTC with exactly three digits of a second. Phones are E.164. A \
            trailing slash is answered with 308 to the path without it. Every response has \
            the header `X-Request-Id`.\n\n\
            ## Authentication\n\n\
            Guests place and confirm orders without a token. Everybody else sends \
            `Authorization: Bearer <access token>`. Access tokens are valid for 15 minutes: \
            get one with `POST /api/auth/codes` and `POST /api/auth/tokens`, and refresh it \
            with `POST /api/auth/tokens/refresh`. The roles are `buyer`, `seller` (staff of \
            one seller), `driver` and `admin`. A caller who may not see a resource gets 404; \
            a caller who may see it but not do this gets 403.\n\n\
            ## Errors\n\n\
            Errors are RFC 9457 problems (`application/problem+json`) with a stable `code`, \
            and for `conflict` a stable `reason`. A request is checked in this order: route, \
            token, rights, body, state. All faults of a body are reported at once, each with \
            a JSON pointer. Operations describe their specific errors; 400 for a malformed \
            body, 401 for a missing or invalid token, 413, 415, 500 and 503 are possible \
            wherever they are listed. 429 and 503 have `Retry-After`.\n\n\
            ## Idempotency\n\n\
            Most operations that create or record something accept the header \
            `Idempotency-Key`: a repeated request with this key and an equal body, compared \
            as JSON values, has no further effect and is answered with the present state and \
            `Idempotent-Replayed: true`. The key with another body is 422 \
            `idempotency_key_reused`. A key belongs to its caller and operation, and is kept \
            for at least 24 hours.\n\n\
            ## Optimistic locking\n\n\
            Reads have an `ETag`. `If-None-Match` is answered with 304 if nothing has \
            changed. Changes that accept `If-Match` are refused with 412 \
            `precondition_failed` if the resource has changed since.\n\n\
            ## Pagination\n\n\
            Lists return up to `limit` items, usually 1 to 100 and by default 50, and \
            `pagination.nextCursor`, which is null on the last page. Send it as `cursor` \
            with otherwise unchanged parameters. Many lists can be read as CSV with \
            `Accept: text/csv`.",
        license(name = "MIT OR Apache-2.0", identifier = "MIT OR Apache-2.0"),
    ),
    tags(
        (name = "Signing in", description = "Sign-in codes, tokens and sessions."),
        (name = "Me", description = "The signed-in person: profile, invitations, message \
            preferences and push subscriptions."),
        (name = "Members", description = "Staff and drivers of sellers, and administrators."),
        (name = "Sellers", description = "Sellers with their settings, zones and charges."),
        (name = "Products", description = "Products with their images and stock."),
        (name = "Vouchers", description = "Voucher codes that reduce the price of orders."),
        (name = "Orders", description = "Placing, confirming, moving, changing and cancelling \
            orders, and what happened to them."),
        (name = "Templates", description = "Order templates, which can order on a schedule."),
        (name = "Payments", description = "Payments through the payment provider, and refunds."),
        (name = "Delivery", description = "Delivery batches, and the delivery steps of drivers."),
        (name = "Notifications", description = "Notifications for staff, drivers and \
            administrators."),
        (name = "Reports", description = "Statistics of orders and sales."),
        (name = "Lifecycles", description = "The statuses of orders and the transitions between \
            them."),
        (name = "Operations", description = "The health of the deployment."),
    ),
    components(schemas(problems::ProblemBody, words::DeliveryStatus)),
    modifiers(&Shared),
)]
struct Document;

/// The parts of the document that all operations share.
struct Shared;

impl Modify for Shared {
    fn modify(&self, document: &mut openapi::OpenApi) {
        if let Some(components) = &mut document.components {
            let bearer =
                HttpBuilder::new().scheme(HttpAuthScheme::Bearer).bearer_format("JWT").build();
            components.add_security_scheme("bearer", SecurityScheme::Http(bearer));
            components.responses.extend(problems::responses());
        }
    }
}

/// The OpenAPI description of all routes.
#[must_use]
pub fn openapi() -> openapi::OpenApi {
    let (_, routes) = described().split_for_parts();
    let mut document = Document::openapi();
    document.merge(routes);
    nulls::describe(&mut document);
    for item in document.paths.paths.values_mut() {
        if let Some(read) = &mut item.get {
            describe_read(read);
            describe_list(read);
        }
    }
    let examples = Examples::of(&document);
    for operation in operations::all(&mut document) {
        operation.parameters.iter_mut().flatten().for_each(describe_header);
        problems::describe(operation);
        operation.responses.responses.iter_mut().for_each(describe_success);
        examples.describe(operation);
    }
    links::describe(&mut document);
    document
}

/// The routes of all functions as one description.
fn described() -> OpenApiRouter<SharedApp> {
    FUNCTIONS
        .iter()
        .filter_map(|function| match function.handler {
            Handler::Http(routes) => Some((routes.describe)()),
            Handler::Event(_) => None,
        })
        .fold(OpenApiRouter::new(), OpenApiRouter::merge)
}

/// Adds to a read its entity tag, `If-None-Match` and the status 304.
fn describe_read(operation: &mut Operation) {
    let name = "If-None-Match";
    let parameters = operation.parameters.get_or_insert_default();
    let known = |it: &RefOr<Parameter>| matches!(it, RefOr::T(it) if it.name == name);
    if !parameters.iter().any(known) {
        let parameter = ParameterBuilder::new()
            .name(name)
            .parameter_in(ParameterIn::Header)
            .required(Required::False)
            .description(Some("The `ETag` of an earlier response. 304 if it still applies."))
            .build();
        parameters.push(RefOr::T(parameter));
    }
    let responses = &mut operation.responses.responses;
    if let Some(RefOr::T(answer)) = responses.get_mut("200") {
        let tag = HeaderBuilder::new()
            .description(Some("The entity tag of the content, for `If-None-Match` and `If-Match`."))
            .build();
        answer.headers.insert("ETag".to_owned(), RefOr::T(tag));
    }
    let unchanged = || RefOr::T(ResponseBuilder::new().build());
    responses.entry("304".to_owned()).or_insert_with(unchanged);
}

const TABLE: &str = "The page as CSV (RFC 4180) in UTF-8, with a byte order mark and a line of \
     column names. An apostrophe precedes each text, or part of it, that a spreadsheet would \
     calculate.";

/// Adds to a list its CSV format and the headers `Link` and `Docket-Days`.
fn describe_list(operation: &mut Operation) {
    let is_cursor = |it: &RefOr<Parameter>| matches!(it, RefOr::T(it) if it.name == "cursor");
    if !operation.parameters.iter().flatten().any(is_cursor) {
        return;
    }
    let is_day = |it: &RefOr<Parameter>| matches!(it, RefOr::T(it) if matches!(it.name.as_str(), "dateFrom" | "date" | "from"));
    let names_days = operation.parameters.iter().flatten().any(is_day);
    if let Some(RefOr::T(answer)) = operation.responses.responses.get_mut("200") {
        let rows = ObjectBuilder::new()
            .schema_type(Type::String)
            .description(Some(TABLE))
            .examples(["id,name\r\ngreen-valley,Green Valley\r\n"]);
        let table = ContentBuilder::new().schema(Some(rows)).build();
        answer.content.insert("text/csv".to_owned(), RefOr::T(table));
        let next =
            "The next page, if there is one: `<?…&cursor=…>; rel=\"next\"`, relative to the URL.";
        let link = HeaderBuilder::new().description(Some(next)).build();
        answer.headers.insert("Link".to_owned(), RefOr::T(link));
        if names_days {
            let days = "The IANA time zone of the days in the request; `each_seller` if each \
                 order counts for the day of its own seller.";
            let days = HeaderBuilder::new().description(Some(days)).build();
            answer.headers.insert("Docket-Days".to_owned(), RefOr::T(days));
        }
    }
}

/// Adds the schemas of headers that many operations have.
fn describe_header(parameter: &mut RefOr<Parameter>) {
    if let RefOr::T(parameter) = parameter {
        match parameter.name.as_str() {
            "Idempotency-Key" => parameter.schema = Some(words::IdempotencyKey::schema()),
            // It is read with cookies only; without them any value is allowed.
            "Docket-Session" => {
                let text = ObjectBuilder::new().schema_type(Type::String).examples(["desk"]);
                parameter.schema = Some(text.into());
            }
            "Accept-Language" => parameter.schema = Some(words::LanguageRanges::schema()),
            "If-Match" | "If-None-Match" => parameter.schema = Some(words::EntityTags::schema()),
            "Stripe-Signature" => parameter.schema = Some(words::Signature::schema()),
            _ => {}
        }
    }
}

/// Describes a success by its status, unless its handler has described it.
fn describe_success((status, response): (&String, &mut RefOr<Response>)) {
    if let RefOr::T(response) = response
        && response.description.is_empty()
    {
        let description = match status.as_str() {
            "201" => "The request succeeded and created the resource in the body.",
            "202" => "The request was accepted and is carried out asynchronously.",
            "204" => "The request succeeded. The response has no body.",
            "304" => {
                "The resource has the version that `If-None-Match` names. The response has no body."
            }
            _ => "The request succeeded. The body is its result.",
        };
        description.clone_into(&mut response.description);
    }
}
