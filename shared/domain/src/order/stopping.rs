//! What follows from stopping an order and from reviving it: for its stock,
//! its vouchers and its money.

use super::{Change, GivenBack, Stamp, Stop, money::Asked};
use crate::{Actor, Amount, Phase, Role, Status};

/// The effects of stopping and reviving are here and nowhere else, so that
/// they come once, whatever led to them.
impl Change {
    pub(super) fn stop(&mut self, from: &Status, given: GivenBack, actor: &Actor, stamp: &Stamp) {
        let order = &mut self.order;
        // A buyer who cancels late loses the vouchers; whom others stop, never.
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

    /// Takes again exactly what stopping gave back, and withdraws the refund
    /// that it asked for, as far as that was not given back yet. What other
    /// changes asked for is still owed.
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
