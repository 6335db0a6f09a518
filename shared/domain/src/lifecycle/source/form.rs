//! A lifecycle as it stands in its TOML file, unchecked.

use serde::Deserialize;

/// The phase of what is made.
pub const READY: &str = "ready";
/// The phase of what a person or the system stopped.
pub const CANCELLED: &str = "cancelled";
/// How an order may reach its buyer.
pub const METHODS: [&str; 3] = ["pickup", "delivery", "shipping"];

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    pub name: String,
    pub version: u32,
    pub start: String,
    /// When sellers take money that a buyer pays, unless they say otherwise: `on_accept`
    /// holds it until then; at once unless given.
    pub capture: Option<String>,
    #[serde(default)]
    pub steps: StepsSource,
    pub status: Vec<StatusSource>,
}

/// The statuses that steps with a name of their own lead to.
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
    pub fn is_for_people(&self) -> bool {
        self.by.is_empty() || self.by.iter().any(|role| role != "system")
    }
}

impl StatusSource {
    /// Whether an order ended here without being carried out.
    pub fn is_stopped(&self) -> bool {
        [CANCELLED, "rejected", "failed"].contains(&self.phase.as_str())
    }

    /// Whether an order is over here.
    pub fn is_over(&self) -> bool {
        self.is_stopped() || self.phase == "done"
    }
}

impl Source {
    /// The status called `name`.
    pub fn find(&self, name: &str) -> Option<&StatusSource> {
        self.status.iter().find(|status| status.name == name)
    }

    /// Where an order stays that comes to a status: the end of what follows by
    /// itself.
    pub fn rest_of<'a>(&'a self, status: &'a StatusSource) -> &'a StatusSource {
        let next = status.then.as_deref().and_then(|name| self.find(name));
        next.map_or(status, |next| self.rest_of(next))
    }
}
