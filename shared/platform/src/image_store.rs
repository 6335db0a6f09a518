//! The port to the storage of image files.

use async_trait::async_trait;

/// An image file could not be written or read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ImageStoreError {
    /// The storage did not answer: a write may have happened.
    #[error("the store of images did not answer: {0}")]
    Unavailable(String),
}

/// The storage of image files: an Amazon S3 bucket, or the local program's folder.
///
/// A key is derived from the content, so writing a key again writes identical bytes
/// and no file is ever replaced by other content.
#[async_trait]
pub trait ImageStore: Send + Sync {
    /// Writes a file. The key consists of letters, digits, `-`, `_`, `.` and `/`.
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

    /// The content of the file with this key; `None` when there is no file.
    ///
    /// # Errors
    ///
    /// [`ImageStoreError`].
    async fn get(&self, key: &str) -> Result<Option<Vec<u8>>, ImageStoreError>;
}
