/// A phone number was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PhoneError {
    /// It is not written in E.164, or no numbering plan has it.
    #[error("must be a valid phone number in E.164, like +12025550100")]
    Invalid,
    /// Messages to it cost the sender extra, or reach nobody.
    #[error(
        "is a premium-rate, shared-cost or similar number, to which no codes are sent; \
         give a mobile or landline number"
    )]
    CostsExtra,
}
