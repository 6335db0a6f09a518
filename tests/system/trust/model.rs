//! A model of who may read what. It follows from the steps that were played, not from Docket's
//! responses.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};

/// How long a driver can read the customer's data after the order's end.
const DRIVERS: SignedDuration = SignedDuration::from_hours(24);

/// A person with a phone, an e-mail address, a name and a street that occur nowhere else.
pub struct Person {
    pub phone: String,
    pub email: String,
    pub name: String,
    pub street: String,
}

impl Person {
    pub fn new(number: usize) -> Self {
        Self {
            phone: format!("+1415555{:04}", 7000 + number),
            email: format!("person{number}@example.com"),
            name: format!("Xenia Quibble{number}z"),
            street: format!("{number} Zephyrwood Lane{number}z"),
        }
    }
}

/// A session: the role and the contact with which a person signed in.
#[derive(Debug, Clone)]
pub struct Session {
    pub token: String,
    pub refresh: String,
    pub contact: String,
    pub role: String,
    pub seller: Option<String>,
    pub member: Option<String>,
}

/// An order as the model knows it.
pub struct Order {
    pub person: usize,
    pub phone: String,
    pub seller: String,
    /// The driver of its batch.
    pub driver: Option<String>,
    /// When it ended.
    pub ended: Option<Timestamp>,
}

#[derive(Default)]
pub struct Model {
    pub orders: BTreeMap<String, Order>,
    /// Seller and person, where a member of the seller entered the person's phone or e-mail
    /// address. The seller's staff see it in their list of members, and the member sees it in their
    /// own entry.
    pub listed: Vec<(String, usize)>,
}

impl Model {
    /// Whether a session may read an order.
    pub fn may_read_order(&self, session: Option<&Session>, id: &str) -> bool {
        let (Some(session), Some(order)) = (session, self.orders.get(id)) else { return false };
        session.contact == order.phone
            || match session.role.as_str() {
                "admin" => true,
                "seller" => session.seller.as_deref() == Some(order.seller.as_str()),
                "driver" => session.member.is_some() && session.member == order.driver,
                _ => false,
            }
    }

    /// Whether a session may read a person's address and name.
    pub fn may_read_name_and_address(
        &self,
        session: Option<&Session>,
        person: usize,
        now: Timestamp,
    ) -> bool {
        let mut theirs = self.orders.iter().filter(|(_, order)| order.person == person);
        theirs.any(|(id, order)| {
            self.may_read_order(session, id)
                && session.is_some_and(|it| {
                    it.role != "driver"
                        || it.contact == order.phone
                        || order.ended.is_none_or(|at| now < at + DRIVERS)
                })
        })
    }

    /// Whether a session may read a person's phone or e-mail address.
    pub fn may_read_contact(
        &self,
        session: Option<&Session>,
        person: usize,
        own: &Person,
        now: Timestamp,
    ) -> bool {
        let Some(it) = session else { return false };
        let lists = it.role == "admin"
            || it.seller.as_ref().is_some_and(|seller| {
                it.role == "seller" && self.listed.contains(&(seller.clone(), person))
            });
        it.contact == own.phone
            || it.contact == own.email
            || lists
            || self.may_read_name_and_address(session, person, now)
            // A member reads their own entry, with both contacts.
            || (it.member.is_some() && self.listed.iter().any(|(_, listed)| *listed == person))
    }
}
