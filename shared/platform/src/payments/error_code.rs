use std::fmt;

/// The maximum length of an [`ErrorCode`].
const MAX_CHARACTERS: usize = 100;

/// A code from the provider that may be logged, stored and displayed: an error code, a
/// parameter's name, or the id of a request.
///
/// Sentences from the provider are never kept: they quote the request, and an
/// intermediary between Docket and the provider may have written them.
#[derive(Clone, PartialEq, Eq)]
pub struct ErrorCode(String);

impl ErrorCode {
    /// The code; `None` unless it consists of 1 to 100 ASCII letters, digits and `_-.[]`.
    #[must_use]
    pub fn new(text: &str) -> Option<Self> {
        let fits = |byte: u8| byte.is_ascii_alphanumeric() || b"_-.[]".contains(&byte);
        let is_code = (1..=MAX_CHARACTERS).contains(&text.len()) && text.bytes().all(fits);
        is_code.then(|| Self(text.to_owned()))
    }

    /// Its characters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ErrorCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for ErrorCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn error_code_accepts_only_short_texts_of_code_characters() {
        for text in ["card_declined", "req_oMl7Jf8wKmYxAo", "metadata[order]", "51"] {
            assert_eq!(ErrorCode::new(text).map(|it| it.to_string()), Some(text.to_owned()));
        }
        let too_long = "a".repeat(MAX_CHARACTERS + 1);
        for text in ["", "no such card", "<script>", "a\nb", "\u{202e}a", "a\"b", &too_long] {
            assert_eq!(ErrorCode::new(text), None, "{text:?}");
        }
    }
}
