use std::{fmt::Display, iter};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// The escaped characters: all but the unreserved characters of RFC 3986.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The parameters of a request in form encoding: `metadata[order]=7&expand[0]=charge`.
#[derive(Debug, Default)]
pub struct Form(String);

impl Form {
    /// Adds a parameter. Its name is a path: all parts but the first are put in brackets. An
    /// element of a list is named by its index.
    #[must_use]
    pub fn with(mut self, name: &[&str], value: impl Display) -> Self {
        if !self.0.is_empty() {
            self.0.push('&');
        }
        for (at, part) in name.iter().enumerate() {
            let part = utf8_percent_encode(part, ESCAPED);
            if at == 0 {
                self.0.extend(part);
            } else {
                self.0.extend(iter::once("[").chain(part).chain(iter::once("]")));
            }
        }
        self.0.push('=');
        self.0.extend(utf8_percent_encode(&value.to_string(), ESCAPED));
        self
    }

    /// Adds an optional parameter.
    #[must_use]
    pub fn with_some(self, name: &[&str], value: Option<impl Display>) -> Self {
        match value {
            Some(value) => self.with(name, value),
            None => self,
        }
    }

    /// The encoded form, for a body or a query.
    pub fn into_text(self) -> String {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn form_encodes_names_as_paths_and_escapes_values() {
        let form = Form::default()
            .with(&["amount"], 1099)
            .with(&["metadata", "order"], "a&b=c d+é/[x]")
            .with_some(&["fee"], None::<u64>)
            .with(&["expand", "0"], "latest_charge")
            .with(&["a]b", "c[d"], "-._~");
        assert_eq!(
            form.into_text(),
            "amount=1099&metadata[order]=a%26b%3Dc%20d%2B%C3%A9%2F%5Bx%5D&expand[0]=latest_charge\
             &a%5Db[c%5Bd]=-._~"
        );
    }
}
