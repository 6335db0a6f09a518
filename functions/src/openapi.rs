//! The API's description, collected from the handlers.

use utoipa::{
    Modify, OpenApi, ToSchema,
    openapi::{
        self, Content, Ref, RefOr, Response,
        path::Operation,
        security::{HttpAuthScheme, HttpBuilder, SecurityScheme},
    },
};

use crate::http::{FieldError, Shortfall};

/// An RFC 9457 problem: every error that Docket makes has this shape.
#[derive(ToSchema)]
#[schema(as = Problem)]
#[expect(dead_code, reason = "describes what `Problem::json` writes")]
#[schema(rename_all = "camelCase")]
struct ProblemBody {
    /// Always `about:blank`; tell problems apart by `code`.
    r#type: String,
    /// The status in words.
    title: String,
    /// The HTTP status.
    status: u16,
    /// What went wrong, for people.
    detail: String,
    /// What went wrong, for programs; stable.
    #[schema(example = "insufficient_stock")]
    code: String,
    /// Name it when asking about the problem.
    request_id: String,
    /// The places of the request at fault.
    errors: Option<Vec<FieldError>>,
    /// Every line that is short (`insufficient_stock`).
    stock_issues: Option<Vec<Shortfall>>,
    /// Guesses left (`code_rejected`).
    attempts_left: Option<u32>,
    /// Where the order could go (`invalid_transition`).
    allowed: Option<Vec<String>>,
    /// Where it is (`invalid_transition`).
    from: Option<String>,
    /// Where it was to go (`invalid_transition`).
    to: Option<String>,
    /// Why not (`order_not_cancellable`).
    reason: Option<String>,
}

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Docket",
        description = "An order desk: guests order by phone, sellers fulfil, stock never oversells.",
        license(name = "MIT OR Apache-2.0", identifier = "MIT OR Apache-2.0"),
    ),
    components(schemas(ProblemBody)),
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
        }
    }
}

/// The description of every route, for people and for programs.
#[must_use]
pub fn openapi() -> openapi::OpenApi {
    let (_, routes) = crate::http::described().split_for_parts();
    let mut document = Document::openapi();
    document.merge(routes);
    for item in document.paths.paths.values_mut() {
        let operations =
            [&mut item.get, &mut item.put, &mut item.post, &mut item.delete, &mut item.patch];
        operations.into_iter().flatten().for_each(describe_problems);
    }
    document
}

/// Whatever is not documented as a success is a problem.
fn describe_problems(operation: &mut Operation) {
    let schema = Ref::from_schema_name("Problem");
    let problem = Response::builder()
        .description("A problem; `code` says which.")
        .content("application/problem+json", Content::new(Some(schema)))
        .build();
    operation.responses.responses.insert("default".to_owned(), RefOr::T(problem));
}
