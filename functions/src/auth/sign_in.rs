//! From a code to who gave it.

use docket_domain::{
    AttemptRefusal, Contact, ContactState, CustomerKey, Email, Grant, Phone, Send,
};
use docket_store::{Attempt, Identity, Subject};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{
    codes,
    tokens::{Bearer, Proven, Session},
};
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
pub async fn sign_in(app: &App, request: &SignIn) -> Result<Session, ApiError> {
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
    session(app, key, &contact, Proof::Code).await
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

/// How a contact was proven.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Proof {
    /// By a code of ours.
    Code,
    /// By the external issuer's word.
    Issuer,
}

/// Who signs in with a contact that is shown to be theirs: the member that its
/// holder accepted to be, else the buyer. Being listed with it, or disabled,
/// takes nothing away from the buyer.
pub async fn session(
    app: &App,
    key: CustomerKey,
    contact: &Contact,
    proof: Proof,
) -> Result<Session, ApiError> {
    let Identity { epoch, member } = app.store.identity(&key).await?;
    let bearer = if app.is_admin(contact) {
        // First: nobody takes the deployment's administrator's contact away by
        // listing it as something else.
        Bearer::Member(app.admin_id(&key)?, Grant::Admin, 0)
    } else {
        member.filter(|member| member.is_held_by(contact)).map_or(Bearer::Buyer, Bearer::from)
    };
    let contact = Proven { key, epoch, external: proof == Proof::Issuer };
    Ok(Session { bearer, contact })
}

fn rejected(detail: &str, attempts_left: u32) -> ApiError {
    ApiError::CodeRejected { detail: detail.to_owned(), attempts_left }
}
