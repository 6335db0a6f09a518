//! Protection against formula injection: texts of users in files that a spreadsheet may open.
//!
//! A spreadsheet calculates a cell that begins like a formula, and such a formula can send the
//! content of other cells elsewhere. Which texts become cells depends on the separator that the
//! spreadsheet expects; in many countries it is a semicolon, which then divides a row within quoted
//! cells too. So each part of a text that could become a cell is checked.

/// The characters that begin a formula: in plain, full-width and small forms, and the minus sign
/// of mathematics.
const FORMULAS: [char; 13] = [
    '=', '+', '-', '@', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}', '\u{fe66}', '\u{fe62}',
    '\u{fe63}', '\u{fe6b}', '\u{2212}',
];

/// Whether a character can end a cell or a row, depending on the spreadsheet. A comma cannot: cells
/// with commas are quoted, and spreadsheets that separate by commas respect the quotes.
fn separates(it: char) -> bool {
    it.is_control() || matches!(it, ';' | '|' | '\u{ff1b}' | '\u{ff5c}' | '\u{2028}' | '\u{2029}')
}

/// Whether a spreadsheet ignores the character at the beginning of a cell.
fn is_dropped(it: char) -> bool {
    it.is_whitespace() || matches!(it, '"' | '\'' | '\u{feff}' | '\u{200b}')
}

/// The text with an apostrophe before each part that a spreadsheet would calculate, so that the
/// part remains text.
pub fn inert(text: &str) -> String {
    // Of a cell that begins with a tab or a line break, spreadsheets differ in
    // what they drop.
    let mut inert = if text.starts_with(separates) { "'".to_owned() } else { String::new() };
    for part in text.split_inclusive(separates) {
        let begins = part.trim_start_matches(is_dropped);
        if begins.starts_with(FORMULAS) {
            inert.push('\'');
        }
        inert.push_str(part);
    }
    inert
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_a_spreadsheet_would_calculate_is_a_text() {
        for (text, expected) in [
            ("=1+1", "'=1+1"),
            ("+12025550142", "'+12025550142"),
            ("-1", "'-1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\u{ff1d}1+1", "'\u{ff1d}1+1"),
            ("\u{ff0b}1", "'\u{ff0b}1"),
            ("\u{ff0d}1", "'\u{ff0d}1"),
            ("\u{ff20}SUM(A1)", "'\u{ff20}SUM(A1)"),
            ("\u{2212}1", "'\u{2212}1"),
            ("|calc", "'|calc"),
            (" =1", "' =1"),
            ("\u{3000}=1", "'\u{3000}=1"),
            ("\"=1\"", "'\"=1\""),
            ("\t=1", "'\t'=1"),
            ("\rx", "'\rx"),
            ("x;=1+1;y", "x;'=1+1;y"),
            ("x; \"=1\"", "x;' \"=1\""),
            ("x\t@y", "x\t'@y"),
            ("x|-y", "x|'-y"),
            ("a\n=1\r\n+2", "a\n'=1\r\n'+2"),
        ] {
            assert_eq!(inert(text), expected);
        }
    }

    #[test]
    fn other_texts_stay_as_they_are() {
        for text in [
            "",
            "Ada",
            "a=b",
            "a,=1",
            "1-2",
            "A; B",
            "a|b",
            "one\r\ntwo",
            "'x",
            "e\u{301} \u{1f36f}",
        ] {
            assert_eq!(inert(text), text);
        }
    }

    proptest! {
        #[test]
        fn nothing_but_apostrophes_is_added(text in "([=+@;|\t\n\" '-]|\\PC){0,20}") {
            let inert = inert(&text);
            let mut rest = text.chars().peekable();
            for it in inert.chars() {
                let kept = rest.next_if_eq(&it).is_some();
                prop_assert!(kept || it == '\'');
            }
            prop_assert!(rest.next().is_none());
        }

        #[test]
        fn no_part_begins_a_formula(text in "([=+@;|\t\n\" -]|\\PC){0,20}") {
            let inert = inert(&text);
            prop_assert!(!inert.starts_with(separates) && !inert.starts_with(FORMULAS));
            for part in inert.split(separates) {
                prop_assert!(!part.trim_start().trim_start_matches('"').starts_with(FORMULAS));
            }
        }
    }
}
