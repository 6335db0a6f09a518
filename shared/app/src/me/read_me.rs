//! Reading the signed-in person and their invitations.

use docket_domain::{Contact, Member, Role, Seller};
use docket_store::Invitation;
use jiff::Timestamp;

use crate::{App, AppError, Caller};

/// The signed-in person.
#[derive(Debug)]
pub struct Me {
    /// The role of this session.
    pub role: Role,
    /// The member of this session; absent for a buyer and for an administrator of the deployment's
    /// settings.
    pub member: Option<Member>,
    /// The member's seller.
    pub seller: Option<Seller>,
    /// The contact that this sign-in proved, if it is stored.
    pub contact: Option<Contact>,
    /// The invitations of that contact, the oldest first.
    pub invitations: Vec<OpenInvitation>,
}

/// An invitation that can be accepted.
#[derive(Debug)]
pub struct OpenInvitation {
    /// The member that the caller becomes by accepting it.
    pub member: Member,
    /// The member's seller.
    pub seller: Option<Seller>,
    /// When it was made.
    pub invited_at: Timestamp,
    /// Until when it can be accepted.
    pub expires_at: Timestamp,
}

/// Reads the caller and the invitations of the session's contact. Only a session with that contact
/// sees the invitations.
///
/// # Errors
///
/// [`AppError::Unauthenticated`] when the caller did not sign in.
pub async fn read_me(app: &App, caller: &Caller) -> Result<Me, AppError> {
    let actor = caller.signed_in()?;
    let member = match actor.id().parse() {
        Ok(id) if caller.buyer() != Some(actor) => app.store.member(&id).await?,
        Ok(_) | Err(_) => None,
    };
    let seller = match &member {
        Some(member) => seller_of(app, member).await?,
        None => None,
    };
    let mut invitations = Vec::new();
    if let Some(contact) = caller.contact() {
        for invitation in app.store.invitations(contact, app.now()).await? {
            invitations.extend(open(app, invitation).await?);
        }
    }
    let contact = contact(app, caller, member.as_ref()).await?;
    Ok(Me { role: actor.role(), member, seller, contact, invitations })
}

/// The proven contact. A token contains only its key.
async fn contact(
    app: &App,
    caller: &Caller,
    member: Option<&Member>,
) -> Result<Option<Contact>, AppError> {
    let Some(key) = caller.contact() else { return Ok(None) };
    let listed = member.into_iter().flat_map(|member| member.addresses.accepted());
    if let Some(contact) = app.with_key(listed.chain(app.settings.admins()), key)? {
        return Ok(Some(contact));
    }
    Ok(app.store.contact(key).await?.map(|known| known.contact))
}

/// The invitation, if its member can still be accepted.
async fn open(app: &App, invitation: Invitation) -> Result<Option<OpenInvitation>, AppError> {
    let Invitation { member, at: invited_at, expires_at, .. } = invitation;
    let Some(member) = app.store.member(&member).await? else { return Ok(None) };
    if member.disabled {
        return Ok(None);
    }
    let seller = seller_of(app, &member).await?;
    Ok(Some(OpenInvitation { member, seller, invited_at, expires_at }))
}

async fn seller_of(app: &App, member: &Member) -> Result<Option<Seller>, AppError> {
    match member.grant.seller() {
        Some(id) => Ok(app.store.seller(id).await?),
        None => Ok(None),
    }
}
