//! The reasons for which an action on an order is denied now, as sentences that name the rule and
//! what to do instead.

use super::{Links, MethodKind, Order, Stamp, Unfit};
use crate::{Actor, Batch, OrderId, Phase, Role, Status, listing::listed, moment_text};

/// Why an action is denied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Denial {
    /// The order was merged into that one.
    Merged(OrderId),
    /// The order is verified already.
    Confirmed,
    /// The time to verify the order is over.
    TooLate,
    /// The lifecycle has no such transition from the present status.
    Transition(String),
    /// Only other roles may make the transition.
    Others(String),
    /// This actor cannot cancel the order, or no longer can.
    Cancellation(String),
    /// The order does not accept the change.
    Change(String),
    /// The order's batch has no driver.
    NoDriver,
    /// The order must be paid first.
    PaymentRequired,
    /// Nothing was paid, or all of it was refunded.
    NothingKept,
    /// A payment is disputed.
    Disputed,
    /// The order cannot be split.
    Split(Unfit),
    /// The order cannot be merged.
    Merge(Unfit),
}

impl Denial {
    /// The error code with which the request would be refused.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Transition(_) => "invalid_transition",
            Self::Others(_) => "forbidden",
            Self::Cancellation(_) => "order_not_cancellable",
            Self::Confirmed => "already_verified",
            Self::TooLate => "verification_expired",
            Self::PaymentRequired => "payment_required",
            Self::Merged(_)
            | Self::Change(_)
            | Self::NoDriver
            | Self::NothingKept
            | Self::Disputed
            | Self::Split(_)
            | Self::Merge(_) => "conflict",
        }
    }

    /// The rule, and what to do instead, as a sentence.
    #[must_use]
    pub fn sentence(&self) -> String {
        match self {
            Self::Merged(other) => {
                format!("This order was merged into {other}. Use that order instead.")
            }
            Self::Confirmed => "The order is confirmed already.".to_owned(),
            Self::TooLate => {
                "The time to confirm this order is over. Place the order again.".to_owned()
            }
            Self::Transition(reason)
            | Self::Others(reason)
            | Self::Cancellation(reason)
            | Self::Change(reason) => reason.clone(),
            Self::NoDriver => "The order is in a batch without a driver. Give the batch to a \
                               driver first, with reassign-batch."
                .to_owned(),
            Self::PaymentRequired => {
                "The seller wants this order paid for first. It can go on once \
                                      its customer has paid."
                    .to_owned()
            }
            Self::NothingKept => {
                "Nothing was paid for this order that could be given back.".to_owned()
            }
            Self::Disputed => "The buyer's bank disputes a payment of this order, and decides \
                               about the money. Answer it at the payment provider."
                .to_owned(),
            Self::Split(unfit) => format!("An order is split {}", fit(*unfit)),
            Self::Merge(unfit) => format!("An order is merged {}", fit(*unfit)),
        }
    }
}

/// The end of a sentence about splitting or merging.
fn fit(unfit: Unfit) -> String {
    match unfit {
        Unfit::Merged(other) => format!("only where it goes on. Use {other} instead."),
        Unfit::Unverified => "once its customer has confirmed it with the code.".to_owned(),
        Unfit::Unpaid => "once its customer has paid for it.".to_owned(),
        Unfit::Over(status) => format!("while it is open. This one is {status}."),
        Unfit::InBatch => {
            "while it is in no batch. Cancel the batch, or leave the order out of it.".to_owned()
        }
        Unfit::PaymentUnderWay => {
            "while no payment of it is under way. Wait until it is paid, or accept the order."
                .to_owned()
        }
        Unfit::RefundUnderWay => {
            "while no refund of it is under way. Wait until the refund is settled.".to_owned()
        }
        Unfit::TooOften => format!("at most {} times.", Links::MAX),
        Unfit::Single => "when it holds more than one unit.".to_owned(),
    }
}

impl Order {
    pub(super) fn not_accepted(&self) -> Denial {
        let (status, start) = (self.status, self.lifecycle.start);
        let rule = format!("An order is accepted when it is {start}. This one is {}", status.name);
        Denial::Transition(if status.phase == Phase::Unverified {
            format!("{rule}: its customer has to confirm it first.")
        } else {
            format!("{rule}.")
        })
    }

    pub(super) fn not_rejected(&self, actor: &Actor, stamp: &Stamp) -> Denial {
        let (status, start) = (self.status.name, self.lifecycle.start);
        let rule = format!("An order is rejected when it is {start}. This one is {status}");
        let open = self.ways_of(actor, stamp).any(|way| self.is_cancellation(way));
        Denial::Transition(if open {
            format!("{rule}: cancel it instead.")
        } else {
            format!("{rule}.")
        })
    }

    pub(super) fn not_moved(&self, to: &Status, actor: &Actor, stamp: &Stamp) -> Denial {
        let (to, status) = (to.name, self.status.name);
        let kind = self.fulfilment.method.kind();
        let drives = matches!(actor.role(), Role::Driver | Role::Admin);
        if self.delivery.is_some() && Batch::follows(self, to) && !drives {
            return Denial::Others(format!(
                "An order in a batch goes to {to} by the batch's driver or an administrator."
            ));
        }
        let mut others: Vec<Role> = self.ways_to(to).flat_map(|way| way.by).copied().collect();
        others.retain(|role| *role != Role::System);
        if !others.is_empty() {
            let who: Vec<&str> = others.iter().map(|role| role.name()).collect();
            return Denial::Others(format!(
                "An order with the fulfilment method {} goes from {status} to {to} by the {}.",
                kind.name(),
                listed(&who, "or the")
            ));
        }
        let ways = || {
            self.lifecycle.statuses.iter().flat_map(|from| {
                let ways = from.moves.iter().filter(|way| way.to == to);
                ways.filter(|way| way.by.contains(&actor.role())).map(move |way| (from, way))
            })
        };
        let mut from: Vec<&str> = ways()
            .filter(|(_, way)| way.methods.contains(&kind))
            .map(|(from, _)| from.name)
            .collect();
        from.dedup();
        let mut rule = if from.is_empty() {
            let methods = MethodKind::ALL.into_iter();
            let methods = methods.filter(|it| ways().any(|(_, way)| way.methods.contains(it)));
            let methods: Vec<&str> = methods.map(MethodKind::name).collect();
            format!(
                "Orders with the fulfilment method {} go to {to}. This one has {} and is {status}",
                listed(&methods, "or"),
                kind.name()
            )
        } else {
            format!("An order goes to {to} from {}. This one is {status}", listed(&from, "or"))
        };
        let mut open: Vec<&str> = self.ways_of(actor, stamp).map(|way| way.to).collect();
        open.dedup();
        if self.status.phase.is_closed() && open.is_empty() {
            rule.push_str(", which is an end.");
        } else if open.is_empty() {
            rule.push_str(", and others move it on from here.");
        } else {
            rule = format!("{rule}, and can go to {}.", listed(&open, "or"));
        }
        Denial::Transition(rule)
    }

    pub(super) fn not_cancelled(&self, role: Role) -> Denial {
        let status = self.status;
        if status.phase.is_closed() {
            return Denial::Cancellation(format!(
                "An order is cancelled before its end. This one is {}.",
                status.name
            ));
        }
        let who = match role {
            Role::Buyer => "The customer",
            Role::Seller => "The seller",
            Role::Admin => "An administrator",
            Role::Driver | Role::System => "The system",
        };
        let out = if self.cancels_in(status, Role::Seller) && role != Role::Seller {
            "Ask the seller to cancel it."
        } else {
            "Ask an administrator to cancel it."
        };
        let rule = if self.cancels_in(status, role)
            && let Some(until) = self.cancel_window_end()
        {
            format!("{who} may cancel this order until {}, which is over.", moment_text(until))
        } else {
            let statuses = self.lifecycle.statuses.iter();
            let open = statuses.filter(|it| self.cancels_in(it, role));
            let open: Vec<&str> = open.map(|it| it.name).collect();
            let now = status.name;
            format!("{who} may cancel an order that is {}. This one is {now}.", listed(&open, "or"))
        };
        Denial::Cancellation(format!("{rule} {out}"))
    }

    pub(super) fn not_updated(&self) -> Denial {
        let status = self.status.name;
        Denial::Change(match self.status.phase {
            Phase::Unverified => {
                "The customer may change an order once it is confirmed. Give its code first."
                    .to_owned()
            }
            Phase::Open | Phase::Accepted | Phase::Working | Phase::Ready | Phase::InTransit => {
                format!(
                    "The customer may change an order that is {}. This one is {status}: ask the \
                     seller to change it.",
                    self.lifecycle.start
                )
            }
            Phase::Done | Phase::Cancelled | Phase::Rejected | Phase::Failed => {
                format!("An order is changed before its end. This one is {status}.")
            }
        })
    }

    pub(super) fn not_paid(&self) -> Denial {
        let status = self.status.name;
        Denial::Change(format!("An order that was stopped takes no payment. This one is {status}."))
    }
}
