//! What members are called, for answers to staff and administrators. A name
//! changes seldom and is shown often: a process keeps what it has read for a
//! minute, and an answer goes out without names when the table does not give
//! them.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use docket_domain::{Entry, Member, MemberId, Order, Role};
use docket_store::Store;
use jiff::{SignedDuration, Timestamp};

/// For how long a process goes by what it has read.
const FRESH: SignedDuration = SignedDuration::from_secs(60);
/// How many members a process keeps in mind.
const MOST: usize = 1_000;
/// How many members are read for one answer; the others go unnamed.
const MOST_READ: usize = 50;
/// What an administrator of the deployment's settings is called.
pub const ADMINISTRATOR: &str = "Administrator";

/// Members as this process has read them lately.
#[derive(Debug, Default)]
pub struct Names(Mutex<HashMap<MemberId, (Timestamp, Known)>>);

/// What is shown of a member.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Known {
    /// What they are called; nothing of who is no member.
    pub name: Option<String>,
    /// Their phone, if they sign in with one.
    pub phone: Option<String>,
}

/// What is known of some members.
pub type People = HashMap<MemberId, Known>;

impl Names {
    fn fresh(&self, id: &MemberId, now: Timestamp) -> Option<Known> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (read_at, known) = kept.get(id)?;
        // A clock may be set back.
        let age = now.duration_since(*read_at);
        (age >= SignedDuration::ZERO && age < FRESH).then(|| known.clone())
    }

    /// What is known of these members. Who cannot be read stays unnamed.
    pub async fn read(
        &self,
        store: &Store,
        now: Timestamp,
        ids: impl IntoIterator<Item = MemberId>,
    ) -> People {
        let mut people = People::new();
        let mut unknown: Vec<MemberId> = Vec::new();
        for id in ids {
            match self.fresh(&id, now) {
                Some(known) => drop(people.insert(id, known)),
                None if unknown.contains(&id) || unknown.len() == MOST_READ => {}
                None => unknown.push(id),
            }
        }
        let found = match store.members_named(&unknown).await {
            Ok(found) => found,
            Err(error) => {
                tracing::warn!(%error, "an answer goes out without names");
                return people;
            }
        };
        let mut read: People = unknown.into_iter().map(|id| (id, Known::default())).collect();
        read.extend(found.iter().map(|member| (member.id.clone(), Known::of(member))));
        self.keep(&read, now);
        people.extend(read);
        people
    }

    fn keep(&self, people: &People, now: Timestamp) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() + people.len() > MOST {
            kept.clear();
        }
        kept.extend(people.iter().map(|(id, known)| (id.clone(), (now, known.clone()))));
    }
}

impl Known {
    fn of(member: &Member) -> Self {
        let phone = member.addresses.phone().map(|phone| phone.as_str().to_owned());
        Self { name: Some(member.name.to_string()), phone }
    }
}

/// The member who did something.
#[must_use]
pub fn member(entry: &Entry) -> Option<MemberId> {
    match entry.role {
        Role::Seller | Role::Driver | Role::Admin => entry.actor.parse().ok(),
        Role::Buyer | Role::System => None,
    }
}

/// What to call a member who acted in a role, for who is shown names.
/// Administrators of the deployment's settings are no members.
#[must_use]
pub fn called(role: Role, id: &MemberId, people: &People) -> Option<String> {
    let administrator = (role == Role::Admin).then(|| ADMINISTRATOR.to_owned());
    people.get(id)?.name.clone().or(administrator)
}

/// What to call who did something to an order, for who is shown names.
#[must_use]
pub fn name(entry: &Entry, order: &Order, people: &People) -> Option<String> {
    match entry.role {
        Role::Buyer => {
            (entry.actor == order.customer.key.as_str()).then(|| order.customer.name.to_string())
        }
        Role::System => None,
        Role::Seller | Role::Driver | Role::Admin => called(entry.role, &member(entry)?, people),
    }
}
