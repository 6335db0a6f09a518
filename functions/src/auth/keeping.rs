//! Storage of a session on the client: the refresh token and the device secret are either in the
//! body of the response, or in cookies of a browser, which scripts cannot read.
//!
//! The staff pages (`desk`) and the shop pages (`shop`) have separate cookies, so that a person can
//! be signed in to both. The header `Docket-Session` names one of them, and is required with
//! cookies. It protects against cross-site requests: pages of other origins cannot send it, and
//! `SameSite=Strict` keeps the cookies out of their requests.

use std::convert::Infallible;

use axum::{
    extract::FromRequestParts,
    response::{AppendHeaders, IntoResponse, Response},
};
use docket_app::{
    App, AppError, Fault,
    auth::{DEVICE_SECRET_LIFETIME, IssuedTokens},
};
use docket_platform::{PublicUrl, TokenKind};
use http::{HeaderMap, HeaderName, header, request::Parts};
use jiff::SignedDuration;
use serde::Deserialize;

use super::tokens::Tokens;
use crate::http::{ApiError, BasePath};

/// The header that names the pages whose cookies are used: `desk` or `shop`.
pub const SESSION: HeaderName = HeaderName::from_static("docket-session");
/// Path of the routes that read the refresh token's cookie.
const AUTH: &str = "/api/auth";
/// Path of the routes that read the device secret's cookie.
const API: &str = "/api";

/// How the client wants its session stored.
#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SessionKind {
    /// In HttpOnly cookies of the browser.
    Cookie,
}

/// The pages of a browser that share a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Pages {
    Desk,
    Shop,
}

impl Pages {
    const ALL: [Self; 2] = [Self::Desk, Self::Shop];

    const fn name(self) -> &'static str {
        match self {
            Self::Desk => "desk",
            Self::Shop => "shop",
        }
    }

    /// The cookie of the refresh token.
    const fn session(self) -> Cookie {
        let lifetime = TokenKind::Refresh.lifetime();
        match self {
            Self::Desk => Cookie { name: "docket-desk", path: AUTH, lifetime },
            Self::Shop => Cookie { name: "docket-shop", path: AUTH, lifetime },
        }
    }

    /// The cookie of the device secret.
    const fn device(self) -> Cookie {
        let lifetime = DEVICE_SECRET_LIFETIME;
        match self {
            Self::Desk => Cookie { name: "docket-desk-device", path: API, lifetime },
            Self::Shop => Cookie { name: "docket-shop-device", path: API, lifetime },
        }
    }
}

#[derive(Clone, Copy)]
struct Cookie {
    name: &'static str,
    path: &'static str,
    lifetime: SignedDuration,
}

/// The cookies and the `Docket-Session` header of a request.
pub struct Browser {
    headers: HeaderMap,
    base: BasePath,
}

impl<S: Sync> FromRequestParts<S> for Browser {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let mut headers = HeaderMap::new();
        for name in [SESSION, header::COOKIE] {
            for value in parts.headers.get_all(&name) {
                headers.append(name.clone(), value.clone());
            }
        }
        let base = parts.extensions.get().cloned().unwrap_or_default();
        Ok(Self { headers, base })
    }
}

impl Browser {
    /// How to store the session that a request body asks for.
    ///
    /// # Errors
    ///
    /// [`AppError::Invalid`] when the body asks for cookies, and `Docket-Session` names no pages.
    pub fn keeping(&self, app: &App, session: Option<SessionKind>) -> Result<Keeping, ApiError> {
        match (session, self.named(app)) {
            (None, _) => Ok(Keeping::Body),
            (Some(SessionKind::Cookie), keeping @ Keeping::Cookies(_)) => Ok(keeping),
            (Some(SessionKind::Cookie), Keeping::Body) => {
                let detail = "must be desk or shop where `session` is cookie";
                Err(Fault::parameter("Docket-Session", detail).into())
            }
        }
    }

    /// How to store the session of a request without a body: in the cookies of the pages that the
    /// header names, otherwise in the response body.
    pub fn named(&self, app: &App) -> Keeping {
        let Some(pages) = self.pages() else { return Keeping::Body };
        let is_secure = app.settings.public_url.as_ref().is_none_or(PublicUrl::is_secure);
        Keeping::Cookies(Jar { pages, base: self.base.clone(), is_secure })
    }

    /// The refresh token from the cookie of the pages that the header names.
    pub fn session(&self) -> Option<&str> {
        self.cookie(self.pages()?.session().name)
    }

    fn pages(&self) -> Option<Pages> {
        let mut named = self.headers.get_all(SESSION).iter();
        let name = named.next().filter(|_| named.next().is_none())?;
        Pages::ALL.into_iter().find(|pages| name == pages.name())
    }

    fn cookie(&self, name: &str) -> Option<&str> {
        let lines = self.headers.get_all(header::COOKIE).iter();
        let pairs = lines.filter_map(|line| line.to_str().ok()).flat_map(|line| line.split(';'));
        let mut pairs = pairs.filter_map(|pair| pair.trim().split_once('='));
        pairs.find(|(it, value)| *it == name && !value.is_empty()).map(|(_, value)| value)
    }
}

/// Where a client stores a session.
pub enum Keeping {
    /// In the bodies of requests and responses; the client stores the tokens itself.
    Body,
    /// In cookies of a browser.
    Cookies(Jar),
}

/// The cookies of one set of pages.
pub struct Jar {
    pages: Pages,
    base: BasePath,
    is_secure: bool,
}

/// The headers that set cookies.
pub type SetCookies = AppendHeaders<Vec<(HeaderName, String)>>;

impl Keeping {
    /// Splits issued tokens into the fields of the response body and the `Set-Cookie` headers for
    /// the others.
    pub fn keep(&self, issued: IssuedTokens) -> (Tokens, SetCookies) {
        let mut tokens = Tokens::from(issued);
        let Self::Cookies(jar) = self else { return (tokens, AppendHeaders(Vec::new())) };
        let session = tokens.refresh_token.take().map(|token| jar.set(jar.pages.session(), &token));
        let device = tokens.device_secret.take().map(|secret| jar.set(jar.pages.device(), &secret));
        (tokens, AppendHeaders(session.into_iter().chain(device).collect()))
    }

    /// The 200 response with these tokens.
    pub fn answer(&self, issued: IssuedTokens) -> Response {
        let (tokens, cookies) = self.keep(issued);
        (cookies, axum::Json(tokens)).into_response()
    }

    /// The headers that clear the refresh token's cookie and, with `device`, the device secret's.
    pub fn end(&self, device: bool) -> SetCookies {
        let Self::Cookies(jar) = self else { return AppendHeaders(Vec::new()) };
        let session = Some(jar.clear(jar.pages.session()));
        let device = device.then(|| jar.clear(jar.pages.device()));
        AppendHeaders(session.into_iter().chain(device).collect())
    }

    /// The refresh token: from the body, or from the cookie.
    ///
    /// # Errors
    ///
    /// [`AppError::Invalid`] when the body has none although there are no cookies, or has one
    /// beside cookies; [`AppError::Unauthenticated`] when the cookie is missing.
    pub fn refresh_token<'a>(
        &self,
        from_body: Option<&'a str>,
        browser: &'a Browser,
    ) -> Result<&'a str, ApiError> {
        match (self, from_body) {
            (Self::Body, Some(token)) => Ok(token),
            (Self::Body, None) => Err(Fault::at("/refreshToken", "is required").into()),
            (Self::Cookies(_), Some(_)) => Err(Fault::at(
                "/refreshToken",
                "must be absent where `session` is cookie, as the cookie has the token",
            )
            .into()),
            (Self::Cookies(jar), None) => {
                let token = browser.cookie(jar.pages.session().name);
                token.ok_or_else(|| AppError::Unauthenticated.into())
            }
        }
    }

    /// The device secret: from the body, or from the cookie if that has the format of one.
    pub fn device_secret<'a>(
        &self,
        from_body: Option<&'a str>,
        browser: &'a Browser,
    ) -> Option<&'a str> {
        let kept = match self {
            Self::Body => None,
            Self::Cookies(jar) => browser.cookie(jar.pages.device().name),
        };
        from_body.or_else(|| kept.filter(|text| docket_app::auth::is_device_secret(text)))
    }
}

impl Jar {
    fn set(&self, cookie: Cookie, value: &str) -> (HeaderName, String) {
        self.line(cookie, value, cookie.lifetime)
    }

    fn clear(&self, cookie: Cookie) -> (HeaderName, String) {
        self.line(cookie, "", SignedDuration::ZERO)
    }

    fn line(&self, cookie: Cookie, value: &str, lifetime: SignedDuration) -> (HeaderName, String) {
        let Cookie { name, path, .. } = cookie;
        let (base, seconds) = (self.base.as_str(), lifetime.as_secs());
        let secure = if self.is_secure { "; Secure" } else { "" };
        let line = format!(
            "{name}={value}; Path={base}{path}; Max-Age={seconds}; HttpOnly; SameSite=Strict{secure}"
        );
        (header::SET_COOKIE, line)
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]
mod tests {
    use http::HeaderValue;

    use super::*;

    fn browser(headers: &[(&'static str, &str)]) -> Browser {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.append(*name, HeaderValue::from_str(value).unwrap());
        }
        Browser { headers: map, base: BasePath::default() }
    }

    #[test]
    fn cookies_are_found_by_their_exact_name() {
        let cookies = "a=1; docket-desk-device=d; docket-desk=; docket-desk=x.y-z ;docket-shop=s";
        let it = browser(&[("cookie", "docket-deskx=no"), ("cookie", cookies)]);
        assert_eq!(it.cookie("docket-desk"), Some("x.y-z"));
        assert_eq!(it.cookie("docket-desk-device"), Some("d"));
        assert_eq!(it.cookie("docket-shop-device"), None);
    }

    #[test]
    fn the_header_names_one_of_the_pages_once() {
        let pages = |names: &[&str]| {
            let headers: Vec<_> = names.iter().map(|name| ("docket-session", *name)).collect();
            browser(&headers).pages()
        };
        assert_eq!((pages(&["desk"]), pages(&["shop"])), (Some(Pages::Desk), Some(Pages::Shop)));
        for names in [vec![], vec![""], vec!["Desk"], vec!["desk, shop"], vec!["desk", "desk"]] {
            assert_eq!(pages(&names), None, "{names:?}");
        }
    }

    #[test]
    fn cookies_follow_the_base_path_and_are_secure_unless_the_address_is_not() {
        let base = BasePath::parse("/v1").unwrap();
        let (_, line) = Jar { pages: Pages::Shop, base: base.clone(), is_secure: true }
            .set(Pages::Shop.session(), "t");
        assert_eq!(
            line,
            "docket-shop=t; Path=/v1/api/auth; Max-Age=2592000; HttpOnly; SameSite=Strict; Secure"
        );
        let (_, line) =
            Jar { pages: Pages::Desk, base, is_secure: false }.clear(Pages::Desk.device());
        assert_eq!(line, "docket-desk-device=; Path=/v1/api; Max-Age=0; HttpOnly; SameSite=Strict");
    }
}
