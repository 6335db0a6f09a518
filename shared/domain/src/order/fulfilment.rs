//! How an order reaches its buyer.

use jiff::Timestamp;

use crate::OneLine;

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

/// A postal address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    /// Street and number.
    pub line1: OneLine<255>,
    /// Flat, floor, company.
    pub line2: Option<OneLine<255>>,
    /// Part of the city.
    pub locality: Option<OneLine<255>>,
    /// City.
    pub city: OneLine<100>,
    /// State or province.
    pub state: Option<OneLine<100>>,
    /// Postal code.
    pub postal_code: OneLine<20>,
    /// Country.
    pub country: OneLine<100>,
}
