use std::fmt;

use super::Reference;

/// What a call changes. Two calls of different steps never share a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Creating an intent.
    Create,
    /// Changing an intent's amount.
    Change,
    /// Capturing what an intent holds.
    Capture,
    /// Cancelling an intent.
    Cancel,
    /// Creating a refund.
    Refund,
}

impl Step {
    const fn word(self) -> &'static str {
        match self {
            Self::Create => "create",
            Self::Change => "change",
            Self::Capture => "capture",
            Self::Cancel => "cancel",
            Self::Refund => "refund",
        }
    }
}

/// By which the provider recognises that a call is a repetition: deployment,
/// payment or refund, step and generation, always in at most 255 characters.
///
/// Everything that repeats a call uses the same key with the same body. A new
/// generation is a new attempt: whoever begins one has read the provider's own
/// state before, because the former attempt may have succeeded unseen.
#[derive(Clone, PartialEq, Eq)]
pub struct IdempotencyKey(String);

impl IdempotencyKey {
    /// The key of one attempt. `subject` is the payment or the refund.
    #[must_use]
    pub fn new(deployment: &Reference, subject: &Reference, step: Step, generation: u32) -> Self {
        // No reference has a slash, so that different parts never make one key.
        Self(format!("{deployment}/{subject}/{}/{generation}", step.word()))
    }

    /// The key, as it is sent.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for IdempotencyKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn each_attempt_of_each_step_has_a_key_of_its_own() {
        let names = ["a", "a:0", "a.b", "0"].map(|it| it.parse::<Reference>().unwrap());
        let mut keys = HashSet::new();
        let mut made = 0;
        for deployment in &names {
            for subject in &names {
                for step in [Step::Create, Step::Change, Step::Capture, Step::Cancel, Step::Refund]
                {
                    for generation in [0, 1, 10, u32::MAX] {
                        let key = IdempotencyKey::new(deployment, subject, step, generation);
                        keys.insert(key.as_str().to_owned());
                        made += 1;
                    }
                }
            }
        }
        assert_eq!(keys.len(), made);
    }

    #[test]
    fn the_longest_key_is_one_that_a_provider_takes() {
        let longest: Reference = "a".repeat(100).parse().unwrap();
        let key = IdempotencyKey::new(&longest, &longest, Step::Capture, u32::MAX);
        assert!(key.as_str().len() <= 255);
    }
}
