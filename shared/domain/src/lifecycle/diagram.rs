//! The documentation page of a lifecycle, with its state diagram.

use std::fmt::Write;

use super::{Lifecycle, Status};
use crate::{MethodKind, Term};

impl Lifecycle {
    /// The lifecycle as a Mermaid state diagram.
    #[must_use]
    pub fn diagram(&'static self) -> String {
        let mut text = String::from("stateDiagram-v2\n");
        let mut line = |content: &str| {
            text.push_str("    ");
            text.push_str(content);
            text.push('\n');
        };
        line(&format!("[*] --> {}: guest", super::AWAITING_VERIFICATION));
        line(&format!("[*] --> {}: signed in", self.start));
        for status in self.statuses {
            for step in status.moves {
                let mut label = if step.by.is_empty() {
                    "code confirmed".to_owned()
                } else {
                    step.by.iter().map(|role| role.name()).collect::<Vec<_>>().join(", ")
                };
                if step.within_cancel_window {
                    label.push_str(" in the cancel window");
                }
                if step.methods.len() < MethodKind::ALL.len() {
                    let methods: Vec<_> = step.methods.iter().map(|it| it.name()).collect();
                    label = format!("{label} for {}", methods.join(" and "));
                }
                if status.then == Some(step.to) {
                    label.push_str(" after an override");
                }
                line(&format!("{} --> {}: {label}", status.name, step.to));
            }
            if let Some(next) = status.then {
                line(&format!("{} --> {next}: by itself", status.name));
            }
            if status.phase.is_closed() {
                line(&format!("{} --> [*]", status.name));
            }
        }
        text
    }

    /// The lifecycle's page in Markdown: its diagram, the table of its statuses, and its named
    /// steps.
    #[must_use]
    pub fn page(&'static self) -> String {
        let mut text = format!(
            "# The `{}` lifecycle, version {}\n\n```mermaid\n{}```\n\n\
             | status | phase | stopping it here restocks | target in minutes: low, normal, high, urgent |\n\
             |---|---|---|---|\n",
            self.name,
            self.version,
            self.diagram(),
        );
        for status in self.statuses {
            let restock = match (status.phase.is_closed(), status.restock) {
                (true, _) => "–",
                (false, true) => "yes",
                (false, false) => "no",
            };
            // Writing to a String cannot fail.
            let _ = writeln!(
                text,
                "| `{}` | {} | {restock} | {} |",
                status.name,
                status.phase.name(),
                targets(status),
            );
        }
        let steps: Vec<String> =
            self.steps.named().map(|(step, to)| format!("{step} to `{to}`")).collect();
        let steps = steps.join(", ").replacen(" to ", " leads to ", 1);
        let _ = writeln!(text, "\nNamed steps: {steps}.");
        text
    }
}

fn targets(status: &Status) -> String {
    let minutes = |term: Option<Term>| term.map_or("–".to_owned(), |it| it.minutes().to_string());
    let all = status.targets.all();
    if all == [None; 4] { "–".to_owned() } else { all.map(minutes).join(", ") }
}
