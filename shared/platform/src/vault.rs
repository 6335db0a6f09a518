use async_trait::async_trait;

/// A secret was not read or not written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum VaultError {
    /// The right to do so is missing, or has not arrived everywhere yet.
    #[error("the secret may not be used by this function")]
    Denied,
    /// Whether it was done is not known.
    #[error("the secret could not be reached")]
    Unavailable,
}

/// What became of a value that was to be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Written {
    /// It is the secret's value now.
    Now,
    /// A value was written under the same name before, and stays.
    Before,
}

/// One secret: in Secrets Manager, or wherever a test keeps it.
#[async_trait]
pub trait Vault: Send + Sync {
    /// Its value; nothing when it was made without one.
    ///
    /// # Errors
    ///
    /// [`VaultError`].
    async fn read(&self) -> Result<Option<String>, VaultError>;

    /// Puts a value in the place of the one before, once for each `name`.
    ///
    /// # Errors
    ///
    /// [`VaultError`]; the value may have been written all the same.
    async fn write(&self, name: &str, value: &str) -> Result<Written, VaultError>;
}
