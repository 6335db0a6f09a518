//! The intrinsic functions of `CloudFormation` that the template uses.

use std::collections::BTreeMap;

use anyhow::{Context, Result, bail};
use serde_json::{Map, Value, json};

/// Converts the template to JSON, with the long form of intrinsic functions: `!Ref x` becomes
/// `{"Ref": "x"}`, `!Sub x` becomes `{"Fn::Sub": "x"}`.
///
/// # Errors
///
/// A key of a mapping is not a text.
pub fn plain(value: yaml_serde::Value) -> Result<Value> {
    use yaml_serde::Value as Yaml;
    Ok(match value {
        Yaml::Tagged(tagged) => {
            let tag = tagged.tag.to_string();
            let name = match tag.trim_start_matches('!') {
                name @ ("Ref" | "Condition") => name.to_owned(),
                name => format!("Fn::{name}"),
            };
            json!({name: plain(tagged.value)?})
        }
        Yaml::Sequence(values) => {
            Value::Array(values.into_iter().map(plain).collect::<Result<_>>()?)
        }
        Yaml::Mapping(fields) => Value::Object(
            fields
                .into_iter()
                .map(|(name, value)| {
                    let name = plain_text(&plain(name)?).context("a key")?;
                    Ok((name, plain(value)?))
                })
                .collect::<Result<Map<_, _>>>()?,
        ),
        other => serde_json::to_value(other)?,
    })
}

/// Resolves intrinsic functions against parameters and resources.
pub struct Resolver<'a> {
    parameters: BTreeMap<&'a str, Value>,
    conditions: &'a Value,
    resources: &'a Value,
}

impl<'a> Resolver<'a> {
    /// Makes a resolver with every parameter at its default.
    ///
    /// # Errors
    ///
    /// A part of the template has an unexpected form.
    pub fn new(template: &'a Value) -> Result<Self> {
        let mut parameters = BTreeMap::new();
        if !template["Parameters"].is_null() {
            let declared =
                template["Parameters"].as_object().context("Parameters is no mapping")?;
            for (name, parameter) in declared {
                let default = parameter.get("Default").map_or_else(|| json!(""), Value::clone);
                parameters.insert(name.as_str(), default);
            }
        }
        Ok(Self {
            parameters,
            conditions: &template["Conditions"],
            resources: &template["Resources"],
        })
    }

    /// Replaces all intrinsic functions in a value; null stands for `AWS::NoValue`.
    ///
    /// # Errors
    ///
    /// Names the function or reference that is unknown.
    pub fn resolve(&self, value: &Value) -> Result<Value> {
        match value {
            Value::Array(values) => values.iter().map(|value| self.resolve(value)).collect(),
            Value::Object(fields) => {
                if let (1, Some((name, argument))) = (fields.len(), fields.iter().next())
                    && (name == "Ref" || name.starts_with("Fn::"))
                {
                    return self.call(name, argument);
                }
                fields
                    .iter()
                    .map(|(name, value)| Ok((name.clone(), self.resolve(value)?)))
                    .collect::<Result<Map<_, _>>>()
                    .map(Value::Object)
            }
            scalar => Ok(scalar.clone()),
        }
    }

    /// Resolves a value to a text.
    ///
    /// # Errors
    ///
    /// As for [`Self::resolve`], or the value is not a text.
    pub fn text(&self, value: &Value) -> Result<String> {
        plain_text(&self.resolve(value)?)
    }

    /// Evaluates a value that may be an `If`, without resolving the chosen branch; `None` when that
    /// is `AWS::NoValue`.
    ///
    /// # Errors
    ///
    /// The condition is unknown or malformed.
    pub fn chosen<'v>(&self, value: &'v Value) -> Result<Option<&'v Value>> {
        let value = match value.get("Fn::If") {
            Some(argument) => self.branch(argument)?,
            None => value,
        };
        Ok((value["Ref"] != "AWS::NoValue").then_some(value))
    }

    /// The branch of an `If` that its condition selects.
    fn branch<'v>(&self, argument: &'v Value) -> Result<&'v Value> {
        match argument.as_array().map(Vec::as_slice) {
            Some([Value::String(condition), yes, no]) => {
                Ok(if self.condition(condition)? { yes } else { no })
            }
            _ => bail!("If takes a condition and two values"),
        }
    }

    fn call(&self, name: &str, argument: &Value) -> Result<Value> {
        match (name, argument) {
            ("Ref", Value::String(name)) => self.reference(name),
            ("Fn::GetAtt", Value::String(path)) => self.attribute(path),
            ("Fn::GetAtt", Value::Array(parts)) => {
                let parts: Vec<_> = parts.iter().filter_map(Value::as_str).collect();
                self.attribute(&parts.join("."))
            }
            ("Fn::Sub", Value::String(text)) => self.substitute(text, &Map::new()),
            ("Fn::Sub", Value::Array(parts)) => match &parts[..] {
                [Value::String(text), Value::Object(variables)] => self.substitute(text, variables),
                _ => bail!("Sub takes a text, or a text and variables"),
            },
            ("Fn::Join", Value::Array(parts)) => match &parts[..] {
                [Value::String(separator), Value::Array(values)] => {
                    let texts = values.iter().map(|value| self.text(value));
                    Ok(json!(texts.collect::<Result<Vec<_>>>()?.join(separator)))
                }
                _ => bail!("Join takes a separator and a list"),
            },
            ("Fn::If", argument) => self.resolve(self.branch(argument)?),
            _ => bail!("the local program does not understand `{name}` with {argument}"),
        }
    }

    fn reference(&self, name: &str) -> Result<Value> {
        if let Some(value) = self.parameters.get(name) {
            return Ok(value.clone());
        }
        Ok(match name {
            "AWS::NoValue" => Value::Null,
            "AWS::Region" => json!("us-east-1"),
            "AWS::AccountId" => json!("000000000000"),
            "AWS::Partition" => json!("aws"),
            "AWS::URLSuffix" => json!("amazonaws.com"),
            "AWS::StackName" => json!("docket"),
            "AWS::StackId" => {
                json!("arn:aws:cloudformation:us-east-1:000000000000:stack/docket/local")
            }
            // SAM creates this API when functions have HttpApi events.
            name if !self.resources[name].is_null() || name == "ServerlessHttpApi" => json!(name),
            _ => bail!("`{name}` is neither a parameter nor a resource"),
        })
    }

    fn attribute(&self, path: &str) -> Result<Value> {
        let resource = path.split('.').next().unwrap_or_default();
        self.reference(resource)?;
        Ok(json!(path))
    }

    fn substitute(&self, text: &str, variables: &Map<String, Value>) -> Result<Value> {
        let mut out = String::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once("${") {
            out.push_str(before);
            let (name, tail) = after.split_once('}').context("a `${` is not closed")?;
            if let Some(literal) = name.strip_prefix('!') {
                out.extend(["${", literal, "}"]);
            } else if let Some(value) = variables.get(name) {
                out.push_str(&self.text(value)?);
            } else if name.contains('.') {
                out.push_str(&plain_text(&self.attribute(name)?)?);
            } else {
                out.push_str(&plain_text(&self.reference(name)?)?);
            }
            rest = tail;
        }
        out.push_str(rest);
        Ok(json!(out))
    }

    fn condition(&self, name: &str) -> Result<bool> {
        let condition = self.conditions.get(name);
        self.test(condition.with_context(|| format!("there is no condition `{name}`"))?)
    }

    fn test(&self, condition: &Value) -> Result<bool> {
        let single = condition.as_object().and_then(|fields| fields.iter().next());
        match single.map(|(name, argument)| (name.as_str(), argument)) {
            Some(("Condition", Value::String(name))) => self.condition(name),
            Some(("Fn::Equals", Value::Array(sides))) => match &sides[..] {
                [left, right] => Ok(self.text(left)? == self.text(right)?),
                _ => bail!("Equals takes two values"),
            },
            Some(("Fn::Not", Value::Array(parts))) => match &parts[..] {
                [part] => Ok(!self.test(part)?),
                _ => bail!("Not takes one condition"),
            },
            Some(("Fn::And", Value::Array(parts))) => {
                parts.iter().try_fold(true, |all, part| Ok(all & self.test(part)?))
            }
            Some(("Fn::Or", Value::Array(parts))) => {
                parts.iter().try_fold(false, |any, part| Ok(any | self.test(part)?))
            }
            _ => bail!("the local program does not understand the condition {condition}"),
        }
    }
}

/// The text of a scalar in an environment variable.
pub fn plain_text(value: &Value) -> Result<String> {
    match value {
        Value::String(text) => Ok(text.clone()),
        Value::Number(_) | Value::Bool(_) => Ok(value.to_string()),
        _ => bail!("expected a text, found {value}"),
    }
}
