//! The order in which a request is judged: route, token, rights, body, state.
//!
//! The gate verifies the token before any handler runs. To read the query, headers with their own
//! rules and the body, a handler needs a [`Granted`], which only a check of rights makes. So a
//! caller who may not use a route gets that answer, whatever else is wrong with the request.

use docket_domain::{Actor, SellerId};

use crate::AppError;

/// Proof that token and rights were checked.
#[derive(Debug, Clone, Copy)]
pub struct Granted(());

impl Granted {
    /// For a route that is open to everybody, or whose rights depend on the body.
    #[must_use]
    pub const fn to_all() -> Self {
        Self(())
    }

    /// For staff of any seller and administrators. The route checks of which seller.
    ///
    /// # Errors
    ///
    /// [`AppError::Forbidden`] for everybody else.
    pub const fn to_staff(actor: &Actor) -> Result<Self, AppError> {
        Self::only(matches!(actor, Actor::Seller { .. } | Actor::Admin(_)))
    }

    /// For callers who manage a seller: its staff and administrators.
    ///
    /// # Errors
    ///
    /// [`AppError::Forbidden`] for everybody else.
    pub fn to_managers(actor: &Actor, seller: &SellerId) -> Result<Self, AppError> {
        Self::only(actor.manages(seller))
    }

    /// For callers who add and change members.
    ///
    /// # Errors
    ///
    /// [`AppError::Forbidden`] for everybody else.
    pub const fn to_managers_of_people(actor: &Actor) -> Result<Self, AppError> {
        Self::only(actor.manages_people())
    }

    /// For members: staff, drivers and administrators.
    ///
    /// # Errors
    ///
    /// [`AppError::Forbidden`] for everybody else.
    pub const fn to_members(actor: &Actor) -> Result<Self, AppError> {
        Self::only(!matches!(actor, Actor::Buyer(_)))
    }

    /// For administrators.
    ///
    /// # Errors
    ///
    /// [`AppError::Forbidden`] for everybody else.
    pub const fn to_admins(actor: &Actor) -> Result<Self, AppError> {
        Self::only(matches!(actor, Actor::Admin(_)))
    }

    /// For callers for whom `allowed` is true.
    ///
    /// # Errors
    ///
    /// [`AppError::Forbidden`] for everybody else.
    pub(crate) const fn only(allowed: bool) -> Result<Self, AppError> {
        if allowed { Ok(Self(())) } else { Err(AppError::Forbidden) }
    }
}
