//! HTTP handlers for signing in: requesting a code, exchanging a code or an external issuer's ID
//! token for tokens, refreshing a session and ending it. Tokens are in the response body or in
//! cookies.

pub mod admin_login;
pub mod get_jwks;
pub mod issue_token;
pub mod keeping;
pub mod logout;
pub mod refresh_token;
pub mod request_code;
mod sign_in;
pub mod tokens;
