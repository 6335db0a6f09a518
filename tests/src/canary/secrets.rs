//! Extracts personal data and secrets from requests, responses and messages.

use docket_local::SentMessage;
use serde_json::{Map, Value};

use super::finder::Kind;

/// The fewest digits after `+` of a phone number.
const PHONE_DIGITS: usize = 8;

/// The direction in which a body was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// From a client to Docket.
    Sent,
    /// From Docket to a client. Reasons and notes in it are often Docket's own words.
    Received,
}

/// Extracts the personal data and secrets of a JSON body, at any depth.
pub fn of_json(value: &Value, direction: Direction, found: &mut impl FnMut(Kind, &str)) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                if let (Some(text), Some(kind)) = (value.as_str(), kind(fields, name, direction)) {
                    found(kind, text);
                }
                of_json(value, direction, found);
            }
            if let (Some(to), Some(text)) = (fields.get("to"), fields.get("text")) {
                of_message(to.as_str().unwrap_or(""), text.as_str().unwrap_or(""), found);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| of_json(item, direction, found)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn kind(fields: &Map<String, Value>, name: &str, direction: Direction) -> Option<Kind> {
    match name {
        "phone" => Some(Kind::Phone),
        "email" => Some(Kind::Email),
        // Products, sellers and zones have names, too. Only people have a phone or an e-mail
        // address beside the name.
        "name" => {
            let reached = fields.contains_key("phone") || fields.contains_key("email");
            // A seller has a phone for its buyers, but is not a person.
            let is_seller = fields.contains_key("timezone");
            (reached && !is_seller).then_some(Kind::Name)
        }
        "line1" | "line2" | "locality" | "city" | "postalCode" => Some(Kind::Address),
        "notes" | "note" | "reason" | "reference" => {
            (direction == Direction::Sent).then_some(Kind::Text)
        }
        "accessToken" | "refreshToken" => Some(Kind::Token),
        _ => None,
    }
}

/// Extracts the recipient of each SMS or e-mail, and the code with which it begins.
pub fn of_messages(messages: &[SentMessage], found: &mut impl FnMut(Kind, &str)) {
    for message in messages {
        of_message(&message.to, &message.text, found);
    }
}

fn of_message(to: &str, text: &str, found: &mut impl FnMut(Kind, &str)) {
    found(if to.contains('@') { Kind::Email } else { Kind::Phone }, to);
    if let Some(code) = text.split(' ').next().filter(|it| is_code(it)) {
        found(Kind::Code, code);
    }
}

/// Whether a word has the format of a code: six digits.
pub fn is_code(word: &str) -> bool {
    word.len() == 6 && word.bytes().all(|it| it.is_ascii_digit())
}

/// Extracts the phone numbers in a URL or in a text that is not JSON.
pub fn of_text(text: &str, found: &mut impl FnMut(Kind, &str)) {
    for sign in ["+", "%2B", "%2b"] {
        for (at, _) in text.match_indices(sign) {
            let digits = &text[at + sign.len()..];
            let end = digits.find(|it: char| !it.is_ascii_digit()).unwrap_or(digits.len());
            if end >= PHONE_DIGITS {
                found(Kind::Phone, &digits[..end]);
            }
        }
    }
}
