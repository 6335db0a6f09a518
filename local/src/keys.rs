//! The keys that a deployment makes once: here at the first start, kept with
//! the data, because codes, ids and tokens in it depend on them.

use std::path::Path;

use anyhow::{Context, Result};
use docket_platform::KeyMaterial;

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
        return serde_json::from_str(&text).with_context(|| {
            format!(
                "{} is damaged; move its folder away or choose another with --data",
                file.display()
            )
        });
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
