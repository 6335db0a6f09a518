//! `/docs`: the API's description, to be read and tried. It does not exist on AWS.

use axum::{
    Router,
    extract::Request,
    http::{HeaderValue, header},
    middleware::{Next, from_fn},
    response::Response,
};
use utoipa_swagger_ui::SwaggerUi;

/// What Swagger UI may load: like a page of ours, but it writes styles as it goes, and no policy of ours names
/// its scripts.
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
    for (name, value) in [
        (header::CONTENT_SECURITY_POLICY, DOCUMENTATION_POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
    ] {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}
