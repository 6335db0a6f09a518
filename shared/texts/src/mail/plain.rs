//! Renders the plain part.

use super::{body::Body, lines::lines};

/// Writes the paragraphs, then each link on its own line.
pub(super) fn write(body: &Body) -> String {
    let mut blocks: Vec<String> = body.paragraphs.iter().map(|it| lines(it).join("\n")).collect();
    blocks.extend(body.action.iter().map(|it| format!("{}:\n{}", it.label, it.link)));
    if !body.footer.is_empty() {
        blocks.push("--".to_owned());
    }
    blocks.extend(body.footer.iter().map(|it| format!("{}:\n{}", it.label, it.link)));
    let mut text = blocks.join("\n\n");
    text.push('\n');
    text
}
