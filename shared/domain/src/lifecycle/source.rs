//! A lifecycle as it stands in its TOML file, and the checks it must pass.
//!
//! `build.rs` runs this, so that a wrong lifecycle does not compile.

use std::collections::BTreeSet;

use serde::Deserialize;

/// The status that every lifecycle begins with when a guest orders.
pub const AWAITING: &str = "awaiting_verification";

const PHASES: [&str; 10] = [
    "unverified",
    "open",
    "accepted",
    "working",
    "ready",
    "in_transit",
    "done",
    "cancelled",
    "rejected",
    "failed",
];
const STOPPED: [&str; 3] = ["cancelled", "rejected", "failed"];
/// The longest target, in minutes: 30 days.
const LONGEST: u32 = 43_200;
/// How an order may reach its buyer.
const METHODS: [&str; 3] = ["pickup", "delivery", "shipping"];
const ROLES: [&str; 5] = ["buyer", "seller", "driver", "admin", "system"];

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    pub name: String,
    pub version: u32,
    pub start: String,
    pub status: Vec<StatusSource>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StatusSource {
    pub name: String,
    pub phase: String,
    #[serde(default)]
    pub restock: bool,
    pub note: Option<String>,
    pub automatic_note: Option<String>,
    pub then: Option<String>,
    pub targets: Option<TargetsSource>,
    #[serde(default)]
    pub moves: Vec<MoveSource>,
}

/// Minutes that an order of each priority may stay.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TargetsSource {
    pub low: Option<u32>,
    pub normal: Option<u32>,
    pub high: Option<u32>,
    pub urgent: Option<u32>,
}

impl TargetsSource {
    /// In the order of priorities.
    pub fn all(self) -> [Option<u32>; 4] {
        [self.low, self.normal, self.high, self.urgent]
    }
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MoveSource {
    pub to: String,
    pub by: Vec<String>,
    pub within: Option<String>,
    /// The fulfilment methods of the orders that may go this way; all unless
    /// given.
    pub methods: Option<Vec<String>>,
}

impl MoveSource {
    /// The fulfilment methods of the orders that may go this way.
    pub fn methods(&self) -> Vec<&str> {
        match &self.methods {
            Some(named) => named.iter().map(String::as_str).collect(),
            None => METHODS.to_vec(),
        }
    }

    /// Whether somebody, and not only the system, may go this way. Confirming
    /// the code has no role of its own.
    fn is_for_people(&self) -> bool {
        self.by.is_empty() || self.by.iter().any(|role| role != "system")
    }
}

/// Reads and checks one lifecycle, and adds what all of them share: the
/// status of an order whose guest has not confirmed.
pub fn read(text: &str) -> Result<Source, String> {
    let mut source: Source = toml::from_str(text).map_err(|error| error.to_string())?;
    let cancelled = the_cancelled_status(&source)?;
    source.status.insert(0, awaiting(&source.start, &cancelled));
    check(&source)?;
    Ok(source)
}

fn the_cancelled_status(source: &Source) -> Result<String, String> {
    let mut found = source.status.iter().filter(|status| status.phase == "cancelled");
    match (found.next(), found.next()) {
        (Some(status), None) => Ok(status.name.clone()),
        _ => Err(format!("{}: exactly one status has the phase cancelled", source.name)),
    }
}

fn awaiting(start: &str, cancelled: &str) -> StatusSource {
    let by = |roles: &[&str]| roles.iter().map(|&role| role.to_owned()).collect();
    StatusSource {
        name: AWAITING.to_owned(),
        phase: "unverified".to_owned(),
        restock: true,
        note: None,
        automatic_note: None,
        then: None,
        targets: None,
        moves: vec![
            MoveSource { to: start.to_owned(), by: by(&[]), within: None, methods: None },
            MoveSource {
                to: cancelled.to_owned(),
                by: by(&["buyer", "seller", "admin", "system"]),
                within: None,
                methods: None,
            },
        ],
    }
}

fn check(source: &Source) -> Result<(), String> {
    let name = &source.name;
    let mut names = BTreeSet::new();
    for status in &source.status {
        if !names.insert(status.name.as_str()) {
            return Err(format!("{name}: the status {} stands twice", status.name));
        }
    }
    if !names.contains(source.start.as_str()) {
        return Err(format!("{name}: the first status {} is unknown", source.start));
    }
    if find(source, &source.start).is_some_and(is_over) {
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
    Ok(())
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
    let stopped = is_stopped(status);
    let over = is_over(status);
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

/// Nobody waits where nothing is to be done, and what nobody accepts in time
/// can be turned down.
fn check_times(source: &Source) -> Result<(), String> {
    for status in &source.status {
        let place = format!("{}: {}", source.name, status.name);
        let minutes = status.targets.map(TargetsSource::all).into_iter().flatten().flatten();
        if status.targets.is_some() && (is_over(status) || status.then.is_some()) {
            return Err(format!("{place}: has targets, and no order waits there"));
        }
        if let Some(minutes) = minutes.into_iter().find(|it| !(1..=LONGEST).contains(it)) {
            return Err(format!("{place}: the target {minutes} is not in 1 to {LONGEST} minutes"));
        }
        let turned_down = |step: &MoveSource| {
            let phase = find(source, &step.to).map_or("", |target| &target.phase);
            ["rejected", "cancelled"].contains(&phase) && step.by.iter().any(|it| it == "system")
        };
        let waits = status.phase == "open" && status.then.is_none();
        if waits && !status.moves.iter().any(turned_down) {
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
            // Stopping has effects that only a command brings about.
            if find(source, target).is_some_and(is_stopped) {
                return Err(format!("{}: stops by itself at {target}", source.name));
            }
            seen.push(target);
            next = find(source, target).and_then(|status| status.then.as_deref());
        }
    }
    Ok(())
}

/// What is done may be closed, but not undone.
fn check_done(source: &Source) -> Result<(), String> {
    for status in source.status.iter().filter(|status| status.phase == "done") {
        for target in status.moves.iter().map(|step| &step.to).chain(&status.then) {
            if find(source, target).is_some_and(|next| next.phase != "done") {
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
    while let Some(status) = open.pop().and_then(|name| find(source, name)) {
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

/// An override may lead to every status. So from each, whatever the order's
/// fulfilment method, people come to an end that is done without another, and
/// administrators may cancel.
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
    for status in source.status.iter().filter(|status| !is_over(status)) {
        let place = format!("{}: {}", source.name, status.name);
        let ways = ways(status);
        if !leading.contains(status.name.as_str()) {
            return Err(format!("{place}: a {method} order cannot be carried out from here"));
        }
        let cancels = |step: &MoveSource| {
            let phase = find(source, &step.to).map_or("", |target| &target.phase);
            phase == "cancelled" && step.by.iter().any(|role| role == "admin")
        };
        if !ways.iter().any(cancels) {
            return Err(format!("{place}: administrators cannot cancel a {method} order here"));
        }
    }
    Ok(())
}

fn is_stopped(status: &StatusSource) -> bool {
    STOPPED.contains(&status.phase.as_str())
}

fn is_over(status: &StatusSource) -> bool {
    is_stopped(status) || status.phase == "done"
}

fn find<'a>(source: &'a Source, name: &str) -> Option<&'a StatusSource> {
    source.status.iter().find(|status| status.name == name)
}
