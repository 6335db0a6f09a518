//! Splits the numbering plans of the library `rlibphonenumber` into one file for each
//! country calling code. Loading all plans takes 4 MB and some milliseconds of the first
//! request, and a number only needs the plans of its own code. The library does not
//! export its plans, so the build reads them from the library's package.

use std::{
    collections::BTreeMap, env, error::Error, fmt::Write, fs, path::Path, path::PathBuf,
    process::Command,
};

use prost::Message;
use rlibphonenumber::{PhoneMetadata, PhoneMetadataCollection};
use serde::Deserialize;

const LIBRARY: &str = "rlibphonenumber";
const PLANS: &str = "src/generated/metadata/metadata.bin";

/// The part of `cargo metadata`'s output that the build reads.
#[derive(Deserialize)]
struct Packages {
    packages: Vec<Package>,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    manifest_path: PathBuf,
}

/// Writes the plans into Cargo's output folder, and a list of them as
/// `plans.rs`.
fn main() -> Result<(), Box<dyn Error>> {
    let folder = env::var("OUT_DIR")?;
    let folder = Path::new(&folder);
    // A new version of the library may contain other plans.
    println!("cargo::rerun-if-changed=../../Cargo.lock");
    let whole = package()?.join(PLANS);
    let whole = fs::read(&whole).map_err(|error| format!("{}: {error}", whole.display()))?;
    let mut plans: BTreeMap<i32, Vec<PhoneMetadata>> = BTreeMap::new();
    for plan in PhoneMetadataCollection::decode(whole.as_slice())?.metadata {
        plans.entry(plan.country_code()).or_default().push(without_formats(plan));
    }
    let mut list = String::from("&[\n");
    for (code, metadata) in plans {
        let name = format!("plan-{code}.bin");
        fs::write(folder.join(&name), PhoneMetadataCollection { metadata }.encode_to_vec())?;
        writeln!(list, "({code}, include_bytes!(concat!(env!(\"OUT_DIR\"), \"/{name}\"))),")?;
    }
    list.push(']');
    fs::write(folder.join("plans.rs"), list)?;
    Ok(())
}

/// Removes the national formats, which Docket does not need: its numbers are always in
/// E.164.
#[allow(
    deprecated,
    reason = "the library means its users, who find these empty once it has read them"
)]
fn without_formats(mut plan: PhoneMetadata) -> PhoneMetadata {
    plan.number_format.clear();
    plan.intl_number_format.clear();
    plan
}

/// The folder of the library's package.
fn package() -> Result<PathBuf, Box<dyn Error>> {
    let target = env::var("TARGET")?;
    let cargo = Command::new(env::var("CARGO")?)
        .args(["metadata", "--format-version", "1", "--locked", "--filter-platform", &target])
        .output()?;
    if !cargo.status.success() {
        return Err(String::from_utf8_lossy(&cargo.stderr).into());
    }
    let Packages { packages } = serde_json::from_slice(&cargo.stdout)?;
    let library = packages.into_iter().find(|package| package.name == LIBRARY);
    let manifest = library.ok_or("it is no dependency any more")?.manifest_path;
    Ok(manifest.parent().ok_or("a package without a folder")?.to_owned())
}
