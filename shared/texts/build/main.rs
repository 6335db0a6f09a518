//! Checks the texts of all languages in `languages/` and compiles them into static data.

use std::{env, error::Error, fs, path::Path, process::ExitCode};

mod source;

const FOLDER: &str = "languages";

fn main() -> Result<ExitCode, Box<dyn Error>> {
    for input in [FOLDER, "build", "src/gsm.rs"] {
        println!("cargo::rerun-if-changed={input}");
    }
    let folder = env::var("OUT_DIR")?;
    match source::compile(&languages()?) {
        Ok(code) => {
            fs::write(Path::new(&folder).join("languages.rs"), code)?;
            Ok(ExitCode::SUCCESS)
        }
        Err(faults) => {
            for fault in faults {
                // A line break would end the instruction to Cargo.
                println!("cargo::error={}", fault.replace('\n', " | "));
            }
            Ok(ExitCode::FAILURE)
        }
    }
}

/// Reads the tag and the content of each file.
fn languages() -> Result<Vec<(String, String)>, Box<dyn Error>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(FOLDER)? {
        let path = entry?.path();
        let name = path.file_name().and_then(|it| it.to_str()).unwrap_or_default();
        let Some(tag) = name.strip_suffix(".toml") else {
            return Err(format!("{} is no TOML file; take it out", path.display()).into());
        };
        found.push((tag.to_owned(), fs::read_to_string(&path)?));
    }
    found.sort();
    Ok(found)
}
