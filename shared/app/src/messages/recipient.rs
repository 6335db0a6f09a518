//! The recipient of a notice, and the person whose act caused it.

use docket_domain::{Contact, CustomerKey, Entry, Order, Role, SellerId};

use crate::{App, AppError};

/// The recipient of a notice: a role at a contact.
#[derive(Debug, Clone)]
pub struct Recipient {
    pub(super) contact: Contact,
    pub(super) key: CustomerKey,
    pub(super) counted: CustomerKey,
    pub(super) role: Role,
}

impl Recipient {
    /// The customer of an order, at the order's phone. The order contains the key of the phone, so
    /// that no secret is needed.
    #[must_use]
    pub fn customer(order: &Order) -> Self {
        let key = order.customer.key.clone();
        let contact = Contact::Phone(order.customer.phone.clone());
        Self { contact, counted: key.clone(), key, role: Role::Buyer }
    }

    /// A person at a contact.
    ///
    /// # Errors
    ///
    /// [`AppError::Key`] when this function was not given the id key.
    pub fn at(app: &App, contact: Contact, role: Role) -> Result<Self, AppError> {
        let key = app.customer_key(&contact)?;
        let counted = app.customer_key(&contact.counted_as())?;
        Ok(Self { contact, key, counted, role })
    }
}

/// The person whose act caused a notice. The budget per source counts by it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// A customer or a member, by key or id.
    Person(String),
    /// A seller, for a notice that no particular person caused.
    Seller(SellerId),
}

impl Source {
    /// The person who made a line of an order's history. The customer is the source of automatic
    /// changes.
    #[must_use]
    pub fn of(order: &Order, entry: &Entry) -> Self {
        match entry.role {
            Role::Buyer | Role::Seller | Role::Driver | Role::Admin => {
                Self::Person(entry.actor.clone())
            }
            Role::System => Self::customer(&order.customer.key),
        }
    }

    /// A customer.
    #[must_use]
    pub fn customer(key: &CustomerKey) -> Self {
        Self::Person(key.to_string())
    }
}
