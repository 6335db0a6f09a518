//! Where the files of images are kept.

use async_trait::async_trait;

/// An image was not kept, or could not be looked for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ImageStoreError {
    /// Whether it was done is not known.
    #[error("the store of images did not answer: {0}")]
    Unavailable(String),
}

/// Where the files of images are kept: a bucket of Amazon S3, or the local
/// program's folder.
///
/// A key belongs to one content for ever, so that whoever writes it again writes
/// the same bytes, and nothing is ever replaced.
#[async_trait]
pub trait ImageStore: Send + Sync {
    /// Keeps a file under a key: letters, digits, `-`, `_`, `.` and `/`.
    ///
    /// # Errors
    ///
    /// [`ImageStoreError`].
    async fn put(
        &self,
        key: &str,
        media_type: &'static str,
        bytes: Vec<u8>,
    ) -> Result<(), ImageStoreError>;

    /// The file with this key, if there is one.
    ///
    /// # Errors
    ///
    /// [`ImageStoreError`].
    async fn get(&self, key: &str) -> Result<Option<Vec<u8>>, ImageStoreError>;
}
