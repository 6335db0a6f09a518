use super::{Order, Stamp};
use crate::{Actor, Status};

/// Something that an actor may do to an order now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// Give the code.
    Verify,
    /// Ask for another code.
    Resend,
    /// Move it to this status.
    Move(&'static Status),
    /// Cancel it.
    Cancel,
    /// Put it into any other status.
    Override,
    /// Change what it says.
    Update,
    /// Put money that was received on record.
    RecordPayment,
}

impl Order {
    /// All that `actor` may do to the order now.
    #[must_use]
    pub fn allowed_actions(&self, actor: &Actor, stamp: &Stamp) -> Vec<Action> {
        let mut actions = Vec::new();
        if !self.visible_to(actor) || self.links.merged_into.is_some() {
            return actions;
        }
        if self.is_of(actor) && self.may_verify(stamp).is_ok() {
            actions.extend([Action::Verify, Action::Resend]);
        }
        for way in self.ways_of(actor, stamp) {
            if self.is_cancellation(way) {
                actions.push(Action::Cancel);
            } else if let Some(status) = self.lifecycle.status(way.to) {
                actions.push(Action::Move(status));
            }
        }
        if self.may_update(actor).is_ok() {
            actions.push(Action::Update);
        }
        if actor.manages(&self.seller) && !self.status.phase.is_stopped() {
            actions.push(Action::RecordPayment);
        }
        if matches!(actor, Actor::Admin(_)) {
            actions.push(Action::Override);
        }
        actions
    }
}
