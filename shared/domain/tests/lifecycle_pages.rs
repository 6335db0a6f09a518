//! Checks that the pages in `docs/lifecycles/` match the code.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use std::{env, fs, path::PathBuf};

use docket_domain::{LIFECYCLES, Lifecycle};

/// The expected pages: one for the newest version of each lifecycle.
fn pages() -> Vec<(String, String)> {
    let newest = |it: &&Lifecycle| Lifecycle::newest(it.name) == Some(it);
    LIFECYCLES.iter().filter(newest).map(|it| (format!("{}.md", it.name), it.page())).collect()
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../docs/lifecycles")
}

/// With `DOCKET_BLESS=1` the test writes the pages before it compares them.
#[test]
fn page_of_every_lifecycle_matches_the_code() {
    let pages = pages();
    if env::var_os("DOCKET_BLESS").is_some() {
        fs::create_dir_all(folder()).unwrap();
        for (name, page) in &pages {
            fs::write(folder().join(name), page).unwrap();
        }
    }
    for (name, page) in &pages {
        let found = fs::read_to_string(folder().join(name)).unwrap_or_default();
        assert!(
            found == *page,
            "docs/lifecycles/{name} is not what the code does; if the code is right, run\n    \
             DOCKET_BLESS=1 cargo test -p docket-domain",
        );
    }
}

#[test]
fn every_page_belongs_to_a_lifecycle() {
    let pages = pages();
    for entry in fs::read_dir(folder()).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(
            pages.iter().any(|(page, _)| *page == name.replace("-commands", "")),
            "docs/lifecycles/{name} is about no lifecycle; delete it",
        );
    }
}
