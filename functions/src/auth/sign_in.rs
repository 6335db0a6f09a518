//! The request body that exchanges a sign-in code for tokens.

use docket_app::{
    Faults,
    auth::{GivenCode, Guess},
};
use docket_domain::{Contact, Email, Phone};
use serde::Deserialize;
use utoipa::ToSchema;

use super::keeping::SessionKind;
use crate::openapi::{samples, words};

/// A sign-in code with its challenge and the contact to which it was sent.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(example = samples::sign_in)]
pub struct SignIn {
    /// The `challenge` in the response of `POST /api/auth/codes`.
    #[schema(value_type = words::Challenge)]
    pub challenge: String,
    /// The phone, in E.164, to which the code was sent. Give either `phone` or `email`.
    #[schema(value_type = Option<words::Phone>)]
    pub phone: Option<String>,
    /// The e-mail address to which the code was sent. Give either `phone` or `email`.
    #[schema(value_type = Option<words::Email>)]
    pub email: Option<String>,
    /// The six digits of the message.
    #[schema(value_type = words::Code)]
    pub code: String,
    /// How to store the refresh token and the device secret. With `cookie` they are set as HttpOnly
    /// cookies of the pages that the header `Docket-Session` names. Without this field they are in
    /// the response body.
    #[schema(value_type = Option<words::SessionKind>)]
    pub session: Option<SessionKind>,
}

/// Reads the one contact of a request: a phone or an e-mail address. Both or neither is a fault.
pub fn read_contact(
    phone: Option<&str>,
    email: Option<&str>,
    faults: &mut Faults,
) -> Option<Contact> {
    match (phone, email) {
        (Some(phone), None) => faults.parse::<Phone>("/phone", phone).map(Contact::Phone),
        (None, Some(email)) => faults.parse::<Email>("/email", email).map(Contact::Email),
        (None, None) => {
            faults.add("/phone", "is required unless `email` is given");
            None
        }
        (Some(_), Some(_)) => {
            faults.add("/email", "must be absent where `phone` is given");
            None
        }
    }
}

impl SignIn {
    /// Reads the whole request and reports every fault with its place.
    pub fn read(self, faults: &mut Faults) -> Option<GivenCode> {
        let contact = read_contact(self.phone.as_deref(), self.email.as_deref(), faults);
        let guess = faults.note_error("/code", Guess::read(&self.code));
        Some(GivenCode { challenge: self.challenge, contact: contact?, guess: guess? })
    }
}
