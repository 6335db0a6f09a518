//! Generates Rust: the languages as static data, and a function for each text.

use std::{
    collections::BTreeSet,
    fmt::{Error, Write},
};

use super::{
    Language, Text,
    formats::{DATE_FIELDS, MONEY_FIELDS, Piece, date_patterns, money_patterns, pieces},
    placeholders::{Kind, PLACEHOLDERS, Placeholder},
    template::{Part, names},
    texts::optional,
};

/// Generates the whole code. `first` determines which arguments a text has.
pub fn write(languages: &[Language], first: &Language) -> Result<String, Error> {
    let mut code = String::new();
    write_languages(&mut code, languages)?;
    write_placeholders(&mut code)?;
    write_actions(&mut code, first)?;
    write_texts(&mut code, first)?;
    for language in languages {
        write_language(&mut code, language)?;
    }
    Ok(code)
}

fn write_languages(code: &mut String, languages: &[Language]) -> Result<(), Error> {
    writeln!(
        code,
        "/// A language that Docket writes to people in: one for each file in `languages/`."
    )?;
    writeln!(code, "#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]")?;
    writeln!(code, "pub enum Language {{")?;
    for Language { tag, form, .. } in languages {
        writeln!(code, "/// {} (`{tag}`).\n{},", form.name, camel(tag))?;
    }
    writeln!(code, "}}\nimpl Language {{")?;
    let all: Vec<_> = languages.iter().map(|it| format!("Self::{}", camel(&it.tag))).collect();
    writeln!(code, "/// All of them, by tag.\npub const ALL: &[Self] = &[{}];", all.join(", "))?;
    writeln!(code, "pub(crate) const fn data(self) -> &'static LanguageData {{ match self {{")?;
    for tag in languages.iter().map(|it| &it.tag) {
        writeln!(code, "Self::{} => &{},", camel(tag), upper(tag))?;
    }
    writeln!(code, "}} }}\n}}")
}

fn write_placeholders(code: &mut String) -> Result<(), Error> {
    writeln!(code, "/// What a text has a value for.")?;
    writeln!(code, "#[derive(Clone, Copy, PartialEq, Eq)]\npub(crate) enum Placeholder {{")?;
    for it in &PLACEHOLDERS {
        writeln!(code, "{},", camel(it.name))?;
    }
    writeln!(code, "}}\nimpl Placeholder {{")?;
    writeln!(code, "const LIMITS: &'static [Limit] = &[")?;
    for Placeholder { kind, longest, .. } in &PLACEHOLDERS {
        let limit = match kind {
            Kind::Name | Kind::Money | Kind::When | Kind::Number => "Cut",
            Kind::Host | Kind::Link => "LeftOut",
            Kind::Free => "Free",
        };
        writeln!(code, "Limit::{limit}({longest}),")?;
    }
    writeln!(code, "];")?;
    writeln!(code, "pub(crate) const fn limit(self) -> Limit {{ Self::LIMITS[self as usize] }}\n}}")
}

fn write_actions(code: &mut String, first: &Language) -> Result<(), Error> {
    writeln!(code, "/// What the link of an e-mail is for.")?;
    writeln!(code, "#[derive(Debug, Clone, Copy, PartialEq, Eq)]\npub enum Action {{")?;
    for (key, label) in &first.form.actions {
        writeln!(code, "/// In English: `{label}`.\n{},", camel(key))?;
    }
    writeln!(code, "}}\nimpl Action {{")?;
    writeln!(code, "/// All of them.\npub const ALL: &[Self] = &[")?;
    for key in first.form.actions.keys() {
        writeln!(code, "Self::{},", camel(key))?;
    }
    writeln!(code, "];\n}}")
}

fn write_texts(code: &mut String, first: &Language) -> Result<(), Error> {
    let keys: Vec<_> = first.texts.iter().map(|it| format!("{:?}", it.key)).collect();
    writeln!(code, "impl Text {{")?;
    writeln!(
        code,
        "/// The keys of all texts.\npub const KEYS: &[&str] = &[{}];",
        keys.join(", ")
    )?;
    for (at, text) in first.texts.iter().enumerate() {
        write_function(code, at, text)?;
    }
    writeln!(code, "}}")
}

/// Writes the function that makes a text from its values.
fn write_function(code: &mut String, at: usize, text: &Text) -> Result<(), Error> {
    let mut all = BTreeSet::new();
    for (_, parts) in text.channels() {
        all.extend(names(parts));
    }
    let absent = optional(text);
    let arguments: Vec<_> = PLACEHOLDERS.iter().filter(|it| all.contains(it.name)).collect();
    writeln!(code, "/// In English: `{}`.\n///", shown(text))?;
    for Placeholder { name, about, .. } in &arguments {
        writeln!(code, "/// - `{name}`: {about}.")?;
    }
    let argument = |it: &&Placeholder| {
        let kind = kind(it);
        let kind =
            if absent.contains(it.name) { format!("Option<{kind}>") } else { kind.to_owned() };
        format!("{}: {kind}", it.name)
    };
    let list: Vec<_> = arguments.iter().map(argument).collect();
    writeln!(
        code,
        "#[must_use]\n#[allow(clippy::too_many_arguments, reason = \"as many as the text has\")]"
    )?;
    writeln!(code, "pub fn {}({}) -> Self {{", text.key, list.join(", "))?;
    writeln!(code, "Self::of({at}, &[")?;
    for it in &arguments {
        let (name, variant) = (it.name, camel(it.name));
        if absent.contains(name) {
            writeln!(code, "{name}.map(|it| (Placeholder::{variant}, Value::from(it))),")?;
        } else {
            writeln!(code, "Some((Placeholder::{variant}, Value::from({name}))),")?;
        }
    }
    writeln!(code, "])\n}}")
}

/// The e-mail of a text as in its file, in one line.
fn shown(text: &Text) -> String {
    let email = text.channels().find(|(channel, _)| *channel == "email");
    email.map_or_else(String::new, |(_, parts)| as_written(parts)).replace('\n', " ")
}

fn as_written(parts: &[Part]) -> String {
    let part = |part: &Part| match part {
        Part::Plain(text) => text.clone(),
        Part::Value(it) => format!("{{{}}}", it.name),
        Part::Choice(_, words) => words.join("|"),
        Part::Bracket(inner) => format!("[{}]", as_written(inner)),
    };
    parts.iter().map(part).collect()
}

/// The type of an argument.
const fn kind(placeholder: &Placeholder) -> &'static str {
    match placeholder.kind {
        Kind::Name | Kind::Free | Kind::Host => "&str",
        Kind::Link => "&Link",
        Kind::Money => "Money",
        Kind::When => "When",
        Kind::Number => "u32",
    }
}

fn write_language(code: &mut String, language: &Language) -> Result<(), Error> {
    let Language { tag, form, texts } = language;
    writeln!(code, "static {}: LanguageData = LanguageData {{", upper(tag))?;
    writeln!(code, "tag: {tag:?}, name: {:?}, direction: {:?},", form.name, form.direction)?;
    let numbers = &form.numbers;
    writeln!(
        code,
        "numbers: Numbers {{ decimal: {:?}, group: {:?}, one: &{:?} }},",
        numbers.decimal, numbers.group, numbers.one
    )?;
    writeln!(code, "money: MoneyPatterns {{")?;
    for (key, pattern) in money_patterns(&form.money) {
        writeln!(code, "{key}: &[{}],", pattern_of("MoneyField", pattern, &MONEY_FIELDS))?;
    }
    writeln!(code, "symbols: &{:?} }},", form.money.symbols.iter().collect::<Vec<_>>())?;
    let dates = &form.dates;
    writeln!(
        code,
        "dates: DatePatterns {{ weekdays: {:?}, months: {:?}, halves: {:?},",
        dates.weekdays, dates.months, dates.halves
    )?;
    for (key, pattern) in date_patterns(dates) {
        writeln!(code, "{key}: &[{}],", pattern_of("DateField", pattern, &DATE_FIELDS))?;
    }
    writeln!(
        code,
        "}},\nmail: MailWords {{ choose: {:?}, unsubscribe: {:?} }},",
        form.mail.choose, form.mail.unsubscribe
    )?;
    writeln!(code, "unsubscribe: UnsubscribeWords {{")?;
    for (key, word) in form.unsubscribe.words() {
        writeln!(code, "{key}: {word:?},")?;
    }
    writeln!(code, "}},")?;
    writeln!(code, "actions: &{:?},\ntexts: &[", form.actions.values().collect::<Vec<_>>())?;
    for text in texts {
        writeln!(code, "TextData {{")?;
        if text.channels[0].is_none() {
            writeln!(code, "sms: None,")?;
        }
        for (channel, parts) in text.channels() {
            let parts = parts_of(parts);
            let parts = if channel == "sms" { format!("Some({parts})") } else { parts };
            writeln!(code, "{channel}: {parts},")?;
        }
        writeln!(code, "}},")?;
    }
    writeln!(code, "] }};")
}

/// Formats a pattern that was checked before.
fn pattern_of(field: &str, pattern: &str, fields: &[&str]) -> String {
    let piece = |piece: &Piece| match piece {
        Piece::Plain(text) => format!("Piece::Plain({text:?})"),
        Piece::Field(name) => format!("Piece::Field({field}::{})", camel(name)),
    };
    let pieces = pieces(pattern, fields).unwrap_or_default();
    pieces.iter().map(piece).collect::<Vec<_>>().join(", ")
}

fn parts_of(parts: &[Part]) -> String {
    let part = |part: &Part| match part {
        Part::Plain(text) => format!("Part::Plain({text:?})"),
        Part::Value(it) => format!("Part::Value(Placeholder::{})", camel(it.name)),
        Part::Choice(it, [one, other]) => {
            format!("Part::Choice(Placeholder::{}, {one:?}, {other:?})", camel(it.name))
        }
        Part::Bracket(inner) => format!("Part::Bracket({})", parts_of(inner)),
    };
    format!("&[{}]", parts.iter().map(part).collect::<Vec<_>>().join(", "))
}

/// `order_ready` and `pt-BR` as names of types.
fn camel(name: &str) -> String {
    let words = name.split(['_', '-']).filter(|word| !word.is_empty());
    words.map(|word| word[..1].to_ascii_uppercase() + &word[1..].to_ascii_lowercase()).collect()
}

/// `pt-BR` as the name of a constant.
fn upper(tag: &str) -> String {
    tag.replace('-', "_").to_ascii_uppercase()
}
