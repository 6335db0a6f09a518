use axum::{Json, extract::State};
use docket_app::SharedApp;
use serde::Serialize;
use utoipa::ToSchema;

/// A JSON Web Key Set (RFC 7517).
#[derive(Serialize, ToSchema)]
pub struct Jwks {
    /// Ed25519 public keys (RFC 8037).
    #[schema(value_type = Vec<Jwk>)]
    keys: serde_json::Value,
}

/// An Ed25519 public key.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes what the verifier writes")]
pub struct Jwk {
    /// Always `OKP`.
    #[schema(example = "OKP")]
    kty: String,
    /// Always `Ed25519`.
    #[schema(example = "Ed25519")]
    crv: String,
    /// Always `sig`.
    #[schema(example = "sig")]
    r#use: String,
    /// Always `EdDSA`.
    #[schema(example = "EdDSA")]
    alg: String,
    /// Its thumbprint.
    #[schema(example = "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k")]
    kid: String,
    /// The key.
    #[schema(example = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo")]
    x: String,
}

/// Get the public keys.
///
/// Returns the public keys, as a JSON Web Key Set, with which access tokens are verified.
/// Anybody may read them.
#[utoipa::path(
    get, path = "/.well-known/jwks.json", tag = "Signing in",
    responses((status = OK, body = Jwks)),
)]
pub async fn get_jwks(State(app): State<SharedApp>) -> Json<Jwks> {
    Json(Jwks { keys: app.keys.verifier().published(app.now()) })
}
