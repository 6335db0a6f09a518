use docket_domain::{Contact, Email, Phone};
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::Value;

use super::{error::IdTokenError, trusted::Oidc};

/// How far the issuer's clock may be off, in seconds.
const LEEWAY: i64 = 60;
/// How long ago somebody may have signed in at the issuer, in seconds. An ID
/// token says who signed in just now; it is no key to be kept.
const MAX_AGE: i64 = 10 * 60;
/// The most characters of a subject (`OpenID` Connect Core, section 2).
const MAX_SUBJECT: usize = 255;

/// What an ID token claims, as far as it is looked at.
#[derive(Deserialize)]
pub struct IdClaims {
    iss: String,
    sub: String,
    aud: Audience,
    azp: Option<String>,
    exp: i64,
    iat: i64,
    nbf: Option<i64>,
    // Of whatever type: what is not exactly as it must be identifies nobody.
    #[serde(default)]
    phone_number: Value,
    #[serde(default)]
    phone_number_verified: Value,
    #[serde(default)]
    email: Value,
    #[serde(default)]
    email_verified: Value,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Audience {
    One(String),
    Many(Vec<String>),
}

impl IdClaims {
    /// Whether it claims to be of the trusted issuer.
    pub fn check_issuer(&self, trusted: &Oidc) -> Result<(), IdTokenError> {
        let ours = self.iss == trusted.issuer;
        ours.then_some(()).ok_or(IdTokenError::Refused("is of another issuer"))
    }

    /// Whether it is for us, good at `now`, and about somebody.
    pub fn check(&self, trusted: &Oidc, now: Timestamp) -> Result<(), IdTokenError> {
        self.check_issuer(trusted)?;
        if !self.is_for(&trusted.audience) {
            return Err(IdTokenError::Refused("is for another audience"));
        }
        let now = now.as_second();
        let starts = self.nbf.unwrap_or(self.iat).max(self.iat);
        if starts > now.saturating_add(LEEWAY) {
            return Err(IdTokenError::Refused("is not valid yet"));
        }
        if self.ends() <= now {
            return Err(IdTokenError::Expired);
        }
        if self.sub.is_empty() || self.sub.chars().count() > MAX_SUBJECT {
            return Err(IdTokenError::Refused("has no subject"));
        }
        if self.contacts().is_empty() {
            return Err(IdTokenError::Refused("names no verified phone or e-mail address"));
        }
        Ok(())
    }

    /// Whether it was made for `client`, and at its request when it is for
    /// several.
    fn is_for(&self, client: &str) -> bool {
        match &self.aud {
            Audience::One(aud) => aud == client,
            Audience::Many(all) => {
                all.iter().any(|aud| aud == client)
                    && (all.len() == 1 || self.azp.as_deref() == Some(client))
            }
        }
    }

    fn ends(&self) -> i64 {
        self.exp.min(self.iat.saturating_add(MAX_AGE)).saturating_add(LEEWAY)
    }

    /// From when on it is refused for its age.
    pub fn good_until(&self) -> Result<Timestamp, IdTokenError> {
        Timestamp::from_second(self.ends()).map_err(|_| IdTokenError::Expired)
    }

    /// What the issuer has verified, the phone first.
    pub fn contacts(&self) -> Vec<Contact> {
        let verified = |value: &Value, is_verified: &Value| -> Option<String> {
            let text = value.as_str().filter(|_| *is_verified == Value::Bool(true));
            text.map(str::to_owned)
        };
        let phone = verified(&self.phone_number, &self.phone_number_verified)
            .and_then(|text| text.parse::<Phone>().ok());
        let email =
            verified(&self.email, &self.email_verified).and_then(|text| text.parse::<Email>().ok());
        phone.map(Contact::Phone).into_iter().chain(email.map(Contact::Email)).collect()
    }
}
