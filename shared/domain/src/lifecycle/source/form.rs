//! The format of a lifecycle's TOML file. The values are not checked yet.

use serde::Deserialize;

/// The phase of a prepared order.
pub const READY: &str = "ready";
/// The phase of a cancelled order.
pub const CANCELLED: &str = "cancelled";
/// The fulfilment methods.
pub const METHODS: [&str; 3] = ["pickup", "delivery", "shipping"];

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    pub name: String,
    pub version: u32,
    pub start: String,
    /// When a payment is captured, unless the seller chooses otherwise. `on_accept` holds the
    /// money until the order is accepted; without a value it is captured at once.
    pub capture: Option<String>,
    #[serde(default)]
    pub steps: StepsSource,
    pub status: Vec<StatusSource>,
}

/// The statuses to which the named steps lead.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StepsSource {
    pub accept: Option<String>,
    pub reject: Option<String>,
    pub pick_up: Option<String>,
    pub ship: Option<String>,
    pub deliver: Option<String>,
    pub fail: Option<String>,
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

/// How many minutes an order of each priority may be in the status.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TargetsSource {
    pub low: Option<u32>,
    pub normal: Option<u32>,
    pub high: Option<u32>,
    pub urgent: Option<u32>,
}

impl TargetsSource {
    /// The minutes in the order of the priorities, lowest first.
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
    /// The fulfilment methods of the orders that may make the transition; all methods when absent.
    pub methods: Option<Vec<String>>,
}

impl MoveSource {
    /// The fulfilment methods of the orders that may make the transition.
    pub fn methods(&self) -> Vec<&str> {
        match &self.methods {
            Some(named) => named.iter().map(String::as_str).collect(),
            None => METHODS.to_vec(),
        }
    }

    /// Whether a person may make the transition, and not only the system. The transition of
    /// confirming the code lists no role.
    pub fn is_for_people(&self) -> bool {
        self.by.is_empty() || self.by.iter().any(|role| role != "system")
    }
}

impl StatusSource {
    /// Whether an order in this status ended without being fulfilled.
    pub fn is_stopped(&self) -> bool {
        [CANCELLED, "rejected", "failed"].contains(&self.phase.as_str())
    }

    /// Whether an order in this status has ended.
    pub fn is_over(&self) -> bool {
        self.is_stopped() || self.phase == "done"
    }
}

impl Source {
    /// The status called `name`.
    pub fn find(&self, name: &str) -> Option<&StatusSource> {
        self.status.iter().find(|status| status.name == name)
    }

    /// The status of an order after all automatic transitions from `status`.
    pub fn rest_of<'a>(&'a self, status: &'a StatusSource) -> &'a StatusSource {
        let next = status.then.as_deref().and_then(|name| self.find(name));
        next.map_or(status, |next| self.rest_of(next))
    }
}
