//! The body of a request that gives a code.

use docket_app::{
    Faults,
    auth::{GivenCode, Guess},
};
use docket_domain::{Contact, Email, Phone};
use serde::Deserialize;
use utoipa::ToSchema;

use super::keeping::SessionKind;
use crate::openapi::{samples, words};

/// A code with its challenge and the address that it was sent to.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(example = samples::sign_in)]
pub struct SignIn {
    /// The challenge that request-code answered.
    #[schema(value_type = words::Challenge)]
    pub challenge: String,
    /// A phone in E.164; or `email`.
    #[schema(value_type = Option<words::Phone>)]
    pub phone: Option<String>,
    /// An e-mail address; or `phone`.
    #[schema(value_type = Option<words::Email>)]
    pub email: Option<String>,
    /// The six digits of the message.
    #[schema(value_type = words::Code)]
    pub code: String,
    /// `cookie` keeps refresh token and device secret in cookies of the pages
    /// that the header `Docket-Session` names.
    #[schema(value_type = Option<words::SessionKind>)]
    pub session: Option<SessionKind>,
}

/// Reads the one address of a request.
pub fn read_contact(
    phone: Option<&str>,
    email: Option<&str>,
    faults: &mut Faults,
) -> Option<Contact> {
    match (phone, email) {
        (Some(phone), None) => faults.parse::<Phone>("/phone", phone).map(Contact::Phone),
        (None, Some(email)) => faults.parse::<Email>("/email", email).map(Contact::Email),
        (None, None) => {
            faults.add("/phone", "give a phone or an email");
            None
        }
        (Some(_), Some(_)) => {
            faults.add("/email", "give a phone or an email, not both");
            None
        }
    }
}

impl SignIn {
    /// Reads the whole request, and names every place at fault.
    pub fn read(self, faults: &mut Faults) -> Option<GivenCode> {
        let contact = read_contact(self.phone.as_deref(), self.email.as_deref(), faults);
        let guess = faults.note_error("/code", Guess::read(&self.code));
        Some(GivenCode { challenge: self.challenge, contact: contact?, guess: guess? })
    }
}
