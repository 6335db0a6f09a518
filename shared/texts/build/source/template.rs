//! Parses a text with placeholders: `{order}` is a value; `{orders?order|orders}` is the first word
//! for the singular and the second for other numbers; `[ Follow it: {link}]` is left out when a
//! value in it is absent.

use std::collections::BTreeSet;

use super::placeholders::{Kind, Placeholder, find};

/// A part of a text.
pub enum Part {
    Plain(String),
    Value(&'static Placeholder),
    Choice(&'static Placeholder, [String; 2]),
    Bracket(Vec<Part>),
}

/// Parses a text.
pub fn parse(text: &str) -> Result<Vec<Part>, String> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(['{', '}', '[', ']']) {
        let (plain, marked) = rest.split_at(at);
        if !plain.is_empty() {
            parts.push(Part::Plain(plain.to_owned()));
        }
        let close = match &marked[..1] {
            "{" => '}',
            "[" => ']',
            other => return Err(format!("`{other}` closes nothing; take it out")),
        };
        let Some((inner, after)) = marked[1..].split_once(close) else {
            return Err(format!("`{}` is not closed; add `{close}`", &marked[..1]));
        };
        if inner.contains(if close == '}' { '{' } else { '[' }) {
            return Err(format!("`{}` stands within another; close the first", &marked[..1]));
        }
        parts.push(if close == '}' { value(inner)? } else { Part::Bracket(parse(inner)?) });
        rest = after;
    }
    if !rest.is_empty() {
        parts.push(Part::Plain(rest.to_owned()));
    }
    Ok(parts)
}

fn value(inner: &str) -> Result<Part, String> {
    let (name, words) =
        inner.split_once('?').map_or((inner, None), |(it, words)| (it, Some(words)));
    let placeholder = find(name).ok_or_else(|| {
        format!("`{{{name}}}` is unknown; use one of build/source/placeholders.rs, or add it there")
    })?;
    let Some(words) = words else { return Ok(Part::Value(placeholder)) };
    if placeholder.kind != Kind::Number {
        return Err(format!("`{{{name}?…}}` chooses by what is no number; name a number"));
    }
    let words: Vec<_> = words.split('|').map(str::to_owned).collect();
    let words = words
        .try_into()
        .map_err(|_| format!("`{{{inner}}}` has not two words; write `{{{name}?one|others}}`"))?;
    Ok(Part::Choice(placeholder, words))
}

/// The placeholders of a text, inside and outside of brackets.
pub fn names(parts: &[Part]) -> BTreeSet<&'static str> {
    let mut found = outside(parts);
    for part in parts {
        if let Part::Bracket(inner) = part {
            found.extend(names(inner));
        }
    }
    found
}

/// The placeholders of a text outside of brackets.
pub fn outside(parts: &[Part]) -> BTreeSet<&'static str> {
    let name = |part: &Part| match part {
        Part::Value(it) | Part::Choice(it, _) => Some(it.name),
        Part::Plain(_) | Part::Bracket(_) => None,
    };
    parts.iter().filter_map(name).collect()
}

/// The number of characters of a text with every value at its maximum length.
pub fn longest(parts: &[Part]) -> usize {
    let length = |part: &Part| match part {
        Part::Plain(text) => text.chars().count(),
        Part::Value(it) => it.longest,
        Part::Choice(_, words) => words.iter().map(|it| it.chars().count()).max().unwrap_or(0),
        Part::Bracket(inner) => longest(inner),
    };
    parts.iter().map(length).sum()
}

/// The whole text, with `value` in place of every value.
pub fn said(parts: &[Part], value: &str) -> String {
    let part = |part: &Part| match part {
        Part::Plain(text) => text.clone(),
        Part::Value(_) => value.to_owned(),
        Part::Choice(_, words) => words.concat(),
        Part::Bracket(inner) => said(inner, value),
    };
    parts.iter().map(part).collect()
}
