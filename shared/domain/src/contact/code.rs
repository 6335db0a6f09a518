//! Verification codes: how long a code is valid and how often it may be guessed at.
//!
//! A code is never stored. A new code stores a fresh nonce, and the code is six digits of a keyed
//! hash of the nonce.

use jiff::{SignedDuration, Timestamp};

/// The number of bytes of a nonce.
pub const NONCE_BYTES: usize = 16;
/// How long a code is valid after it was sent.
pub const CODE_LIFETIME: SignedDuration = SignedDuration::from_mins(5);
/// The most sends for one hold of an order or one challenge.
pub const MAX_SENDS: u32 = 4;
/// The shortest time between two sends.
pub const RESEND_AFTER: SignedDuration = SignedDuration::from_secs(30);
/// The most guesses at one code.
pub const MAX_ATTEMPTS: u32 = 5;

/// One send of a code.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Send {
    /// The number of the send, from 1, which always rises. 0 when no code is sent, because the
    /// code of another order is enough.
    pub number: u32,
    /// The nonce from which the code is made.
    pub nonce: [u8; NONCE_BYTES],
    /// When the send was requested.
    pub at: Timestamp,
    /// The number of guesses at the code.
    pub attempts: u32,
}

/// Why a guess is refused before it is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AttemptRefusal {
    /// All guesses are used up.
    #[error("the code was entered wrongly too often; request a new code")]
    UsedUp,
    /// Somebody has signed in with the code already.
    #[error("the code has been used already; request a new code")]
    Used,
    /// The code is older than [`CODE_LIFETIME`].
    #[error("the code has expired; request a new code")]
    Outdated,
}

impl Send {
    /// The first send.
    #[must_use]
    pub const fn first(nonce: [u8; NONCE_BYTES], at: Timestamp) -> Self {
        Self { number: 1, nonce, at, attempts: 0 }
    }

    /// The next send, with a new code.
    #[must_use]
    pub const fn next(&self, nonce: [u8; NONCE_BYTES], at: Timestamp) -> Self {
        Self { number: self.number + 1, nonce, at, attempts: 0 }
    }

    /// The next send of this code: its lifetime starts again, and its guesses still count.
    #[must_use]
    pub const fn again(&self, at: Timestamp) -> Self {
        Self { number: self.number + 1, at, ..*self }
    }

    /// Whether the code has expired.
    #[must_use]
    pub fn outdated(&self, now: Timestamp) -> bool {
        now >= self.at + CODE_LIFETIME
    }

    /// How many guesses are left.
    #[must_use]
    pub const fn attempts_left(&self) -> u32 {
        MAX_ATTEMPTS.saturating_sub(self.attempts)
    }

    /// Checks that one more guess may be made.
    ///
    /// # Errors
    ///
    /// [`AttemptRefusal`] when the code has expired or was guessed at too often.
    pub fn may_attempt(&self, now: Timestamp) -> Result<(), AttemptRefusal> {
        if self.attempts >= MAX_ATTEMPTS {
            Err(AttemptRefusal::UsedUp)
        } else if self.outdated(now) {
            Err(AttemptRefusal::Outdated)
        } else {
            Ok(())
        }
    }

    /// How long to wait before the next send; `None` when no wait is needed.
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
