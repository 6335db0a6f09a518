//! Finding the member or buyer who signs in with a proven contact.

use docket_domain::{Contact, CustomerKey, Grant};
use docket_store::Identity;

use super::session::{Bearer, Proven, Session};
use crate::{App, AppError};

/// How a contact was proven.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Proof {
    /// By a code that Docket sent.
    Code,
    /// By an ID token of the external issuer.
    Issuer,
}

/// The session of a proven contact: the member who has accepted an invitation at it, else the
/// buyer. A contact that was only entered for a member, or whose member is disabled, still signs in
/// as the buyer.
pub(super) async fn session_of(
    app: &App,
    key: CustomerKey,
    contact: &Contact,
    proof: Proof,
) -> Result<Session, AppError> {
    let Identity { epoch, member } = app.store.identity(&key).await?;
    let bearer = if app.is_admin(contact) {
        // The deployment's administrators come first, so that entering their contact for another
        // member does not lock them out.
        Bearer::Member(app.admin_id(&key)?, Grant::Admin, 0)
    } else {
        member.filter(|member| member.is_held_by(contact)).map_or(Bearer::Buyer, Bearer::from)
    };
    let contact = Proven { key, epoch, external: proof == Proof::Issuer };
    Ok(Session { bearer, contact })
}
