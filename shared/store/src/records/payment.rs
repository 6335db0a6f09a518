//! A payment's item.

use docket_domain::{
    FeePoints,
    payments::{Dispute, DisputeState, Payment, PaymentData, PaymentShare, PaymentState},
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{
    Malformed, amount, currency,
    entry::{linked, short_id},
    is_zero, maybe_line, one_line, texts, time, times, unless,
};
use crate::table::keys;

/// A payment's item.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct PaymentRecord {
    pk: String,
    sk: String,
    /// Partition and sort key of the deadline index.
    #[serde(skip_serializing_if = "Option::is_none")]
    gd: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    dk: Option<String>,
    /// Version.
    v: u32,
    /// Account, intent.
    #[serde(skip_serializing_if = "Option::is_none")]
    ac: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    it: Option<String>,
    /// Currency.
    cy: String,
    /// State; whether the money is authorized first and captured later.
    st: String,
    #[serde(default, skip_serializing_if = "is_zero")]
    hf: bool,
    /// Orders, and the amount asked for each.
    sh: Vec<(String, u64)>,
    /// Generation.
    gn: u32,
    /// Held, received.
    #[serde(default, skip_serializing_if = "is_zero")]
    he: u64,
    #[serde(default, skip_serializing_if = "is_zero")]
    rc: u64,
    /// Time of opening; end of the authorization.
    op: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    ex: Option<i64>,
    /// Whether staff were notified of that end; until when it can be paid; the fee in basis points.
    #[serde(default, skip_serializing_if = "is_zero")]
    et: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pb: Option<i64>,
    #[serde(default, skip_serializing_if = "is_zero")]
    fe: u32,
    /// Disputes: id, state, amount; until when each may be answered.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    di: Vec<(String, String, u64)>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    da: Vec<Option<i64>>,
    /// When the payment is settled with the provider again.
    #[serde(skip_serializing_if = "Option::is_none")]
    nx: Option<i64>,
}

impl PaymentRecord {
    pub(crate) fn new(payment: &Payment) -> Self {
        let part = crate::payments::part(payment.id.as_str());
        let next = payment.next_check;
        Self {
            pk: keys::payment(&payment.id),
            sk: keys::PAYMENT.to_owned(),
            gd: next.map(|_| keys::deadlines(keys::Due::Payment, part)),
            dk: next.map(|at| keys::by_time(at, payment.id.as_str())),
            v: payment.version,
            ac: texts(payment.account.as_ref()),
            it: texts(payment.intent.as_ref()),
            cy: payment.currency.code().to_owned(),
            st: state_text(payment.state).to_owned(),
            hf: payment.is_held_first,
            sh: payment.shares.iter().map(|it| (short_id(it.order), it.asked.minor())).collect(),
            gn: payment.generation,
            he: payment.held.minor(),
            rc: payment.received.minor(),
            op: payment.opened_at.as_millisecond(),
            ex: payment.hold_ends_at.map(Timestamp::as_millisecond),
            et: payment.is_end_notified,
            pb: payment.pay_by.map(Timestamp::as_millisecond),
            fe: payment.fee.points(),
            di: payment.disputes.iter().map(dispute_record).collect(),
            da: unless(&payment.disputes, |it| it.answer_by.is_none(), answer_by),
            nx: next.map(Timestamp::as_millisecond),
        }
    }
}

impl TryFrom<PaymentRecord> for Payment {
    type Error = Malformed;

    fn try_from(record: PaymentRecord) -> Result<Self, Malformed> {
        let id = keys::payment_id(&record.pk);
        let share = |(order, asked): &(String, u64)| {
            Ok(PaymentShare { order: linked(order)?, asked: amount("sh", *asked)? })
        };
        Ok(Self::restore(PaymentData {
            id: id.ok_or_else(|| Malformed::new("pk", "not a payment's"))?,
            version: record.v,
            account: maybe_line("ac", record.ac.as_deref())?,
            intent: maybe_line("it", record.it.as_deref())?,
            currency: currency("cy", &record.cy)?,
            state: read_state(&record.st)?,
            is_held_first: record.hf,
            shares: record.sh.iter().map(share).collect::<Result<_, Malformed>>()?,
            generation: record.gn,
            held: amount("he", record.he)?,
            received: amount("rc", record.rc)?,
            opened_at: time("op", record.op)?,
            hold_ends_at: times("ex", record.ex)?,
            is_end_notified: record.et,
            pay_by: times("pb", record.pb)?,
            fee: FeePoints::new(record.fe).map_err(|error| Malformed::new("fe", error))?,
            disputes: disputes(&record.di, &record.da)?,
            next_check: times("nx", record.nx)?,
        }))
    }
}

const STATES: [PaymentState; 4] =
    [PaymentState::Open, PaymentState::Held, PaymentState::Captured, PaymentState::Closed];

const fn state_text(state: PaymentState) -> &'static str {
    match state {
        PaymentState::Open => "o",
        PaymentState::Held => "h",
        PaymentState::Captured => "c",
        PaymentState::Closed => "x",
    }
}

fn read_state(text: &str) -> Result<PaymentState, Malformed> {
    let known = STATES.into_iter().find(|state| state_text(*state) == text);
    known.ok_or_else(|| Malformed::new("st", "unknown state"))
}

const DISPUTES: [DisputeState; 3] = [DisputeState::Open, DisputeState::Lost, DisputeState::Won];

const fn dispute_text(state: DisputeState) -> &'static str {
    match state {
        DisputeState::Open => "o",
        DisputeState::Lost => "l",
        DisputeState::Won => "w",
    }
}

fn dispute_record(it: &Dispute) -> (String, String, u64) {
    (it.id.to_string(), dispute_text(it.state).to_owned(), it.amount.minor())
}

fn answer_by(it: &Dispute) -> Option<i64> {
    it.answer_by.map(Timestamp::as_millisecond)
}

fn disputes(
    records: &[(String, String, u64)],
    answers: &[Option<i64>],
) -> Result<Vec<Dispute>, Malformed> {
    let answers = answers.iter().copied().chain(std::iter::repeat(None));
    records.iter().zip(answers).map(|(record, answer_by)| dispute(record, answer_by)).collect()
}

fn dispute(
    (id, state, minor): &(String, String, u64),
    answer_by: Option<i64>,
) -> Result<Dispute, Malformed> {
    let known = DISPUTES.into_iter().find(|it| dispute_text(*it) == state);
    let state = known.ok_or_else(|| Malformed::new("di", "unknown state"))?;
    let (id, answer_by) = (one_line("di", id)?, times("da", answer_by)?);
    Ok(Dispute { id, state, amount: amount("di", *minor)?, answer_by })
}
