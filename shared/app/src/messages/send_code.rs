//! Sending a verification code.

use docket_contract::CodeRequested;
use docket_domain::Contact;
use docket_platform::{
    Message, MessageError,
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
        text: text(subject, &code),
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

/// The code first: phones show the beginning in their notifications.
fn text(subject: &Subject, code: &str) -> String {
    let minutes = docket_domain::CODE_LIFETIME.as_mins();
    let what = match subject {
        Subject::Order(suffix) => format!("confirms your order {}", suffix.as_str()),
        Subject::Challenge(id) => format!("signs you in ({})", id.tag()),
    };
    format!("{code} {what}. It is good for {minutes} minutes. Never give it to anyone.")
}
