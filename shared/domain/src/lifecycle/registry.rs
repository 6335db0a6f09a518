//! The lifecycles that there are, as the build compiled them from
//! `lifecycles/*.toml`.

use super::{Lifecycle, Move, Phase, Status, Steps, Targets};
use crate::{MethodKind, Role};

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

    /// The statuses of drivers' steps in all lifecycles, each once.
    #[must_use]
    pub fn all_drivers_steps() -> Vec<&'static str> {
        let mut names: Vec<&'static str> = Vec::new();
        for name in LIFECYCLES.iter().flat_map(Self::drivers_steps) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names
    }

    /// One version of the lifecycle called `name`.
    #[must_use]
    pub fn find(name: &str, version: u32) -> Option<&'static Self> {
        LIFECYCLES.iter().find(|it| it.name == name && it.version == version)
    }
}
