//! The keys that a deployment makes once: here at the first start, kept with
//! the data, because codes, ids and tokens in it depend on them.

use std::path::Path;

use anyhow::{Context, Result};
use async_trait::async_trait;
use docket_platform::{KeyMaterial, Vault, VaultError, Written, push::PushKeys};

use crate::files;

/// The keys in `file`, made now when this folder is `new`.
///
/// # Errors
///
/// The file is missing from a folder with data, or is damaged.
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

/// With the key pair of web push, which is made now where the data are of a release before it.
fn with_push(kept: KeyMaterial, file: &Path) -> Result<KeyMaterial> {
    if !kept.push.is_empty() {
        return Ok(kept);
    }
    let keys = KeyMaterial { push: PushKeys::generate()?.to_text(), ..kept };
    files::replace(file, &serde_json::to_vec_pretty(&keys)?)?;
    Ok(keys)
}

/// One of the keys, as the functions read it.
pub struct KeptSecret(Option<String>);

impl KeptSecret {
    /// The key that stands for this secret: an ARN is here the name of the
    /// template's resource.
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

    /// Nobody may: the file is written once, at the first start.
    async fn write(&self, _: &str, _: &str) -> Result<Written, VaultError> {
        Err(VaultError::Denied)
    }
}
