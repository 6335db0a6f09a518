//! The data folder: its layout, and a lock that lets only one program use it at a time.

use std::{
    fs::{File, TryLockError},
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail, ensure};

use crate::files;

/// The version of the stored data: keys of items, files, names. It is raised when this program can
/// no longer read older data.
const LAYOUT: u32 = 1;

/// An opened data folder. No other program can open it at the same time.
#[derive(Debug)]
pub struct Folder {
    path: PathBuf,
    _lock: File,
}

impl Folder {
    /// Opens a folder, or creates it.
    ///
    /// # Errors
    ///
    /// The folder cannot be written, is in use, holds other files, or was written by another
    /// version of this program.
    pub fn open(path: &Path) -> Result<Self> {
        let shown = path.display();
        let unwritable = || {
            format!("the folder {shown} cannot be written; allow it, or choose another with --data")
        };
        // The folder contains keys and messages with codes, so only its owner may read it.
        let mut builder = std::fs::DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(path).with_context(unwritable)?;
        let strangers = std::fs::read_dir(path)
            .with_context(unwritable)?
            .filter_map(Result::ok)
            .any(|entry| entry.file_name() != "lock" && entry.file_name() != "layout.new");
        let layout = path.join("layout");
        let kept = files::read(&layout)?;
        ensure!(
            kept.is_some() || !strangers,
            "the folder {shown} holds other things; choose an empty or new one with --data"
        );
        let lock = File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(path.join("lock"))
            .with_context(unwritable)?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => bail!(
                "another docket is using the folder {shown}; stop it, or choose another with --data"
            ),
            Err(TryLockError::Error(error)) => return Err(error).with_context(unwritable),
        }
        match kept.as_deref().map(|text| text.trim().parse::<u32>()) {
            None => {
                files::replace(&layout, LAYOUT.to_string().as_bytes()).with_context(unwritable)?;
            }
            Some(Ok(LAYOUT)) => {}
            Some(other) => {
                let which =
                    if other.is_ok_and(|layout| layout > LAYOUT) { "a newer" } else { "an older" };
                bail!(
                    "the data in {shown} was made by {which} version of docket; move the folder \
                     away, or choose another with --data"
                );
            }
        }
        Ok(Self { path: path.to_owned(), _lock: lock })
    }

    /// Whether the folder holds no table yet.
    #[must_use]
    pub fn is_new(&self) -> bool {
        !self.table().exists()
    }

    /// The database file.
    #[must_use]
    pub fn table(&self) -> PathBuf {
        self.file("table.db")
    }

    /// A file in the folder.
    #[must_use]
    pub fn file(&self, name: &str) -> PathBuf {
        self.path.join(name)
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]
mod tests {
    use super::*;

    fn scratch(name: &str) -> PathBuf {
        let path = std::env::temp_dir().join(format!("docket-{name}-{}", std::process::id()));
        std::fs::remove_dir_all(&path).ok();
        path
    }

    #[test]
    fn folder_is_refused_while_in_use_and_free_afterwards() {
        let path = scratch("lock");
        let first = Folder::open(&path).unwrap();
        assert!(first.is_new());
        let refused = Folder::open(&path).unwrap_err().to_string();
        assert!(refused.contains("another docket"), "{refused}");
        drop(first);
        std::fs::write(path.join("table.db"), "").unwrap();
        assert!(!Folder::open(&path).unwrap().is_new());
        std::fs::remove_dir_all(&path).unwrap();
    }

    #[test]
    fn folder_is_refused_when_of_another_version_or_with_other_files() {
        let path = scratch("layout");
        drop(Folder::open(&path).unwrap());
        std::fs::write(path.join("layout"), "999").unwrap();
        let refused = Folder::open(&path).unwrap_err().to_string();
        assert!(refused.contains("a newer version"), "{refused}");
        std::fs::remove_file(path.join("layout")).unwrap();
        std::fs::write(path.join("thesis.txt"), "x").unwrap();
        let refused = Folder::open(&path).unwrap_err().to_string();
        assert!(refused.contains("holds other things"), "{refused}");
        std::fs::remove_dir_all(&path).unwrap();
    }
}
