//! Small files in the data folder, written atomically: a killed program leaves either the old
//! content or the new.

use std::{
    fs::{File, OpenOptions},
    io::{ErrorKind, Read, Seek, SeekFrom, Write},
    path::{Path, PathBuf},
    sync::{Mutex, MutexGuard, PoisonError},
};

use anyhow::{Context, Result};
use serde::{Serialize, de::DeserializeOwned};

/// Locks a mutex even if another thread panicked while it held it. That is safe because all data
/// under these locks changes by single assignments and appends.
pub fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The content of a file, or `None` when there is none.
///
/// # Errors
///
/// The file is there and cannot be read.
pub fn read(path: &Path) -> Result<Option<String>> {
    if_present(std::fs::read_to_string(path), path)
}

/// The bytes of a file, or `None` when there is none.
///
/// # Errors
///
/// The file is there and cannot be read.
pub fn read_bytes(path: &Path) -> Result<Option<Vec<u8>>> {
    if_present(std::fs::read(path), path)
}

fn if_present<T>(content: std::io::Result<T>, path: &Path) -> Result<Option<T>> {
    match content {
        Ok(content) => Ok(Some(content)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).with_context(|| format!("{} could not be read", path.display())),
    }
}

/// Replaces a file atomically: writes a temporary file that only the owner can read, then renames
/// it.
///
/// # Errors
///
/// The file could not be written.
pub fn replace(path: &Path, content: &[u8]) -> Result<()> {
    let temporary = path.with_extension("new");
    let write = || {
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        options.open(&temporary)?.write_all(content)?;
        std::fs::rename(&temporary, path)
    };
    write().with_context(|| format!("{} could not be written", path.display()))
}

/// An append-only list with one JSON value per line, in memory, and on disk when it has a file.
#[derive(Debug)]
pub struct Journal<T> {
    file: Option<(PathBuf, File)>,
    entries: Vec<T>,
}

impl<T: Serialize + DeserializeOwned> Journal<T> {
    /// Opens a journal and reads its entries.
    ///
    /// An incomplete last line, which a killed program left, is removed: its write was never
    /// confirmed to the caller.
    ///
    /// # Errors
    ///
    /// The file cannot be read or written, or a line is damaged.
    pub fn open(path: Option<PathBuf>) -> Result<Self> {
        let Some(path) = path else {
            return Ok(Self { file: None, entries: Vec::new() });
        };
        let context = || format!("{} could not be opened", path.display());
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(&path)
            .with_context(context)?;
        let mut text = String::new();
        file.read_to_string(&mut text).with_context(context)?;
        let complete = text.rfind('\n').map_or(0, |end| end + 1);
        file.set_len(complete as u64).with_context(context)?;
        file.seek(SeekFrom::End(0)).with_context(context)?;
        let entries = text[..complete]
            .lines()
            .enumerate()
            .map(|(number, line)| {
                serde_json::from_str(line).with_context(|| {
                    format!("line {} of {} is damaged; delete it", number + 1, path.display())
                })
            })
            .collect::<Result<_>>()?;
        Ok(Self { file: Some((path, file)), entries })
    }

    /// Appends one entry. When this returns, the entry is in the file.
    ///
    /// # Errors
    ///
    /// The file could not be written.
    pub fn append(&mut self, entry: T) -> Result<()> {
        if let Some((path, file)) = &mut self.file {
            let mut line = serde_json::to_vec(&entry)?;
            line.push(b'\n');
            file.write_all(&line)
                .with_context(|| format!("{} could not be written", path.display()))?;
        }
        self.entries.push(entry);
        Ok(())
    }

    /// All entries, oldest first.
    #[must_use]
    pub fn entries(&self) -> &[T] {
        &self.entries
    }
}
