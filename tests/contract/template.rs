//! `template.yaml` and the code declare the same functions, routes, rights and events.

use std::collections::BTreeSet;

use yaml_serde::Value;

/// The text of the template.
const TEMPLATE: &str = include_str!("../../template.yaml");

/// A function with the routes that lead to it. `$default` leads all other routes.
pub struct Declared {
    pub handler: String,
    pub routes: Vec<(String, String)>,
}

/// All functions that the template declares.
pub fn functions() -> Vec<Declared> {
    let template: Value = yaml_serde::from_str(TEMPLATE).unwrap();
    let resources = template["Resources"].as_mapping().unwrap();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    resources
        .values()
        .filter(|resource| resource["Type"].as_str() == Some("AWS::Serverless::Function"))
        .map(|resource| {
            let properties = &resource["Properties"];
            let events = properties["Events"].as_mapping();
            let routes = events
                .into_iter()
                .flat_map(|events| events.values())
                .filter(|event| event["Type"].as_str() == Some("HttpApi"))
                .map(|event| {
                    let route = &event["Properties"];
                    match (route.get("Method"), route.get("Path")) {
                        (Some(method), Some(path)) => (text(method), text(path)),
                        _ => (String::new(), "$default".to_owned()),
                    }
                })
                .collect();
            Declared { handler: text(&properties["Handler"]), routes }
        })
        .collect()
}

/// All routes that the template declares, with `$default`.
pub fn routes() -> BTreeSet<(String, String)> {
    functions().into_iter().flat_map(|function| function.routes).collect()
}

/// All routes that the API description has.
pub fn described() -> BTreeSet<(String, String)> {
    let document = serde_json::to_value(docket_functions::openapi()).unwrap();
    let paths = document["paths"].as_object().unwrap();
    paths
        .iter()
        .flat_map(|(path, item)| {
            let methods = item.as_object().unwrap().keys();
            methods.map(|method| (method.to_uppercase(), path.clone())).collect::<Vec<_>>()
        })
        .filter(|(method, _)| !["PARAMETERS", "SUMMARY", "DESCRIPTION"].contains(&method.as_str()))
        .collect()
}

#[test]
fn the_template_and_the_registry_name_the_same_functions() {
    let declared: Vec<_> = functions().into_iter().map(|function| function.handler).collect();
    let unique: BTreeSet<_> = declared.iter().map(String::as_str).collect();
    assert_eq!(unique.len(), declared.len(), "template.yaml has a Handler twice: {declared:?}");
    let registered: BTreeSet<_> =
        docket_functions::registry::FUNCTIONS.iter().map(|function| function.name).collect();
    assert_eq!(registered.len(), docket_functions::registry::FUNCTIONS.len(), "a name is twice");
    let missing: Vec<_> = registered.difference(&unique).collect();
    assert!(missing.is_empty(), "template.yaml lacks a function with the Handler {missing:?}");
    let unknown: Vec<_> = unique.difference(&registered).collect();
    assert!(unknown.is_empty(), "registry::FUNCTIONS lacks a line for {unknown:?}");
}

#[test]
fn template_and_description_have_equal_routes() {
    let mut routes = routes();
    let default = (String::new(), "$default".to_owned());
    assert!(routes.remove(&default), "template.yaml has no $default route");
    let described = described();
    let missing: Vec<_> = described.difference(&routes).collect();
    assert!(missing.is_empty(), "template.yaml lacks the routes {missing:?}");
    let unknown: Vec<_> = routes.difference(&described).collect();
    assert!(unknown.is_empty(), "no handler's utoipa attribute has the routes {unknown:?}");
}

/// A route leads to the function whose handler describes it, and to no other.
#[test]
fn template_route_invokes_the_function_that_describes_it() {
    use docket_functions::{function::Handler, registry};
    for function in functions() {
        let registered = registry::find(&function.handler).unwrap();
        match registered.handler {
            Handler::Event(_) => {
                assert!(function.routes.is_empty(), "{} takes no requests", function.handler);
            }
            Handler::Http(own) => {
                let document = serde_json::to_value((own.describe)().split_for_parts().1).unwrap();
                for (method, path) in
                    function.routes.iter().filter(|(method, _)| !method.is_empty())
                {
                    let operation = &document["paths"][path][method.to_lowercase()];
                    assert!(
                        operation.is_object(),
                        "template.yaml leads {method} {path} to {}, which has no such route",
                        function.handler
                    );
                }
            }
        }
    }
}

/// API Gateway refuses a deployment that sets the rate of a route that does not exist.
#[test]
fn template_rates_belong_to_existing_routes() {
    let template: Value = yaml_serde::from_str(TEMPLATE).unwrap();
    let rates = template["Resources"]["Api"]["Properties"]["RouteSettings"].as_mapping().unwrap();
    let routes: BTreeSet<_> =
        routes().into_iter().map(|(method, path)| format!("{method} {path}")).collect();
    let named: BTreeSet<_> = rates.keys().map(|key| key.as_str().unwrap().to_owned()).collect();
    assert!(!named.is_empty());
    let unknown: Vec<_> = named.difference(&routes).collect();
    assert!(unknown.is_empty(), "RouteSettings name what is no route: {unknown:?}");
}

/// A function that can write the token keys can forge anybody's tokens. One that can write the web
/// push keys can end all subscriptions.
#[test]
fn only_make_keys_can_write_secrets_and_only_those_of_its_keys() {
    let written = "Action: [secretsmanager:GetSecretValue, secretsmanager:PutSecretValue]";
    let (before, after) = TEMPLATE.split_once(written).unwrap();
    let own = "Resource: [!Ref TokenKey, !Ref PushKey]\n";
    assert!(after.trim_start().starts_with(own), "on another secret");
    let (_, handler) = before.rsplit_once("Handler: ").unwrap();
    assert!(handler.starts_with("make-keys\n"), "given to another function");
    // CloudFormation resolves secrets in resources; that is no permission of a function.
    let others = [before, after].concat().replace("resolve:secretsmanager:", "");
    let actions = others.split("secretsmanager:").skip(1);
    let more: Vec<_> = actions.filter(|it| !it.starts_with("GetSecretValue]")).collect();
    assert!(more.is_empty(), "more than reading: {more:?}");
}

/// A function without the public keys refuses every token as forged.
#[test]
fn every_function_but_make_keys_has_the_public_keys() {
    let template: Value = yaml_serde::from_str(TEMPLATE).unwrap();
    let keys = |function: &Value| {
        function["Environment"]["Variables"].get("PUBLIC_KEYS").map(|it| format!("{it:?}"))
    };
    let everybodys = keys(&template["Globals"]["Function"]).unwrap();
    assert!(everybodys.contains("TokenKeys.PublicKeys"), "{everybodys}");
    let own: Vec<_> = template["Resources"]
        .as_mapping()
        .unwrap()
        .values()
        .filter(|resource| keys(&resource["Properties"]).is_some())
        .map(|resource| resource["Properties"]["Handler"].as_str().unwrap())
        .collect();
    assert_eq!(own, ["make-keys"]);
}

/// A rule with an unknown event name never fires.
#[test]
fn every_event_that_a_rule_waits_for_exists() {
    let template: Value = yaml_serde::from_str(TEMPLATE).unwrap();
    let names: BTreeSet<_> = template["Resources"]
        .as_mapping()
        .unwrap()
        .values()
        .filter_map(|resource| resource["Properties"].get("Events")?.as_mapping())
        .flat_map(|events| events.values())
        .filter_map(|event| event["Properties"].get("Pattern"))
        // Patterns of AWS's own events are not checked.
        .filter(|pattern| pattern["source"][0] == "docket")
        .filter_map(|pattern| pattern.get("detail-type")?.as_sequence())
        .flatten()
        .map(|name| name.as_str().unwrap().to_owned())
        .collect();
    assert!(names.len() >= 7, "{names:?}");
    let events = docket_contract::schemas();
    let unknown: Vec<_> = names.iter().filter(|name| !events.contains_key(name.as_str())).collect();
    assert!(unknown.is_empty(), "rules of template.yaml wait for {unknown:?}, which is no event");
}
