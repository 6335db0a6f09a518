//! Compiles the address formats of all countries into static data, so that a cold start has nothing
//! to read.

use std::{error::Error, fmt::Write, fs, path::Path};

const FORMATS: &str = "addresses/formats.tsv";

/// Writes the formats as a Rust array into `formats.rs` in `folder`.
pub fn write(folder: &Path) -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed={FORMATS}");
    let table = fs::read_to_string(FORMATS)?;
    let mut list = String::from("[\n");
    let mut last = "";
    for row in table.lines().filter(|row| !row.starts_with('#')) {
        let columns: Vec<&str> = row.split('\t').collect();
        let [code, name, uses, requires, state, prefix, pattern, example] = columns[..] else {
            return Err(format!("{FORMATS}: not eight columns: {row}").into());
        };
        if code <= last {
            return Err(format!("{FORMATS}: {code} does not come after {last}").into());
        }
        last = code;
        let (uses, requires) = (fields(uses)?, fields(requires)?);
        let [prefix, pattern, example] = [prefix, pattern, example].map(optional);
        writeln!(
            list,
            "Country {{ code: {code:?}, name: {name:?}, uses: &[{uses}], requires: &[{requires}], \
             state: {state:?}, prefix: {prefix:?}, pattern: {pattern:?}, example: {example:?} }},"
        )?;
    }
    list.push(']');
    fs::write(folder.join("formats.rs"), list)?;
    Ok(())
}

fn optional(column: &str) -> Option<&str> {
    (column != "-").then_some(column)
}

fn fields(letters: &str) -> Result<String, String> {
    let field = |letter| match letter {
        'A' => Ok("AddressField::Line1"),
        'D' => Ok("AddressField::Locality"),
        'C' => Ok("AddressField::City"),
        'S' => Ok("AddressField::State"),
        'Z' => Ok("AddressField::PostalCode"),
        other => Err(format!("{FORMATS}: no field is called {other}")),
    };
    letters.chars().map(field).collect::<Result<Vec<_>, _>>().map(|fields| fields.join(", "))
}
