//! The limits on requests for codes: the limits with their two halves, the counts, and the backoff
//! after wrong guesses.
//!
//! Half of every limit is reserved for devices that have signed in to the address before. Strangers
//! can only use up the general half, so they never keep a known device from signing in.

use jiff::{SignedDuration, Timestamp};

use super::SendRefusal;
use crate::Allowance;

/// The most codes in an hour and in a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CodeLimits {
    /// To one phone or mailbox, both halves together. The hour and the day begin with the first
    /// code.
    pub per_contact: Allowance,
    /// Requested from one network address, in each hour and each day of the clock.
    pub per_source: Allowance,
    /// Sent to all contacts together, both halves together, in each hour and each day of the
    /// clock. SMS and e-mail are counted separately.
    pub in_all: Allowance,
}

/// The halves of the limits of a contact, and of the limits of all codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Half {
    /// For every device.
    General,
    /// For devices that signed in to the address before.
    Devices,
}

impl Half {
    /// This half of an allowance. The general half has one more when the limit is odd.
    #[must_use]
    pub fn of(self, whole: Allowance) -> Allowance {
        match self {
            Self::General => whole.part(0, 2),
            Self::Devices => whole.part(1, 2),
        }
    }
}

/// The count since the beginning of a window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// When the window began: with the first code after the end of the previous window.
    pub began: Timestamp,
    /// The number of codes since then.
    pub count: u32,
}

impl Window {
    const NONE: Self = Self { began: Timestamp::UNIX_EPOCH, count: 0 };

    /// The window with one more code, unless there are `most` codes within `length` already.
    fn one_more(
        self,
        length: SignedDuration,
        most: Option<u32>,
        now: Timestamp,
    ) -> Result<Self, SendRefusal> {
        let ends = self.began + length;
        let open = if now < ends { self } else { Self { began: now, count: 0 } };
        if most.is_some_and(|most| open.count >= most) {
            let ends = open.began + length;
            return Err(SendRefusal::TooMany { retry_after: ends.duration_since(now) });
        }
        Ok(Self { count: open.count.saturating_add(1), ..open })
    }
}

/// The counts of the codes that were requested lately.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CodeCount {
    /// The window of an hour.
    pub hour: Window,
    /// The window of a day.
    pub day: Window,
}

impl CodeCount {
    /// The length of the shorter window.
    pub const HOUR: SignedDuration = SignedDuration::from_hours(1);
    /// The length of the longer window.
    pub const DAY: SignedDuration = SignedDuration::from_hours(24);
    /// The count before the first code.
    pub const NONE: Self = Self { hour: Window::NONE, day: Window::NONE };

    /// The counts with one more code.
    ///
    /// # Errors
    ///
    /// [`SendRefusal::TooMany`] when the limit of the hour or the day is used up.
    pub fn one_more(self, limits: Allowance, now: Timestamp) -> Result<Self, SendRefusal> {
        Ok(Self {
            day: self.day.one_more(Self::DAY, limits.per_day, now)?,
            hour: self.hour.one_more(Self::HOUR, limits.per_hour, now)?,
        })
    }
}

/// The backoff after challenges whose guesses were all wrong. A successful sign-in, or a day
/// without a failure, resets it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BackOff {
    /// The number of successive challenges that were used up by wrong guesses.
    pub failures: u32,
    /// When the last failure was.
    pub last: Timestamp,
}

impl BackOff {
    /// After how long without a failure the failures are forgotten.
    pub const FORGOTTEN_AFTER: SignedDuration = SignedDuration::from_hours(24);
    /// The wait after the first failure. Each further failure doubles it.
    const FIRST: SignedDuration = SignedDuration::from_mins(1);
    /// The longest wait.
    const LONGEST: SignedDuration = SignedDuration::from_hours(1);
    /// No failures.
    pub const NONE: Self = Self { failures: 0, last: Timestamp::UNIX_EPOCH };

    /// How long to wait before the next challenge is opened; `None` when no wait is needed.
    #[must_use]
    pub fn wait(self, now: Timestamp) -> Option<SignedDuration> {
        if self.failures == 0 || now >= self.last + Self::FORGOTTEN_AFTER {
            return None;
        }
        let doubled = Self::FIRST.saturating_mul(1 << (self.failures - 1).min(10));
        let wait = (self.last + doubled.min(Self::LONGEST)).duration_since(now);
        wait.is_positive().then_some(wait)
    }

    /// The backoff with one more failure.
    #[must_use]
    pub fn after_failure(self, now: Timestamp) -> Self {
        let forgotten = now >= self.last + Self::FORGOTTEN_AFTER;
        let failures = if forgotten { 0 } else { self.failures };
        Self { failures: failures.saturating_add(1), last: now }
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_second(1_000_000 + seconds).unwrap()
    }

    fn refused(seconds: i64) -> Result<CodeCount, SendRefusal> {
        Err(SendRefusal::TooMany { retry_after: SignedDuration::from_secs(seconds) })
    }

    #[test]
    fn codes_are_counted_by_the_hour_and_by_the_day() {
        let limits = Allowance { per_hour: Some(2), per_day: Some(3) };
        let more = |count: CodeCount, seconds| count.one_more(limits, at(seconds));
        let two = more(more(CodeCount::NONE, 0).unwrap(), 30).unwrap();
        assert_eq!(more(two, 3_599), refused(1));
        let three = more(two, 3_600).unwrap();
        assert_eq!((three.hour.count, three.day.count), (1, 3));
        assert_eq!(more(three, 7_200), refused(24 * 3_600 - 7_200));
        assert_eq!(more(three, 24 * 3_600).unwrap().day.count, 1);
    }

    #[test]
    fn halves_add_up_and_the_general_one_is_larger_for_an_odd_limit() {
        let whole = Allowance { per_hour: Some(5), per_day: Some(8) };
        let half =
            |per_hour, per_day| Allowance { per_hour: Some(per_hour), per_day: Some(per_day) };
        assert_eq!(Half::General.of(whole), half(3, 4));
        assert_eq!(Half::Devices.of(whole), half(2, 4));
    }

    #[test]
    fn each_failure_doubles_the_wait_up_to_an_hour() {
        let mut back_off = BackOff::NONE;
        assert_eq!(back_off.wait(at(0)), None);
        for minutes in [1, 2, 4, 8, 16, 32, 60, 60, 60] {
            back_off = back_off.after_failure(at(0));
            assert_eq!(back_off.wait(at(0)), Some(SignedDuration::from_mins(minutes)));
            assert_eq!(back_off.wait(at(minutes * 60)), None);
        }
        assert_eq!(BackOff { failures: u32::MAX, last: at(0) }.wait(at(3_600)), None);
        let day = 24 * 3_600;
        assert_eq!(back_off.after_failure(at(day)), BackOff { failures: 1, last: at(day) });
    }
}
