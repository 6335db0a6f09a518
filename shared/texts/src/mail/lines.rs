//! Breaks text into lines that every mail server accepts.

/// The maximum length of a line in octets, unless a word is longer (RFC 5322, 2.1.1).
const WIDTH: usize = 78;
/// Longer words, in octets, are broken. Escaped, an octet may become six.
const WORD: usize = 150;

/// Breaks a paragraph into lines.
pub(super) fn lines(paragraph: &str) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in paragraph.split([' ', '\n']).filter(|it| !it.is_empty()).flat_map(pieces) {
        match lines.last_mut() {
            Some(line) if line.is_empty() => line.push_str(word),
            Some(line) if line.len() + 1 + word.len() <= WIDTH => {
                line.push(' ');
                line.push_str(word);
            }
            Some(_) | None => lines.push(word.to_owned()),
        }
    }
    lines
}

/// Breaks a word into pieces of at most [`WORD`] octets.
fn pieces(mut word: &str) -> Vec<&str> {
    let mut found = Vec::new();
    while word.len() > WORD {
        let (piece, rest) = word.split_at(word.floor_char_boundary(WORD));
        found.push(piece);
        word = rest;
    }
    found.push(word);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_between_words_and_within_a_word_only_when_it_is_too_long() {
        assert_eq!(lines("a b\nc"), ["a b c"]);
        assert_eq!(lines(""), [""]);
        let words = "0123456789".repeat(7);
        assert_eq!(
            lines(&format!("{words} 3456789 1234567")),
            [format!("{words} 3456789"), "1234567".to_owned()]
        );
        let endless = "ä".repeat(200);
        let broken = lines(&format!("a {endless} b"));
        assert_eq!(broken.concat(), format!("a{endless}b"));
        assert!(broken.iter().all(|it| it.len() <= WORD), "{broken:?}");
    }
}
