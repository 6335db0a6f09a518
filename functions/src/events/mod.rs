//! What the table's stream sets off: events, and the messages that they cause.

mod detail;
pub mod notify;
pub mod publish;
pub mod send_code;

use docket_store::StoreError;

/// What was sent is done, marked or not: to fail now would have the event
/// delivered again, and the message sent again once its claim has lapsed.
fn marked(outcome: Result<(), StoreError>) {
    if let Err(error) = outcome {
        tracing::warn!(%error, "a message was sent and could not be marked as sent");
    }
}
