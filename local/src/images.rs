//! Where the files of images are kept here: in a folder beside the database, or in
//! memory together with it. What Amazon S3 is on AWS.

use std::{
    collections::BTreeMap,
    io::ErrorKind,
    path::{Path, PathBuf},
    sync::Mutex,
};

use anyhow::{Context, Result};
use async_trait::async_trait;
use docket_platform::{ImageStore, ImageStoreError};

use crate::files::{self, lock};

/// The files of images.
#[derive(Debug)]
pub enum Images {
    /// In a folder, for its owner only, as all of the data.
    Folder(PathBuf),
    /// Forgotten at the end.
    Memory(Mutex<BTreeMap<String, Vec<u8>>>),
}

impl Images {
    /// The images in a folder, which is made where it is missing; in memory without
    /// one.
    ///
    /// # Errors
    ///
    /// The folder cannot be made.
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
                on_disk(move || match std::fs::read(&file) {
                    Ok(bytes) => Ok(Some(bytes)),
                    Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
                    Err(error) => Err(error.into()),
                })
                .await
            }
            Self::Memory(images) => Ok(lock(images).get(key).cloned()),
        }
    }
}

/// The file of a key. Its slashes and all else that is no letter or digit stay in one
/// file's name, so that no key leads out of the folder.
fn file(folder: &Path, key: &str) -> PathBuf {
    let plain = |c: char| if c.is_ascii_alphanumeric() || "-_".contains(c) { c } else { '.' };
    folder.join(format!("{}.image", key.chars().map(plain).collect::<String>()))
}

/// Does what waits for the disk where nothing else waits for it.
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
    async fn what_is_put_is_got_again_also_after_another_start() {
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
    fn no_key_leads_out_of_the_folder() {
        let file = file(Path::new("/data/images"), "../../etc/passwd\0");
        assert_eq!(file.parent(), Some(Path::new("/data/images")));
    }
}
