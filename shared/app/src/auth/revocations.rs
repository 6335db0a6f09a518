//! Recent revocations of tokens, cached by each process for some seconds.

use std::{
    collections::{HashMap, HashSet},
    sync::{Mutex, PoisonError},
};

use docket_platform::{Token, TokenError};
use docket_store::{Revoked, Store, StoreError};
use jiff::{SignedDuration, Timestamp};

use crate::AppError;

/// The maximal age of the cache. A revocation takes effect within this time; the API promises 30
/// seconds.
const MAX_AGE: SignedDuration = SignedDuration::from_secs(25);

/// This process's cache of recent revocations.
///
/// Access tokens are valid for 15 minutes without reading the table. Revocations end them earlier.
#[derive(Debug, Default)]
pub struct Revocations(Mutex<Option<View>>);

#[derive(Debug)]
struct View {
    read_at: Timestamp,
    families: HashSet<String>,
    /// The first valid epoch of each member's tokens.
    members: HashMap<String, u32>,
    /// The first valid epoch of each contact's tokens.
    contacts: HashMap<String, u32>,
}

impl Revocations {
    /// Refuses a token that was revoked.
    ///
    /// # Errors
    ///
    /// [`TokenError::Invalid`]; [`AppError::Store`] when the cache is too old and the table does
    /// not answer.
    pub async fn check(
        &self,
        store: &Store,
        token: &Token,
        now: Timestamp,
    ) -> Result<(), AppError> {
        if !self.is_fresh(now) {
            self.read(store, now).await?;
        }
        if self.names(token) { Err(TokenError::Invalid.into()) } else { Ok(()) }
    }

    /// Reads the revocations from the table.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer.
    pub async fn read(&self, store: &Store, now: Timestamp) -> Result<(), StoreError> {
        let mut families = HashSet::new();
        let (mut members, mut contacts) = (HashMap::new(), HashMap::new());
        let raise = |epochs: &mut HashMap<String, u32>, id, epoch: u32| {
            let first = epochs.entry(id).or_insert(epoch);
            *first = epoch.max(*first);
        };
        for revoked in store.revoked(now).await? {
            match revoked {
                Revoked::Family(id) => {
                    families.insert(id);
                }
                Revoked::Member(id, epoch) => raise(&mut members, id, epoch),
                Revoked::Contact(key, epoch) => raise(&mut contacts, key, epoch),
            }
        }
        *self.view() = Some(View { read_at: now, families, members, contacts });
        Ok(())
    }

    fn is_fresh(&self, now: Timestamp) -> bool {
        self.view().as_ref().is_some_and(|view| {
            let age = now.duration_since(view.read_at);
            !age.is_negative() && age < MAX_AGE
        })
    }

    fn names(&self, token: &Token) -> bool {
        let view = self.view();
        let Some(view) = view.as_ref() else { return true };
        let claims = &token.claims;
        view.families.contains(&claims.family)
            || view.members.get(&claims.sub).is_some_and(|&first| claims.epoch < first)
            || claims
                .contact
                .as_ref()
                .and_then(|key| view.contacts.get(key))
                .is_some_and(|&first| claims.contact_epoch < first)
    }

    fn view(&self) -> std::sync::MutexGuard<'_, Option<View>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
