//! The contract's table of lifecycles, and tests that orders follow it in every cell.

use super::*;
use crate::{AWAITING_VERIFICATION, LIFECYCLES};

/// One row of the contract's table.
pub struct Contract {
    name: &'static str,
    first: &'static str,
    cancelled: &'static str,
    /// Of each transition: from, to, and the roles that make it.
    moves: &'static [(&'static str, &'static str, &'static [Role], &'static [MethodKind])],
    staff_cancel: &'static [&'static str],
    buyer_cancels: &'static [&'static str],
    restocks: &'static [&'static str],
    by_itself: &'static [(&'static str, &'static str)],
}

const STAFF: &[Role] = &[Role::Seller, Role::Admin];
const DRIVER: &[Role] = &[Role::Driver, Role::Admin];
const ADMIN: &[Role] = &[Role::Admin];
const SYSTEM: &[Role] = &[Role::System, Role::Admin];
/// Includes the system, for orders that nobody accepts in time.
const STAFF_OR_SYSTEM: &[Role] = &[Role::Seller, Role::Admin, Role::System];

const ANY: &[MethodKind] = &MethodKind::ALL;
const PICKUP: &[MethodKind] = &[MethodKind::Pickup];
const DELIVERY: &[MethodKind] = &[MethodKind::Delivery];
const SHIPPING: &[MethodKind] = &[MethodKind::Shipping];
const NO_DRIVER: &[MethodKind] = &[MethodKind::Pickup, MethodKind::Shipping];

const CONTRACTS: [Contract; 4] = [
    Contract {
        name: "producer",
        first: "pending",
        cancelled: "cancelled",
        moves: &[
            ("pending", "confirmed", STAFF, ANY),
            ("confirmed", "preparing", STAFF, ANY),
            ("preparing", "ready", STAFF, ANY),
            ("ready", "completed", STAFF, ANY),
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
            ("pending", "confirmed", STAFF, ANY),
            ("confirmed", "shipped", STAFF, ANY),
            ("shipped", "delivered", STAFF, ANY),
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
            ("PLACED", "ACCEPTED", STAFF, ANY),
            ("PREPARING", "READY", STAFF, ANY),
            ("ACCEPTED", "PREPARING", STAFF, ANY),
            ("READY", "PICKED_UP", DRIVER, DELIVERY),
            ("READY", "PICKED_UP", STAFF, SHIPPING),
            ("READY", "DELIVERED", STAFF, PICKUP),
            ("PICKED_UP", "OUT_FOR_DELIVERY", DRIVER, DELIVERY),
            ("PICKED_UP", "OUT_FOR_DELIVERY", STAFF, NO_DRIVER),
            ("OUT_FOR_DELIVERY", "DELIVERED", DRIVER, DELIVERY),
            ("OUT_FOR_DELIVERY", "DELIVERED", STAFF, NO_DRIVER),
            ("PICKED_UP", "CANCELLED", ADMIN, ANY),
            ("OUT_FOR_DELIVERY", "CANCELLED", ADMIN, ANY),
            ("PLACED", "REJECTED", STAFF_OR_SYSTEM, ANY),
            ("PLACED", "FAILED", SYSTEM, ANY),
            ("ACCEPTED", "FAILED", SYSTEM, ANY),
            ("PREPARING", "FAILED", SYSTEM, ANY),
            ("READY", "FAILED", SYSTEM, ANY),
            ("PICKED_UP", "FAILED", SYSTEM, ANY),
            ("OUT_FOR_DELIVERY", "FAILED", SYSTEM, ANY),
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
            ("received", "preparing", STAFF, ANY),
            ("preparing", "prepared", STAFF, ANY),
            ("prepared", "shipped", STAFF, ANY),
            ("shipped", "delivered", STAFF, ANY),
            ("delivered", "closed", STAFF, ANY),
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

    /// The roles that may move an order with this fulfilment method, within the cancel window.
    fn movers(&self, from: &str, to: &str, method: MethodKind) -> Vec<Role> {
        let named =
            self.moves.iter().find(|it| (it.0, it.1) == (from, to) && it.3.contains(&method));
        if to != self.cancelled || named.is_some() {
            return named.map_or_else(Vec::new, |step| step.2.to_vec());
        }
        if from == AWAITING_VERIFICATION {
            return vec![Role::Buyer, Role::Seller, Role::Admin, Role::System];
        }
        // An order that nobody accepts in time is rejected, or cancelled in a lifecycle without
        // a rejected status.
        let rejected = self.moves.iter().any(|step| step.0 == from && step.1 == "REJECTED");
        let system: &[_] = if from == self.first && !rejected { &[Role::System] } else { &[] };
        let staff = if self.staff_cancel.contains(&from) { STAFF } else { &[] };
        let buyer: &[_] = if self.buyer_cancels.contains(&from) { &[Role::Buyer] } else { &[] };
        [staff, buyer, system].concat()
    }

    /// Whether somebody in this role repeats a step that is made already.
    fn has_made(&self, at: &Status, to: &'static str, role: Role, method: MethodKind) -> bool {
        let from = |it: &Status| self.movers(it.name, to, method).contains(&role);
        let lifecycle = Lifecycle::newest(self.name).unwrap();
        [to, self.lands(to)].contains(&at.name) && lifecycle.statuses.iter().any(from)
    }

    /// The status of an order after it was moved to `to`.
    fn lands(&self, to: &'static str) -> &'static str {
        self.by_itself.iter().find(|step| step.0 == to).map_or(to, |step| step.1)
    }

    pub fn restocks(&self, status: &Status) -> bool {
        status.name == AWAITING_VERIFICATION || self.restocks.contains(&status.name)
    }
}

#[test]
fn lifecycles_are_exactly_those_of_the_contract() {
    assert_eq!(LIFECYCLES.len(), CONTRACTS.len());
    for lifecycle in LIFECYCLES {
        assert_eq!(lifecycle.start, Contract::of(lifecycle).first);
    }
}

#[test]
fn order_makes_exactly_the_transitions_of_the_contract_by_its_roles() {
    for (order, method) in every_cell() {
        let (lifecycle, from) = (order.lifecycle, order.status);
        let contract = Contract::of(lifecycle);
        for (actor, target) in pairs(&everyone(), lifecycle) {
            let cell =
                format!("{method:?} {}: {} -> {target} by {actor:?}", lifecycle.name, from.name);
            let movers = contract.movers(from.name, target, method);
            let made = contract.has_made(from, target, actor.role(), method);
            match order.apply(&to(target), &actor, &at_start()) {
                Ok(change) if made => assert_eq!(change, Change::to(order.clone()), "{cell}"),
                Ok(change) => {
                    assert!(movers.contains(&actor.role()), "{cell} was accepted");
                    assert_eq!(change.order.status.name, contract.lands(target), "{cell}");
                    assert_eq!(change.order.version, order.version + 1, "{cell}");
                }
                Err(Refusal::Forbidden) => {
                    assert!(!movers.is_empty(), "{cell} is for nobody");
                    assert!(!made && !movers.contains(&actor.role()), "{cell} was refused");
                }
                Err(Refusal::InvalidTransition { from: named, to, allowed }) => {
                    assert!(!made && movers.is_empty(), "{cell} was refused");
                    assert_eq!((named, to.as_str()), (from.name, target), "{cell}");
                    let movers = |to: &str| contract.movers(from.name, to, method);
                    let other = |to: &&str| movers(to).contains(&actor.role());
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
    for (order, method) in every_cell() {
        let (lifecycle, from) = (order.lifecycle, order.status);
        let contract = Contract::of(lifecycle);
        for actor in everyone() {
            let cell = format!("{}: {} by {actor:?}", lifecycle.name, from.name);
            let cancelled = order.apply(&CANCEL, &actor, &at_start());
            if contract.movers(from.name, contract.cancelled, method).contains(&actor.role()) {
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
fn administrator_can_cancel_in_every_open_status() {
    for (order, _) in every_cell() {
        let channel = CancellationChannel::Admin(GivenBack::ALL);
        let cancelled =
            order.apply(&Command::Cancel { reason: None, channel }, &admin(), &at_start());
        let cell = format!("{}: {}", order.lifecycle.name, order.status.name);
        assert_eq!(cancelled.is_ok(), !order.status.phase.is_closed(), "{cell}");
    }
}

#[test]
fn accepting_or_rejecting_again_has_no_effect_unless_the_estimate_differs() {
    let order = placed("kitchen", SIGNED_IN);
    let accept = |minutes: Option<u32>| Command::Accept {
        prep_time: minutes.map(|it| Minutes::new(it).unwrap()),
        extra: None,
    };
    let accepted = order.apply(&accept(Some(25)), &staff(), &after_minutes(1)).unwrap().order;
    for again in [accept(Some(25)), accept(None)] {
        for actor in [staff(), admin()] {
            let change = accepted.apply(&again, &actor, &after_minutes(2)).unwrap();
            assert_eq!(change, Change::to(accepted.clone()));
        }
        let refused = accepted.apply(&again, &owner(), &after_minutes(2));
        assert_eq!(refused, Err(Refusal::Forbidden));
    }
    let other = accepted.apply(&accept(Some(30)), &staff(), &after_minutes(2));
    assert!(matches!(other, Err(Refusal::InvalidTransition { .. })), "{other:?}");
    let reject = Command::Reject { reason: parse("sold out") };
    let rejected = order.apply(&reject, &staff(), &after_minutes(1)).unwrap().order;
    let again = rejected.apply(&reject, &staff(), &after_minutes(2)).unwrap();
    assert_eq!(again, Change::to(rejected));
}

/// After an override to any status people can complete the order without another override, each
/// making only the transitions of their role.
#[test]
fn after_any_override_people_come_to_a_successful_end_without_another() {
    let mut cells = 0;
    for (order, method) in every_cell() {
        for target in order.lifecycle.statuses.iter().filter(|it| *it != order.status) {
            let to = target.name.to_owned();
            let force = Command::Override { to, note: None, reason: None, nonce: NONCE };
            let forced = order.apply(&force, &admin(), &after_minutes(1)).unwrap().order;
            let path = format!(
                "{method:?} {}: {} -> {}",
                order.lifecycle.name, order.status.name, target.name
            );
            // Only another override revives a stopped order.
            let end = walk(&forced, &[owner(), staff(), driver()]);
            let wanted = if target.phase.is_stopped() { target.phase } else { Phase::Done };
            assert_eq!(end.phase, wanted, "{path}");
            let end = walk(&forced, &[owner(), admin()]);
            assert_eq!(end.phase, wanted, "{path} by administrators");
            cells += 1;
        }
    }
    let pairs = |it: &Lifecycle| it.statuses.len() * (it.statuses.len() - 1);
    assert_eq!(cells, 3 * LIFECYCLES.iter().map(pairs).sum::<usize>());
}

/// The status to which these people can move an order that they want to complete.
fn walk(order: &Order, people: &[Actor]) -> &'static Status {
    let mut order = order.clone();
    while !order.status.phase.is_closed() {
        let stamp = after_minutes(2);
        let steps = |actor: &Actor| {
            let offered = order.allowed_actions(actor, &stamp).into_iter();
            let mut on = offered.filter_map(|action| match action {
                Action::Verify => Some(Command::Verify),
                Action::Accept => Some(Command::Accept { prep_time: None, extra: None }),
                Action::Move(status) if !status.phase.is_stopped() => Some(to(status.name)),
                _ => None,
            });
            on.find_map(|step| order.apply(&step, actor, &stamp).ok())
        };
        let Some(change) = people.iter().find_map(steps) else { break };
        assert!(change.order.version > order.version, "{change:?}");
        order = change.order;
    }
    order.status
}

#[test]
fn stopping_an_order_restocks_where_the_contract_says() {
    for (lifecycle, from) in every_status() {
        let order = in_status(lifecycle, from);
        let restocks = Contract::of(lifecycle).restocks(from);
        for (actor, target) in pairs(&everyone(), lifecycle) {
            let Ok(change) = order.apply(&to(target), &actor, &at_start()) else { continue };
            if change.order.version == order.version {
                continue;
            }
            let cell = format!("{}: {} -> {target}", lifecycle.name, from.name);
            let stopped = change.order.status.phase.is_stopped();
            assert_eq!(change.order.stop, stopped.then_some(stop(restocks)), "{cell}");
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
    let order = Order(OrderState { cancel_until: None, ..placed("kitchen", SIGNED_IN).0 });
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
fn accepted_kitchen_order_moves_to_preparation_automatically() {
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
fn picked_up_kitchen_order_moves_to_out_for_delivery_automatically() {
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
fn written_note_is_shown_instead_of_the_lifecycles_note() {
    let note = Some(parse("With pleasure"));
    let accept = Command::Move { to: "ACCEPTED".to_owned(), note, reason: None };
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

/// Every status of every lifecycle, for every fulfilment method.
fn every_cell() -> impl Iterator<Item = (Order, MethodKind)> {
    let order = |(lifecycle, status)| {
        MethodKind::ALL.map(|method| (by(method, in_status(lifecycle, status)), method))
    };
    every_status().flat_map(order)
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
