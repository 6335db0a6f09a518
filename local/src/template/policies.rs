//! The rights of a function: the statements of its policies, or of its role's policies.

use std::collections::BTreeSet;

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;

use super::intrinsics::Resolver;
use crate::rights::Right;

/// The rights that the template grants a function.
///
/// # Errors
///
/// A policy is not a list of plain statements.
pub fn rights(
    properties: &Value,
    resources: &Value,
    resolver: &Resolver,
) -> Result<BTreeSet<Right>> {
    let mut rights = BTreeSet::new();
    let own = list(&properties["Policies"]);
    let role = match &properties["Role"] {
        Value::Null => Vec::new(),
        role => {
            let name = resource(role).context("Role")?;
            let policies = list(&resources[name.as_str()]["Properties"]["Policies"]);
            policies.into_iter().map(|policy| &policy["PolicyDocument"]).collect()
        }
    };
    for policy in own.into_iter().chain(role) {
        for statement in list(&policy["Statement"]) {
            let Some(statement) = resolver.chosen(statement)? else { continue };
            let actions = list(&statement["Action"]).into_iter();
            let actions = actions.map(|action| action.as_str().context("an action is no text"));
            let actions: Vec<&str> = actions.collect::<Result<_>>()?;
            // The local program does not write to log groups.
            if statement["Effect"] == "Deny" && actions.iter().all(|it| it.starts_with("logs:")) {
                continue;
            }
            ensure!(statement["Effect"] == "Allow", "a statement that does not allow");
            let on = list(&statement["Resource"]).into_iter().map(resource);
            let but = list(&statement["NotResource"]).into_iter();
            let but = but.map(|it| resource(it).map(|name| format!("all but {name}")));
            for on in on.chain(but) {
                let on = on?;
                let right =
                    |action: &&str| Right { action: (*action).to_owned(), resource: on.clone() };
                rights.extend(actions.iter().map(right));
            }
        }
    }
    Ok(rights)
}

/// The elements of a list; a single value counts as a list of one.
fn list(value: &Value) -> Vec<&Value> {
    match value {
        Value::Null => Vec::new(),
        Value::Array(values) => values.iter().collect(),
        one => vec![one],
    }
}

/// The resource's logical id in the template and the rest of its ARN.
fn resource(value: &Value) -> Result<String> {
    let named = |path: &str| path.split('.').next().unwrap_or_default().to_owned();
    Ok(match value {
        Value::String(text) => text.clone(),
        Value::Object(call) => match call.iter().next() {
            Some((name, Value::String(target))) if name == "Ref" => target.clone(),
            Some((name, Value::String(path))) if name == "Fn::GetAtt" && is_arn(path) => {
                named(path)
            }
            Some((name, Value::String(path))) if name == "Fn::GetAtt" => path.clone(),
            Some((name, Value::String(text))) if name == "Fn::Sub" => substituted(text),
            _ => bail!("a resource that is not understood: {value}"),
        },
        _ => bail!("a resource that is not understood: {value}"),
    })
}

fn is_arn(path: &str) -> bool {
    path.ends_with(".Arn")
}

/// Converts `${Table.Arn}/index/seller` to `Table/index/seller`.
fn substituted(text: &str) -> String {
    let parts = text.strip_prefix("${").and_then(|rest| rest.split_once(".Arn}"));
    parts.map_or_else(|| text.to_owned(), |(name, rest)| format!("{name}{rest}"))
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn rights_name_resources_by_their_logical_ids() {
        let function = json!({
            "Policies": [{"Statement": [
                {"Effect": "Allow", "Action": ["dynamodb:GetItem", "dynamodb:Query"],
                 "Resource": {"Fn::GetAtt": "Table.Arn"}},
                {"Effect": "Allow", "Action": "dynamodb:Query",
                 "Resource": [{"Fn::Sub": "${Table.Arn}/index/seller"}]},
                {"Effect": "Allow", "Action": ["secretsmanager:GetSecretValue"],
                 "Resource": {"Ref": "IdSecret"}},
                {"Effect": "Allow", "Action": ["sns:Publish"],
                 "NotResource": {"Fn::Sub": "arn:aws:sns:*:*:*"}},
                {"Effect": "Deny", "Action": ["logs:PutLogEvents"],
                 "NotResource": {"Fn::GetAtt": "Logs.Arn"}},
                {"Fn::If": ["HasMail", {"Effect": "Allow", "Action": ["ses:SendEmail"],
                                        "Resource": "*"}, {"Ref": "AWS::NoValue"}]},
                {"Fn::If": ["HasSms", {"Effect": "Allow", "Action": ["ses:SendBulkEmail"],
                                       "Resource": "*"}, {"Ref": "AWS::NoValue"}]},
            ]}],
            "Role": {"Fn::GetAtt": "Publisher.Arn"},
        });
        let template = json!({
            "Conditions": {
                "HasMail": {"Fn::Equals": ["a", "a"]}, "HasSms": {"Fn::Equals": ["a", "b"]},
            },
            "Resources": {},
        });
        let resolver = Resolver::new(&template).unwrap();
        let resources = json!({"Publisher": {"Properties": {"Policies": [{"PolicyDocument": {
            "Statement": [{"Effect": "Allow", "Action": ["sns:Publish"], "Resource": "*"}],
        }}]}}});
        let rights = rights(&function, &resources, &resolver).unwrap();
        let rights: Vec<_> = rights.iter().map(ToString::to_string).collect();
        assert_eq!(
            rights,
            [
                "dynamodb:GetItem on Table",
                "dynamodb:Query on Table",
                "dynamodb:Query on Table/index/seller",
                "secretsmanager:GetSecretValue on IdSecret",
                "ses:SendEmail on *",
                "sns:Publish on *",
                "sns:Publish on all but arn:aws:sns:*:*:*",
            ]
        );
    }
}
