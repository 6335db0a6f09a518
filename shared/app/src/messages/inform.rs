//! People are informed of one event, on the channels that each of them wants.

use docket_domain::{
    Channel, Channels, Contact, CustomerKey, NoticeFacts, NoticeKey, Preferences, PushSubscription,
    Reachable,
};
use docket_store::{NoticeContact, StoreError};
use futures_util::{StreamExt, stream};

use super::{
    News, Recipient, Undelivered,
    deliver::{Delivered, deliver},
    notice::{Notice, Way},
    people::Candidate,
    whom::Whom,
};
use crate::{App, Failure};

/// How many people are informed at a time, so that who is slow to reach holds up few others.
const AT_ONCE: usize = 8;

/// Somebody with what is known of all their contacts, the first one first.
struct Person<'a> {
    contacts: Vec<(&'a Recipient, NoticeContact)>,
}

/// Informs each of some people once on each channel that they want; answers how many they were.
/// Who cannot be reached stops nobody else's message.
///
/// # Errors
///
/// The last failure of those who may still be informed.
pub(super) async fn inform_all(
    app: &App,
    news: &News<'_>,
    people: Vec<Candidate>,
    whom: Whom<'_>,
) -> Result<usize, Failure> {
    let meant = |person: &Candidate| match whom {
        Whom::Everybody => true,
        Whom::Only(key) => person.first.key == key.person,
    };
    let people = people.into_iter().filter(meant);
    let outcomes = people.map(|person| async move { inform(app, news, &person, whom).await });
    let mut outcomes = stream::iter(outcomes).buffer_unordered(AT_ONCE);
    let (mut count, mut failure) = (0, None);
    while let Some(outcome) = outcomes.next().await {
        match outcome {
            Ok(informed) => count += usize::from(informed),
            Err(error) => failure = Some(error),
        }
    }
    failure.map_or(Ok(count), |error| Err(error.into()))
}

/// Informs one person; answers whether there was a channel for it.
pub(super) async fn inform(
    app: &App,
    news: &News<'_>,
    candidate: &Candidate,
    whom: Whom<'_>,
) -> Result<bool, Undelivered> {
    let person = Person::read(app, candidate).await?;
    let mut channels = person.channels(news, Channels::NONE);
    if let Whom::Only(key) = whom {
        channels = channels.and(Channels::NONE.with(key.channel));
    }
    let (mut informed, mut failure) = (channels != Channels::NONE, None);
    let browsers = person.browsers();
    if channels.has(Channel::Push) {
        let to = &candidate.first;
        let notice = person.notice(news, Way::Browsers(to, &browsers), whom);
        match deliver(app, &notice).await {
            Ok(Delivered::Done) => {}
            // Who subscribed no browser any more is informed as if they never had.
            Ok(Delivered::NoBrowser) => {
                let reached = person.channels(news, Channels::NONE.with(Channel::Push));
                channels = reached;
                informed |= channels != Channels::NONE;
            }
            Err(error) => failure = Some(later(news, error)),
        }
    }
    for (to, known) in &person.contacts {
        if !channels.has(Channel::of(&to.contact)) || !wants_at(news, to, known) {
            continue;
        }
        let notice = person.notice(news, Way::Contact(to, known), whom);
        if let Err(error) = deliver(app, &notice).await {
            failure = Some(later(news, error));
        }
    }
    failure.map_or(Ok(informed), Err)
}

fn later(news: &News<'_>, error: Undelivered) -> Undelivered {
    tracing::warn!(event = news.event, %error, "a notice is tried again later");
    error
}

/// Whether the person wants the news at a contact: what somebody chose who signed in by it holds
/// for it, too.
fn wants_at(news: &News<'_>, to: &Recipient, known: &NoticeContact) -> bool {
    let chosen = news.group.and_then(|group| known.preferences.chosen_for(group));
    chosen.is_none_or(|channels| channels.has(Channel::of(&to.contact)))
}

impl<'a> Person<'a> {
    async fn read(app: &App, candidate: &'a Candidate) -> Result<Self, StoreError> {
        let mut contacts = Vec::new();
        for to in candidate.contacts() {
            let known = app.store.notice_contact(&to.key).await?;
            // An order's e-mail address is anybody's until a code to it was given back.
            let is_theirs = to.role.is_member()
                || matches!(to.contact, Contact::Phone(_))
                || known.is_confirmed(app.now());
            if is_theirs {
                contacts.push((to, known));
            }
        }
        Ok(Self { contacts })
    }

    /// What the person chose. Nobody is without a first contact.
    fn preferences(&self) -> &Preferences {
        static NONE: std::sync::LazyLock<Preferences> = std::sync::LazyLock::new(Default::default);
        self.contacts.first().map_or(&NONE, |(_, known)| &known.preferences)
    }

    /// The browsers that the person subscribed, each with the contact it is kept beside.
    fn browsers(&self) -> Vec<(&CustomerKey, &PushSubscription)> {
        let mut browsers = Vec::new();
        for (to, known) in &self.contacts {
            browsers.extend(known.subscriptions.iter().map(|it| (&to.key, it)));
        }
        browsers
    }

    /// The channels on which the person gets the news, as if these reached nobody.
    fn channels(&self, news: &News<'_>, without: Channels) -> Channels {
        let has = |channel| {
            let reaches = |(to, _): &(&Recipient, _)| Channel::of(&to.contact) == channel;
            self.contacts.iter().any(reaches) && !without.has(channel)
        };
        let push = !without.has(Channel::Push)
            && self.contacts.iter().any(|(_, known)| !known.subscriptions.is_empty());
        let reachable = Reachable { phone: has(Channel::Sms), email: has(Channel::Email), push };
        if let Some(group) = news.group {
            return self.preferences().channels(group, &reachable);
        }
        let first = self.contacts.first().map(|(to, _)| Channel::of(&to.contact));
        first.into_iter().collect()
    }

    fn notice(&'a self, news: &'a News<'a>, way: Way<'a>, whom: Whom<'_>) -> Notice<'a> {
        let first = match (self.contacts.first(), way) {
            (Some((first, _)), _) => *first,
            (None, Way::Contact(to, _) | Way::Browsers(to, _)) => to,
        };
        Notice {
            key: NoticeKey {
                subject: news.subject.clone(),
                event: news.event.clone(),
                person: first.key.clone(),
                channel: way.channel(),
            },
            facts: NoticeFacts { to: first.role, group: news.group, version: news.versions.0 },
            news,
            way,
            preferences: self.preferences(),
            is_released: matches!(whom, Whom::Only(_)),
        }
    }
}
