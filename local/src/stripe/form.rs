//! Reads parameters: form encoding with nested names, as in `metadata[order]=…` and `expand[]=…`.
//!
//! A parameter that an operation does not know is refused, as the provider refuses it. Otherwise a
//! misspelled parameter would go unnoticed.

use std::collections::BTreeMap;

use percent_encoding::percent_decode_str;

use super::{error::ApiError, objects::Metadata};

/// The maximum number of metadata entries, and the maximum lengths of a name and of a value.
const METADATA: (usize, usize, usize) = (50, 40, 500);

/// The value of a parameter: a text, or further parameters by name.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Node {
    Text(String),
    Map(BTreeMap<String, Node>),
}

/// The parameters of a request that were not read yet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Form(BTreeMap<String, Node>);

impl Form {
    /// Parses a query or a body.
    ///
    /// # Errors
    ///
    /// A name is malformed, is given twice, or has both a value of its own and nested parameters (`a=1&a[b]=2`).
    pub fn parse(text: &str) -> Result<Self, ApiError> {
        let mut form = Self::default();
        for pair in text.split('&').filter(|pair| !pair.is_empty()) {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let (name, value) = (decoded(name)?, decoded(value)?);
            let invalid = || ApiError::parameter(&name, format!("Invalid parameter name: {name}"));
            let path = path(&name).ok_or_else(invalid)?;
            insert(&mut form.0, &path, value).ok_or_else(invalid)?;
        }
        Ok(form)
    }

    /// Reads a text; `None` when the parameter is absent or empty.
    ///
    /// # Errors
    ///
    /// The parameter has nested parameters.
    pub fn text(&mut self, name: &str) -> Result<Option<String>, ApiError> {
        match self.0.remove(name) {
            None => Ok(None),
            Some(Node::Text(text)) => Ok(Some(text).filter(|text| !text.is_empty())),
            Some(Node::Map(_)) => Err(ApiError::parameter(name, format!("Invalid string: {name}"))),
        }
    }

    /// Reads the text of a required parameter.
    ///
    /// # Errors
    ///
    /// The parameter is absent or empty, or has nested parameters.
    pub fn required(&mut self, name: &str) -> Result<String, ApiError> {
        self.text(name)?.ok_or_else(|| ApiError::absent(name))
    }

    /// Reads a number of zero or more.
    ///
    /// # Errors
    ///
    /// The text is not a non-negative number.
    pub fn number(&mut self, name: &str) -> Result<Option<u64>, ApiError> {
        let Some(text) = self.text(name)? else {
            return Ok(None);
        };
        text.parse().map(Some).map_err(|_| {
            let message = format!("Invalid integer: {text}");
            ApiError::parameter(name, message).code("parameter_invalid_integer")
        })
    }

    /// Reads `true` or `false`; an absent parameter is `false`.
    ///
    /// # Errors
    ///
    /// The text is neither.
    pub fn flag(&mut self, name: &str) -> Result<bool, ApiError> {
        match self.text(name)?.as_deref() {
            None | Some("false") => Ok(false),
            Some("true") => Ok(true),
            Some(other) => Err(ApiError::parameter(name, format!("Invalid boolean: {other}"))),
        }
    }

    /// Reads one of the given words.
    ///
    /// # Errors
    ///
    /// The text is another word.
    pub fn word(&mut self, name: &str, words: &[&str]) -> Result<Option<String>, ApiError> {
        let word = self.text(name)?;
        match &word {
            Some(other) if !words.contains(&other.as_str()) => {
                let message = format!("Invalid {name}: must be one of {}", words.join(", "));
                Err(ApiError::parameter(name, message))
            }
            Some(_) | None => Ok(word),
        }
    }

    /// Reads a list of texts.
    ///
    /// # Errors
    ///
    /// The parameter is not a list of texts.
    pub fn list(&mut self, name: &str) -> Result<Vec<String>, ApiError> {
        let invalid = || ApiError::parameter(name, format!("Invalid array: {name}"));
        match self.0.remove(name) {
            None => Ok(Vec::new()),
            Some(Node::Text(_)) => Err(invalid()),
            Some(Node::Map(nodes)) => {
                let text = |node| match node {
                    Node::Text(text) => Ok(text),
                    Node::Map(_) => Err(invalid()),
                };
                let mut places: Vec<_> = nodes.into_iter().collect();
                places.sort_by_key(|(place, _)| place.parse::<u64>().ok());
                places.into_iter().map(|(_, node)| text(node)).collect()
            }
        }
    }

    /// Applies a change of metadata: an empty text removes an entry, an empty parameter removes
    /// all.
    ///
    /// # Errors
    ///
    /// The parameter is not a map of texts, or the metadata become too large.
    pub fn metadata(&mut self, metadata: &mut Metadata) -> Result<(), ApiError> {
        let (most, longest_name, longest) = METADATA;
        let nodes = match self.0.remove("metadata") {
            None => return Ok(()),
            Some(Node::Text(text)) if text.is_empty() => {
                metadata.clear();
                return Ok(());
            }
            Some(Node::Text(_)) => {
                return Err(ApiError::parameter("metadata", "Invalid object"));
            }
            Some(Node::Map(nodes)) => nodes,
        };
        for (name, node) in nodes {
            let parameter = format!("metadata[{name}]");
            let Node::Text(value) = node else {
                return Err(ApiError::parameter(&parameter, "Metadata values must be strings"));
            };
            if name.chars().count() > longest_name || value.chars().count() > longest {
                let message = format!(
                    "Metadata names can have up to {longest_name} characters and values up to {longest}."
                );
                return Err(ApiError::parameter(&parameter, message));
            }
            if value.is_empty() {
                metadata.remove(&name);
            } else {
                metadata.insert(name, value);
            }
        }
        if metadata.len() > most {
            let message = format!("You can have up to {most} metadata keys.");
            return Err(ApiError::parameter("metadata", message));
        }
        Ok(())
    }

    /// Checks that all parameters were read, except those of `without_effect`.
    ///
    /// # Errors
    ///
    /// A parameter remains that the operation does not know.
    pub fn finish(mut self, without_effect: &[&str]) -> Result<(), ApiError> {
        for name in without_effect {
            self.0.remove(*name);
        }
        match self.0.into_keys().next() {
            None => Ok(()),
            Some(name) => {
                let message = format!("Received unknown parameter: {name}");
                Err(ApiError::parameter(&name, message).code("parameter_unknown"))
            }
        }
    }
}

fn decoded(text: &str) -> Result<String, ApiError> {
    let spaced = text.replace('+', " ");
    let decoded = percent_decode_str(&spaced).decode_utf8();
    let decoded = decoded.map_err(|_| ApiError::parameter(text, "Invalid UTF-8"))?;
    Ok(decoded.into_owned())
}

/// The parts of `a[b][]`: `a`, `b` and an empty one.
fn path(name: &str) -> Option<Vec<&str>> {
    let (head, mut rest) = name.split_at(name.find('[').unwrap_or(name.len()));
    let mut parts = vec![head];
    while !rest.is_empty() {
        let (part, more) = rest.strip_prefix('[')?.split_once(']')?;
        parts.push(part);
        rest = more;
    }
    (!head.is_empty()).then_some(parts)
}

/// Inserts a value at a path. An empty part appends to a list.
fn insert(map: &mut BTreeMap<String, Node>, path: &[&str], value: String) -> Option<()> {
    let (head, rest) = path.split_first()?;
    let name = if head.is_empty() { map.len().to_string() } else { (*head).to_owned() };
    if rest.is_empty() {
        return map.insert(name, Node::Text(value)).is_none().then_some(());
    }
    match map.entry(name).or_insert_with(|| Node::Map(BTreeMap::new())) {
        Node::Map(inner) => insert(inner, rest, value),
        Node::Text(_) => None,
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]
mod tests {
    use super::*;

    #[test]
    fn parse_reads_nested_names_and_escapes() {
        let body = "amount=1250&metadata[order]=ORD%2D1+a&metadata%5Bkind%5D=%C3%A4&expand[]=b&expand[]=a&confirm=true";
        let mut form = Form::parse(body).unwrap();
        assert_eq!(form.number("amount").unwrap(), Some(1250));
        let mut metadata = Metadata::from([("old".to_owned(), "kept".to_owned())]);
        form.metadata(&mut metadata).unwrap();
        let expected = [("kind", "ä"), ("old", "kept"), ("order", "ORD-1 a")];
        assert_eq!(metadata, expected.map(|(name, value)| (name.into(), value.into())).into());
        assert_eq!(form.list("expand").unwrap(), ["b", "a"]);
        assert!(form.flag("confirm").unwrap());
        form.finish(&[]).unwrap();
    }

    #[test]
    fn form_refuses_invalid_parameters_with_their_codes() {
        let code = |error: ApiError| error.code;
        let mut form = Form::parse("amount=12.5&typo=1").unwrap();
        assert_eq!(code(form.number("amount").unwrap_err()), Some("parameter_invalid_integer"));
        assert_eq!(code(form.required("currency").unwrap_err()), Some("parameter_missing"));
        assert!(form.clone().finish(&["typo"]).is_ok());
        assert_eq!(code(form.finish(&[]).unwrap_err()), Some("parameter_unknown"));
        for body in ["a[b=1", "=1", "a=1&a[b]=2", "a=1&a=2", "a=%ff"] {
            assert!(Form::parse(body).is_err(), "{body}");
        }
    }

    #[test]
    fn metadata_entries_are_removed_by_empty_values() {
        let mut metadata = Metadata::from([("a".to_owned(), "1".to_owned())]);
        Form::parse("metadata[a]=").unwrap().metadata(&mut metadata).unwrap();
        assert!(metadata.is_empty());
        metadata.insert("b".to_owned(), "2".to_owned());
        Form::parse("metadata=").unwrap().metadata(&mut metadata).unwrap();
        assert!(metadata.is_empty());
    }
}
