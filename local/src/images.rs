//! The local image store, which replaces Amazon S3: files in a folder beside the database, or in
//! memory when the database is in memory.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    sync::Mutex,
};

use anyhow::{Context, Result};
use async_trait::async_trait;
use docket_platform::{ImageStore, ImageStoreError};

use crate::files::{self, lock};

/// The store of image files.
#[derive(Debug)]
pub enum Images {
    /// In a folder. Only its owner can read the files.
    Folder(PathBuf),
    /// In memory, until the program ends.
    Memory(Mutex<BTreeMap<String, Vec<u8>>>),
}

impl Images {
    /// Opens the store in a folder, which is created if it is missing; in memory without a folder.
    ///
    /// # Errors
    ///
    /// The folder cannot be created.
    pub fn open(folder: Option<PathBuf>) -> Result<Self> {
        let Some(folder) = folder else { return Ok(Self::Memory(Mutex::default())) };
        let failed = || format!("the folder {} cannot be made", folder.display());
        std::fs::create_dir_all(&folder).with_context(failed)?;
        Ok(Self::Folder(folder))
    }
}

#[async_trait]
impl ImageStore for Images {
    async fn put(&self, key: &str, _: &'static str, bytes: Vec<u8>) -> Result<(), ImageStoreError> {
        match self {
            Self::Folder(folder) => {
                let file = file(folder, key);
                on_disk(move || files::replace(&file, &bytes)).await
            }
            Self::Memory(images) => {
                lock(images).insert(key.to_owned(), bytes);
                Ok(())
            }
        }
    }

    async fn get(&self, key: &str) -> Result<Option<Vec<u8>>, ImageStoreError> {
        match self {
            Self::Folder(folder) => {
                let file = file(folder, key);
                on_disk(move || files::read_bytes(&file)).await
            }
            Self::Memory(images) => Ok(lock(images).get(key).cloned()),
        }
    }
}

/// The file of a key. Slashes and most other characters become dots, so that every key is a file
/// name in the folder.
fn file(folder: &Path, key: &str) -> PathBuf {
    let plain = |c: char| if c.is_ascii_alphanumeric() || "-_".contains(c) { c } else { '.' };
    folder.join(format!("{}.image", key.chars().map(plain).collect::<String>()))
}

/// Runs blocking disk access on a separate thread.
async fn on_disk<T: Send + 'static>(
    work: impl FnOnce() -> Result<T> + Send + 'static,
) -> Result<T, ImageStoreError> {
    let done = tokio::task::spawn_blocking(work).await;
    let done = done.map_err(|error| ImageStoreError::Unavailable(error.to_string()))?;
    done.map_err(|error| ImageStoreError::Unavailable(format!("{error:#}")))
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]
mod tests {
    use super::*;

    #[tokio::test]
    async fn image_can_be_read_after_a_restart() {
        let folder = std::env::temp_dir().join(format!("docket-images-{}", std::process::id()));
        for path in [None, Some(folder.clone())] {
            let images = Images::open(path.clone()).unwrap();
            assert_eq!(images.get("products/a/1").await, Ok(None));
            images.put("products/a/1", "image/png", vec![1, 2]).await.unwrap();
            let images = path.map_or(images, |path| Images::open(Some(path)).unwrap());
            assert_eq!(images.get("products/a/1").await, Ok(Some(vec![1, 2])));
            assert_eq!(images.get("products/a/2").await, Ok(None));
        }
        std::fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn file_of_any_key_is_inside_the_folder() {
        let file = file(Path::new("/data/images"), "../../etc/passwd\0");
        assert_eq!(file.parent(), Some(Path::new("/data/images")));
    }
}
