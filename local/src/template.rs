//! Reads `template.yaml`: the functions with their triggers, and the table.
//!
//! Anything that it does not support is refused with the resource's name, so that the program never
//! silently differs from AWS.

mod intrinsics;
mod policies;

use std::{
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};

use anyhow::{Context, Result, bail, ensure};
use jiff::SignedDuration;
use serde_json::{Map, Value, json};

use self::intrinsics::{Resolver, plain_text};
use crate::{batches::Batches, pattern::Pattern, rights::Right};

/// The parts of the template that the local program runs.
#[derive(Debug)]
pub struct Template {
    /// All functions, in the template's order.
    pub functions: Vec<FunctionSpec>,
    /// The one table.
    pub table: Table,
}

/// One function as the template declares it.
#[derive(Debug)]
pub struct FunctionSpec {
    /// `Handler`: the name of the function in the registry.
    pub name: String,
    /// The environment variables. Values that exist only on AWS are placeholders.
    pub environment: BTreeMap<String, String>,
    /// The rights that its policies grant.
    pub rights: BTreeSet<Right>,
    /// The triggers that invoke it.
    pub triggers: Vec<Trigger>,
}

/// A trigger of a function.
#[derive(Debug)]
pub enum Trigger {
    /// A route of the API.
    Route {
        /// In upper case; `ANY` for all methods.
        method: String,
        /// With parameters in braces.
        path: String,
    },
    /// All requests without a route (`$default`).
    Default,
    /// The table's stream.
    Stream(Batches),
    /// A rule of the event bus.
    Rule(Pattern),
    /// A schedule: the time from one invocation to the next.
    Schedule(SignedDuration),
}

/// The table as the template declares it.
#[derive(Debug)]
pub struct Table {
    /// Its logical id in the template.
    pub name: String,
    /// The input of `CreateTable`, without a name.
    pub create: Value,
    /// The TTL attribute.
    pub ttl_attribute: Option<String>,
}

impl Template {
    /// Parses a template.
    ///
    /// # Errors
    ///
    /// Names the resource that is malformed or unsupported.
    pub fn parse(text: &str) -> Result<Self> {
        let yaml = yaml_serde::from_str(text).context("not YAML")?;
        let template = intrinsics::plain(yaml)?;
        let resolver = Resolver::new(&template)?;
        let globals = &template["Globals"]["Function"];
        let mut functions = Vec::new();
        let mut tables = Vec::new();
        let resources = template["Resources"].as_object().context("it has no Resources")?;
        for (name, resource) in resources {
            let properties = &resource["Properties"];
            match resource["Type"].as_str() {
                Some("AWS::Serverless::Function") => functions.push(
                    function(properties, globals, &template["Resources"], &resolver)
                        .with_context(|| format!("in the function {name}"))?,
                ),
                Some("AWS::DynamoDB::Table") => tables.push(
                    table(name, properties, &resolver)
                        .with_context(|| format!("in the table {name}"))?,
                ),
                _ => {}
            }
        }
        ensure!(tables.len() == 1, "it has {} tables instead of one", tables.len());
        let table = tables.remove(0);
        Ok(Self { functions, table })
    }
}

fn function(
    properties: &Value,
    globals: &Value,
    resources: &Value,
    resolver: &Resolver,
) -> Result<FunctionSpec> {
    let name = resolver.text(&properties["Handler"]).context("Handler")?;
    let mut environment = BTreeMap::new();
    for level in [globals, properties] {
        if let Some(variables) = level["Environment"]["Variables"].as_object() {
            for (variable, value) in variables {
                // AWS::NoValue removes a variable.
                match resolver.resolve(value).with_context(|| format!("in {variable}"))? {
                    Value::Null => environment.remove(variable),
                    value => environment.insert(variable.clone(), plain_text(&value)?),
                };
            }
        }
    }
    let triggers = properties["Events"]
        .as_object()
        .into_iter()
        .flatten()
        .map(|(event, declared)| {
            trigger(declared, resolver).with_context(|| format!("in its event {event}"))
        })
        .collect::<Result<_>>()?;
    let rights = policies::rights(properties, resources, resolver).context("in its policies")?;
    Ok(FunctionSpec { name, environment, rights, triggers })
}

fn trigger(declared: &Value, resolver: &Resolver) -> Result<Trigger> {
    let properties = resolver.resolve(&declared["Properties"])?;
    let text = |name: &str| properties[name].as_str();
    match declared["Type"].as_str().unwrap_or_default() {
        "HttpApi" => match (text("Path"), text("Method")) {
            (None | Some("$default"), _) => Ok(Trigger::Default),
            (Some(path), Some(method)) => {
                Ok(Trigger::Route { method: method.to_uppercase(), path: path.to_owned() })
            }
            (Some(path), None) => {
                Ok(Trigger::Route { method: "ANY".to_owned(), path: path.to_owned() })
            }
        },
        "DynamoDB" => {
            let filters = properties["FilterCriteria"]["Filters"]
                .as_array()
                .into_iter()
                .flatten()
                .map(|filter| {
                    let pattern = filter["Pattern"].as_str().context("a filter has no Pattern")?;
                    let pattern = serde_json::from_str(pattern).context("a filter is not JSON")?;
                    Pattern::parse(&pattern)
                })
                .collect::<Result<_>>()?;
            let number = |name: &str| properties[name].as_u64();
            Ok(Trigger::Stream(Batches {
                size: usize::try_from(number("BatchSize").unwrap_or(100))?.max(1),
                filters,
                gathering: Duration::from_secs(
                    number("MaximumBatchingWindowInSeconds").unwrap_or_default(),
                ),
                windows: number("TumblingWindowInSeconds") > Some(0),
            }))
        }
        "EventBridgeRule" | "CloudWatchEvent" => {
            Pattern::parse(&properties["Pattern"]).map(Trigger::Rule)
        }
        "Schedule" => rate(text("Schedule")).map(Trigger::Schedule),
        "ScheduleV2" => rate(text("ScheduleExpression")).map(Trigger::Schedule),
        other => bail!("the local program knows no trigger of type `{other}`"),
    }
}

/// Parses an expression like `rate(5 minutes)`.
fn rate(expression: Option<&str>) -> Result<SignedDuration> {
    let expression = expression.context("it has no schedule expression")?;
    let unknown = || format!("the local program understands rate(…) only, not `{expression}`");
    let (number, unit) = expression
        .strip_prefix("rate(")
        .and_then(|rest| rest.strip_suffix(')'))
        .and_then(|rest| rest.trim().split_once(' '))
        .with_context(unknown)?;
    let number: i64 = number.parse().with_context(unknown)?;
    let minutes = match unit.trim().trim_end_matches('s') {
        "minute" => 1,
        "hour" => 60,
        "day" => 24 * 60,
        _ => bail!(unknown()),
    };
    ensure!(number > 0, unknown());
    Ok(SignedDuration::from_mins(number.saturating_mul(minutes).min(366 * 24 * 60)))
}

fn table(name: &str, properties: &Value, resolver: &Resolver) -> Result<Table> {
    let properties = resolver.resolve(properties)?;
    let mut create = Map::new();
    for name in ["AttributeDefinitions", "KeySchema", "GlobalSecondaryIndexes"] {
        if !properties[name].is_null() {
            create.insert(name.to_owned(), properties[name].clone());
        }
    }
    create.insert("BillingMode".to_owned(), json!("PAY_PER_REQUEST"));
    if let Some(view) = properties["StreamSpecification"]["StreamViewType"].as_str() {
        let stream = json!({"StreamEnabled": true, "StreamViewType": view});
        create.insert("StreamSpecification".to_owned(), stream);
    }
    let ttl = &properties["TimeToLiveSpecification"];
    let ttl_attribute = ttl["AttributeName"].as_str().filter(|_| ttl["Enabled"] == json!(true));
    let ttl_attribute = ttl_attribute.map(str::to_owned);
    Ok(Table { name: name.to_owned(), create: Value::Object(create), ttl_attribute })
}

#[cfg(test)]
#[expect(clippy::unwrap_used, clippy::panic, reason = "a test stops at the first surprise")]
mod tests {
    use super::*;

    const TEMPLATE: &str = r#"
Parameters:
  AllowedCountries: {Type: String, Default: "US,CA"}
  Shards: {Type: Number, Default: 4}
  Sender: {Type: String, Default: ""}
Conditions:
  HasSender: !Not [!Equals [!Ref Sender, ""]]
Globals:
  Function:
    Environment:
      Variables:
        TABLE_NAME: !Ref Orders
        ALLOWED_COUNTRIES: !Ref AllowedCountries
        ORDER_SHARDS: !Ref Shards
Resources:
  Api: {Type: AWS::Serverless::HttpApi}
  Bus: {Type: AWS::Events::EventBus}
  Secrets: {Type: AWS::CloudFormation::CustomResource}
  CreateOrderFunction:
    Type: AWS::Serverless::Function
    Properties:
      Handler: create-order
      Environment:
        Variables:
          ID_SECRET_ARN: !GetAtt Secrets.IdArn
          SENDER_ID: !If [HasSender, !Ref Sender, !Ref AWS::NoValue]
          LABEL: !Sub "${AWS::StackName}-${Shards}"
      Events:
        Post: {Type: HttpApi, Properties: {Path: "/api/orders", Method: post, ApiId: !Ref Api}}
        Minute: {Type: ScheduleV2, Properties: {ScheduleExpression: rate(1 minute)}}
        Placed:
          Type: EventBridgeRule
          Properties: {EventBusName: !Ref Bus, Pattern: {detail-type: [OrderPlaced]}}
        Stream:
          Type: DynamoDB
          Properties:
            Stream: !GetAtt Orders.StreamArn
            BatchSize: 10
            MaximumBatchingWindowInSeconds: 5
            FilterCriteria: {Filters: [{Pattern: '{"eventName": ["INSERT"]}'}]}
  NotFoundFunction:
    Type: AWS::Serverless::Function
    Properties:
      Handler: not-found
      Events:
        Any: {Type: HttpApi, Properties: {ApiId: !Ref Api}}
  Orders:
    Type: AWS::DynamoDB::Table
    Properties:
      BillingMode: PAY_PER_REQUEST
      AttributeDefinitions: [{AttributeName: pk, AttributeType: S}]
      KeySchema: [{AttributeName: pk, KeyType: HASH}]
      StreamSpecification: {StreamViewType: NEW_AND_OLD_IMAGES}
      TimeToLiveSpecification: {AttributeName: ttl, Enabled: true}
"#;

    #[test]
    fn parse_resolves_intrinsic_functions() {
        let template = Template::parse(TEMPLATE).unwrap();
        let [create, not_found] = &template.functions[..] else { panic!("two functions") };
        assert_eq!(create.name, "create-order");
        assert_eq!(create.environment["ALLOWED_COUNTRIES"], "US,CA");
        assert_eq!(create.environment["ORDER_SHARDS"], "4");
        assert_eq!(create.environment["LABEL"], "docket-4");
        assert!(create.environment.contains_key("ID_SECRET_ARN"));
        assert!(!create.environment.contains_key("SENDER_ID"));
        assert_eq!(create.triggers.len(), 4);
        assert!(create.triggers.iter().any(|trigger| matches!(
            trigger, Trigger::Route { method, path } if method == "POST" && path == "/api/orders"
        )));
        assert!(create.triggers.iter().any(|trigger| matches!(
            trigger, Trigger::Schedule(period) if *period == SignedDuration::from_mins(1)
        )));
        assert!(create.triggers.iter().any(|trigger| matches!(
            trigger, Trigger::Stream(Batches { size: 10, gathering, windows: false, filters })
                if gathering.as_secs() == 5 && filters.len() == 1
        )));
        assert!(matches!(not_found.triggers[..], [Trigger::Default]));
        assert_eq!(template.table.ttl_attribute.as_deref(), Some("ttl"));
        assert_eq!(template.table.create["StreamSpecification"]["StreamEnabled"], true);
    }

    #[test]
    fn parse_refuses_unsupported_parts_and_names_the_resource() {
        for (from, to, complaint) in [
            ("!GetAtt Secrets.IdArn", "!FindInMap [A, B, C]", "FindInMap"),
            ("ScheduleV2", "SQS", "SQS"),
            ("rate(1 minute)", "cron(0 0 * * ? *)", "cron"),
            ("!Ref Shards", "!Ref Sharts", "Sharts"),
        ] {
            let refused =
                format!("{:#}", Template::parse(&TEMPLATE.replace(from, to)).unwrap_err());
            assert!(refused.contains("CreateOrderFunction"), "{refused}");
            assert!(refused.contains(complaint), "{refused}");
        }
    }
}
