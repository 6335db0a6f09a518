use docket_platform::payments::{Refund, RefundOwner, RefundStatus, ReportedAmount};
use jiff::Timestamp;
use serde::{Deserialize, de::IgnoredAny};

use super::{
    fields::{DEPLOYMENT, Metadata, REFUND, code, currency, reference},
    reading::Answer,
};

#[derive(Deserialize)]
pub struct RefundAnswer {
    object: String,
    id: String,
    status: Option<RefundStatusAnswer>,
    currency: String,
    amount: u64,
    payment_intent: Option<String>,
    created: i64,
    failure_reason: Option<String>,
    /// Absent when no money moved.
    balance_transaction: Option<IgnoredAny>,
    metadata: Option<Metadata>,
}

impl Answer for RefundAnswer {
    type Meaning = Refund;

    fn meaning(self) -> Option<Refund> {
        let currency = currency(&self.currency).filter(|_| self.object == "refund")?;
        let status = self.status.map_or(RefundStatus::Unfamiliar, RefundStatus::from);
        let moved = self.balance_transaction.is_some();
        Some(Refund {
            id: self.id.parse().ok()?,
            status,
            amount: ReportedAmount { currency, units: self.amount },
            intent: self.payment_intent.map(|id| id.parse()).transpose().ok()?,
            created: Timestamp::from_second(self.created).ok()?,
            failure: code(self.failure_reason),
            is_release: status == RefundStatus::Succeeded && !moved,
            owner: self.metadata.as_ref().and_then(|metadata| {
                let deployment = reference(metadata, DEPLOYMENT)?;
                Some(RefundOwner { deployment, refund: reference(metadata, REFUND)? })
            }),
        })
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum RefundStatusAnswer {
    Pending,
    RequiresAction,
    Succeeded,
    Failed,
    Canceled,
    #[serde(other)]
    Other,
}

impl From<RefundStatusAnswer> for RefundStatus {
    fn from(status: RefundStatusAnswer) -> Self {
        use RefundStatusAnswer as Answer;
        match status {
            Answer::Pending | Answer::RequiresAction => Self::Pending,
            Answer::Succeeded => Self::Succeeded,
            Answer::Failed => Self::Failed,
            Answer::Canceled => Self::Cancelled,
            Answer::Other => Self::Unfamiliar,
        }
    }
}
