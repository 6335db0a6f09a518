//! Compares every text in every language and on every channel with its reviewed version.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use std::{
    collections::BTreeMap,
    env, fs,
    path::{Path, PathBuf},
};

use docket_texts::{Action, Language, Mail, MailLinks, Text, Words};

mod samples;
use samples::{Sample, link, samples};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("reviewed")
}

/// All pages to review, by path within the folder.
fn pages() -> BTreeMap<String, String> {
    let mut pages = BTreeMap::new();
    for language in Language::ALL {
        for sample in samples() {
            let name = format!("{language}/{}.txt", sample.0.key());
            pages.insert(name, page(&sample, *language));
        }
        let mail = mail(*language);
        pages.insert(format!("{language}/mail.html"), mail.html);
        pages.insert(format!("{language}/mail.txt"), mail.plain);
    }
    pages
}

fn page((whole, least): &Sample, language: Language) -> String {
    let mut page = shown(&whole.in_(language));
    if let Some(least) = least {
        page.push_str("\n=== without what may be absent\n\n");
        page.push_str(&shown(&least.in_(language)));
    }
    page
}

fn shown(words: &Words) -> String {
    let Words { sms, subject, email, push_title, push_body } = words;
    let sms = sms.as_deref().unwrap_or("none");
    format!(
        "--- sms\n{sms}\n--- subject\n{subject}\n--- email\n{email}\n--- push_title\n{push_title}\n\
         --- push_body\n{push_body}\n"
    )
}

/// An e-mail with all parts and links.
fn mail(language: Language) -> Mail {
    let reason = "We <cannot> bake \"today\": the oven's broken & cold.";
    let text = Text::order_rejected("ORD-20261204-7KQ2M9X4TD", Some(reason), None);
    let links = MailLinks {
        action: Some((Action::FollowOrder, &link())),
        choose: Some(&"https://orders.example.com/me/messages".parse().unwrap()),
        unsubscribe: Some(
            &"https://orders.example.com/api/unsubscribe/k.g.m?a=1&b=2".parse().unwrap(),
        ),
    };
    Mail::new(&text, language, &links)
}

/// With `DOCKET_REVIEW=write` it writes the reviewed pages instead.
#[test]
fn every_text_equals_its_reviewed_version_in_every_language() {
    let pages = pages();
    if env::var_os("DOCKET_REVIEW").is_some_and(|it| it == "write") {
        if folder().exists() {
            fs::remove_dir_all(folder()).unwrap();
        }
        for (name, page) in &pages {
            let file = folder().join(name);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, page).unwrap();
        }
    }
    for (name, page) in &pages {
        let found = fs::read_to_string(folder().join(name)).unwrap_or_default();
        assert!(
            found == *page,
            "shared/texts/reviewed/{name} says something else. Now it is\n\n{page}\nIf that is right, run\n    \
             DOCKET_REVIEW=write cargo test -p docket-texts\nand review the difference.",
        );
    }
}

#[test]
fn every_reviewed_page_belongs_to_a_text() {
    let pages = pages();
    for language in fs::read_dir(folder()).unwrap() {
        for file in fs::read_dir(language.unwrap().path()).unwrap() {
            let file = file.unwrap().path();
            let name = file.strip_prefix(folder()).unwrap().to_str().unwrap();
            assert!(pages.contains_key(name), "reviewed/{name} is of no text; delete it");
        }
    }
}

#[test]
fn every_text_has_a_sample() {
    let sampled: Vec<_> = samples().iter().map(|(text, _)| text.key()).collect();
    assert_eq!(sampled, Text::KEYS, "add the text to tests/samples");
}
