//! The API's description, collected from the handlers, and completed with what
//! all of them have in common.

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
        description = "An order desk: guests order by phone, sellers fulfil, stock never oversells.",
        license(name = "MIT OR Apache-2.0", identifier = "MIT OR Apache-2.0"),
    ),
    components(schemas(problems::ProblemBody, words::DeliveryStatus)),
    modifiers(&Shared),
)]
struct Document;

/// What all operations have in common.
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

/// The description of every route, for people and for programs.
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
        operation.responses.responses.iter_mut().for_each(name_status);
        examples.describe(operation);
    }
    links::describe(&mut document);
    document
}

/// The routes of all functions as one API description.
fn described() -> OpenApiRouter<SharedApp> {
    FUNCTIONS
        .iter()
        .filter_map(|function| match function.handler {
            Handler::Http(routes) => Some((routes.describe)()),
            Handler::Event(_) => None,
        })
        .fold(OpenApiRouter::new(), OpenApiRouter::merge)
}

/// Reads are tagged, and answer 304 to who has that already.
fn describe_read(operation: &mut Operation) {
    let name = "If-None-Match";
    let parameters = operation.parameters.get_or_insert_default();
    let known = |it: &RefOr<Parameter>| matches!(it, RefOr::T(it) if it.name == name);
    if !parameters.iter().any(known) {
        let parameter = ParameterBuilder::new()
            .name(name)
            .parameter_in(ParameterIn::Header)
            .required(Required::False)
            .description(Some("The version that the reader has."))
            .build();
        parameters.push(RefOr::T(parameter));
    }
    let responses = &mut operation.responses.responses;
    if let Some(RefOr::T(answer)) = responses.get_mut("200") {
        let tag = HeaderBuilder::new().description(Some("The version.")).build();
        answer.headers.insert("ETag".to_owned(), RefOr::T(tag));
    }
    let unchanged = || RefOr::T(ResponseBuilder::new().build());
    responses.entry("304".to_owned()).or_insert_with(unchanged);
}

const TABLE: &str = "RFC 4180 in UTF-8, with a byte order mark and a line of names above the rows. An \
     apostrophe stands before each text, or part of one, that a spreadsheet would calculate.";

/// A list can be had as a table, and says where it goes on.
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
            "The next page, if there is one: `<?…&cursor=…>; rel=\"next\"`, relative to this.";
        let link = HeaderBuilder::new().description(Some(next)).build();
        answer.headers.insert("Link".to_owned(), RefOr::T(link));
        if names_days {
            let days = "In which time zone the days are, as `days` says; `each_seller` where each \
                 order's day is that of its own seller.";
            let days = HeaderBuilder::new().description(Some(days)).build();
            answer.headers.insert("Docket-Days".to_owned(), RefOr::T(days));
        }
    }
}

/// What the headers look like that many operations take.
fn describe_header(parameter: &mut RefOr<Parameter>) {
    if let RefOr::T(parameter) = parameter {
        match parameter.name.as_str() {
            "Idempotency-Key" => parameter.schema = Some(words::IdempotencyKey::schema()),
            // Looked at with cookies only; otherwise it may say anything.
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

/// An answer is described by its status unless its handler says more.
fn name_status((status, response): (&String, &mut RefOr<Response>)) {
    if let RefOr::T(response) = response
        && response.description.is_empty()
    {
        let status = http::StatusCode::from_bytes(status.as_bytes()).ok();
        let reason = status.and_then(|status| status.canonical_reason()).unwrap_or_default();
        reason.clone_into(&mut response.description);
    }
}
