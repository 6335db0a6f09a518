//! Follows an order's timeline line by line according to its lifecycle, to the status to which it
//! leads. Uses none of Docket's own rules.

use std::collections::BTreeSet;

use docket_domain::{Lifecycle, Phase, Role, Status};
use serde_json::Value;

/// Ends the check with an error unless a condition holds.
macro_rules! ensure {
    ($holds:expr, $($what:tt)+) => {
        if !$holds {
            return Err(format!($($what)+));
        }
    };
}
pub(crate) use ensure;

/// A line of the timeline, as the table has it.
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

/// The state to which the lines lead, and what they moved.
#[derive(Debug)]
pub struct History {
    pub status: &'static Status,
    pub version: u64,
    /// The number of changes without a line, which are its places in batches.
    pub silent: u64,
    pub paid: u64,
    /// The total of requested refunds.
    pub requested: u64,
    /// The refund that its stop requested.
    pub of_stop: u64,
    /// How often its items were changed.
    pub updated: u64,
    /// Whether it was merged into another order and holds nothing any more.
    pub gone: bool,
    /// How often it was split and merged. Being split off another order counts once.
    pub regrouped: u64,
    /// Whether its stop restocked, and restored the vouchers.
    pub stop: Option<(bool, bool)>,
    /// How often the stock was taken. `returned` says how often it was returned.
    pub taken: u64,
    pub returned: u64,
    /// How often the vouchers were redeemed. `restored` says how often they were restored.
    pub redeemed: u64,
    pub restored: u64,
    /// Overrides: from, to.
    pub overrides: BTreeSet<(&'static str, &'static str)>,
}

/// The times that an order's rules depend on.
#[derive(Debug)]
pub struct Times {
    /// The time until which its buyer may cancel, in the table's unit.
    pub cancel: Option<i64>,
    /// The time until which a cancellation by the buyer restores the vouchers.
    pub vouchers: Option<i64>,
}

impl Line {
    /// Reads a line of an order's item.
    pub fn read(line: &Value, lifecycle: &'static Lifecycle) -> Self {
        let text = |at: usize| line[at].as_str().map(str::to_owned);
        // The note of an update ends with the staff's notes, which are the tag here.
        let tag = |note: String| note.rsplit("→ ").next().map(str::to_owned);
        let note = if line[1] == "u" { text(6).and_then(tag) } else { text(6) };
        // The reason follows the note. A note of the system is not a tag.
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

impl History {
    /// Follows the lines. Fails with the first line that breaks a rule.
    pub fn follow(lines: &[Line], times: &Times) -> Result<Self, String> {
        // Lines of the order that it was split from are copied, and are not its own.
        let own = lines.iter().take_while(|line| line.version == 0).count();
        let mut changes = lines[own..].chunk_by(|one, next| one.version == next.version);
        let Some(placing) = changes.next() else { return Err("no history".to_owned()) };
        let mut history = Self {
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
            (history.paid, history.regrouped) = (placing[0].amount, 1);
        } else {
            ensure!(placing[0].kind == "p", "begins with {placing:?}");
            history.follow_automatic(placing, &placing[1..])?;
        }
        ensure!(placing[0].version == 1, "begins with {placing:?}");
        let mut names: BTreeSet<&str> = [&*placing[0].change].into();
        let mut now = placing[0].at;
        for change in changes {
            let [first, rest @ ..] = change else { continue };
            ensure!(first.version > history.version, "not later: {first:?}");
            history.silent += first.version - history.version - 1;
            ensure!(first.at >= now, "back in time: {first:?}");
            ensure!(names.insert(&first.change), "twice: {first:?}");
            let same = |line: &Line| line.change == first.change && line.at == first.at;
            ensure!(rest.iter().all(same), "not one change: {change:?}");
            (history.version, now) = (first.version, first.at);
            history.apply(first, rest, times)?;
        }
        Ok(history)
    }

    /// Follows one change and its automatic consequences.
    fn apply(&mut self, first: &Line, rest: &[Line], times: &Times) -> Result<(), String> {
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
        // An override makes no further transitions.
        if first.kind == "o" {
            ensure!(rest.is_empty(), "{first:?} runs on: {rest:?}");
            return Ok(());
        }
        self.follow_automatic(std::slice::from_ref(first), rest)
    }

    /// Follows a split, a merge of other orders into this one, or a merge of this order into
    /// another.
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

    /// Follows all automatic transitions.
    fn follow_automatic(&mut self, first: &[Line], rest: &[Line]) -> Result<(), String> {
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
        // Refunds that updates requested are still owed.
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
