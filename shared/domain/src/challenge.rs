//! Challenges: a challenge is one request to sign in, with its code.
//!
//! A code can only be used with the id of its challenge, and guesses are counted on the challenge.
//! So nobody without that id can use up another person's guesses.

use std::{fmt, str::FromStr};

use jiff::{SignedDuration, Timestamp};

use crate::{
    AttemptRefusal, Contact, CustomerKey, Half, IdError, MAX_SENDS, Send, SendRefusal,
    ids::CROCKFORD,
};

/// The sixteen Crockford base32 characters (80 bits) that identify a challenge.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ChallengeId([u8; 16]);

impl ChallengeId {
    /// The number of random bytes that make an id.
    pub const BYTES: usize = 10;
    /// The number of characters of [`Self::tag`].
    pub const TAG: usize = 4;

    /// The id that these bytes make.
    #[must_use]
    pub fn from_bytes(bytes: [u8; Self::BYTES]) -> Self {
        let bits = bytes.iter().fold(0_u128, |bits, byte| (bits << 8) | u128::from(*byte));
        Self(std::array::from_fn(|at| CROCKFORD[((bits >> (75 - 5 * at)) & 31) as usize]))
    }

    /// The sixteen characters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        // All are ASCII, by construction.
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// The short tag that both the page and the message show, so that a person with two codes on
    /// one phone can tell them apart.
    #[must_use]
    pub fn tag(&self) -> &str {
        &self.as_str()[..Self::TAG]
    }
}

impl FromStr for ChallengeId {
    type Err = IdError;

    fn from_str(text: &str) -> Result<Self, IdError> {
        let error = IdError::new("a challenge id");
        let bytes: [u8; 16] = text.as_bytes().try_into().map_err(|_| error)?;
        if bytes.iter().all(|byte| CROCKFORD.contains(byte)) { Ok(Self(bytes)) } else { Err(error) }
    }
}

impl fmt::Display for ChallengeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for ChallengeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A request to sign in, and its code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Challenge {
    /// The challenge's id.
    pub id: ChallengeId,
    /// The contact to which the code is sent.
    pub contact: Contact,
    /// The key of the contact, which identifies the person who signs in.
    pub key: CustomerKey,
    /// The network address of the request, as a keyed hash.
    pub source: String,
    /// The half of the contact's limits in which it was counted.
    pub half: Half,
    /// The code. Sending it again changes neither the code nor its guesses.
    pub send: Send,
    /// Whether somebody has signed in with it.
    pub used: bool,
}

impl Challenge {
    /// How long a challenge is stored after its last code.
    pub const KEPT: SignedDuration = SignedDuration::from_hours(1);

    /// Checks that the code can still be used.
    ///
    /// # Errors
    ///
    /// [`AttemptRefusal`] when the code was used, was guessed at too often or has expired.
    pub fn may_attempt(&self, now: Timestamp) -> Result<(), AttemptRefusal> {
        if self.used { Err(AttemptRefusal::Used) } else { self.send.may_attempt(now) }
    }

    /// The challenge with its code sent again.
    ///
    /// # Errors
    ///
    /// [`SendRefusal::TooMany`] within [`RESEND_AFTER`](crate::RESEND_AFTER) after the last send,
    /// and after [`MAX_SENDS`] sends.
    pub fn send_again(&self, now: Timestamp) -> Result<Self, SendRefusal> {
        if self.send.number >= MAX_SENDS {
            let ends = self.send.at + crate::CODE_LIFETIME;
            return Err(SendRefusal::TooMany { retry_after: ends.duration_since(now) });
        }
        match self.send.wait(now) {
            Some(retry_after) => Err(SendRefusal::TooMany { retry_after }),
            None => Ok(Self { send: self.send.again(now), ..self.clone() }),
        }
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]
mod tests {
    use super::*;
    use crate::{CODE_LIFETIME, MAX_ATTEMPTS, RESEND_AFTER};
    use proptest::prelude::*;

    fn challenge() -> Challenge {
        Challenge {
            id: ChallengeId::from_bytes([7; 10]),
            contact: Contact::Phone("+12025550100".parse().unwrap()),
            key: "k".parse().unwrap(),
            source: "s".to_owned(),
            half: Half::General,
            send: Send::first([1; 16], Timestamp::UNIX_EPOCH),
            used: false,
        }
    }

    proptest! {
        #[test]
        fn every_bit_of_an_id_counts_and_reads_back(bytes: [u8; 10], flipped in 0..80_usize) {
            let id = ChallengeId::from_bytes(bytes);
            prop_assert_eq!(id.to_string().parse::<ChallengeId>().unwrap(), id);
            prop_assert!(id.as_str().starts_with(id.tag()));
            let mut other = bytes;
            other[flipped / 8] ^= 1 << (flipped % 8);
            prop_assert_ne!(ChallengeId::from_bytes(other), id);
        }
    }

    #[test]
    fn challenge_is_open_until_it_is_used_expired_or_guessed_at_too_often() {
        let start = Timestamp::UNIX_EPOCH;
        assert_eq!(challenge().may_attempt(start), Ok(()));
        assert_eq!(challenge().may_attempt(start + CODE_LIFETIME), Err(AttemptRefusal::Outdated));
        let used = Challenge { used: true, ..challenge() };
        assert_eq!(used.may_attempt(start), Err(AttemptRefusal::Used));
        let send = Send { attempts: MAX_ATTEMPTS, ..challenge().send };
        let guessed = Challenge { send, ..challenge() };
        assert_eq!(guessed.may_attempt(start), Err(AttemptRefusal::UsedUp));
    }

    #[test]
    fn sending_again_keeps_the_code_and_its_guesses_up_to_four_sends_thirty_seconds_apart() {
        let mut now = Timestamp::UNIX_EPOCH;
        let mut challenge = challenge();
        challenge.send.attempts = 3;
        for number in 2..=MAX_SENDS {
            let soon = challenge.send_again(now);
            assert_eq!(soon, Err(SendRefusal::TooMany { retry_after: RESEND_AFTER }));
            now += RESEND_AFTER;
            challenge = challenge.send_again(now).unwrap();
            let expected = Send { number, nonce: [1; 16], at: now, attempts: 3 };
            assert_eq!(challenge.send, expected);
        }
        now += RESEND_AFTER;
        let retry_after = CODE_LIFETIME - RESEND_AFTER;
        assert_eq!(challenge.send_again(now), Err(SendRefusal::TooMany { retry_after }));
    }
}
