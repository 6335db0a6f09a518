//! Reading a lifecycle's TOML file.

use super::{
    checks::{AWAITING, check},
    form::{CANCELLED, MoveSource, Source, StatusSource},
};

/// Reads and checks one lifecycle, and adds the status that all lifecycles share: that of an order
/// whose guest has not confirmed it.
pub fn read(text: &str) -> Result<Source, String> {
    let mut source: Source = toml::from_str(text).map_err(|error| error.to_string())?;
    let cancelled = the_cancelled_status(&source)?;
    source.status.insert(0, awaiting(&source.start, &cancelled));
    check(&source)?;
    Ok(source)
}

fn the_cancelled_status(source: &Source) -> Result<String, String> {
    let mut found = source.status.iter().filter(|status| status.phase == CANCELLED);
    match (found.next(), found.next()) {
        (Some(status), None) => Ok(status.name.clone()),
        _ => Err(format!("{}: exactly one status has the phase cancelled", source.name)),
    }
}

fn awaiting(start: &str, cancelled: &str) -> StatusSource {
    let by = |roles: &[&str]| roles.iter().map(|&role| role.to_owned()).collect();
    StatusSource {
        name: AWAITING.to_owned(),
        phase: "unverified".to_owned(),
        restock: true,
        note: None,
        automatic_note: None,
        then: None,
        targets: None,
        moves: vec![
            MoveSource { to: start.to_owned(), by: by(&[]), within: None, methods: None },
            MoveSource {
                to: cancelled.to_owned(),
                by: by(&["buyer", "seller", "admin", "system"]),
                within: None,
                methods: None,
            },
        ],
    }
}
