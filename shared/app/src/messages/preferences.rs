//! The notice preferences of the signed-in person.
//!
//! The preferences are stored under the key of a contact. For a member it is the contact that gets
//! alerts: the phone, or else the e-mail address. For a buyer it is the contact that the sign-in
//! proved. A member who also orders with that phone has one item for both.

use std::ops::ControlFlow;

use docket_domain::{
    Actor, Contact, CustomerKey, Member, NoticeGroup, Preferences, Reachable, Role,
};
use docket_store::{Saved, StoredPreferences};

use crate::{App, AppError, Caller, ExpectedVersion, retry::retry_on_stale};

/// The signed-in person, as a recipient of notices.
#[derive(Debug, Clone)]
pub struct NoticePerson {
    key: CustomerKey,
    roles: Vec<Role>,
    reachable: Reachable,
}

impl NoticePerson {
    /// Whether the notices of a group go to a role that this person has.
    #[must_use]
    pub fn gets(&self, group: NoticeGroup) -> bool {
        self.roles.iter().any(|role| group.audience().has(*role))
    }

    /// The groups whose notices go to a role that this person has.
    pub fn groups(&self) -> impl Iterator<Item = NoticeGroup> {
        NoticeGroup::ALL.into_iter().filter(|group| self.gets(*group))
    }

    /// The channels by which this person can be reached.
    #[must_use]
    pub const fn reachable(&self) -> Reachable {
        self.reachable
    }
}

/// The person who signed in. A caller can read and change no other person's preferences.
///
/// # Errors
///
/// [`AppError::Unauthenticated`] when the caller did not sign in, [`AppError::NotFound`] when the
/// session proved neither a phone nor an e-mail address and its member has neither.
pub async fn notice_person(app: &App, caller: &Caller) -> Result<NoticePerson, AppError> {
    let roles = caller.capacities()?.iter().map(Actor::role).collect();
    let contacts = contacts(app, caller).await?;
    let key = match (contacts.first(), caller.contact()) {
        (Some(contact), _) => app.customer_key(contact)?,
        (None, Some(proven)) => proven.clone(),
        (None, None) => return Err(AppError::NotFound),
    };
    let reachable = Reachable {
        phone: contacts.iter().any(|contact| matches!(contact, Contact::Phone(_))),
        email: contacts.iter().any(|contact| matches!(contact, Contact::Email(_))),
        push: has_browser(app, caller, &contacts).await?,
    };
    Ok(NoticePerson { key, roles, reachable })
}

/// Whether a browser is subscribed under the contact of this sign-in or another of the caller's
/// contacts.
async fn has_browser(app: &App, caller: &Caller, contacts: &[Contact]) -> Result<bool, AppError> {
    let mut keys = app.customer_keys(contacts.iter().cloned())?;
    keys.extend(caller.contact().cloned());
    keys.sort();
    keys.dedup();
    for key in &keys {
        if !app.store.push_subscriptions(key).await?.is_empty() {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The contacts at which notices reach the caller. Preferences are stored under the first.
async fn contacts(app: &App, caller: &Caller) -> Result<Vec<Contact>, AppError> {
    if let Some(member) = member(app, caller).await? {
        return Ok(member.addresses.accepted().collect());
    }
    let Some(key) = caller.contact() else { return Ok(Vec::new()) };
    if matches!(caller.signed_in()?, Actor::Admin(_)) {
        return Ok(app.with_key(app.settings.admins(), key)?.into_iter().collect());
    }
    let known = app.store.contact(key).await?.filter(|known| known.is_confirmed(app.now()));
    Ok(known.map(|known| known.contact).into_iter().collect())
}

/// The member of this session; `None` for a buyer, and for an administrator who is named in the
/// deployment's settings.
async fn member(app: &App, caller: &Caller) -> Result<Option<Member>, AppError> {
    let (Actor::Seller { member, .. } | Actor::Driver { member, .. } | Actor::Admin(member)) =
        caller.signed_in()?
    else {
        return Ok(None);
    };
    Ok(app.store.member(member).await?)
}

/// A person's preferences with their version, which is 0 until the person chooses something.
///
/// # Errors
///
/// [`AppError::Store`].
pub async fn read_preferences(
    app: &App,
    person: &NoticePerson,
) -> Result<StoredPreferences, AppError> {
    Ok(app.store.preferences(&person.key).await?)
}

/// A request to replace a person's preferences.
#[derive(Debug)]
pub struct SetPreferences<'a> {
    /// The person.
    pub person: &'a NoticePerson,
    /// The versions that the request may replace.
    pub expected: &'a ExpectedVersion,
    /// The new preferences, complete.
    pub preferences: &'a Preferences,
}

/// Replaces a person's preferences and returns the stored ones. Equal preferences leave the
/// version unchanged.
///
/// # Errors
///
/// [`AppError::PreconditionFailed`] when the stored version is not an expected one.
pub async fn set_preferences(
    app: &App,
    it: SetPreferences<'_>,
) -> Result<StoredPreferences, AppError> {
    let SetPreferences { person, expected, preferences } = it;
    retry_on_stale((), |()| async move {
        let old = read_preferences(app, person).await?;
        expected.check(old.version)?;
        if old.preferences == *preferences {
            return Ok(ControlFlow::Break(old));
        }
        let token = app.stamp()?.change;
        let save = app.store.save_preferences(&person.key, &old, preferences, token.as_str());
        Ok(match save.await? {
            Saved::Done => ControlFlow::Break(StoredPreferences {
                preferences: preferences.clone(),
                version: old.version + 1,
            }),
            Saved::Stale => ControlFlow::Continue(()),
        })
    })
    .await
}
