//! The caller of a request by its API key, and the account that the request is for.

use axum::http::{HeaderMap, header};
use base64::{Engine, engine::general_purpose::STANDARD};

use super::{
    error::{ApiError, ErrorType},
    objects::Account,
    operations::Operation,
};

/// Which kind of key a caller has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Caller {
    /// A server, by a secret key.
    Server,
    /// A browser, by a publishable key: it may read and confirm an intent whose client secret it has.
    Browser,
}

impl Caller {
    /// The caller of a request. Any key that is made up for the stand-in is good: `sk_test_…` and `pk_test_…`.
    ///
    /// # Errors
    ///
    /// The request has no key, or not one of these.
    pub fn of(headers: &HeaderMap) -> Result<Self, ApiError> {
        let key = key(headers).ok_or_else(|| {
            unauthorized(
                "You did not provide an API key. You need to provide your API key in the \
                 Authorization header, using Bearer auth.",
            )
        })?;
        let is_test = |prefix: &str| {
            let rest = key.strip_prefix(prefix).unwrap_or_default();
            !rest.is_empty() && rest.bytes().all(|it| it.is_ascii_alphanumeric() || it == b'_')
        };
        if is_test("sk_test_") {
            Ok(Self::Server)
        } else if is_test("pk_test_") {
            Ok(Self::Browser)
        } else {
            // The key is not repeated: it may be a real one, given by mistake.
            Err(unauthorized("Invalid API Key provided. The stand-in takes test keys only."))
        }
    }

    /// Checks that the caller may use an operation. `has_secret` says whether the request carries a client secret.
    ///
    /// # Errors
    ///
    /// A browser may only read and confirm an intent, with its client secret.
    pub fn check(self, operation: Operation, has_secret: bool) -> Result<(), ApiError> {
        let is_open = matches!(operation, Operation::ReadIntent | Operation::ConfirmIntent);
        if self == Self::Server || (is_open && has_secret) {
            return Ok(());
        }
        let message = "This API call cannot be made with a publishable API key. Please use a secret \
                       API key.";
        Err(unauthorized(message).code("secret_key_required"))
    }
}

/// The account that a request is for.
///
/// # Errors
///
/// The header `Stripe-Account` is not the id of an account.
pub fn account(headers: &HeaderMap) -> Result<Account, ApiError> {
    let Some(named) = headers.get("stripe-account") else {
        return Ok(Account::own());
    };
    named.to_str().ok().and_then(Account::connected).ok_or_else(|| {
        let message = "The provided key does not have access to this account (or that account does \
                       not exist). Application access may have been revoked.";
        ApiError::new(403, ErrorType::InvalidRequest, message).code("account_invalid")
    })
}

fn unauthorized(message: &str) -> ApiError {
    ApiError::new(401, ErrorType::InvalidRequest, message)
}

/// The key of a request, as a bearer token or as the user of basic authentication.
fn key(headers: &HeaderMap) -> Option<String> {
    let (scheme, rest) = headers.get(header::AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    if scheme.eq_ignore_ascii_case("bearer") {
        return Some(rest.trim().to_owned());
    }
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let pair = String::from_utf8(STANDARD.decode(rest.trim()).ok()?).ok()?;
    pair.split_once(':').map(|(user, _)| user.to_owned())
}
