//! One code: how long it is good for and how often it may be tried.
//!
//! A code itself is never stored. Each send stores a fresh nonce, and the
//! code is six digits of a keyed hash over it.

use jiff::{SignedDuration, Timestamp};

/// Bytes of a send's nonce.
pub const NONCE_BYTES: usize = 16;
/// How long a code is good for.
pub const CODE_LIFETIME: SignedDuration = SignedDuration::from_mins(5);
/// How often a code is sent for one order or challenge at most.
pub const MAX_SENDS: u32 = 4;
/// The time between two codes.
pub const RESEND_AFTER: SignedDuration = SignedDuration::from_secs(30);
/// The most guesses at one code.
pub const MAX_ATTEMPTS: u32 = 5;

/// One code that was, or is to be, sent.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Send {
    /// 1 for the first, one more for each after it; rises for ever. 0 before
    /// the first, where another order's code is enough.
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
    #[error("the code was entered wrongly too often; request a new code")]
    UsedUp,
    /// Somebody has signed in with it.
    #[error("the code has been used already; request a new code")]
    Used,
    /// The code has outlived [`CODE_LIFETIME`].
    #[error("the code has expired; request a new code")]
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

    /// The same code once more: its five minutes begin again, its guesses do not.
    #[must_use]
    pub const fn again(&self, at: Timestamp) -> Self {
        Self { number: self.number + 1, at, ..*self }
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

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: SignedDuration = SignedDuration::from_secs(1);

    fn send() -> Send {
        Send::first([9; NONCE_BYTES], Timestamp::UNIX_EPOCH)
    }

    fn after(time: SignedDuration) -> Timestamp {
        Timestamp::UNIX_EPOCH + time
    }

    #[test]
    fn a_code_is_good_for_five_minutes() {
        let last = after(CODE_LIFETIME - SECOND);
        assert_eq!(send().may_attempt(last), Ok(()));
        assert_eq!(send().may_attempt(after(CODE_LIFETIME)), Err(AttemptRefusal::Outdated));
        assert_eq!((send().outdated(last), send().outdated(after(CODE_LIFETIME))), (false, true));
    }

    #[test]
    fn a_code_may_be_guessed_at_five_times() {
        for attempts in 0..=MAX_ATTEMPTS + 1 {
            let guessed = Send { attempts, ..send() };
            let left = guessed.attempts_left();
            assert_eq!(left, MAX_ATTEMPTS.saturating_sub(attempts));
            let expected = if left == 0 { Err(AttemptRefusal::UsedUp) } else { Ok(()) };
            assert_eq!(guessed.may_attempt(after(SECOND)), expected, "{attempts}");
        }
    }

    #[test]
    fn the_next_code_has_the_next_number_and_all_its_guesses() {
        let used = Send { attempts: MAX_ATTEMPTS, ..send() };
        let next = used.next([1; NONCE_BYTES], after(RESEND_AFTER));
        let expected =
            Send { number: 2, nonce: [1; NONCE_BYTES], at: after(RESEND_AFTER), attempts: 0 };
        assert_eq!(next, expected);
    }

    #[test]
    fn codes_are_half_a_minute_apart() {
        assert_eq!(send().wait(after(SignedDuration::ZERO)), Some(RESEND_AFTER));
        assert_eq!(send().wait(after(RESEND_AFTER - SECOND)), Some(SECOND));
        assert_eq!(send().wait(after(RESEND_AFTER)), None);
    }

    #[test]
    fn debug_shows_no_nonce() {
        assert_eq!(format!("{:?}", send()), "Send(1 at 1970-01-01T00:00:00Z, 0 attempts)");
    }
}
