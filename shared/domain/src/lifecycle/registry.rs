//! All lifecycles, as the build script compiled them from `lifecycles/*.toml`.

use super::{Lifecycle, Move, Phase, Status, Steps, Targets};
use crate::{MethodKind, Role};

/// Every lifecycle, in every version that stored orders may have.
pub static LIFECYCLES: &[Lifecycle] = &include!(concat!(env!("OUT_DIR"), "/lifecycles.rs"));

/// Lifecycles for tests alone. Orders may be placed under them when the feature is on, but no list
/// and no documentation includes them.
#[cfg(any(test, feature = "test-lifecycles"))]
static TEST_LIFECYCLES: &[Lifecycle] = &include!(concat!(env!("OUT_DIR"), "/test_lifecycles.rs"));

/// The lifecycles under which orders are read and placed.
pub(crate) fn known() -> impl Iterator<Item = &'static Lifecycle> {
    let known = LIFECYCLES.iter();
    #[cfg(any(test, feature = "test-lifecycles"))]
    let known = known.chain(TEST_LIFECYCLES);
    known
}

impl Lifecycle {
    /// The newest version of the lifecycle called `name`.
    #[must_use]
    pub fn newest(name: &str) -> Option<&'static Self> {
        known().filter(|lifecycle| lifecycle.name == name).max_by_key(|it| it.version)
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
        known().find(|it| it.name == name && it.version == version)
    }
}
