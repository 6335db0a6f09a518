//! Runs the deployed binary as a process, with a stand-in for AWS. Tests the configurations with
//! which it refuses to start.

use std::{
    collections::BTreeMap,
    fs::File,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use axum::{
    Router,
    body::to_bytes,
    extract::{Request, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use docket_platform::{KeyMaterial, TokenKeys};
use serde_json::{Value, json};
use tokio::net::TcpListener;

/// Time limit for starting, for a busy machine.
const PATIENCE: Duration = Duration::from_mins(1);
/// The function that signs tokens, checks codes and makes ids. It gets all secrets.
const GIVEN_ALL: &str = "issue-token";

/// The secrets and the environment of a function.
struct Configuration {
    /// Secrets by ARN. A missing entry is a secret without a value.
    secrets: BTreeMap<&'static str, String>,
    environment: BTreeMap<String, String>,
}

/// The outcome of a start.
#[derive(Debug)]
enum Start {
    /// The function asks for its first event.
    Ready,
    /// The function ended with this log.
    Refused(String),
}

/// A valid configuration.
fn good() -> Configuration {
    let keys = KeyMaterial::generate().unwrap();
    let public = TokenKeys::parse(&keys.token).unwrap().jwks().unwrap();
    let mut environment = template();
    environment.extend(
        [
            ("PUBLIC_KEYS", public.to_string().as_str()),
            ("ADMIN_PHONE", "+442079460100"),
            ("TOKEN_KEY_ARN", "token"),
            ("CODE_SECRET_ARN", "code"),
            ("ID_SECRET_ARN", "id"),
        ]
        .map(|(name, value)| (name.to_owned(), value.to_owned())),
    );
    let secrets = BTreeMap::from([("token", keys.token), ("code", keys.code), ("id", keys.id)]);
    Configuration { secrets, environment }
}

/// The environment that the template gives every function, with default parameters.
fn template() -> BTreeMap<String, String> {
    let template: yaml_serde::Value =
        yaml_serde::from_str(include_str!("../../../template.yaml")).unwrap();
    let text = |value: &yaml_serde::Value| match value {
        yaml_serde::Value::String(text) => text.clone(),
        yaml_serde::Value::Number(number) => number.to_string(),
        other => panic!("{other:?}"),
    };
    let variables = &template["Globals"]["Function"]["Environment"]["Variables"];
    let given = variables.as_mapping().unwrap().iter().map(|(name, value)| {
        let value = match value {
            // The value of a conditional variable when its condition is false.
            yaml_serde::Value::Tagged(tagged) if tagged.tag == "!If" => text(&tagged.value[2]),
            yaml_serde::Value::Tagged(tagged) => {
                let parameter = &template["Parameters"][text(&tagged.value).as_str()];
                parameter.get("Default").map_or_else(|| "docket".to_owned(), text)
            }
            plain => text(plain),
        };
        (text(name), value)
    });
    given.collect()
}

/// Path of the `bootstrap` binary in the folder of this test's binary.
fn bootstrap() -> PathBuf {
    let test = std::env::current_exe().unwrap();
    let folder = test.parent().and_then(Path::parent).unwrap();
    let binary = folder.join(format!("bootstrap{}", std::env::consts::EXE_SUFFIX));
    assert!(
        binary.exists(),
        "{} is missing: run `cargo build --workspace --all-targets` first",
        binary.display()
    );
    binary
}

/// A stand-in for Secrets Manager and the Lambda runtime API.
struct Aws {
    secrets: BTreeMap<&'static str, String>,
    asked: Mutex<Vec<String>>,
    ready: Mutex<bool>,
}

async fn answer(State(aws): State<Arc<Aws>>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    if parts.uri.path().ends_with("/invocation/next") {
        *aws.ready.lock().unwrap() = true;
        std::future::pending::<()>().await;
    }
    let body = to_bytes(body, 4096).await.unwrap();
    let asked: Value = serde_json::from_slice(&body).unwrap_or_default();
    let name = asked["SecretId"].as_str().unwrap_or_default();
    aws.asked.lock().unwrap().push(name.to_owned());
    if let Some(secret) = aws.secrets.get(name) {
        return json!({"Name": name, "SecretString": secret}).to_string().into_response();
    }
    let refused = json!({"__type": "ResourceNotFoundException", "Message": "no value"});
    (StatusCode::BAD_REQUEST, refused.to_string()).into_response()
}

struct Process(Child);

impl Drop for Process {
    fn drop(&mut self) {
        self.0.kill().ok();
        self.0.wait().ok();
    }
}

impl Configuration {
    fn set(&mut self, name: &str, value: &str) {
        self.environment.insert(name.to_owned(), value.to_owned());
    }

    /// Starts a function. Returns the outcome and the secrets that it requested.
    async fn start(&self, function: &str) -> (Start, Vec<String>) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let place = listener.local_addr().unwrap().to_string();
        let secrets = self.secrets.clone();
        let aws = Arc::new(Aws { secrets, asked: Mutex::default(), ready: Mutex::default() });
        let router = Router::new().fallback(answer).with_state(aws.clone());
        let server = tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });

        let output = tempfile::NamedTempFile::new().unwrap();
        let file = || File::options().append(true).open(output.path()).unwrap();
        let child = Command::new(bootstrap())
            .env_clear()
            .envs(&self.environment)
            .envs([
                ("_HANDLER", function),
                ("AWS_REGION", "us-east-1"),
                ("AWS_ACCESS_KEY_ID", "none"),
                ("AWS_SECRET_ACCESS_KEY", "none"),
                ("AWS_LAMBDA_FUNCTION_NAME", function),
                ("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST"),
                ("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "256"),
                ("AWS_LAMBDA_RUNTIME_API", &place),
                ("AWS_ENDPOINT_URL", &format!("http://{place}")),
            ])
            .stdin(Stdio::null())
            .stdout(file())
            .stderr(file())
            .spawn()
            .unwrap();
        let mut process = Process(child);
        let began = Instant::now();
        let start = loop {
            if *aws.ready.lock().unwrap() {
                break Start::Ready;
            }
            if let Some(status) = process.0.try_wait().unwrap() {
                assert_eq!(status.code(), Some(1), "{status}");
                break Start::Refused(std::fs::read_to_string(output.path()).unwrap());
            }
            assert!(began.elapsed() < PATIENCE, "it neither starts nor ends");
            tokio::time::sleep(Duration::from_millis(5)).await;
        };
        server.abort();
        let asked = aws.asked.lock().unwrap().clone();
        (start, asked)
    }

    /// The reason why it does not start, from one log line. Asserts that the log contains no
    /// secret.
    async fn refusal(&self) -> String {
        let (Start::Refused(log), _) = self.start(GIVEN_ALL).await else {
            panic!("it started with {:?}", self.environment)
        };
        for secret in self.secrets.values() {
            let shown = secret.len() > 8 && log.contains(secret.trim());
            assert!(!shown, "the log shows a secret: {log}");
        }
        let line = log.lines().last().unwrap_or_default();
        let line: Value = serde_json::from_str(line).unwrap_or_else(|_| panic!("{log}"));
        assert_eq!(line["level"], "ERROR", "{log}");
        assert_eq!(line["message"], "the function does not start");
        line["error"].as_str().unwrap().to_owned()
    }
}

#[tokio::test]
async fn function_starts_with_valid_secrets() {
    let (start, asked) = good().start(GIVEN_ALL).await;
    assert!(matches!(start, Start::Ready), "{start:?}");
    assert_eq!(asked.len(), 3);
}

#[tokio::test]
async fn make_keys_starts_without_keys_and_reads_none() {
    let mut configuration = good();
    configuration.secrets.clear();
    configuration.set("PUBLIC_KEYS", "");
    for name in ["TOKEN_KEY_ARN", "CODE_SECRET_ARN", "ID_SECRET_ARN"] {
        configuration.environment.remove(name);
    }
    configuration.set("TOKEN_VAULT_ARN", "token");
    configuration.set("PUSH_VAULT_ARN", "push");
    let (start, asked) = configuration.start("make-keys").await;
    assert!(matches!(start, Start::Ready), "{start:?}");
    assert!(asked.is_empty(), "{asked:?}");
    // A function that answers requests does not start without keys.
    let (start, _) = configuration.start("get-jwks").await;
    let Start::Refused(log) = start else { panic!("get-jwks started without keys") };
    assert!(log.contains("PUBLIC_KEYS is not set"), "{log}");
}

#[tokio::test]
async fn start_is_refused_when_the_token_key_is_missing_malformed_or_foreign() {
    let foreign = KeyMaterial::generate().unwrap().token;
    for (token, reason) in [
        (None, "the token key could not be read: it is empty"),
        (Some(""), "the token key could not be read: it is empty"),
        (Some("{}"), "the token key could not be read"),
        (Some("docket"), "the token key could not be read"),
        (Some("MFECAQEwBQYDK2VwBCIEIAAAAAAAAAAAAAAAAAAAAAAA"), "the token key could not be read"),
        (Some(foreign.as_str()), "PUBLIC_KEYS names none of the secret's keys"),
    ] {
        let mut configuration = good();
        match token {
            Some(token) => configuration.secrets.insert("token", token.to_owned()),
            None => configuration.secrets.remove("token"),
        };
        let reason_given = configuration.refusal().await;
        assert!(reason_given.contains(reason), "{token:?}: {reason_given}");
    }
}

#[tokio::test]
async fn start_is_refused_when_a_secret_is_short_or_well_known() {
    for name in ["code", "id"] {
        for (secret, reason) in [
            ("", "shorter than 32 bytes"),
            ("q7Vb3ZkT0mPx9LwYc2RsJ8uHdG4fNaE6oXiQ1tBv", "shorter than 32 bytes"),
            ("changemechangemechangemechangemechangemechan", "a well-known default"),
            ("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "too regular to be random"),
            ("not base64url, but long enough to be a secret!", "not base64url"),
        ] {
            let mut configuration = good();
            configuration.secrets.insert(name, secret.to_owned());
            let reason_given = configuration.refusal().await;
            assert!(
                reason_given.contains(reason) && reason_given.contains(&format!("the {name} ")),
                "{reason_given}"
            );
        }
    }
}

#[tokio::test]
async fn start_is_refused_when_public_keys_are_missing_or_malformed() {
    for (keys, reason) in [
        ("", "PUBLIC_KEYS is not set"),
        ("{keys", "PUBLIC_KEYS is no JSON"),
        ("{}", "PUBLIC_KEYS is no key set"),
        (r#"{"keys": []}"#, "PUBLIC_KEYS has no key"),
    ] {
        let mut configuration = good();
        configuration.set("PUBLIC_KEYS", keys);
        assert!(configuration.refusal().await.contains(reason), "{keys}");
    }
}

#[tokio::test]
async fn start_is_refused_with_the_demos_administrator() {
    for phone in ["+12025550100", "+12025550105", "+12125550199"] {
        let mut configuration = good();
        configuration.set("ADMIN_PHONE", phone);
        let reason_given = configuration.refusal().await;
        assert!(reason_given.contains("ADMIN_PHONE is a fictional number"), "{reason_given}");
    }
    let template: yaml_serde::Value =
        yaml_serde::from_str(include_str!("../../../template.yaml")).unwrap();
    let pattern = template["Parameters"]["AdminPhone"]["AllowedPattern"].as_str().unwrap();
    assert!(pattern.contains("(?!1[0-9]{3}55501[0-9]{2}$)"), "CloudFormation takes it: {pattern}");
}

/// The demo belongs to the local program, and no deployed crate depends on it.
#[test]
fn deployed_crates_do_not_depend_on_the_local_program() {
    for (name, manifest) in [
        ("bootstrap", include_str!("../../../functions/bootstrap/Cargo.toml")),
        ("functions", include_str!("../../../functions/Cargo.toml")),
        ("aws", include_str!("../../../shared/aws/Cargo.toml")),
        ("web", include_str!("../../../shared/web/Cargo.toml")),
        ("store", include_str!("../../../shared/store/Cargo.toml")),
        ("platform", include_str!("../../../shared/platform/Cargo.toml")),
        ("domain", include_str!("../../../shared/domain/Cargo.toml")),
        ("numbering", include_str!("../../../shared/numbering/Cargo.toml")),
        ("recurrence", include_str!("../../../shared/recurrence/Cargo.toml")),
    ] {
        assert!(!manifest.contains("docket-local"), "{name} depends on the local program");
    }
}
