//! Signing in with a code or with an external issuer's ID token, issuing and refreshing tokens, and
//! revoking them.

mod challenge;
mod codes;
mod confirm_contact;
mod device_secret;
mod logout;
mod proof;
mod refresh_tokens;
mod request_code;
mod revocations;
mod session;
mod sign_in;
mod sign_in_externally;
mod tokens;

pub use codes::{Guess, code};
pub use confirm_contact::confirm_contact;
pub use device_secret::{DEVICE_SECRET_LIFETIME, device_secret, is_device_secret};
pub use logout::{logout, logout_by_refresh_token};
pub use refresh_tokens::{Reuse, refresh_tokens};
pub use request_code::{RequestCode, RequestedCode, request_code};
pub use revocations::Revocations;
pub use session::{Bearer, Proven, Session};
pub use sign_in::{GivenCode, sign_in, sign_in_as_admin};
pub use sign_in_externally::sign_in_externally;
pub use tokens::{IssuedTokens, issue_tokens};
