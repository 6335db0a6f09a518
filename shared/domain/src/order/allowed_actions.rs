//! The actions that an actor may take on an order now, and the reasons for which others are denied.
//!
//! The judgement agrees with what the commands accept: clients show buttons by it.

use super::{Order, Stamp, denials::Denial};
use crate::{Actor, Amount, Role, Status};

/// An action on an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// Confirm the order with the code.
    Verify,
    /// Request another code.
    Resend,
    /// Accept the order.
    Accept,
    /// Reject the order.
    Reject,
    /// Move the order to this status.
    Move(&'static Status),
    /// Cancel the order.
    Cancel,
    /// Override the status.
    Override,
    /// Update the content.
    Update,
    /// Record a payment that was received outside the provider.
    RecordPayment,
    /// Refund some of what was paid.
    Refund,
    /// Split a part off into a new order.
    Split,
    /// Merge the order with others.
    Merge,
    /// Move the promised time.
    MovePromise,
    /// Add an internal note.
    AddNote,
}

/// An action that an actor may not take now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Denied {
    /// The action.
    pub action: Action,
    /// Why it is denied.
    pub why: Denial,
}

impl Order {
    /// The actions that `actor` may take on the order now.
    #[must_use]
    pub fn allowed_actions(&self, actor: &Actor, stamp: &Stamp) -> Vec<Action> {
        let judged = self.judged(actor, stamp).into_iter();
        judged.filter_map(|(action, judged)| judged.is_ok().then_some(action)).collect()
    }

    /// The actions that the actor's role can take on orders and that `actor` may not take on this
    /// one now. An action that was taken already is neither allowed nor denied: repeating it has no
    /// effect.
    #[must_use]
    pub fn denied_actions(&self, actor: &Actor, stamp: &Stamp) -> Vec<Denied> {
        let judged = self.judged(actor, stamp).into_iter();
        judged.filter_map(|(action, it)| it.err().map(|why| Denied { action, why })).collect()
    }

    /// Every action that the actor's role can take on orders, and whether this actor may take it on
    /// this order now.
    fn judged(&self, actor: &Actor, stamp: &Stamp) -> Vec<(Action, Result<(), Denial>)> {
        let mut actions: Vec<Action> = Vec::new();
        if !self.visible_to(actor) {
            return Vec::new();
        }
        if self.is_of(actor) {
            actions.extend([Action::Verify, Action::Resend]);
        }
        let manages = actor.manages(&self.seller);
        if manages {
            actions.extend([Action::Accept, Action::Reject]);
        }
        actions.extend(self.moves_of(actor).map(Action::Move));
        if manages || self.is_of(actor) {
            actions.extend([Action::Cancel, Action::Update]);
        }
        if manages {
            actions.extend([Action::RecordPayment, Action::Refund, Action::Split, Action::Merge]);
            actions.extend([Action::MovePromise, Action::AddNote]);
        }
        if matches!(actor, Actor::Admin(_)) {
            actions.push(Action::Override);
        }
        actions.retain(|action| !self.is_made(*action, actor));
        let judge = |action| (action, self.judge(action, actor, stamp));
        actions.into_iter().map(judge).collect()
    }

    /// The statuses to which `actor` can move orders of this lifecycle. Accepting, rejecting and
    /// cancelling are separate actions.
    fn moves_of(&self, actor: &Actor) -> impl Iterator<Item = &'static Status> {
        let lifecycle = self.lifecycle;
        let (role, manages) = (actor.role(), actor.manages(&self.seller));
        lifecycle.statuses.iter().filter(move |status| {
            let own = [lifecycle.steps.accept, lifecycle.steps.reject].contains(&status.name);
            let ways = lifecycle.statuses.iter().flat_map(|from| from.moves);
            let mut ways = ways.filter(|way| way.to == status.name && way.by.contains(&role));
            ways.any(|way| !(manages && own || self.is_cancellation(way)))
        })
    }

    /// Whether the action was taken already, so that repeating it has no effect.
    fn is_made(&self, action: Action, actor: &Actor) -> bool {
        match action {
            Action::Accept => self.has_made(self.lifecycle.steps.accept, actor),
            Action::Reject => self.has_made_rejection(actor),
            Action::Move(status) => self.has_made(status.name, actor),
            Action::Verify
            | Action::Resend
            | Action::Cancel
            | Action::Override
            | Action::Update
            | Action::RecordPayment
            | Action::Refund
            | Action::Split
            | Action::Merge
            | Action::MovePromise
            | Action::AddNote => false,
        }
    }

    /// Checks that `actor`, whose role can take this action, may take it now.
    pub(super) fn judge(&self, action: Action, actor: &Actor, stamp: &Stamp) -> Result<(), Denial> {
        if let Some(other) = self.links.merged_into {
            return Err(Denial::Merged(other));
        }
        let leads = |to: &str| self.ways_of(actor, stamp).any(|way| way.to == to);
        let unless = |holds: bool, denial: Denial| if holds { Ok(()) } else { Err(denial) };
        match action {
            Action::Verify | Action::Resend => {
                let confirmed = self.hold.is_none() && self.was_verified();
                let denial = if confirmed { Denial::Confirmed } else { Denial::TooLate };
                self.may_verify(stamp).map_err(|_| denial)
            }
            Action::Accept if leads(self.lifecycle.steps.accept) && self.awaits_payment() => {
                Err(Denial::PaymentRequired)
            }
            Action::Accept => unless(leads(self.lifecycle.steps.accept), self.not_accepted()),
            Action::Reject => {
                let is_new = self.status.name == self.lifecycle.start;
                unless(
                    is_new && leads(self.lifecycle.steps.reject),
                    self.not_rejected(actor, stamp),
                )
            }
            Action::Move(to) => {
                if leads(to.name) && self.awaits_payment() && !to.phase.is_stopped() {
                    return Err(Denial::PaymentRequired);
                }
                let driver = self.delivery.as_ref().map(|it| it.driver.is_some());
                let picks_up = self.lifecycle.steps.pick_up == Some(to.name);
                if leads(to.name) && picks_up && driver == Some(false) {
                    return Err(Denial::NoDriver);
                }
                unless(leads(to.name), self.not_moved(to, actor, stamp))
            }
            Action::Cancel => {
                let open = self.ways_of(actor, stamp).any(|way| self.is_cancellation(way));
                unless(open, self.not_cancelled(actor.role()))
            }
            Action::Update => match self.may_update(actor) {
                Ok(()) => Ok(()),
                Err(_) => Err(self.not_updated()),
            },
            Action::RecordPayment => unless(!self.status.phase.is_stopped(), self.not_paid()),
            Action::Refund if self.is_disputed() => Err(Denial::Disputed),
            Action::Refund => unless(self.payment.kept() > Amount::ZERO, Denial::NothingKept),
            Action::Split => self.may_split().map_err(Denial::Split),
            Action::Merge => self.may_merge().map_err(Denial::Merge),
            Action::MovePromise => {
                unless(self.is_under_way(), Denial::Change(self.not_under_way()))
            }
            // An override may name any other status. A note is possible in every status.
            Action::Override | Action::AddNote => Ok(()),
        }
    }

    /// Whether `role` can cancel orders in `status`.
    pub(super) fn cancels_in(&self, status: &Status, role: Role) -> bool {
        let mut ways = status.moves.iter();
        ways.any(|way| self.is_cancellation(way) && way.by.contains(&role))
    }
}
