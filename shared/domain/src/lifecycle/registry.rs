//! The lifecycles that there are, as the build compiled them from
//! `lifecycles/*.toml`.

use super::{Lifecycle, Move, Phase, Status, Targets};
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

    /// One version of the lifecycle called `name`.
    #[must_use]
    pub fn find(name: &str, version: u32) -> Option<&'static Self> {
        LIFECYCLES.iter().find(|it| it.name == name && it.version == version)
    }
}
