//! The stored form of an order's payments through the provider.

use docket_domain::{Minutes, OrderPayment, PaymentFirst};
use jiff::Timestamp;

use super::{Malformed, amount, parse, time, times};

/// Id, whether it is open, held; paid, requested, refunded, charged back; whether it is disputed.
pub(super) type OrderPaymentRecord = (String, bool, u64, (u64, u64, u64, u64), bool);
/// The end of the authorization; until when its dispute may be answered.
pub(super) type OrderPaymentTimes = (Option<i64>, Option<i64>);
/// Minutes that the buyer has to pay; until when, if the order is confirmed; since when its seller
/// sees it.
pub(super) type PaymentFirstRecord = (u32, Option<i64>, Option<i64>);

pub(super) fn payment_record(payment: &OrderPayment) -> OrderPaymentRecord {
    let OrderPayment {
        id,
        is_open,
        held,
        held_until: _,
        paid,
        requested,
        refunded,
        charged_back,
        is_disputed,
        answer_by: _,
    } = payment;
    (
        id.to_string(),
        *is_open,
        held.minor(),
        (paid.minor(), requested.minor(), refunded.minor(), charged_back.minor()),
        *is_disputed,
    )
}

/// The times of the payments; empty when no payment has any, as for most orders.
pub(super) fn payment_times(payments: &[OrderPayment]) -> Vec<OrderPaymentTimes> {
    let moments = |it: &OrderPayment| [it.held_until, it.answer_by];
    if payments.iter().flat_map(moments).all(|it| it.is_none()) {
        return Vec::new();
    }
    let times = |it: &OrderPayment| {
        let [held, answer] = moments(it).map(|at| at.map(Timestamp::as_millisecond));
        (held, answer)
    };
    payments.iter().map(times).collect()
}

pub(super) fn payments(
    records: Vec<OrderPaymentRecord>,
    moments: Vec<OrderPaymentTimes>,
) -> Result<Vec<OrderPayment>, Malformed> {
    let moments = moments.into_iter().chain(std::iter::repeat((None, None)));
    records.into_iter().zip(moments).map(|(record, moments)| payment(record, moments)).collect()
}

fn payment(
    (id, is_open, held, sums, is_disputed): OrderPaymentRecord,
    (held_until, answer_by): OrderPaymentTimes,
) -> Result<OrderPayment, Malformed> {
    let (paid, requested, refunded, charged_back) = sums;
    Ok(OrderPayment {
        id: parse("py", &id)?,
        is_open,
        held: amount("py", held)?,
        held_until: times("pt", held_until)?,
        paid: amount("py", paid)?,
        requested: amount("py", requested)?,
        refunded: amount("py", refunded)?,
        charged_back: amount("py", charged_back)?,
        is_disputed,
        answer_by: times("pt", answer_by)?,
    })
}

pub(super) fn payment_first_record(first: PaymentFirst) -> Option<PaymentFirstRecord> {
    match first {
        PaymentFirst::NotWanted => None,
        PaymentFirst::Awaited { within, until } => {
            Some((within.minutes(), until.map(Timestamp::as_millisecond), None))
        }
        PaymentFirst::Met { within, at } => {
            Some((within.minutes(), None, Some(at.as_millisecond())))
        }
    }
}

pub(super) fn payment_first(record: Option<PaymentFirstRecord>) -> Result<PaymentFirst, Malformed> {
    let Some((within, until, met)) = record else { return Ok(PaymentFirst::NotWanted) };
    let within = Minutes::new(within).map_err(|error| Malformed::new("pf", error))?;
    Ok(match met {
        Some(at) => PaymentFirst::Met { within, at: time("pf", at)? },
        None => PaymentFirst::Awaited { within, until: times("pf", until)? },
    })
}
