//! Whose orders staff and administrators are shown.

use docket_domain::{Actor, SellerId};

use crate::AppError;

/// The seller whose orders `actor`, who asks for those of `asked`, is shown in
/// lists and reports: staff are shown their own seller's, administrators all
/// unless they name one.
///
/// # Errors
///
/// [`AppError::NotFound`] for staff who name another seller: there may be one,
/// and they do not learn it. [`AppError::Forbidden`] for everybody else.
pub fn shown_seller(asked: Option<SellerId>, actor: &Actor) -> Result<Option<SellerId>, AppError> {
    match (actor, asked) {
        (Actor::Admin(_), asked) => Ok(asked),
        (Actor::Seller { seller, .. }, Some(asked)) if *seller != asked => Err(AppError::NotFound),
        (Actor::Seller { seller, .. }, _) => Ok(Some(seller.clone())),
        (Actor::Buyer(_) | Actor::Driver { .. } | Actor::System(_), _) => Err(AppError::Forbidden),
    }
}
