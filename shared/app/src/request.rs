//! Requests that do one thing once, however often they are sent.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use docket_domain::{Actor, CustomerKey, SellerId, Suffix, TemplateId};
use docket_platform::{KeyError, SecretKey, digest, random};
use docket_store::RequestMark;

use crate::AppError;

/// The key by which a client, or a schedule, repeats a request, if it has one.
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

/// Whose key it is: who calls, and in which way. What somebody did in one way
/// is never answered to a call in another: a guest who names a phone has not
/// shown to be its bearer, and who changes the role or the seller starts anew.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyOwner(String);

impl KeyOwner {
    /// Somebody who signed in.
    #[must_use]
    pub fn signed_in(actor: &Actor) -> Self {
        let seller = match actor {
            Actor::Seller { seller, .. } | Actor::Driver { seller, .. } => Some(seller),
            Actor::Buyer(_) | Actor::Admin(_) | Actor::System(_) => None,
        };
        let seller = seller.map_or("", SellerId::as_str);
        Self(format!("{}/{seller}/{}", actor.role().name(), actor.id()))
    }

    /// A guest, by the phone that the request names.
    #[must_use]
    pub fn guest(phone: &CustomerKey) -> Self {
        Self(format!("guest//{phone}"))
    }

    /// A template whose schedule orders.
    #[must_use]
    pub fn template(id: TemplateId) -> Self {
        Self(id.to_string())
    }

    /// The same, for what a request does to one thing: the same key may be used
    /// for another.
    #[must_use]
    pub fn on(&self, thing: impl std::fmt::Display) -> Self {
        Self(format!("{}/{thing}", self.0))
    }
}

/// A request that makes something, as its id and its mark are made from.
///
/// Ids are keyed hashes of (caller, route, key, salt): a repeat meets what the
/// first made, whenever it comes. Without a key they are random.
#[derive(Debug)]
pub struct Request<'a> {
    /// Hashes.
    pub ids: &'a SecretKey,
    /// Who sends it, and in which way.
    pub caller: KeyOwner,
    /// The function.
    pub route: &'static str,
    /// What it is repeated by.
    pub key: &'a IdempotencyKey,
    /// The body's hash.
    pub body: [u8; 16],
}

impl Request<'_> {
    /// How many ids are tried that turn out to be another's. One in 2^50 is.
    pub const SALTS: u8 = 4;

    /// Whether it can be repeated.
    #[must_use]
    pub const fn is_keyed(&self) -> bool {
        self.key.0.is_some()
    }

    /// By what its effect is recognised.
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

    /// The identifying part of what it makes. Another `salt` gives another,
    /// for when the id belongs to somebody else.
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

    /// The name of its receipt.
    ///
    /// # Errors
    ///
    /// [`KeyError::Random`].
    pub fn receipt(&self) -> Result<String, KeyError> {
        self.mark().map(|mark| URL_SAFE_NO_PAD.encode(mark.caller))
    }

    /// Whether `mark` is of this very request; an error when it is of the
    /// same key with another body.
    ///
    /// # Errors
    ///
    /// [`AppError::KeyReused`].
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
