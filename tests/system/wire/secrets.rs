//! How a deployed function reads its secrets while it starts. The artifact
//! itself runs, against a Lambda runtime that never has an event for it.

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

/// How long starting may take on a busy machine.
const PATIENCE: Duration = Duration::from_mins(1);
/// What stands for a secret where it must not be shown.
const VALUE: &str = "canary-9Qm2vX7rT4kLw8ZsB1nHc6Yd";
/// The function's secrets, by the settings that name them.
const SECRETS: [&str; 3] = ["TOKEN_KEY_ARN", "CODE_SECRET_ARN", "ID_SECRET_ARN"];

/// What a function made of its secrets.
enum Start {
    /// It asked for events.
    Ready,
    /// It ended, having said this.
    Refused(String),
}

impl Start {
    /// What it said when it ended, having made sure that no secret is in it.
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

/// Starts the function that has all secrets, where `url` stands for AWS.
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

/// Keeps a value in moto; its ARN.
async fn keep(name: &str, value: &str) -> String {
    let secret = json!({ "Name": name, "SecretString": value, "ClientRequestToken": id(name) });
    let made = moto().call("secretsmanager", "secretsmanager.CreateSecret", &secret).await;
    made["ARN"].as_str().unwrap().to_owned()
}

/// A version's id has 32 characters at least.
fn id(name: &str) -> String {
    format!("{name:0>32}")
}

/// The settings for secrets that are kept in moto.
async fn kept(test: &str, material: &KeyMaterial) -> Vec<(&'static str, String)> {
    let mut arns = Vec::new();
    let values = [&material.token, &material.code, &material.id];
    for (setting, value) in SECRETS.into_iter().zip(values) {
        arns.push((setting, keep(&format!("{test}-{setting}"), value).await));
    }
    arns
}

/// Secrets as they are made, and the public keys.
fn fresh() -> (KeyMaterial, Value) {
    let material = KeyMaterial::generate().unwrap();
    let keys = TokenKeys::parse(&material.token).unwrap().jwks().unwrap();
    (material, keys)
}

/// ARNs that nobody gave out.
fn nowhere() -> Vec<(&'static str, String)> {
    let arn =
        |it: &str| format!("arn:aws:secretsmanager:eu-west-1:123456789012:secret:{it}-x1y2z3");
    SECRETS.map(|setting| (setting, arn(setting))).to_vec()
}

#[tokio::test]
async fn a_function_starts_with_the_secrets_that_it_is_given() {
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
async fn a_function_without_one_of_its_secrets_does_not_start_and_names_it() {
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
async fn a_function_that_may_not_read_a_secret_does_not_start_and_names_it() {
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
async fn an_answer_that_cannot_be_read_is_not_repeated_in_the_log() {
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
async fn a_malformed_secret_is_named_and_not_shown() {
    let text = || VALUE.to_owned();
    let material = KeyMaterial { token: text(), code: text(), id: text(), push: text() };
    let arns = kept("malformed", &material).await;
    let said = start(&moto().url, &arns, &fresh().1).await.refused();
    assert!(said.contains("does not start"), "{said}");
    assert!(said.contains("token"), "{said}");
}
