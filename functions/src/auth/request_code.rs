use axum::{Json, extract::State, response::IntoResponse};
use docket_app::{App, AppError, Fault, Granted, SharedApp};
use docket_domain::{CODE_LIFETIME, Challenge, ChallengeId, Contact, ContactState, Send};
use docket_platform::random;
use docket_store::{Asking, Saved};
use http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{challenge, device, sign_in::read_contact};
use crate::{
    http::{ApiError, Body, Source},
    openapi::{samples, words},
};

/// How often a lost race for an address is run again.
const TRIES: usize = 5;

/// Where a code should go.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(example = samples::code_request)]
pub struct CodeRequest {
    /// A phone in E.164; or `email`.
    #[schema(value_type = Option<words::Phone>)]
    phone: Option<String>,
    /// An e-mail address; or `phone`.
    #[schema(value_type = Option<words::Email>)]
    email: Option<String>,
    /// The secret that an earlier sign-in with this contact answered. It opens
    /// the reserve of the contact's codes that strangers cannot use up.
    #[schema(value_type = Option<words::DeviceSecret>)]
    device_secret: Option<String>,
    /// An open challenge, to have its code sent again: at most four times, half
    /// a minute apart. One that is no longer open is replaced by another.
    #[schema(value_type = Option<words::Challenge>)]
    challenge: Option<String>,
}

/// A code is on its way.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CodeRequested {
    /// Is given together with the code.
    #[schema(value_type = words::Challenge)]
    challenge: String,
    /// Seconds that the code will be good for.
    #[schema(value_type = words::Seconds)]
    expires_in: i64,
    /// Stands in the message too, to tell several codes on one phone apart.
    #[schema(value_type = words::ChallengeTag)]
    tag: String,
}

/// Sends a code to sign in with. The answer is the same whether the address
/// is known or not. Each request opens a challenge of its own, so that nobody
/// else's guesses or requests touch it.
#[utoipa::path(
    post, path = "/api/auth/codes", tag = "Signing in", request_body = CodeRequest,
    responses((status = ACCEPTED, body = CodeRequested), (status = CONFLICT), (status = TOO_MANY_REQUESTS)),
)]
pub async fn request_code(
    State(app): State<SharedApp>,
    source: Source,
    body: Body<CodeRequest>,
) -> Result<impl IntoResponse, ApiError> {
    let request = body.read(&Granted::to_all(), |request, faults| {
        let contact = read_contact(request.phone.as_deref(), request.email.as_deref(), faults);
        Some((contact?, request))
    });
    let (contact, request) = request?.value;
    may_be_sent_to(&app, &contact)?;
    let ids = app.keys.ids()?;
    let named = request.challenge.as_deref().map(|text| challenge::read(ids, text)).transpose()?;
    for _ in 0..TRIES {
        let secret = request.device_secret.as_deref();
        if let Some(id) = ask(&app, &source, &contact, secret, named).await? {
            let answer = CodeRequested {
                challenge: challenge::write(ids, id),
                expires_in: CODE_LIFETIME.as_secs(),
                tag: id.tag().to_owned(),
            };
            return Ok((StatusCode::ACCEPTED, Json(answer)));
        }
    }
    Err(AppError::Conflict.into())
}

/// Whether this deployment sends codes there at all.
fn may_be_sent_to(app: &App, contact: &Contact) -> Result<(), Fault> {
    match contact {
        Contact::Phone(phone) if !app.settings.allows(phone) => {
            Err(Fault::at("/phone", "codes are not sent to this country"))
        }
        Contact::Email(_) if !app.settings.codes_by_email => {
            Err(Fault::at("/email", "this deployment sends no e-mail; give a phone"))
        }
        Contact::Phone(_) | Contact::Email(_) => Ok(()),
    }
}

/// Opens a challenge, or has the open one that is named sent again, and answers
/// its id; `None` when others asked for the same contact at that moment.
async fn ask(
    app: &App,
    source: &Source,
    contact: &Contact,
    secret: Option<&str>,
    named: Option<ChallengeId>,
) -> Result<Option<ChallengeId>, AppError> {
    let stamp = app.stamp()?;
    let (key, counted) = (app.customer_key(contact)?, app.counted_key(contact)?);
    let half = device::half(app.keys.ids()?, &key, secret, stamp.now)?;
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
        Saved::Done => Ok(Some(challenge.id)),
        Saved::Stale => Ok(None),
    }
}
