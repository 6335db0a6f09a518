//! Requesting a code to sign in with.

use std::ops::ControlFlow;

use docket_domain::{CODE_LIFETIME, Challenge, ChallengeId, Contact, ContactState, Send};
use docket_platform::random;
use docket_store::{Asking, Saved};
use jiff::SignedDuration;

use super::{challenge, device_secret::half};
use crate::{App, AppError, Fault, NetworkSource, retry::retry_on_stale};

/// A request for a code. It has no `Debug`, so that no secret is ever logged.
pub struct RequestCode<'a> {
    /// The contact that the code is sent to.
    pub contact: &'a Contact,
    /// The network of the request.
    pub source: &'a NetworkSource,
    /// The device secret from an earlier sign-in with this contact.
    pub device_secret: Option<&'a str>,
    /// An open challenge whose code should be sent again.
    pub challenge: Option<&'a str>,
}

/// A requested code. It has no `Debug`, so that no challenge is ever logged.
pub struct RequestedCode {
    /// The challenge. The client sends it back together with the code.
    pub challenge: String,
    /// How long the code is valid.
    pub expires_in: SignedDuration,
    /// A short tag that is in the message, too, so that a person can match codes and sign-ins.
    pub tag: String,
}

/// Requests a code for signing in, whether the contact is known or not. Each request opens its own
/// challenge, which other people's guesses and requests do not affect.
///
/// # Errors
///
/// [`AppError::Invalid`] for a contact to which this deployment sends no codes,
/// [`AppError::CodeRejected`] for a challenge that Docket never made, [`AppError::Send`] when too
/// many codes were requested.
pub async fn request_code(app: &App, it: RequestCode<'_>) -> Result<RequestedCode, AppError> {
    let RequestCode { contact, source, device_secret, challenge: named } = it;
    may_be_sent_to(app, contact)?;
    let ids = app.keys.ids()?;
    let named = named.map(|text| challenge::read(ids, text)).transpose()?;
    let id = retry_on_stale((), move |()| ask(app, source, contact, device_secret, named)).await?;
    Ok(RequestedCode {
        challenge: challenge::write(ids, id),
        expires_in: CODE_LIFETIME,
        tag: id.tag().to_owned(),
    })
}

/// Refuses a contact to which this deployment sends no codes.
fn may_be_sent_to(app: &App, contact: &Contact) -> Result<(), Fault> {
    match contact {
        Contact::Phone(phone) if !app.settings.allows(phone) => {
            Err(Fault::at("/phone", "must be in a country to which this deployment sends codes"))
        }
        Contact::Email(_) if !app.settings.codes_by_email => Err(Fault::at(
            "/email",
            "cannot be used, as this deployment sends no e-mail; give a phone",
        )),
        Contact::Phone(_) | Contact::Email(_) => Ok(()),
    }
}

/// Opens a challenge, or sends the code of the named open challenge again, and returns the
/// challenge's id. Continues with another attempt when a concurrent request changed the contact's
/// counters.
async fn ask(
    app: &App,
    source: &NetworkSource,
    contact: &Contact,
    secret: Option<&str>,
    named: Option<ChallengeId>,
) -> Result<ControlFlow<ChallengeId>, AppError> {
    let stamp = app.stamp()?;
    let (key, counted) = (app.customer_key(contact)?, app.counted_key(contact)?);
    let half = half(app.keys.ids()?, &key, secret, stamp.now)?;
    let budget = app.budget(source, half, contact, stamp.now)?;
    let asked = app.store.asked(&counted, half, named, &budget).await?;
    asked.budget?;
    let open = |it: &Challenge| it.key == key && it.may_attempt(stamp.now).is_ok();
    let before = asked.challenge.filter(open);
    let known = asked.contact;
    let state =
        known.clone().unwrap_or_else(|| ContactState::new(counted, half, contact.counted_as()));
    let limits = &app.settings.codes;
    let (challenge, state) = if let Some(before) = &before {
        let again = Challenge { half, ..before.send_again(stamp.now)? };
        (again, state.count_code(limits, stamp.now)?)
    } else {
        let opened = Challenge {
            id: ChallengeId::from_bytes(random()?),
            contact: contact.clone(),
            key,
            source: app.source_key(source)?,
            half,
            send: Send::first(random()?, stamp.now),
            used: false,
        };
        (opened, state.open_challenge(limits, stamp.now)?)
    };
    let asking = Asking {
        before: before.as_ref(),
        challenge: &challenge,
        contact: (known.as_ref(), &state),
        budget: &budget,
    };
    match app.store.ask(&asking, stamp.change.as_str(), stamp.now).await? {
        Saved::Done => Ok(ControlFlow::Break(challenge.id)),
        Saved::Stale => Ok(ControlFlow::Continue(())),
    }
}
