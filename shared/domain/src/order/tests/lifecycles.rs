//! The table of lifecycles in the contract, and that orders follow it in
//! every cell.

use super::*;
use crate::{AWAITING_VERIFICATION, LIFECYCLES};

/// One row of the contract's table.
pub struct Contract {
    name: &'static str,
    first: &'static str,
    cancelled: &'static str,
    /// From, to, and who moves it.
    moves: &'static [(&'static str, &'static str, &'static [Role])],
    staff_cancel: &'static [&'static str],
    buyer_cancels: &'static [&'static str],
    restocks: &'static [&'static str],
    by_itself: &'static [(&'static str, &'static str)],
}

const STAFF: &[Role] = &[Role::Seller, Role::Admin];
const DRIVER: &[Role] = &[Role::Driver, Role::Admin];
const SYSTEM: &[Role] = &[Role::System, Role::Admin];
/// The system too: nobody accepted it in time.
const STAFF_OR_SYSTEM: &[Role] = &[Role::Seller, Role::Admin, Role::System];

const CONTRACTS: [Contract; 4] = [
    Contract {
        name: "producer",
        first: "pending",
        cancelled: "cancelled",
        moves: &[
            ("pending", "confirmed", STAFF),
            ("confirmed", "preparing", STAFF),
            ("preparing", "ready", STAFF),
            ("ready", "completed", STAFF),
        ],
        staff_cancel: &["pending", "confirmed", "preparing", "ready"],
        buyer_cancels: &["pending", "confirmed"],
        restocks: &["pending", "confirmed", "preparing"],
        by_itself: &[],
    },
    Contract {
        name: "shop",
        first: "pending",
        cancelled: "cancelled",
        moves: &[
            ("pending", "confirmed", STAFF),
            ("confirmed", "shipped", STAFF),
            ("shipped", "delivered", STAFF),
        ],
        staff_cancel: &["pending", "confirmed", "shipped"],
        buyer_cancels: &["pending"],
        restocks: &["pending", "confirmed"],
        by_itself: &[],
    },
    Contract {
        name: "kitchen",
        first: "PLACED",
        cancelled: "CANCELLED",
        moves: &[
            ("PLACED", "ACCEPTED", STAFF),
            ("PREPARING", "READY", STAFF),
            ("READY", "PICKED_UP", DRIVER),
            ("OUT_FOR_DELIVERY", "DELIVERED", DRIVER),
            ("PLACED", "REJECTED", STAFF_OR_SYSTEM),
            ("PLACED", "FAILED", SYSTEM),
            ("ACCEPTED", "FAILED", SYSTEM),
            ("PREPARING", "FAILED", SYSTEM),
            ("READY", "FAILED", SYSTEM),
            ("PICKED_UP", "FAILED", SYSTEM),
            ("OUT_FOR_DELIVERY", "FAILED", SYSTEM),
        ],
        staff_cancel: &["PLACED", "ACCEPTED", "PREPARING", "READY"],
        buyer_cancels: &["PLACED", "ACCEPTED", "PREPARING"],
        restocks: &["PLACED", "ACCEPTED"],
        by_itself: &[("ACCEPTED", "PREPARING"), ("PICKED_UP", "OUT_FOR_DELIVERY")],
    },
    Contract {
        name: "marketplace",
        first: "received",
        cancelled: "cancelled",
        moves: &[
            ("received", "preparing", STAFF),
            ("preparing", "prepared", STAFF),
            ("prepared", "shipped", STAFF),
            ("shipped", "delivered", STAFF),
            ("delivered", "closed", STAFF),
        ],
        staff_cancel: &["received", "preparing", "prepared", "shipped"],
        buyer_cancels: &["received", "preparing"],
        restocks: &["received", "preparing", "prepared"],
        by_itself: &[],
    },
];

impl Contract {
    pub fn of(lifecycle: &Lifecycle) -> &'static Self {
        CONTRACTS.iter().find(|contract| contract.name == lifecycle.name).unwrap()
    }

    /// Who may move an order, within the cancel window.
    fn movers(&self, from: &str, to: &str) -> Vec<Role> {
        if to != self.cancelled {
            let step = self.moves.iter().find(|step| (step.0, step.1) == (from, to));
            return step.map_or_else(Vec::new, |step| step.2.to_vec());
        }
        if from == AWAITING_VERIFICATION {
            return vec![Role::Buyer, Role::Seller, Role::Admin, Role::System];
        }
        // What nobody accepts in time is rejected; without a status for that,
        // cancelled.
        let rejected = self.moves.iter().any(|step| step.0 == from && step.1 == "REJECTED");
        let system: &[_] = if from == self.first && !rejected { &[Role::System] } else { &[] };
        let staff = if self.staff_cancel.contains(&from) { STAFF } else { &[] };
        let buyer: &[_] = if self.buyer_cancels.contains(&from) { &[Role::Buyer] } else { &[] };
        [staff, buyer, system].concat()
    }

    /// Where an order stands after it was moved to `to`.
    fn lands(&self, to: &'static str) -> &'static str {
        self.by_itself.iter().find(|step| step.0 == to).map_or(to, |step| step.1)
    }

    pub fn restocks(&self, status: &Status) -> bool {
        status.name == AWAITING_VERIFICATION || self.restocks.contains(&status.name)
    }
}

#[test]
fn the_contract_and_the_project_know_the_same_lifecycles() {
    assert_eq!(LIFECYCLES.len(), CONTRACTS.len());
    for lifecycle in LIFECYCLES {
        assert_eq!(lifecycle.start, Contract::of(lifecycle).first);
    }
}

#[test]
fn an_order_moves_where_the_contract_says_and_by_whom_and_nowhere_else() {
    for (lifecycle, from) in every_status() {
        let (contract, order) = (Contract::of(lifecycle), in_status(lifecycle, from));
        for (actor, target) in pairs(&everyone(), lifecycle) {
            let cell = format!("{}: {} -> {target} by {actor:?}", lifecycle.name, from.name);
            let movers = contract.movers(from.name, target);
            match order.apply(&to(target), &actor, &at_start()) {
                Ok(change) => {
                    assert!(movers.contains(&actor.role()), "{cell} was accepted");
                    assert_eq!(change.order.status.name, contract.lands(target), "{cell}");
                }
                Err(Refusal::Forbidden) => {
                    assert!(!movers.is_empty(), "{cell} is for nobody");
                    assert!(!movers.contains(&actor.role()), "{cell} was refused");
                }
                Err(Refusal::InvalidTransition { from: named, to, allowed }) => {
                    assert!(movers.is_empty(), "{cell} was refused");
                    assert_eq!((named, to.as_str()), (from.name, target), "{cell}");
                    let other = |to: &&str| contract.movers(from.name, to).contains(&actor.role());
                    let expected: Vec<_> = names(lifecycle).filter(other).collect();
                    assert_eq!(sorted(allowed), sorted(expected), "{cell}");
                }
                Err(refusal) => panic!("{cell}: {refusal:?}"),
            }
        }
    }
}

#[test]
fn an_order_is_cancelled_by_those_who_may_move_it_to_cancelled() {
    for (lifecycle, from) in every_status() {
        let (contract, order) = (Contract::of(lifecycle), in_status(lifecycle, from));
        for actor in everyone() {
            let cell = format!("{}: {} by {actor:?}", lifecycle.name, from.name);
            let cancelled = order.apply(&CANCEL, &actor, &at_start());
            if contract.movers(from.name, contract.cancelled).contains(&actor.role()) {
                assert_eq!(cancelled.unwrap().order.status.name, contract.cancelled, "{cell}");
            } else {
                let refusal = cancelled.unwrap_err();
                assert!(matches!(refusal, Refusal::NotCancellable(_)), "{cell}: {refusal:?}");
                assert!(refusal.to_string().contains(from.name), "{cell}: {refusal}");
            }
        }
    }
}

#[test]
fn stopping_an_order_restocks_where_the_contract_says() {
    for (lifecycle, from) in every_status() {
        let order = in_status(lifecycle, from);
        let restocks = Contract::of(lifecycle).restocks(from);
        for (actor, target) in pairs(&everyone(), lifecycle) {
            let Ok(change) = order.apply(&to(target), &actor, &at_start()) else { continue };
            let cell = format!("{}: {} -> {target}", lifecycle.name, from.name);
            let stopped = change.order.status.phase.is_stopped();
            let stop = stopped.then_some(Stop { restocked: restocks, vouchers_restored: true });
            assert_eq!(change.order.stop, stop, "{cell}");
            let returned = if stopped && restocks { order.draws.as_slice() } else { &[] };
            assert_eq!(change.returned, returned, "{cell}");
        }
    }
}

#[test]
fn a_kitchens_buyer_may_cancel_only_within_the_cancel_window() {
    let last = after(CANCEL_WINDOW - SignedDuration::from_nanos(1));
    let late = after(CANCEL_WINDOW);
    let kitchen = Lifecycle::newest("kitchen").unwrap();
    for status in ["PLACED", "ACCEPTED", "PREPARING"] {
        let order = in_status(kitchen, kitchen.status(status).unwrap());
        assert!(order.apply(&CANCEL, &owner(), &last).is_ok(), "{status}");
        assert!(order.apply(&to("CANCELLED"), &owner(), &last).is_ok(), "{status}");
        let refusal = order.apply(&CANCEL, &owner(), &late).unwrap_err();
        assert!(matches!(refusal, Refusal::NotCancellable(_)), "{status}: {refusal:?}");
        let refusal = order.apply(&to("CANCELLED"), &owner(), &late).unwrap_err();
        assert_eq!(refusal, Refusal::Forbidden, "{status}");
        assert!(order.apply(&CANCEL, &staff(), &late).is_ok(), "{status}");
        assert!(order.apply(&CANCEL, &admin(), &late).is_ok(), "{status}");
    }
}

#[test]
fn without_a_cancel_window_a_kitchens_buyer_may_cancel_until_it_is_ready() {
    let order = Order { cancel_until: None, ..placed("kitchen", SIGNED_IN) };
    let later = after(SignedDuration::from_hours(24));
    assert!(order.apply(&CANCEL, &owner(), &later).is_ok());
    let preparing = order.apply(&to("ACCEPTED"), &staff(), &at_start()).unwrap().order;
    assert!(preparing.apply(&CANCEL, &owner(), &later).is_ok());
    let ready = preparing.apply(&to("READY"), &staff(), &at_start()).unwrap().order;
    assert!(ready.apply(&CANCEL, &owner(), &later).is_err());
}

#[test]
fn the_cancel_window_is_the_kitchens_alone() {
    let later = after(SignedDuration::from_hours(24));
    for lifecycle in ["producer", "shop", "marketplace"] {
        assert!(placed(lifecycle, SIGNED_IN).apply(&CANCEL, &owner(), &later).is_ok());
    }
    let unverified = placed("kitchen", GUEST);
    assert!(unverified.apply(&CANCEL, &owner(), &after(CANCEL_WINDOW)).is_ok());
}

#[test]
fn an_accepted_kitchen_order_is_in_preparation_by_itself() {
    let order = placed("kitchen", SIGNED_IN);
    let change = order.apply(&to("ACCEPTED"), &staff(), &after_minutes(1)).unwrap();
    assert_eq!(change.order.version, 2);
    assert_eq!(
        history(&change.order),
        [
            (1, "PLACED", "buyer", None),
            (2, "ACCEPTED", "seller", Some("Order accepted by kitchen")),
            (2, "PREPARING", "system", Some("Preparation started automatically")),
        ]
    );
    let [_, accepted, preparing] = change.order.timeline.as_slice() else { panic!() };
    assert_eq!((accepted.at, &accepted.change), (preparing.at, &preparing.change));
}

#[test]
fn a_picked_up_kitchen_order_is_out_for_delivery_by_itself() {
    let mut order = placed("kitchen", SIGNED_IN);
    for (status, actor) in [("ACCEPTED", staff()), ("READY", staff()), ("PICKED_UP", driver())] {
        order = order.apply(&to(status), &actor, &after_minutes(1)).unwrap().order;
    }
    assert_eq!(
        history(&order)[4..],
        [
            (4, "PICKED_UP", "driver", None),
            (4, "OUT_FOR_DELIVERY", "system", Some("Out for delivery"))
        ]
    );
}

#[test]
fn what_somebody_wrote_is_shown_instead_of_the_lifecycles_note() {
    let note = Some(parse("With pleasure"));
    let accept = Command::Move { to: "ACCEPTED".to_owned(), note };
    let order = placed("kitchen", SIGNED_IN).apply(&accept, &staff(), &at_start()).unwrap().order;
    let notes: Vec<_> = order.timeline.iter().map(Entry::shown_note).collect();
    assert_eq!(notes, [None, Some("With pleasure"), Some("Preparation started automatically")]);
}

#[test]
fn a_status_of_another_lifecycle_is_unknown() {
    for name in ["PLACED", "Pending", "pending ", "", "nirvana"] {
        let refusal = placed("shop", SIGNED_IN).apply(&to(name), &admin(), &at_start());
        let known =
            ["awaiting_verification", "pending", "confirmed", "shipped", "delivered", "cancelled"];
        let Err(Refusal::UnknownStatus { status, known: named }) = refusal else {
            panic!("{name}: {refusal:?}")
        };
        assert_eq!((status.as_str(), named), (name, known.to_vec()));
    }
}

fn history(order: &Order) -> Vec<(u32, &str, &str, Option<&str>)> {
    let entries = order.timeline.iter();
    entries.map(|it| (it.version, it.status.name, it.role.name(), it.shown_note())).collect()
}

fn pairs(
    actors: &[Actor],
    lifecycle: &'static Lifecycle,
) -> impl Iterator<Item = (Actor, &'static str)> {
    actors.iter().flat_map(move |actor| names(lifecycle).map(|name| (actor.clone(), name)))
}

fn names(lifecycle: &'static Lifecycle) -> impl Iterator<Item = &'static str> {
    lifecycle.statuses.iter().map(|status| status.name)
}

fn sorted(mut names: Vec<&'static str>) -> Vec<&'static str> {
    names.sort_unstable();
    names
}
