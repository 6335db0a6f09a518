//! Whose feed somebody is shown.

use docket_domain::{Actor, MemberId, SellerId};
use docket_store::NotificationList;

use crate::{AppError, Fault, shown_seller};

/// The feed that `actor`, who asks for that of `asked`, is shown: staff their seller's,
/// drivers their own, administrators that of the seller whom they name.
///
/// # Errors
///
/// As [`shown_seller`]; [`AppError::NotFound`] for drivers who name another seller;
/// `unnamed` when an administrator names none.
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
