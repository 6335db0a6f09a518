use jiff::SignedDuration;

/// A phone number or e-mail address was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ContactError {
    /// No number that could be dialled.
    #[error("must be a valid phone number in E.164, like +12025550100")]
    Phone,
    /// A number to which messages cost extra.
    #[error(
        "is a premium-rate, shared-cost or similar number, to which no codes are sent; \
         give a mobile or landline number"
    )]
    CostsExtra,
    /// No address that could be written to.
    #[error("must be a valid e-mail address")]
    Email,
}

/// A code, or an order that needs one, was refused to an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SendRefusal {
    /// Too soon after the last one, or too many lately.
    #[error("too many codes; try again later")]
    TooMany {
        /// When to try again.
        retry_after: SignedDuration,
    },
    /// Too many unverified orders at once.
    #[error("too many orders wait for their code; confirm one of them or let it lapse")]
    TooManyHolds {
        /// When the next one lapses.
        retry_after: SignedDuration,
    },
}
