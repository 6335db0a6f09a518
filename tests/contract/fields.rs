//! The kinds of fields that bodies have, and JSON values that each kind refuses.

/// The values that a field accepts.
#[derive(Clone, Copy)]
pub enum Field {
    /// Text. `true` when the field is optional.
    Text(bool),
    /// A single line with at least one visible character. `true` when the field is optional.
    Line(bool),
    /// A whole number between these bounds, both included.
    Number(i128, i128),
    /// An array.
    List,
    /// A JSON object. `true` when the field is optional.
    Object(bool),
    /// `true` or `false`.
    Flag,
}
use Field::{Flag, Line, List, Number, Object, Text};

/// JSON texts that a field of this kind refuses.
pub fn refused(field: Field) -> Vec<String> {
    let mut bad: Vec<String> = [
        "1e400",
        "-1e400",
        "NaN",
        "\"\\ud800\"",
        "\"\\udc00\\ud800\"",
        "\"\\x\"",
        "'a'",
        "undefined",
    ]
    .map(str::to_owned)
    .to_vec();
    let others: &[&str] = match field {
        Text(_) | Line(_) => &[
            "{}",
            "[]",
            "[\"a\"]",
            "true",
            "1",
            "1.5",
            "-1",
            "\"\"",
            "\" \\n\\t \"",
            "\"a\\u0000b\"",
            "\"\\u009b\"",
            "\"\\u007f\"",
            "\"\\ufffe\\u0008\"",
            "\"\\u202eab\"",
            "\"\\u200b\"",
        ],
        Number(..) => &[
            "{}",
            "[]",
            "true",
            "\"1\"",
            "1.5",
            "1.0",
            "1e2",
            "-0.0",
            "18446744073709551616",
            "-9223372036854775809",
            "99999999999999999999999999999999",
        ],
        List => &["{}", "true", "1", "\"a\"", "[null]", "[1]", "[[]]", "null"],
        Object(_) => &["[]", "true", "1", "\"a\"", "{}", "{\"a\":1}"],
        Flag => &["{}", "[]", "1", "0", "\"true\"", "null"],
    };
    bad.extend(others.iter().map(|text| (*text).to_owned()));
    if let Line(_) = field {
        bad.extend(
            [
                "a\\nb",
                "a\\r\\nb",
                "a\\tb",
                "ab\\n",
                "a\\u2028b",
                "a\\u2029b",
                "\\u202eab",
                "a\\u2066b",
                "a\\u200e",
                "a\\u200f",
                "a\\u061c",
                "\\u200b",
                "\\u2060",
                "\\u00ad",
                " \\u200d ",
            ]
            .map(|text| format!("\"{text}\"")),
        );
    }
    match field {
        Text(optional) | Line(optional) => {
            bad.push(format!("\"{}\"", "é".repeat(5_000)));
            bad.push(format!("\"{}\"", "\\u202e".repeat(1_001)));
            if !optional {
                bad.push("null".to_owned());
            }
        }
        Number(least, most) => bad.extend([least - 1, most + 1].map(|number| number.to_string())),
        Object(false) => bad.push("null".to_owned()),
        List | Object(true) | Flag => {}
    }
    bad
}
