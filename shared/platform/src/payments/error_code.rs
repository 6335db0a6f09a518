use std::fmt;

/// The most characters of an [`ErrorCode`].
const MAX_CHARACTERS: usize = 100;

/// A word of the provider that is fit for a log, a record and a screen: a code,
/// a parameter's name, the id of a request.
///
/// Sentences of the provider are never kept: they quote what was sent, and whoever
/// stands between us and the provider may have written them.
#[derive(Clone, PartialEq, Eq)]
pub struct ErrorCode(String);

impl ErrorCode {
    /// The code, if it looks like one: 1 to 100 ASCII letters, digits and
    /// `_-.[]`.
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
    fn only_what_looks_like_a_code_is_one() {
        for text in ["card_declined", "req_oMl7Jf8wKmYxAo", "metadata[order]", "51"] {
            assert_eq!(ErrorCode::new(text).map(|it| it.to_string()), Some(text.to_owned()));
        }
        let too_long = "a".repeat(MAX_CHARACTERS + 1);
        for text in ["", "no such card", "<script>", "a\nb", "\u{202e}a", "a\"b", &too_long] {
            assert_eq!(ErrorCode::new(text), None, "{text:?}");
        }
    }
}
