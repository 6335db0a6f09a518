use std::fmt;

use jiff::SignedDuration;

use super::ErrorCode;

/// A call to the payment provider failed. The error may be logged: it contains no key, no
/// name and no sentence of the provider.
///
/// Its variant alone decides how the call may be retried:
///
/// | error | effect of the attempt | idempotency key of a retry |
/// |---|---|---|
/// | `Unknown`, `Busy` | unknown | the old key, with an identical body |
/// | `ServerError` | unknown | the old key, until the stored answer came back twice |
/// | `Refused`, `NotFound` | none | a new key |
/// | `Misconfigured` | none: the request was not judged | the old key, after the fix |
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProviderError {
    /// No answer came in time, or the answer could not be read completely: the call may
    /// have taken effect.
    #[error("whether the payment provider did it is not known: {0}")]
    Unknown(&'static str),
    /// The provider is processing another request with this idempotency key, or limits the
    /// rate of requests.
    #[error("the payment provider is busy")]
    Busy {
        /// The time that the provider asks to wait, if it says one.
        retry_after: Option<SignedDuration>,
    },
    /// The provider failed. It may store this answer under the idempotency key and then
    /// repeat it until it forgets the key.
    #[error("the payment provider failed with status {status}")]
    ServerError {
        /// The answer's HTTP status: 500 to 599, or 424.
        status: u16,
        /// Whether the provider marked it as the stored answer of an earlier call.
        replayed: bool,
    },
    /// The provider refuses the request, and would refuse a retry as well.
    #[error("the payment provider refused the request: {0}")]
    Refused(Refusal),
    /// The object does not exist on this account in this mode.
    #[error("the payment provider does not know the payment or the refund")]
    NotFound,
    /// The API key is invalid, lacks the permission, or has no access to this account.
    #[error("the payment provider cannot be used: {0}")]
    Misconfigured(&'static str),
}

impl ProviderError {
    /// Whether the attempt certainly has no effect, now or later, so that its generation is
    /// finished.
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

/// The provider's reason for a refusal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The reason in Docket's terms.
    pub reason: RefusalReason,
    /// The provider's own code for the reason.
    pub code: Option<ErrorCode>,
    /// The code of the card's issuer, when it declined.
    pub decline_code: Option<ErrorCode>,
    /// The parameter at fault.
    pub parameter: Option<ErrorCode>,
    /// The id of the request in the provider's request log.
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

/// The kinds of refusals that Docket distinguishes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RefusalReason {
    /// The card, its issuer or the payment method declined.
    Declined,
    /// The payment is in another state than expected: captured, cancelled or expired
    /// already. The caller reads the current state; this is not a failure.
    OtherState,
    /// The whole amount was refunded before.
    AlreadyRefunded,
    /// The buyer's bank disputes the charge, so that it cannot be refunded.
    Disputed,
    /// The balance with the provider does not cover it yet.
    BalanceTooLow,
    /// The amount is below the provider's minimum in the settlement currency.
    AmountTooSmall,
    /// The amount is above the provider's maximum, or above the amount that is available.
    AmountTooLarge,
    /// The idempotency key was used with another body before. The earlier call may have
    /// taken effect; the caller finds out by reading the provider's state.
    KeyReused,
    /// Any other reason; see the code.
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
    fn provider_error_is_definite_only_when_refused_or_not_found() {
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
