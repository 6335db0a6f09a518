//! Tests the image bucket: the requests to S3, and the handling of its responses.

use std::sync::Arc;

use aws_sdk_dynamodb::config::{Credentials, Region};
use docket_aws::{AwsImageStore, aws_calls};
use docket_platform::{ImageStore, ImageStoreError};
use docket_tests::images::png;
use docket_web::HttpsClient;

use crate::wire::{
    moto::moto,
    stub::{Answer, Stub},
};

const KEY: &str = "products/gv-honey/5d41402abc4b2a76b9719d911017c592";
const SECRET: &str = "wJalrXUtnFEMI-K7MDENG-bPxRfiCYEXAMPLEKEY";

/// The image store in a bucket at `url`, with the credentials of a function.
async fn images(url: &str, bucket: &str) -> AwsImageStore {
    let session = Some("a-session-token".to_owned());
    let config = aws_calls()
        .region(Region::from_static("eu-west-1"))
        .credentials_provider(Credentials::new("AKIDEXAMPLE", SECRET, session, None, "test"))
        .endpoint_url(url)
        .load()
        .await;
    AwsImageStore::new(&config, Arc::new(HttpsClient::default()), bucket.to_owned())
}

fn refusal(status: u16, code: &str) -> Answer {
    let key = "<Key>products/gv-honey</Key>";
    Answer::Says(status, format!("<?xml?><Error><Code>{code}</Code>{key}</Error>"))
}

fn reason(error: ImageStoreError) -> String {
    let ImageStoreError::Unavailable(reason) = error;
    let secrets = [SECRET, "AKIDEXAMPLE", "a-session-token", "gv-honey"];
    assert!(!secrets.iter().any(|it| reason.contains(it)), "an error tells too much: {reason}");
    reason
}

#[tokio::test]
async fn image_is_read_back_unchanged() {
    let bucket = moto().make_bucket("product-images").await;
    let images = images(&moto().url, &bucket).await;
    let file = [png(640, 480), (0..=255).cycle().take(100_000).collect()].concat();
    assert_eq!(images.get(KEY).await, Ok(None));
    images.put(KEY, "image/png", file.clone()).await.unwrap();
    assert_eq!(images.get(KEY).await, Ok(Some(file.clone())));
    // Storing the file again does not change it.
    images.put(KEY, "image/png", file.clone()).await.unwrap();
    assert_eq!(images.get(KEY).await, Ok(Some(file)));
    assert_eq!(moto().object_type(&bucket, KEY).await, "image/png");
}

#[tokio::test]
async fn put_signs_the_hash_of_the_body_and_uses_a_path_style_url() {
    let stub = Stub::start(&[Answer::Says(200, String::new())]).await;
    images(&stub.url, "bucket").await.put(KEY, "image/png", b"a file".to_vec()).await.unwrap();
    let asked = &stub.asked()[0];
    assert_eq!((asked.method.as_str(), asked.body.as_slice()), ("PUT", &b"a file"[..]));
    assert_eq!(asked.path, format!("/bucket/{KEY}"));
    let header = |name: &str| asked.headers[name].to_str().unwrap();
    assert_eq!(header("content-type"), "image/png");
    assert_eq!(header("x-amz-security-token"), "a-session-token");
    // SHA-256 of "a file".
    let hash = "7365d029861e32c521f8089b00a6fb32daf0615025b69b599d1ce53501b845c2";
    assert_eq!(header("x-amz-content-sha256"), hash);
    let signature = header("authorization");
    let scope = "/eu-west-1/s3/aws4_request, SignedHeaders=content-type;host;\
                 x-amz-content-sha256;x-amz-date;x-amz-security-token, Signature=";
    assert!(signature.starts_with("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/"), "{signature}");
    assert!(signature.contains(scope), "{signature}");
    assert!(!signature.contains(SECRET));
}

#[tokio::test]
async fn get_distinguishes_a_missing_file_from_failures() {
    for (answer, expected, asked) in [
        (refusal(404, "NoSuchKey"), Ok(None), 1),
        (refusal(404, "NoSuchBucket"), Err("NoSuchBucket, status 404"), 1),
        (refusal(403, "AccessDenied"), Err("AccessDenied, status 403"), 1),
        (refusal(301, "PermanentRedirect"), Err("PermanentRedirect, status 301"), 1),
        (refusal(503, "SlowDown"), Err("SlowDown, status 503"), 2),
        (refusal(500, "InternalError"), Err("InternalError, status 500"), 2),
        (Answer::Says(400, "<html>".to_owned()), Err("an error without a code, status 400"), 1),
        (Answer::Says(200, "x".repeat(200 * 1024 + 1)), Err("the answer is too long"), 2),
    ] {
        let stub = Stub::start(&[answer]).await;
        let got = images(&stub.url, "bucket").await.get(KEY).await.map_err(reason);
        assert_eq!(got, expected.map_err(str::to_owned));
        assert_eq!(stub.asked().len(), asked, "{got:?}");
    }
}

#[tokio::test]
async fn call_is_retried_once_when_the_bucket_is_busy_or_silent() {
    let answers = [refusal(503, "SlowDown"), Answer::Says(200, "a file".to_owned())];
    let stub = Stub::start(&answers).await;
    let images_there = images(&stub.url, "bucket").await;
    assert_eq!(images_there.get(KEY).await, Ok(Some(b"a file".to_vec())));

    let answers = [refusal(500, "InternalError"), Answer::Says(200, String::new())];
    let stub = Stub::start(&answers).await;
    images(&stub.url, "bucket").await.put(KEY, "image/png", vec![1]).await.unwrap();
    assert_eq!(stub.asked()[1].body, [1], "the same body again");

    let stub = Stub::start(&[Answer::Silent]).await;
    let silent = images(&stub.url, "bucket").await;
    assert_eq!(silent.get(KEY).await.map_err(reason), Err("no answer in time".to_owned()));
    assert_eq!(stub.asked().len(), 2);

    let stub = Stub::start(&[Answer::Halts("half of a f")]).await;
    let halting = images(&stub.url, "bucket").await;
    assert_eq!(halting.get(KEY).await.map_err(reason), Err("no answer in time".to_owned()));

    let nobody = images("http://127.0.0.1:1", "bucket").await;
    assert_eq!(nobody.get(KEY).await.map_err(reason), Err("not reached".to_owned()));
}
