//! Unsubscribing from the e-mails of a group with the link in one of them, without signing in.
//!
//! The link contains the person's key, the group and a keyed hash of both, so that nobody can make
//! a link for another person. It contains nothing else, and is valid as long as the id key is.

use std::ops::ControlFlow;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use docket_domain::{Channel, Channels, CustomerKey, NoticeGroup, Preferences, Reachable};
use docket_platform::equal_in_constant_time;
use docket_store::Saved;

use crate::{App, AppError, retry::retry_on_stale};

/// The e-mails that a link unsubscribes from: those of one person and one group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unsubscribing {
    person: CustomerKey,
    /// The group whose e-mails end.
    pub group: NoticeGroup,
}

/// The path of the link that ends a person's e-mails of a group.
///
/// # Errors
///
/// [`AppError::Key`] when this function was not given the id key.
pub(super) fn unsubscribe_path(
    app: &App,
    person: &CustomerKey,
    group: NoticeGroup,
) -> Result<String, AppError> {
    let mac = mac(app, person.as_str(), group.name())?;
    Ok(format!("/api/unsubscribe/{person}.{}.{mac}", group.name()))
}

/// Reads the token of an unsubscribe link.
///
/// # Errors
///
/// [`AppError::NotFound`] for a token that Docket did not make; [`AppError::Key`] when this
/// function was not given the id key.
pub fn read_unsubscribe_token(app: &App, token: &str) -> Result<Unsubscribing, AppError> {
    let mut parts = token.splitn(3, '.');
    let mut part = || parts.next().ok_or(AppError::NotFound);
    let (person, group, given) = (part()?, part()?, part()?);
    if !equal_in_constant_time(mac(app, person, group)?.as_bytes(), given.as_bytes()) {
        return Err(AppError::NotFound);
    }
    let group = NoticeGroup::from_name(group).ok_or(AppError::NotFound)?;
    let person = person.parse().map_err(|_| AppError::NotFound)?;
    Ok(Unsubscribing { person, group })
}

/// Unsubscribes the person from the group's e-mails. Repeating it changes nothing.
///
/// # Errors
///
/// [`AppError::Store`] when the table does not answer.
pub async fn unsubscribe(app: &App, it: &Unsubscribing) -> Result<(), AppError> {
    retry_on_stale((), |()| async move {
        let old = app.store.preferences(&it.person).await?;
        let chosen = match old.preferences.chosen_for(it.group) {
            Some(chosen) => chosen,
            None => usual_channels(app, it).await?,
        };
        let others = chosen.iter().filter(|channel| *channel != Channel::Email).collect();
        let new = old.preferences.clone().choosing(it.group, others);
        if new == old.preferences {
            return Ok(ControlFlow::Break(()));
        }
        let token = app.stamp()?.change;
        let saved = app.store.save_preferences(&it.person, &old, &new, token.as_str()).await?;
        Ok(match saved {
            Saved::Done => ControlFlow::Break(()),
            Saved::Stale => ControlFlow::Continue(()),
        })
    })
    .await
}

/// The channels of a person who chose none for the group, with push if a browser is subscribed.
async fn usual_channels(app: &App, it: &Unsubscribing) -> Result<Channels, AppError> {
    let push = !app.store.push_subscriptions(&it.person).await?.is_empty();
    let reachable = Reachable { phone: true, email: true, push };
    Ok(Preferences::default_channels(it.group, &reachable))
}

fn mac(app: &App, person: &str, group: &str) -> Result<String, AppError> {
    let mac = app.keys.ids()?.mac(&[b"unsubscribe", person.as_bytes(), group.as_bytes()]);
    Ok(URL_SAFE_NO_PAD.encode(&mac[..16]))
}
