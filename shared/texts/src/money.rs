use crate::{
    Language,
    data::{MoneyField, Piece},
    number::grouped,
};

/// An amount of money in a text.
///
/// It is `€12.50` in English and `12,50 €` in German. In an SMS it is `EUR 12.50` and `12,50 EUR`,
/// because the euro sign takes two characters there and some phones lack the yen sign.
///
/// ```
/// use docket_texts::{Language, Money};
///
/// let price = Money::new(123_450, 2, "EUR");
/// assert_eq!(price.in_(Language::En), "€1,234.50");
/// assert_eq!(price.in_(Language::De), "1.234,50\u{a0}€");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Money {
    minor: u64,
    digits: u8,
    code: &'static str,
}

impl Money {
    /// Makes an amount of `minor` units of the currency with this ISO 4217 code. `digits` is the
    /// number of decimal places: 2 for EUR, 0 for JPY, 3 for KWD. An SMS has room for 2^53 - 1
    /// minor units, the domain's largest amount.
    #[must_use]
    pub const fn new(minor: u64, digits: u8, code: &'static str) -> Self {
        Self { minor, digits, code }
    }

    /// Formats the amount in a language, with the currency's symbol if the language has one.
    #[must_use]
    pub fn in_(self, language: Language) -> String {
        let patterns = &language.data().money;
        let symbol = patterns.symbols.iter().find(|(code, _)| *code == self.code);
        match symbol {
            Some((_, symbol)) => self.fill(patterns.symbol, symbol, language),
            None => self.fill(patterns.code, "", language),
        }
    }

    /// Formats the amount for an SMS in a language, with the currency's code.
    pub(crate) fn in_sms(self, language: Language) -> String {
        self.fill(language.data().money.code, "", language)
    }

    fn fill(self, pattern: &[Piece<MoneyField>], symbol: &str, language: Language) -> String {
        let mut text = String::new();
        for piece in pattern {
            match piece {
                Piece::Plain(plain) => text.push_str(plain),
                Piece::Field(MoneyField::Symbol) => text.push_str(symbol),
                Piece::Field(MoneyField::Code) => text.push_str(self.code),
                Piece::Field(MoneyField::Number) => text.push_str(&self.number(language)),
            }
        }
        text
    }

    fn number(self, language: Language) -> String {
        let digits = usize::from(self.digits);
        // At least one digit more than the decimals, so that there is a zero before them.
        let all = format!("{:0width$}", self.minor, width = digits + 1);
        let (whole, decimals) = all.split_at(all.len() - digits);
        let mut text = grouped(whole, language);
        if !decimals.is_empty() {
            text.push(language.data().numbers.decimal);
            text.push_str(decimals);
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The formatted amount in English, in German, and in their SMS.
    fn all(minor: u64, digits: u8, code: &'static str) -> [String; 4] {
        let money = Money::new(minor, digits, code);
        let (en, de) = (Language::En, Language::De);
        [money.in_(en), money.in_(de), money.in_sms(en), money.in_sms(de)]
    }

    #[test]
    fn money_has_the_currencys_decimals_and_the_languages_separators() {
        for (minor, digits, code, expected) in [
            (1250, 2, "EUR", ["€12.50", "12,50\u{a0}€", "EUR 12.50", "12,50 EUR"]),
            (5, 2, "USD", ["$0.05", "0,05\u{a0}$", "USD 0.05", "0,05 USD"]),
            (1_205, 0, "JPY", ["¥1,205", "1.205\u{a0}¥", "JPY 1,205", "1.205 JPY"]),
            (1_205, 3, "KWD", ["KWD 1.205", "1,205 KWD", "KWD 1.205", "1,205 KWD"]),
            (0, 2, "CHF", ["CHF 0.00", "0,00 CHF", "CHF 0.00", "0,00 CHF"]),
            (0, 0, "ISK", ["ISK 0", "0 ISK", "ISK 0", "0 ISK"]),
            (
                (1 << 53) - 1,
                2,
                "GBP",
                [
                    "£90,071,992,547,409.91",
                    "90.071.992.547.409,91\u{a0}£",
                    "GBP 90,071,992,547,409.91",
                    "90.071.992.547.409,91 GBP",
                ],
            ),
        ] {
            assert_eq!(all(minor, digits, code), expected);
        }
    }
}
