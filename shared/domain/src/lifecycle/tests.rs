//! That lifecycles are those of the contract, and that wrong ones are refused.

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
        "moves = [{ to = \"b\", by = [\"seller\"] }, { to = \"c\", by = [\"admin\", \"system\"] }]\n[[status]]\nname = \"b\"\nphase = \"done\"",
        "then = \"b\"\n[[status]]\nname = \"b\"\nphase = \"working\"\nthen = \"a\"",
    );
    assert!(refusal.contains("automatic moves loop"), "{refusal}");
}
