//! Starts moto's server once for all tests of this binary.

use std::{
    io::{BufRead, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
    sync::LazyLock,
};

use base64::{Engine, engine::general_purpose::STANDARD};
use reqwest::{Client, RequestBuilder, Url};
use serde_json::Value;

const VENV: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../.venv/bin");
const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/system/wire/moto_server.py");

static MOTO: LazyLock<Moto> = LazyLock::new(Moto::start);

/// A running moto server. It reads from this process's pipe, so it ends when this process ends in
/// any way.
pub struct Moto {
    pub url: String,
    _server: Child,
}

/// The running server.
pub fn moto() -> &'static Moto {
    // Checked in each call, so that every test that needs moto fails with this message.
    let installed = Path::new(VENV).join("moto_server").exists();
    assert!(installed, "moto's server is missing: `make tools` (infra/tools.sh) installs it");
    &MOTO
}

impl Moto {
    fn start() -> Self {
        let mut server = Command::new(Path::new(VENV).join("python"))
            .arg(SCRIPT)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            // A line for each request.
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut url = String::new();
        BufReader::new(server.stdout.take().unwrap()).read_line(&mut url).unwrap();
        let script = "`.venv/bin/python tests/system/wire/moto_server.py` shows why";
        assert!(url.starts_with("http"), "moto's server did not start: {script}");
        Self { url: url.trim().to_owned(), _server: server }
    }

    /// Calls an operation of a JSON protocol and returns its response.
    pub async fn call(&self, service: &str, target: &str, body: &Value) -> Value {
        let request = Client::new()
            .post(&self.url)
            .header("content-type", "application/x-amz-json-1.0")
            .header("x-amz-target", target)
            .body(body.to_string());
        answer(signed(request, service)).await
    }

    /// Verifies an address as a sender for SES.
    pub async fn verify(&self, address: &str) {
        let request = Client::new()
            .post(format!("{}/v2/email/identities", self.url))
            .json(&serde_json::json!({ "EmailIdentity": address }));
        answer(signed(request, "ses")).await;
    }

    /// Makes a bucket and returns its name.
    pub async fn make_bucket(&self, name: &str) -> String {
        let region = "<LocationConstraint>eu-west-1</LocationConstraint>";
        let body = format!("<CreateBucketConfiguration>{region}</CreateBucketConfiguration>");
        let request = Client::new().put(format!("{}/{name}", self.url)).body(body);
        let answer = signed(request, "s3").send().await.unwrap();
        assert!(answer.status().is_success(), "moto answered {}", answer.status());
        name.to_owned()
    }

    /// The content type of an object in a bucket.
    pub async fn object_type(&self, bucket: &str, key: &str) -> String {
        let request = Client::new().head(format!("{}/{bucket}/{key}", self.url));
        let answer = signed(request, "s3").send().await.unwrap();
        answer.headers()["content-type"].to_str().unwrap().to_owned()
    }

    /// All objects of a kind that moto has stored.
    pub async fn held(&self, service: &str, kind: &str) -> Vec<Value> {
        let all = answer(Client::new().get(format!("{}/moto-api/data.json", self.url))).await;
        all[service][kind].as_array().cloned().unwrap_or_default()
    }

    /// The bodies of the received requests that contain `part`.
    pub async fn bodies(&self, part: &str) -> Vec<String> {
        let url = format!("{}/moto-api/recorder/download-recording", self.url);
        let text = Client::new().get(url).send().await.unwrap().text().await.unwrap();
        let body = |line: &str| {
            let entry: Value = serde_json::from_str(line).unwrap();
            let body = entry["body"].as_str().unwrap_or_default();
            match entry["body_encoded"].as_bool() {
                Some(true) => {
                    // Images are binary.
                    String::from_utf8_lossy(&STANDARD.decode(body).unwrap()).into_owned()
                }
                Some(false) | None => body.to_owned(),
            }
        };
        text.lines().map(body).filter(|body| body.contains(part)).collect()
    }
}

fn signed(request: RequestBuilder, service: &str) -> RequestBuilder {
    let scope = format!("test/20260101/eu-west-1/{service}/aws4_request");
    let scheme = "AWS4-HMAC-SHA256";
    let value = format!("{scheme} Credential={scope}, SignedHeaders=host, Signature=0");
    request.header("authorization", value)
}

async fn answer(request: RequestBuilder) -> Value {
    let answer = request.send().await.unwrap();
    let (status, text) = (answer.status(), answer.text().await.unwrap());
    assert!(status.is_success(), "moto answered {status}: {text}");
    serde_json::from_str(&text).unwrap()
}

/// The fields of a form.
pub fn fields(body: &str) -> Vec<(String, String)> {
    let url = Url::parse(&format!("http://form/?{body}")).unwrap();
    url.query_pairs().into_owned().collect()
}
