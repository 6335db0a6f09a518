//! Movements of an account's balance, and the stand-in's own books, which are their sums.
//!
//! The books are sums of movements only, so they can be checked against the charges, refunds and
//! disputes.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{
    objects::{
        Charge, Dispute, DisputeStatus, Intent, Movement, MovementKind, Refund, RefundStatus,
    },
    store::Work,
};

/// A movement of the balance of a charge's account.
pub fn movement(
    work: &mut Work<'_>,
    charge: &Charge,
    kind: MovementKind,
    amount: i64,
    source: &str,
) -> String {
    let id = work.new_id("txn_");
    let fee = match kind {
        MovementKind::Charge => charge.application_fee.unwrap_or_default(),
        MovementKind::Refund
        | MovementKind::RefundFailure
        | MovementKind::Dispute
        | MovementKind::DisputeReversal => 0,
    };
    work.put(Movement {
        id: id.clone(),
        account: charge.account.clone(),
        created: work.now,
        amount,
        fee,
        currency: charge.currency.clone(),
        kind,
        source: source.to_owned(),
    });
    id
}

/// Converts an amount to a movement's signed amount. The largest payment is far below the limit of
/// `i64`.
pub fn signed(amount: u64) -> i64 {
    i64::try_from(amount).unwrap_or(i64::MAX)
}

/// The books of one account in one currency, in minor units.
#[derive(Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Book {
    account: String,
    currency: String,
    /// The held amount that was neither captured nor released.
    held: u64,
    /// The captured amount.
    captured: i64,
    /// The refunded amount, with pending refunds and without failed ones.
    refunded: i64,
    /// The part of it that belongs to pending refunds.
    refunds_pending: u64,
    /// The amount that banks withdrew in open disputes.
    disputes_open: u64,
    /// The amount of lost disputes.
    disputes_lost: i64,
    /// The platform's fees.
    fees: u64,
    /// The refunded part of the platform's fees.
    fees_refunded: u64,
    /// The balance: captured, less refunded and withdrawn.
    balance: i64,
}

/// The books of all accounts and currencies.
pub fn books(work: &Work<'_>) -> Vec<Book> {
    let mut books = BTreeMap::<(String, String), Book>::new();
    let mut book = |account: String, currency: &str, change: &dyn Fn(&mut Book)| {
        let key = (account.clone(), currency.to_owned());
        let new = || Book { account, currency: currency.to_owned(), ..Book::default() };
        change(books.entry(key).or_insert_with(new));
    };
    for it in work.each::<Movement>() {
        book(it.account.to_string(), &it.currency, &|book| {
            book.balance += it.amount;
            book.fees += it.fee;
            match it.kind {
                MovementKind::Charge => book.captured += it.amount,
                MovementKind::Refund | MovementKind::RefundFailure => book.refunded -= it.amount,
                MovementKind::Dispute | MovementKind::DisputeReversal => {
                    book.disputes_lost -= it.amount;
                }
            }
        });
    }
    for it in work.each::<Intent>() {
        book(it.account.to_string(), &it.currency, &|book| book.held += it.capturable);
    }
    for it in work.each::<Refund>() {
        book(it.account.to_string(), &it.currency, &|book| {
            book.fees_refunded += it.fee_refunded;
            if it.status == RefundStatus::Pending {
                book.refunds_pending += it.amount;
            }
        });
    }
    for it in work.each::<Dispute>() {
        if it.status == DisputeStatus::NeedsResponse {
            book(it.account.to_string(), &it.currency, &|book| {
                book.disputes_open += it.amount;
                book.disputes_lost -= signed(it.amount);
            });
        }
    }
    books.into_values().collect()
}
