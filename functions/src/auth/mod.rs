//! Signing in: a code to the phone or e-mail address, or an external issuer's
//! word, then tokens, in the body of an answer or in cookies.

pub mod admin_login;
pub mod get_jwks;
pub mod issue_token;
pub mod keeping;
pub mod logout;
pub mod refresh_token;
pub mod request_code;
mod sign_in;
pub mod tokens;
