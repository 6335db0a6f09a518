use docket_store::StoreError;

/// Logs an error of recording a message that was sent, and does not return it: an error would make
/// the event be delivered again, and the message be sent again once its claim has expired.
pub(super) fn marked(outcome: Result<(), StoreError>) {
    if let Err(error) = outcome {
        tracing::warn!(%error, "what became of a message could not be marked");
    }
}
