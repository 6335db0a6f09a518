use docket_domain::{Contact, Email, Phone};
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::Value;

use super::{error::IdTokenError, trusted::Oidc};

/// The tolerated difference between the issuer's clock and ours, in seconds.
const LEEWAY: i64 = 60;
/// The maximum age of an ID token in seconds. An ID token proves a recent sign-in at
/// the issuer; it is not a credential to be stored.
const MAX_AGE: i64 = 10 * 60;
/// The maximum length of a subject (`OpenID` Connect Core, section 2).
const MAX_SUBJECT: usize = 255;

/// The claims of an ID token that Docket checks or uses.
#[derive(Deserialize)]
pub struct IdClaims {
    iss: String,
    sub: String,
    aud: Audience,
    azp: Option<String>,
    exp: i64,
    iat: i64,
    nbf: Option<i64>,
    // Values of any type: a contact is used only if its type and its verification
    // flag are exactly right.
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
    /// Checks that the token names the trusted issuer.
    pub fn check_issuer(&self, trusted: &Oidc) -> Result<(), IdTokenError> {
        let ours = self.iss == trusted.issuer;
        ours.then_some(()).ok_or(IdTokenError::Refused("is of another issuer"))
    }

    /// Checks issuer, audience and times at `now`, and that the token names a subject
    /// and at least one verified contact.
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

    /// Whether the token was issued to `client`. A token with several audiences must
    /// also name `client` as its authorized party (`azp`).
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

    /// The time from which the token is refused because of its age.
    pub fn good_until(&self) -> Result<Timestamp, IdTokenError> {
        Timestamp::from_second(self.ends()).map_err(|_| IdTokenError::Expired)
    }

    /// The contacts that the issuer has verified, the phone first.
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
