//! The keys of the local program. They are generated at the first start and stored with the data,
//! because codes, ids and tokens in the data depend on them.

use std::path::Path;

use anyhow::{Context, Result};
use async_trait::async_trait;
use docket_platform::{KeyMaterial, Vault, VaultError, Written, push::PushKeys};

use crate::files;

/// Reads the keys in `file`; generates them when the folder is `new`.
///
/// # Errors
///
/// The file is missing from a folder with data, or is malformed.
pub fn open(file: Option<&Path>, new: bool) -> Result<KeyMaterial> {
    let Some(file) = file else {
        return Ok(KeyMaterial::generate()?);
    };
    if let Some(text) = files::read(file)? {
        let kept: KeyMaterial = serde_json::from_str(&text).with_context(|| {
            format!(
                "{} is damaged; move its folder away or choose another with --data",
                file.display()
            )
        })?;
        return with_push(kept, file);
    }
    anyhow::ensure!(
        new,
        "{} is missing, and the data beside it is of no use without: put it back, move the folder \
         away or choose another with --data",
        file.display()
    );
    let keys = KeyMaterial::generate()?;
    files::replace(file, &serde_json::to_vec_pretty(&keys)?)?;
    Ok(keys)
}

/// Adds the web push key pair when the data are from a release before web push.
fn with_push(kept: KeyMaterial, file: &Path) -> Result<KeyMaterial> {
    if !kept.push.is_empty() {
        return Ok(kept);
    }
    let keys = KeyMaterial { push: PushKeys::generate()?.to_text(), ..kept };
    files::replace(file, &serde_json::to_vec_pretty(&keys)?)?;
    Ok(keys)
}

/// One of the keys, in the form of the vault that functions read.
pub struct KeptSecret(Option<String>);

impl KeptSecret {
    /// The key of this secret. In the local program, an ARN is the logical id of the template's
    /// resource.
    #[must_use]
    pub fn new(keys: &KeyMaterial, payments: &str, arn: &str) -> Self {
        Self(match arn {
            "TokenKey" => Some(keys.token.clone()),
            "CodeSecret" => Some(keys.code.clone()),
            "PushKey" => Some(keys.push.clone()),
            "IdSecret" => Some(keys.id.clone()),
            "PaymentKeys" => Some(payments.to_owned()),
            _ => None,
        })
    }
}

#[async_trait]
impl Vault for KeptSecret {
    async fn read(&self) -> Result<Option<String>, VaultError> {
        self.0.clone().map(Some).ok_or(VaultError::Unavailable)
    }

    /// Always refused: the file is written only once, at the first start.
    async fn write(&self, _: &str, _: &str) -> Result<Written, VaultError> {
        Err(VaultError::Denied)
    }
}
