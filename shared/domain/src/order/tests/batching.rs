//! Tests of the commands on batches, and of their effects on the orders.

use super::*;
use crate::{Batch, BatchCommand, BatchDriver, BatchRefusal, BatchStatus, OrderId, Proposal};

/// An order's id by its number.
pub(super) fn id(number: usize) -> OrderId {
    parse(&format!("ORD-20261120-000000000{number}"))
}

/// A batch of `count` orders in a status, with the driver unless it waits for one.
pub(super) fn batch(count: usize, status: BatchStatus) -> Batch {
    let driver = BatchDriver { id: parse("m-driver"), name: parse("Dan") };
    Batch {
        id: parse("BAT-0123456789"),
        number: "BTH-20261120-001".to_owned(),
        seller: parse("green-valley"),
        zone: None,
        driver: (status != BatchStatus::Pending).then_some(driver),
        status,
        orders: (0..count).map(id).collect(),
        created_at: start(),
        picked_up_at: None,
        completed_at: None,
        names: Names::default(),
        estimate: None,
        reason: None,
        version: 1,
        changed_at: start(),
        change: parse("made"),
    }
}

/// The orders of a batch, in these statuses of kitchens.
fn orders(batch: &Batch, statuses: &[&str]) -> Vec<Order> {
    orders_of(Lifecycle::newest("kitchen").unwrap(), batch, statuses)
}

/// The orders of a batch, in these statuses of a lifecycle.
pub(super) fn orders_of(
    lifecycle: &'static Lifecycle,
    batch: &Batch,
    statuses: &[&str],
) -> Vec<Order> {
    let order = |(at, name): (usize, &&str)| {
        let order = in_status(lifecycle, lifecycle.status(name).unwrap());
        let driver = batch.driver.as_ref().map(|driver| driver.id.clone());
        let sequence = u32::try_from(at + 1).unwrap();
        let place = Assignment { batch: batch.id.clone(), driver, sequence };
        Order(OrderState { id: id(at), delivery: Some(place), ..order.0 })
    };
    statuses.iter().enumerate().map(order).collect()
}

fn decide(
    batch: &Batch,
    statuses: &[&str],
    command: &BatchCommand,
    actor: &Actor,
) -> Result<crate::BatchChange, BatchRefusal> {
    batch.apply(command, &orders(batch, statuses), actor, &after_minutes(5))
}

/// Each order that changes, with its new status and its new position.
pub(super) fn outcome(change: &crate::BatchChange) -> Vec<(OrderId, &str, Option<u32>)> {
    let outcome = |(old, change): &(Order, Change)| {
        let OrderState { id, status, delivery, version, .. } = &*change.order;
        assert_eq!((*id, *version), (old.id, old.version + 1));
        (*id, status.name, delivery.as_ref().map(|it| it.sequence))
    };
    change.orders.iter().map(outcome).collect()
}

pub(super) fn pick_up(partial: bool) -> BatchCommand {
    BatchCommand::PickUp { partial }
}

pub(super) fn step(at: usize, to: &str) -> BatchCommand {
    BatchCommand::Step { order: id(at), to: to.to_owned(), note: None, reason: None }
}

fn every_command() -> [BatchCommand; 6] {
    let eve = BatchDriver { id: parse("m-eve"), name: parse("Eve") };
    [
        pick_up(false),
        BatchCommand::Complete,
        BatchCommand::Sequence(vec![(id(0), 1)]),
        BatchCommand::Reassign(eve),
        BatchCommand::Cancel { reason: None },
        step(0, "PICKED_UP"),
    ]
}

#[test]
fn drivers_drive_their_own_batch_and_staff_manages_it() {
    let batch = batch(1, BatchStatus::Assigned);
    // Pick up, complete, sequence, reassign, cancel, step.
    for (actor, may) in [
        (driver(), [true, true, true, false, false, true]),
        (staff(), [false, false, true, true, true, false]),
        (admin(), [true; 6]),
        (owner(), [false; 6]),
        (system(), [false; 6]),
    ] {
        for (command, may) in every_command().iter().zip(may) {
            let refused = decide(&batch, &["READY"], command, &actor).err();
            let forbidden = refused == Some(BatchRefusal::Forbidden);
            assert_eq!(forbidden, !may, "{actor:?}: {command:?}");
        }
    }
    for stranger in strangers() {
        assert!(!batch.visible_to(&stranger));
        for command in every_command() {
            let refused = decide(&batch, &["READY"], &command, &stranger);
            assert_eq!(refused, Err(BatchRefusal::Forbidden), "{stranger:?}: {command:?}");
        }
    }
}

#[test]
fn finished_batch_refuses_every_command() {
    for status in BatchStatus::ALL.into_iter().filter(|status| !status.is_living()) {
        for command in every_command() {
            if (status, &command) == (BatchStatus::Completed, &BatchCommand::Complete) {
                continue;
            }
            let refused = decide(&batch(1, status), &["READY"], &command, &admin());
            assert_eq!(refused, Err(BatchRefusal::Over(status)), "{command:?}");
        }
    }
}

#[test]
fn pickup_takes_ready_orders_and_releases_the_others() {
    let assigned = batch(5, BatchStatus::Assigned);
    let statuses = ["PREPARING", "READY", "CANCELLED", "OUT_FOR_DELIVERY", "ACCEPTED"];
    let refused = decide(&assigned, &statuses, &pick_up(false), &driver());
    assert_eq!(refused, Err(BatchRefusal::Unready(vec![id(0), id(4)])));
    let change = decide(&assigned, &statuses, &pick_up(true), &driver()).unwrap();
    assert_eq!(change.batch.orders, [id(1), id(2), id(3)]);
    let (status, at) = (change.batch.status, change.batch.picked_up_at);
    assert_eq!((status, at), (BatchStatus::PickedUp, Some(after_minutes(5).now)));
    assert_eq!(change.batch.version, 2);
    // The remaining orders move up, and the released ones are free.
    let expected = [
        (id(0), "PREPARING", None),
        (id(1), "OUT_FOR_DELIVERY", Some(1)),
        (id(2), "CANCELLED", Some(2)),
        (id(3), "OUT_FOR_DELIVERY", Some(3)),
        (id(4), "ACCEPTED", None),
    ];
    assert_eq!(outcome(&change), expected);
    // One order's timeline has both steps; the others' have none.
    let lines: Vec<usize> = change
        .orders
        .iter()
        .map(|(old, change)| change.order.timeline.len() - old.timeline.len())
        .collect();
    assert_eq!(lines, [0, 2, 0, 0, 0]);
}

#[test]
fn there_must_be_a_driver_and_something_to_pick_up() {
    let pending = batch(1, BatchStatus::Pending);
    let refused = |batch: &Batch, statuses: &[&str], command: &BatchCommand| {
        decide(batch, statuses, command, &admin()).unwrap_err()
    };
    assert_eq!(refused(&pending, &["READY"], &pick_up(true)), BatchRefusal::NoDriver);
    assert_eq!(refused(&pending, &["READY"], &step(0, "PICKED_UP")), BatchRefusal::NoDriver);
    let assigned = batch(2, BatchStatus::Assigned);
    let nothing = ["OUT_FOR_DELIVERY", "PREPARING"];
    assert_eq!(refused(&assigned, &nothing, &pick_up(true)), BatchRefusal::NothingToPickUp);
}

#[test]
fn an_order_that_went_into_another_batch_is_no_longer_concerned() {
    let assigned = batch(2, BatchStatus::Assigned);
    let mut orders = orders(&assigned, &["READY", "READY"]);
    orders[0].0.delivery =
        Some(Assignment { batch: parse("BAT-9876543210"), driver: None, sequence: 1 });
    let change = assigned.apply(&pick_up(false), &orders, &driver(), &after_minutes(5)).unwrap();
    assert_eq!(outcome(&change), [(id(1), "OUT_FOR_DELIVERY", Some(2))]);
    let refused = assigned.apply(&step(0, "PICKED_UP"), &orders, &driver(), &after_minutes(5));
    assert_eq!(refused, Err(BatchRefusal::Forbidden));
}

#[test]
fn completing_delivers_all_orders_in_transit_or_none() {
    let statuses = ["OUT_FOR_DELIVERY", "DELIVERED", "CANCELLED", "READY"];
    let waiting = batch(4, BatchStatus::Assigned);
    let refused = decide(&waiting, &statuses, &BatchCommand::Complete, &driver());
    assert_eq!(refused, Err(BatchRefusal::NotPickedUp(BatchStatus::Assigned)));
    let out = batch(4, BatchStatus::InProgress);
    let refused = decide(&out, &statuses, &BatchCommand::Complete, &driver());
    assert_eq!(refused, Err(BatchRefusal::Undelivered(vec![id(3)])));
    let out = batch(3, BatchStatus::PickedUp);
    let change = decide(&out, &statuses[..3], &BatchCommand::Complete, &driver()).unwrap();
    assert_eq!(outcome(&change), [(id(0), "DELIVERED", Some(1))]);
    let (status, at) = (change.batch.status, change.batch.completed_at);
    assert_eq!((status, at), (BatchStatus::Completed, Some(after_minutes(5).now)));
}

#[test]
fn a_sequence_gives_each_order_one_place() {
    let assigned = batch(3, BatchStatus::Assigned);
    let sequence = |places: &[(usize, u32)]| {
        let places = places.iter().map(|&(at, place)| (id(at), place)).collect();
        decide(&assigned, &["READY"; 3], &BatchCommand::Sequence(places), &driver())
    };
    for wrong in [
        &[(0, 1), (1, 2)][..],
        &[(0, 1), (1, 2), (2, 2)],
        &[(0, 1), (1, 2), (2, 4)],
        &[(0, 0), (1, 1), (2, 2)],
        &[(0, 1), (0, 2), (2, 3)],
        &[(0, 1), (1, 2), (3, 3)],
        &[(0, 1), (1, 2), (2, 3), (2, 4)],
    ] {
        assert_eq!(sequence(wrong), Err(BatchRefusal::NotAPermutation), "{wrong:?}");
    }
    // An order that keeps its position does not change.
    let change = sequence(&[(0, 3), (1, 2), (2, 1)]).unwrap();
    assert_eq!(change.batch.orders, [id(2), id(1), id(0)]);
    assert_eq!(outcome(&change), [(id(0), "READY", Some(3)), (id(2), "READY", Some(1))]);
    assert_eq!(change.batch.status, BatchStatus::Assigned);
}

#[test]
fn another_driver_gets_the_orders_too_until_the_batch_is_over() {
    let eve = BatchDriver { id: parse("m-eve"), name: parse("Eve") };
    let reassign = BatchCommand::Reassign(eve.clone());
    for (before, after) in [
        (BatchStatus::Pending, BatchStatus::Assigned),
        (BatchStatus::Assigned, BatchStatus::Assigned),
        (BatchStatus::PickedUp, BatchStatus::PickedUp),
        (BatchStatus::InProgress, BatchStatus::InProgress),
    ] {
        let change = decide(&batch(1, before), &["READY"], &reassign, &staff()).unwrap();
        assert_eq!((change.batch.status, &change.batch.driver), (after, &Some(eve.clone())));
        let place = change.orders[0].1.order.delivery.clone().unwrap();
        assert_eq!(place.driver, Some(eve.id.clone()));
    }
}

#[test]
fn batch_can_be_cancelled_until_its_first_order_is_in_transit() {
    let reason = Some(parse("The van broke down."));
    let cancel = BatchCommand::Cancel { reason: reason.clone() };
    let assigned = batch(3, BatchStatus::Assigned);
    for status in [BatchStatus::PickedUp, BatchStatus::InProgress] {
        let refused = decide(&batch(3, status), &["READY"; 3], &cancel, &staff());
        assert_eq!(refused, Err(BatchRefusal::PickedUp));
    }
    let refused = decide(&assigned, &["READY", "OUT_FOR_DELIVERY", "READY"], &cancel, &staff());
    assert_eq!(refused, Err(BatchRefusal::PickedUp));
    let statuses = ["READY", "PREPARING", "CANCELLED"];
    let change = decide(&assigned, &statuses, &cancel, &staff()).unwrap();
    let freed: Vec<_> = (0..3).map(|at| (id(at), statuses[at], None)).collect();
    assert_eq!(outcome(&change), freed);
    assert_eq!((change.batch.status, change.batch.reason), (BatchStatus::Cancelled, reason));
}

#[test]
fn the_first_step_of_each_kind_changes_the_batch() {
    use BatchStatus::{Assigned, InProgress, PickedUp};
    for (before, from, to, after) in [
        (Assigned, "READY", "PICKED_UP", PickedUp),
        (PickedUp, "READY", "PICKED_UP", PickedUp),
        (InProgress, "READY", "PICKED_UP", InProgress),
        (PickedUp, "OUT_FOR_DELIVERY", "DELIVERED", InProgress),
        (InProgress, "OUT_FOR_DELIVERY", "DELIVERED", InProgress),
        // An administrator may have put the order there.
        (Assigned, "OUT_FOR_DELIVERY", "DELIVERED", InProgress),
    ] {
        let batch = batch(2, before);
        let change = decide(&batch, &["READY", from], &step(1, to), &driver()).unwrap();
        let ends = if to == "PICKED_UP" { "OUT_FOR_DELIVERY" } else { to };
        assert_eq!(outcome(&change), [(id(1), ends, Some(2))]);
        assert_eq!(change.batch.status, after, "{before:?}, {from} to {to}");
        assert_eq!(change.batch.version, 1 + u32::from(before != after));
    }
    let assigned = batch(1, Assigned);
    let refused = |to: &str| decide(&assigned, &["READY"], &step(0, to), &driver()).unwrap_err();
    let names = ["PICKED_UP", "OUT_FOR_DELIVERY", "DELIVERED"];
    assert_eq!(refused("READY"), BatchRefusal::NoStep(names.to_vec()));
    let says = "drivers can set an order to PICKED_UP, OUT_FOR_DELIVERY or DELIVERED only";
    assert_eq!(refused("READY").to_string(), says);
    assert!(matches!(refused("DELIVERED"), BatchRefusal::Order(_)));
    let order = &orders(&assigned, &["READY"])[0];
    assert!(names.into_iter().all(|name| Batch::follows(order, name)));
    assert!(!Batch::follows(order, "READY"));
    assert_eq!(Batch::steps_of(order), names);
}

#[test]
fn repeated_step_of_a_batch_has_no_effect() {
    use BatchStatus::{Completed, InProgress, PickedUp};
    for (status, statuses, command) in [
        (PickedUp, ["OUT_FOR_DELIVERY", "CANCELLED"], pick_up(false)),
        (PickedUp, ["OUT_FOR_DELIVERY", "PICKED_UP"], pick_up(true)),
        (InProgress, ["OUT_FOR_DELIVERY", "DELIVERED"], pick_up(false)),
        (InProgress, ["DELIVERED", "CANCELLED"], pick_up(false)),
        (Completed, ["DELIVERED", "DELIVERED"], BatchCommand::Complete),
        (PickedUp, ["OUT_FOR_DELIVERY", "READY"], step(0, "PICKED_UP")),
        (PickedUp, ["OUT_FOR_DELIVERY", "READY"], step(0, "OUT_FOR_DELIVERY")),
        (InProgress, ["READY", "DELIVERED"], step(1, "DELIVERED")),
    ] {
        let batch = batch(2, status);
        for actor in [driver(), admin()] {
            let change = decide(&batch, &statuses, &command, &actor).unwrap();
            assert_eq!(change.batch, batch, "{command:?}");
            assert_eq!(change.orders, [], "{command:?}");
        }
        for other in [staff(), owner()] {
            let refused = decide(&batch, &statuses, &command, &other);
            assert_eq!(refused, Err(BatchRefusal::Forbidden), "{command:?}");
        }
    }
    // The second request picks up the order that is ready now.
    let out = batch(2, PickedUp);
    let rest = decide(&out, &["OUT_FOR_DELIVERY", "READY"], &pick_up(false), &driver()).unwrap();
    assert_eq!(outcome(&rest), [(id(1), "OUT_FOR_DELIVERY", Some(2))]);
    let early = decide(&out, &["OUT_FOR_DELIVERY", "PREPARING"], &pick_up(false), &driver());
    assert_eq!(early, Err(BatchRefusal::Unready(vec![id(1)])));
}

#[test]
fn order_that_an_override_put_in_transit_is_completed_in_its_batch() {
    use BatchStatus::{Assigned, InProgress, Pending, PickedUp};
    for (status, actor, from, to, ends, after) in [
        (Pending, admin(), "PICKED_UP", "OUT_FOR_DELIVERY", "OUT_FOR_DELIVERY", Pending),
        (Pending, admin(), "OUT_FOR_DELIVERY", "DELIVERED", "DELIVERED", Pending),
        (Assigned, driver(), "PICKED_UP", "OUT_FOR_DELIVERY", "OUT_FOR_DELIVERY", PickedUp),
        (PickedUp, driver(), "PICKED_UP", "OUT_FOR_DELIVERY", "OUT_FOR_DELIVERY", PickedUp),
        (InProgress, driver(), "PICKED_UP", "OUT_FOR_DELIVERY", "OUT_FOR_DELIVERY", InProgress),
        (Assigned, driver(), "OUT_FOR_DELIVERY", "DELIVERED", "DELIVERED", InProgress),
    ] {
        let change = decide(&batch(1, status), &[from], &step(0, to), &actor).unwrap();
        assert_eq!(outcome(&change), [(id(0), ends, Some(1))], "{status:?}");
        assert_eq!(change.batch.status, after, "{status:?}: {from} to {to}");
    }
}

/// An order that waits for a batch, with its number, status, meal, zone and wanted time in minutes.
fn waiting(at: usize, status: &str, meal: &str, zone: &str, wanted: i64) -> Order {
    let lifecycle = Lifecycle::newest("kitchen").unwrap();
    let order = in_status(lifecycle, lifecycle.status(status).unwrap());
    let fulfilment = Fulfilment {
        method: Method::Delivery(address()),
        zone: (!zone.is_empty()).then(|| parse(zone)),
        requested_for: Some(after_minutes(wanted).now),
    };
    let meal_window = (!meal.is_empty()).then(|| parse(meal));
    Order(OrderState { id: id(at), fulfilment, meal_window, delivery: None, ..order.0 })
}

fn proposed(orders: &[Order], most: usize) -> Vec<Vec<OrderId>> {
    let living = [parse("BAT-0123456789")];
    Proposal::of(orders, &living, most).into_iter().map(|it| it.orders).collect()
}

#[test]
fn batches_are_proposed_by_meal_and_zone_with_the_earliest_wanted_first() {
    let orders = [
        waiting(0, "READY", "dinner", "north", 90),
        waiting(1, "READY", "lunch", "north", 30),
        waiting(2, "PREPARING", "lunch", "north", 10),
        waiting(3, "READY", "lunch", "south", 20),
        waiting(4, "READY", "", "", 40),
    ];
    let expected = [vec![id(2), id(1)], vec![id(3)], vec![id(4)], vec![id(0)]];
    assert_eq!(proposed(&orders, 20), expected);
    let first = &Proposal::of(&orders, &[], 20)[0];
    assert_eq!((&first.zone, &first.meal_window), (&Some(parse("north")), &Some(parse("lunch"))));
}

#[test]
fn only_orders_that_could_go_into_a_batch_are_proposed() {
    let mut taken = waiting(0, "READY", "", "", 0);
    taken.0.delivery = Some(by_driver());
    let mut free_again = waiting(1, "READY", "", "", 0);
    free_again.0.delivery = Some(Assignment { batch: parse("BAT-9876543210"), ..by_driver() });
    let mut fetched = waiting(2, "READY", "", "", 0);
    fetched.0.fulfilment.method = Method::Pickup;
    let mut orders = vec![taken, free_again, fetched];
    for (at, status) in (3..).zip(["PLACED", "OUT_FOR_DELIVERY", "DELIVERED", "CANCELLED"]) {
        orders.push(waiting(at, status, "", "", 0));
    }
    assert_eq!(proposed(&orders, 20), [[id(1)]]);
    // Drivers do not deliver orders of a shop.
    let shop = Order(OrderState {
        id: id(8),
        fulfilment: orders[1].fulfilment.clone(),
        delivery: None,
        ..in_status(
            Lifecycle::newest("producer").unwrap(),
            Lifecycle::newest("producer").unwrap().status("ready").unwrap(),
        )
        .0
    });
    assert!(proposed(&[shop], 20).is_empty());
}

#[test]
fn orders_are_spread_evenly_when_they_exceed_one_batch() {
    let orders: Vec<Order> = (0..7).map(|at| waiting(at, "READY", "", "", 7)).collect();
    let sizes = |most: usize| proposed(&orders, most).iter().map(Vec::len).collect::<Vec<_>>();
    assert_eq!(sizes(7), [7]);
    assert_eq!(sizes(6), [4, 3]);
    assert_eq!(sizes(3), [3, 3, 1]);
    assert_eq!(sizes(2), [2, 2, 2, 1]);
    assert_eq!(sizes(0), [1; 7]);
    assert_eq!(proposed(&[], 3), Vec::<Vec<OrderId>>::new());
}
