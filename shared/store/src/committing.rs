//! Committing what the domain decided about an order.

use aws_sdk_dynamodb::types::{AttributeValue, TransactWriteItem};
use docket_domain::{Actor, Change, ContactState, Draw, Hold, Order, OrderId, VoucherCode};
use jiff::Timestamp;

use crate::{
    Budget, Item, RequestMark, Shortage, Store, StoreError,
    actions::{create_action, update_action},
    changes::Expression,
    db::{Cancelled, Outcome, Refused, number},
    keys,
    placing::{available, taking},
    records::{Bytes, HistoryRecord, OrderRecord, ReceiptRecord, StoredOrder, item, read},
};

/// What became of a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Commit {
    /// It is committed.
    Done,
    /// Somebody else changed the order first: read and decide again.
    Stale,
    /// The stock that it takes again is not there; with every line that is
    /// short.
    Short(Vec<Shortage>),
    /// A voucher that it redeems again is used up.
    VoucherGone,
    /// This voucher has fewer uses on record than the order would give back.
    VoucherUses(VoucherCode),
}

/// What an action of a change's transaction does, by which a failed condition
/// is understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Effect {
    Order,
    /// Stock that goes back or is no longer held; or lines that leave the history.
    Beside,
    Takes(Draw),
    Restores(VoucherCode),
    Redeems(VoucherCode),
}

/// The actions of a transaction, each with what it does.
#[derive(Debug, Default)]
pub(crate) struct Actions(Vec<(Effect, TransactWriteItem)>);

impl Actions {
    pub(crate) fn push(&mut self, effect: Effect, write: TransactWriteItem) {
        self.0.push((effect, write));
    }

    pub(crate) fn extend(&mut self, effect: &Effect, writes: Vec<TransactWriteItem>) {
        self.0.extend(writes.into_iter().map(|write| (effect.clone(), write)));
    }

    pub(crate) const fn len(&self) -> usize {
        self.0.len()
    }

    /// What they do, and what is to be written.
    pub(crate) fn split(self) -> (Vec<Effect>, Vec<TransactWriteItem>) {
        self.0.into_iter().unzip()
    }
}

/// The effects whose conditions failed, each with the item that it met.
pub(crate) fn failed(effects: Vec<Effect>, outcomes: Vec<Outcome>) -> Vec<(Effect, Option<Item>)> {
    let failed = |(effect, outcome)| match outcome {
        Outcome::Held => None,
        Outcome::Failed(found) => Some((effect, found)),
    };
    effects.into_iter().zip(outcomes).filter_map(failed).collect()
}

/// The first voucher that could not be given back.
pub(crate) fn unrestored(failed: &[(Effect, Option<Item>)]) -> Option<&VoucherCode> {
    failed.iter().find_map(|(effect, _)| match effect {
        Effect::Restores(code) => Some(code),
        Effect::Order | Effect::Beside | Effect::Takes(_) | Effect::Redeems(_) => None,
    })
}

/// What became of something that was decided on a version and saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Saved {
    /// It is saved.
    Done,
    /// Somebody else changed it first: read and decide again.
    Stale,
}

/// The request that a change is recorded for.
#[derive(Debug)]
pub struct Recorded<'a> {
    /// The name of its receipt, the same for a repeat.
    pub receipt: &'a str,
    /// The request.
    pub mark: RequestMark,
    /// Who sent it.
    pub actor: &'a Actor,
    /// When.
    pub now: Timestamp,
}

impl Store {
    /// Commits a change of `old`, with the stock that it moves, or nothing. A
    /// step that was made before leaves the version, and writes nothing.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer or is too contended.
    pub async fn commit(&self, old: &Order, change: &Change) -> Result<Commit, StoreError> {
        if change.order.version == old.version {
            return Ok(Commit::Done);
        }
        if change.is_plain() {
            let expression = changed(old, &change.order)?;
            let update = self.update(keys::order(old.id.suffix()), keys::ORDER, expression);
            return match self.write(update).await {
                Ok(_) => Ok(Commit::Done),
                Err(Refused::Other(error)) => Err(error),
                Err(Refused::Condition(found)) => settle(found.map(|item| *item), &change.order),
            };
        }
        let (effects, actions) = self.change_actions(old, change).await?.split();
        match self.transact(actions, change_of(&change.order)).await {
            Ok(()) => Ok(Commit::Done),
            Err(Cancelled::Other(error)) => Err(error),
            Err(Cancelled::Conditions(outcomes)) => refused(failed(effects, outcomes), change),
        }
    }

    /// All that a change writes: the order itself, then what moves with it.
    pub(crate) async fn change_actions(
        &self,
        old: &Order,
        change: &Change,
    ) -> Result<Actions, StoreError> {
        let expression = changed(old, &change.order)?;
        let pk = keys::order(old.id.suffix());
        let mut actions = Actions::default();
        actions.push(Effect::Order, update_action(self.table(), pk, keys::ORDER, expression)?);
        for draw in &change.returned {
            actions.push(Effect::Beside, self.put_back(draw, change.released.contains(draw))?);
        }
        for draw in &change.retaken {
            actions.push(Effect::Takes(draw.clone()), self.take(draw)?);
        }
        for redemption in &change.restored {
            let effect = Effect::Restores(redemption.code.clone());
            actions.extend(&effect, self.restore(&change.order, redemption)?);
        }
        for redemption in &change.redeemed {
            let terms = self.limiting_terms(&change.order, redemption).await?;
            let effect = Effect::Redeems(redemption.code.clone());
            actions.extend(&effect, self.redeem(&change.order, redemption, terms.as_ref())?);
        }
        for draw in change.released.iter().filter(|draw| !change.returned.contains(draw)) {
            actions.push(Effect::Beside, self.release(draw)?);
        }
        if let Some(write) = self.archive(change)? {
            actions.push(Effect::Beside, write);
        }
        Ok(actions)
    }

    /// Commits a change together with the receipt of the request that made
    /// it, so that a repeat is recognised. The change moves no stock.
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
        let expression = changed(old, &change.order)?;
        let pk = keys::order(old.id.suffix());
        let receipt = receipt_of(recorded, old.id);
        let mut actions = vec![
            update_action(self.table(), pk, keys::ORDER, expression)?,
            create_action(self.table(), item(&receipt)?)?,
        ];
        actions.extend(self.archive(change)?);
        match self.transact(actions, change_of(&change.order)).await {
            Ok(()) => Ok(Saved::Done),
            Err(Cancelled::Other(error)) => Err(error),
            // A receipt that is there says that the same request was first.
            Err(Cancelled::Conditions(outcomes)) => {
                let ours = match outcomes.into_iter().next() {
                    Some(Outcome::Failed(found)) => is_ours(found, &change.order)?,
                    Some(Outcome::Held) | None => false,
                };
                Ok(if ours { Saved::Done } else { Saved::Stale })
            }
        }
    }

    /// Keeps the lines that leave the order's history beside it. An update
    /// creates the item, so that who may change an order may do this too.
    pub(crate) fn archive(&self, change: &Change) -> Result<Option<TransactWriteItem>, StoreError> {
        if change.archived.is_empty() {
            return Ok(None);
        }
        let order = &change.order;
        let mut create =
            Expression::between(&Item::new(), &item(&HistoryRecord::new(&change.archived, order))?);
        create.only_if_absent(keys::PK);
        let pk = keys::order(order.id.suffix());
        update_action(self.table(), pk, &keys::history(order.version), create).map(Some)
    }

    /// Takes stock out of its bucket, if it is there.
    pub(crate) fn take(&self, draw: &Draw) -> Result<TransactWriteItem, StoreError> {
        let pk = keys::bucket(&draw.product, draw.bucket);
        update_action(self.table(), pk, keys::BUCKET, taking(draw))
    }

    /// Puts stock back into its bucket, where it no longer counts as held if
    /// it did.
    pub(crate) fn put_back(
        &self,
        draw: &Draw,
        held: bool,
    ) -> Result<TransactWriteItem, StoreError> {
        let mut back = Expression::default();
        back.add("av", draw.quantity).add("rt", draw.quantity);
        if held {
            back.subtract("he", draw.quantity);
        }
        self.touch(draw, back)
    }

    /// Counts stock as held no longer: it is sold.
    fn release(&self, draw: &Draw) -> Result<TransactWriteItem, StoreError> {
        let mut release = Expression::default();
        release.subtract("he", draw.quantity);
        self.touch(draw, release)
    }

    /// Changes a bucket that there is, whatever it holds.
    fn touch(&self, draw: &Draw, mut change: Expression) -> Result<TransactWriteItem, StoreError> {
        let pk = keys::bucket(&draw.product, draw.bucket);
        change.only_if(keys::PK, "=", AttributeValue::S(pk.clone()));
        update_action(self.table(), pk, keys::BUCKET, change)
    }

    /// Commits that another code is sent for an order, and counts it against
    /// the phone and in `budget`. No change of the order: its version stays.
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
        let resent = Order { hold: Some(*hold), ..order.clone() };
        let expression = changed(order, &resent)?;
        let pk = keys::order(order.id.suffix());
        let mut actions = vec![
            update_action(self.table(), pk, keys::ORDER, expression)?,
            self.contact_action(contact.0, contact.1, now)?,
        ];
        actions.extend(self.count_source(budget)?);
        match self.transact(actions, token).await {
            Ok(()) => Ok(Saved::Done),
            Err(Cancelled::Conditions(_)) => Ok(Saved::Stale),
            Err(Cancelled::Other(error)) => Err(error),
        }
    }
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

/// Why a transaction was refused. Whether the order changed is asked first:
/// then nothing else counts.
fn refused(failed: Vec<(Effect, Option<Item>)>, change: &Change) -> Result<Commit, StoreError> {
    if let Some(code) = unrestored(&failed)
        && failed.iter().all(|(effect, _)| *effect != Effect::Order)
    {
        return Ok(Commit::VoucherUses(code.clone()));
    }
    let (mut short, mut gone) = (Vec::new(), false);
    for (effect, found) in failed {
        match effect {
            Effect::Order => return settle(found, &change.order),
            Effect::Takes(draw) => short.push(Shortage {
                product: draw.product,
                requested: draw.quantity,
                available: found.as_ref().map_or(0, available),
            }),
            Effect::Redeems(_) => gone = true,
            Effect::Beside | Effect::Restores(_) => {}
        }
    }
    if !short.is_empty() {
        Ok(Commit::Short(short))
    } else if gone {
        Ok(Commit::VoucherGone)
    } else {
        Err(StoreError::Unavailable("a stock item is gone".to_owned()))
    }
}

/// The update that turns `old` into `new`, if nobody changed it meanwhile.
/// The hold's send number is part of the condition: resending is no change of
/// the version, but makes a decision about the former code stale.
pub(crate) fn changed(old: &Order, new: &Order) -> Result<Expression, StoreError> {
    // The request's mark and the index of all orders never change, so any do.
    let record = |order: &Order| {
        let mark = RequestMark { caller: [0; 16], body: [0; 16] };
        item(&OrderRecord::new(&StoredOrder { order: order.clone(), mark }, 1))
    };
    let mut expression = Expression::between(&record(old)?, &record(new)?);
    expression.only_if("v", "=", number(old.version));
    if let Some(hold) = &old.hold {
        expression.only_if("sn", "=", number(hold.send.number));
    }
    Ok(expression)
}

/// The name of the newest change.
fn change_of(order: &Order) -> &str {
    order.timeline.last().map_or("", |entry| entry.change.as_str())
}

/// A failed condition may be our own write, whose answer was lost.
pub(crate) fn settle(found: Option<Item>, new: &Order) -> Result<Commit, StoreError> {
    Ok(if is_ours(found, new)? { Commit::Done } else { Commit::Stale })
}

fn is_ours(found: Option<Item>, new: &Order) -> Result<bool, StoreError> {
    let Some(found) = found else { return Ok(false) };
    let stored: StoredOrder = read::<OrderRecord, _>(found)?;
    Ok(stored.order.timeline.iter().any(|entry| entry.change.as_str() == change_of(new)))
}
