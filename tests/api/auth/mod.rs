//! Signing in, tokens and sessions.

mod challenges;
mod codes;
mod cookies;
mod key_rotation;
mod oidc;
mod sessions;
mod tokens;
