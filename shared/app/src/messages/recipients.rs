//! Which people an event's notices go to.

use docket_domain::NoticeKey;

/// Which people are informed of an event.
#[derive(Debug, Clone, Copy)]
pub(super) enum Recipients<'a> {
    /// Everybody in the event's audience.
    Everybody,
    /// Only the person of this notice, on its channel, because its quiet hours have ended.
    Only(&'a NoticeKey),
}
