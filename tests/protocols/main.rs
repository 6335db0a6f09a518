//! The protocols with the crash thought through: codes, holds, events, lost answers, `kill -9`.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]
