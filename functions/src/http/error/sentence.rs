//! Errors as sentences for people.

/// The text of an error as a sentence for people: with a capital at its beginning and a full stop
/// at its end, both of which error types leave out.
///
/// The first word stays as it is where it is no plain word: code in backticks, a quotation, a
/// number, or an identifier like `sellerId` or `image/png`.
#[must_use]
pub fn sentence(mut text: String) -> String {
    let word = text.split_whitespace().next().unwrap_or_default();
    let word = word.trim_end_matches([',', ';', ':', '.', '!', '?']);
    let is_plain = word.chars().all(|it| it.is_lowercase() || it == '-' || it == '\'');
    if let Some(first) = text.chars().next().filter(|_| is_plain) {
        text.replace_range(..first.len_utf8(), &first.to_uppercase().to_string());
    }
    if !text.is_empty() && !text.ends_with(['.', '!', '?']) {
        text.push('.');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::sentence;

    #[test]
    fn a_sentence_begins_with_a_capital_and_ends_with_a_full_stop() {
        for (text, expected) in [
            ("the order is cancelled", "The order is cancelled."),
            ("must be between 1 and 100", "Must be between 1 and 100."),
            ("e-mail is not sent here", "E-mail is not sent here."),
            ("émile", "Émile."),
            ("is required for the US (its state)", "Is required for the US (its state)."),
            ("first; second", "First; second."),
            ("Your role is seller.", "Your role is seller."),
            ("really?", "Really?"),
            ("stop!", "Stop!"),
            ("", ""),
        ] {
            assert_eq!(sentence(text.to_owned()), expected);
        }
    }

    #[test]
    fn a_sentence_keeps_a_first_word_that_is_no_plain_word() {
        for text in ["`flown` is unknown", "'a' is short", "2 are left", "sellerId is absent"] {
            assert_eq!(sentence(text.to_owned()), format!("{text}."));
        }
        assert_eq!(sentence("image/png, not that".to_owned()), "image/png, not that.");
        assert_eq!(sentence("FREQ is required".to_owned()), "FREQ is required.");
    }
}
