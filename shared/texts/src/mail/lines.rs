//! Lines that every mail server takes.

/// The octets of a line, where its words allow it (RFC 5322, 2.1.1).
const WIDTH: usize = 78;
/// A word of more octets is broken. Escaped, an octet may become six.
const WORD: usize = 150;

/// A paragraph in lines.
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

/// A word in pieces of at most [`WORD`] octets.
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
    fn a_paragraph_is_broken_between_words_and_a_word_only_when_it_is_endless() {
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
