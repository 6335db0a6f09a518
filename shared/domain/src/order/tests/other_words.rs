//! Tests that nothing depends on the names of statuses: a lifecycle with deliveries but without the
//! kitchen's names is treated like the kitchen.

use super::{
    batching::{batch, id, orders_of, outcome, pick_up, step},
    *,
};
use crate::{Batch, BatchCommand, BatchRefusal, BatchStatus};

/// The names of corresponding statuses of the kitchen and of the bakery.
const WORDS: [(&str, &str); 10] = [
    ("PLACED", "ordered"),
    ("ACCEPTED", "taken_on"),
    ("PREPARING", "in_the_oven"),
    ("READY", "on_the_shelf"),
    ("PICKED_UP", "in_the_van"),
    ("OUT_FOR_DELIVERY", "on_the_round"),
    ("DELIVERED", "handed_over"),
    ("REJECTED", "turned_down"),
    ("CANCELLED", "called_off"),
    ("FAILED", "went_wrong"),
];

fn kitchen() -> &'static Lifecycle {
    Lifecycle::newest("kitchen").unwrap()
}

fn bakery() -> &'static Lifecycle {
    Lifecycle::newest("bread_round").unwrap()
}

/// A text with the bakery's words instead of the kitchen's.
fn translated(text: &str) -> String {
    WORDS.iter().fold(text.to_owned(), |text, (from, to)| text.replace(from, to))
}

#[test]
fn a_test_lifecycle_is_found_and_listed_nowhere() {
    assert_eq!(Lifecycle::find("bread_round", 1), Some(bakery()));
    assert!(!Lifecycle::names().contains(&"bread_round"));
    assert!(!crate::LIFECYCLES.contains(bakery()));
    assert!("on_the_round".parse::<StatusName>().is_ok());
    assert!(!StatusName::all().contains(&"on_the_round"));
    let drivers = ["PICKED_UP", "OUT_FOR_DELIVERY", "DELIVERED"];
    assert_eq!(Lifecycle::all_drivers_steps(), drivers);
}

#[test]
fn the_drivers_steps_are_those_that_the_lifecycle_names() {
    let steps = |lifecycle: &'static Lifecycle| lifecycle.drivers_steps().collect::<Vec<_>>();
    assert_eq!(steps(kitchen()), ["PICKED_UP", "OUT_FOR_DELIVERY", "DELIVERED"]);
    assert_eq!(steps(bakery()), ["in_the_van", "on_the_round", "handed_over"]);
    assert_eq!(kitchen().out_for_delivery(), Some("OUT_FOR_DELIVERY"));
    assert_eq!(bakery().out_for_delivery(), Some("on_the_round"));
    for name in ["producer", "shop", "marketplace"] {
        let lifecycle = Lifecycle::newest(name).unwrap();
        assert_eq!((steps(lifecycle), lifecycle.out_for_delivery()), (Vec::new(), None), "{name}");
        // Where there are none, the order itself refuses the others' words.
        let order = in_status(lifecycle, lifecycle.status(lifecycle.start).unwrap());
        assert_eq!(Batch::steps_of(&order), steps(kitchen()), "{name}");
        assert!(!Batch::follows(&order, "PICKED_UP"), "{name}");
    }
}

/// Every command to a batch of two, whatever it and its orders are in.
#[test]
fn batches_decide_alike_whatever_statuses_are_called() {
    let answer = |made: Result<crate::BatchChange, BatchRefusal>| match made {
        Ok(change) => {
            let orders: Vec<_> = outcome(&change)
                .into_iter()
                .map(|(id, status, place)| (id, status.to_owned(), place))
                .collect();
            Ok((change.batch, orders))
        }
        Err(refusal) => {
            // A batch has words of its own.
            let of_orders = matches!(refusal, BatchRefusal::Order(_) | BatchRefusal::NoStep(_));
            let text = refusal.to_string();
            // After it come the statuses that are allowed, in the order of the lifecycle's file.
            let kind = text.split("; you can move it to").next().unwrap_or_default();
            Err((of_orders, kind.to_owned()))
        }
    };
    let (mut accepted, mut refused) = (0, 0);
    for status in BatchStatus::ALL {
        let batch = batch(2, status);
        let statuses = WORDS.iter().flat_map(|first| WORDS.iter().map(move |next| [first, next]));
        for statuses in statuses {
            let ours = orders_of(kitchen(), &batch, &statuses.map(|(kitchen, _)| *kitchen));
            let theirs = orders_of(bakery(), &batch, &statuses.map(|(_, bakery)| *bakery));
            let both = |command: BatchCommand| (command.clone(), command);
            let mut commands = vec![
                both(pick_up(false)),
                both(pick_up(true)),
                both(BatchCommand::Complete),
                both(BatchCommand::Cancel { reason: None }),
            ];
            commands
                .extend(WORDS.iter().map(|(kitchen, bakery)| (step(0, kitchen), step(0, bakery))));
            for actor in [driver(), admin()] {
                for (our, their) in &commands {
                    let decided = |orders: &[Order], command: &BatchCommand| {
                        answer(batch.apply(command, orders, &actor, &after_minutes(5)))
                    };
                    let expected = match decided(&ours, our) {
                        Ok((batch, orders)) => {
                            accepted += 1;
                            let orders = orders.into_iter();
                            let orders = orders.map(|(id, to, place)| (id, translated(&to), place));
                            Ok((batch, orders.collect()))
                        }
                        Err((of_orders, text)) => {
                            refused += 1;
                            Err((of_orders, if of_orders { translated(&text) } else { text }))
                        }
                    };
                    let found = decided(&theirs, their);
                    assert_eq!(found, expected, "{status:?}, {statuses:?}, {our:?}, {actor:?}");
                }
            }
        }
    }
    assert!(accepted > 500 && refused > 5_000, "{accepted}, {refused}");
}

#[test]
fn accepting_and_rejecting_follow_the_names_and_not_the_order_of_ways() {
    let new = in_status(bakery(), bakery().status("ordered").unwrap());
    let actions = new.allowed_actions(&staff(), &at_start());
    assert!(actions.contains(&Action::Accept) && actions.contains(&Action::Reject), "{actions:?}");
    let names = |change: Change| {
        let entries = change.order.0.timeline.into_iter();
        entries.map(|entry| entry.status.name).collect::<Vec<_>>()
    };
    let accepted = new
        .apply(&Command::Accept { prep_time: None, extra: None }, &staff(), &at_start())
        .unwrap();
    assert_eq!(names(accepted), ["ordered", "taken_on", "in_the_oven"]);
    let reason = parse("The oven is cold.");
    let rejected = new.apply(&Command::Reject { reason }, &staff(), &at_start()).unwrap();
    assert_eq!(names(rejected), ["ordered", "turned_down"]);
}

#[test]
fn nobody_picks_up_what_is_in_a_batch_without_a_driver() {
    let pending = batch(1, BatchStatus::Pending);
    let orders = orders_of(bakery(), &pending, &["on_the_shelf"]);
    let judged = orders[0].denied_actions(&admin(), &at_start());
    let to_the_van = Action::Move(bakery().status("in_the_van").unwrap());
    let denied = judged.into_iter().find(|it| it.action == to_the_van).unwrap();
    assert_eq!(denied.why.code(), "conflict");
    let refused = pending.apply(&step(0, "in_the_van"), &orders, &admin(), &after_minutes(5));
    assert_eq!(refused, Err(BatchRefusal::NoDriver));
    let refused = pending.apply(&step(0, "PICKED_UP"), &orders, &admin(), &after_minutes(5));
    let text = refused.unwrap_err().to_string();
    assert_eq!(text, "drivers can set an order to in_the_van, on_the_round or handed_over only");
    assert_eq!(orders[0].id, id(0));
}
