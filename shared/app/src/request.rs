//! Idempotent requests: the ids and marks by which a repeated request finds what the first one
//! made.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use docket_domain::{Actor, CustomerKey, SellerId, Suffix, TemplateId};
use docket_platform::{KeyError, SecretKey, digest, random};
use docket_store::RequestMark;

use crate::AppError;

/// The idempotency key of a request by a client or a schedule, if it has one.
#[derive(Debug, Clone, Default)]
pub struct IdempotencyKey(Option<String>);

impl IdempotencyKey {
    /// A key.
    #[must_use]
    pub const fn new(key: String) -> Self {
        Self(Some(key))
    }

    /// The first half of the key's SHA-256, if there is a key.
    #[must_use]
    pub fn digest(&self) -> Option<[u8; 16]> {
        self.0.as_ref().map(|key| digest(key.as_bytes()))
    }
}

/// The owner of an idempotency key: the caller and the capacity. A key of one capacity never
/// returns what was made in another one. For example, a guest who enters a phone number has not
/// proved to own it, and a member's keys start anew when the role or the seller changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyOwner(String);

impl KeyOwner {
    /// A caller who signed in.
    #[must_use]
    pub fn signed_in(actor: &Actor) -> Self {
        let seller = match actor {
            Actor::Seller { seller, .. } | Actor::Driver { seller, .. } => Some(seller),
            Actor::Buyer(_) | Actor::Admin(_) | Actor::System(_) => None,
        };
        let seller = seller.map_or("", SellerId::as_str);
        Self(format!("{}/{seller}/{}", actor.role().name(), actor.id()))
    }

    /// A guest, by the phone in the request.
    #[must_use]
    pub fn guest(phone: &CustomerKey) -> Self {
        Self(format!("guest//{phone}"))
    }

    /// A template whose schedule places orders.
    #[must_use]
    pub fn template(id: TemplateId) -> Self {
        Self(id.to_string())
    }

    /// This owner's keys for requests about one resource. A key may be used again for another
    /// resource.
    #[must_use]
    pub fn on(&self, thing: impl std::fmt::Display) -> Self {
        Self(format!("{}/{thing}", self.0))
    }
}

/// An idempotent request, with everything that the id and the mark of its result are derived from.
///
/// Ids are keyed hashes of caller, route, key and salt, so that a repeated request finds what the
/// first one made at any later time. Without an idempotency key they are random.
#[derive(Debug)]
pub struct Request<'a> {
    /// The key of the hashes.
    pub ids: &'a SecretKey,
    /// The owner of the idempotency key.
    pub caller: KeyOwner,
    /// The function that serves the request.
    pub route: &'static str,
    /// The idempotency key.
    pub key: &'a IdempotencyKey,
    /// The hash of the body.
    pub body: [u8; 16],
}

impl Request<'_> {
    /// How many ids are tried when an id belongs to another request already, which has a
    /// probability of 2^-50.
    pub const SALTS: u8 = 4;

    /// Whether the request has an idempotency key.
    #[must_use]
    pub const fn is_keyed(&self) -> bool {
        self.key.0.is_some()
    }

    /// The mark that is stored with what the request makes, and identifies the request.
    ///
    /// # Errors
    ///
    /// [`KeyError::Random`].
    pub fn mark(&self) -> Result<RequestMark, KeyError> {
        let caller = match &self.key.0 {
            None => random()?,
            Some(key) => {
                let mac = self.hash("mark", key, 0);
                std::array::from_fn(|at| mac[at])
            }
        };
        Ok(RequestMark { caller, body: self.body })
    }

    /// The suffix of the id of what the request makes. Another `salt` gives another suffix, for the
    /// case that an id belongs to another request.
    ///
    /// # Errors
    ///
    /// [`KeyError::Random`].
    pub fn suffix(&self, salt: u8) -> Result<Suffix, KeyError> {
        let bytes = match &self.key.0 {
            None => random()?,
            Some(key) => {
                let mac = self.hash("id", key, salt);
                std::array::from_fn(|at| mac[at])
            }
        };
        Ok(Suffix::from_bytes(bytes))
    }

    /// The name of the request's receipt.
    ///
    /// # Errors
    ///
    /// [`KeyError::Random`].
    pub fn receipt(&self) -> Result<String, KeyError> {
        self.mark().map(|mark| URL_SAFE_NO_PAD.encode(mark.caller))
    }

    /// Whether `mark` belongs to this request.
    ///
    /// # Errors
    ///
    /// [`AppError::KeyReused`] when it belongs to a request with this key and another body.
    pub fn made(&self, mark: &RequestMark) -> Result<bool, AppError> {
        if !self.is_keyed() || self.mark()?.caller != mark.caller {
            Ok(false)
        } else if mark.body == self.body {
            Ok(true)
        } else {
            Err(AppError::KeyReused)
        }
    }

    fn hash(&self, purpose: &str, key: &str, salt: u8) -> [u8; docket_platform::MAC_BYTES] {
        let parts = [purpose, &self.caller.0, self.route, key].map(str::as_bytes);
        let [purpose, caller, route, key] = parts;
        self.ids.mac(&[purpose, caller, route, key, &[salt]])
    }
}
