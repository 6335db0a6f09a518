//! The HTML pages for the unsubscribe links in e-mails.

use axum::response::{IntoResponse, Response};
use docket_domain::LanguageTag;
use docket_texts::UnsubscribePage;
use http::{HeaderName, header};

use crate::http::Language;

/// The page contains its styles, and its form may be sent only to its own origin.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; \
                      base-uri 'none'; frame-ancestors 'none'";
const HEADERS: [(HeaderName, &str); 3] = [
    (header::CONTENT_TYPE, "text/html; charset=utf-8"),
    (header::CONTENT_SECURITY_POLICY, POLICY),
    (header::REFERRER_POLICY, "no-referrer"),
];

/// The page in the language that the request prefers.
pub fn answer(page: UnsubscribePage, language: Language) -> Response {
    let tag = language.tag();
    let language = docket_texts::Language::for_tags(tag.as_ref().map(LanguageTag::as_str));
    (HEADERS, page.in_(language)).into_response()
}
