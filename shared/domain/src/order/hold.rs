//! How long the stock of an order is kept that its buyer has not confirmed.

use jiff::{SignedDuration, Timestamp};

use crate::{MAX_SENDS, NONCE_BYTES, Send, Share};

/// How long an unverified order keeps its stock; resending never extends it.
pub const HOLD: SignedDuration = SignedDuration::from_mins(15);

/// The stock of an unverified order is kept until `ends_at`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hold {
    /// The end; fixed when the order is placed.
    pub ends_at: Timestamp,
    /// The newest code.
    pub send: Send,
    /// The most of a product's stock that unverified orders may hold, where
    /// there is such a limit: the stock's items then count this order's part.
    pub share: Option<Share>,
}

impl Hold {
    /// A hold that begins `now`, of stock without a limit.
    #[must_use]
    pub fn begin(nonce: [u8; NONCE_BYTES], now: Timestamp) -> Self {
        Self { ends_at: now + HOLD, send: Send::first(nonce, now), share: None }
    }

    /// A hold whose code is sent for another order of the same checkout.
    #[must_use]
    pub fn by_another(now: Timestamp) -> Self {
        let mut hold = Self::begin([0; NONCE_BYTES], now);
        hold.send.number = 0;
        hold
    }

    /// Whether no code was sent for this very order: it is confirmed by that
    /// of another.
    #[must_use]
    pub const fn is_by_another(&self) -> bool {
        self.send.number == 0
    }

    /// A hold of an order that had one before. The codes of each hold have a
    /// block of numbers of their own, so that no number comes twice; `block`
    /// is the order's version.
    #[must_use]
    pub fn begin_again(block: u32, nonce: [u8; NONCE_BYTES], now: Timestamp) -> Self {
        let mut hold = Self::begin(nonce, now);
        hold.send.number = block.saturating_mul(MAX_SENDS).saturating_add(1);
        hold
    }

    /// Whether all its codes have been sent.
    #[must_use]
    pub const fn is_spent(&self) -> bool {
        self.send.number > 0 && self.send.number.is_multiple_of(MAX_SENDS)
    }

    /// Whether it is over.
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
