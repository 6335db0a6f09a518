//! What the requests about members have in common.

use docket_app::{App, AppError, Fault};
use docket_domain::{Actor, Contact, CustomerKey, Grant, Member, MemberId, MemberRefusal, Role};

pub fn role(name: &str) -> Result<Role, MemberRefusal> {
    Role::from_name(name).ok_or(MemberRefusal::NoMembersRole)
}

/// A member whom the caller may see and change; nobody else learns that there
/// is one.
pub async fn managed(app: &App, id: &MemberId, actor: &Actor) -> Result<Member, AppError> {
    if !actor.manages_people() && !matches!(actor, Actor::Driver { .. }) {
        return Err(AppError::Forbidden);
    }
    let member = app.store.member(id).await?;
    match member.filter(|member| member.is_managed_by(actor)) {
        Some(member) => Ok(member),
        None if actor.manages_people() => Err(AppError::NotFound),
        None => Err(AppError::Forbidden),
    }
}

/// The administrators of the deployment's settings, who are stored nowhere: each
/// with the member id that follows from the contact.
pub fn administrators(app: &App) -> Result<Vec<(MemberId, Contact)>, AppError> {
    let with_id = |contact: Contact| Ok((app.admin_id(&app.customer_key(&contact)?)?, contact));
    app.settings.admins().map(with_id).collect()
}

/// Refuses a grant for a seller that does not exist.
pub async fn check_seller(app: &App, grant: &Grant) -> Result<(), AppError> {
    if let Some(id) = grant.seller()
        && app.store.seller(id).await?.is_none()
    {
        return Err(Fault::at("/sellerId", "there is no such seller").into());
    }
    Ok(())
}

/// The keys of contacts.
pub fn keys(
    app: &App,
    contacts: impl Iterator<Item = Contact>,
) -> Result<Vec<CustomerKey>, AppError> {
    contacts.map(|contact| app.customer_key(&contact)).collect()
}
