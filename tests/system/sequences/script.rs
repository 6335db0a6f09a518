//! Makes scripts of random commands for one seller's orders from seeds.

use docket_domain::Lifecycle;

use docket_tests::Dice;

use crate::sequences::world::{BUYERS, DRIVERS, PRODUCTS, VOUCHERS, Who};

/// A sequence of commands.
#[derive(Debug, Clone)]
pub struct Script {
    /// The seed of the script.
    pub seed: u64,
    pub steps: Vec<Step>,
}

/// A step of a script.
#[derive(Debug, Clone)]
pub struct Step {
    /// Identifies the step, also when other steps were removed.
    pub id: u32,
    pub act: Act,
    /// Whether the request is sent twice concurrently.
    pub twice: bool,
    /// The percentage of database calls that get a fault.
    pub faults: usize,
}

/// The commands. Orders are numbered as they become known; numbers wrap around.
#[derive(Debug, Clone)]
pub enum Act {
    Place {
        order: NewOrder,
        keyed: bool,
    },
    Verify {
        order: usize,
        right: bool,
    },
    /// A transition of the lifecycle from the order's status, by a role that may make it.
    Follow {
        order: usize,
        way: usize,
        by: usize,
    },
    /// A transition to any status, by anybody.
    Jump {
        order: usize,
        status: usize,
        who: Who,
    },
    Cancel {
        order: usize,
    },
    Override {
        order: usize,
        status: usize,
    },
    /// Other items, by the staff or an administrator.
    Change {
        order: usize,
        lines: Vec<(usize, u32)>,
        who: Who,
    },
    Pay {
        order: usize,
        amount: u32,
        keyed: bool,
    },
    Adjust {
        product: usize,
        change: i32,
        keyed: bool,
    },
    /// A new batch of orders, maybe with a driver.
    Batch {
        orders: Vec<usize>,
        driver: Option<usize>,
        keyed: bool,
    },
    /// A change of a batch.
    Drive {
        batch: usize,
        change: BatchChange,
        who: Who,
    },
    /// Splits a part of an order's line item into a new order.
    Split {
        order: usize,
        quantity: u32,
        keyed: bool,
    },
    /// Merges an order into another.
    Merge {
        order: usize,
        other: usize,
        keyed: bool,
    },
    /// A delivery status of one order, reported through the drivers' endpoint.
    Deliver {
        order: usize,
        status: &'static str,
        who: Who,
    },
    Wait {
        minutes: u32,
    },
    CleanUp,
    /// Repeats the request of an earlier step.
    Repeat {
        of: u32,
    },
}

/// A change of a batch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BatchChange {
    PickUp {
        partial: bool,
    },
    Complete,
    /// Rotates the sequence of its orders by this number of places.
    Sequence {
        by: usize,
    },
    Reassign {
        driver: usize,
    },
    Cancel,
}

/// An order to be placed.
#[derive(Debug, Clone)]
pub struct NewOrder {
    pub who: Who,
    pub buyer: usize,
    /// Products and quantities.
    pub lines: Vec<(usize, u32)>,
    pub vouchers: Vec<usize>,
    /// Whether it is for delivery.
    pub delivery: bool,
}

/// The number of pairs of statuses that each sequence overrides its order between.
const PAIRS: usize = 2;

/// The script of a seed. It begins with an order, and at some point overrides that order from one
/// status to another. The seeds take turns, so that every pair of statuses occurs.
pub fn script(seed: u64, lifecycle: &'static Lifecycle) -> Script {
    let mut dice = Dice::new(seed, 1);
    let faults = dice.pick(&[0, 8, 20, 35]);
    // Every other sequence of a lifecycle with drivers is about delivery batches.
    let for_delivery = lifecycle.status("PICKED_UP").is_some() && seed % 2 == 1;
    let first = if for_delivery { place_delivery(&mut dice) } else { place(&mut dice) };
    let guest = matches!(&first, Act::Place { order, .. } if order.who == Who::Nobody);
    let mut acts = vec![first, Act::Repeat { of: 0 }];
    if guest && dice.percent(70) {
        acts.push(Act::Verify { order: 0, right: true });
    }
    // Some sequences split a part off the order, and may merge it back.
    let parts = !for_delivery && dice.percent(40);
    if parts {
        acts.push(Act::Split { order: 0, quantity: 1, keyed: dice.percent(75) });
    }
    if parts && dice.percent(60) {
        acts.push(Act::Merge { order: dice.roll(2), other: 0, keyed: dice.percent(75) });
    }
    if for_delivery {
        begin_batch(&mut dice, lifecycle, &mut acts);
    }
    for at in 1..3 + dice.roll(5) {
        let next = if for_delivery && dice.percent(60) {
            act_on_batch(&mut dice)
        } else {
            act(&mut dice, lifecycle, at)
        };
        acts.push(next);
    }
    let statuses = lifecycle.statuses.len();
    let turn = |nth: usize| {
        let turn = (usize::try_from(seed).unwrap() * PAIRS + nth) % (statuses * (statuses - 1));
        let (from, to) = (turn / (statuses - 1), turn % (statuses - 1));
        [from, to + usize::from(to >= from)]
    };
    let overrides = (0..PAIRS).flat_map(turn).map(|status| Act::Override { order: 0, status });
    let at = 1 + dice.roll(acts.len());
    acts.splice(at..at, overrides);
    let steps = acts.into_iter().zip(0..).map(|(act, id)| {
        let contended = matches!(act, Act::Batch { .. } | Act::Drive { .. });
        let twice = dice.percent(if contended { 30 } else { 12 });
        Step { id, act, twice, faults }
    });
    Script { seed, steps: steps.collect() }
}

fn act(dice: &mut Dice, lifecycle: &'static Lifecycle, earlier: usize) -> Act {
    let order = dice.roll(2);
    let statuses = lifecycle.statuses.len();
    let keyed = dice.percent(75);
    match dice.roll(100) {
        0..12 => place(dice),
        12..26 => Act::Verify { order, right: dice.percent(80) },
        26..42 => Act::Follow { order, way: dice.pick(&[0, 0, 0, 1, 2, 3]), by: dice.roll(3) },
        42..45 => Act::Cancel { order },
        45..48 => {
            let driver = Who::Driver(dice.roll(DRIVERS));
            let who = dice.pick(&[Who::Staff, driver, Who::Admin, Who::Buyer(0)]);
            Act::Jump { order, status: dice.roll(statuses), who }
        }
        48..52 => Act::Split { order, quantity: dice.pick(&[1, 1, 2]), keyed },
        52..55 => Act::Merge { order, other: order + 1, keyed },
        55..60 => {
            Act::Change { order, lines: lines(dice), who: dice.pick(&[Who::Staff, Who::Admin]) }
        }
        60..66 => Act::Override { order, status: dice.roll(statuses) },
        66..75 => Act::Pay { order, amount: dice.pick(&[1, 250, 400, 1000]), keyed },
        75..81 => {
            let change = dice.pick(&[1, 3, -1, -4, -9]);
            Act::Adjust { product: dice.roll(PRODUCTS.len()), change, keyed }
        }
        81..86 => Act::Wait { minutes: dice.pick(&[1, 4, 11, 16, 25]) },
        86..90 => Act::CleanUp,
        _ => Act::Repeat { of: u32::try_from(dice.roll(1 + earlier)).unwrap() },
    }
}

fn lines(dice: &mut Dice) -> Vec<(usize, u32)> {
    let count = dice.roll(3);
    let line = |_| {
        let quantity = dice.pick(&[1, 1, 2, 3, 5, 7]);
        (dice.roll(PRODUCTS.len()), quantity)
    };
    (0..=count).map(line).collect()
}

fn place(dice: &mut Dice) -> Act {
    let buyer = dice.roll(BUYERS.len());
    let who = dice.pick(&[Who::Nobody, Who::Nobody, Who::Buyer(buyer), Who::Staff]);
    let lines = lines(dice);
    let mut vouchers: Vec<usize> = (0..VOUCHERS.len()).filter(|_| dice.percent(35)).collect();
    if dice.percent(50) {
        vouchers.reverse();
    }
    let delivery = dice.percent(40);
    Act::Place {
        order: NewOrder { who, buyer, lines, vouchers, delivery },
        keyed: dice.percent(75),
    }
}

/// A small delivery order of a buyer who need not be verified.
fn place_delivery(dice: &mut Dice) -> Act {
    let buyer = dice.roll(BUYERS.len());
    let lines = vec![(dice.roll(PRODUCTS.len()), dice.pick(&[1, 1, 2]))];
    let vouchers = (0..VOUCHERS.len()).filter(|_| dice.percent(20)).collect();
    let order = NewOrder { who: Who::Buyer(buyer), buyer, lines, vouchers, delivery: true };
    Act::Place { order, keyed: true }
}

/// Places two more orders, moves most of them to the status that waits for a driver, and creates a
/// batch of them.
fn begin_batch(dice: &mut Dice, lifecycle: &'static Lifecycle, acts: &mut Vec<Act>) {
    let named = |name: &str| lifecycle.statuses.iter().position(|it| it.name == name).unwrap();
    let (ready, preparing) = (named("READY"), named("PREPARING"));
    acts.extend([place_delivery(dice), place_delivery(dice)]);
    for order in 0..3 {
        let status = dice.pick(&[ready, ready, ready, preparing]);
        acts.push(Act::Override { order, status });
    }
    acts.push(Act::Batch { orders: vec![0, 1, 2], driver: Some(0), keyed: dice.percent(75) });
    if dice.percent(60) {
        acts.push(Act::Drive {
            batch: 0,
            change: BatchChange::PickUp { partial: true },
            who: Who::Admin,
        });
    }
}

/// A random command about orders in a batch.
fn act_on_batch(dice: &mut Dice) -> Act {
    let (batch, order, driver) = (dice.roll(2), dice.roll(3), dice.roll(DRIVERS));
    let drives = dice.pick(&[Who::Driver(0), Who::Driver(driver), Who::Admin]);
    let manages = dice.pick(&[Who::Staff, Who::Admin]);
    match dice.roll(100) {
        0..16 => {
            let orders = (0..3).filter(|_| dice.percent(60)).collect();
            let driver = dice.percent(80).then_some(driver);
            Act::Batch { orders, driver, keyed: dice.percent(75) }
        }
        16..32 => {
            let partial = dice.percent(60);
            Act::Drive { batch, change: BatchChange::PickUp { partial }, who: drives }
        }
        32..46 => Act::Drive { batch, change: BatchChange::Complete, who: drives },
        46..56 => {
            let who = dice.pick(&[drives, manages]);
            Act::Drive { batch, change: BatchChange::Sequence { by: dice.roll(3) }, who }
        }
        56..66 => Act::Drive { batch, change: BatchChange::Reassign { driver }, who: manages },
        66..76 => Act::Drive { batch, change: BatchChange::Cancel, who: manages },
        _ => {
            let status = dice.pick(&["PICKED_UP", "DELIVERED", "DELIVERED"]);
            Act::Deliver { order, status, who: drives }
        }
    }
}
