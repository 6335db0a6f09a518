//! From a code to who gave it.

use docket_app::{
    App, AppError, Faults,
    auth::{Guess, code, confirm_contact},
};
use docket_domain::{AttemptRefusal, Challenge, Contact, CustomerKey, Email, Grant, Phone};
use docket_store::{Attempt, Budget, Identity, Subject};
use jiff::Timestamp;
use serde::Deserialize;
use utoipa::ToSchema;

use super::{
    challenge, device,
    tokens::{self, Bearer, Proven, Session, Tokens},
};
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

/// A code with its address, once both are read.
pub struct SignInRead {
    challenge: String,
    contact: Contact,
    guess: Guess,
}

impl SignIn {
    /// Reads the whole request, and names every place at fault.
    pub fn read(self, faults: &mut Faults) -> Option<SignInRead> {
        let contact = read_contact(self.phone.as_deref(), self.email.as_deref(), faults);
        let guess = faults.note_error("/code", Guess::read(&self.code));
        Some(SignInRead { challenge: self.challenge, contact: contact?, guess: guess? })
    }
}

/// The first tokens of somebody who gave a code, and the secret by which this
/// device signs in again.
pub fn issue(app: &App, session: &Session) -> Result<Tokens, AppError> {
    let secret = device::secret(app.keys.ids()?, &session.contact.key, app.now())?;
    Ok(Tokens { device_secret: Some(secret), ..tokens::issue(app, session)? })
}

/// Checks and uses up a code, and says who gave it.
pub async fn sign_in(app: &App, request: &SignInRead) -> Result<Session, AppError> {
    let SignInRead { challenge, contact, guess } = request;
    let id = challenge::read(app.keys.ids()?, challenge)?;
    let (key, counted) = (app.customer_key(contact)?, app.counted_key(contact)?);
    let stamp = app.stamp()?;
    let challenge = match app.store.attempt_challenge(id, &key, stamp.now).await? {
        Attempt::Counted(challenge) => challenge,
        Attempt::Refused(challenge) => {
            let of_another = challenge.key != key;
            let refusal = challenge.may_attempt(stamp.now).err().filter(|_| !of_another);
            return Err(closed(refusal.unwrap_or(AttemptRefusal::Outdated)));
        }
        Attempt::Unknown => return Err(closed(AttemptRefusal::Outdated)),
    };
    let left = challenge.send.attempts_left();
    if !guess.is(&code(app.keys.codes()?, &Subject::Challenge(id), &challenge.send)) {
        if left == 0 {
            used_up(app, &challenge, &counted, stamp.now).await?;
        }
        return Err(challenge::rejected("the code is wrong", left));
    }
    if !app.store.use_challenge(&challenge, &stamp.change, stamp.now).await? {
        return Err(closed(AttemptRefusal::Used));
    }
    confirm_contact(app, &key, contact, None, stamp.now).await;
    if let Err(error) = app.store.challenge_succeeded(&counted, challenge.half).await {
        tracing::warn!(%error, "a sign-in did not end the wait after wrong guesses");
    }
    session(app, key, contact, Proof::Code).await
}

/// Notes that the last guess at a challenge was wrong.
async fn used_up(
    app: &App,
    challenge: &Challenge,
    counted: &CustomerKey,
    now: Timestamp,
) -> Result<(), AppError> {
    let source = Budget::of_source(app.settings.codes, &challenge.source, now);
    app.store.challenge_failed(counted, challenge.half, source.as_ref(), now).await?;
    Ok(())
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
) -> Result<Session, AppError> {
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

/// A challenge that takes no more guesses.
fn closed(refusal: AttemptRefusal) -> AppError {
    challenge::rejected(&refusal.to_string(), 0)
}
