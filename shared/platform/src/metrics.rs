//! What is counted. Metrics are ordinary log events with [`METRIC`] as their
//! target, so who counts knows nothing of `CloudWatch`, and the local program
//! shows or hides them like any other.

/// The target of log events that are metrics.
pub const METRIC: &str = "docket::metric";

/// Something that is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Metric {
    /// An order was placed, or those of a checkout.
    OrdersPlaced,
    /// An order was refused because there was too little of something.
    OrdersShort,
    /// An order was not placed for a reason of our own.
    OrdersFailed,
    /// A request was refused for want of a good token or of rights.
    AccessDenied,
    /// A code was sent.
    CodesSent,
    /// A code was not sent because the hour's are used up.
    CodesWithheld,
    /// A notice was sent.
    NoticesSent,
    /// A channel did not take a notice now, or gave no answer.
    NoticesFailed,
    /// A message came back, or was called unwanted.
    MailReturned,
    /// A notice was not sent and never will be.
    NoticesWithheld,
    /// A stream record could not be read and was set aside.
    RecordsSetAside,
    /// Counters or stock do not add up with the orders that there are.
    Differences,
    /// Something of the payment provider's matches nothing here, or cannot be
    /// read.
    PaymentsUnmatched,
    /// Money is held that ends within a day, and was not taken.
    PaymentsExpiring,
    /// A webhook was refused, as its signature is not the provider's.
    PaymentWebhooksRefused,
    /// A refund failed, or is without an outcome for a day.
    RefundsStuck,
}

impl Metric {
    /// Its name in `CloudWatch`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::OrdersPlaced => "OrdersPlaced",
            Self::OrdersShort => "OrdersShort",
            Self::OrdersFailed => "OrdersFailed",
            Self::AccessDenied => "AccessDenied",
            Self::CodesSent => "CodesSent",
            Self::CodesWithheld => "CodesWithheld",
            Self::NoticesSent => "NoticesSent",
            Self::NoticesFailed => "NoticesFailed",
            Self::MailReturned => "MailReturned",
            Self::NoticesWithheld => "NoticesWithheld",
            Self::RecordsSetAside => "RecordsSetAside",
            Self::Differences => "Differences",
            Self::PaymentsUnmatched => "PaymentsUnmatched",
            Self::PaymentsExpiring => "PaymentsExpiring",
            Self::PaymentWebhooksRefused => "PaymentWebhooksRefused",
            Self::RefundsStuck => "RefundsStuck",
        }
    }
}

/// Counts one.
pub fn count(metric: Metric) {
    tracing::info!(target: METRIC, metric = metric.name(), "counted");
}
