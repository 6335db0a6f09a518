//! What is tried with one seller's orders, from a seed.

use docket_domain::Lifecycle;

use crate::{
    dice::Dice,
    world::{BUYERS, PRODUCTS, VOUCHERS, Who},
};

/// A sequence of commands.
#[derive(Debug, Clone)]
pub struct Script {
    /// What it is made from.
    pub seed: u64,
    pub steps: Vec<Step>,
}

/// Something that somebody tries.
#[derive(Debug, Clone)]
pub struct Step {
    /// Names the step, also when others were left out.
    pub id: u32,
    pub act: Act,
    /// Whether it is sent twice, at the same time.
    pub twice: bool,
    /// What share of the calls of the database meets a fault.
    pub faults: usize,
}

/// Orders are counted as they become known, and again from the first.
#[derive(Debug, Clone)]
pub enum Act {
    Place {
        order: Wish,
        keyed: bool,
    },
    Verify {
        order: usize,
        right: bool,
    },
    /// One of the moves from where the order is, by one who may make it.
    Follow {
        order: usize,
        way: usize,
        by: usize,
    },
    /// A move to any status, by anybody.
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
    Wait {
        minutes: u32,
    },
    CleanUp,
    /// The request of an earlier step, once more.
    Repeat {
        of: u32,
    },
}

/// An order to be placed.
#[derive(Debug, Clone)]
pub struct Wish {
    pub who: Who,
    pub buyer: usize,
    /// Products and quantities.
    pub lines: Vec<(usize, u32)>,
    pub vouchers: Vec<usize>,
}

/// How often each sequence puts its order from one status into another.
const PAIRS: usize = 2;

/// The sequence of a seed. Each begins with an order and somewhere overrides
/// it from one status to another, so that every pair has its turn.
pub fn script(seed: u64, lifecycle: &'static Lifecycle) -> Script {
    let mut dice = Dice::new(seed, 1);
    let faults = dice.pick(&[0, 8, 20, 35]);
    let first = place(&mut dice);
    let guest = matches!(&first, Act::Place { order, .. } if order.who == Who::Nobody);
    let mut acts = vec![first, Act::Repeat { of: 0 }];
    if guest && dice.percent(70) {
        acts.push(Act::Verify { order: 0, right: true });
    }
    for at in 1..3 + dice.roll(5) {
        acts.push(act(&mut dice, lifecycle, at));
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
        let twice = dice.percent(12);
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
        42..48 => {
            let who = dice.pick(&[Who::Staff, Who::Driver, Who::Admin, Who::Buyer(0)]);
            Act::Jump { order, status: dice.roll(statuses), who }
        }
        48..54 => Act::Cancel { order },
        54..66 => Act::Override { order, status: dice.roll(statuses) },
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

fn place(dice: &mut Dice) -> Act {
    let buyer = dice.roll(BUYERS.len());
    let who = dice.pick(&[Who::Nobody, Who::Nobody, Who::Buyer(buyer), Who::Staff]);
    let lines = (0..=dice.roll(3)).map(|_| {
        let quantity = dice.pick(&[1, 1, 2, 3, 5, 7]);
        (dice.roll(PRODUCTS.len()), quantity)
    });
    let lines = lines.collect();
    let mut vouchers: Vec<usize> = (0..VOUCHERS.len()).filter(|_| dice.percent(35)).collect();
    if dice.percent(50) {
        vouchers.reverse();
    }
    Act::Place { order: Wish { who, buyer, lines, vouchers }, keyed: dice.percent(75) }
}
