use std::sync::Arc;

use async_trait::async_trait;
use aws_config::SdkConfig;
use docket_domain::MAX_IMAGE_BYTES;
use docket_platform::{HttpClient, ImageStore, ImageStoreError};
use http::{Response, StatusCode};

use crate::bucket::{Asked, Bucket};

/// The files of images in a bucket of Amazon S3.
#[derive(Clone)]
pub struct AwsImageStore(Bucket);

impl AwsImageStore {
    /// The bucket of this name, reached by `http`.
    #[must_use]
    pub fn new(config: &SdkConfig, http: Arc<dyn HttpClient>, bucket: String) -> Self {
        Self(Bucket::new(config, http, bucket))
    }
}

#[async_trait]
impl ImageStore for AwsImageStore {
    async fn put(
        &self,
        key: &str,
        media_type: &'static str,
        bytes: Vec<u8>,
    ) -> Result<(), ImageStoreError> {
        let answer = self.0.ask(key, Asked::Put(&bytes, media_type), MAX_IMAGE_BYTES).await;
        let answer = answer.map_err(unavailable)?;
        if answer.status().is_success() { Ok(()) } else { Err(refused(&answer)) }
    }

    async fn get(&self, key: &str) -> Result<Option<Vec<u8>>, ImageStoreError> {
        let answer = self.0.ask(key, Asked::Get, MAX_IMAGE_BYTES).await.map_err(unavailable)?;
        match answer.status() {
            StatusCode::OK => Ok(Some(answer.into_body())),
            // Said only to who may list the bucket; others are refused what is not there.
            StatusCode::NOT_FOUND if code(answer.body()) == Some("NoSuchKey") => Ok(None),
            _ => Err(refused(&answer)),
        }
    }
}

fn unavailable(reason: &'static str) -> ImageStoreError {
    ImageStoreError::Unavailable(reason.to_owned())
}

/// What S3 did not do, by its own code and status.
fn refused(answer: &Response<Vec<u8>>) -> ImageStoreError {
    let code = code(answer.body()).unwrap_or("an error without a code");
    ImageStoreError::Unavailable(format!("{code}, status {}", answer.status().as_str()))
}

/// The code in an error of S3, which is XML. What else stands there may repeat keys.
fn code(body: &[u8]) -> Option<&str> {
    let (_, rest) = str::from_utf8(body).ok()?.split_once("<Code>")?;
    let (code, _) = rest.split_once("</Code>")?;
    let is_code = code.len() <= 64 && code.bytes().all(|byte| byte.is_ascii_alphanumeric());
    is_code.then_some(code)
}

#[cfg(test)]
mod tests {
    use super::code;

    #[test]
    fn a_code_is_one_word() {
        let error = |code: &str| format!("<?xml?><Error><Code>{code}</Code><Key>a</Key></Error>");
        assert_eq!(code(error("NoSuchKey").as_bytes()), Some("NoSuchKey"));
        for body in [error("a b"), error(&"a".repeat(65)), "<Code>x".to_owned(), String::new()] {
            assert_eq!(code(body.as_bytes()), None, "{body}");
        }
        assert_eq!(code(b"\xff<Code>x</Code>"), None);
    }
}
