use std::sync::Arc;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use docket_domain::{
    ChangeId, Contact, CustomerKey, Half, IdError, MemberId, Order, Stamp, whole_milliseconds,
};
use docket_platform::{
    Clock, EventBus, ExternalIssuer, HttpClient, ImageStore, KeyError, Keys, Messenger, SecretKey,
    Settings, random,
};
use docket_store::{Budget, Store, StoreError};
use docket_texts::Link;
use jiff::Timestamp;

use crate::{
    AppError, NetworkSource,
    auth::Revocations,
    names::{self, Names, People},
    payments::Provider,
    push::Push,
};

/// The dependencies of one function: table, clock, adapters, keys and settings.
///
/// On AWS a process has one `App`. The local program makes one for each function, so that each
/// function has its own keys and its own metering.
pub struct App {
    /// The table.
    pub store: Store,
    /// The clock.
    pub clock: Arc<dyn Clock>,
    /// SMS and e-mail.
    pub messenger: Arc<dyn Messenger>,
    /// Where events are published.
    pub bus: Arc<dyn EventBus>,
    /// Where the files of images are kept.
    pub images: Arc<dyn ImageStore>,
    /// The client for HTTP requests to services outside AWS.
    pub http: Arc<dyn HttpClient>,
    /// The keys granted to this function.
    pub keys: Keys,
    /// The deployment's settings.
    pub settings: Settings,
    /// The payment provider, if the deployment has one and this function may call it.
    pub provider: Option<Provider>,
    /// Web push.
    pub push: Push,
    /// The external issuer of ID tokens that the deployment trusts, if there is one.
    pub issuer: Option<ExternalIssuer>,
    /// This process's copy of the recent revocations.
    pub revocations: Revocations,
    /// This process's cache of members' names.
    pub names: Names,
}

/// The error of an asynchronous invocation. The service that invoked the function retries it.
pub type Failure = Box<dyn std::error::Error + Send + Sync>;

/// An [`App`] as handlers share it.
pub type SharedApp = Arc<App>;

impl App {
    /// Reads the recent revocations, so that the first request with a token does not have to.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer.
    pub async fn warm(&self) -> Result<(), StoreError> {
        self.revocations.read(&self.store, self.now()).await
    }

    /// The payment provider.
    ///
    /// # Errors
    ///
    /// [`AppError::PaymentsOff`] when the deployment has none.
    pub fn provider(&self) -> Result<&Provider, AppError> {
        self.provider.as_ref().ok_or(AppError::PaymentsOff)
    }

    /// The current time in whole milliseconds, which is what the table stores.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        whole_milliseconds(self.clock.now())
    }

    /// A stamp for one change: the time, and a random name.
    ///
    /// # Errors
    ///
    /// [`KeyError::Random`].
    pub fn stamp(&self) -> Result<Stamp, KeyError> {
        Ok(Stamp::new(self.now(), change_id()?))
    }

    /// Whether this is a contact of an administrator who is named in the deployment's settings.
    /// Those administrators are not stored in the table.
    #[must_use]
    pub fn is_admin(&self, contact: &Contact) -> bool {
        self.settings.admins().any(|own| own.canonical() == contact.canonical())
    }

    /// Whether this is the key of a contact of an administrator in the deployment's settings.
    ///
    /// # Errors
    ///
    /// [`AppError::Key`] when this function was not given the id key.
    pub fn is_admin_key(&self, key: &CustomerKey) -> Result<bool, AppError> {
        Ok(self.with_key(self.settings.admins(), key)?.is_some())
    }

    /// The member id of the deployment's administrator with this contact. The id is derived from
    /// the contact, so that another contact is another member.
    ///
    /// # Errors
    ///
    /// Never, because every key is a valid id.
    pub fn admin_id(&self, key: &CustomerKey) -> Result<MemberId, AppError> {
        key.as_str().parse().map_err(|_| AppError::Conflict)
    }

    /// The contact that has this key, if one of `contacts` does.
    ///
    /// # Errors
    ///
    /// [`AppError::Key`] when this function was not given the id key.
    pub fn with_key(
        &self,
        contacts: impl IntoIterator<Item = Contact>,
        key: &CustomerKey,
    ) -> Result<Option<Contact>, AppError> {
        for contact in contacts {
            if self.customer_key(&contact)? == *key {
                return Ok(Some(contact));
            }
        }
        Ok(None)
    }

    /// The key of a contact.
    ///
    /// # Errors
    ///
    /// [`AppError::Key`] when this function was not given the id key.
    pub fn customer_key(&self, contact: &Contact) -> Result<CustomerKey, AppError> {
        Ok(customer_key(self.keys.ids()?, contact))
    }

    /// The keys of contacts.
    ///
    /// # Errors
    ///
    /// [`AppError::Key`] when this function was not given the id key.
    pub fn customer_keys(
        &self,
        contacts: impl IntoIterator<Item = Contact>,
    ) -> Result<Vec<CustomerKey>, AppError> {
        contacts.into_iter().map(|contact| self.customer_key(&contact)).collect()
    }

    /// The key that codes to a contact are counted under: for an e-mail address, that of its
    /// mailbox without the sub-address.
    ///
    /// # Errors
    ///
    /// [`AppError::Key`] when this function was not given the id key.
    pub fn counted_key(&self, contact: &Contact) -> Result<CustomerKey, AppError> {
        self.customer_key(&contact.counted_as())
    }

    /// The full URL of a path of the pages or the API, for messages. `None` when the deployment's
    /// settings have no public URL.
    pub(crate) fn link(&self, path: &str) -> Option<Link> {
        self.settings.public_url.as_ref()?.at(path).parse().ok()
    }

    /// A keyed hash of the network address that a request came from.
    ///
    /// # Errors
    ///
    /// [`AppError::Key`] when this function was not given the id key.
    pub fn source_key(&self, source: &NetworkSource) -> Result<String, AppError> {
        let mac = self.keys.ids()?.mac(&[b"address", source.network().as_bytes()]);
        Ok(URL_SAFE_NO_PAD.encode(&mac[..16]))
    }

    /// The budget that a code to `to`, requested from the network `source`, is counted in, in
    /// addition to its contact's.
    ///
    /// # Errors
    ///
    /// [`AppError::Key`] when this function was not given the id key.
    pub fn budget(
        &self,
        source: &NetworkSource,
        half: Half,
        to: &Contact,
        now: Timestamp,
    ) -> Result<Budget, AppError> {
        let (key, source) = (self.customer_key(to)?, self.source_key(source)?);
        Ok(Budget::new(self.settings.codes, half, to, &key, Some(&source), now))
    }

    /// The names and phones of these members. A member that cannot be read is missing.
    pub(crate) async fn people(&self, ids: impl IntoIterator<Item = MemberId>) -> People {
        self.names.read(&self.store, self.now(), ids).await
    }

    /// The members who changed an order. If there are too many, the latest ones.
    pub(crate) async fn people_of(&self, order: &Order) -> People {
        self.people(order.timeline.iter().rev().filter_map(names::member)).await
    }
}

/// The key of a contact: 128 bits of a keyed hash, so that somebody who reads an index, a token or
/// an event cannot find the phone number by trying all numbers.
///
/// # Panics
///
/// Never: base64url text is a valid key.
#[must_use]
pub fn customer_key(ids: &SecretKey, contact: &Contact) -> CustomerKey {
    let mac = ids.mac(&[b"contact", contact.canonical().as_bytes()]);
    match URL_SAFE_NO_PAD.encode(&mac[..16]).parse() {
        Ok(key) => key,
        Err(IdError { .. }) => unreachable!("base64url is what keys are made of"),
    }
}

/// A random name for a change.
fn change_id() -> Result<ChangeId, KeyError> {
    URL_SAFE_NO_PAD
        .encode(random::<9>()?)
        .parse()
        .map_err(|_: IdError| KeyError::Unreadable("change", "it is no id"))
}
