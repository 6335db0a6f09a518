//! The currencies that the provider accepts, their decimals there, and the minimum payments.
//!
//! The table is the provider's and not ISO 4217's. It is deliberately independent of the adapter's
//! table, so that an error in the adapter is detected.

use super::error::ApiError;

/// The maximum payment, in the provider's units.
const MOST: u64 = 99_999_999;
/// Currencies without decimals.
const WHOLE: [&str; 15] = [
    "bif", "clp", "djf", "gnf", "jpy", "kmf", "krw", "mga", "pyg", "rwf", "vnd", "vuv", "xaf",
    "xof", "xpf",
];
/// Currencies with three decimals, of which the last is always zero.
const THREE: [&str; 5] = ["bhd", "jod", "kwd", "omr", "tnd"];
/// Currencies that have no decimals in use and are written with two, which are zero.
const WHOLE_WITH_TWO: [&str; 2] = ["isk", "ugx"];
/// All other currencies that the provider accepts.
const TWO: [&str; 111] = [
    "aed", "afn", "all", "amd", "ang", "aoa", "ars", "aud", "awg", "azn", "bam", "bbd", "bdt",
    "bgn", "bmd", "bnd", "bob", "brl", "bsd", "bwp", "byn", "bzd", "cad", "cdf", "chf", "cny",
    "cop", "crc", "cve", "czk", "dkk", "dop", "dzd", "egp", "etb", "eur", "fjd", "fkp", "gbp",
    "gel", "gip", "gmd", "gtq", "gyd", "hkd", "hnl", "htg", "huf", "idr", "ils", "inr", "jmd",
    "kes", "kgs", "khr", "kyd", "kzt", "lak", "lbp", "lkr", "lrd", "lsl", "mad", "mdl", "mkd",
    "mmk", "mnt", "mop", "mur", "mvr", "mwk", "mxn", "myr", "mzn", "nad", "ngn", "nio", "nok",
    "npr", "nzd", "pab", "pen", "pgk", "php", "pkr", "pln", "qar", "ron", "rsd", "rub", "sar",
    "sbd", "scr", "sek", "sgd", "shp", "sle", "sos", "srd", "std", "szl", "thb", "tjs", "top",
    "try", "ttd", "twd", "tzs", "uah", "usd", "uyu",
];
/// The rest of the other currencies, which are rarely used.
const RARE: [&str; 7] = ["uzs", "wst", "xcd", "yer", "zar", "zmw", "xcg"];
/// The minimum payments, in minor units.
const LEAST: [(&str, u64); 24] = [
    ("aed", 200),
    ("aud", 50),
    ("bgn", 100),
    ("brl", 50),
    ("cad", 50),
    ("chf", 50),
    ("czk", 1_500),
    ("dkk", 250),
    ("eur", 50),
    ("gbp", 30),
    ("hkd", 400),
    ("huf", 17_500),
    ("inr", 50),
    ("jpy", 50),
    ("mxn", 1_000),
    ("myr", 200),
    ("nok", 300),
    ("nzd", 50),
    ("pln", 200),
    ("ron", 200),
    ("sek", 300),
    ("sgd", 50),
    ("thb", 1_000),
    ("usd", 50),
];

/// The number of decimals of a currency; `None` when the provider does not accept it.
pub fn decimals(currency: &str) -> Option<u32> {
    let is_in = |list: &[&str]| list.contains(&currency);
    if is_in(&WHOLE) {
        Some(0)
    } else if is_in(&THREE) {
        Some(3)
    } else if is_in(&TWO) || is_in(&RARE) || is_in(&WHOLE_WITH_TWO) {
        Some(2)
    } else {
        None
    }
}

/// Formats an amount for people: `12.50 EUR`.
pub fn readable(amount: u64, currency: &str) -> String {
    let name = currency.to_ascii_uppercase();
    match decimals(currency) {
        None | Some(0) => format!("{amount} {name}"),
        Some(places) => {
            let unit = 10_u64.pow(places);
            let width = places as usize;
            format!("{}.{:0width$} {name}", amount / unit, amount % unit)
        }
    }
}

/// Parses a currency and converts it to lower case.
///
/// # Errors
///
/// The provider does not accept it.
pub fn currency(text: &str) -> Result<String, ApiError> {
    let currency = text.to_ascii_lowercase();
    if decimals(&currency).is_some() {
        return Ok(currency);
    }
    Err(ApiError::parameter(
        "currency",
        format!("Invalid currency: {currency}. The provider does not support this currency."),
    ))
}

/// Checks the amount of a payment.
///
/// # Errors
///
/// The amount is too small or too large, or has decimals that its currency does not have.
pub fn check(amount: u64, currency: &str) -> Result<(), ApiError> {
    let least = LEAST.iter().find(|(name, _)| *name == currency).map_or(1, |(_, least)| *least);
    if amount < least {
        let message = format!(
            "The Amount must be greater than or equal to the minimum charge amount allowed, {}.",
            readable(least, currency)
        );
        return Err(ApiError::parameter("amount", message).code("amount_too_small"));
    }
    if amount > MOST {
        let message = format!("Amount must be no more than {}.", readable(MOST, currency));
        return Err(ApiError::parameter("amount", message).code("amount_too_large"));
    }
    whole(amount, currency, "amount")
}

/// Checks that an amount has no decimals that its currency does not have.
///
/// # Errors
///
/// The amount has more decimals than the currency.
pub fn whole(amount: u64, currency: &str, parameter: &str) -> Result<(), ApiError> {
    let step = match currency {
        three if THREE.contains(&three) => 10,
        two if WHOLE_WITH_TWO.contains(&two) => 100,
        _ => 1,
    };
    if amount.is_multiple_of(step) {
        return Ok(());
    }
    let message = format!("Amounts in {currency} must be evenly divisible by {step}.");
    Err(ApiError::parameter(parameter, message).code("invalid_amount"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_formatted_with_the_decimals_of_the_provider() {
        for (amount, currency, text) in [
            (1_250, "eur", "12.50 EUR"),
            (5, "usd", "0.05 USD"),
            (500, "jpy", "500 JPY"),
            (12_340, "kwd", "12.340 KWD"),
            (50_000, "isk", "500.00 ISK"),
        ] {
            assert_eq!(readable(amount, currency), text);
        }
    }

    #[test]
    fn amounts_that_cannot_be_paid_are_refused() {
        let code = |amount, currency| check(amount, currency).err().and_then(|it| it.code);
        assert_eq!(code(49, "usd"), Some("amount_too_small"));
        assert_eq!(code(50, "usd"), None);
        assert_eq!(code(100_000_000, "usd"), Some("amount_too_large"));
        assert_eq!(code(12_345, "kwd"), Some("invalid_amount"));
        assert_eq!(code(12_340, "kwd"), None);
        assert_eq!(code(50_050, "isk"), Some("invalid_amount"));
        assert!(currency("EUR").is_ok_and(|it| it == "eur"));
        assert!(currency("xau").is_err() && currency("").is_err());
    }
}
