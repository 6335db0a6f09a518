use jsonwebtoken::{Algorithm, DecodingKey};
use serde::Deserialize;
use serde_json::Value;

/// A public key of the issuer, with the one algorithm that it may be used with.
#[derive(Clone)]
pub struct IssuerKey {
    /// The key id.
    pub kid: String,
    /// The algorithm, derived from the key's type and never from a token's header.
    pub alg: Algorithm,
    /// The key.
    pub key: DecodingKey,
}

/// The members of a JSON Web Key (RFC 7517) that Docket reads.
#[derive(Deserialize)]
struct Jwk {
    kty: String,
    kid: String,
    #[serde(rename = "use")]
    purpose: Option<String>,
    key_ops: Option<Vec<String>>,
    alg: Option<String>,
    crv: Option<String>,
    n: Option<String>,
    e: Option<String>,
    x: Option<String>,
    y: Option<String>,
}

/// The keys of a set that can verify ID tokens. Keys for other uses, without a key id
/// or of unsupported types are skipped.
pub fn usable(jwks: &Value) -> Vec<IssuerKey> {
    let keys = jwks["keys"].as_array().into_iter().flatten();
    keys.filter_map(|key| Jwk::deserialize(key).ok()?.usable()).collect()
}

impl Jwk {
    fn usable(self) -> Option<IssuerKey> {
        let for_signatures = self.purpose.as_deref().is_none_or(|purpose| purpose == "sig");
        let verifies =
            self.key_ops.as_ref().is_none_or(|all| all.iter().any(|one| one == "verify"));
        let (alg, name, key) = match (self.kty.as_str(), self.crv.as_deref()) {
            ("RSA", _) => {
                let key = DecodingKey::from_rsa_components(self.n.as_deref()?, self.e.as_deref()?);
                (Algorithm::RS256, "RS256", key)
            }
            ("EC", Some("P-256")) => {
                let key = DecodingKey::from_ec_components(self.x.as_deref()?, self.y.as_deref()?);
                (Algorithm::ES256, "ES256", key)
            }
            ("OKP", Some("Ed25519")) => {
                let key = DecodingKey::from_ed_components(self.x.as_deref()?);
                (Algorithm::EdDSA, "EdDSA", key)
            }
            (_, _) => return None,
        };
        let alg_matches = self.alg.as_deref().is_none_or(|alg| alg == name);
        if !(for_signatures && verifies && alg_matches) {
            return None;
        }
        Some(IssuerKey { kid: self.kid, alg, key: key.ok()? })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// The ids of the keys that are usable.
    fn key_ids(keys: &Value) -> Vec<String> {
        usable(&json!({"keys": keys})).into_iter().map(|key| key.kid).collect()
    }

    #[test]
    fn usable_keeps_only_signature_keys_of_supported_types() {
        let x = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo";
        let keys = json!([
            {"kty": "OKP", "crv": "Ed25519", "kid": "bare", "x": x},
            {"kty": "OKP", "crv": "Ed25519", "kid": "full", "x": x, "use": "sig", "alg": "EdDSA",
                "key_ops": ["verify"], "x5t": "ignored"},
            {"kty": "OKP", "crv": "Ed25519", "x": x},
            {"kty": "OKP", "crv": "Ed25519", "kid": "encrypts", "x": x, "use": "enc"},
            {"kty": "OKP", "crv": "Ed25519", "kid": "signs", "x": x, "key_ops": ["sign"]},
            {"kty": "OKP", "crv": "Ed25519", "kid": "named otherwise", "x": x, "alg": "HS256"},
            {"kty": "OKP", "crv": "X25519", "kid": "agrees", "x": x},
            {"kty": "RSA", "kid": "rsa", "n": x, "e": "AQAB"},
            {"kty": "RSA", "kid": "other padding", "n": x, "e": "AQAB", "alg": "PS256"},
            {"kty": "EC", "crv": "P-256", "kid": "ec", "x": x, "y": x},
            {"kty": "EC", "crv": "P-384", "kid": "other curve", "x": x, "y": x},
            {"kty": "oct", "kid": "secret", "k": x},
            {"kty": "oct", "kid": "secret", "k": x, "alg": "HS256"},
            "no key", 1, null,
        ]);
        assert_eq!(key_ids(&keys), ["bare", "full", "rsa", "ec"]);
        assert!(usable(&json!([])).is_empty() && usable(&json!({"keys": 1})).is_empty());
    }
}
