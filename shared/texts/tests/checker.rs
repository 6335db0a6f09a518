//! Tests that the build refuses every kind of fault in a language's file, with its place and its
//! remedy.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use std::{fs, path::PathBuf};

#[path = "../build/source/mod.rs"]
mod source;

/// The files of the existing languages.
fn files() -> Vec<(String, String)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("languages");
    ["de", "en"]
        .map(|tag| {
            (tag.to_owned(), fs::read_to_string(folder.join(format!("{tag}.toml"))).unwrap())
        })
        .into()
}

/// The faults after `old` was replaced by `new` in a language's file.
fn faults(tag: &str, old: &str, new: &str) -> Vec<String> {
    let mut files = files();
    let (_, text) = files.iter_mut().find(|(it, _)| it == tag).unwrap();
    assert!(text.contains(old), "{tag}.toml has no {old:?} any more");
    *text = text.replacen(old, new, 1);
    source::compile(&files).err().unwrap_or_default()
}

/// Asserts that exactly this fault is found.
#[track_caller]
fn refused(tag: &str, old: &str, new: &str, expected: &str) {
    let expected = format!("languages/{tag}.toml: {expected}");
    assert_eq!(faults(tag, old, new), [expected], "{old:?} as {new:?}");
}

/// Asserts that a file is refused because of its structure.
#[track_caller]
fn unreadable(old: &str, new: &str, expected: &str) {
    let [fault] = &faults("de", old, new)[..] else { panic!("not one fault: {new:?}") };
    assert!(fault.starts_with("languages/de.toml: TOML parse error at line "), "{fault}");
    assert!(fault.contains(expected), "{fault}");
}

const READY_EN: &str = "sms = \"Your order {order} is ready to be picked up.[ {link}]\"";
const READY_DE: &str = "sms = \"Ihre Bestellung {order} liegt zur Abholung bereit.[ {link}]\"";

#[test]
fn existing_languages_compile() {
    let code = source::compile(&files()).unwrap();
    for made in ["De,\n", "En,\n", "pub fn order_ready(order: &str, link: Option<&Link>) -> Self {"]
    {
        assert!(code.contains(made), "{made}");
    }
}

#[test]
fn further_language_needs_only_one_more_file() {
    let mut files = files();
    files.push(("pt-BR".to_owned(), files[0].1.clone()));
    let code = source::compile(&files).unwrap();
    assert!(code.contains("PtBr,\n") && code.contains("static PT_BR: LanguageData"), "{code}");
}

#[test]
fn files_are_refused_when_not_named_by_a_tag_or_without_english() {
    for tag in ["DE", "german", "de_DE", "de-de", "pt-", "d3"] {
        let mut files = files();
        files.push((tag.to_owned(), files[0].1.clone()));
        let wanted = "name the file by the language's tag, like `pt` or `pt-BR`";
        let expected = format!("languages/{tag}.toml: {wanted}");
        assert_eq!(source::compile(&files), Err(vec![expected]));
    }
    let missing = "languages/en.toml is missing; all others fall back to it".to_owned();
    assert_eq!(source::compile(&files()[..1]), Err(vec![missing]));
}

#[test]
fn file_is_refused_when_parts_are_missing_or_unknown() {
    unreadable("direction = \"ltr\"", "", "missing field `direction`");
    unreadable("[texts.order_done]\nsms", "[texts.order_done]\nsmss", "unknown field `smss`");
    unreadable("\"Mo.\", ", "", "invalid length 6");
    unreadable("push_title = \"Eine Tour wartet auf Sie\"", "", "missing field `push_title`");
    unreadable("[texts.new_order]", "[texts.new_batch]", "duplicate key");
    unreadable("decimal = \",\"", "decimal = \"\"", "expected a character");
}

#[test]
fn languages_are_refused_when_their_texts_or_actions_differ() {
    let missing = "is missing, and languages/en.toml has it; add it";
    let more = "is not in languages/en.toml; add it there, or take it out";
    let found = faults("de", "[texts.new_order]", "[texts.newer_order]");
    let expected = [("new_order", missing), ("newer_order", more)];
    assert_eq!(found, expected.map(|(key, it)| format!("languages/de.toml: texts.{key}: {it}")));
    let found = faults("de", "pay_order = \"", "pays_order = \"");
    let expected = [("pay_order", missing), ("pays_order", more)];
    assert_eq!(found, expected.map(|(key, it)| format!("languages/de.toml: actions.{key}: {it}")));
    refused("de", READY_DE, "", &format!("order_ready.sms: {missing}"));
    refused(
        "de",
        "[texts.stock_low]\nsms = ",
        "[texts.stock_low]\n# ",
        "stock_low.sms: is missing, and languages/en.toml has it; add it",
    );
    let found = faults("en", READY_EN, "");
    assert_eq!(found, [format!("languages/de.toml: order_ready.sms: {more}")]);
}

#[test]
fn languages_are_refused_when_their_values_differ_on_a_channel() {
    refused(
        "de",
        READY_DE,
        "sms = \"Ihre Bestellung liegt zur Abholung bereit.[ {link}]\"",
        "order_ready.sms: has {link}, and languages/en.toml has {link}, {order}; name the same values",
    );
    refused(
        "de",
        "subject = \"Ihr Code\"",
        "subject = \"Ihr Code {tag}\"",
        "sign_in_code.subject: has {tag}, and languages/en.toml has no value; name the same values",
    );
    refused(
        "de",
        "{order}[ bei {seller}] ist",
        "{order} bei {seller} ist",
        "order_received: {link} may be absent, and in languages/en.toml {link}, {seller}; put the same values in brackets",
    );
}

#[test]
fn text_is_refused_with_unknown_values_or_unclosed_marks() {
    let at = "order_ready.sms:";
    for (text, what) in [
        ("{oder}", "`{oder}` is unknown; use one of build/source/placeholders.rs, or add it there"),
        ("{order", "`{` is not closed; add `}`"),
        ("[ {link}", "`[` is not closed; add `]`"),
        ("{order}}", "`}` closes nothing; take it out"),
        ("{order}]", "`]` closes nothing; take it out"),
        ("[a [{link}]]", "`[` stands within another; close the first"),
        ("{or{der}}", "`{` stands within another; close the first"),
        ("{order?a|b}", "`{order?…}` chooses by what is no number; name a number"),
        ("{orders?a}", "`{orders?a}` has not two words; write `{orders?one|others}`"),
        ("{orders?a|b|c}", "`{orders?a|b|c}` has not two words; write `{orders?one|others}`"),
    ] {
        let found = faults("de", READY_DE, &format!("sms = \"{text}\""));
        assert_eq!(found[0], format!("languages/de.toml: {at} {what}"));
    }
}

#[test]
fn bracket_is_refused_without_an_optional_value() {
    refused(
        "de",
        "email = \"Ihre Bestellung {order} liegt",
        "email = \"Ihre[ Bestellung {order}] liegt",
        "order_ready.email: a bracket has no value that may be absent: each also stands outside of \
         brackets; take the bracket's marks out",
    );
}

#[test]
fn sms_is_refused_when_it_has_characters_outside_the_basic_alphabet() {
    for (letters, named) in [("€", "€"), ("„ja“ [{link}] – ç", "ç–“„"), ("~^", "^~"), ("\\t", "\t")]
    {
        let text = format!("sms = \"Bestellung {{order}} {letters}.[ {{link}}]\"");
        let found = faults("de", READY_DE, &text);
        let expected = format!(
            "languages/de.toml: order_ready.sms: `{named}` is not in the basic GSM 7-bit alphabet; write it another way"
        );
        assert!(found.contains(&expected), "{found:?}");
    }
    let all = "sms = \"ÄÖÜäöüßñàéèìòù§£¥ {order}[ {link}]\"";
    assert!(faults("de", READY_DE, all).is_empty());
}

#[test]
fn sms_is_refused_when_over_one_segment_with_its_longest_values() {
    let of = |letters: usize| format!("sms = \"{} {{order}}[ {{link}}]\"", "ä".repeat(letters));
    assert!(faults("de", READY_DE, &of(66)).is_empty());
    refused(
        "de",
        READY_DE,
        &of(67),
        "order_ready.sms: is up to 161 characters with the longest values, and one SMS has 160; shorten it",
    );
}

#[test]
fn sms_is_refused_when_it_has_text_that_a_person_wrote() {
    for name in ["reason", "seller", "name"] {
        let found = faults("de", READY_DE, &format!("sms = \"{{order}}[ {{{name}}}][ {{link}}]\""));
        let expected = format!(
            "languages/de.toml: order_ready.sms: `{{{name}}}` is what a person wrote, which no SMS repeats; \
             say it in the e-mail alone"
        );
        assert!(found.contains(&expected), "{found:?}");
    }
}

#[test]
fn link_is_refused_outside_the_brackets_of_an_sms() {
    let found = faults("de", READY_DE, "sms = \"{order} {link}\"");
    let expected = "languages/de.toml: order_ready.sms: `{link}` may be longer than an SMS; \
                    put it in brackets, which are left out then";
    assert!(found.contains(&expected.to_owned()), "{found:?}");
    let found = faults("de", "ist abholbereit\"", "ist abholbereit[ {link}]\"");
    let expected = "languages/de.toml: order_ready.subject: `{link}` is for SMS; \
                    an e-mail has a link as its action";
    assert!(found.contains(&expected.to_owned()), "{found:?}");
}

#[test]
fn code_is_refused_in_subjects_and_push_messages() {
    let found = faults("de", "subject = \"Ihr Code\"", "subject = \"Ihr Code: {code}\"");
    let expected = "languages/de.toml: sign_in_code.subject: `{code}` would be shown to whoever \
                    sees the screen; take it out";
    assert!(found.contains(&expected.to_owned()), "{found:?}");
}

#[test]
fn subject_and_push_message_are_refused_when_long_or_in_several_lines() {
    let old = "subject = \"Tour {batch} wartet auf Sie\"";
    for line_break in ["\\n", "\\r\\n"] {
        let new = format!("subject = \"Eine{line_break}Tour {{batch}}\"");
        let expected =
            "languages/de.toml: new_batch.subject: has a line break; write it in one line";
        assert_eq!(faults("de", old, &new)[0], expected);
    }
    refused(
        "de",
        old,
        "subject = \"Eine\\u0007 Tour {batch}\"",
        "new_batch.subject: has the control character '\\u{7}'; take it out",
    );
    let long = format!("push_title = \"{}\"", "ü".repeat(51));
    refused(
        "de",
        "push_title = \"Eine Tour wartet auf Sie\"",
        &long,
        "new_batch.push_title: is up to 51 characters with the longest values; shorten it to 50",
    );
}

#[test]
fn text_is_refused_when_empty_or_with_stray_spaces() {
    let old = "push_title = \"Eine Tour wartet auf Sie\"";
    refused("de", old, "push_title = \"\"", "new_batch.push_title: is empty; write what it says");
    for text in [" Eine Tour", "Eine Tour ", "Eine  Tour"] {
        refused(
            "de",
            old,
            &format!("push_title = \"{text}\""),
            "new_batch.push_title: has a space at its beginning or end, or two together; take it out",
        );
    }
}

#[test]
fn key_is_refused_when_not_a_rust_name() {
    for (old, new, key) in [
        ("[texts.new_order]", "[texts.New-Order]", "New-Order"),
        ("pay_order = ", "pay__order = ", "pay__order"),
    ] {
        let found = faults("de", old, new);
        assert!(found.iter().any(|it| it.contains(&format!("{key}: is no key; "))), "{found:?}");
    }
}

#[test]
fn numbers_and_money_are_written_with_characters_of_an_sms() {
    let at = "cannot be in an SMS; use another";
    refused(
        "de",
        "group = \".\"",
        "group = \"\\u202f\"",
        &format!("numbers.group: '\\u{{202f}}' {at} mark"),
    );
    refused("de", "decimal = \",\"", "decimal = \"1\"", &format!("numbers.decimal: '1' {at} mark"));
    refused(
        "de",
        "group = \".\"",
        "group = \",\"",
        "numbers.group: is the mark of decimals too; use another",
    );
    refused(
        "de",
        "code = \"{number} {code}\"",
        "code = \"{number}\u{a0}{code}\"",
        &format!("money.code: '\\u{{a0}}' {at} character"),
    );
    refused(
        "de",
        "code = \"{number} {code}\"",
        "code = \"{number} : {code}\"",
        "money.code: is up to 27 characters; at most 25",
    );
    for (new, what) in [
        ("code = \"{number}\"", "must have `{code}` and `{number}`, and no other field"),
        (
            "code = \"{number} {code}{symbol}\"",
            "must have `{code}` and `{number}`, and no other field",
        ),
        ("code = \"{number} {kode}\"", "`{kode}` is unknown; use one of symbol, code, number"),
        ("code = \"{number} {code\"", "`{` is not closed; add `}`"),
    ] {
        assert!(
            faults("de", "code = \"{number} {code}\"", new)
                .contains(&format!("languages/de.toml: money.code: {what}")),
            "{new}"
        );
    }
    refused(
        "de",
        "{ EUR = ",
        "{ Eur = ",
        "money.symbols: Eur is no currency; use a code like `EUR`",
    );
}

#[test]
fn moments_have_their_fields_and_fit_an_sms() {
    for (old, new, expected) in [
        (
            "today = \"um {time} Uhr\"",
            "today = \"um Uhr\"",
            "dates.today: must have the fields time, and no other",
        ),
        (
            "time = \"{hour}:{minute}\"",
            "time = \"{hour}\"",
            "dates.time: must have the fields hour, minute, and no other",
        ),
        (
            "time = \"{hour}:{minute}\"",
            "time = \"{hour12}:{minute}\"",
            "dates.time: must have the fields hour12, minute, half, and no other",
        ),
        (
            "time = \"{hour}:{minute}\"",
            "time = \"{time}\"",
            "dates.time: must have the fields hour, minute, and no other",
        ),
        (
            "today = \"um {time} Uhr\"",
            "today = \"um {time} – Uhr\"",
            "dates.today: '–' cannot be in an SMS; use another character",
        ),
        ("\"12.\"]", "\"ď\"]", "dates.months: \"ď\" cannot be in an SMS; use characters of GSM-7"),
        (
            "year = \"am",
            "year = \"am so",
            "dates.year: is up to 34 characters; shorten it to at most 32",
        ),
        (
            "\"Mo.\"",
            "\"\"",
            "dates.weekdays: \"\" is no word; write one line without spaces around it",
        ),
    ] {
        refused("de", old, new, expected);
    }
}

#[test]
fn labels_are_words_in_one_line() {
    for (old, new, key) in [
        ("name = \"Deutsch\"", "name = \"\"", "name: \"\""),
        ("pay_order = \"", "pay_order = \" ", "actions.pay_order: \" Bestellung bezahlen\""),
        (
            "choose = \"Auswählen,",
            "choose = \"Auswählen\\n",
            "mail.choose: \"Auswählen\\n welche Nachrichten Sie bekommen\"",
        ),
    ] {
        refused(
            "de",
            old,
            new,
            &format!("{key} is no word; write one line without spaces around it"),
        );
    }
    refused(
        "de",
        "\"ltr\"",
        "\"up\"",
        "direction: is neither `ltr` nor `rtl`; write which way the language is read",
    );
}

#[test]
fn all_faults_are_reported_at_once() {
    let mut files = files();
    files[0].1 = files[0]
        .1
        .replacen("\"Eine Tour wartet auf Sie\"", "\"\"", 1)
        .replacen("\"ltr\"", "\"up\"", 1);
    files[1].1 = files[1].1.replacen("\"A batch waits for you\"", "\"\"", 1);
    let found = source::compile(&files).unwrap_err();
    let places: Vec<_> = found.iter().map(|it| it.rsplit_once(": ").unwrap().0).collect();
    assert_eq!(
        places,
        [
            "languages/de.toml: direction",
            "languages/de.toml: new_batch.push_title",
            "languages/en.toml: new_batch.push_title"
        ]
    );
}
