//! Parses the files of languages.

use super::{CHANNELS, Language, Text, fault, form::Form, template::parse};

/// Parses every file, or returns the faults of each.
pub fn read(files: &[(String, String)]) -> Result<Vec<Language>, Vec<String>> {
    let mut languages = Vec::new();
    let mut faults = Vec::new();
    for (tag, text) in files {
        if !is_tag(tag) {
            faults.push(format!(
                "languages/{tag}.toml: name the file by the language's tag, like `pt` or `pt-BR`"
            ));
        }
        match toml::from_str::<Form>(text) {
            Ok(form) => languages.push(language(tag, form, &mut faults)),
            Err(error) => {
                faults.push(format!("languages/{tag}.toml: {}", error.to_string().trim()));
            }
        }
    }
    if faults.is_empty() { Ok(languages) } else { Err(faults) }
}

fn language(tag: &str, form: Form, faults: &mut Vec<String>) -> Language {
    let mut texts = Vec::new();
    for (key, text) in &form.texts {
        if !is_key(key) {
            faults.push(fault(
                tag,
                key,
                "is no key; write it in small letters, like `order_ready`",
            ));
        }
        let channels = text.channels();
        let channels = std::array::from_fn(|at| {
            parse(channels[at]?)
                .map_err(|what| faults.push(fault(tag, &format!("{key}.{}", CHANNELS[at]), &what)))
                .ok()
        });
        texts.push(Text { key: key.clone(), channels });
    }
    for key in form.actions.keys().filter(|key| !is_key(key)) {
        faults.push(fault(tag, key, "is no key; write it in small letters, like `open_order`"));
    }
    Language { tag: tag.to_owned(), form, texts }
}

/// Whether a tag is a language with an optional script and region (RFC 5646) in the usual case.
fn is_tag(tag: &str) -> bool {
    let small = |it: &str| it.bytes().all(|byte| byte.is_ascii_lowercase());
    let mut parts = tag.split('-');
    let language = parts.next().is_some_and(|it| matches!(it.len(), 2 | 3) && small(it));
    language
        && parts.all(|it| match it.len() {
            2 => it.bytes().all(|byte| byte.is_ascii_uppercase()),
            4 => it.starts_with(|first: char| first.is_ascii_uppercase()) && small(&it[1..]),
            _ => false,
        })
}

/// Whether a key consists of lower-case words joined by underscores: it becomes a Rust name.
fn is_key(key: &str) -> bool {
    key.split('_').all(|word| !word.is_empty() && word.bytes().all(|it| it.is_ascii_lowercase()))
}
