//! The words of all notices.
//!
//! An SMS holds numbers, ids and the status names of lifecycles, and nothing
//! that a person wrote. It fits one segment of the GSM 7-bit alphabet. E-mails
//! may repeat names and reasons, without control characters.

use docket_domain::{
    Entry, Order, OrderId, Phase, ProductId, Ran, SellerId, Status, Template, TimeZoneName,
};
use jiff::Timestamp;

/// The characters of one SMS segment (3GPP TS 23.038).
const SEGMENT: usize = 160;
/// The basic GSM 7-bit alphabet beside ASCII letters and digits. Its other
/// characters are not used by Docket.
const BASIC: &str = " \n@_!\"#$%&'()*+,-./:;<=>?";

/// What a notice says on each channel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// The SMS.
    pub sms: String,
    /// The subject of the e-mail, one line.
    pub subject: String,
    /// The text of the e-mail.
    pub email: String,
}

impl Words {
    fn new(sms: String, subject: &str, email: &str) -> Self {
        debug_assert!(fits_one_segment(&sms), "an SMS of more than one segment: {sms}");
        Self { sms, subject: plain(subject), email: plain(email) }
    }
}

/// Whether an SMS is one segment: what the provider charges for one message.
#[must_use]
pub fn fits_one_segment(text: &str) -> bool {
    let basic = |c: char| c.is_ascii_alphanumeric() || BASIC.contains(c);
    text.len() <= SEGMENT && text.chars().all(basic)
}

/// A text in one line, without control characters.
fn plain(text: &str) -> String {
    let breaks = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
    text.chars().map(|c| if breaks(c) { ' ' } else { c }).collect()
}

/// An order has a new status, for its customer.
pub(super) fn order_status(order: &Order, entry: &Entry) -> Words {
    let total = order.currency.format(order.grand_total());
    if order.awaits_payment() && entry.status.phase == Phase::Open {
        return unpaid(order.id, &total);
    }
    status_changed(order.id, &total, entry.status, entry.words())
}

/// There is an order, for its seller's staff.
pub(super) fn new_order(order: &Order) -> Words {
    let (id, total) = (order.id, order.currency.format(order.grand_total()));
    let sms = format!("New order {id}. Total: {total}.");
    let email = format!("New order {id} for {}. Total: {total}.", order.seller);
    Words::new(sms, &format!("New order {id}"), &email)
}

/// An order was cancelled by its buyer or an administrator, for its seller's staff.
pub(super) fn order_cancelled(order: &Order, entry: &Entry) -> Words {
    let id = order.id;
    let sms = format!("Order {id} was cancelled.");
    let email = match entry.words() {
        Some(reason) => format!("{sms} Reason: {reason}"),
        None => sms.clone(),
    };
    Words::new(sms, &format!("Order {id} was cancelled"), &email)
}

/// An order has to be paid for before its seller gets it, for its customer.
fn unpaid(id: OrderId, total: &str) -> Words {
    let sms = format!(
        "Your order {id} waits for your payment. Total: {total}. \
         Its seller gets it once it is paid for."
    );
    let email = sms.clone();
    Words::new(sms, &format!("Order {id}"), &email)
}

fn status_changed(id: OrderId, total: &str, status: &Status, reason: Option<&str>) -> Words {
    let name = status.name.replace('_', " ").to_lowercase();
    let (sms, reason) = match status.phase {
        Phase::Unverified | Phase::Open => {
            (format!("Your order {id} was received. Total: {total}. Status: {name}."), None)
        }
        Phase::Accepted | Phase::Working | Phase::Ready | Phase::InTransit | Phase::Done => {
            (format!("Your order {id} is now {name}."), None)
        }
        Phase::Cancelled | Phase::Rejected => (format!("Your order {id} was {name}."), reason),
        Phase::Failed => (format!("Your order {id} could not be completed."), reason),
    };
    let email = match reason {
        Some(reason) => format!("{sms} Reason: {reason}"),
        None => sms.clone(),
    };
    Words::new(sms, &format!("Order {id}"), &email)
}

/// An order is expected at another time, for its customer. The day is said where
/// it is another than today at its seller's.
pub(super) fn promise_moved(
    id: OrderId,
    to: Timestamp,
    zone: &TimeZoneName,
    now: Timestamp,
) -> Words {
    let is_today = zone.day(to) == zone.day(now);
    let format = if is_today { "at %H:%M" } else { "on %a %-d %b at %H:%M" };
    let when = zone.there(to).strftime(format);
    let sms = format!("Your order {id} is now expected {when}.");
    let email = sms.clone();
    Words::new(sms, &format!("Order {id}"), &email)
}

/// Nobody accepted an order in time, for the seller's staff.
pub(super) fn accept_late(
    id: OrderId,
    seller: &SellerId,
    waiting_minutes: i64,
    reject_at: Option<Timestamp>,
) -> Words {
    let end = reject_at.map_or_else(String::new, |at| {
        format!(" It is rejected automatically at {} UTC.", at.strftime("%H:%M"))
    });
    let waited = format!("has waited {waiting_minutes} minutes to be accepted.{end}");
    Words::new(
        format!("Order {id} {waited}"),
        &format!("Order {id} waits to be accepted"),
        &format!("Order {id} of {seller} {waited}"),
    )
}

/// Little is left of a product, for the seller's staff.
pub(super) fn stock_low(id: &ProductId, seller: &SellerId, name: &str, available: u64) -> Words {
    Words::new(
        format!("Stock is low: {available} left of product {id}."),
        &format!("Stock is low: {name}"),
        &format!("Stock is low: {available} left of {name} at {seller}. Product {id}."),
    )
}

/// An occurrence of a recurring order was not placed, for who keeps the
/// template. `None` when it was.
pub fn recurring_order_not_placed(template: &Template) -> Option<Words> {
    let schedule = template.schedule.as_ref()?;
    let last = schedule.last.as_ref()?;
    let recurrence = &schedule.plan.recurrence;
    let there = |at| recurrence.there(at).strftime("%a %-d %b %H:%M").to_string();
    let (reason, after) = match (&last.ran, template.due()) {
        (Ran::Placed { .. }, _) => return None,
        (Ran::Skipped(reason), Some(next)) => (reason, format!("The next one is {}.", there(next))),
        (Ran::Skipped(reason), None) => (reason, "It was the last one.".to_owned()),
        (Ran::Stopped(reason), _) => {
            (reason, "No more orders are placed until you resume it.".to_owned())
        }
    };
    let (id, seller, when) = (template.id, &template.draft.seller, there(last.occurrence));
    let name = template.name.as_ref().map_or_else(String::new, |name| format!("{name}, "));
    Some(Words::new(
        format!("Your recurring order {id} for {when} was not placed. {after}"),
        &format!("Recurring order {id} was not placed"),
        &format!(
            "Your recurring order {id} ({name}{seller}) for {when} was not placed. \
             Reason: {reason}. {after}"
        ),
    ))
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]
mod tests {
    use docket_domain::{Amount, Currency, LIFECYCLES};

    use super::*;

    const LONG: &str = "A reason with a\nline break, \u{1f4a9} and http://evil.example";

    fn order() -> OrderId {
        "ORD-20261231-ZZZZZZZZZZ".parse().unwrap()
    }

    #[test]
    fn an_sms_fits_one_segment_in_every_status_of_every_lifecycle() {
        let total = "USD".parse::<Currency>().unwrap().format(Amount::MAX);
        for status in LIFECYCLES.iter().flat_map(|it| it.statuses) {
            let words = status_changed(order(), &total, status, Some(LONG));
            assert!(fits_one_segment(&words.sms), "{}", words.sms);
            assert!(!words.sms.contains("evil"), "{}", words.sms);
            assert_eq!(words.email.contains("evil.example"), status.phase.is_stopped());
            assert!(!words.email.contains('\n') && !words.subject.contains('\n'));
        }
        let unpaid = unpaid(order(), &total);
        assert!(fits_one_segment(&unpaid.sms), "{}", unpaid.sms);
    }

    #[test]
    fn a_promise_is_said_by_the_sellers_clock_and_with_its_day_where_that_is_another() {
        let zone = "Europe/Berlin".parse().unwrap();
        let (now, to) = ("2026-12-30T20:30:00Z", "2026-12-30T23:05:00Z");
        let said = |now: &str, to: &str| {
            promise_moved(order(), to.parse().unwrap(), &zone, now.parse().unwrap()).sms
        };
        let id = order();
        let tomorrow = format!("Your order {id} is now expected on Thu 31 Dec at 00:05.");
        assert_eq!(said(now, to), tomorrow);
        assert!(fits_one_segment(&tomorrow));
        let today = format!("Your order {id} is now expected at 23:05.");
        assert_eq!(said(now, "2026-12-30T22:05:00Z"), today);
    }

    #[test]
    fn an_sms_to_staff_fits_one_segment_with_the_longest_ids() {
        let (product, seller) = ("p".repeat(64).parse().unwrap(), "s".repeat(64).parse().unwrap());
        let low = stock_low(&product, &seller, "WIN A PRIZE\r\nBcc: all@example.com", u64::MAX);
        assert!(fits_one_segment(&low.sms) && !low.sms.contains("PRIZE"), "{}", low.sms);
        assert_eq!(low.subject, "Stock is low: WIN A PRIZE  Bcc: all@example.com");
        let late = accept_late(order(), &seller, i64::MAX, Some(Timestamp::UNIX_EPOCH));
        assert!(fits_one_segment(&late.sms), "{}", late.sms);
    }

    #[test]
    fn one_segment_is_160_characters_of_the_basic_alphabet() {
        assert!(fits_one_segment(&"a".repeat(160)) && !fits_one_segment(&"a".repeat(161)));
        for other in ["é", "[", "~", "€", "`", "\u{1f4a9}"] {
            assert!(!fits_one_segment(other), "{other}");
        }
    }
}
