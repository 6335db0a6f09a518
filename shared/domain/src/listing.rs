//! Names in a sentence.

/// Names as a sentence lists them.
pub fn listed(names: &[&str], word: &str) -> String {
    match names {
        [] => "no status".to_owned(),
        [only] => (*only).to_owned(),
        [first @ .., last] => format!("{} {word} {last}", first.join(", ")),
    }
}
