//! The web pages: the files of `web/dist`, which `make web` writes. They are read when they are asked for, so
//! that a changed page needs neither a build nor a restart of the program.
//!
//! A page has an address of its own, such as `/desk/orders`, behind which is one of few HTML files; the script in
//! it reads the rest of the address. Every answer carries [`PAGE_HEADERS`]. Two pages have another policy in place of
//! theirs: the page to pay on ([`PAY_POLICY`]), because the payment provider's form comes from the provider, and the API
//! reference ([`DOCS_POLICY`]), because its component makes its styles while it runs.
//!
//! On AWS, `CloudFront` serves `web/dist` with the same addresses and headers on the API's own origin, because the cookies
//! are `SameSite=Strict`: the template says how, and tests compare it with this file.

use std::path::PathBuf;

use axum::{
    body::Body,
    extract::Request,
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri, header},
    response::{Html, IntoResponse, Response},
};
use tower_http::services::ServeDir;

/// What a page may load and from where: from its own origin, without inline scripts or styles. Only the policy
/// named `docket` may make the address of a script.
pub const PAGE_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
     img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; worker-src 'self'; \
     manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; \
     require-trusted-types-for 'script'; trusted-types docket";

/// What `/pay/{orderId}` may load: in addition, the script and the frames of Stripe's form, which asks Stripe itself
/// (<https://docs.stripe.com/security/guide#content-security-policy>). Stripe's script makes the addresses of its
/// frames without Trusted Types. The page shows nothing but an amount, that form and the way back.
pub const PAY_POLICY: &str = "default-src 'none'; \
     script-src 'self' https://js.stripe.com https://*.js.stripe.com; style-src 'self'; \
     img-src 'self' data:; font-src 'self'; connect-src 'self' https://api.stripe.com; \
     frame-src https://js.stripe.com https://*.js.stripe.com https://hooks.stripe.com; \
     form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// What `/docs` may load: nothing from another host, and inline styles. Scalar's API reference inserts style elements and
/// style attributes. It needs no inline scripts, and makes no scripts from strings. Vue, in which it is written, passes
/// all HTML through a Trusted Types policy that accepts everything, so requiring Trusted Types would protect nothing.
pub const DOCS_POLICY: &str = "default-src 'none'; script-src 'self'; \
     style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'; \
     form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

/// The headers that protect every page and file. Over HTTPS, `Strict-Transport-Security` joins them.
pub const PAGE_HEADERS: [(HeaderName, &str); 4] = [
    (header::CONTENT_SECURITY_POLICY, PAGE_POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
];

/// The page to pay on.
const PAY: &str = "/pay.html";
/// The API reference.
const DOCS: &str = "/docs.html";

/// Files under this path have a hash of their content in their name.
const HASHED: &str = "/assets/";
/// How long a hashed file is kept: for ever, because its content never changes.
const IMMUTABLE: &str = "public, max-age=31536000, immutable";
/// How long everything else is kept: until it is asked for again.
const REVALIDATED: &str = "no-cache";

/// The web pages in one folder.
#[derive(Clone)]
pub struct Pages {
    files: ServeDir,
}

impl Pages {
    /// The pages of a folder, which may appear, change and go away at any time.
    #[must_use]
    pub fn of(folder: PathBuf) -> Self {
        let files = ServeDir::new(folder)
            .append_index_html_on_directories(false)
            .precompressed_br()
            .precompressed_gzip();
        Self { files }
    }

    /// The page or the file at an address; nothing where there is neither.
    pub async fn find(&self, method: &Method, path: &str, headers: &HeaderMap) -> Option<Response> {
        if !matches!(*method, Method::GET | Method::HEAD) {
            return None;
        }
        let response = match page(path) {
            None if is_hidden(path) => return None,
            None => self.file(method, path, headers).await?,
            Some(html) => match self.file(method, html, headers).await {
                Some(response) => response,
                None => not_built(),
            },
        };
        Some(protected(path, response))
    }

    /// A file of the folder, compressed where there is such a sibling and the client takes it.
    async fn file(&self, method: &Method, path: &str, headers: &HeaderMap) -> Option<Response> {
        let mut wanted = Request::new(Body::empty());
        method.clone_into(wanted.method_mut());
        *wanted.uri_mut() = path.parse::<Uri>().ok()?;
        headers.clone_into(wanted.headers_mut());
        let found = self.files.clone().try_call(wanted).await;
        let found = found.inspect_err(|error| {
            tracing::warn!(target: "docket", %error, path, "a file of the pages was not read");
        });
        found
            .ok()
            .filter(|it| it.status() != StatusCode::NOT_FOUND)
            .map(IntoResponse::into_response)
    }
}

/// The HTML file behind an address.
fn page(path: &str) -> Option<&'static str> {
    let segments: Vec<_> = path.split('/').filter(|it| !it.is_empty()).collect();
    match segments.as_slice() {
        [] => Some("/index.html"),
        ["desk", ..] => Some("/desk.html"),
        ["s", ..] | ["checkout"] => Some("/shop.html"),
        ["t", _] => Some("/track.html"),
        ["pay", _] => Some(PAY),
        ["docs"] => Some(DOCS),
        ["my"] => Some("/my.html"),
        ["my", "messages"] => Some("/my-messages.html"),
        _ => None,
    }
}

/// The policy of what is at an address.
fn policy(path: &str) -> &'static str {
    match page(path) {
        Some(PAY) => PAY_POLICY,
        Some(DOCS) => DOCS_POLICY,
        _ => PAGE_POLICY,
    }
}

/// What a tool has put beside the pages for itself, such as `.vite`. No file that is built needs an escape in its
/// address, behind which such a name could hide.
fn is_hidden(path: &str) -> bool {
    path.contains('%') || path.split('/').any(|segment| segment.starts_with('.'))
}

/// The answer with the headers of pages.
fn protected(path: &str, mut response: Response) -> Response {
    let cached = if path.starts_with(HASHED) { IMMUTABLE } else { REVALIDATED };
    let headers = response.headers_mut();
    for (name, value) in PAGE_HEADERS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy(path)));
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static(cached));
    // Which of its siblings a file is depends on what the client takes.
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    response
}

/// What stands in for a page that is not there.
fn not_built() -> Response {
    let uncached = [(header::CACHE_CONTROL, "no-store")];
    (StatusCode::SERVICE_UNAVAILABLE, uncached, Html(NOT_BUILT)).into_response()
}

const NOT_BUILT: &str = "<!doctype html>
<html lang=\"en\">
<meta charset=\"utf-8\">
<title>Docket</title>
<h1>Docket</h1>
<p>Docket runs, and its web pages are not built. Run <code>make web</code> and load this page again.</p>
<ul>
<li><a href=\"/openapi.json\">The API's description, openapi.json</a></li>
<li>Products of
<a href=\"/api/products?sellerId=green-valley\">green-valley</a>,
<a href=\"/api/products?sellerId=corner-shop\">corner-shop</a>,
<a href=\"/api/products?sellerId=spice-kitchen\">spice-kitchen</a>,
<a href=\"/api/products?sellerId=craft-market\">craft-market</a></li>
<li><a href=\"/_local/messages\">Messages sent</a>,
<a href=\"/_local/events\">events published</a>,
<a href=\"/_local/dead-letters\">events given up</a>,
<a href=\"/_local/capacity\">database capacity used</a>,
<a href=\"/_local/clock\">clock</a></li>
</ul>
</html>
";

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    /// A test of the edge functions (`infra/pages/test_edge.mjs`) reads the same table.
    #[test]
    fn each_address_has_its_file() {
        let table = include_str!("../../../infra/pages/addresses.json");
        let table: BTreeMap<&str, Option<&str>> = serde_json::from_str(table).unwrap();
        for (path, file) in table {
            assert_eq!(page(path), file, "{path}");
        }
    }
}
