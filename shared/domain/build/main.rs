//! The build script. It checks every lifecycle in `lifecycles/` and compiles the lifecycles and the
//! address formats in `addresses/` into static data.

use std::{env, error::Error, fmt::Write, fs, path::Path};

mod addresses;
#[path = "../src/lifecycle/source/mod.rs"]
mod source;

use source::{MoveSource, Source, StatusSource, StepsSource, TargetsSource};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=lifecycles");
    println!("cargo::rerun-if-changed=tests/lifecycles");
    println!("cargo::rerun-if-changed=src/lifecycle/source");
    let folder = env::var("OUT_DIR")?;
    let folder = Path::new(&folder);
    fs::write(folder.join("lifecycles.rs"), lifecycles("lifecycles")?)?;
    // Only builds for tests include this file.
    fs::write(folder.join("test_lifecycles.rs"), lifecycles("tests/lifecycles")?)?;
    addresses::write(folder)
}

/// The lifecycles of a folder, as a Rust array.
fn lifecycles(folder: &str) -> Result<String, Box<dyn Error>> {
    let mut files: Vec<_> = fs::read_dir(folder)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<_, _>>()?;
    files.sort();
    let mut code = String::from("[\n");
    for file in files {
        let lifecycle = source::read(&fs::read_to_string(&file)?)
            .map_err(|problem| format!("{}: {problem}", file.display()))?;
        write_lifecycle(&mut code, &lifecycle)?;
    }
    code.push(']');
    Ok(code)
}

fn write_lifecycle(code: &mut String, lifecycle: &Source) -> std::fmt::Result {
    let Source { name, version, start, capture, steps, status } = lifecycle;
    let captures_on_accept = capture.is_some();
    let StepsSource { accept, reject, pick_up, ship, deliver, fail } = steps;
    // The checks of the source guarantee that `accept` and `reject` are present.
    let (accept, reject) = (accept.as_deref(), reject.as_deref());
    writeln!(
        code,
        "Lifecycle {{ name: {name:?}, version: {version}, start: {start:?}, \
         captures_on_accept: {captures_on_accept}, \
         steps: Steps {{ accept: {:?}, reject: {:?}, pick_up: {pick_up:?}, ship: {ship:?}, \
         deliver: {deliver:?}, fail: {fail:?} }}, statuses: &[",
        accept.unwrap_or_default(),
        reject.unwrap_or_default(),
    )?;
    for status in status {
        write_status(code, status)?;
    }
    writeln!(code, "] }},")
}

fn write_status(code: &mut String, status: &StatusSource) -> std::fmt::Result {
    let StatusSource { name, phase, restock, note, automatic_note, then, targets, moves } = status;
    let targets = targets.map_or([None; 4], TargetsSource::all).map(Option::unwrap_or_default);
    writeln!(
        code,
        "Status {{ name: {name:?}, phase: Phase::{}, restock: {restock}, note: {note:?}, \
         automatic_note: {automatic_note:?}, then: {then:?}, \
         targets: Targets::compiled({targets:?}), moves: &[",
        camel(phase),
    )?;
    for step in moves {
        let MoveSource { to, by, within, methods: _ } = step;
        let of = |kind: &str, names: &[&str]| {
            let names: Vec<_> = names.iter().map(|it| format!("{kind}::{}", camel(it))).collect();
            names.join(", ")
        };
        let by = of("Role", &by.iter().map(String::as_str).collect::<Vec<_>>());
        let methods = of("MethodKind", &step.methods());
        let within = within.is_some();
        writeln!(
            code,
            "Move {{ to: {to:?}, by: &[{by}], within_cancel_window: {within}, methods: &[{methods}] }},",
        )?;
    }
    writeln!(code, "] }},")
}

fn camel(name: &str) -> String {
    name.split('_').map(|word| word[..1].to_ascii_uppercase() + &word[1..]).collect()
}
