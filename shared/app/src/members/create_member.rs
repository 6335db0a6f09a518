//! Inviting a member exactly once for repeated requests.

use docket_domain::{Actor, Addresses, Grant, Member, MemberId, MemberRefusal, OneLine};
use docket_store::{MemberOutcome, StoredMember};

use super::check_seller::check_seller;
use crate::{App, AppError, Idempotent, Request};

/// A member to be invited.
#[derive(Debug)]
pub struct NewMember {
    /// Their name.
    pub name: OneLine<100>,
    /// The role and the seller.
    pub grant: Grant,
    /// The addresses to sign in with.
    pub addresses: Addresses,
}

/// Invites a member, or returns the one that an earlier `request` with this key invited. Nothing
/// changes for the holders of the contacts until one of them accepts, and the result does not
/// reveal whether they are known.
///
/// # Errors
///
/// [`MemberRefusal::Forbidden`] for a role or seller that `actor` may not grant,
/// [`AppError::Invalid`] when the seller does not exist, [`AppError::KeyReused`] when the key was
/// used with another body.
pub async fn create_member(
    app: &App,
    actor: &Actor,
    request: &Request<'_>,
    new: NewMember,
) -> Result<Idempotent<Member>, AppError> {
    let NewMember { name, grant, addresses } = new;
    if !grant.is_given_by(actor) {
        return Err(MemberRefusal::Forbidden.into());
    }
    check_seller(app, &grant).await?;
    let invited = app.customer_keys(addresses.all())?;
    let stamp = app.stamp()?;
    let mut stored = StoredMember {
        member: Member {
            id: id(request, 0)?,
            name,
            addresses,
            grant,
            disabled: false,
            version: 1,
            epoch: 0,
            created_at: stamp.now,
        },
        mark: request.mark()?,
    };
    for salt in 0..Request::SALTS {
        stored.member.id = id(request, salt)?;
        let token = format!("{}-{salt}", stamp.change);
        match app.store.create_member(&stored, &[], &invited, &token).await? {
            MemberOutcome::Created => return Ok(Idempotent::now(stored.member)),
            MemberOutcome::Exists(before) if request.made(&before.mark)? => {
                return Ok(Idempotent::before(before.member));
            }
            MemberOutcome::Exists(_) => {}
        }
    }
    Err(AppError::Conflict)
}

fn id(request: &Request<'_>, salt: u8) -> Result<MemberId, AppError> {
    let id = format!("MBR-{}", request.suffix(salt)?.as_str());
    id.parse().map_err(|_| AppError::Conflict)
}
