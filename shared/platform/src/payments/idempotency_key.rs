use std::fmt;

use super::Reference;

/// The operation of a call. Calls of different steps never share a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Creating an intent.
    Create,
    /// Changing an intent's amount.
    Change,
    /// Capturing the money that an intent holds.
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

/// The idempotency key of a call, by which the provider recognises retries: deployment,
/// payment or refund, step and generation, in at most 255 characters.
///
/// Every retry of a call reuses its key and its body. A new generation is a new attempt.
/// The caller reads the provider's state before it begins one, because the earlier attempt
/// may have succeeded without an answer.
#[derive(Clone, PartialEq, Eq)]
pub struct IdempotencyKey(String);

impl IdempotencyKey {
    /// Makes the key of one attempt. `subject` is the payment or the refund.
    #[must_use]
    pub fn new(deployment: &Reference, subject: &Reference, step: Step, generation: u32) -> Self {
        // A reference contains no slash, so different parts never produce equal keys.
        Self(format!("{deployment}/{subject}/{}/{generation}", step.word()))
    }

    /// The key in the form that is sent.
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
    fn idempotency_key_is_unique_for_each_step_and_generation() {
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
    fn idempotency_key_has_at_most_255_characters() {
        let longest: Reference = "a".repeat(100).parse().unwrap();
        let key = IdempotencyKey::new(&longest, &longest, Step::Capture, u32::MAX);
        assert!(key.as_str().len() <= 255);
    }
}
