//! The checks of a lifecycle's named steps: each leads to a status that fits it, and no required
//! step is missing.

use super::form::{CANCELLED, METHODS, READY, Source, StatusSource};

/// What a step must fulfil: the statuses that it may name, and whether it must name one.
struct Demand<'a> {
    step: Step,
    named: Option<&'a str>,
    allowed: Vec<&'a str>,
    required: bool,
}

/// The key of a step, and the description of the status that it names.
type Step = (&'static str, &'static str);

const ACCEPT: Step =
    ("accept", "the status to which sellers move what they accept, straight from the first");
const REJECT: Step = (
    "reject",
    "the rejected status, or the cancelled one where there is none, to which sellers and the \
     deadline move orders straight from the first",
);
const PICK_UP: Step = (
    "pick_up",
    "the status in transit to which drivers and administrators move what is ready, for delivery",
);
const SHIP: Step =
    ("ship", "the status in transit to which sellers, and no drivers, move what they send");
const DELIVER: Step = (
    "deliver",
    "the done status that follows where pick_up and ship come to rest, by the same people",
);
const FAIL: Step = ("fail", "a failed status to which administrators move orders");

/// Checks that every step that orders of the lifecycle make is named, and names a status to which
/// it can lead. The caller has checked that automatic transitions do not loop.
pub fn check_steps(source: &Source) -> Result<(), String> {
    for demand in demands(source) {
        check_step(source, &demand)?;
    }
    Ok(())
}

fn check_step(source: &Source, demand: &Demand<'_>) -> Result<(), String> {
    let Demand { step: (key, what), named, allowed, required } = demand;
    let fault = match named {
        Some(name) if allowed.contains(name) => return Ok(()),
        Some(name) if source.find(name).is_none() => format!("is {name}, which is no status"),
        Some(name) => format!("is {name}"),
        None if *required => "is missing".to_owned(),
        None => return Ok(()),
    };
    let allowed = match allowed[..] {
        [] => "this lifecycle has none".to_owned(),
        _ => format!("allowed: {}", allowed.join(", ")),
    };
    Err(format!("{}: steps.{key} {fault}; it names {what} ({allowed})", source.name))
}

fn demands(source: &Source) -> [Demand<'_>; 6] {
    let steps = &source.steps;
    let accept = named(source, |status| {
        !status.is_stopped()
            && METHODS.iter().all(|method| starts(source, status, "seller", method))
    });
    let rejects = |status: &StatusSource| {
        let waits = |start: &StatusSource| start.phase == "open" && start.then.is_none();
        let by_itself = source.find(&source.start).is_some_and(waits);
        METHODS.iter().all(|method| {
            starts(source, status, "seller", method)
                && (!by_itself || starts(source, status, "system", method))
        })
    };
    let phase =
        if source.status.iter().any(|it| it.phase == "rejected") { "rejected" } else { CANCELLED };
    let reject = named(source, |status| status.phase == phase && rejects(status));
    let pick_up = named(source, |status| is_picked_up(source, status));
    let ship = named(source, |status| {
        is_sent_off(source, status) && !pick_up.contains(&status.name.as_str())
    });
    let out = |step: &Option<String>| {
        step.as_deref().and_then(|name| source.find(name)).map(|status| source.rest_of(status))
    };
    let (picked_up, shipped) = (out(&steps.pick_up), out(&steps.ship));
    let deliver = named(source, |status| {
        let delivers =
            |from| ["driver", "admin"].iter().all(|by| leads(from, status, by, "delivery"));
        let sends = |from| leads(from, status, "seller", "shipping");
        let goes_out = picked_up.is_some() || shipped.is_some();
        let ends = picked_up.is_none_or(delivers) && shipped.is_none_or(sends);
        status.phase == "done" && goes_out && ends
    });
    let fail = named(source, |status| {
        let fails = |from| METHODS.iter().any(|method| leads(from, status, "admin", method));
        status.phase == "failed" && source.status.iter().any(fails)
    });
    let ways = source.status.iter().flat_map(|status| &status.moves);
    let is_driven = ways.flat_map(|step| &step.by).any(|by| by == "driver");
    let goes_out = picked_up.is_some() || shipped.is_some();
    let (is_shipped, fails) = (!ship.is_empty(), !fail.is_empty());
    [
        demand(ACCEPT, steps.accept.as_deref(), (true, accept)),
        demand(REJECT, steps.reject.as_deref(), (true, reject)),
        demand(PICK_UP, steps.pick_up.as_deref(), (is_driven, pick_up)),
        demand(SHIP, steps.ship.as_deref(), (is_shipped, ship)),
        demand(DELIVER, steps.deliver.as_deref(), (goes_out, deliver)),
        demand(FAIL, steps.fail.as_deref(), (fails, fail)),
    ]
}

fn demand<'a>(
    step: Step,
    named: Option<&'a str>,
    (required, allowed): (bool, Vec<&'a str>),
) -> Demand<'a> {
    Demand { step, named, allowed, required }
}

fn named(source: &Source, is: impl Fn(&StatusSource) -> bool) -> Vec<&str> {
    source.status.iter().filter(|status| is(status)).map(|status| status.name.as_str()).collect()
}

/// Whether the role `by` moves new orders with this fulfilment method to a status.
fn starts(source: &Source, status: &StatusSource, by: &str, method: &str) -> bool {
    source.find(&source.start).is_some_and(|start| leads(start, status, by, method))
}

/// Whether the role `by` moves orders with this fulfilment method from one status to another.
fn leads(from: &StatusSource, to: &StatusSource, by: &str, method: &str) -> bool {
    from.moves.iter().any(|step| {
        step.to == to.name && step.by.iter().any(|it| it == by) && step.methods().contains(&method)
    })
}

/// Whether a pickup can lead to this status: drivers and administrators move orders there from
/// every ready status, and the order is in transit after its automatic transitions.
fn is_picked_up(source: &Source, status: &StatusSource) -> bool {
    let mut ready = source.status.iter().filter(|it| it.phase == READY).peekable();
    let takes = |from: &StatusSource| {
        ["driver", "admin"].iter().all(|by| leads(from, status, by, "delivery"))
    };
    ready.peek().is_some() && ready.all(takes) && ends_in_transit(source, status)
}

/// Whether shipping can lead to this status: sellers move orders there that are not in transit, and
/// the order is in transit after its automatic transitions.
fn is_sent_off(source: &Source, status: &StatusSource) -> bool {
    let mut from = source.status.iter().filter(|it| it.phase != "in_transit");
    from.any(|from| leads(from, status, "seller", "shipping")) && ends_in_transit(source, status)
}

fn ends_in_transit(source: &Source, status: &StatusSource) -> bool {
    status.phase == "in_transit" && source.rest_of(status).phase == "in_transit"
}
