use docket_app::{Failure, SharedApp, messages::send_code};
use docket_store::Subject;
use serde::Deserialize;

use super::delivered::Delivered;

/// A code is to be sent.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CodeRequested {
    subject: String,
    send_number: u32,
}

/// Sends a code once.
pub async fn send_verification_code(
    app: SharedApp,
    event: Delivered<CodeRequested>,
) -> Result<(), Failure> {
    let CodeRequested { subject, send_number } = event.detail;
    let subject: Subject = subject.parse()?;
    send_code(&app, &subject, send_number).await
}
