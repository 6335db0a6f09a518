//! Tests the secret that make-keys reads and writes.

use docket_aws::AwsVault;
use docket_platform::{Vault, VaultError, Written};
use serde_json::{Value, json};

use crate::wire::{
    moto::moto,
    stub::{Answer, Stub},
    world::calls,
};

const ARN: &str = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:keys-x1y2z3";
/// The id of a version, which has at least 32 characters.
const NAME: &str = "6b1f2c3d-0000-4000-8000-000000000001";

async fn vault(url: &str, arn: &str) -> AwsVault {
    let config = calls(url, true).await;
    AwsVault::new(aws_sdk_secretsmanager::Client::new(&config), arn.to_owned())
}

fn refusal(code: &str) -> Answer {
    Answer::Says(400, json!({"__type": code, "Message": "injected"}).to_string())
}

#[tokio::test]
async fn value_is_read_back_from_a_secret_made_without_a_value() {
    let made = json!({"Name": "keys"});
    let made = moto().call("secretsmanager", "secretsmanager.CreateSecret", &made).await;
    let vault = vault(&moto().url, made["ARN"].as_str().unwrap()).await;
    assert_eq!(vault.read().await, Ok(None));
    assert_eq!(vault.write(NAME, "{\"a\": \"é\"}").await, Ok(Written::Now));
    assert_eq!(vault.read().await.unwrap().as_deref(), Some("{\"a\": \"é\"}"));
}

#[tokio::test]
async fn write_uses_the_name_as_version_id_and_keeps_an_earlier_value() {
    let stub = Stub::start(&[refusal("ResourceExistsException")]).await;
    assert_eq!(vault(&stub.url, ARN).await.write(NAME, "value").await, Ok(Written::Before));
    let request: Value = serde_json::from_str(&stub.requests()[0]).unwrap();
    let expected = json!({"SecretId": ARN, "ClientRequestToken": NAME, "SecretString": "value"});
    assert_eq!(request, expected);
}

#[tokio::test]
async fn read_distinguishes_a_missing_permission_from_other_failures() {
    for (answer, expected, asked) in [
        (refusal("AccessDeniedException"), VaultError::Denied, 1),
        (refusal("DecryptionFailure"), VaultError::Unavailable, 1),
        (refusal("ThrottlingException"), VaultError::Unavailable, 3),
        (Answer::Says(200, "<html>".to_owned()), VaultError::Unavailable, 1),
    ] {
        let stub = Stub::start(&[answer]).await;
        assert_eq!(vault(&stub.url, ARN).await.read().await, Err(expected));
        assert_eq!(stub.requests().len(), asked, "{expected:?}");
    }
}

#[tokio::test]
async fn call_fails_as_unavailable_when_the_vault_does_not_answer() {
    let stub = Stub::start(&[Answer::Silent]).await;
    let vault = vault(&stub.url, ARN).await;
    let (read, written) = tokio::join!(vault.read(), vault.write(NAME, "value"));
    assert_eq!(read, Err(VaultError::Unavailable));
    assert_eq!(written, Err(VaultError::Unavailable));
}
