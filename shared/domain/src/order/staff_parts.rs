//! The parts of an update that only staff may see in the history.

/// The labels of the parts that only staff may see. The second one is always the last part of a
/// line.
pub(super) const PRIORITY: &str = "priority";
pub(super) const INTERNAL_NOTES: &str = "internal notes";

/// Whether the text of an update's history line has only parts that only staff may see.
pub(super) fn is_for_staff_alone(line: &str) -> bool {
    let after = |text: &'static str| line.strip_prefix(text)?.strip_prefix(": ");
    let rest = match after(PRIORITY) {
        Some(priority) => priority.split_once("; ").map(|(_, rest)| rest),
        None => Some(line),
    };
    rest.is_none_or(|rest| rest.starts_with(INTERNAL_NOTES))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_for_staff_alone_where_it_has_nothing_else() {
        for (line, alone) in [
            ("internal notes: none → Pays in coins; total: 3", true),
            ("priority: normal → high", true),
            ("priority: normal → high; internal notes: none → Pays in coins", true),
            ("priority: normal → high; notes: none → Ring twice", false),
            ("total: 9.00 → 8.00; internal notes: none → Pays in coins", false),
            ("gv-honey: 2 → 3", false),
        ] {
            assert_eq!(is_for_staff_alone(line), alone, "{line}");
        }
    }
}
