//! Movements of an account's balance, and the stand-in's own books, which are their sums.
//!
//! The books are made of movements alone, so that they can be held against the charges, refunds and disputes.

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

/// An amount as a movement has it. The largest payment is far below the limit of `i64`.
pub fn signed(amount: u64) -> i64 {
    i64::try_from(amount).unwrap_or(i64::MAX)
}

/// The books of one account in one currency, in minor units.
#[derive(Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Book {
    account: String,
    currency: String,
    /// Held, and neither taken nor released.
    held: u64,
    /// Taken.
    captured: i64,
    /// Given back, refunds under way included and failed ones not.
    refunded: i64,
    /// Of it, refunds that were not made yet.
    refunds_pending: u64,
    /// Taken back by banks in disputes that are not decided.
    disputes_open: u64,
    /// Taken back by banks for good.
    disputes_lost: i64,
    /// The platform's share of what was taken.
    fees: u64,
    /// What the platform gave back of its share.
    fees_refunded: u64,
    /// What is left: taken, less what was given or taken back.
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
