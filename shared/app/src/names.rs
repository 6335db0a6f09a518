//! A cache of members' names, for responses to staff and administrators. Names change seldom and
//! are shown often, so a process caches them for a minute. A response is sent without names when
//! the table does not answer.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use docket_domain::{Entry, Member, MemberId, Order, Role};
use docket_store::Store;
use jiff::{SignedDuration, Timestamp};

/// How long a cached name is used.
const FRESH: SignedDuration = SignedDuration::from_secs(60);
/// The most members that a process caches.
const MOST: usize = 1_000;
/// The most members that are read for one response. Further members have no name in it.
const MOST_READ: usize = 50;
/// The name of an administrator who is named in the deployment's settings.
pub const ADMINISTRATOR: &str = "Administrator";

/// The members that this process has read in the last minute.
#[derive(Debug, Default)]
pub struct Names(Mutex<HashMap<MemberId, (Timestamp, Known)>>);

/// The data of a member that is shown.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Known {
    /// Their name; absent when the id is no member's.
    pub name: Option<String>,
    /// Their phone, if they sign in with one.
    pub phone: Option<String>,
}

/// The shown data of members, by their ids.
pub type People = HashMap<MemberId, Known>;

impl Names {
    fn fresh(&self, id: &MemberId, now: Timestamp) -> Option<Known> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (read_at, known) = kept.get(id)?;
        // The age is negative when the clock was set back.
        let age = now.duration_since(*read_at);
        (age >= SignedDuration::ZERO && age < FRESH).then(|| known.clone())
    }

    /// The shown data of these members. A member that cannot be read is missing.
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

/// The member who made a line of an order's history; `None` for a buyer and for the system.
#[must_use]
pub fn member(entry: &Entry) -> Option<MemberId> {
    match entry.role {
        Role::Seller | Role::Driver | Role::Admin => entry.actor.parse().ok(),
        Role::Buyer | Role::System => None,
    }
}

/// The name of a member who acted in a role, for readers who are shown names. Administrators of the
/// deployment's settings have a fixed name, because they are not stored as members.
#[must_use]
pub fn called(role: Role, id: &MemberId, people: &People) -> Option<String> {
    let administrator = (role == Role::Admin).then(|| ADMINISTRATOR.to_owned());
    people.get(id)?.name.clone().or(administrator)
}

/// The name of the person who made a line of an order's history, for readers who are shown names.
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
