//! Informing people of one event, on the channels that each of them has chosen.

use docket_domain::{
    Channel, Channels, CustomerKey, NoticeFacts, NoticeKey, PushSubscription, Reachable,
};
use docket_store::{NoticeContact, StoreError};
use futures_util::{StreamExt, stream};

use super::{
    News, Recipient, Undelivered,
    deliver::{Delivered, deliver},
    notice::{Notice, Way},
    people::Candidate,
    recipients::Recipients,
};
use crate::{App, Failure};

/// How many people are informed concurrently, so that a slow channel delays few others.
const AT_ONCE: usize = 8;

/// A person with the stored state of each of their contacts.
struct Person<'a> {
    /// The person's preferences are stored under this contact.
    first: (&'a Recipient, NoticeContact),
    others: Vec<(&'a Recipient, NoticeContact)>,
}

/// Informs each person once on each channel that they have chosen. Returns how many people have
/// such a channel. A failure for one person does not stop the messages of the others.
///
/// # Errors
///
/// The last failure that a retry may resolve.
pub(super) async fn inform_all(
    app: &App,
    news: &News<'_>,
    people: Vec<Candidate>,
    recipients: Recipients<'_>,
) -> Result<usize, Failure> {
    let is_recipient = |person: &Candidate| match recipients {
        Recipients::Everybody => true,
        Recipients::Only(key) => person.first.key == key.person,
    };
    let people = people.into_iter().filter(is_recipient);
    let outcomes = people.map(|person| async move { inform(app, news, &person, recipients).await });
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

/// Informs one person. Returns whether the person has a channel for the news.
pub(super) async fn inform(
    app: &App,
    news: &News<'_>,
    candidate: &Candidate,
    recipients: Recipients<'_>,
) -> Result<bool, Undelivered> {
    let person = Person::read(app, candidate).await?;
    let browsers = person.browsers();
    let mut channels = person.channels(news, !browsers.is_empty());
    if let Recipients::Only(key) = recipients {
        channels = channels.and(Channels::NONE.with(key.channel));
    }
    let (mut informed, mut failure) = (channels != Channels::NONE, None);
    if channels.has(Channel::Push) {
        let notice = person.notice(news, Way::Browsers(&candidate.first, &browsers), recipients);
        match deliver(app, &notice).await {
            Ok(Delivered::Done) => {}
            // A person without a subscribed browser gets the channels of one who never had any.
            Ok(Delivered::NoBrowser) => {
                channels = person.channels(news, false);
                informed |= channels != Channels::NONE;
            }
            Err(error) => failure = Some(later(news, error)),
        }
    }
    for (to, known) in person.contacts() {
        if !channels.has(Channel::of(&to.contact)) || !wants_at(news, to, known) {
            continue;
        }
        let notice = person.notice(news, Way::Contact(to, known), recipients);
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

/// Whether the person wants the news at a contact. Preferences that were set after a sign-in with
/// that contact apply to it, too.
fn wants_at(news: &News<'_>, to: &Recipient, known: &NoticeContact) -> bool {
    let chosen = news.group.and_then(|group| known.preferences.chosen_for(group));
    chosen.is_none_or(|channels| channels.has(Channel::of(&to.contact)))
}

impl<'a> Person<'a> {
    async fn read(app: &App, candidate: &'a Candidate) -> Result<Self, StoreError> {
        let first = &candidate.first;
        let first = (first, app.store.notice_contact(&first.key).await?);
        let mut others = Vec::new();
        for to in &candidate.others {
            let known = app.store.notice_contact(&to.key).await?;
            // An order's e-mail address is unproven until a code that was sent to it is confirmed.
            if to.role.is_member() || known.is_confirmed(app.now()) {
                others.push((to, known));
            }
        }
        Ok(Self { first, others })
    }

    fn contacts(&self) -> impl Iterator<Item = &(&'a Recipient, NoticeContact)> {
        std::iter::once(&self.first).chain(&self.others)
    }

    /// The person's push subscriptions, each with the key of the contact that it is stored under.
    fn browsers(&self) -> Vec<(&CustomerKey, &PushSubscription)> {
        let mut browsers = Vec::new();
        for (to, known) in self.contacts() {
            browsers.extend(known.subscriptions.iter().map(|it| (&to.key, it)));
        }
        browsers
    }

    /// The channels on which the person gets the news; `push` says whether a browser is subscribed.
    fn channels(&self, news: &News<'_>, push: bool) -> Channels {
        let Some(group) = news.group else {
            return Channels::NONE.with(Channel::of(&self.first.0.contact));
        };
        let has = |channel| self.contacts().any(|(to, _)| Channel::of(&to.contact) == channel);
        let reachable = Reachable { phone: has(Channel::Sms), email: has(Channel::Email), push };
        self.first.1.preferences.channels(group, &reachable)
    }

    fn notice(
        &'a self,
        news: &'a News<'a>,
        way: Way<'a>,
        recipients: Recipients<'_>,
    ) -> Notice<'a> {
        let (first, known) = &self.first;
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
            preferences: &known.preferences,
            is_released: matches!(recipients, Recipients::Only(_)),
        }
    }
}
