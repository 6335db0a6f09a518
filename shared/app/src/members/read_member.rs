//! Reading a member.

use docket_domain::{Actor, Member, MemberId};

use super::any_member::{AnyMember, administrators};
use crate::{App, AppError};

/// A member that `actor` may see. Only administrators see those of the deployment's settings.
///
/// # Errors
///
/// As [`managed_member`].
pub async fn read_member(app: &App, id: &MemberId, actor: &Actor) -> Result<AnyMember, AppError> {
    if matches!(actor, Actor::Admin(_))
        && let Some((id, contact)) = administrators(app)?.into_iter().find(|it| it.0 == *id)
    {
        return Ok(AnyMember::OfDeployment(id, contact));
    }
    Ok(AnyMember::Stored(Box::new(managed_member(app, id, actor).await?)))
}

/// A member that `actor` may see and change: administrators, staff of the member's seller and the
/// member may. Nobody else learns whether the member exists.
///
/// # Errors
///
/// [`AppError::NotFound`] for callers who manage other members only, [`AppError::Forbidden`] for
/// callers who manage none.
pub async fn managed_member(app: &App, id: &MemberId, actor: &Actor) -> Result<Member, AppError> {
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
