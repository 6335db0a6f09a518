use std::sync::Arc;

use async_trait::async_trait;
use aws_config::SdkConfig;
use docket_domain::MAX_IMAGE_BYTES;
use docket_platform::{HttpClient, ImageStore, ImageStoreError};
use http::{Response, StatusCode};

use crate::bucket::{Bucket, Operation};

/// Stores image files in an Amazon S3 bucket.
#[derive(Clone)]
pub struct AwsImageStore(Bucket);

impl AwsImageStore {
    /// Makes a store in the bucket with this name. `http` sends the requests.
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
        let answer = self.0.call(key, Operation::Put(&bytes, media_type), MAX_IMAGE_BYTES).await;
        let answer = answer.map_err(unavailable)?;
        if answer.status().is_success() { Ok(()) } else { Err(refused(&answer)) }
    }

    async fn get(&self, key: &str) -> Result<Option<Vec<u8>>, ImageStoreError> {
        let answer =
            self.0.call(key, Operation::Get, MAX_IMAGE_BYTES).await.map_err(unavailable)?;
        match answer.status() {
            StatusCode::OK => Ok(Some(answer.into_body())),
            // S3 answers so only with permission to list the bucket; without it, a missing
            // key is answered 403.
            StatusCode::NOT_FOUND if code(answer.body()) == Some("NoSuchKey") => Ok(None),
            _ => Err(refused(&answer)),
        }
    }
}

fn unavailable(reason: &'static str) -> ImageStoreError {
    ImageStoreError::Unavailable(reason.to_owned())
}

/// The error of a response: S3's error code and the status.
fn refused(answer: &Response<Vec<u8>>) -> ImageStoreError {
    let code = code(answer.body()).unwrap_or("an error without a code");
    ImageStoreError::Unavailable(format!("{code}, status {}", answer.status().as_str()))
}

/// The error code in S3's XML error document. The rest of the document is ignored, because
/// it may contain keys.
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
    fn code_is_read_only_when_it_is_one_short_word() {
        let error = |code: &str| format!("<?xml?><Error><Code>{code}</Code><Key>a</Key></Error>");
        assert_eq!(code(error("NoSuchKey").as_bytes()), Some("NoSuchKey"));
        for body in [error("a b"), error(&"a".repeat(65)), "<Code>x".to_owned(), String::new()] {
            assert_eq!(code(body.as_bytes()), None, "{body}");
        }
        assert_eq!(code(b"\xff<Code>x</Code>"), None);
    }
}
