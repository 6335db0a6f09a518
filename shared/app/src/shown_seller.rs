//! The seller whose orders staff and administrators are shown.

use docket_domain::{Actor, SellerId};

use crate::AppError;

/// The seller whose orders `actor` is shown in lists and reports. `asked` is the seller in the
/// request. Staff are shown the orders of their own seller; administrators are shown all (`None`)
/// unless they ask for one seller.
///
/// # Errors
///
/// [`AppError::NotFound`] for staff who ask for another seller, so that they do not learn whether
/// it exists. [`AppError::Forbidden`] for other roles.
pub fn shown_seller(asked: Option<SellerId>, actor: &Actor) -> Result<Option<SellerId>, AppError> {
    match (actor, asked) {
        (Actor::Admin(_), asked) => Ok(asked),
        (Actor::Seller { seller, .. }, Some(asked)) if *seller != asked => Err(AppError::NotFound),
        (Actor::Seller { seller, .. }, _) => Ok(Some(seller.clone())),
        (Actor::Buyer(_) | Actor::Driver { .. } | Actor::System(_), _) => Err(AppError::Forbidden),
    }
}
