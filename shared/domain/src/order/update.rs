//! Updates of an order's content: its items, its fulfilment, its notes and its priority.
//!
//! Updates never change the status by themselves; commands do, in `apply`.

use super::{
    CartLine, Change, EntryKind, Fulfilment, LineId, Order, PlaceRefusal, Refusal, Stamp,
    change_summary::differences,
    place::reaches_minimum,
    reprice::{Catalogue, difference, relines},
};
use crate::{Actor, Edit, Phase, Priority, Status, Text};

/// A partial update of an order. Absent parts keep their values.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct OrderUpdate {
    /// The complete new cart, which replaces the old one.
    pub cart: Option<Vec<CartLine>>,
    /// The new fulfilment.
    pub fulfilment: Option<Fulfilment>,
    /// The buyer's notes.
    pub notes: Edit<Text<1000>>,
    /// The priority.
    pub priority: Option<Priority>,
    /// The staff's internal notes.
    pub internal_notes: Edit<Text<1000>>,
}

/// Why an update is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum UpdateRefusal {
    /// The order does not accept updates now, or not from this actor.
    #[error(transparent)]
    Order(#[from] Refusal),
    /// The updated order would be refused. Positions are those of the cart.
    #[error(transparent)]
    Cart(#[from] PlaceRefusal),
}

impl OrderUpdate {
    /// Whether [`Order::update`] needs a catalogue to decide this update.
    #[must_use]
    pub const fn needs_catalogue(&self) -> bool {
        self.cart.is_some() || self.fulfilment.is_some()
    }
}

impl Order {
    /// Decides an update. Returns `None` when it would change nothing. Without a catalogue, cart
    /// and fulfilment are not updated.
    ///
    /// # Errors
    ///
    /// [`UpdateRefusal`] with the reason.
    pub fn update(
        &self,
        update: &OrderUpdate,
        catalogue: Option<Catalogue<'_>>,
        actor: &Actor,
        stamp: &Stamp,
    ) -> Result<Option<Change>, UpdateRefusal> {
        self.may_update(actor)?;
        if update.internal_notes != Edit::Keep && !actor.manages(&self.seller) {
            return Err(Refusal::Forbidden.into());
        }
        let raised = update.priority.filter(|wanted| *wanted != self.priority);
        if raised.is_some_and(|wanted| !wanted.is_for(actor, &self.seller)) {
            return Err(PlaceRefusal::Priority.into());
        }
        let mut order = self.clone();
        order.0.notes = update.notes.of(self.notes.as_ref());
        order.0.internal_notes = update.internal_notes.of(self.internal_notes.as_ref());
        order.0.priority = update.priority.unwrap_or(self.priority);
        let mut change = Change::to(order);
        if let Some(catalogue) = catalogue {
            self.update_cart(&mut change, update, &catalogue, actor, stamp)?;
        }
        let notes = differences(self, &change.order);
        if notes.is_empty() {
            return Ok(None);
        }
        change.order.0.version += 1;
        for note in notes {
            change.order.record(EntryKind::Updated, actor, Some(note), stamp);
        }
        change.refund_excess(self.grand_total(), stamp);
        change.order.follow_payment_first(stamp);
        change.archived = change.order.shed_history();
        Ok(Some(change))
    }

    /// Checks that `actor` may update the order now.
    ///
    /// # Errors
    ///
    /// [`Refusal`] with the reason.
    pub fn may_update(&self, actor: &Actor) -> Result<(), Refusal> {
        if let Some(other) = self.links.merged_into {
            return Err(Refusal::Merged(other));
        }
        let (status, phase) = (self.status.name, self.status.phase);
        let refused = |code, reason: String| Err(Refusal::NotChangeable { code, reason });
        if self.is_of(actor) {
            match phase {
                Phase::Open => Ok(()),
                Phase::Unverified => refused(
                    "not_verified",
                    "the order is not confirmed yet; confirm it first".to_owned(),
                ),
                Phase::Accepted
                | Phase::Working
                | Phase::Ready
                | Phase::InTransit
                | Phase::Done
                | Phase::Cancelled
                | Phase::Rejected
                | Phase::Failed => {
                    let reason =
                        format!("the order is {status} and can no longer be changed by its buyer");
                    refused("role_not_allowed", format!("{reason}; ask the seller to change it"))
                }
            }
        } else if !actor.manages(&self.seller) {
            Err(Refusal::Forbidden)
        } else if phase.is_closed() {
            refused(
                "status_not_changeable",
                format!("the order is {status} and can no longer be changed"),
            )
        } else {
            Ok(())
        }
    }

    fn update_cart(
        &self,
        change: &mut Change,
        update: &OrderUpdate,
        catalogue: &Catalogue<'_>,
        actor: &Actor,
        stamp: &Stamp,
    ) -> Result<(), UpdateRefusal> {
        if let Some(wanted) = update.fulfilment.as_ref().filter(|it| **it != self.fulfilment) {
            self.may_go_elsewhere(wanted)?;
            let methods = catalogue.seller.storefront.methods;
            let (kind, old) = (wanted.method.kind(), self.fulfilment.method.kind());
            if kind != old && !methods.has(kind) {
                return Err(PlaceRefusal::MethodNotOffered(kind, methods).into());
            }
            let zone = wanted.zone.as_ref().filter(|_| wanted.zone != self.fulfilment.zone);
            if zone.is_some_and(|zone| !catalogue.seller.has_zone(zone)) {
                return Err(PlaceRefusal::UnknownZone.into());
            }
            wanted.check_change(&self.fulfilment, stamp.now).map_err(PlaceRefusal::from)?;
            let zone = wanted.zone.as_ref();
            change.order.0.names.zone = zone.and_then(|zone| catalogue.seller.zone_name(zone));
            change.order.0.fulfilment = wanted.clone();
            // A promise that the seller moved applied to the former method and time.
            if kind != old || wanted.requested_for != self.fulfilment.requested_for {
                change.order.0.moved_promise = None;
            }
        }
        if let Some(cart) = &update.cart {
            change.order.0.lines = relines(&self.lines, cart, catalogue, stamp.now)?;
            LineId::name(&mut change.order.0.lines, self.version + 1);
            // A buyer cannot take the order below the seller's minimum; staff can.
            let subtotal = change.order.subtotal();
            if self.is_of(actor) && subtotal < self.subtotal() {
                reaches_minimum(catalogue.seller, subtotal)?;
            }
        }
        let (old, new) = (&self.fulfilment.method, &change.order.fulfilment.method);
        let moved = old.name() != new.name();
        if change.order.lines == self.lines && !moved {
            return Ok(());
        }
        if change.order.lines != self.lines && !self.status.restock {
            let reason =
                format!("the order is {} and its items can no longer be changed", self.status.name);
            return Err(Refusal::NotChangeable { code: "items_not_changeable", reason }.into());
        }
        let (returned, taken) = difference(self, &change.order.lines, catalogue.products);
        if self.hold.is_some_and(|hold| hold.share.is_some()) {
            change.released.clone_from(&returned);
        }
        change.returned = returned;
        change.draw_on(self, taken);
        change.restored = change.order.reprice(self, catalogue, stamp.now)?;
        Ok(())
    }

    /// Whether the order is in this status, or in one that follows it by automatic transitions.
    #[must_use]
    pub fn has_come_to(&self, status: &str) -> bool {
        let next = |it: &&'static Status| self.lifecycle.status(it.then?);
        std::iter::successors(self.lifecycle.status(status), next).any(|it| it == self.status)
    }

    /// Checks that the fulfilment may change: an order in transit has left for its address, and an
    /// order in a batch must keep its method and its zone.
    fn may_go_elsewhere(&self, wanted: &Fulfilment) -> Result<(), Refusal> {
        let refused =
            |code, reason: &str| Err(Refusal::NotChangeable { code, reason: reason.to_owned() });
        if self.status.phase == Phase::InTransit {
            return refused(
                "on_its_way",
                "the order is out for delivery, so its fulfilment is fixed",
            );
        }
        let old = &self.fulfilment;
        let other_way = old.method.name() != wanted.method.name() || old.zone != wanted.zone;
        if self.delivery.is_some() && other_way {
            let reason = "the order is in a batch, so its fulfilment method and its zone are fixed";
            return refused("in_a_batch", reason);
        }
        Ok(())
    }
}
