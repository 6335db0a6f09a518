//! Signing in: a code to the phone or e-mail address, then tokens.

pub mod admin_login;
pub mod codes;
pub mod issue_token;
pub mod jwks;
pub mod logout;
pub mod refresh;
pub mod request_code;
mod revocations;
mod sign_in;
pub mod tokens;

pub use revocations::Revocations;
