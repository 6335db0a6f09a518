//! Sending a verification code.

use docket_contract::CodeRequested;
use docket_domain::Contact;
use docket_platform::{
    Message, MessageError, PublicUrl,
    metrics::{Metric, count},
};
use docket_store::{Budget, ClaimedCode, CodeClaim, Quota, Subject};

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
    let message = Message {
        to: claimed.to.clone(),
        subject: "Your code".to_owned(),
        text: text(subject, &code, bound_to(app, &claimed.to)),
    };
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
        MessageError::Refused(reason) => {
            // It is refused however often it is tried.
            let channel = channel(&claimed.to);
            tracing::error!(reason, channel, "a code cannot be sent there");
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

/// The code first: phones show the beginning in their notifications. The last line
/// is for browsers, which read the code from there (WICG, origin-bound one-time
/// codes delivered via SMS).
fn text(subject: &Subject, code: &str, host: Option<&str>) -> String {
    let minutes = docket_domain::CODE_LIFETIME.as_mins();
    let what = match subject {
        Subject::Order(suffix) => format!("confirms your order {}", suffix.as_str()),
        Subject::Challenge(id) => format!("signs you in ({})", id.tag()),
    };
    let bound = host.map_or_else(String::new, |host| format!("\n\n@{host} #{code}"));
    format!("{code} {what}. It is good for {minutes} minutes. Never give it to anyone.{bound}")
}
