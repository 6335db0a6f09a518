//! Building the transaction in which a decision about orders is committed.
//!
//! A transaction consists of parts. Each part is an action on one item with a role, which says what
//! the part means for which order. [`Transaction::change`] converts every effect of a domain
//! [`Change`] into parts; the compiler checks that none is forgotten. Parts for one item are
//! combined. A failed condition is identified by its role, independent of the position of its
//! action.
//!
//! This module does not decide what follows from a failed condition: see [`super::unmet`] and the
//! callers.

use docket_domain::{
    Change, Draw, Order, OrderId, PaymentId, Redemption, RefundId, Voucher, VoucherCode,
};

use aws_sdk_dynamodb::types::AttributeValue;

use super::{
    stock_actions::{put_back, release, take},
    voucher_actions::{redeem, restore},
};
use crate::{
    Item, Store, StoreError,
    records::{
        HistoryRecord, OrderRecord, PROCESSING, RefundRecord, RequestMark, StoredOrder, WITHDRAWN,
        item,
    },
    table::{Action, Cancelled, Expression, Key, Outcome, Refused, keys, number},
};

/// The most actions of a transaction (service quota).
const MOST: usize = 100;

/// The role of a part: what it means for an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Role {
    /// The order itself, under its optimistic lock.
    Order(OrderId),
    /// A new order.
    NewOrder(OrderId),
    /// New stock that the order takes.
    Take(OrderId, Draw),
    /// Stock that is returned.
    Return,
    /// Stock that is taken again from the bucket that it was returned to.
    Retake(Draw),
    /// Stock that no longer counts as held.
    Release,
    /// Uses of a voucher that are given back.
    Restore(VoucherCode),
    /// A voucher that is redeemed.
    Redeem(VoucherCode),
    /// A payment, under its optimistic lock.
    Payment(PaymentId),
    /// A refund that is requested, or changed under its optimistic lock.
    Refund(RefundId),
    /// A refund that is withdrawn, on the condition that it has not begun.
    Withdraw(RefundId),
    /// Older lines of the order's history.
    History,
    /// The receipt of the request that changes the order.
    Receipt,
    /// The batch of the order.
    Batch,
    /// The count of a seller's batches of a day.
    BatchCount,
    /// The state of the buyer's phone.
    Contact,
    /// The counter of requested codes.
    CodeBudget,
}

/// The outcome of a transaction.
#[derive(Debug)]
pub(crate) enum Committed {
    /// It was committed.
    Done,
    /// Conditions failed, and nothing was committed.
    Refused(Vec<Failed>),
    /// It has more actions than a transaction may have, and was not sent.
    TooMany,
}

/// A part whose condition failed.
#[derive(Debug)]
pub(crate) struct Failed {
    /// The roles of the part; several if parts for one item were combined.
    pub roles: Vec<Role>,
    /// The current item.
    pub item: Option<Item>,
}

/// Limits and terms that the parts of a change depend on.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Bounds<'a> {
    /// For each draw that is taken, the most that its bucket may hold then. Empty when holds are
    /// not limited.
    pub limits: &'a [u64],
    /// The terms of redeemed vouchers that must still hold.
    pub terms: &'a [Voucher],
}

#[derive(Debug)]
struct Part {
    roles: Vec<Role>,
    key: Key,
    action: Action,
}

/// Parts that are committed in one transaction.
#[derive(Debug)]
pub(crate) struct Transaction {
    name: String,
    parts: Vec<Part>,
    most: usize,
}

impl Transaction {
    /// A transaction without parts, for the change with this random name.
    pub(crate) fn of(name: &str) -> Self {
        Self { name: name.to_owned(), parts: Vec::new(), most: MOST }
    }

    /// This transaction with one action reserved: stopping the order later may need an additional
    /// action for older history lines.
    pub(crate) const fn leaving_room(mut self) -> Self {
        self.most = MOST - 1;
        self
    }

    /// Adds a new order with the stock that it takes. `bounds` limits what each bucket may hold.
    /// `shards` is the number of partitions per month in the index of all orders.
    ///
    /// # Errors
    ///
    /// As [`Self::change`].
    pub(crate) fn place(
        self,
        stored: &StoredOrder,
        shards: u32,
        limits: &[u64],
    ) -> Result<Self, StoreError> {
        let order = &stored.order;
        let mut this = self.part(Role::NewOrder(order.id), Action::Create(stored.item(shards)?))?;
        for (nth, draw) in order.draws.iter().enumerate() {
            this = this.take(order, draw, limits.get(nth))?;
        }
        Ok(this)
    }

    /// Adds all effects of a change in this sequence: the order itself; stock that is taken,
    /// returned and taken again; vouchers that are given back and redeemed; holds that end; and
    /// lines that move out of the order's item.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when a record cannot be serialized, or two parts for one item cannot be
    /// combined.
    // Each field is named, so that the compiler reports a new or unused one here.
    #[deny(unused_variables)]
    pub(crate) fn change(
        self,
        before: &Order,
        change: &Change,
        bounds: Bounds<'_>,
    ) -> Result<Self, StoreError> {
        let Change {
            order,
            returned,
            released,
            taken,
            retaken,
            restored,
            redeemed,
            archived,
            refunds,
            withdrawn,
        } = change;
        let key = Key::new(keys::order(order.id.suffix()), keys::ORDER);
        let expression = changed(before, order)?;
        let mut this = self.part(Role::Order(order.id), Action::Update(key, expression))?;
        for (nth, draw) in taken.iter().enumerate() {
            this = this.take(order, draw, bounds.limits.get(nth))?;
        }
        for draw in returned {
            this = this.part(Role::Return, put_back(draw))?;
        }
        for draw in retaken {
            this = this.part(Role::Retake(draw.clone()), take(draw, None))?;
        }
        for redemption in restored {
            for action in restore(order, redemption) {
                this = this.part(Role::Restore(redemption.code.clone()), action)?;
            }
        }
        for redemption in redeemed {
            this = this.redeem(order, redemption, bounds.terms)?;
        }
        for draw in released {
            this = this.part(Role::Release, release(draw))?;
        }
        for refund in refunds {
            let key = Key::new(keys::order(order.id.suffix()), keys::refund(&refund.id));
            let create = Action::Update(key, created(&item(&RefundRecord::new(refund))?));
            this = this.part(Role::Refund(refund.id.clone()), create)?;
        }
        for refund in withdrawn {
            let key = Key::new(keys::order(order.id.suffix()), keys::refund(refund));
            let action = Action::Update(key, withdraw(order));
            this = this.part(Role::Withdraw(refund.clone()), action)?;
        }
        if !archived.is_empty() {
            let create = created(&item(&HistoryRecord::new(archived, order))?);
            let key = Key::new(keys::order(order.id.suffix()), keys::history(order.version));
            this = this.part(Role::History, Action::Update(key, create))?;
        }
        Ok(this)
    }

    fn take(self, order: &Order, draw: &Draw, limit: Option<&u64>) -> Result<Self, StoreError> {
        self.part(Role::Take(order.id, draw.clone()), take(draw, limit.copied()))
    }

    /// Redeems a voucher of an order, on the condition that its terms are those in `terms`, if they
    /// contain it.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the voucher is redeemed twice.
    pub(crate) fn redeem(
        mut self,
        order: &Order,
        redemption: &Redemption,
        terms: &[Voucher],
    ) -> Result<Self, StoreError> {
        let terms = terms.iter().find(|it| it.id.code == redemption.code);
        for action in redeem(order, redemption, terms) {
            self = self.part(Role::Redeem(redemption.code.clone()), action)?;
        }
        Ok(self)
    }

    /// Adds a part. If there is a part for this item already, both are combined.
    ///
    /// # Errors
    ///
    /// [`StoreError::Unavailable`] when both are for one item and cannot be combined.
    pub(crate) fn part(self, role: Role, action: Action) -> Result<Self, StoreError> {
        let end = self.parts.len();
        self.insert(end, role, action)
    }

    /// Adds a part after the first one.
    ///
    /// # Errors
    ///
    /// As [`Self::part`].
    pub(crate) fn second(self, role: Role, action: Action) -> Result<Self, StoreError> {
        let place = self.parts.len().min(1);
        self.insert(place, role, action)
    }

    fn insert(mut self, place: usize, role: Role, action: Action) -> Result<Self, StoreError> {
        let key = action.key();
        let Some(same) = self.parts.iter_mut().find(|part| part.key == key) else {
            self.parts.insert(place, Part { roles: vec![role], key, action });
            return Ok(self);
        };
        let Some(both) = same.action.clone().and(action) else {
            let problem = format!("{role:?} and {:?} do not add up", same.roles);
            return Err(StoreError::Unavailable(problem));
        };
        same.action = both;
        same.roles.push(role);
        Ok(self)
    }

    /// Commits all parts or none. A single part is written with a plain update, which costs half as
    /// much as a transaction.
    ///
    /// `plan` distinguishes the transactions of one change: DynamoDB recognizes a repeated
    /// transaction by a token of the change's name and this number, and a repeated transaction must
    /// have equal parts.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer or is too contended.
    pub(crate) async fn commit(self, store: &Store, plan: usize) -> Result<Committed, StoreError> {
        if self.parts.len() > self.most {
            return Ok(Committed::TooMany);
        }
        let token = self.token(plan);
        let parts = match <[Part; 1]>::try_from(self.parts) {
            Ok([part]) => match (part.roles.as_slice(), part.action) {
                (
                    [Role::Order(_) | Role::Payment(_) | Role::Refund(_)],
                    Action::Update(key, expression),
                ) => {
                    return Box::pin(update(store, part.roles, key, expression)).await;
                }
                (_, action) => vec![Part { action, ..part }],
            },
            Err(parts) => parts,
        };
        let (mut roles, mut actions) = (Vec::new(), Vec::new());
        for part in parts {
            roles.push(part.roles);
            actions.push(part.action.write(store.table())?);
        }
        // The SDK's futures are large, and this one is part of many others.
        match Box::pin(store.transact(actions, &token)).await {
            Ok(()) => Ok(Committed::Done),
            Err(Cancelled::Other(error)) => Err(error),
            Err(Cancelled::Conditions(outcomes)) => {
                let failed = |(roles, outcome)| match outcome {
                    Outcome::Held => None,
                    Outcome::Failed(item) => Some(Failed { roles, item }),
                };
                let failed = roles.into_iter().zip(outcomes).filter_map(failed);
                Ok(Committed::Refused(failed.collect()))
            }
        }
    }

    /// The token has at most 36 characters (DynamoDB quota), of which 12 are the change's name.
    fn token(&self, plan: usize) -> String {
        format!("{}-{plan}", self.name)
    }
}

async fn update(
    store: &Store,
    roles: Vec<Role>,
    Key { pk, sk }: Key,
    expression: Expression,
) -> Result<Committed, StoreError> {
    match store.write(store.update(pk, &sk, expression)).await {
        Ok(_) => Ok(Committed::Done),
        Err(Refused::Other(error)) => Err(error),
        Err(Refused::Condition(found)) => {
            let item = found.map(|item| *item);
            Ok(Committed::Refused(vec![Failed { roles, item }]))
        }
    }
}

/// Creates an item with an update, because functions that change orders have no permission to put
/// items.
fn created(item: &Item) -> Expression {
    let mut create = Expression::between(&Item::new(), item);
    create.only_if_absent(keys::PK);
    create
}

/// Withdraws a refund, on the condition that it has not begun.
fn withdraw(order: &Order) -> Expression {
    let mut expression = Expression::default();
    expression
        .set("st", AttributeValue::S(WITHDRAWN.to_owned()))
        .set("ch", number(order.updated_at().as_millisecond()))
        .add("v", 1)
        .remove(keys::DEADLINE_INDEX.partition)
        .remove(keys::DEADLINE_INDEX.sort)
        .remove("nx")
        .only_if("st", "<>", AttributeValue::S(PROCESSING.to_owned()));
    expression
}

/// The error for a change that has more actions than a transaction may have.
pub(crate) fn too_many() -> StoreError {
    StoreError::Unavailable("the change has too many parts".to_owned())
}

/// The update that turns `old` into `new` under the optimistic lock. The condition includes the
/// hold's send number, because resending a code does not change the version but invalidates a
/// decision about the former code.
pub(crate) fn changed(old: &Order, new: &Order) -> Result<Expression, StoreError> {
    // The request's mark and the partition in the index of all orders never change, so any values
    // are right here.
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

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]
mod tests;
