//! Lifecycles: which statuses an order goes through, who moves it, and what
//! stopping it gives back. Data, compiled from `lifecycles/*.toml`.

mod diagram;
#[cfg(test)]
#[expect(dead_code, reason = "build.rs is the real user of this module")]
mod source;
mod targets;

use crate::{MethodKind, Role};

pub use targets::{Targets, Term, TermError};

/// The status of a guest's order until the code is confirmed. Part of every
/// lifecycle.
pub const AWAITING_VERIFICATION: &str = "awaiting_verification";

/// What a status means, in one vocabulary for all lifecycles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Phase {
    /// The guest has not confirmed yet.
    Unverified,
    /// Placed, waiting for the seller.
    Open,
    /// Taken on by the seller.
    Accepted,
    /// Being made.
    Working,
    /// Made, waiting to be handed over.
    Ready,
    /// On its way.
    InTransit,
    /// Over, with success.
    Done,
    /// Stopped by a person or by the system.
    Cancelled,
    /// Turned down by the seller.
    Rejected,
    /// Could not be carried out.
    Failed,
}

impl Phase {
    /// Every phase, in the order of an order's life.
    pub const ALL: [Self; 10] = [
        Self::Unverified,
        Self::Open,
        Self::Accepted,
        Self::Working,
        Self::Ready,
        Self::InTransit,
        Self::Done,
        Self::Cancelled,
        Self::Rejected,
        Self::Failed,
    ];

    /// The name in requests and answers.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Unverified => "unverified",
            Self::Open => "open",
            Self::Accepted => "accepted",
            Self::Working => "working",
            Self::Ready => "ready",
            Self::InTransit => "in_transit",
            Self::Done => "done",
            Self::Cancelled => "cancelled",
            Self::Rejected => "rejected",
            Self::Failed => "failed",
        }
    }

    /// Whether the order ended without being carried out.
    #[must_use]
    pub const fn is_stopped(self) -> bool {
        matches!(self, Self::Cancelled | Self::Rejected | Self::Failed)
    }

    /// Whether nothing more is to be done.
    #[must_use]
    pub const fn is_closed(self) -> bool {
        self.is_stopped() || matches!(self, Self::Done)
    }
}

/// One way out of a status.
#[derive(Debug)]
pub struct Move {
    /// The name of the status it leads to.
    pub to: &'static str,
    /// Who may make it.
    pub by: &'static [Role],
    /// Only while the seller's cancel window is open.
    pub within_cancel_window: bool,
    /// The fulfilment methods of the orders that may go this way.
    pub methods: &'static [MethodKind],
}

/// One status of a lifecycle.
#[derive(Debug)]
pub struct Status {
    /// Its name, verbatim in requests and answers.
    pub name: &'static str,
    /// What it means.
    pub phase: Phase,
    /// Whether an order that is stopped here gives its stock back.
    pub restock: bool,
    /// The timeline's note when nobody wrote one.
    pub note: Option<&'static str>,
    /// The timeline's note when it was entered by itself.
    pub automatic_note: Option<&'static str>,
    /// The status that follows by itself.
    pub then: Option<&'static str>,
    /// How long an order may stay here, for sellers who want that measured.
    pub targets: Targets,
    /// The ways out.
    pub moves: &'static [Move],
}

impl Status {
    /// Whether a confirmed order stays here until somebody moves it.
    #[must_use]
    pub fn waits_for_somebody(&self) -> bool {
        self.phase != Phase::Unverified && !self.phase.is_closed() && self.then.is_none()
    }
}

impl PartialEq for Status {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for Status {}

/// The statuses of a kind of business, and the moves between them.
#[derive(Debug)]
pub struct Lifecycle {
    /// Its name, for example `producer`.
    pub name: &'static str,
    /// Its version; an order keeps the one that it was placed under.
    pub version: u32,
    /// The name of the first status of a confirmed order.
    pub start: &'static str,
    /// Its statuses, [`AWAITING_VERIFICATION`] first.
    pub statuses: &'static [Status],
}

impl PartialEq for Lifecycle {
    fn eq(&self, other: &Self) -> bool {
        (self.name, self.version) == (other.name, other.version)
    }
}

impl Eq for Lifecycle {}

/// Every lifecycle and version that orders may be placed under.
pub static LIFECYCLES: &[Lifecycle] = &include!(concat!(env!("OUT_DIR"), "/lifecycles.rs"));

impl Lifecycle {
    /// The newest version of the lifecycle called `name`.
    #[must_use]
    pub fn newest(name: &str) -> Option<&'static Self> {
        LIFECYCLES.iter().filter(|lifecycle| lifecycle.name == name).max_by_key(|it| it.version)
    }

    /// The names of all lifecycles, each once.
    #[must_use]
    pub fn names() -> Vec<&'static str> {
        let mut names: Vec<_> = LIFECYCLES.iter().map(|lifecycle| lifecycle.name).collect();
        names.dedup();
        names
    }

    /// One version of the lifecycle called `name`.
    #[must_use]
    pub fn find(name: &str, version: u32) -> Option<&'static Self> {
        LIFECYCLES.iter().find(|it| it.name == name && it.version == version)
    }

    /// Where a seller moves an order that it takes on: the first way on from
    /// the start.
    #[must_use]
    pub fn accepted(&'static self) -> &'static str {
        self.first_way(|status| !status.phase.is_stopped())
    }

    /// Where a seller moves an order that it turns down: a status of its own,
    /// or that of cancelled ones where there is none.
    #[must_use]
    pub fn rejected(&'static self) -> &'static str {
        let own = |status: &Status| status.phase == Phase::Rejected;
        let phase = if self.statuses.iter().any(own) { Phase::Rejected } else { Phase::Cancelled };
        self.first_way(|status| status.phase == phase)
    }

    /// The first status of a kind that an order can go to when it was placed;
    /// every lifecycle has ways on and ways out, so the start never stands in.
    fn first_way(&'static self, kind: impl Fn(&Status) -> bool) -> &'static str {
        let ways = self.status(self.start).map_or(&[][..], |start| start.moves);
        let mut names = ways.iter().map(|way| way.to);
        let leads = |name: &&str| self.status(name).is_some_and(&kind);
        names.find(leads).unwrap_or(self.start)
    }

    /// The status called `name`.
    #[must_use]
    pub fn status(&'static self, name: &str) -> Option<&'static Status> {
        self.statuses.iter().find(|status| status.name == name)
    }
}

#[cfg(test)]
mod tests {
    use super::{source, *};

    /// What stands in the contract's table of lifecycles.
    #[test]
    fn the_presets_are_those_of_the_contract() {
        let names = |lifecycle: &str| -> Vec<&str> {
            Lifecycle::newest(lifecycle)
                .into_iter()
                .flat_map(|it| it.statuses.iter().map(|status| status.name))
                .skip(1)
                .collect()
        };
        assert_eq!(
            names("producer"),
            ["pending", "confirmed", "preparing", "ready", "completed", "cancelled"]
        );
        assert_eq!(names("shop"), ["pending", "confirmed", "shipped", "delivered", "cancelled"]);
        assert_eq!(
            names("kitchen"),
            [
                "PLACED",
                "ACCEPTED",
                "PREPARING",
                "READY",
                "PICKED_UP",
                "OUT_FOR_DELIVERY",
                "DELIVERED",
                "REJECTED",
                "CANCELLED",
                "FAILED"
            ]
        );
        assert_eq!(
            names("marketplace"),
            ["received", "preparing", "prepared", "shipped", "delivered", "closed", "cancelled"]
        );
    }

    #[test]
    fn every_version_of_a_lifecycle_stands_once() {
        for lifecycle in LIFECYCLES {
            let found = Lifecycle::find(lifecycle.name, lifecycle.version);
            assert!(found.is_some_and(|found| std::ptr::eq(found, lifecycle)), "{lifecycle:?}");
        }
        assert_eq!(Lifecycle::find("producer", 0), None);
        assert_eq!(Lifecycle::newest("bakery"), None);
    }

    #[test]
    fn an_order_is_closed_when_it_is_done_or_stopped() {
        use Phase::{Cancelled, Done, Failed, Rejected};
        for phase in Phase::ALL {
            let stopped = [Cancelled, Rejected, Failed].contains(&phase);
            assert_eq!(phase.is_stopped(), stopped, "{phase:?}");
            assert_eq!(phase.is_closed(), stopped || phase == Done, "{phase:?}");
        }
    }

    #[test]
    fn every_name_that_a_lifecycle_uses_is_one_of_its_statuses() {
        for lifecycle in LIFECYCLES {
            let targets = lifecycle
                .statuses
                .iter()
                .flat_map(|status| status.moves.iter().map(|step| step.to).chain(status.then));
            for name in targets.chain([lifecycle.start, AWAITING_VERIFICATION]) {
                assert!(lifecycle.status(name).is_some(), "{}: {name}", lifecycle.name);
            }
        }
    }

    /// A lifecycle of three statuses with one line changed.
    fn refusal(line: &str, instead: &str) -> String {
        let text = r#"
name = "test"
version = 1
start = "a"
[[status]]
name = "a"
phase = "open"
moves = [{ to = "b", by = ["seller"] }, { to = "c", by = ["admin", "system"] }]
[[status]]
name = "b"
phase = "done"
[[status]]
name = "c"
phase = "cancelled"
"#;
        assert!(source::read(text).is_ok());
        assert!(text.contains(line));
        source::read(&text.replacen(line, instead, 1)).err().unwrap_or_default()
    }

    #[test]
    fn a_wrong_lifecycle_is_refused_with_its_reason() {
        let moves =
            r#"moves = [{ to = "b", by = ["seller"] }, { to = "c", by = ["admin", "system"] }]"#;
        for (line, instead, reason) in [
            (r#"phase = "open""#, r#"phase = "brewing""#, "the phase brewing is unknown"),
            (r#"by = ["seller"]"#, r#"by = ["cook"]"#, "the role cook is unknown"),
            (r#"by = ["seller"]"#, "by = []", "nobody may move it"),
            (r#"to = "b""#, r#"to = "d""#, "moves to d, which is unknown"),
            (r#"to = "b""#, r#"to = "a""#, "moves to itself"),
            (r#"to = "b""#, r#"to = "c""#, "b cannot be reached"),
            (r#"start = "a""#, r#"start = "z""#, "z is unknown"),
            (moves, "", "has no way out"),
            (moves, "then = \"b\"\nrestock = true\nmoves = []\nwhen = 1", "unknown field"),
            (r#"phase = "done""#, "phase = \"done\"\nthen = \"c\"", "is done, and moves to c"),
            (r#"phase = "done""#, "phase = \"failed\"\nthen = \"c\"", "moves on all the same"),
            (r#"phase = "done""#, "phase = \"done\"\nrestock = true", "cannot restock"),
            (r#"name = "b""#, r#"name = "a""#, "stands twice"),
            (r#"phase = "cancelled""#, r#"phase = "failed""#, "exactly one status"),
            (r#"start = "a""#, r#"start = "c""#, "is over at its first status, c"),
            (r#"start = "a""#, r#"start = "b""#, "is over at its first status, b"),
            (moves, "then = \"c\"", "stops by itself at c"),
            (r#"phase = "open""#, r#"phase = "unverified""#, "only awaiting_verification is"),
            (r#"to = "b""#, r#"to = "awaiting_verification""#, "moves back to awaiting"),
            (r#"by = ["seller"]"#, r#"by = ["seller"], within = "week""#, "the limit week is"),
            (r#"by = ["admin", "system"]"#, r#"by = ["admin"]"#, "cannot turn an order down"),
            (r#"by = ["admin", "system"]"#, r#"by = ["system"]"#, "administrators cannot cancel"),
            (r#"by = ["seller"]"#, r#"by = ["seller"], methods = ["drone"]"#, "method drone is"),
            (r#"by = ["seller"]"#, r#"by = ["seller"], methods = []"#, "no order may go to b"),
            (
                r#"by = ["seller"]"#,
                r#"by = ["seller"], methods = ["delivery", "shipping"]"#,
                "a pickup order cannot be carried out from here",
            ),
            (
                r#"by = ["seller"]"#,
                r#"by = ["system"]"#,
                "a pickup order cannot be carried out from here",
            ),
            (
                moves,
                r#"moves = [{ to = "c", by = ["admin", "system"] }]
then = "b""#,
                "a: nobody moves a pickup order on to b by hand",
            ),
            (
                r#"phase = "done""#,
                "phase = \"done\"\ntargets = { low = 1 }",
                "no order waits there",
            ),
            (r#"phase = "open""#, "phase = \"open\"\ntargets = { low = 0 }", "the target 0 is not"),
            (r#"phase = "open""#, "phase = \"open\"\ntargets = { asap = 1 }", "unknown field"),
        ] {
            let refusal = refusal(line, instead);
            assert!(refusal.contains(reason), "{instead}: {refusal}");
        }
    }

    #[test]
    fn automatic_moves_that_loop_are_refused() {
        let refusal = refusal(
            "moves = [{ to = \"b\", by = [\"seller\"] }, { to = \"c\", by = [\"admin\", \"system\"] }]\n[[status]]\nname = \"b\"\nphase = \"done\"",
            "then = \"b\"\n[[status]]\nname = \"b\"\nphase = \"working\"\nthen = \"a\"",
        );
        assert!(refusal.contains("automatic moves loop"), "{refusal}");
    }
}
