//! Tests of the lifecycles: they are those of the contract, and invalid ones are refused.

use super::{source, *};

/// The statuses are those of the contract's table of lifecycles.
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
fn lifecycle_is_found_by_its_name_and_version() {
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

/// The error for a lifecycle of three statuses with one line changed.
fn refusal(line: &str, instead: &str) -> String {
    let text = r#"
name = "test"
version = 1
start = "a"
[steps]
accept = "b"
reject = "c"
[[status]]
name = "a"
phase = "open"
moves = [{ to = "b", by = ["seller"] }, { to = "c", by = ["seller", "admin", "system"] }]
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
fn invalid_lifecycle_is_refused_with_its_reason() {
    let moves = r#"moves = [{ to = "b", by = ["seller"] }, { to = "c", by = ["seller", "admin", "system"] }]"#;
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
        (r#"by = ["seller", "admin", "system"]"#, r#"by = ["admin"]"#, "cannot turn an order down"),
        (
            r#"by = ["seller", "admin", "system"]"#,
            r#"by = ["system"]"#,
            "administrators cannot cancel",
        ),
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
            r#"moves = [{ to = "c", by = ["seller", "admin", "system"] }]
then = "b""#,
            "a: nobody moves a pickup order on to b by hand",
        ),
        (r#"phase = "done""#, "phase = \"done\"\ntargets = { low = 1 }", "no order waits there"),
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
        "moves = [{ to = \"b\", by = [\"seller\"] }, { to = \"c\", by = [\"seller\", \"admin\", \"system\"] }]\n[[status]]\nname = \"b\"\nphase = \"done\"",
        "then = \"b\"\n[[status]]\nname = \"b\"\nphase = \"working\"\nthen = \"a\"",
    );
    assert!(refusal.contains("automatic moves loop"), "{refusal}");
}

/// The build's error for a lifecycle with one line changed.
fn refusal_of(lifecycle: &str, line: &str, instead: &str) -> String {
    let text = match lifecycle {
        "kitchen" => include_str!("../../lifecycles/kitchen.toml"),
        "producer" => include_str!("../../lifecycles/producer.toml"),
        _ => include_str!("../../lifecycles/shop.toml"),
    };
    assert!(text.contains(line), "{line}");
    source::read(&text.replacen(line, instead, 1)).err().unwrap_or_default()
}

#[test]
fn named_step_is_refused_with_the_allowed_statuses_when_missing_or_misplaced() {
    for (lifecycle, line, instead, reason) in [
        (
            "kitchen",
            "accept = \"ACCEPTED\"",
            "",
            "kitchen: steps.accept is missing; it names the status to which sellers move what they \
             accept, straight from the first (allowed: ACCEPTED)",
        ),
        ("kitchen", "[steps]", "[others]", "unknown field `others`"),
        ("kitchen", "accept = \"ACCEPTED\"", "agree = \"ACCEPTED\"", "unknown field `agree`"),
        ("kitchen", "accept = \"ACCEPTED\"", "accept = \"REJECTED\"", "accept is REJECTED; it"),
        ("kitchen", "reject = \"REJECTED\"", "", "steps.reject is missing"),
        ("kitchen", "reject = \"REJECTED\"", "reject = \"CANCELLED\"", "(allowed: REJECTED)"),
        ("kitchen", "pick_up = \"PICKED_UP\"", "", "kitchen: steps.pick_up is missing; it names"),
        (
            "kitchen",
            "pick_up = \"PICKED_UP\"",
            "pick_up = \"FLYING\"",
            "kitchen: steps.pick_up is FLYING, which is no status; it names the status in transit \
             to which drivers and administrators move what is ready, for delivery (allowed: \
             PICKED_UP)",
        ),
        ("kitchen", "pick_up = \"PICKED_UP\"", "pick_up = \"READY\"", "pick_up is READY; it"),
        ("kitchen", "deliver = \"DELIVERED\"", "", "kitchen: steps.deliver is missing"),
        (
            "kitchen",
            "deliver = \"DELIVERED\"",
            "deliver = \"OUT_FOR_DELIVERY\"",
            "(allowed: DELIVERED)",
        ),
        ("kitchen", "fail = \"FAILED\"", "", "kitchen: steps.fail is missing"),
        ("kitchen", "fail = \"FAILED\"", "fail = \"CANCELLED\"", "(allowed: FAILED)"),
        (
            "kitchen",
            "fail = \"FAILED\"",
            "ship = \"PICKED_UP\"",
            "kitchen: steps.ship is PICKED_UP; it names the status in transit to which sellers, \
             and no drivers, move what they send (this lifecycle has none)",
        ),
        ("shop", "ship = \"shipped\"", "", "shop: steps.ship is missing"),
        ("shop", "deliver = \"delivered\"", "", "shop: steps.deliver is missing"),
        ("shop", "ship = \"shipped\"", "pick_up = \"shipped\"", "(this lifecycle has none)"),
        ("producer", "[steps]", "[steps]\ndeliver = \"completed\"", "(this lifecycle has none)"),
        // Automatic transitions must keep the order in transit.
        (
            "kitchen",
            "then = \"OUT_FOR_DELIVERY\"\nmoves = [",
            "then = \"DELIVERED\"\nmoves = [\n{ to = \"DELIVERED\", by = [\"admin\"] },",
            "steps.pick_up is PICKED_UP; it",
        ),
    ] {
        let refusal = refusal_of(lifecycle, line, instead);
        assert!(refusal.contains(reason), "{lifecycle}, {instead}: {refusal}");
    }
}

#[test]
fn the_steps_are_those_of_the_contract() {
    let steps = |name: &str| -> Vec<&'static str> {
        Lifecycle::newest(name).into_iter().flat_map(|it| it.steps.named()).map(|it| it.1).collect()
    };
    assert_eq!(steps("kitchen"), ["ACCEPTED", "REJECTED", "PICKED_UP", "DELIVERED", "FAILED"]);
    assert_eq!(steps("producer"), ["confirmed", "cancelled"]);
    assert_eq!(steps("shop"), ["confirmed", "cancelled", "shipped", "delivered"]);
    assert_eq!(steps("marketplace"), ["preparing", "cancelled", "shipped", "delivered"]);
}
