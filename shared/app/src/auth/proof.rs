//! From a proven contact to who signs in with it.

use docket_domain::{Contact, CustomerKey, Grant};
use docket_store::Identity;

use super::session::{Bearer, Proven, Session};
use crate::{App, AppError};

/// How a contact was proven.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Proof {
    /// By a code of ours.
    Code,
    /// By the external issuer's word.
    Issuer,
}

/// Who signs in with a contact that is shown to be theirs: the member that its
/// holder accepted to be, else the buyer. Being listed with it, or disabled,
/// takes nothing away from the buyer.
pub(super) async fn session_of(
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
