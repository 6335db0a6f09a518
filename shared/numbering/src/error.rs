/// A phone number was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PhoneError {
    /// The text is not a number in E.164, or no numbering plan contains it.
    #[error("must be a valid phone number in E.164, like +12025550100")]
    Invalid,
    /// Messages to the number cost the sender extra, or are not received.
    #[error(
        "is a premium-rate, shared-cost or similar number, to which no codes are sent; \
         give a mobile or landline number"
    )]
    CostsExtra,
}
