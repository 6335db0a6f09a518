//! Codes and holds: how long they last and how often they may be tried.
//!
//! A code itself is never stored. Each send stores a fresh nonce, and the
//! code is six digits of a keyed hash over it.

use jiff::{SignedDuration, Timestamp};

/// Bytes of a send's nonce.
pub const NONCE_BYTES: usize = 16;
/// How long a code is good for.
pub const CODE_LIFETIME: SignedDuration = SignedDuration::from_mins(5);
/// How long an unverified order keeps its stock; resending never extends it.
pub const HOLD: SignedDuration = SignedDuration::from_mins(15);
/// The most codes that are sent for one order.
pub const MAX_SENDS: u32 = 4;
/// The time between two codes.
pub const RESEND_AFTER: SignedDuration = SignedDuration::from_secs(30);
/// The most guesses at one code.
pub const MAX_ATTEMPTS: u32 = 5;

/// One code that was, or is to be, sent.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Send {
    /// 1 for the first, one more for each after it.
    pub number: u32,
    /// What the code is made from.
    pub nonce: [u8; NONCE_BYTES],
    /// When it was asked for.
    pub at: Timestamp,
    /// How often it has been guessed at.
    pub attempts: u32,
}

/// A guess was refused before it was compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AttemptRefusal {
    /// All guesses are used up.
    #[error("this code was guessed at too often; ask for another")]
    UsedUp,
    /// The code has outlived [`CODE_LIFETIME`].
    #[error("this code is too old; ask for another")]
    Outdated,
}

impl Send {
    /// The first send.
    #[must_use]
    pub const fn first(nonce: [u8; NONCE_BYTES], at: Timestamp) -> Self {
        Self { number: 1, nonce, at, attempts: 0 }
    }

    /// The one after this.
    #[must_use]
    pub const fn next(&self, nonce: [u8; NONCE_BYTES], at: Timestamp) -> Self {
        Self { number: self.number + 1, nonce, at, attempts: 0 }
    }

    /// Whether the code can no longer be used.
    #[must_use]
    pub fn outdated(&self, now: Timestamp) -> bool {
        now >= self.at + CODE_LIFETIME
    }

    /// How many guesses are left.
    #[must_use]
    pub const fn attempts_left(&self) -> u32 {
        MAX_ATTEMPTS.saturating_sub(self.attempts)
    }

    /// Whether one more guess may be made.
    ///
    /// # Errors
    ///
    /// [`AttemptRefusal`] when the code is too old or was guessed at too often.
    pub fn may_attempt(&self, now: Timestamp) -> Result<(), AttemptRefusal> {
        if self.attempts >= MAX_ATTEMPTS {
            Err(AttemptRefusal::UsedUp)
        } else if self.outdated(now) {
            Err(AttemptRefusal::Outdated)
        } else {
            Ok(())
        }
    }

    /// How long to wait before the next code, if at all.
    #[must_use]
    pub fn wait(&self, now: Timestamp) -> Option<SignedDuration> {
        let wait = (self.at + RESEND_AFTER).duration_since(now);
        wait.is_positive().then_some(wait)
    }
}

impl std::fmt::Debug for Send {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Send({} at {}, {} attempts)", self.number, self.at, self.attempts)
    }
}

/// The stock of an unverified order is kept until `ends_at`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hold {
    /// The end; fixed when the order is placed.
    pub ends_at: Timestamp,
    /// The newest code.
    pub send: Send,
}

impl Hold {
    /// A hold that begins `now`.
    #[must_use]
    pub fn begin(nonce: [u8; NONCE_BYTES], now: Timestamp) -> Self {
        Self { ends_at: now + HOLD, send: Send::first(nonce, now) }
    }

    /// Whether it is over.
    #[must_use]
    pub fn ended(&self, now: Timestamp) -> bool {
        now >= self.ends_at
    }
}
