//! Changing a member.

use std::ops::ControlFlow;

use docket_domain::{Actor, Member, MemberChange};
use docket_store::{MemberCommit, MemberUpdate};

use super::{check_seller::check_seller, read_member::managed_member};
use crate::{App, AppError, ExpectedVersion, retry::retry_reading};

/// A change of a member.
#[derive(Debug)]
pub struct UpdateMember<'a> {
    /// The actor who makes the change.
    pub actor: &'a Actor,
    /// The member that was read when rights were checked.
    pub found: Member,
    /// The versions of the resource that the change may replace.
    pub expected: &'a ExpectedVersion,
    /// What changes.
    pub change: &'a MemberChange,
}

/// Changes a member and returns the changed member. A change that changes nothing leaves the
/// version unchanged.
///
/// # Errors
///
/// [`AppError::PreconditionFailed`] when its version is not an expected one, [`AppError::Member`]
/// for what the domain refuses, and what [`managed_member`] refuses when the member changed
/// meanwhile.
pub async fn update_member(app: &App, it: UpdateMember<'_>) -> Result<Member, AppError> {
    let UpdateMember { actor, found, expected, change } = it;
    let id = &found.id.clone();
    let read = || managed_member(app, id, actor);
    retry_reading(found, read, |member| async move {
        expected.check(member.version)?;
        let next = member.apply(change, actor)?;
        if next == member {
            return Ok(ControlFlow::Break(next));
        }
        if next.grant != member.grant {
            check_seller(app, &next.grant).await?;
        }
        Ok(match save(app, &member, &next).await? {
            MemberCommit::Done => ControlFlow::Break(next),
            MemberCommit::Stale => ControlFlow::Continue(()),
        })
    })
    .await
}

async fn save(app: &App, member: &Member, next: &Member) -> Result<MemberCommit, AppError> {
    // A new contact is invited, and so is a disabled member who is enabled again.
    let taken_back = member.disabled && !next.disabled;
    let invited = next.addresses.open().filter(|own| taken_back || !member.addresses.has(own));
    let withdrawn = member.addresses.open().filter(|own| !next.addresses.has(own));
    let update = MemberUpdate {
        old: member,
        new: next,
        invited: &app.customer_keys(invited)?,
        dropped: &app.customer_keys(member.addresses.accepted_without(&next.addresses))?,
        withdrawn: &app.customer_keys(withdrawn)?,
        stamp: &app.stamp()?,
    };
    Ok(app.store.update_member(&update).await?)
}
