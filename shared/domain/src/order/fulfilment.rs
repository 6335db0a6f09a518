//! Fulfilment: how and when an order reaches its buyer.

use jiff::{SignedDuration, Timestamp};

use crate::{Address, OneLine};

/// How an order reaches its buyer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fulfilment {
    /// The fulfilment method, with the address where it has one.
    pub method: Method,
    /// The seller's delivery zone.
    pub zone: Option<OneLine<64>>,
    /// When the buyer wants the order; `None` means as soon as possible.
    pub requested_for: Option<Timestamp>,
}

/// How far a requested time may lie in the past: clocks differ, and requests take time.
const GRACE: SignedDuration = SignedDuration::from_mins(5);
/// How far a requested time may lie in the future. Orders for celebrations are placed more than a
/// year ahead; a later time is taken for a mistake.
const FURTHEST: SignedDuration = SignedDuration::from_hours(2 * 366 * 24);

/// The requested time lies in the past, or too far in the future.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("must be in the future, and at most two years ahead")]
pub struct TimeError;

impl Fulfilment {
    /// Checks the requested time at the moment `now`.
    ///
    /// # Errors
    ///
    /// [`TimeError`].
    pub fn check_time(&self, now: Timestamp) -> Result<(), TimeError> {
        Self::check_requested_for(self.requested_for, now)
    }

    /// Checks a requested time at the moment `now`.
    ///
    /// # Errors
    ///
    /// [`TimeError`].
    pub fn check_requested_for(
        requested_for: Option<Timestamp>,
        now: Timestamp,
    ) -> Result<(), TimeError> {
        let ahead = requested_for.map(|at| at.duration_since(now));
        let good = ahead.is_none_or(|it| (-GRACE..=FURTHEST).contains(&it));
        if good { Ok(()) } else { Err(TimeError) }
    }

    /// Checks the requested time of an updated order. An unchanged time is valid even after it has
    /// passed.
    ///
    /// # Errors
    ///
    /// [`TimeError`].
    pub fn check_change(&self, old: &Self, now: Timestamp) -> Result<(), TimeError> {
        if self.requested_for == old.requested_for { Ok(()) } else { self.check_time(now) }
    }
}

/// A fulfilment method, with its address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Method {
    /// The buyer picks the order up.
    Pickup,
    /// The seller's drivers deliver the order.
    Delivery(Address),
    /// A carrier ships the order.
    Shipping(Address),
}

/// A fulfilment method without its address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MethodKind {
    /// The buyer picks the order up.
    Pickup,
    /// The seller's drivers deliver the order.
    Delivery,
    /// A carrier ships the order.
    Shipping,
}

impl MethodKind {
    /// Every method.
    pub const ALL: [Self; 3] = [Self::Pickup, Self::Delivery, Self::Shipping];

    /// The name in requests and responses.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Pickup => "pickup",
            Self::Delivery => "delivery",
            Self::Shipping => "shipping",
        }
    }
}

impl Method {
    /// The method without its address.
    #[must_use]
    pub const fn kind(&self) -> MethodKind {
        match self {
            Self::Pickup => MethodKind::Pickup,
            Self::Delivery(_) => MethodKind::Delivery,
            Self::Shipping(_) => MethodKind::Shipping,
        }
    }

    /// The name in requests and responses.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.kind().name()
    }

    /// The address, if the method has one.
    #[must_use]
    pub const fn address(&self) -> Option<&Address> {
        match self {
            Self::Pickup => None,
            Self::Delivery(address) | Self::Shipping(address) => Some(address),
        }
    }
}
