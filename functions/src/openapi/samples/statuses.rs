//! The statuses in examples, looked up by their purpose in the lifecycles, so that examples remain
//! valid when a status is renamed.

use docket_domain::{Lifecycle, Phase, Steps};

/// The lifecycle of the kitchen whose order the examples tell of.
pub const KITCHEN: &str = "kitchen";
/// The lifecycle of the shop that the examples add.
pub const SHOP: &str = "shop";

/// Where an order of a lifecycle begins.
pub fn start(lifecycle: &str) -> &'static str {
    Lifecycle::newest(lifecycle).map(|it| it.start).unwrap_or_default()
}

/// The kitchen's status that one of its steps leads to.
pub fn step(of: impl Fn(&Steps) -> Option<&'static str>) -> &'static str {
    Lifecycle::newest(KITCHEN).and_then(|it| of(&it.steps)).unwrap_or_default()
}

/// The kitchen's status in which an order waits in this phase.
pub fn waiting(phase: Phase) -> &'static str {
    let statuses = Lifecycle::newest(KITCHEN).into_iter().flat_map(|it| it.statuses);
    let mut waiting = statuses.filter(|it| it.phase == phase && it.then.is_none());
    waiting.next().map(|status| status.name).unwrap_or_default()
}

/// The kitchen's status in which an order is under way.
pub fn out_for_delivery() -> &'static str {
    Lifecycle::newest(KITCHEN).and_then(Lifecycle::out_for_delivery).unwrap_or_default()
}
