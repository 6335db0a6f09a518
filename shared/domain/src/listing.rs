//! Lists of names for sentences.

/// The names as a sentence lists them, with `word` before the last one.
pub fn listed(names: &[&str], word: &str) -> String {
    match names {
        [] => "no status".to_owned(),
        [only] => (*only).to_owned(),
        [first @ .., last] => format!("{} {word} {last}", first.join(", ")),
    }
}
