//! What the tests of the external issuer share.

use docket_local::Options;
use docket_platform::Oidc;
use docket_tests::{Docket, Reply};
use serde_json::{Value, json};

use crate::auth::oidc::issuer::Issuer;

/// Docket's client id at the issuer.
pub const CLIENT: &str = "docket-web";
/// A phone that the demo does not use.
pub const BUYER: &str = "+12025550160";

/// A deployment that trusts the test issuer.
pub struct World {
    pub docket: Docket,
    pub issuer: Issuer,
}

impl World {
    pub async fn open() -> Self {
        let issuer = Issuer::start().await;
        let oidc = Oidc { issuer: issuer.url.clone(), audience: CLIENT.to_owned() };
        let docket = Docket::with(Options { oidc: Some(oidc), ..Options::default() }).await;
        Self { docket, issuer }
    }

    /// The claims of an ID token, issued now, about the owner of `address`.
    pub fn claims(&self, address: &str) -> Value {
        let now = self.docket.running.now().as_second();
        let mut claims = json!({
            "iss": self.issuer.url, "sub": "user-1", "aud": CLIENT, "iat": now, "exp": now + 3600,
            "nonce": "n", "name": "Ida",
        });
        let name = if address.contains('@') { "email" } else { "phone_number" };
        claims[name] = json!(address);
        claims[format!("{name}_verified")] = json!(true);
        claims
    }

    /// The claims with one of them replaced, or removed when the value is null.
    pub fn claims_with(&self, name: &str, value: Value) -> Value {
        let mut claims = self.claims(BUYER);
        match value {
            Value::Null => drop(claims.as_object_mut().unwrap().remove(name)),
            value => claims[name] = value,
        }
        claims
    }

    pub async fn exchange(&self, token: &str) -> Reply {
        let body = json!({"idToken": token});
        self.docket.post("/api/auth/tokens").json(&body).send().await
    }

    /// An exchange that is refused and changes nothing.
    pub async fn refused(&self, token: &str, status: u16, code: &str) -> Reply {
        self.docket.refused(self.exchange(token), status, code).await
    }
}

/// The answer to a sign-in with a code.
pub async fn sign_in_by_code(docket: &Docket, address: &str) -> Reply {
    docket.sign_in_reply(address).await
}
