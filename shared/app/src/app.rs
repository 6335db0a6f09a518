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

/// All that one function works with.
///
/// On AWS a process has one; the local program makes one for each function,
/// so that each has its own keys and its own meter.
pub struct App {
    /// The table.
    pub store: Store,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// SMS and e-mail.
    pub messenger: Arc<dyn Messenger>,
    /// Where events are published.
    pub bus: Arc<dyn EventBus>,
    /// Where the files of images are kept.
    pub images: Arc<dyn ImageStore>,
    /// How others than AWS's services are reached.
    pub http: Arc<dyn HttpClient>,
    /// The keys granted to this function.
    pub keys: Keys,
    /// The deployment's settings.
    pub settings: Settings,
    /// The payment provider, if the deployment has one and this function may ask
    /// it.
    pub provider: Option<Provider>,
    /// Messages to browsers.
    pub push: Push,
    /// The external issuer that is trusted beside it, if there is one.
    pub issuer: Option<ExternalIssuer>,
    /// What was revoked lately, as far as this process has read it.
    pub revocations: Revocations,
    /// What members are called, as far as this process has read it.
    pub names: Names,
}

/// Why an invocation failed that nobody waits for; whoever invoked it repeats it.
pub type Failure = Box<dyn std::error::Error + Send + Sync>;

/// An [`App`] as handlers share it.
pub type SharedApp = Arc<App>;

impl App {
    /// Reads what was revoked, so that the first request with a token need not.
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
    /// [`AppError::PaymentsOff`] where there is none.
    pub fn provider(&self) -> Result<&Provider, AppError> {
        self.provider.as_ref().ok_or(AppError::PaymentsOff)
    }

    /// The time, in the whole milliseconds that the table keeps.
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

    /// Whether this is a contact of the deployment's administrators, who follow
    /// from its settings and are stored nowhere.
    #[must_use]
    pub fn is_admin(&self, contact: &Contact) -> bool {
        self.settings.admins().any(|own| own.canonical() == contact.canonical())
    }

    /// Whether this is the key of such a contact.
    ///
    /// # Errors
    ///
    /// [`AppError::Key`] when this function was not given the id key.
    pub fn is_admin_key(&self, key: &CustomerKey) -> Result<bool, AppError> {
        Ok(self.with_key(self.settings.admins(), key)?.is_some())
    }

    /// The member id of the deployment's administrator with this contact: it
    /// follows from the contact, so that another one is another person.
    ///
    /// # Errors
    ///
    /// [`AppError::Conflict`] never, as a key is an id.
    pub fn admin_id(&self, key: &CustomerKey) -> Result<MemberId, AppError> {
        key.as_str().parse().map_err(|_| AppError::Conflict)
    }

    /// The one of some contacts that has this key.
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

    /// The key of an address.
    ///
    /// # Errors
    ///
    /// [`AppError::Key`] when this function was not given the id key.
    pub fn customer_key(&self, contact: &Contact) -> Result<CustomerKey, AppError> {
        Ok(customer_key(self.keys.ids()?, contact))
    }

    /// The keys of addresses.
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

    /// The key that codes to an address are counted under: that of its mailbox.
    ///
    /// # Errors
    ///
    /// [`AppError::Key`] when this function was not given the id key.
    pub fn counted_key(&self, contact: &Contact) -> Result<CustomerKey, AppError> {
        self.customer_key(&contact.counted_as())
    }

    /// The address of a path of the pages or the API, for messages; none where the deployment
    /// does not say where people reach it.
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

    /// What a code to `to`, asked for from `source`, is counted in beside its
    /// contact.
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

    /// What is known of these members. Who cannot be read stays unnamed.
    pub(crate) async fn people(&self, ids: impl IntoIterator<Item = MemberId>) -> People {
        self.names.read(&self.store, self.now(), ids).await
    }

    /// Those who changed an order, the last ones first where they are many.
    pub(crate) async fn people_of(&self, order: &Order) -> People {
        self.people(order.timeline.iter().rev().filter_map(names::member)).await
    }
}

/// The key of an address: 128 bits of a keyed hash, so that who reads an
/// index, a token or an event cannot try out all phone numbers.
///
/// # Panics
///
/// Never: base64url is what keys are made of.
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
