//! That openapi.json can be read by somebody who has not seen the project.

use serde_json::Value;

use crate::documents::{document, operations};

/// The fewest characters that say what something means.
const LEAST: usize = 25;

/// Words that stand for something else here than in a dictionary. A reader who meets one has to ask.
const METAPHORS: [&str; 10] = [
    "door",
    "doors",
    "told",
    "tells",
    "stays",
    "desk",
    "whose it is",
    "brings",
    "bringing",
    "taken off",
];

/// Every description with its place, examples excepted: in those it is a field like others.
fn descriptions<'a>(value: &'a Value, place: &str, found: &mut Vec<(String, &'a str)>) {
    match value {
        Value::Object(fields) => {
            for (name, field) in fields {
                let place = format!("{place}/{name}");
                match field {
                    Value::String(text) if name == "description" => found.push((place, text)),
                    _ if name == "example" || name == "examples" => {}
                    field => descriptions(field, &place, found),
                }
            }
        }
        Value::Array(items) => {
            for (at, item) in items.iter().enumerate() {
                descriptions(item, &format!("{place}/{at}"), found);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// What a reader would stumble over in a description.
fn fault(text: &str) -> Option<String> {
    let text = text.trim();
    if text.chars().count() < LEAST {
        return Some(format!("is shorter than {LEAST} characters"));
    }
    if text.chars().next().is_some_and(char::is_lowercase) {
        return Some("begins in lower case".to_owned());
    }
    // A list, a table or a block of code may be its end.
    let last = text.lines().last().unwrap_or_default();
    if !last.ends_with(['.', ':', '!', '?', '|', '`', ')']) {
        return Some("does not end a sentence".to_owned());
    }
    // Code may be named as it is.
    let words: String = text.split('`').step_by(2).collect::<Vec<_>>().join(" ").to_lowercase();
    let words: Vec<&str> = words.split(|it: char| !it.is_alphanumeric() && it != '-').collect();
    let has = |metaphor: &str| {
        let parts: Vec<_> = metaphor.split(' ').collect();
        words.windows(parts.len()).any(|run| run == parts)
    };
    METAPHORS.iter().find(|it| has(it)).map(|metaphor| format!("says {metaphor:?}"))
}

#[test]
fn every_description_is_a_sentence_in_the_words_of_the_field() {
    let document = document();
    let mut found = Vec::new();
    descriptions(&document, "", &mut found);
    assert!(found.len() > 1_500, "only {} descriptions were found", found.len());
    let faults: Vec<_> = found
        .iter()
        .filter_map(|(place, text)| Some(format!("{place} {}: {text}", fault(text)?)))
        .collect();
    assert!(faults.is_empty(), "{} descriptions:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn every_operation_says_in_sentences_what_it_does() {
    for (name, operation) in operations(&document()) {
        let description = operation["description"].as_str().unwrap_or_default();
        assert!(description.len() >= 60, "{name} is described by {description:?}");
    }
}

#[test]
fn descriptions_that_have_to_be_deciphered_are_found() {
    for (text, wanted) in [
        ("For bringing it.", "shorter"),
        ("the amount that the buyer pays in the end", "lower case"),
        ("The amount that the buyer pays in the end", "end a sentence"),
        ("What nobody accepts in time is told of, then refunded.", "told"),
    ] {
        let found = fault(text).unwrap_or_default();
        assert!(found.contains(wanted), "{text}: {found}");
    }
    assert_eq!(fault("The delivery fee in minor units of `currency`; zero for pickup."), None);
}
