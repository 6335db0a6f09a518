//! Event patterns, as `EventBridge` rules and stream filters use them.
//!
//! Only the part of the language that the template needs is implemented. Any other operator is
//! refused when the program starts, so that no pattern has another meaning here than on AWS.

use anyhow::{Context, Result, bail};
use serde_json::Value;

/// A pattern that an event either matches or not.
#[derive(Debug, Clone)]
pub struct Pattern(Vec<(String, Node)>);

#[derive(Debug, Clone)]
enum Node {
    Object(Pattern),
    /// At least one of these must match.
    AnyOf(Vec<Matcher>),
}

#[derive(Debug, Clone)]
enum Matcher {
    Equals(Value),
    Prefix(String),
    Exists(bool),
    AnythingBut(Vec<Value>),
}

impl Pattern {
    /// Parses a pattern.
    ///
    /// # Errors
    ///
    /// Names the field whose operator or form is not supported.
    pub fn parse(pattern: &Value) -> Result<Self> {
        let fields = pattern.as_object().context("a pattern must be an object")?;
        let fields = fields
            .iter()
            .map(|(name, value)| {
                let node = match value {
                    _ if name.starts_with('$') => {
                        bail!("the pattern operator `{name}` is not supported by the local program")
                    }
                    Value::Object(_) => Self::parse(value).map(Node::Object),
                    Value::Array(alternatives) => alternatives
                        .iter()
                        .map(Matcher::parse)
                        .collect::<Result<_>>()
                        .map(Node::AnyOf),
                    _ => bail!("a pattern's values stand in arrays, for example [\"x\"]"),
                };
                Ok((name.clone(), node.with_context(|| format!("in the pattern's `{name}`"))?))
            })
            .collect::<Result<_>>()?;
        Ok(Self(fields))
    }

    /// Whether `event` matches: every field of the pattern does.
    #[must_use]
    pub fn matches(&self, event: &Value) -> bool {
        self.0.iter().all(|(name, node)| {
            let value = event.get(name);
            match node {
                Node::Object(pattern) => pattern.matches(value.unwrap_or(&Value::Null)),
                Node::AnyOf(matchers) => matchers.iter().any(|matcher| matcher.matches(value)),
            }
        })
    }

    /// Whether the pattern has a condition on the value at this path.
    #[must_use]
    pub fn names(&self, path: &[&str]) -> bool {
        let Some((first, rest)) = path.split_first() else { return true };
        self.0.iter().filter(|(name, _)| name == first).any(|(_, node)| match node {
            Node::Object(pattern) => pattern.names(rest),
            Node::AnyOf(_) => true,
        })
    }
}

impl Matcher {
    fn parse(value: &Value) -> Result<Self> {
        let Value::Object(operator) = value else {
            if value.is_array() {
                bail!("an array may not stand in an array");
            }
            return Ok(Self::Equals(value.clone()));
        };
        let mut parts = operator.iter();
        match (parts.next(), parts.next()) {
            (Some((name, Value::String(prefix))), None) if name == "prefix" => {
                Ok(Self::Prefix(prefix.clone()))
            }
            (Some((name, Value::Bool(exists))), None) if name == "exists" => {
                Ok(Self::Exists(*exists))
            }
            (Some((name, Value::Array(values))), None)
                if name == "anything-but" && !values.iter().any(is_compound) =>
            {
                Ok(Self::AnythingBut(values.clone()))
            }
            (Some((name, value)), None) if name == "anything-but" && !is_compound(value) => {
                Ok(Self::AnythingBut(vec![value.clone()]))
            }
            _ => bail!("the operator {value} is not supported by the local program"),
        }
    }

    fn matches(&self, value: Option<&Value>) -> bool {
        match (self, value) {
            // When the event has an array, one element must match.
            (Self::Equals(_) | Self::Prefix(_) | Self::AnythingBut(_), Some(Value::Array(all))) => {
                all.iter().any(|one| self.matches(Some(one)))
            }
            (Self::Equals(wanted), Some(value)) => wanted == value,
            (Self::Prefix(prefix), Some(Value::String(text))) => text.starts_with(prefix),
            (Self::AnythingBut(unwanted), Some(value)) => !unwanted.contains(value),
            (Self::Exists(wanted), value) => value.is_some() == *wanted,
            _ => false,
        }
    }
}

fn is_compound(value: &Value) -> bool {
    value.is_object() || value.is_array()
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]
mod tests {
    use serde_json::json;

    use super::*;

    fn check(pattern: &Value, event: &Value) -> bool {
        Pattern::parse(pattern).unwrap().matches(event)
    }

    #[test]
    fn every_field_must_match_one_of_its_values() {
        let pattern =
            json!({"dynamodb": {"Keys": {"sk": {"S": ["O", "C"]}}}, "eventName": ["INSERT"]});
        let event = |sk: &str, name: &str| json!({"eventName": name, "dynamodb": {"Keys": {"sk": {"S": sk}, "pk": {"S": "x"}}}});
        assert!(check(&pattern, &event("O", "INSERT")));
        assert!(check(&pattern, &event("C", "INSERT")));
        assert!(!check(&pattern, &event("S", "INSERT")));
        assert!(!check(&pattern, &event("O", "MODIFY")));
        assert!(!check(&pattern, &json!({"eventName": "INSERT"})));
    }

    #[test]
    fn operators_match_as_on_aws() {
        assert!(check(&json!({"a": [{"prefix": "ab"}]}), &json!({"a": "abc"})));
        assert!(!check(&json!({"a": [{"prefix": "ab"}]}), &json!({"a": "b"})));
        assert!(check(&json!({"a": [{"exists": false}]}), &json!({"b": 1})));
        assert!(!check(&json!({"a": [{"exists": true}]}), &json!({"b": 1})));
        assert!(check(&json!({"a": [{"anything-but": "x"}]}), &json!({"a": "y"})));
        assert!(!check(&json!({"a": [{"anything-but": ["x", "y"]}]}), &json!({"a": "y"})));
        assert!(!check(&json!({"a": [{"anything-but": "x"}]}), &json!({})));
        assert!(check(&json!({"a": [{"prefix": "x"}, "y", 1]}), &json!({"a": 1})));
    }

    #[test]
    fn names_reports_the_paths_that_the_pattern_tests() {
        let pattern = json!({"dynamodb": {"Keys": {"sk": {"S": ["O"]}}}, "eventName": ["INSERT"]});
        let pattern = Pattern::parse(&pattern).unwrap();
        assert!(pattern.names(&["eventName"]) && pattern.names(&["dynamodb", "Keys"]));
        assert!(!pattern.names(&["dynamodb", "NewImage"]) && !pattern.names(&["Keys"]));
    }

    #[test]
    fn array_in_the_event_matches_when_any_element_does() {
        assert!(check(&json!({"a": ["x"]}), &json!({"a": ["y", "x"]})));
        assert!(!check(&json!({"a": ["x"]}), &json!({"a": []})));
    }

    #[test]
    fn parse_refuses_unknown_operators_and_forms() {
        for pattern in [
            json!({"a": [{"numeric": [">", 1]}]}),
            json!({"a": [{"prefix": "x", "exists": true}]}),
            json!({"a": [{"anything-but": {"prefix": "x"}}]}),
            json!({"$or": [{"a": ["x"]}]}),
            json!({"a": "x"}),
            json!({"a": [["x"]]}),
            json!([]),
        ] {
            assert!(Pattern::parse(&pattern).is_err(), "{pattern}");
        }
    }
}
