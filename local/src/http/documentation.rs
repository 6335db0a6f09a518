//! `/docs`: the API's description, to be read and tried. It does not exist on AWS.

use axum::{
    Router,
    extract::Request,
    http::{HeaderValue, header},
    middleware::{Next, from_fn},
    response::Response,
};
use utoipa_swagger_ui::SwaggerUi;

use super::pages::PAGE_HEADERS;

/// What Swagger UI may load. It sets inline styles and makes scripts from strings, so this policy allows inline styles
/// and does not require Trusted Types.
const DOCUMENTATION_POLICY: &str = "default-src 'none'; script-src 'self'; \
     style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; \
     form-action 'none'; frame-ancestors 'none'";

/// The routes.
pub fn router() -> Router {
    let description = SwaggerUi::new("/docs").url("/openapi.json", docket_functions::openapi());
    Router::from(description).layer(from_fn(protected))
}

async fn protected(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let policy = [(header::CONTENT_SECURITY_POLICY, DOCUMENTATION_POLICY)];
    for (name, value) in PAGE_HEADERS.into_iter().chain(policy) {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}
