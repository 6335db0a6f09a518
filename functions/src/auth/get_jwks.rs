use axum::{Json, extract::State};
use docket_app::SharedApp;
use serde::Serialize;
use utoipa::ToSchema;

/// A JSON Web Key Set (RFC 7517) with the public keys of access tokens.
#[derive(Serialize, ToSchema)]
pub struct Jwks {
    /// The Ed25519 public keys (RFC 8037) by which access tokens can be verified now.
    #[schema(value_type = Vec<Jwk>)]
    keys: serde_json::Value,
}

/// An Ed25519 public key as a JSON Web Key (RFC 8037).
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes what the verifier writes")]
pub struct Jwk {
    /// The key type, which is always `OKP`.
    #[schema(example = "OKP")]
    kty: String,
    /// The curve of the key, which is always `Ed25519`.
    #[schema(example = "Ed25519")]
    crv: String,
    /// The use of the key, which is always `sig`: it verifies signatures.
    #[schema(example = "sig")]
    r#use: String,
    /// The signature algorithm, which is always `EdDSA`.
    #[schema(example = "EdDSA")]
    alg: String,
    /// The identifier of the key: its thumbprint. Tokens name it in their header.
    #[schema(example = "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k")]
    kid: String,
    /// The public key: 32 bytes in base64url without padding.
    #[schema(example = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo")]
    x: String,
}

/// Get the public keys.
///
/// Returns the public keys of access tokens as a JSON Web Key Set (RFC 7517), so that other
/// services can verify access tokens themselves. Anybody may call it, without a token. Keys change
/// when the deployment rotates them; look a key up by the `kid` of the token's header.
#[utoipa::path(
    get, path = "/.well-known/jwks.json", tag = "Signing in",
    responses((status = OK, body = Jwks)),
)]
pub async fn get_jwks(State(app): State<SharedApp>) -> Json<Jwks> {
    Json(Jwks { keys: app.keys.verifier().published(app.now()) })
}
