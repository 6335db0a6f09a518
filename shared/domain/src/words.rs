//! The words of names for searching: without regard to case, accents and the form in which a
//! character is written.

use icu_normalizer::DecomposingNormalizerBorrowed;

/// Compatibility decomposition: one form of every character, with its accents
/// as characters of their own, and without width or style.
const DECOMPOSED: DecomposingNormalizerBorrowed<'static> =
    DecomposingNormalizerBorrowed::new_nfkd();

/// The words of a name. A word with an apostrophe counts as a whole, and so does the part after the
/// apostrophe: `O'Brien` is found as `obrien` and as `brien`.
pub fn words(name: &str) -> Vec<String> {
    let mut words = Vec::new();
    for word in split(name) {
        let parts = word.char_indices().filter(|(_, it)| *it == APOSTROPHE);
        words.extend(parts.map(|(at, _)| joined(&word[at..])));
        words.push(joined(&word));
    }
    words.retain(|word| !word.is_empty());
    words
}

/// The words of a typed text, each to be compared with the beginning of a word of a name.
pub fn beginnings(typed: &str) -> Vec<String> {
    let words = split(typed).into_iter().map(|word| joined(&word));
    words.filter(|word| !word.is_empty()).collect()
}

const APOSTROPHE: char = '\'';

fn joined(word: &str) -> String {
    word.replace(APOSTROPHE, "")
}

fn split(text: &str) -> Vec<String> {
    let folded = folded(text);
    let words = folded.split(separates).filter(|word| !word.is_empty());
    words.map(str::to_owned).collect()
}

/// Folds a text so that spellings that people treat as equal become equal.
fn folded(text: &str) -> String {
    let text: String = text.chars().map(plain_apostrophe).collect();
    let mut folded = String::with_capacity(text.len());
    for it in DECOMPOSED.normalize(&text).chars().filter(|it| !is_dropped(*it)) {
        for it in it.to_lowercase().filter(|it| !is_dropped(*it)) {
            match plain(it) {
                Some(plain) => folded.push_str(plain),
                None => folded.push(it),
            }
        }
    }
    folded
}

/// Replaces the forms of the apostrophe. The decomposition would turn some of them into a blank and
/// an accent.
const fn plain_apostrophe(it: char) -> char {
    match it {
        '`' | '\u{b4}' | '\u{2b9}' | '\u{2bb}' | '\u{2bc}' | '\u{2018}' | '\u{2019}'
        | '\u{201b}' | '\u{2032}' | '\u{a78c}' | '\u{ff07}' => APOSTROPHE,
        other => other,
    }
}

/// Whether a character is dropped: accents of Latin, Greek and Cyrillic letters, the vowel points
/// of Hebrew and Arabic, and invisible characters. Marks that make another letter are kept, for
/// example the vowels of Indian scripts and the voicing of kana.
const fn is_dropped(it: char) -> bool {
    matches!(it,
        '\u{300}'..='\u{36f}'
        | '\u{483}'..='\u{487}'
        | '\u{591}'..='\u{5bd}' | '\u{5bf}'..='\u{5c7}'
        | '\u{610}'..='\u{61a}' | '\u{640}' | '\u{64b}'..='\u{65f}' | '\u{670}'
        | '\u{1ab0}'..='\u{1aff}'
        | '\u{1dc0}'..='\u{1dff}'
        | '\u{20d0}'..='\u{20ff}'
        | '\u{fe20}'..='\u{fe2f}'
        | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

/// The common replacement of a letter that many keyboards do not have. Unicode does not decompose
/// these letters.
const fn plain(it: char) -> Option<&'static str> {
    Some(match it {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'þ' => "th",
        'ı' => "i",
        'đ' | 'ð' | 'ɖ' => "d",
        'ł' => "l",
        'ø' => "o",
        'ħ' => "h",
        'ŧ' => "t",
        'ŋ' => "n",
        'ς' => "σ",
        _ => return None,
    })
}

/// Whether a character separates words: blanks and punctuation, other than the apostrophe.
fn separates(it: char) -> bool {
    if it == APOSTROPHE || it.is_alphanumeric() {
        return false;
    }
    it.is_ascii()
        || it.is_whitespace()
        || it.is_control()
        || matches!(it,
            '\u{80}'..='\u{bf}' | '×' | '÷' | '\u{5be}' | '\u{5f3}' | '\u{5f4}' | '\u{60c}'
            | '\u{2000}'..='\u{206f}' | '\u{2e00}'..='\u{2e7f}' | '\u{3000}'..='\u{303f}'
            | '\u{30fb}' | '\u{fe10}'..='\u{fe1f}' | '\u{fe30}'..='\u{fe6f}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn folding_makes_spellings_equal_that_people_treat_as_equal() {
        for (text, expected) in [
            ("KÖPPEL", "koppel"),
            ("Zoe\u{308} Mu\u{308}ller", "zoe muller"),
            ("Zo\u{eb} M\u{fc}ller", "zoe muller"),
            ("Straße STRASSE STRAẞE", "strasse strasse strasse"),
            ("İpek IŞIK ılgaz", "ipek isik ilgaz"),
            ("Łukasz Ødegård Đặng", "lukasz odegard dang"),
            ("Þór Ægir Œdipe", "thor aegir oedipe"),
            ("Ｊａｎｅ ﬁn", "jane fin"),
            ("ΟΔΥΣΣΕΥΣ Οδυσσεύς", "οδυσσευσ οδυσσευσ"),
            ("Алёна", "алена"),
            ("مُحَمَّد", "محمد"),
            ("ガ ｶﾞ", "カ\u{3099} カ\u{3099}"),
            ("\u{200e}Ada\u{ad}", "ada"),
        ] {
            assert_eq!(folded(text), expected, "{text}");
        }
        // Another vowel is another name.
        assert_ne!(folded("कि"), folded("कु"));
    }

    #[test]
    fn words_are_what_stands_between_blanks_and_punctuation() {
        for (name, expected) in [
            ("Anna  Two Blanks", &["anna", "two", "blanks"][..]),
            ("Anne-Marie d’Arc", &["anne", "marie", "arc", "darc"]),
            ("O´Brien, Conor", &["brien", "obrien", "conor"]),
            ("KÖPPEL GmbH & Co. KG", &["koppel", "gmbh", "co", "kg"]),
            ("山田 太郎", &["山田", "太郎"]),
            ("山田・太郎", &["山田", "太郎"]),
            ("'tis Rock'n'roll", &["tis", "tis", "nroll", "roll", "rocknroll"]),
            ("🍯 7", &["🍯", "7"]),
            ("\" ' …", &[]),
        ] {
            assert_eq!(words(name), expected, "{name}");
        }
        assert_eq!(beginnings("O'Bri  co"), ["obri", "co"]);
        assert_eq!(beginnings("?!' -"), [] as [&str; 0]);
    }

    proptest! {
        #[test]
        fn words_have_no_case_and_no_form(name in "\\PC{0,40}") {
            let composed = icu_normalizer::ComposingNormalizerBorrowed::new_nfc().normalize(&name);
            let decomposed =
                icu_normalizer::DecomposingNormalizerBorrowed::new_nfd().normalize(&name);
            prop_assert_eq!(words(&composed), words(&decomposed));
        }

        #[test]
        fn every_word_of_a_name_is_found(name in "[A-Za-zÀ-ž'\u{2019} -]{0,40}") {
            let all = words(&name);
            for typed in name.split(' ') {
                for beginning in beginnings(typed) {
                    prop_assert!(all.iter().any(|word| word.starts_with(&beginning)));
                }
            }
        }
    }
}
