//! What the requests about members have in common.

use docket_domain::{Actor, Contact, CustomerKey, Grant, Member, MemberId, MemberRefusal, Role};

use crate::{
    App,
    http::{ApiError, FieldError},
};

pub fn role(name: &str) -> Result<Role, MemberRefusal> {
    Role::from_name(name).ok_or(MemberRefusal::NoMembersRole)
}

/// A member whom the caller may see and change; nobody else learns that there
/// is one.
pub async fn managed(app: &App, id: &MemberId, actor: &Actor) -> Result<Member, ApiError> {
    if !actor.manages_people() && !matches!(actor, Actor::Driver { .. }) {
        return Err(ApiError::Forbidden);
    }
    let member = app.store.member(id).await?;
    match member.filter(|member| member.is_managed_by(actor)) {
        Some(member) => Ok(member),
        None if actor.manages_people() => Err(ApiError::NotFound),
        None => Err(ApiError::Forbidden),
    }
}

/// The administrators of the deployment's settings, who are stored nowhere: each
/// with the member id that follows from the contact.
pub fn administrators(app: &App) -> Result<Vec<(MemberId, Contact)>, ApiError> {
    let with_id = |contact: Contact| Ok((app.admin_id(&app.customer_key(&contact)?)?, contact));
    app.settings.admins().map(with_id).collect()
}

/// Refuses a grant for a seller that does not exist.
pub async fn check_seller(app: &App, grant: &Grant) -> Result<(), ApiError> {
    if let Some(id) = grant.seller()
        && app.store.seller(id).await?.is_none()
    {
        return Err(FieldError::at("/sellerId", "there is no such seller").into());
    }
    Ok(())
}

/// The keys of contacts.
pub fn keys(
    app: &App,
    contacts: impl Iterator<Item = Contact>,
) -> Result<Vec<CustomerKey>, ApiError> {
    contacts.map(|contact| app.customer_key(&contact)).collect()
}
