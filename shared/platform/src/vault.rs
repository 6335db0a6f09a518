use async_trait::async_trait;

/// A secret could not be read or written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum VaultError {
    /// The function's role lacks the permission, or IAM has not propagated it yet.
    #[error("the secret may not be used by this function")]
    Denied,
    /// The call did not complete; a write may have happened.
    #[error("the secret could not be reached")]
    Unavailable,
}

/// The result of [`Vault::write`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Written {
    /// The value is the secret's current value.
    Now,
    /// An earlier call wrote a different value with this name; the secret is unchanged.
    Before,
}

/// The port to one stored secret: in Secrets Manager, or in a test's memory.
#[async_trait]
pub trait Vault: Send + Sync {
    /// The secret's value; `None` when it was created without one.
    ///
    /// # Errors
    ///
    /// [`VaultError`].
    async fn read(&self) -> Result<Option<String>, VaultError>;

    /// Replaces the secret's value. The write is idempotent by `name`: a name writes at
    /// most one value.
    ///
    /// # Errors
    ///
    /// [`VaultError`]; after [`VaultError::Unavailable`] the value may have been written.
    async fn write(&self, name: &str, value: &str) -> Result<Written, VaultError>;
}
