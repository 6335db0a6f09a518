//! The commands on a batch. Each command moves the batch and its orders in one decision.

use super::{Batch, BatchChange, BatchDriver, BatchRefusal, BatchStatus, candidates::named};
use crate::{Actor, Change, Command, Lifecycle, Order, OrderId, Phase, Stamp, Text};

/// A command on a batch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BatchCommand {
    /// The driver picks the batch up.
    PickUp {
        /// Whether orders that are not ready leave the batch. Otherwise such orders refuse the
        /// pickup.
        partial: bool,
    },
    /// Every order that is out for delivery was delivered, and the batch is completed.
    Complete,
    /// Changes the delivery sequence: every order of the batch with its position, from 1.
    Sequence(Vec<(OrderId, u32)>),
    /// Assigns a driver, or replaces the present one.
    Reassign(BatchDriver),
    /// Cancels the batch. Its orders may then go into other batches.
    Cancel {
        /// Why.
        reason: Option<Text<1000>>,
    },
    /// Picks up or delivers one order of the batch.
    Step {
        /// The order.
        order: OrderId,
        /// The name of the wanted status.
        to: String,
        /// The note for the order's timeline.
        note: Option<Text<1000>>,
        /// Why.
        reason: Option<Text<1000>>,
    },
}

impl Batch {
    /// The statuses to which drivers may move an order. For a lifecycle without such steps these
    /// are the steps of all other lifecycles: the order then refuses them as unknown statuses.
    #[must_use]
    pub fn steps_of(order: &Order) -> Vec<&'static str> {
        let own: Vec<_> = order.lifecycle.drivers_steps().collect();
        if own.is_empty() { Lifecycle::all_drivers_steps() } else { own }
    }

    /// Whether an order's transition to `status` changes its batch too.
    #[must_use]
    pub fn follows(order: &Order, status: &str) -> bool {
        order.lifecycle.drivers_steps().any(|step| step == status)
    }

    /// Decides a command. `orders` are the orders of the batch; [`BatchCommand::Step`] needs only
    /// the order that it names.
    ///
    /// # Errors
    ///
    /// [`BatchRefusal`] with the reason.
    pub fn apply(
        &self,
        command: &BatchCommand,
        orders: &[Order],
        actor: &Actor,
        stamp: &Stamp,
    ) -> Result<BatchChange, BatchRefusal> {
        let drives = self.is_driven_by(actor) || matches!(actor, Actor::Admin(_));
        let manages = actor.manages(&self.seller);
        let may = match command {
            BatchCommand::PickUp { .. } | BatchCommand::Complete | BatchCommand::Step { .. } => {
                drives
            }
            BatchCommand::Sequence(_) => drives || manages,
            BatchCommand::Reassign(_) | BatchCommand::Cancel { .. } => manages,
        };
        if !may {
            return Err(BatchRefusal::Forbidden);
        }
        if *command == BatchCommand::Complete && self.status == BatchStatus::Completed {
            return Ok(self.as_it_is());
        }
        if !self.status.is_living() {
            return Err(BatchRefusal::Over(self.status));
        }
        let orders: Vec<&Order> = orders.iter().filter(|order| self.has(order)).collect();
        let mut change = match command {
            BatchCommand::PickUp { partial } => self.pick_up(&orders, *partial, actor, stamp),
            BatchCommand::Complete => self.complete(&orders, actor, stamp),
            BatchCommand::Sequence(places) => self.sequence_as(&orders, places, stamp),
            BatchCommand::Reassign(driver) => Ok(self.reassign(&orders, driver, stamp)),
            BatchCommand::Cancel { reason } => self.cancel(&orders, reason.clone(), stamp),
            BatchCommand::Step { order, to, note, reason } => {
                let order = orders.into_iter().find(|it| it.id == *order);
                let order = order.ok_or(BatchRefusal::Forbidden)?;
                let (note, reason) = (note.clone(), reason.clone());
                let command = Command::Move { to: to.clone(), note, reason };
                return self.step(order, &command, to, (actor, stamp));
            }
        }?;
        if change.batch.version > self.version {
            change.batch.estimate = change.batch.estimate(orders.iter().copied());
        }
        Ok(change)
    }

    /// The empty change, for a command whose effect is in place already.
    pub(super) fn as_it_is(&self) -> BatchChange {
        BatchChange { batch: self.clone(), orders: Vec::new() }
    }

    /// Whether `order` is still in this batch.
    pub(super) fn has(&self, order: &Order) -> bool {
        order.delivery.as_ref().is_some_and(|it| it.batch == self.id)
    }

    fn pick_up(
        &self,
        orders: &[&Order],
        partial: bool,
        actor: &Actor,
        stamp: &Stamp,
    ) -> Result<BatchChange, BatchRefusal> {
        if self.driver.is_none() {
            return Err(BatchRefusal::NoDriver);
        }
        let ready = |order: &Order| order.status.phase == Phase::Ready;
        if !partial {
            named(orders, |order| !is_early(order)).map_err(BatchRefusal::Unready)?;
        }
        if !orders.iter().any(|order| ready(order)) {
            let picked_up = self.status.is_under_way() && !orders.iter().any(|it| is_early(it));
            let refused = Err(BatchRefusal::NothingToPickUp);
            return if picked_up { Ok(self.as_it_is()) } else { refused };
        }
        let mut next = self.next(BatchStatus::PickedUp, stamp);
        next.picked_up_at = self.picked_up_at.or(Some(stamp.now));
        if self.status == BatchStatus::InProgress {
            next.status = BatchStatus::InProgress;
        }
        // Orders that are not ready may go into another batch; the others move up in the sequence.
        let left: Vec<OrderId> =
            orders.iter().filter(|order| is_early(order)).map(|order| order.id).collect();
        next.orders.retain(|id| !left.contains(id));
        let mut changes = Vec::new();
        for order in orders {
            if is_early(order) {
                changes.push(((*order).clone(), order.assign(None)));
            } else if ready(order) {
                let mut change = moved(order, order.lifecycle.steps.pick_up, actor, stamp)?;
                change.order = change.order.placed_in(next.assignment(order.id));
                changes.push(((*order).clone(), change));
            } else {
                changes.extend(next.placed(order));
            }
        }
        Ok(BatchChange { batch: next, orders: changes })
    }

    fn complete(
        &self,
        orders: &[&Order],
        actor: &Actor,
        stamp: &Stamp,
    ) -> Result<BatchChange, BatchRefusal> {
        if !self.status.is_under_way() {
            return Err(BatchRefusal::NotPickedUp(self.status));
        }
        let left: Vec<&Order> =
            orders.iter().copied().filter(|order| !order.status.phase.is_closed()).collect();
        let (mut changes, mut failed) = (Vec::new(), Vec::new());
        for order in left {
            match moved(order, order.lifecycle.steps.deliver, actor, stamp) {
                Ok(change) => changes.push((order.clone(), change)),
                Err(_) => failed.push(order.id),
            }
        }
        if !failed.is_empty() {
            return Err(BatchRefusal::Undelivered(failed));
        }
        let mut next = self.next(BatchStatus::Completed, stamp);
        next.completed_at = Some(stamp.now);
        Ok(BatchChange { batch: next, orders: changes })
    }

    fn sequence_as(
        &self,
        orders: &[&Order],
        places: &[(OrderId, u32)],
        stamp: &Stamp,
    ) -> Result<BatchChange, BatchRefusal> {
        let mut sorted = places.to_vec();
        sorted.sort_by_key(|(_, place)| *place);
        let in_turn = sorted.iter().zip(1_u32..).all(|((_, place), turn)| *place == turn);
        let has = |id: &OrderId| places.iter().any(|(it, _)| it == id);
        if !in_turn || places.len() != self.orders.len() || !self.orders.iter().all(has) {
            return Err(BatchRefusal::NotAPermutation);
        }
        let mut next = self.next(self.status, stamp);
        next.orders = sorted.into_iter().map(|(id, _)| id).collect();
        Ok(next.with_places(orders))
    }

    fn reassign(&self, orders: &[&Order], driver: &BatchDriver, stamp: &Stamp) -> BatchChange {
        let status = match self.status {
            BatchStatus::Pending => BatchStatus::Assigned,
            BatchStatus::Assigned
            | BatchStatus::PickedUp
            | BatchStatus::InProgress
            | BatchStatus::Completed
            | BatchStatus::Cancelled => self.status,
        };
        let mut next = self.next(status, stamp);
        next.driver = Some(driver.clone());
        next.with_places(orders)
    }

    fn cancel(
        &self,
        orders: &[&Order],
        reason: Option<Text<1000>>,
        stamp: &Stamp,
    ) -> Result<BatchChange, BatchRefusal> {
        let on_its_way = |order: &&Order| order.status.phase == Phase::InTransit;
        if self.status.is_under_way() || orders.iter().any(on_its_way) {
            return Err(BatchRefusal::PickedUp);
        }
        let mut next = self.next(BatchStatus::Cancelled, stamp);
        next.reason = reason;
        let freed = orders.iter().map(|order| ((*order).clone(), order.assign(None))).collect();
        Ok(BatchChange { batch: next, orders: freed })
    }

    fn step(
        &self,
        order: &Order,
        command: &Command,
        to: &str,
        (actor, stamp): (&Actor, &Stamp),
    ) -> Result<BatchChange, BatchRefusal> {
        let allowed = Self::steps_of(order);
        if !allowed.contains(&to) {
            return Err(BatchRefusal::NoStep(allowed));
        }
        let steps = &order.lifecycle.steps;
        let status = if self.driver.is_none() {
            if steps.pick_up == Some(to) {
                return Err(BatchRefusal::NoDriver);
            }
            // An override may have put the order in transit before the batch had a driver. An
            // administrator then completes that one order, and the batch keeps its status.
            self.status
        } else if steps.deliver == Some(to) {
            BatchStatus::InProgress
        } else if self.status.is_under_way() {
            self.status
        } else {
            BatchStatus::PickedUp
        };
        let change = order.apply(command, actor, stamp)?;
        if change.order.version == order.version {
            return Ok(self.as_it_is());
        }
        let batch = if status == self.status {
            self.clone()
        } else {
            let mut next = self.next(status, stamp);
            next.picked_up_at = self.picked_up_at.or(Some(stamp.now));
            next
        };
        Ok(BatchChange { batch, orders: vec![(order.clone(), change)] })
    }

    /// The next version of the batch, in `status`.
    pub(super) fn next(&self, status: BatchStatus, stamp: &Stamp) -> Self {
        Self {
            status,
            version: self.version + 1,
            changed_at: stamp.recorded(),
            change: stamp.change.clone(),
            ..self.clone()
        }
    }

    /// The change to this batch, with the assignment of each order.
    pub(super) fn with_places(self, orders: &[&Order]) -> BatchChange {
        let orders = orders.iter().filter_map(|order| self.placed(order)).collect();
        BatchChange { batch: self, orders }
    }

    /// An order's change to its assignment in the batch; `None` when it has that assignment.
    fn placed(&self, order: &Order) -> Option<(Order, Change)> {
        let place = self.assignment(order.id);
        (order.delivery != place).then(|| (order.clone(), order.assign(place)))
    }
}

/// Whether an order is not ready yet.
fn is_early(order: &Order) -> bool {
    match order.status.phase {
        Phase::Unverified | Phase::Open | Phase::Accepted | Phase::Working => true,
        Phase::Ready
        | Phase::InTransit
        | Phase::Done
        | Phase::Cancelled
        | Phase::Rejected
        | Phase::Failed => false,
    }
}

/// An order's transition to the status of a step, as its lifecycle allows.
fn moved(
    order: &Order,
    step: Option<&str>,
    actor: &Actor,
    stamp: &Stamp,
) -> Result<Change, BatchRefusal> {
    let to = step.ok_or_else(|| BatchRefusal::NoStep(Batch::steps_of(order)))?;
    let command = Command::Move { to: to.to_owned(), note: None, reason: None };
    Ok(order.apply(&command, actor, stamp)?)
}
