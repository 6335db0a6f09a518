//! Tests how a deployed function reads its secrets when it starts. Runs the deployed binary against
//! a Lambda runtime that never delivers an event.

use std::{
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
    time::{Duration, Instant},
};

use docket_platform::{KeyMaterial, TokenKeys};
use serde_json::{Value, json};

use crate::wire::{
    moto::moto,
    stub::{Answer, Stub},
};

/// Time limit for starting, for a busy machine.
const PATIENCE: Duration = Duration::from_mins(1);
/// A secret value that the log must not contain.
const VALUE: &str = "canary-9Qm2vX7rT4kLw8ZsB1nHc6Yd";
/// The settings with the ARNs of the function's secrets.
const SECRETS: [&str; 3] = ["TOKEN_KEY_ARN", "CODE_SECRET_ARN", "ID_SECRET_ARN"];

/// The outcome of a start.
enum Start {
    /// The function asked for an event.
    Ready,
    /// The function ended with this output.
    Refused(String),
}

impl Start {
    /// Returns the output. Asserts that the function ended and that the output contains no secret.
    fn refused(self) -> String {
        let Self::Refused(said) = self else { panic!("it started") };
        assert!(!said.contains(VALUE), "it shows a secret: {said}");
        said
    }
}

fn bootstrap() -> PathBuf {
    let test = std::env::current_exe().unwrap();
    let folder = test.parent().and_then(Path::parent).unwrap();
    let binary = folder.join(format!("bootstrap{}", std::env::consts::EXE_SUFFIX));
    let missing = "is missing: run `cargo build --workspace --all-targets` first";
    assert!(binary.exists(), "{} {missing}", binary.display());
    binary
}

/// Starts the function that gets all secrets. `url` stands for AWS.
async fn start(url: &str, arns: &[(&str, String)], keys: &Value) -> Start {
    let runtime = Stub::start(&[Answer::Silent]).await;
    let mut child = Command::new(bootstrap())
        .env_clear()
        .env("_HANDLER", "issue-token")
        .env("AWS_LAMBDA_RUNTIME_API", runtime.url.trim_start_matches("http://"))
        .envs([
            ("AWS_LAMBDA_FUNCTION_NAME", "issue-token"),
            ("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "256"),
            ("AWS_LAMBDA_FUNCTION_VERSION", "1"),
            ("AWS_LAMBDA_LOG_STREAM_NAME", "stream"),
            ("AWS_LAMBDA_LOG_GROUP_NAME", "group"),
            ("AWS_REGION", "eu-west-1"),
            ("AWS_ACCESS_KEY_ID", "test"),
            ("AWS_SECRET_ACCESS_KEY", "test"),
            ("TABLE_NAME", "docket"),
            ("ALLOWED_COUNTRIES", "US"),
            ("LIMIT_HOLDS_PER_PHONE", "3"),
            ("LIMIT_CODES_PER_HOUR", "5"),
            ("LIMIT_CODES_PER_DAY", "20"),
            ("LIMIT_CODES_PER_ADDRESS", "20"),
            ("LIMIT_CODES_PER_ADDRESS_PER_DAY", "100"),
            ("LIMIT_CODES_IN_ALL", "200"),
            ("LIMIT_CODES_IN_ALL_PER_DAY", "2000"),
            ("LIMIT_HELD_SHARE", "100"),
            ("MAX_BODY_KILOBYTES", "100"),
            ("ORDER_SHARDS", "4"),
        ])
        .env("AWS_ENDPOINT_URL", url)
        .env("PUBLIC_KEYS", keys.to_string())
        .envs(arns.iter().map(|(name, arn)| (name, arn.as_str())))
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let began = Instant::now();
    loop {
        let ended = child.try_wait().unwrap().is_some();
        let ready = !runtime.requests().is_empty();
        let late = began.elapsed() > PATIENCE;
        if !ended && (ready || late) {
            child.kill().unwrap();
        }
        if ended || ready || late {
            let Output { stdout, stderr, .. } = child.wait_with_output().unwrap();
            let said = String::from_utf8([stdout, stderr].concat()).unwrap();
            assert!(!late, "it neither starts nor ends: {said}");
            return if ready { Start::Ready } else { Start::Refused(said) };
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

/// Stores a secret in moto and returns its ARN.
async fn keep(name: &str, value: &str) -> String {
    let secret = json!({ "Name": name, "SecretString": value, "ClientRequestToken": id(name) });
    let made = moto().call("secretsmanager", "secretsmanager.CreateSecret", &secret).await;
    made["ARN"].as_str().unwrap().to_owned()
}

/// Makes the id of a version, which has at least 32 characters.
fn id(name: &str) -> String {
    format!("{name:0>32}")
}

/// Stores secrets in moto and returns the settings for them.
async fn kept(test: &str, material: &KeyMaterial) -> Vec<(&'static str, String)> {
    let mut arns = Vec::new();
    let values = [&material.token, &material.code, &material.id];
    for (setting, value) in SECRETS.into_iter().zip(values) {
        arns.push((setting, keep(&format!("{test}-{setting}"), value).await));
    }
    arns
}

/// New secrets and their public keys.
fn fresh() -> (KeyMaterial, Value) {
    let material = KeyMaterial::generate().unwrap();
    let keys = TokenKeys::parse(&material.token).unwrap().jwks().unwrap();
    (material, keys)
}

/// ARNs of secrets that do not exist.
fn nowhere() -> Vec<(&'static str, String)> {
    let arn =
        |it: &str| format!("arn:aws:secretsmanager:eu-west-1:123456789012:secret:{it}-x1y2z3");
    SECRETS.map(|setting| (setting, arn(setting))).to_vec()
}

#[tokio::test]
async fn function_starts_with_its_secrets() {
    let (material, keys) = fresh();
    let arns = kept("good", &material).await;
    let start = start(&moto().url, &arns, &keys).await;
    assert!(matches!(start, Start::Ready), "{}", start.refused());
    for (setting, arn) in arns {
        let asked = moto().bodies(&arn).await;
        assert_eq!(asked, [json!({ "SecretId": arn }).to_string()], "{setting}");
    }
}

#[tokio::test]
async fn start_fails_and_names_the_secret_when_one_is_missing() {
    let (material, keys) = fresh();
    let arns = kept("missing", &material).await;
    for (setting, word) in SECRETS.into_iter().zip(["token", "code", "id"]) {
        let mut arns = arns.clone();
        for (name, arn) in &mut arns {
            if *name == setting {
                arn.push_str("-gone");
            }
        }
        let said = start(&moto().url, &arns, &keys).await.refused();
        assert!(said.contains("does not start"), "{said}");
        assert!(said.contains(setting) || said.contains(&format!("the {word} ")), "{said}");
    }
}

#[tokio::test]
async fn start_fails_and_names_the_secret_when_access_is_denied() {
    let words = "User: arn:aws:sts::123456789012:assumed-role/x is not authorized to perform: \
                 secretsmanager:GetSecretValue because no identity-based policy allows it";
    let refusal = json!({"__type": "AccessDeniedException", "Message": words}).to_string();
    let stub = Stub::start(&[Answer::Says(400, refusal)]).await;
    let said = start(&stub.url, &nowhere(), &fresh().1).await.refused();
    assert!(SECRETS.iter().any(|setting| said.contains(setting)), "{said}");
    assert!(said.contains("may not be used"), "{said}");
    assert!(said.contains("AccessDeniedException"), "{said}");
}

#[tokio::test]
async fn unreadable_response_is_not_repeated_in_the_log() {
    let (_, keys) = fresh();
    for answer in [
        format!("{{\"Name\": \"x\", \"SecretString\": \"{VALUE}\", \"CreatedDate\": \"{VALUE}\"}}"),
        format!("{{\"SecretString\": \"{VALUE}\""),
        format!("<html>{VALUE}"),
    ] {
        let stub = Stub::start(&[Answer::Says(200, answer)]).await;
        let said = start(&stub.url, &nowhere(), &keys).await.refused();
        assert!(SECRETS.iter().any(|setting| said.contains(setting)), "{said}");
        assert!(said.contains("an unreadable answer"), "{said}");
        assert!(nowhere().iter().any(|(_, arn)| said.contains(arn)), "{said}");
    }
}

#[tokio::test]
async fn malformed_secret_is_named_and_not_logged() {
    let text = || VALUE.to_owned();
    let material = KeyMaterial { token: text(), code: text(), id: text(), push: text() };
    let arns = kept("malformed", &material).await;
    let said = start(&moto().url, &arns, &fresh().1).await.refused();
    assert!(said.contains("does not start"), "{said}");
    assert!(said.contains("token"), "{said}");
}
