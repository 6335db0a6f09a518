//! Sending a verification code.

use docket_contract::CodeRequested;
use docket_domain::{Contact, LanguageTag};
use docket_platform::{
    MailParts, Message, MessageError, PublicUrl,
    metrics::{Metric, count},
};
use docket_store::{Budget, ClaimedCode, CodeClaim, Quota, StoreError, Subject};
use docket_texts::{Language, Mail, MailLinks, Text};

use super::marked::marked;
use crate::{App, Failure, auth::code};

/// Sends a code once. A crash between sending and marking it sent is the only
/// way to a duplicate; and a mark that is lost together with a repeated event.
///
/// # Errors
///
/// When the code may be sent by another try; when the event names no subject.
pub async fn send_code(app: &App, event: &CodeRequested) -> Result<(), Failure> {
    let subject: Subject = event.subject.as_str().parse()?;
    let stamp = app.stamp()?;
    match app.store.claim_code(&subject, event.send_number, &stamp.change, stamp.now).await? {
        CodeClaim::Moot => Ok(()),
        CodeClaim::Claimed => Err("another sender has this code; it is tried again later".into()),
        CodeClaim::Ours(claimed) => {
            let ClaimedCode { half, to, key, .. } = &*claimed;
            let all = Budget::in_all(app.settings.codes, *half, to, key, stamp.now);
            // What an earlier sender has counted stays counted, and is not
            // counted again.
            let reserved = all.filter(|_| !claimed.counted);
            if let Some(all) = &reserved
                && !app.store.reserve(all).await?
            {
                // A code that comes in an hour helps nobody.
                count(Metric::CodesWithheld);
                tracing::error!("no code was sent: the codes of this hour or day are used up");
                return Ok(());
            }
            send(app, &subject, &claimed, reserved.as_ref()).await
        }
    }
}

/// Sends a code that is ours to send and is counted in all.
async fn send(
    app: &App,
    subject: &Subject,
    claimed: &ClaimedCode,
    reserved: Option<&Quota>,
) -> Result<(), Failure> {
    let number = claimed.send.number;
    let code = code(app.keys.codes()?, subject, &claimed.send);
    let text = text(subject, &code, bound_to(app, &claimed.to));
    let message = message(&text, language(app, subject, claimed).await, &claimed.to);
    let Err(error) = app.messenger.send(message).await else {
        count(Metric::CodesSent);
        marked(app.store.mark_code_sent(subject, number).await);
        return Ok(());
    };
    if let Some(reserved) = reserved {
        if error.is_definite() {
            app.store.give_back(reserved).await?;
        } else {
            app.store.note_counted(subject, number).await?;
        }
    }
    match error {
        MessageError::Refused(_) | MessageError::OptedOut => {
            // It is refused however often it is tried.
            let channel = channel(&claimed.to);
            tracing::error!(%error, channel, "a code cannot be sent there");
            app.store.mark_code_sent(subject, number).await?;
            Ok(())
        }
        MessageError::NotNow(_) | MessageError::Unknown(_) => Err(error.into()),
    }
}

/// How a contact is reached.
const fn channel(to: &Contact) -> &'static str {
    match to {
        Contact::Phone(_) => "sms",
        Contact::Email(_) => "email",
    }
}

/// The host at which alone a browser fills in the code of an SMS.
fn bound_to<'a>(app: &'a App, to: &Contact) -> Option<&'a str> {
    match to {
        Contact::Phone(_) => app.settings.public_url.as_ref().map(PublicUrl::host),
        Contact::Email(_) => None,
    }
}

/// What a code's message says.
fn text(subject: &Subject, code: &str, host: Option<&str>) -> Text {
    let minutes = u32::try_from(docket_domain::CODE_LIFETIME.as_mins()).unwrap_or_default();
    match subject {
        Subject::Order(suffix) => Text::order_code(code, suffix.as_str(), minutes, host),
        Subject::Challenge(id) => Text::sign_in_code(code, id.tag(), minutes, host),
    }
}

/// The language that the recipient chose, else the order's, else English; English, too, when the
/// table does not say: a code does not wait for its language.
async fn language(app: &App, subject: &Subject, claimed: &ClaimedCode) -> Language {
    let chosen = chosen_language(app, subject, claimed).await;
    chosen.unwrap_or_else(|error| {
        tracing::warn!(%error, "the language of a code is not known");
        Language::En
    })
}

async fn chosen_language(
    app: &App,
    subject: &Subject,
    claimed: &ClaimedCode,
) -> Result<Language, StoreError> {
    let chosen = app.store.preferences(&claimed.key).await?.preferences;
    let order = match subject {
        Subject::Order(suffix) if chosen.language().is_none() => app.store.order(*suffix).await?,
        Subject::Order(_) | Subject::Challenge(_) => None,
    };
    let of_order = order.as_ref().and_then(|it| it.order.language.as_ref());
    let tags = chosen.language().into_iter().chain(of_order);
    Ok(Language::for_tags(tags.map(LanguageTag::as_str)))
}

fn message(text: &Text, language: Language, to: &Contact) -> Message {
    match (to, text.in_(language).sms) {
        (Contact::Phone(_), Some(text)) => {
            Message { to: to.clone(), text, mail: MailParts::default() }
        }
        (Contact::Phone(_) | Contact::Email(_), _) => {
            let Mail { subject, plain, html } = Mail::new(text, language, &MailLinks::default());
            let mail = MailParts { subject, html: Some(html), ..MailParts::default() };
            Message { to: to.clone(), text: plain, mail }
        }
    }
}
