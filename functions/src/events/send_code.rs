use docket_platform::Message;
use docket_store::{Budget, CodeClaim, Subject};
use serde::Deserialize;

use super::{detail::Delivered, marked};
use crate::{
    SharedApp,
    auth::codes,
    registry::Failure,
    telemetry::{Metric, count},
};

/// A code is to be sent.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CodeRequested {
    subject: String,
    send_number: u32,
}

/// Sends a code once. A crash between sending and marking it sent is the only
/// way to a duplicate; and a mark that is lost together with a repeated event.
pub async fn send_verification_code(
    app: SharedApp,
    event: Delivered<CodeRequested>,
) -> Result<(), Failure> {
    let CodeRequested { subject, send_number } = event.detail;
    let subject: Subject = subject.parse()?;
    let stamp = app.stamp()?;
    match app.store.claim_code(&subject, send_number, &stamp.change, stamp.now).await? {
        CodeClaim::Moot => Ok(()),
        CodeClaim::Claimed => Err("another sender has this code; it is tried again later".into()),
        CodeClaim::Ours { send, to, key } => {
            let budget = Budget::new(app.settings.codes, None, &key, stamp.now);
            if !app.store.count_in_all(&budget).await? {
                // A code that comes in an hour helps nobody.
                count(Metric::CodesWithheld);
                tracing::error!("no code was sent: this hour's codes are used up");
                return Ok(());
            }
            let code = codes::code(app.keys.codes()?, &subject, &send);
            let message =
                Message { to, subject: "Your code".to_owned(), text: text(&subject, &code) };
            app.messenger.send(message).await?;
            count(Metric::CodesSent);
            marked(app.store.mark_code_sent(&subject, send_number).await);
            Ok(())
        }
    }
}

/// The code first: phones show the beginning in their notifications.
fn text(subject: &Subject, code: &str) -> String {
    let minutes = docket_domain::CODE_LIFETIME.as_mins();
    let what = match subject {
        Subject::Order(suffix) => format!("confirms your order {}", suffix.as_str()),
        Subject::Contact(_) => "signs you in".to_owned(),
    };
    format!("{code} {what}. It is good for {minutes} minutes. Never give it to anyone.")
}
