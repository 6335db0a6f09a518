//! The effects of stopping and reviving an order on its stock, its vouchers and its money.
//!
//! They are decided only here, so that they happen exactly once whatever command stops or revives
//! the order.

use super::{Change, GivenBack, Stamp, Stop, money::Asked};
use crate::{Actor, Amount, Phase, Role, Status};

impl Change {
    pub(super) fn stop(&mut self, from: &Status, given: GivenBack, actor: &Actor, stamp: &Stamp) {
        let order = &mut self.order;
        // A buyer who cancels late loses the vouchers. A buyer whose order others stop never does.
        let until = order.vouchers_until.filter(|_| !order.awaits_payment());
        let late = until.is_some_and(|until| stamp.now >= until);
        let late = late && actor.role() == Role::Buyer && from.phase != Phase::Unverified;
        let lost = late || !given.vouchers;
        let owed_back = order.payment.kept();
        let refund = if given.refund { owed_back } else { Amount::ZERO };
        order.0.stop = Some(Stop { restocked: from.restock, vouchers_restored: !lost, refund });
        if from.restock {
            self.returned.clone_from(&order.draws);
        }
        if !lost {
            self.restored.clone_from(&order.vouchers);
        }
        let by = Actor::System("lifecycle");
        let asked = Asked { amount: refund, from: None, of_stop: true, reason: None, by: &by };
        self.ask_back(&asked, stamp);
    }

    /// Takes back exactly what the stop gave back, and withdraws the refunds that it requested and
    /// that have not started. Refunds that other changes requested remain.
    pub(super) fn revive(&mut self, stamp: &Stamp) {
        let order = &mut self.order;
        let Some(stop) = order.0.stop.take() else { return };
        if stop.restocked {
            self.retaken.clone_from(&order.draws);
        }
        if stop.vouchers_restored {
            self.redeemed.clone_from(&order.vouchers);
        }
        self.withdraw_of_stop(stop.refund, stamp);
    }
}
