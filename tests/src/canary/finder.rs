//! Finds known values in a text, in any of the forms in which they may be written.

use std::{
    collections::{HashMap, HashSet},
    ops::Range,
};

/// The number of last digits that are enough to recognise a phone number.
const PHONE_END: usize = 7;
/// The fewest letters and digits of a text that is searched for. `LEAST_DIGITS` applies to a text
/// that is one number.
const LEAST: usize = 6;
const LEAST_DIGITS: usize = 5;
/// The beginnings of tokens: `{"typ`, `{"alg` or `{"kid` in base64.
const TOKEN_STARTS: [&str; 3] = ["eyJ0eX", "eyJhbG", "eyJraW"];
/// The fewest characters of a part of a token.
const TOKEN_PART: usize = 20;

/// The kinds of values that are searched for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A phone number.
    Phone,
    /// A person's name.
    Name,
    /// An e-mail address.
    Email,
    /// A line, the city, the locality or the postal code of a postal address.
    Address,
    /// Free text of a person: notes, reasons, references.
    Text,
    /// A code of six digits.
    Code,
    /// An access or a refresh token.
    Token,
}

/// A value that was found in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// The kind of the value.
    pub kind: Kind,
    /// The byte range of the value in the text.
    pub at: Range<usize>,
}

/// All values that are searched for. A test may have thousands: adding one takes time in proportion
/// to its length, and searching does not depend on their number.
#[derive(Debug, Default)]
pub struct Finder {
    /// Phone numbers as digits, by their last [`PHONE_END`] digits.
    phones: HashMap<String, Vec<String>>,
    /// The other words of each text, by its first word.
    texts: HashMap<String, Vec<(Vec<String>, Kind)>>,
    /// Codes and postal codes.
    words: HashMap<String, Kind>,
    /// Signatures of tokens.
    signatures: HashSet<String>,
    /// Texts that are not personal data, as words.
    allowed: HashSet<Vec<String>>,
    /// The number of values.
    count: usize,
}

impl Finder {
    /// The number of values that are searched for.
    pub fn count(&self) -> usize {
        self.count
    }

    /// Searches for a value from now on. Ignores a value that is too short to recognise.
    pub fn add(&mut self, kind: Kind, value: &str) {
        match kind {
            Kind::Phone => self.add_phone(value),
            Kind::Code => self.add_word(kind, value),
            Kind::Token => {
                let signature = value.rsplit('.').next().unwrap_or_default();
                let long = signature.len() >= TOKEN_PART;
                if long && self.signatures.insert(signature.to_owned()) {
                    self.count += 1;
                }
            }
            Kind::Name | Kind::Email | Kind::Address | Kind::Text => self.add_text(kind, value),
        }
    }

    /// Stops searching for a text.
    pub fn allow(&mut self, value: &str) {
        let words = lower(value);
        if let Some(known) = words.first().and_then(|first| self.texts.get_mut(first)) {
            known.retain(|(rest, _)| *rest != words[1..]);
        }
        self.allowed.insert(words);
    }

    fn add_phone(&mut self, value: &str) {
        let digits: String = value.chars().filter(char::is_ascii_digit).collect();
        if digits.len() <= PHONE_END {
            return;
        }
        // A number that was typed in several pieces is also searched for in that form.
        if value.strip_prefix('+').unwrap_or(value) != digits {
            self.add_text(Kind::Phone, value);
        }
        let end = digits[digits.len() - PHONE_END..].to_owned();
        let known = self.phones.entry(end).or_default();
        if !known.contains(&digits) {
            known.push(digits);
            self.count += 1;
        }
    }

    fn add_word(&mut self, kind: Kind, word: &str) {
        if self.words.insert(word.to_owned(), kind).is_none() {
            self.count += 1;
        }
    }

    fn add_text(&mut self, kind: Kind, value: &str) {
        let mut words = lower(value);
        if self.allowed.contains(&words) {
            return;
        }
        let letters: usize = words.iter().map(|word| word.chars().count()).sum();
        if let [word] = words.as_slice()
            && word.bytes().all(|it| it.is_ascii_digit())
        {
            if letters >= LEAST_DIGITS {
                self.add_word(kind, &word.clone());
            }
            return;
        }
        // A single word of free text is too common to search for.
        if letters < LEAST || (kind == Kind::Text && words.len() == 1) {
            return;
        }
        let rest = words.split_off(1);
        let known = self.texts.entry(words.remove(0)).or_default();
        if !known.iter().any(|(other, _)| *other == rest) {
            known.push((rest, kind));
            self.count += 1;
        }
    }

    /// Finds all known values in `text`.
    pub fn find(&self, text: &str) -> Vec<Hit> {
        let mut hits = Vec::new();
        let words = words(text);
        for (number, at) in words.iter().enumerate() {
            let word = &text[at.clone()];
            if let Some(kind) = self.words.get(word)
                && stands_alone(text, at)
            {
                hits.push(Hit { kind: *kind, at: at.clone() });
            }
            if let Some(known) = self.texts.get(&word.to_lowercase()) {
                let text_here = known.iter().find_map(|(rest, kind)| {
                    let there = words.get(number + 1..=number + rest.len())?;
                    let same = rest
                        .iter()
                        .zip(there)
                        .all(|(word, at)| text[at.clone()].to_lowercase() == *word);
                    let end = there.last().unwrap_or(at).end;
                    same.then_some(Hit { kind: *kind, at: at.start..end })
                });
                hits.extend(text_here);
            }
        }
        hits.extend(self.find_phones(text));
        hits.extend(self.find_tokens(text));
        hits
    }

    /// Finds only the phone numbers in `text`.
    pub fn find_phones(&self, text: &str) -> Vec<Hit> {
        let digits = runs(text, |it| it.is_ascii_digit());
        let is_phone = |run: &str| {
            let end = run.len().checked_sub(PHONE_END).map(|start| &run[start..]);
            let known = end.and_then(|end| self.phones.get(end));
            known.is_some_and(|known| {
                known.iter().any(|phone| phone.ends_with(run) || run.ends_with(phone.as_str()))
            })
        };
        let phones = digits.into_iter().filter(|at| is_phone(&text[at.clone()]));
        phones.map(|at| Hit { kind: Kind::Phone, at }).collect()
    }

    fn find_tokens(&self, text: &str) -> Vec<Hit> {
        let parts = runs(text, |it| it.is_ascii_alphanumeric() || matches!(it, '-' | '_'));
        let is_token = |part: &str| {
            part.len() >= TOKEN_PART
                && (TOKEN_STARTS.iter().any(|start| part.starts_with(start))
                    || self.signatures.contains(part))
        };
        let tokens = parts.into_iter().filter(|at| is_token(&text[at.clone()]));
        tokens.map(|at| Hit { kind: Kind::Token, at }).collect()
    }
}

/// Whether a word is not a part of a longer one, for example of an id or a fraction.
fn stands_alone(text: &str, at: &Range<usize>) -> bool {
    let joined = |mut next: std::str::Chars<'_>, back: bool| {
        let mut step = || if back { next.next_back() } else { next.next() };
        let joint = step().is_some_and(|it| matches!(it, '-' | '_' | '.'));
        joint && step().is_some_and(char::is_alphanumeric)
    };
    !joined(text[..at.start].chars(), true) && !joined(text[at.end..].chars(), false)
}

/// The words of a text in lower case.
fn lower(text: &str) -> Vec<String> {
    words(text).into_iter().map(|at| text[at].to_lowercase()).collect()
}

/// The words of a text: letters and digits, between anything else.
fn words(text: &str) -> Vec<Range<usize>> {
    runs(text, char::is_alphanumeric)
}

/// The longest runs of characters for which `belongs` is true. A percent-encoded byte of a URL ends
/// a run.
fn runs(text: &str, belongs: impl Fn(char) -> bool) -> Vec<Range<usize>> {
    let (mut runs, mut begun) = (Vec::new(), None);
    let mut characters = text.char_indices();
    while let Some((at, character)) = characters.next() {
        match (belongs(character), begun) {
            (true, None) => begun = Some(at),
            (false, Some(start)) => {
                runs.push(start..at);
                begun = None;
            }
            _ => {}
        }
        let escaped = text.as_bytes().get(at + 1..at + 3);
        if character == '%' && escaped.is_some_and(|it| it.iter().all(u8::is_ascii_hexdigit)) {
            characters.nth(1);
        }
    }
    runs.extend(begun.map(|start| start..text.len()));
    runs
}
