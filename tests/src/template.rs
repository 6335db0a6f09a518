//! Makes variants of the deployment's template with other parameter defaults.

use std::{fmt::Display, path::Path};

/// The text of `template.yaml` with these parameter defaults.
pub fn template_with(parameters: &[(&str, impl Display)]) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../template.yaml");
    let mut text = std::fs::read_to_string(path).unwrap();
    for (name, value) in parameters {
        let at = text.find(&format!("\n  {name}:\n")).unwrap();
        let from = at + text[at..].find("Default: ").unwrap() + "Default: ".len();
        let to = from + text[from..].find('\n').unwrap();
        text.replace_range(from..to, &value.to_string());
    }
    text
}
