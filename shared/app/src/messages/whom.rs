//! Who is informed of an event.

use docket_domain::NoticeKey;

/// Who is informed.
#[derive(Debug, Clone, Copy)]
pub(super) enum Whom<'a> {
    /// All whom it concerns.
    Everybody,
    /// The person of a notice, on its channel: the quiet hours that held it have ended.
    Only(&'a NoticeKey),
}
