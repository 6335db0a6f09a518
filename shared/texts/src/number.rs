//! Formats whole numbers in a language.

use crate::Language;

/// Groups digits by three.
pub(crate) fn grouped(digits: &str, language: Language) -> String {
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(language.data().numbers.group);
        }
        text.push(digit);
    }
    text
}

/// Whether a number uses the singular form.
pub(crate) fn is_one(number: u32, language: Language) -> bool {
    language.data().numbers.one.contains(&number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_in_groups_of_three() {
        for (digits, en, de) in [
            ("0", "0", "0"),
            ("999", "999", "999"),
            ("1000", "1,000", "1.000"),
            ("123456", "123,456", "123.456"),
            ("4294967295", "4,294,967,295", "4.294.967.295"),
        ] {
            assert_eq!(grouped(digits, Language::En), en);
            assert_eq!(grouped(digits, Language::De), de);
        }
    }

    #[test]
    fn one_alone_is_one_in_english_and_german() {
        for language in [Language::En, Language::De] {
            let ones: Vec<_> = [0, 1, 2, 11, 21].map(|it| is_one(it, language)).into();
            assert_eq!(ones, [false, true, false, false, false]);
        }
    }
}
