//! The metrics of Docket. A metric is an ordinary log event with [`METRIC`] as its
//! target, so the code that counts does not depend on `CloudWatch`, and the local
//! program filters metrics like other log events.

/// The target of log events that are metrics.
pub const METRIC: &str = "docket::metric";

/// A counter in `CloudWatch`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Metric {
    /// An order was placed, or all orders of a checkout.
    OrdersPlaced,
    /// An order was refused because stock was insufficient.
    OrdersShort,
    /// An order was not placed because of a fault in Docket.
    OrdersFailed,
    /// A request was refused because its token was invalid or its rights were
    /// insufficient.
    AccessDenied,
    /// A code was sent.
    CodesSent,
    /// A code was not sent because the quota of codes is used up.
    CodesWithheld,
    /// A notice was sent.
    NoticesSent,
    /// A channel did not accept a notice now, or gave no answer.
    NoticesFailed,
    /// An e-mail bounced, or its recipient complained about it.
    MailReturned,
    /// A notice was not sent and will not be retried.
    NoticesWithheld,
    /// A stream record could not be read and was stored for inspection.
    RecordsSetAside,
    /// Counters or stock do not match the existing orders.
    Differences,
    /// A payment, refund or event of the payment provider matches nothing in Docket, or
    /// cannot be read.
    PaymentsUnmatched,
    /// An uncaptured authorization expires within a day.
    PaymentsExpiring,
    /// A webhook was refused because its signature is not the provider's.
    PaymentWebhooksRefused,
    /// A refund failed, or has had no outcome for a day.
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

/// Adds one to a metric.
pub fn count(metric: Metric) {
    tracing::info!(target: METRIC, metric = metric.name(), "counted");
}
