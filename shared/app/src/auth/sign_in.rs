//! Signing in with a code.

use docket_domain::{AttemptRefusal, Challenge, Contact, CustomerKey, Role};
use docket_store::{Attempt, Budget, Subject};
use jiff::Timestamp;

use super::{
    challenge,
    codes::{Guess, code},
    confirm_contact::confirm_contact,
    device_secret::device_secret,
    proof::{Proof, session_of},
    session::Session,
    tokens::{IssuedTokens, issue_tokens},
};
use crate::{App, AppError};

/// A code that a client sends, with its challenge and the contact that it was sent to.
pub struct GivenCode {
    /// The challenge in the form that the client got.
    pub challenge: String,
    /// The contact.
    pub contact: Contact,
    /// The code.
    pub guess: Guess,
}

/// Exchanges a code for tokens with the member's role, else a buyer's, and for a device secret.
///
/// # Errors
///
/// [`AppError::CodeRejected`] for a code that is wrong, expired or used already.
pub async fn sign_in(app: &App, given: &GivenCode) -> Result<IssuedTokens, AppError> {
    let session = prove(app, given).await?;
    issue(app, &session)
}

/// Exchanges an administrator's code for tokens.
///
/// # Errors
///
/// [`AppError::NotAnAdmin`] for other roles; [`AppError::CodeRejected`] for a code that is wrong,
/// expired or used already.
pub async fn sign_in_as_admin(app: &App, given: &GivenCode) -> Result<IssuedTokens, AppError> {
    let session = prove(app, given).await?;
    match session.role() {
        Role::Admin => issue(app, &session),
        role @ (Role::Buyer | Role::Seller | Role::Driver | Role::System) => {
            Err(AppError::NotAnAdmin(role))
        }
    }
}

fn issue(app: &App, session: &Session) -> Result<IssuedTokens, AppError> {
    let secret = device_secret(app.keys.ids()?, &session.contact.key, app.now())?;
    Ok(IssuedTokens { device_secret: Some(secret), ..issue_tokens(app, session)? })
}

/// Checks a code, marks it as used, and returns the session of its sender.
async fn prove(app: &App, given: &GivenCode) -> Result<Session, AppError> {
    let GivenCode { challenge, contact, guess } = given;
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
    session_of(app, key, contact, Proof::Code).await
}

/// Records that the last guess at a challenge was wrong.
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

/// The error for a challenge that accepts no more guesses.
fn closed(refusal: AttemptRefusal) -> AppError {
    challenge::rejected(&refusal.to_string(), 0)
}
