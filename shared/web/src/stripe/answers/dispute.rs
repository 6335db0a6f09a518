use docket_platform::payments::{Dispute, DisputeStatus, ReportedAmount};
use jiff::Timestamp;
use serde::Deserialize;

use super::{
    fields::{code, currency},
    reading::Answer,
};

#[derive(Deserialize)]
pub struct DisputeAnswer {
    object: String,
    id: String,
    status: DisputeStatusAnswer,
    currency: String,
    amount: u64,
    charge: String,
    payment_intent: Option<String>,
    reason: Option<String>,
    created: i64,
    evidence_details: Option<EvidenceDetails>,
}

#[derive(Deserialize)]
struct EvidenceDetails {
    due_by: Option<i64>,
}

impl Answer for DisputeAnswer {
    type Meaning = Dispute;

    fn meaning(self) -> Option<Dispute> {
        let currency = currency(&self.currency).filter(|_| self.object == "dispute")?;
        let due = self.evidence_details.and_then(|details| details.due_by);
        Some(Dispute {
            id: self.id.parse().ok()?,
            status: self.status.into(),
            amount: ReportedAmount { currency, units: self.amount },
            charge: self.charge.parse().ok()?,
            intent: self.payment_intent.map(|id| id.parse()).transpose().ok()?,
            reason: code(self.reason),
            created: Timestamp::from_second(self.created).ok()?,
            evidence_due: due.map(Timestamp::from_second).transpose().ok()?,
        })
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum DisputeStatusAnswer {
    WarningNeedsResponse,
    WarningUnderReview,
    WarningClosed,
    NeedsResponse,
    UnderReview,
    AppealNeedsResponse,
    AppealUnderReview,
    Won,
    Lost,
    Prevented,
    #[serde(other)]
    Other,
}

impl From<DisputeStatusAnswer> for DisputeStatus {
    fn from(status: DisputeStatusAnswer) -> Self {
        use DisputeStatusAnswer as Answer;
        match status {
            Answer::WarningNeedsResponse | Answer::WarningUnderReview => Self::Inquiry,
            Answer::WarningClosed => Self::InquiryClosed,
            Answer::NeedsResponse | Answer::UnderReview => Self::Open,
            Answer::AppealNeedsResponse | Answer::AppealUnderReview => Self::Appealed,
            Answer::Won => Self::Won,
            Answer::Lost => Self::Lost,
            Answer::Prevented => Self::Prevented,
            Answer::Other => Self::Unfamiliar,
        }
    }
}
