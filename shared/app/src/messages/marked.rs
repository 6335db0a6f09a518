use docket_store::StoreError;

/// What was sent is done, marked or not: to fail now would have the event
/// delivered again, and the message sent again once its claim has lapsed.
pub(super) fn marked(outcome: Result<(), StoreError>) {
    if let Err(error) = outcome {
        tracing::warn!(%error, "what became of a message could not be marked");
    }
}
