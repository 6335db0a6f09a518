//! The page that answers whoever follows a link to unsubscribe.

use axum::response::{IntoResponse, Response};
use docket_domain::LanguageTag;
use docket_texts::UnsubscribePage;
use http::{HeaderName, header};

use crate::http::Language;

/// The page has its styles in itself, and sends its one form back to where it came from.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; \
                      base-uri 'none'; frame-ancestors 'none'";
const HEADERS: [(HeaderName, &str); 3] = [
    (header::CONTENT_TYPE, "text/html; charset=utf-8"),
    (header::CONTENT_SECURITY_POLICY, POLICY),
    (header::REFERRER_POLICY, "no-referrer"),
];

/// The page in the language that the request asks for.
pub fn answer(page: UnsubscribePage, language: Language) -> Response {
    let tag = language.tag();
    let language = docket_texts::Language::for_tags(tag.as_ref().map(LanguageTag::as_str));
    (HEADERS, page.in_(language)).into_response()
}
