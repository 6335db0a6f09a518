//! The people who may be informed: the buyer of an order, the seller's staff, the administrators
//! and a driver.

use docket_domain::{Audience, Contact, Grant, Member, Order, Role, SellerId};
use docket_store::MemberList;

use super::Recipient;
use crate::{App, AppError, Failure};

/// How many members are read with one request.
const PAGE: u32 = 100;

/// A person who may be informed, with all of their contacts. The preferences are stored under the
/// first contact.
#[derive(Debug)]
pub struct Candidate {
    pub(super) first: Recipient,
    pub(super) others: Vec<Recipient>,
}

impl Candidate {
    /// A person with these contacts; `None` when there are none.
    pub(super) fn at(contacts: Vec<Recipient>) -> Option<Self> {
        let mut contacts = contacts.into_iter();
        Some(Self { first: contacts.next()?, others: contacts.collect() })
    }

    /// The buyer of an order, with the order's phone and e-mail address.
    ///
    /// # Errors
    ///
    /// [`AppError::Key`] when this function was not given the id key.
    pub(super) fn buyer(app: &App, order: &Order) -> Result<Self, AppError> {
        let email = order.customer.email.clone().map(Contact::Email);
        let email = email.map(|email| Recipient::at(app, email, Role::Buyer)).transpose()?;
        Ok(Self { first: Recipient::customer(order), others: email.into_iter().collect() })
    }

    /// A member with the contacts that they have accepted, the phone first. Contacts that somebody
    /// else entered get no messages before that. `None` for a member who is disabled or has
    /// accepted no contact.
    ///
    /// # Errors
    ///
    /// [`AppError::Key`] when this function was not given the id key.
    pub(super) fn member(app: &App, member: &Member) -> Result<Option<Self>, AppError> {
        if member.disabled {
            return Ok(None);
        }
        let role = role(member);
        let at = |contact| Recipient::at(app, contact, role);
        let contacts: Result<_, _> = member.addresses.accepted().map(at).collect();
        Ok(Self::at(contacts?))
    }
}

/// The members and administrators of an audience.
///
/// # Errors
///
/// The store's; when this function was not given the id key.
pub(super) async fn staff(
    app: &App,
    seller: &SellerId,
    audience: Audience,
) -> Result<Vec<Candidate>, Failure> {
    let mut people = Vec::new();
    if audience.has(Role::Admin) {
        for admin in app.settings.admins() {
            people.extend(Candidate::at(vec![Recipient::at(app, admin, Role::Admin)?]));
        }
    }
    for list in lists(seller, audience) {
        let mut after = None;
        loop {
            let page = app.store.members(list, after.as_deref(), PAGE).await?;
            for member in page.items.iter().filter(|member| audience.has(role(member))) {
                people.extend(Candidate::member(app, member)?);
            }
            after = page.next;
            if after.is_none() {
                break;
            }
        }
    }
    Ok(people)
}

fn lists(seller: &SellerId, audience: Audience) -> impl Iterator<Item = MemberList<'_>> {
    let admins = audience.has(Role::Admin).then_some(MemberList::Admins);
    std::iter::once(MemberList::Of(seller)).chain(admins)
}

const fn role(member: &Member) -> Role {
    match member.grant {
        Grant::Seller(_) => Role::Seller,
        Grant::Driver(_) => Role::Driver,
        Grant::Admin => Role::Admin,
    }
}
