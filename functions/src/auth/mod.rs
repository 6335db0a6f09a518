//! Signing in: a code to the phone or e-mail address, or an external issuer's
//! word, then tokens.

pub mod admin_login;
mod challenge;
pub(crate) mod device;
mod external;
pub mod issue_token;
pub mod jwks;
pub mod logout;
pub mod refresh;
pub mod request_code;
pub(crate) mod sign_in;
pub mod tokens;
