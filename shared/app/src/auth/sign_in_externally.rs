//! Signing in with an ID token of the external issuer: it is verified, used once,
//! and exchanged for Docket's own tokens.

use docket_domain::Contact;
use docket_platform::{IdTokenError, Identity};

use super::{
    proof::{Proof, session_of},
    session::{Bearer, Session},
    tokens::{IssuedTokens, issue_tokens},
};
use crate::{App, AppError, Fault};

/// What the claims of used tokens are kept under.
const USED: &str = "id-token";

/// Exchanges an ID token of the external issuer that the deployment trusts for
/// tokens. It is good once.
///
/// # Errors
///
/// [`AppError::IdToken`] for one that is not good, [`AppError::NeedsCode`] for an
/// administrator's, [`AppError::Invalid`] where no external issuer is trusted.
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

/// The member who accepted one of the addresses, else the buyer who has the
/// first. The session is good for the one address that decided.
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

/// Whether a code could have been sent there: who signs in may cause messages.
fn is_served(app: &App, contact: &Contact) -> bool {
    match contact {
        Contact::Phone(phone) => app.settings.allows(phone),
        Contact::Email(_) => true,
    }
}
