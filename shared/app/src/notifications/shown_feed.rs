//! The feed that a member is shown.

use docket_domain::{Actor, MemberId, SellerId};
use docket_store::NotificationList;

use crate::{AppError, Fault, shown_seller};

/// The feed that `actor` is shown. `asked` is the seller in the request. Staff are shown their
/// seller's feed, drivers their own, and administrators that of the seller they ask for.
///
/// # Errors
///
/// As [`shown_seller`]; [`AppError::NotFound`] for drivers who ask for another seller; `unnamed`
/// when an administrator asks for no seller.
pub fn shown_feed(
    asked: Option<SellerId>,
    actor: &Actor,
    unnamed: impl FnOnce(&str) -> Fault,
) -> Result<NotificationList, AppError> {
    match (actor, asked) {
        (Actor::Driver { seller, .. }, Some(asked)) if *seller != asked => Err(AppError::NotFound),
        (Actor::Driver { seller, member }, _) => {
            Ok(NotificationList::Driver(seller.clone(), member.clone()))
        }
        (Actor::Seller { .. } | Actor::Admin(_) | Actor::Buyer(_) | Actor::System(_), asked) => {
            match shown_seller(asked, actor)? {
                Some(seller) => Ok(NotificationList::Seller(seller)),
                None => Err(unnamed("is required to list the notifications of a seller").into()),
            }
        }
    }
}

/// The member who reads.
pub(super) fn reader(actor: &Actor) -> Result<&MemberId, AppError> {
    match actor {
        Actor::Seller { member, .. } | Actor::Driver { member, .. } | Actor::Admin(member) => {
            Ok(member)
        }
        Actor::Buyer(_) | Actor::System(_) => Err(AppError::Forbidden),
    }
}
