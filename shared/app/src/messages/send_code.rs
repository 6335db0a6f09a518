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

/// Sends a code once. It is sent twice only when the function stops between sending it and marking
/// it as sent, or when the mark cannot be written and the event is delivered again.
///
/// # Errors
///
/// When a retry may send the code; when the event's subject cannot be parsed.
pub async fn send_code(app: &App, event: &CodeRequested) -> Result<(), Failure> {
    let subject: Subject = event.subject.as_str().parse()?;
    let stamp = app.stamp()?;
    match app.store.claim_code(&subject, event.send_number, &stamp.change, stamp.now).await? {
        CodeClaim::Moot => Ok(()),
        CodeClaim::Claimed => Err("another sender has this code; it is tried again later".into()),
        CodeClaim::Ours(claimed) => {
            let ClaimedCode { half, to, key, .. } = &*claimed;
            let all = Budget::in_all(app.settings.codes, *half, to, key, stamp.now);
            // A code that an earlier sender has counted is not counted again.
            let reserved = all.filter(|_| !claimed.counted);
            if let Some(all) = &reserved
                && !app.store.reserve(all).await?
            {
                // The event is not retried: a code that arrives in an hour is of no use.
                count(Metric::CodesWithheld);
                tracing::error!("no code was sent: the codes of this hour or day are used up");
                return Ok(());
            }
            send(app, &subject, &claimed, reserved.as_ref()).await
        }
    }
}

/// Sends a code that this sender has claimed and that the deployment's budget counts.
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
            // A retry would be refused, too.
            let channel = channel(&claimed.to);
            tracing::error!(%error, channel, "a code cannot be sent there");
            app.store.mark_code_sent(subject, number).await?;
            Ok(())
        }
        MessageError::NotNow(_) | MessageError::Unknown(_) => Err(error.into()),
    }
}

/// The channel that reaches a contact, for the log.
const fn channel(to: &Contact) -> &'static str {
    match to {
        Contact::Phone(_) => "sms",
        Contact::Email(_) => "email",
    }
}

/// The host that the code of an SMS is bound to: a browser fills it in on that host's pages only.
fn bound_to<'a>(app: &'a App, to: &Contact) -> Option<&'a str> {
    match to {
        Contact::Phone(_) => app.settings.public_url.as_ref().map(PublicUrl::host),
        Contact::Email(_) => None,
    }
}

/// The text of a code's message.
fn text(subject: &Subject, code: &str, host: Option<&str>) -> Text {
    let minutes = u32::try_from(docket_domain::CODE_LIFETIME.as_mins()).unwrap_or_default();
    match subject {
        Subject::Order(suffix) => Text::order_code(code, suffix.as_str(), minutes, host),
        Subject::Challenge(id) => Text::sign_in_code(code, id.tag(), minutes, host),
    }
}

/// The language that the recipient chose, else the order's, else English. When the table does not
/// answer it is English, so that the code is not delayed.
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
