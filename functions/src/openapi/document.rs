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

use super::{examples::Examples, guides, links, nulls, operations, problems, words};
use crate::{function::Handler, registry::FUNCTIONS};

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Docket",
        description = guides::text(),
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

/// The description of `If-Match`, unless a handler says more about it.
const IF_MATCH: &str = "Optimistic lock: the `ETag` of the resource as last read, or `*`. If the \
    resource has another version, the request changes nothing and answers 412 \
    `precondition_failed`. Without the header, the latest version is changed.";

/// Adds what the headers have in common that many operations have.
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
            "If-Match" => {
                parameter.schema = Some(words::EntityTags::schema());
                parameter.description.get_or_insert_with(|| IF_MATCH.to_owned());
            }
            "If-None-Match" => parameter.schema = Some(words::EntityTags::schema()),
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
