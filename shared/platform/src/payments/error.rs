use std::fmt;

use jiff::SignedDuration;

use super::ErrorCode;

/// A call of the provider did not end well. What it says is fit for a log: no
/// key, no name and no sentence of the provider is in it.
///
/// It tells how the call may be repeated, and nothing else decides that:
///
/// | error | what is known | its key |
/// |---|---|---|
/// | `Unknown`, `Busy` | nothing | is used again, with the same body |
/// | `ServerError` | nothing | is used again, until the stored answer came back twice |
/// | `Refused`, `NotFound` | this attempt did nothing | is done with |
/// | `Misconfigured` | nothing was looked at | is used again, once it is mended |
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProviderError {
    /// No answer came in time, or none that could be read to its end: the call
    /// may have done its work.
    #[error("whether the payment provider did it is not known: {0}")]
    Unknown(&'static str),
    /// The provider is at work on the same key, or was asked too often.
    #[error("the payment provider is busy")]
    Busy {
        /// When it wants to be asked again, if it said so.
        retry_after: Option<SignedDuration>,
    },
    /// The provider failed. Such an answer may be stored under the key, and
    /// would then come back until the provider forgets the key.
    #[error("the payment provider failed with status {status}")]
    ServerError {
        /// The answer's HTTP status: 500 to 599, or 424.
        status: u16,
        /// Whether the provider says that it is the answer of a former call.
        replayed: bool,
    },
    /// The provider will not do it, however often it is asked like this.
    #[error("the payment provider refused the request: {0}")]
    Refused(Refusal),
    /// It does not exist: not on this account, or not in this mode.
    #[error("the payment provider does not know the payment or the refund")]
    NotFound,
    /// The key is no good, may not do this or may not use this account.
    #[error("the payment provider cannot be used: {0}")]
    Misconfigured(&'static str),
}

impl ProviderError {
    /// Whether the attempt certainly did nothing, and never will: its
    /// generation is over.
    #[must_use]
    pub const fn is_definite(&self) -> bool {
        match self {
            Self::Refused(_) | Self::NotFound => true,
            Self::Unknown(_)
            | Self::Busy { .. }
            | Self::ServerError { .. }
            | Self::Misconfigured(_) => false,
        }
    }
}

/// Why the provider refuses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// What it means for us.
    pub reason: RefusalReason,
    /// The provider's own code for it.
    pub code: Option<ErrorCode>,
    /// The code of the card's issuer, when it declined.
    pub decline_code: Option<ErrorCode>,
    /// The parameter at fault.
    pub parameter: Option<ErrorCode>,
    /// By which the provider's log of requests has the whole story.
    pub request: Option<ErrorCode>,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.reason.sentence())?;
        for (name, code) in [
            ("code", &self.code),
            ("decline code", &self.decline_code),
            ("parameter", &self.parameter),
            ("request", &self.request),
        ] {
            if let Some(code) = code {
                write!(f, ", {name} {code}")?;
            }
        }
        Ok(())
    }
}

/// What a refusal means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RefusalReason {
    /// The card, its issuer or the method of payment said no.
    Declined,
    /// It is in another state than was thought: captured, cancelled or expired
    /// already. That is news to be read, and no failure.
    OtherState,
    /// Everything was given back before.
    AlreadyRefunded,
    /// The buyer's bank disputes the charge, so that it cannot be refunded.
    Disputed,
    /// The balance with the provider does not cover it yet.
    BalanceTooLow,
    /// Below the provider's minimum, in the currency that it settles in.
    AmountTooSmall,
    /// Above the provider's maximum, or above what is there to be taken.
    AmountTooLarge,
    /// The key was used with another body before. That call may have done its
    /// work, which the provider's own state tells.
    KeyReused,
    /// Anything else; the code says more.
    Other,
}

impl RefusalReason {
    const fn sentence(self) -> &'static str {
        match self {
            Self::Declined => "the payment was declined",
            Self::OtherState => "the payment is in another state",
            Self::AlreadyRefunded => "the payment was refunded already",
            Self::Disputed => "the charge is disputed",
            Self::BalanceTooLow => "the seller's balance is too low",
            Self::AmountTooSmall => "the amount is too small",
            Self::AmountTooLarge => "the amount is too large",
            Self::KeyReused => "its idempotency key was used for another request",
            Self::Other => "the request was not accepted",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_refusal_ends_a_generation() {
        let refusal = Refusal {
            reason: RefusalReason::Declined,
            code: ErrorCode::new("card_declined"),
            decline_code: ErrorCode::new("insufficient_funds"),
            parameter: None,
            request: ErrorCode::new("req_1"),
        };
        let refused = ProviderError::Refused(refusal);
        assert_eq!(
            refused.to_string(),
            "the payment provider refused the request: the payment was declined, code \
             card_declined, decline code insufficient_funds, request req_1"
        );
        assert!(refused.is_definite());
        assert!(ProviderError::NotFound.is_definite());
        for error in [
            ProviderError::Unknown("no answer"),
            ProviderError::Busy { retry_after: None },
            ProviderError::ServerError { status: 500, replayed: true },
            ProviderError::Misconfigured("the key is not accepted"),
        ] {
            assert!(!error.is_definite(), "{error}");
        }
    }
}
