use axum::{Json, extract::State};
use serde::Serialize;
use utoipa::ToSchema;

use crate::SharedApp;

/// A JSON Web Key Set (RFC 7517).
#[derive(Serialize, ToSchema)]
pub struct Jwks {
    /// Ed25519 public keys (RFC 8037).
    #[schema(value_type = Vec<Object>)]
    keys: serde_json::Value,
}

/// The public keys that tokens can be checked with.
#[utoipa::path(
    get, path = "/.well-known/jwks.json", tag = "Signing in",
    responses((status = OK, body = Jwks)),
)]
pub async fn get_jwks(State(app): State<SharedApp>) -> Json<Jwks> {
    Json(Jwks { keys: app.keys.verifier().jwks()["keys"].clone() })
}
