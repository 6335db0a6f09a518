//! From a code to who gave it.

use docket_domain::{
    AttemptRefusal, Contact, ContactState, CustomerKey, Email, Grant, Phone, Send,
};
use docket_store::{Attempt, Subject};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{codes, tokens::Bearer};
use crate::{
    App,
    http::{ApiError, FieldError},
    openapi::{samples, words},
};

/// A code with the address that it was sent to.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(example = samples::sign_in)]
pub struct SignIn {
    /// A phone in E.164; or `email`.
    #[schema(value_type = Option<words::Phone>)]
    pub phone: Option<String>,
    /// An e-mail address; or `phone`.
    #[schema(value_type = Option<words::Email>)]
    pub email: Option<String>,
    /// The six digits of the message.
    #[schema(value_type = words::Code)]
    pub code: String,
}

/// Reads the one address of a request.
pub fn read_contact(phone: Option<&str>, email: Option<&str>) -> Result<Contact, FieldError> {
    match (phone, email) {
        (Some(phone), None) => phone
            .parse::<Phone>()
            .map(Contact::Phone)
            .map_err(|error| FieldError::at("/phone", error)),
        (None, Some(email)) => email
            .parse::<Email>()
            .map(Contact::Email)
            .map_err(|error| FieldError::at("/email", error)),
        (None, None) => Err(FieldError::at("/phone", "give a phone or an email")),
        (Some(_), Some(_)) => Err(FieldError::at("/email", "give a phone or an email, not both")),
    }
}

/// Checks and uses up a code, and says who gave it.
pub async fn sign_in(app: &App, request: &SignIn) -> Result<Bearer, ApiError> {
    let contact = read_contact(request.phone.as_deref(), request.email.as_deref())?;
    let guess = codes::Guess::read(&request.code)?;
    let key = app.customer_key(&contact)?;
    let (state, send) = attempt(app, &key).await?;
    let subject = Subject::Contact(key.clone());
    if !guess.is(&codes::code(app.keys.codes()?, &subject, &send)) {
        return Err(rejected("the code is wrong", send.attempts_left()));
    }
    if !app.store.consume(&state, send, &app.stamp()?.change).await? {
        return Err(rejected("the code was used or replaced; ask for another", 0));
    }
    app.store.confirm_contact(&key, &contact, app.now()).await?;
    bearer(app, key, &contact).await
}

/// Counts a guess before it is compared. Who never asked for a code learns
/// nothing else than who has used it up.
async fn attempt(app: &App, key: &CustomerKey) -> Result<(ContactState, Send), ApiError> {
    let now = app.now();
    match app.store.attempt_contact(key, now).await? {
        Attempt::Counted(state) => match state.open_send(now) {
            Some(send) => Ok((state, send)),
            None => Err(rejected("the code was used; ask for another", 0)),
        },
        Attempt::Refused(state) => {
            let refusal = state.send.map_or(Ok(()), |send| send.may_attempt(now));
            let detail = refusal.err().unwrap_or(AttemptRefusal::Outdated).to_string();
            Err(rejected(&detail, 0))
        }
        Attempt::Unknown => Err(rejected(&AttemptRefusal::Outdated.to_string(), 0)),
    }
}

/// Who signs in with an address that is shown to be theirs.
pub async fn bearer(app: &App, key: CustomerKey, contact: &Contact) -> Result<Bearer, ApiError> {
    // First: nobody takes the deployment's administrator's phone away by
    // listing it as something else.
    if app.is_admin(contact)
        && let Ok(id) = key.as_str().parse()
    {
        return Ok(Bearer::Member(id, Grant::Admin, 0));
    }
    match app.store.member_by_contact(contact, &key).await? {
        Some(member) if member.disabled => Err(ApiError::Forbidden),
        Some(member) => Ok(member.into()),
        None => Ok(Bearer::Buyer(key)),
    }
}

fn rejected(detail: &str, attempts_left: u32) -> ApiError {
    ApiError::CodeRejected { detail: detail.to_owned(), attempts_left }
}
