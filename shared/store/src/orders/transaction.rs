//! The one transaction that a decision about orders is committed in.
//!
//! It is made of parts: an action on one item, and its role, which says what
//! the part is to which order. [`Transaction::change`] turns every effect of a
//! domain [`Change`] into parts and can forget none. Parts about the same item
//! become one. A condition that fails is known by its role, wherever its action
//! stands.
//!
//! What follows from a failed condition is not decided here: see
//! [`super::met`] and the callers.

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

/// What a part of a transaction is to an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Role {
    /// The order itself, as it was decided on.
    Order(OrderId),
    /// An order that there is not yet.
    NewOrder(OrderId),
    /// Stock that is taken for it, from wherever there is some.
    Take(OrderId, Draw),
    /// Stock that goes back.
    Return,
    /// Stock that is taken again, from where it came.
    Retake(Draw),
    /// Stock that no longer counts as held.
    Release,
    /// A voucher that may be redeemed once more.
    Restore(VoucherCode),
    /// A voucher that is redeemed.
    Redeem(VoucherCode),
    /// A payment, as it was decided on.
    Payment(PaymentId),
    /// A refund that is asked for, or that changes as it was decided on.
    Refund(RefundId),
    /// A refund that is withdrawn, unless it was begun.
    Withdraw(RefundId),
    /// Older lines of its history.
    History,
    /// The receipt of the request that changes it.
    Receipt,
    /// The batch that it is in.
    Batch,
    /// The count of a seller's batches of a day.
    BatchCount,
    /// What is known of its buyer's phone.
    Contact,
    /// The count of codes that were asked for.
    CodeBudget,
}

/// What became of a transaction.
#[derive(Debug)]
pub(crate) enum Committed {
    /// All of it is done.
    Done,
    /// Conditions failed, and nothing is done.
    Refused(Vec<Failed>),
    /// It has more actions than a transaction takes, and was not tried.
    TooMany,
}

/// A part whose condition failed.
#[derive(Debug)]
pub(crate) struct Failed {
    /// Its role; several where parts about one item became one.
    pub roles: Vec<Role>,
    /// The item as it is.
    pub item: Option<Item>,
}

/// What the parts of a change depend on beside it.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Bounds<'a> {
    /// For each draw that is taken, the most that its bucket may then hold;
    /// none where holds are not limited.
    pub limits: &'a [u64],
    /// The terms of vouchers that are redeemed, where they matter.
    pub terms: &'a [Voucher],
}

#[derive(Debug)]
struct Part {
    roles: Vec<Role>,
    key: Key,
    action: Action,
}

/// Parts that are committed together or not at all.
#[derive(Debug)]
pub(crate) struct Transaction {
    name: String,
    parts: Vec<Part>,
    most: usize,
}

impl Transaction {
    /// One without parts, of the change with this random name.
    pub(crate) fn of(name: &str) -> Self {
        Self { name: name.to_owned(), parts: Vec::new(), most: MOST }
    }

    /// The same with an action left free, for the older lines of the history
    /// that whatever stops the order may have to move out of it.
    pub(crate) const fn leaving_room(mut self) -> Self {
        self.most = MOST - 1;
        self
    }

    /// A new order with the stock that it takes; for each draw, the most that
    /// its bucket may then hold, where holds are limited. A month of all orders
    /// is spread over so many partitions.
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

    /// All that a change of an order does, in this order: the order itself,
    /// stock that is taken, returned and taken again, vouchers that are given
    /// back and redeemed, holds that end, and lines that leave the history.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when a record cannot be written, or two parts about one
    /// item do not add up.
    // Each field is named, so that a new one is an error here, as is one that is not used.
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

    /// Redeems a voucher of an order, under the terms of that code.
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

    /// Adds a part, or adds it to the one that is about the same item.
    ///
    /// # Errors
    ///
    /// [`StoreError::Unavailable`] when both are about one item and do not add
    /// up.
    pub(crate) fn part(self, role: Role, action: Action) -> Result<Self, StoreError> {
        let end = self.parts.len();
        self.insert(end, role, action)
    }

    /// Adds a part right behind the first one.
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

    /// Commits all parts or none. A lone order is one plain update, which
    /// costs half of a transaction.
    ///
    /// `plan` tells transactions of one change from each other: the service
    /// knows a repeat by the change's name and this number, and a repeat must
    /// not have other parts.
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
        // The service's futures are large, and this one is part of many.
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

    /// At most 36 characters (service quota), of which a change's name has 12.
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

/// The update that creates an item, so that who may change an order may do this too.
fn created(item: &Item) -> Expression {
    let mut create = Expression::between(&Item::new(), item);
    create.only_if_absent(keys::PK);
    create
}

/// Withdraws a refund that is not begun.
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

/// A change that has more actions than a transaction takes, where nothing less
/// can be committed.
pub(crate) fn too_many() -> StoreError {
    StoreError::Unavailable("the change has too many parts".to_owned())
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

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]
mod tests;
