//! The checks that every lifecycle must pass.

use std::collections::BTreeSet;

use super::{
    form::{CANCELLED, METHODS, MoveSource, READY, Source, StatusSource, TargetsSource},
    steps::check_steps,
};

/// The first status of a guest's order in every lifecycle.
pub const AWAITING: &str = "awaiting_verification";

const PHASES: [&str; 10] = [
    "unverified",
    "open",
    "accepted",
    "working",
    READY,
    "in_transit",
    "done",
    CANCELLED,
    "rejected",
    "failed",
];
/// The longest target, in minutes: 30 days.
const LONGEST: u32 = 43_200;
const ROLES: [&str; 5] = ["buyer", "seller", "driver", "admin", "system"];

pub fn check(source: &Source) -> Result<(), String> {
    let name = &source.name;
    let mut names = BTreeSet::new();
    for status in &source.status {
        if !names.insert(status.name.as_str()) {
            return Err(format!("{name}: the status {} stands twice", status.name));
        }
    }
    if source.capture.as_deref().is_some_and(|capture| capture != "on_accept") {
        return Err(format!("{name}: capture is on_accept, or not given"));
    }
    if !names.contains(source.start.as_str()) {
        return Err(format!("{name}: the first status {} is unknown", source.start));
    }
    if source.find(&source.start).is_some_and(StatusSource::is_over) {
        return Err(format!("{name}: is over at its first status, {}", source.start));
    }
    for status in &source.status {
        check_status(name, status, &names)?;
    }
    check_done(source)?;
    check_automatic_moves(source)?;
    check_reach(source)?;
    check_times(source)?;
    for method in METHODS {
        check_ways(source, method)?;
    }
    check_steps(source)
}

fn check_status(name: &str, status: &StatusSource, names: &BTreeSet<&str>) -> Result<(), String> {
    let place = format!("{name}: {}", status.name);
    if !PHASES.contains(&status.phase.as_str()) {
        return Err(format!("{place}: the phase {} is unknown", status.phase));
    }
    if (status.phase == "unverified") != (status.name == AWAITING) {
        return Err(format!("{place}: only {AWAITING} is unverified"));
    }
    for target in status.moves.iter().map(|step| &step.to).chain(&status.then) {
        if !names.contains(target.as_str()) {
            return Err(format!("{place}: moves to {target}, which is unknown"));
        }
        if *target == status.name {
            return Err(format!("{place}: moves to itself"));
        }
        if target == AWAITING {
            return Err(format!("{place}: moves back to {AWAITING}, which has no code then"));
        }
    }
    for step in &status.moves {
        if let Some(role) = step.by.iter().find(|role| !ROLES.contains(&role.as_str())) {
            return Err(format!("{place}: the role {role} is unknown"));
        }
        if step.by.is_empty() && status.name != AWAITING {
            return Err(format!("{place}: nobody may move it to {}", step.to));
        }
        if let Some(within) = step.within.as_deref().filter(|&within| within != "cancel_window") {
            return Err(format!("{place}: the limit {within} is unknown"));
        }
        if let Some(method) = step.methods().into_iter().find(|it| !METHODS.contains(it)) {
            return Err(format!("{place}: the fulfilment method {method} is unknown"));
        }
        if step.methods().is_empty() {
            return Err(format!("{place}: no order may go to {}", step.to));
        }
    }
    let stopped = status.is_stopped();
    let over = status.is_over();
    let has_way_out = !status.moves.is_empty() || status.then.is_some();
    if stopped && has_way_out {
        return Err(format!("{place}: has been stopped and moves on all the same"));
    }
    if !over && !has_way_out {
        return Err(format!("{place}: has no way out"));
    }
    if over && status.restock {
        return Err(format!("{place}: is over, so stopping it cannot restock"));
    }
    Ok(())
}

/// Checks that only statuses in which an order waits have targets, and that the system can reject
/// an order that nobody accepts in time.
fn check_times(source: &Source) -> Result<(), String> {
    for status in &source.status {
        let place = format!("{}: {}", source.name, status.name);
        let minutes = status.targets.map(TargetsSource::all).into_iter().flatten().flatten();
        if status.targets.is_some() && (status.is_over() || status.then.is_some()) {
            return Err(format!("{place}: has targets, and no order waits there"));
        }
        if let Some(minutes) = minutes.into_iter().find(|it| !(1..=LONGEST).contains(it)) {
            return Err(format!("{place}: the target {minutes} is not in 1 to {LONGEST} minutes"));
        }
        let is_rejection = |step: &MoveSource| {
            let phase = source.find(&step.to).map_or("", |target| &target.phase);
            ["rejected", CANCELLED].contains(&phase) && step.by.iter().any(|it| it == "system")
        };
        let waits = status.phase == "open" && status.then.is_none();
        if waits && !status.moves.iter().any(is_rejection) {
            return Err(format!("{place}: the system cannot turn an order down here"));
        }
    }
    Ok(())
}

fn check_automatic_moves(source: &Source) -> Result<(), String> {
    for status in &source.status {
        let mut seen = vec![status.name.as_str()];
        let mut next = status.then.as_deref();
        while let Some(target) = next {
            if seen.contains(&target) {
                return Err(format!("{}: automatic moves loop at {target}", source.name));
            }
            // Stopping has effects on stock and money, which only a command causes.
            if source.find(target).is_some_and(StatusSource::is_stopped) {
                return Err(format!("{}: stops by itself at {target}", source.name));
            }
            seen.push(target);
            next = source.find(target).and_then(|status| status.then.as_deref());
        }
    }
    Ok(())
}

/// Checks that a done status leads only to other done statuses.
fn check_done(source: &Source) -> Result<(), String> {
    for status in source.status.iter().filter(|status| status.phase == "done") {
        for target in status.moves.iter().map(|step| &step.to).chain(&status.then) {
            if source.find(target).is_some_and(|next| next.phase != "done") {
                return Err(format!(
                    "{}: {} is done, and moves to {target}",
                    source.name, status.name
                ));
            }
        }
    }
    Ok(())
}

fn check_reach(source: &Source) -> Result<(), String> {
    let mut reached = BTreeSet::from([AWAITING]);
    let mut open = vec![AWAITING];
    while let Some(status) = open.pop().and_then(|name| source.find(name)) {
        for target in status.moves.iter().map(|step| &step.to).chain(&status.then) {
            if reached.insert(target) {
                open.push(target);
            }
        }
    }
    match source.status.iter().find(|status| !reached.contains(status.name.as_str())) {
        Some(status) => Err(format!("{}: {} cannot be reached", source.name, status.name)),
        None => Ok(()),
    }
}

/// Checks that from every status, for this fulfilment method, people can complete the order without
/// another override, and administrators can cancel it. An override may put an order into any
/// status.
fn check_ways(source: &Source, method: &str) -> Result<(), String> {
    let ways = |status: &'_ StatusSource| -> Vec<MoveSource> {
        let serves = |step: &&MoveSource| step.is_for_people() && step.methods().contains(&method);
        status.moves.iter().filter(serves).cloned().collect()
    };
    for status in &source.status {
        let to = |name: &&String| ways(status).iter().any(|step| step.to == **name);
        if let Some(next) = status.then.as_ref().filter(|next| !to(next)) {
            let place = format!("{}: {}", source.name, status.name);
            return Err(format!("{place}: nobody moves a {method} order on to {next} by hand"));
        }
    }
    let is_done = |status: &&StatusSource| status.phase == "done";
    let mut leading: BTreeSet<&str> =
        source.status.iter().filter(is_done).map(|it| it.name.as_str()).collect();
    loop {
        let leads = |status: &&StatusSource| {
            !leading.contains(status.name.as_str())
                && ways(status).iter().any(|step| leading.contains(step.to.as_str()))
        };
        let Some(next) = source.status.iter().find(leads) else { break };
        leading.insert(&next.name);
    }
    for status in source.status.iter().filter(|status| !status.is_over()) {
        let place = format!("{}: {}", source.name, status.name);
        let ways = ways(status);
        if !leading.contains(status.name.as_str()) {
            return Err(format!("{place}: a {method} order cannot be carried out from here"));
        }
        let cancels = |step: &MoveSource| {
            let phase = source.find(&step.to).map_or("", |target| &target.phase);
            phase == CANCELLED && step.by.iter().any(|role| role == "admin")
        };
        if !ways.iter().any(cancels) {
            return Err(format!("{place}: administrators cannot cancel a {method} order here"));
        }
    }
    Ok(())
}
