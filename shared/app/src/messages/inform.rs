//! One person is informed of one event, on the channels that the person wants.

use docket_domain::{
    Channel, Channels, Contact, CustomerKey, NoticeGroup, Order, OrderId, Reachable, Role, SellerId,
};

use docket_store::StoreError;

use super::{Notice, Recipient, Source, Undelivered, deliver::deliver, texts::Words};
use crate::{App, Failure};

/// What there is to be said of an event.
#[derive(Debug)]
pub struct News<'a> {
    /// The event.
    pub event: &'a str,
    /// What people chose channels for; none for what nobody can turn off, which goes to the first
    /// contact of each.
    pub group: Option<NoticeGroup>,
    /// The seller whose order, product or template it is about.
    pub seller: &'a SellerId,
    /// Whose act it follows from.
    pub source: &'a Source,
    /// The order that it is about, if it is about one.
    pub order: Option<OrderId>,
    /// What it says.
    pub words: &'a Words,
}

/// Somebody with all contacts that notices may go to.
#[derive(Debug)]
pub(super) struct Person {
    /// What the person's preferences are kept under.
    key: CustomerKey,
    contacts: Vec<Recipient>,
}

impl Person {
    /// Somebody at these contacts, the first of which the preferences are kept under; `None` for
    /// somebody without any.
    pub(super) fn at(contacts: Vec<Recipient>) -> Option<Self> {
        let key = contacts.first()?.key.clone();
        Some(Self { key, contacts })
    }

    /// Who ordered: by phone, and by e-mail where the address was confirmed by a code.
    ///
    /// # Errors
    ///
    /// The store's; when this function was not given the id key.
    pub(super) async fn buyer(app: &App, order: &Order) -> Result<Self, Failure> {
        let phone = Recipient::customer(order);
        let key = phone.key.clone();
        let mut contacts = vec![phone];
        if let Some(email) = &order.customer.email {
            let email = Recipient::at(app, Contact::Email(email.clone()), Role::Buyer)?;
            if app.store.is_confirmed(&email.key, app.now()).await? {
                contacts.push(email);
            }
        }
        Ok(Self { key, contacts })
    }

    fn reachable(&self) -> Reachable {
        let has = |channel| self.contacts.iter().any(|to| Channel::of(&to.contact) == channel);
        Reachable { phone: has(Channel::Sms), email: has(Channel::Email), push: false }
    }
}

/// Sends the news on each of the channels that the person chose, or that are the default, once
/// each: what fails on one stops no other.
///
/// # Errors
///
/// The last failure of those that may still be sent.
pub(super) async fn inform(app: &App, news: &News<'_>, person: &Person) -> Result<(), Undelivered> {
    let channels = channels(app, news, person).await?;
    let News { event, seller, source, order, words, .. } = *news;
    let mut failed = None;
    for to in &person.contacts {
        if !channels.has(Channel::of(&to.contact)) {
            continue;
        }
        let notice = Notice { event, to, words, seller, source, order };
        if let Err(error) = deliver(app, &notice).await {
            tracing::warn!(event, %error, "a notice is tried again later");
            failed = Some(error);
        }
    }
    failed.map_or(Ok(()), Err)
}

async fn channels(app: &App, news: &News<'_>, person: &Person) -> Result<Channels, StoreError> {
    let Some(group) = news.group else {
        let first = person.contacts.first();
        return Ok(first.map(|to| Channel::of(&to.contact)).into_iter().collect());
    };
    let chosen = app.store.preferences(&person.key).await?.preferences;
    Ok(chosen.channels(group, &person.reachable()))
}
