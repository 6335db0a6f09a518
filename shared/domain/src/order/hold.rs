//! Holds: how long the stock of an unverified order is reserved.

use jiff::{SignedDuration, Timestamp};

use crate::{MAX_SENDS, NONCE_BYTES, Send, Share};

/// How long an unverified order keeps its stock. Sending another code never extends it.
pub const HOLD: SignedDuration = SignedDuration::from_mins(15);

/// The hold of an unverified order: its stock is reserved until `ends_at`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hold {
    /// The end, which is fixed when the hold begins.
    pub ends_at: Timestamp,
    /// The newest send of a code.
    pub send: Send,
    /// The most of a product's stock that unverified orders may hold, if there is a limit. The
    /// stock items then count this order's part.
    pub share: Option<Share>,
}

impl Hold {
    /// A hold that begins `now`, without a limit on held stock.
    #[must_use]
    pub fn begin(nonce: [u8; NONCE_BYTES], now: Timestamp) -> Self {
        Self { ends_at: now + HOLD, send: Send::first(nonce, now), share: None }
    }

    /// A hold of an order that is verified together with another order of its checkout.
    #[must_use]
    pub fn by_another(now: Timestamp) -> Self {
        let mut hold = Self::begin([0; NONCE_BYTES], now);
        hold.send.number = 0;
        hold
    }

    /// Whether no code is sent for this order, because the code of another order verifies it.
    #[must_use]
    pub const fn is_by_another(&self) -> bool {
        self.send.number == 0
    }

    /// A new hold of an order that had one before. Each hold has its own block of send numbers, so
    /// that no number is used twice. `block` is the order's version.
    #[must_use]
    pub fn begin_again(block: u32, nonce: [u8; NONCE_BYTES], now: Timestamp) -> Self {
        let mut hold = Self::begin(nonce, now);
        hold.send.number = block.saturating_mul(MAX_SENDS).saturating_add(1);
        hold
    }

    /// Whether all sends of the hold are used.
    #[must_use]
    pub const fn is_spent(&self) -> bool {
        self.send.number > 0 && self.send.number.is_multiple_of(MAX_SENDS)
    }

    /// Whether the hold has ended.
    #[must_use]
    pub fn ended(&self, now: Timestamp) -> bool {
        now >= self.ends_at
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hold_ends_a_quarter_of_an_hour_after_it_began() {
        let hold = Hold::begin([9; NONCE_BYTES], Timestamp::UNIX_EPOCH);
        assert_eq!(hold.send, Send::first([9; NONCE_BYTES], Timestamp::UNIX_EPOCH));
        assert!(!hold.ended(hold.ends_at - SignedDuration::from_secs(1)));
        assert!(hold.ended(Timestamp::UNIX_EPOCH + HOLD));
    }
}
