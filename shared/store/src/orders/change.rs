//! Committing a change of one order.

use docket_domain::{Actor, Change, ContactState, Hold, Order, OrderId};
use jiff::Timestamp;

use super::{
    outcome::Commit,
    transaction::{Bounds, Committed, Role, Transaction, changed, too_many},
    unmet::{Unmet, unknown},
};
use crate::{
    Budget, RequestMark, Saved, Store, StoreError,
    people::contact_action,
    records::{Bytes, ReceiptRecord, item},
    table::{Action, Key, keys},
};

/// The request that a change is recorded for.
#[derive(Debug)]
pub struct Recorded<'a> {
    /// The name of its receipt. A repeated request has an equal name.
    pub receipt: &'a str,
    /// The mark that identifies the request.
    pub mark: RequestMark,
    /// The actor who sent it.
    pub actor: &'a Actor,
    /// The time.
    pub now: Timestamp,
}

impl Store {
    /// Commits a change of `old` with all of its effects on stock in one transaction. A change that
    /// leaves the version unchanged writes nothing.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer or is too contended.
    pub async fn commit(&self, old: &Order, change: &Change) -> Result<Commit, StoreError> {
        if change.order.version == old.version {
            return Ok(Commit::Done);
        }
        let name = change_of(&change.order);
        let transaction = self.and_change(Transaction::of(name), old, change, &[]).await?;
        match transaction.commit(self, 0).await? {
            Committed::Done => Ok(Commit::Done),
            Committed::TooMany => Err(too_many()),
            Committed::Refused(failed) => refused(&Unmet::of(failed), old.id, name),
        }
    }

    /// Commits a change together with the receipt of its request, so that a repeated request is
    /// recognized. The change must not affect stock.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer or is too contended.
    pub async fn commit_once(
        &self,
        old: &Order,
        change: &Change,
        recorded: &Recorded<'_>,
    ) -> Result<Saved, StoreError> {
        let (name, receipt) = (change_of(&change.order), receipt_of(recorded, old.id));
        let transaction = self
            .and_change(Transaction::of(name), old, change, &[])
            .await?
            .second(Role::Receipt, Action::Create(item(&receipt)?))?;
        match transaction.commit(self, 0).await? {
            Committed::Done => Ok(Saved::Done),
            Committed::TooMany => Err(too_many()),
            // An existing receipt means that an earlier try of this request was committed.
            Committed::Refused(failed) => saved(&Unmet::of(failed), old.id, name),
        }
    }

    /// Adds a change of an order to a transaction, with the terms of vouchers that it redeems again
    /// and the limits of stock that it takes.
    pub(crate) async fn and_change(
        &self,
        transaction: Transaction,
        old: &Order,
        change: &Change,
        limits: &[u64],
    ) -> Result<Transaction, StoreError> {
        let mut terms = Vec::new();
        for redemption in &change.redeemed {
            terms.extend(self.limiting_terms(&change.order, redemption).await?);
        }
        transaction.change(old, change, Bounds { limits, terms: &terms })
    }

    /// Commits that another code is sent for an order, and counts it for the phone and in `budget`.
    /// The order's version does not change.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer or is too contended.
    pub async fn resend(
        &self,
        order: &Order,
        hold: &Hold,
        contact: (Option<&ContactState>, &ContactState),
        budget: &Budget,
        token: &str,
        now: Timestamp,
    ) -> Result<Saved, StoreError> {
        let resent = order.resent(*hold);
        let key = Key::new(keys::order(order.id.suffix()), keys::ORDER);
        let update = Action::Update(key, changed(order, &resent)?);
        let mut transaction = Transaction::of(token)
            .part(Role::Order(order.id), update)?
            .part(Role::Contact, contact_action(contact.0, contact.1, now)?)?;
        if let Some(count) = budget.count_source() {
            transaction = transaction.part(Role::CodeBudget, count)?;
        }
        match transaction.commit(self, 0).await? {
            Committed::Done => Ok(Saved::Done),
            Committed::TooMany => Err(too_many()),
            // The order's item does not show which request changed its send number.
            Committed::Refused(failed) => Unmet::of(failed).ensure_any().map(|()| Saved::Stale),
        }
    }
}

/// Why a change was refused. If the order itself changed, other failed conditions do not matter.
fn refused(unmet: &Unmet, order: OrderId, name: &str) -> Result<Commit, StoreError> {
    if let Some(ours) = unmet.is_ours(order, name)? {
        return Ok(if ours { Commit::Done } else { Commit::Stale });
    }
    if let Some(code) = unmet.unrestored.first() {
        return Ok(Commit::VoucherUses(code.clone()));
    }
    let short = unmet.shortages();
    if !short.is_empty() {
        Ok(Commit::Short(short))
    } else if unmet.unredeemed {
        Ok(Commit::VoucherGone)
    } else if unmet.stale {
        // A refund that the change withdraws has begun.
        Ok(Commit::Stale)
    } else if unmet.gone {
        Err(StoreError::Unavailable("a stock item is gone".to_owned()))
    } else {
        Err(unknown())
    }
}

/// The outcome of a refused change of several orders. If `first` shows that this change was
/// committed before, all of them were.
pub(super) fn saved(unmet: &Unmet, first: OrderId, name: &str) -> Result<Saved, StoreError> {
    unmet.ensure_any()?;
    Ok(if unmet.is_ours(first, name)? == Some(true) { Saved::Done } else { Saved::Stale })
}

/// The name of the newest change.
pub(super) fn change_of(order: &Order) -> &str {
    order.timeline.last().map_or("", |entry| entry.change.as_str())
}

/// The receipt of a request that changed an order, and perhaps others with it.
pub(crate) fn receipt_of(recorded: &Recorded<'_>, order: OrderId) -> ReceiptRecord {
    ReceiptRecord {
        pk: keys::receipt(recorded.receipt),
        sk: keys::RECEIPT.to_owned(),
        about: order.to_string(),
        ch: 0,
        no: String::new(),
        by: format!("{}:{}", recorded.actor.role().name(), recorded.actor.id()),
        at: recorded.now.as_millisecond(),
        gs: None,
        k: None,
        ih: Bytes(recorded.mark.caller),
        rh: Bytes(recorded.mark.body),
    }
}
