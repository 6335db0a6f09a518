//! Signing in with an ID token of the external issuer. The token is verified, used once, and
//! exchanged for Docket's own tokens.

use docket_domain::Contact;
use docket_platform::{IdTokenError, Identity};

use super::{
    proof::{Proof, session_of},
    session::{Bearer, Session},
    tokens::{IssuedTokens, issue_tokens},
};
use crate::{App, AppError, Fault};

/// The scope under which used ID tokens are stored.
const USED: &str = "id-token";

/// Exchanges an ID token of the deployment's external issuer for tokens. An ID token can be used
/// once.
///
/// # Errors
///
/// [`AppError::IdToken`] for an invalid token, [`AppError::NeedsCode`] for an administrator's,
/// [`AppError::Invalid`] when the deployment trusts no external issuer.
pub async fn sign_in_externally(app: &App, id_token: &str) -> Result<IssuedTokens, AppError> {
    let issuer = app.issuer.as_ref().ok_or_else(|| {
        Fault::at("/idToken", "cannot be used, as this deployment trusts no external issuer")
    })?;
    let stamp = app.stamp()?;
    let identity = issuer.verify(id_token, stamp.now).await?;
    let session = find(app, &identity).await?;
    if !session.role().is_open_to_external_issuer() {
        return Err(AppError::NeedsCode);
    }
    let Identity { fingerprint, good_until, .. } = &identity;
    if !app.store.use_once(USED, fingerprint, *good_until, &stamp.change).await? {
        return Err(IdTokenError::Refused("was used already").into());
    }
    issue_tokens(app, &session)
}

/// The session of the member who accepted one of the identity's contacts, else of the buyer with
/// the first contact. The session proves only the contact that decided.
async fn find(app: &App, identity: &Identity) -> Result<Session, AppError> {
    let mut buyer = None;
    for contact in identity.contacts.iter().filter(|contact| is_served(app, contact)) {
        let key = app.customer_key(contact)?;
        let found = session_of(app, key, contact, Proof::Issuer).await?;
        match found.bearer {
            Bearer::Buyer => buyer = buyer.or(Some(found)),
            Bearer::Member(..) => return Ok(found),
        }
    }
    buyer.ok_or_else(|| IdTokenError::Refused("has a phone of a country that is not served").into())
}

/// Whether the deployment sends codes to the contact. A signed-in person may cause messages to it.
fn is_served(app: &App, contact: &Contact) -> bool {
    match contact {
        Contact::Phone(phone) => app.settings.allows(phone),
        Contact::Email(_) => true,
    }
}
