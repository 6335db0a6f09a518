//! Compares the API description and the pages of the documentation with the code.

use std::{collections::BTreeSet, fs, path::Path};

use serde_json::Value;

use crate::template::described;

/// The root of the repository.
fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

/// The API description that the code generates.
pub fn document() -> Value {
    serde_json::to_value(docket_functions::openapi()).unwrap()
}

/// Every operation with its method and path.
pub fn operations(document: &Value) -> Vec<(String, &Value)> {
    let mut all = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            all.push((format!("{method} {path}"), operation));
        }
    }
    all
}

#[test]
fn openapi_json_is_what_the_code_describes() {
    let kept = fs::read_to_string(root().join("docs/openapi.json")).unwrap_or_default();
    let generated = docket_functions::openapi().to_pretty_json().unwrap();
    assert!(
        kept.trim_end() == generated,
        "docs/openapi.json is not what the code describes; run `cargo run -- openapi > docs/openapi.json`"
    );
}

#[test]
fn every_operation_has_its_own_id_a_summary_a_tag_and_its_problems() {
    let document = document();
    let mut ids = BTreeSet::new();
    for (name, operation) in operations(&document) {
        let id = operation["operationId"].as_str().unwrap_or_default();
        assert!(!id.is_empty(), "{name} has no operationId");
        assert!(ids.insert(id), "the operationId {id} of {name} is another's too");
        let summary = operation["summary"].as_str().unwrap_or_default();
        let words = summary.split_whitespace().count();
        assert!((2..=6).contains(&words), "{name} is summed up in {words} words: {summary}");
        assert!(operation["tags"][0].is_string(), "{name} has no tag");
        let answers = operation["responses"].as_object().unwrap();
        assert!(answers.keys().any(|status| status.starts_with('2')), "{name} never succeeds");
        for status in ["500", "503"] {
            assert!(answers.contains_key(status), "{name} never answers {status}");
        }
        for (status, answer) in answers {
            let shared = answer["$ref"].as_str().unwrap_or_default();
            let is_problem = shared.starts_with("#/components/responses/");
            assert_eq!(is_problem, status.as_str() >= "400", "{name}: {status}");
        }
    }
}

#[test]
fn every_parameter_of_a_path_and_every_reference_is_described() {
    let document = document();
    for (name, operation) in operations(&document) {
        let named: Vec<_> = operation["parameters"]
            .as_array()
            .into_iter()
            .flatten()
            .filter(|parameter| parameter["in"] == "path")
            .map(|parameter| parameter["name"].as_str().unwrap())
            .collect();
        let wanted: Vec<_> =
            name.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}')).collect();
        assert_eq!(named, wanted, "{name}");
    }
    let text = document.to_string();
    for part in text.split("\"#/").skip(1) {
        let reference = part.split('"').next().unwrap();
        assert!(document.pointer(&format!("/{reference}")).is_some(), "{reference} is nowhere");
    }
}

/// Every path in the text of a page that begins with `/api/`.
fn mentioned(text: &str) -> Vec<String> {
    text.split(|c: char| c.is_whitespace() || "`\"'()<>,|".contains(c))
        .filter(|word| word.starts_with("/api/"))
        .map(|word| {
            let path = word.split(['?', '#']).next().unwrap_or_default();
            path.trim_end_matches(['.', ':', ';']).to_owned()
        })
        .filter(|path| path.len() > "/api/".len())
        .collect()
}

/// Collects the names of schemas that the files of a folder derive or define in `openapi/words.rs`.
fn schema_names(folder: &Path, found: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() {
            schema_names(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = fs::read_to_string(&path).unwrap();
            let derived =
                text.match_indices("ToSchema)]").filter_map(|(at, _)| schema_name(&text[at..]));
            let words =
                text.lines().filter(|_| path.ends_with("openapi/words.rs")).filter_map(word);
            found.extend(derived.chain(words).map(str::to_owned));
        }
    }
}

/// The schema name of the first type in the text: its own name, or that of `schema(as = …)`.
fn schema_name(text: &str) -> Option<&str> {
    let declared = text.lines().find_map(|line| {
        let item = line.trim_start().trim_start_matches("pub ").trim_start_matches("pub(crate) ");
        item.strip_prefix("struct ").or_else(|| item.strip_prefix("enum "))
    })?;
    let attributes = &text[..text.find(declared)?];
    let renamed = attributes.split_once("#[schema(as = ").map(|(_, name)| name);
    renamed.unwrap_or(declared).split(|it: char| !it.is_alphanumeric()).next()
}

/// The schema name that a line of `openapi/words.rs` defines.
fn word(line: &str) -> Option<&str> {
    let (name, _) = line.strip_prefix("    ")?.split_once(" = ")?;
    name.chars().all(char::is_alphanumeric).then_some(name)
}

// When two schemas have one name, the description keeps one of them for both.
#[test]
fn no_two_schemas_have_one_name() {
    let mut names = Vec::new();
    schema_names(&root().join("functions/src"), &mut names);
    assert!(names.len() > 200, "only {} schemas were found", names.len());
    names.sort();
    let twice: Vec<_> = names.windows(2).filter(|it| it[0] == it[1]).map(|it| &it[0]).collect();
    assert!(twice.is_empty(), "these names are of two schemas each: {twice:?}");
}

/// Whether `path` is one of `template`, with parameters filled in or not.
pub fn fits(template: &str, path: &str) -> bool {
    let (wanted, given): (Vec<_>, Vec<_>) =
        (template.split('/').collect(), path.split('/').collect());
    wanted.len() == given.len()
        && wanted.iter().zip(&given).all(|(want, have)| want == have || want.starts_with('{'))
}

fn pages(folder: &Path, found: &mut Vec<std::path::PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            pages(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "md") {
            found.push(path);
        }
    }
}

#[test]
fn every_route_in_the_documentation_exists() {
    let described = described();
    let mut found = Vec::new();
    pages(&root().join("docs"), &mut found);
    found.extend(Some(root().join("README.md")).filter(|path| path.exists()));
    for page in found {
        for path in mentioned(&fs::read_to_string(&page).unwrap()) {
            let known = described.iter().any(|(_, template)| fits(template, &path));
            assert!(known, "{} mentions {path}, which is no route", page.display());
        }
    }
}

#[test]
fn documentation_check_finds_an_unknown_route() {
    let path = &mentioned("see `GET /api/nothing?a=b`, then")[0];
    assert_eq!(path, "/api/nothing");
    assert!(!described().iter().any(|(_, template)| fits(template, path)));
    assert!(fits("/api/orders/{id}", "/api/orders/$id"));
}
