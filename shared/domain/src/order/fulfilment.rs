//! How an order reaches its buyer.

use jiff::{SignedDuration, Timestamp};

use crate::{Address, OneLine};

/// How an order reaches its buyer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fulfilment {
    /// Fetched, brought or sent; the latter two have an address.
    pub method: Method,
    /// The seller's delivery zone.
    pub zone: Option<OneLine<64>>,
    /// When the buyer would like it.
    pub requested_for: Option<Timestamp>,
}

/// How long a wished time may be past already: clocks differ, and requests
/// take time.
const GRACE: SignedDuration = SignedDuration::from_mins(5);
/// How far ahead it may be. Feasts are ordered a year and more ahead; what is
/// later is a slip.
const FURTHEST: SignedDuration = SignedDuration::from_hours(2 * 366 * 24);

/// A wished time is past, or too far ahead.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("must be in the future, and at most two years ahead")]
pub struct TimeError;

impl Fulfilment {
    /// Whether it can be wished for now.
    ///
    /// # Errors
    ///
    /// [`TimeError`].
    pub fn check_time(&self, now: Timestamp) -> Result<(), TimeError> {
        Self::check_requested_for(self.requested_for, now)
    }

    /// Whether something can be wished for at this time, now.
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

    /// Whether it can become this now; a time that has passed meanwhile may stay.
    ///
    /// # Errors
    ///
    /// [`TimeError`].
    pub fn check_change(&self, old: &Self, now: Timestamp) -> Result<(), TimeError> {
        if self.requested_for == old.requested_for { Ok(()) } else { self.check_time(now) }
    }
}

/// Fetched, brought or sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Method {
    /// The buyer fetches it.
    Pickup,
    /// The seller's drivers bring it.
    Delivery(Address),
    /// A carrier brings it.
    Shipping(Address),
}

/// A method without its address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MethodKind {
    /// The buyer fetches it.
    Pickup,
    /// The seller's drivers bring it.
    Delivery,
    /// A carrier brings it.
    Shipping,
}

impl MethodKind {
    /// Every method.
    pub const ALL: [Self; 3] = [Self::Pickup, Self::Delivery, Self::Shipping];

    /// The name in requests and answers.
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

    /// The name in requests and answers.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.kind().name()
    }

    /// The address, if it goes to one.
    #[must_use]
    pub const fn address(&self) -> Option<&Address> {
        match self {
            Self::Pickup => None,
            Self::Delivery(address) | Self::Shipping(address) => Some(address),
        }
    }
}
