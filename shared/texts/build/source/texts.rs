//! The checks of every text, and the check that all languages have corresponding texts.

use std::collections::BTreeSet;

use super::{
    CHANNELS, Language, Text,
    gsm::{SEGMENT, is_basic},
    placeholders::{Kind, find},
    template::{Part, longest, names, outside, said},
};

/// The maximum length of the title and the body of a push message.
const PUSH: [(&str, usize); 2] = [("push_title", 50), ("push_body", 180)];

/// The faults in a language's texts, without regard to other languages.
pub fn faults(language: &Language) -> Vec<String> {
    let mut faults = Vec::new();
    for text in &language.texts {
        let optional = optional(text);
        for (channel, parts) in text.channels() {
            let mut found = plain_faults(channel, parts);
            found.extend(place_faults(channel, parts));
            found.extend(length_fault(channel, parts));
            found.extend(bracket_faults(parts, &optional));
            let place = format!("{}.{channel}", text.key);
            faults.extend(found.iter().map(|what| language.fault(&place, what)));
        }
    }
    faults
}

/// The optional placeholders of a text: those that are in brackets on every channel.
pub fn optional(text: &Text) -> BTreeSet<&'static str> {
    let (mut all, mut needed) = (BTreeSet::new(), BTreeSet::new());
    for (_, parts) in text.channels() {
        all.extend(names(parts));
        needed.extend(outside(parts));
    }
    all.difference(&needed).copied().collect()
}

/// The faults in the characters of a text.
fn plain_faults(channel: &str, parts: &[Part]) -> Vec<String> {
    let mut found = Vec::new();
    let text = said(parts, "");
    if text.trim().is_empty() {
        found.push("is empty; write what it says".to_owned());
    }
    let is_bad_break = |it: char| it == '\n' && !matches!(channel, "sms" | "email");
    if text.contains(is_bad_break) {
        found.push("has a line break; write it in one line".to_owned());
    }
    if let Some(letter) = text.chars().find(|it| it.is_control() && *it != '\n') {
        found.push(format!("has the control character {letter:?}; take it out"));
    }
    let whole = said(parts, "x");
    if whole.trim() != whole || whole.contains("  ") {
        found.push("has a space at its beginning or end, or two together; take it out".to_owned());
    }
    if channel == "sms" {
        let other: BTreeSet<_> = text.chars().filter(|it| !is_basic(*it)).collect();
        if !other.is_empty() {
            let other: String = other.into_iter().collect();
            found.push(format!(
                "`{other}` is not in the basic GSM 7-bit alphabet; write it another way"
            ));
        }
    }
    found
}

/// The faults of placeholders in places where they are not allowed.
fn place_faults(channel: &str, parts: &[Part]) -> Vec<String> {
    let (all, needed) = (names(parts), outside(parts));
    let mut found = Vec::new();
    for placeholder in all.iter().filter_map(|name| find(name)) {
        let name = placeholder.name;
        let is_needed = needed.contains(name);
        match (placeholder.kind, channel) {
            (Kind::Free, "sms") => found.push(format!(
                "`{{{name}}}` is what a person wrote, which no SMS repeats; say it in the e-mail alone"
            )),
            (Kind::Link | Kind::Host, "sms") if is_needed => found.push(format!(
                "`{{{name}}}` may be longer than an SMS; put it in brackets, which are left out then"
            )),
            (Kind::Link | Kind::Host, "subject" | "email" | "push_title" | "push_body") => {
                found.push(format!("`{{{name}}}` is for SMS; an e-mail has a link as its action"));
            }
            (Kind::Name, "subject" | "push_title" | "push_body") if name == "code" => {
                let what = "`{code}` would be shown to whoever sees the screen; take it out";
                found.push(what.to_owned());
            }
            (_, _) => {}
        }
    }
    found
}

fn length_fault(channel: &str, parts: &[Part]) -> Option<String> {
    let longest = longest(parts);
    if channel == "sms" {
        let what = format!(
            "is up to {longest} characters with the longest values, and one SMS has {SEGMENT}; shorten it"
        );
        return (longest > SEGMENT).then_some(what);
    }
    let (_, most) = PUSH.into_iter().find(|(name, _)| *name == channel)?;
    let what =
        format!("is up to {longest} characters with the longest values; shorten it to {most}");
    (longest > most).then_some(what)
}

fn bracket_faults(parts: &[Part], optional: &BTreeSet<&str>) -> Vec<String> {
    let is_for_nothing = |part: &&Part| match part {
        Part::Bracket(inner) => names(inner).is_disjoint(optional),
        Part::Plain(_) | Part::Value(_) | Part::Choice(..) => false,
    };
    let what = "a bracket has no value that may be absent: each also stands outside of brackets; \
                take the bracket's marks out";
    parts.iter().filter(is_for_nothing).map(|_| what.to_owned()).collect()
}

/// The differences from the first language in texts, values and actions.
pub fn differences(first: &Language, other: &Language) -> Vec<String> {
    let mut faults = Vec::new();
    let file = format!("languages/{}.toml", first.tag);
    let key = |it: &Text| it.key.clone();
    let mut compare = |place: &str, wanted: BTreeSet<String>, found: BTreeSet<String>| {
        for missing in wanted.difference(&found) {
            let what = format!("is missing, and {file} has it; add it");
            faults.push(other.fault(&format!("{place}.{missing}"), &what));
        }
        for more in found.difference(&wanted) {
            let what = format!("is not in {file}; add it there, or take it out");
            faults.push(other.fault(&format!("{place}.{more}"), &what));
        }
    };
    let texts = |it: &Language| it.texts.iter().map(key).collect();
    compare("texts", texts(first), texts(other));
    let actions = |it: &Language| it.form.actions.keys().cloned().collect();
    compare("actions", actions(first), actions(other));
    for text in &first.texts {
        if let Some(theirs) = other.text(&text.key) {
            faults.extend(text_differences(&file, text, other, theirs));
        }
    }
    faults
}

fn text_differences(file: &str, text: &Text, other: &Language, theirs: &Text) -> Vec<String> {
    let mut faults = Vec::new();
    for (at, channel) in CHANNELS.into_iter().enumerate() {
        let place = format!("{}.{channel}", text.key);
        match (&text.channels[at], &theirs.channels[at]) {
            (Some(ours), Some(theirs)) => {
                let (ours, theirs) = (names(ours), names(theirs));
                if ours != theirs {
                    let what = format!(
                        "has {}, and {file} has {}; name the same values",
                        braced(&theirs),
                        braced(&ours)
                    );
                    faults.push(other.fault(&place, &what));
                }
            }
            (Some(_), None) => {
                faults.push(other.fault(&place, &format!("is missing, and {file} has it; add it")));
            }
            (None, Some(_)) => {
                let what = format!("is not in {file}; add it there, or take it out");
                faults.push(other.fault(&place, &what));
            }
            (None, None) => {}
        }
    }
    let (ours, theirs) = (optional(text), optional(theirs));
    if faults.is_empty() && ours != theirs {
        let what = format!(
            "{} may be absent, and in {file} {}; put the same values in brackets",
            braced(&theirs),
            braced(&ours)
        );
        faults.push(other.fault(&text.key, &what));
    }
    faults
}

fn braced(names: &BTreeSet<&str>) -> String {
    if names.is_empty() {
        return "no value".to_owned();
    }
    names.iter().map(|it| format!("{{{it}}}")).collect::<Vec<_>>().join(", ")
}
