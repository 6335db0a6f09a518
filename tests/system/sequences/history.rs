//! An order's timeline, followed line by line as the lifecycle's page says, to
//! where it leads. None of Docket's own rules are asked.

use std::collections::BTreeSet;

use docket_domain::{Lifecycle, Phase, Role, Status};
use serde_json::Value;

/// Ends the check with what is wrong.
macro_rules! ensure {
    ($holds:expr, $($what:tt)+) => {
        if !$holds {
            return Err(format!($($what)+));
        }
    };
}
pub(crate) use ensure;

/// One line, as the table has it.
#[derive(Debug)]
pub struct Line {
    pub version: u64,
    pub kind: String,
    pub status: &'static Status,
    at: i64,
    role: Role,
    pub note: Option<String>,
    change: String,
    pub amount: u64,
}

/// Where the lines lead, and what they moved on the way.
#[derive(Debug)]
pub struct Story {
    pub status: &'static Status,
    pub version: u64,
    /// Changes that left no line: its places in batches.
    pub silent: u64,
    pub paid: u64,
    /// To be given back.
    pub requested: u64,
    /// What its stop asked to be given back.
    pub of_stop: u64,
    /// How often what it holds was changed.
    pub updated: u64,
    /// It went into another order, and holds nothing any more.
    pub gone: bool,
    /// How often it was split and merged, its beginning as a part included.
    pub regrouped: u64,
    /// Whether its stop restocked, and restored the vouchers.
    pub stop: Option<(bool, bool)>,
    /// How often the stock was taken and given back.
    pub taken: u64,
    pub returned: u64,
    /// How often the vouchers were redeemed and restored.
    pub redeemed: u64,
    pub restored: u64,
    /// Overrides: from, to.
    pub overrides: BTreeSet<(&'static str, &'static str)>,
}

/// The times that an order's rules depend on.
#[derive(Debug)]
pub struct Times {
    /// Until when its buyer may cancel.
    pub cancel: Option<i64>,
    /// Until when a buyer who cancels gets the vouchers back.
    pub vouchers: Option<i64>,
}

impl Line {
    /// Reads a line of an order's item.
    pub fn read(line: &Value, lifecycle: &'static Lifecycle) -> Self {
        let text = |at: usize| line[at].as_str().map(str::to_owned);
        // A change of what it says ends with the staff's notes, the tag here.
        let tag = |note: String| note.rsplit("→ ").next().map(str::to_owned);
        let note = if line[1] == "u" { text(6).and_then(tag) } else { text(6) };
        // The reason stands behind the note; what the system says is no tag.
        let note = note.map(|note| note.rsplit('\u{1f}').next().unwrap_or_default().to_owned());
        let note = note.filter(|_| line[4] != "system");
        Self {
            version: line[0].as_u64().unwrap(),
            kind: text(1).unwrap(),
            status: lifecycle.status(line[2].as_str().unwrap()).unwrap(),
            at: line[3].as_i64().unwrap(),
            role: Role::from_name(line[4].as_str().unwrap()).unwrap(),
            note,
            change: text(7).unwrap(),
            amount: line[8].as_u64().unwrap_or(0),
        }
    }
}

impl Story {
    /// Follows the lines.
    pub fn follow(lines: &[Line], times: &Times) -> Result<Self, String> {
        // The way of what it was split from is told, and not its own.
        let own = lines.iter().take_while(|line| line.version == 0).count();
        let mut changes = lines[own..].chunk_by(|one, next| one.version == next.version);
        let Some(placing) = changes.next() else { return Err("no history".to_owned()) };
        let mut story = Self {
            status: placing[0].status,
            version: 1,
            silent: 0,
            paid: 0,
            requested: 0,
            of_stop: 0,
            updated: 0,
            gone: false,
            regrouped: 0,
            stop: None,
            taken: 1,
            returned: 0,
            redeemed: 1,
            restored: 0,
            overrides: BTreeSet::new(),
        };
        if placing[0].kind.starts_with('>') {
            ensure!(placing.len() == 1 && own > 0, "split off with {placing:?}");
            (story.paid, story.regrouped) = (placing[0].amount, 1);
        } else {
            ensure!(placing[0].kind == "p", "begins with {placing:?}");
            story.run_on(placing, &placing[1..])?;
        }
        ensure!(placing[0].version == 1, "begins with {placing:?}");
        let mut names: BTreeSet<&str> = [&*placing[0].change].into();
        let mut now = placing[0].at;
        for change in changes {
            let [first, rest @ ..] = change else { continue };
            ensure!(first.version > story.version, "not later: {first:?}");
            story.silent += first.version - story.version - 1;
            ensure!(first.at >= now, "back in time: {first:?}");
            ensure!(names.insert(&first.change), "twice: {first:?}");
            let same = |line: &Line| line.change == first.change && line.at == first.at;
            ensure!(rest.iter().all(same), "not one change: {change:?}");
            (story.version, now) = (first.version, first.at);
            story.make(first, rest, times)?;
        }
        Ok(story)
    }

    /// One change, with what follows from it.
    fn make(&mut self, first: &Line, rest: &[Line], times: &Times) -> Result<(), String> {
        let (from, to) = (self.status, first.status);
        ensure!(!self.gone, "after it went into another: {first:?}");
        if first.kind.starts_with(['<', '+', '-']) {
            return self.regroup(first, rest);
        }
        if first.kind == "$" {
            ensure!(from == to && first.amount > 0 && rest.is_empty(), "paid: {first:?}");
            ensure!(!from.phase.is_stopped(), "paid when stopped: {first:?}");
            ensure!(matches!(first.role, Role::Seller | Role::Admin), "paid by {first:?}");
            self.paid += first.amount;
            return Ok(());
        }
        if first.kind == "u" {
            ensure!(from == to && !from.phase.is_closed(), "changed: {first:?}");
            ensure!(matches!(first.role, Role::Seller | Role::Admin), "changed by {first:?}");
            ensure!(rest.iter().all(|it| it.kind == "r") && rest.len() < 2, "changed: {rest:?}");
            self.updated += 1;
            self.requested += rest.iter().map(|it| it.amount).sum::<u64>();
            ensure!(self.requested <= self.paid, "more is given back than was paid: {first:?}");
            return Ok(());
        }
        let leads = from.moves.iter().any(|way| {
            let in_time = times.cancel.is_none_or(|until| first.at < until);
            way.to == to.name
                && way.by.contains(&first.role)
                && (in_time || !way.within_cancel_window)
        });
        let stops = to.phase.is_stopped();
        let right = match &*first.kind {
            "v" => from.phase == Phase::Unverified && first.role == Role::Buyer && !stops,
            "m" => leads && !stops,
            "s" => leads && stops,
            "o" => from != to && first.role == Role::Admin,
            _ => false,
        };
        ensure!(right, "from {} by {first:?}", from.name);
        self.status = to;
        if first.kind == "o" {
            self.overrides.insert((from.name, to.name));
        }
        let mut rest = rest;
        match (from.phase.is_stopped(), stops) {
            (false, true) => rest = self.stop(from, first, rest, times)?,
            (true, false) => rest = self.revive(first, rest)?,
            (false, false) | (true, true) => {}
        }
        // An administrator puts it there and nowhere else.
        if first.kind == "o" {
            ensure!(rest.is_empty(), "{first:?} runs on: {rest:?}");
            return Ok(());
        }
        self.run_on(std::slice::from_ref(first), rest)
    }

    /// A part of it goes, other orders come, or it goes into another itself.
    fn regroup(&mut self, first: &Line, rest: &[Line]) -> Result<(), String> {
        let (from, open) = (self.status, !self.status.phase.is_closed());
        ensure!(open && from.phase != Phase::Unverified, "regrouped: {first:?}");
        ensure!(matches!(first.role, Role::Seller | Role::Admin), "regrouped by {first:?}");
        self.regrouped += 1;
        if first.kind.starts_with('+') {
            let comes = |line: &Line| line.kind.starts_with('+') && line.status == from;
            ensure!(comes(first) && rest.iter().all(comes), "took in {first:?} and {rest:?}");
            self.paid += first.amount + rest.iter().map(|line| line.amount).sum::<u64>();
            return Ok(());
        }
        self.gone = first.kind.starts_with('-');
        let cancelled = first.status.phase == Phase::Cancelled;
        let right = if self.gone { cancelled } else { first.status == from };
        ensure!(right && rest.is_empty(), "went {first:?} and {rest:?}");
        let left = self.paid.checked_sub(first.amount);
        self.paid = left.ok_or_else(|| format!("more went than was paid: {first:?}"))?;
        ensure!(!self.gone || self.paid == 0, "not all of it went: {first:?}");
        self.status = first.status;
        Ok(())
    }

    /// The moves that follow by themselves, all of them.
    fn run_on(&mut self, first: &[Line], rest: &[Line]) -> Result<(), String> {
        for line in rest {
            let follows = line.kind == "a" && self.status.then == Some(line.status.name);
            ensure!(follows, "after {first:?}: {line:?}");
            self.status = line.status;
        }
        ensure!(self.status.then.is_none(), "rests too early: {first:?}");
        Ok(())
    }

    fn stop<'a>(
        &mut self,
        from: &Status,
        first: &Line,
        rest: &'a [Line],
        times: &Times,
    ) -> Result<&'a [Line], String> {
        let late = times.vouchers.is_some_and(|until| first.at >= until);
        let lost = late && first.role == Role::Buyer && from.phase != Phase::Unverified;
        self.stop = Some((from.restock, !lost));
        self.returned += u64::from(from.restock);
        self.restored += u64::from(!lost);
        let owed = self.paid - self.requested;
        self.of_stop = owed;
        if owed == 0 {
            return Ok(rest);
        }
        let Some((refund, rest)) = rest.split_first() else {
            return Err(format!("no refund of {owed} is asked for by {first:?}"));
        };
        ensure!(refund.kind == "r" && refund.amount == owed, "{refund:?} instead of {owed}");
        self.requested += owed;
        Ok(rest)
    }

    fn revive<'a>(&mut self, first: &Line, rest: &'a [Line]) -> Result<&'a [Line], String> {
        let (restocked, restored) = self.stop.take().unwrap_or_default();
        self.taken += u64::from(restocked);
        self.redeemed += u64::from(restored);
        // What changes asked for is still owed.
        let of_stop = std::mem::take(&mut self.of_stop);
        if of_stop == 0 {
            return Ok(rest);
        }
        let Some((withdrawn, rest)) = rest.split_first() else {
            return Err(format!("the refund of {of_stop} is not withdrawn by {first:?}"));
        };
        let right = withdrawn.kind == "w" && withdrawn.amount == of_stop;
        ensure!(right, "{withdrawn:?} instead of {of_stop}");
        self.requested -= of_stop;
        Ok(rest)
    }
}
