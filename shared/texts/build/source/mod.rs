//! Parses the files of languages, and checks their texts.
//!
//! `build/main.rs` runs this, so that texts with a fault do not compile. `tests/checker.rs` tests
//! that it finds each kind of fault.

mod form;
mod formats;
#[path = "../../src/gsm.rs"]
mod gsm;
mod languages;
mod placeholders;
mod rust;
mod template;
mod texts;

use form::Form;
use template::Part;

/// The language that the others are translations of, and the last fallback.
const FIRST: &str = "en";

/// The channels of a message, as its keys in a file.
const CHANNELS: [&str; 5] = ["sms", "subject", "email", "push_title", "push_body"];

/// Checks the files of all languages, each a tag and its content, and generates Rust from them.
///
/// # Errors
///
/// All faults, each with its file, its key and the remedy.
pub fn compile(files: &[(String, String)]) -> Result<String, Vec<String>> {
    let languages = languages::read(files)?;
    let mut faults = Vec::new();
    for language in &languages {
        faults.extend(formats::faults(language));
        faults.extend(texts::faults(language));
    }
    if let Some(first) = languages.iter().find(|it| it.tag == FIRST) {
        for other in languages.iter().filter(|it| it.tag != FIRST) {
            faults.extend(texts::differences(first, other));
        }
        if faults.is_empty() {
            return rust::write(&languages, first).map_err(|error| vec![error.to_string()]);
        }
    } else {
        faults.push(format!("languages/{FIRST}.toml is missing; all others fall back to it"));
    }
    Err(faults)
}

/// A language's file with its texts parsed.
pub struct Language {
    tag: String,
    form: Form,
    texts: Vec<Text>,
}

/// A text in one language.
pub struct Text {
    key: String,
    /// The text for each of [`CHANNELS`]. Only the SMS may be absent.
    channels: [Option<Vec<Part>>; 5],
}

impl Language {
    /// Formats a fault at a key of the language's file.
    fn fault(&self, key: &str, what: &str) -> String {
        fault(&self.tag, key, what)
    }

    fn text(&self, key: &str) -> Option<&Text> {
        self.texts.iter().find(|it| it.key == key)
    }
}

impl Text {
    /// The channels that the text has, with their names.
    fn channels(&self) -> impl Iterator<Item = (&'static str, &[Part])> {
        let named = CHANNELS.into_iter().zip(&self.channels);
        named.filter_map(|(name, parts)| Some((name, parts.as_deref()?)))
    }
}

fn fault(tag: &str, key: &str, what: &str) -> String {
    format!("languages/{tag}.toml: {key}: {what}")
}
