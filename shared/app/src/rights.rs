//! The order in which a request is judged: route, token, rights, body, state.
//!
//! The gate judges the token before any handler runs. What a handler reads
//! after that — query, headers with rules of their own, and body — is opened
//! with a [`Granted`], and only judging rights makes one. So a caller who may
//! not use a route learns that, whatever else is wrong with the request.

use docket_domain::{Actor, SellerId};

use crate::AppError;

/// Token and rights were judged.
#[derive(Debug, Clone, Copy)]
pub struct Granted(());

impl Granted {
    /// On a route that is open to everybody, or whose rights depend on what
    /// the body names.
    #[must_use]
    pub const fn to_all() -> Self {
        Self(())
    }

    /// To a seller's staff and to administrators. Whose staff may do it is for
    /// the route to judge.
    ///
    /// # Errors
    ///
    /// [`AppError::Forbidden`] for everybody else.
    pub const fn to_staff(actor: &Actor) -> Result<Self, AppError> {
        Self::only(matches!(actor, Actor::Seller { .. } | Actor::Admin(_)))
    }

    /// To who manages a seller: its staff, and administrators.
    ///
    /// # Errors
    ///
    /// [`AppError::Forbidden`] for everybody else.
    pub fn to_managers(actor: &Actor, seller: &SellerId) -> Result<Self, AppError> {
        Self::only(actor.manages(seller))
    }

    /// To who adds and changes members.
    ///
    /// # Errors
    ///
    /// [`AppError::Forbidden`] for everybody else.
    pub const fn to_managers_of_people(actor: &Actor) -> Result<Self, AppError> {
        Self::only(actor.manages_people())
    }

    /// To members: staff, drivers and administrators.
    ///
    /// # Errors
    ///
    /// [`AppError::Forbidden`] for everybody else.
    pub const fn to_members(actor: &Actor) -> Result<Self, AppError> {
        Self::only(!matches!(actor, Actor::Buyer(_)))
    }

    /// To administrators.
    ///
    /// # Errors
    ///
    /// [`AppError::Forbidden`] for everybody else.
    pub const fn to_admins(actor: &Actor) -> Result<Self, AppError> {
        Self::only(matches!(actor, Actor::Admin(_)))
    }

    /// To whom it is allowed.
    ///
    /// # Errors
    ///
    /// [`AppError::Forbidden`] for everybody else.
    pub(crate) const fn only(allowed: bool) -> Result<Self, AppError> {
        if allowed { Ok(Self(())) } else { Err(AppError::Forbidden) }
    }
}
