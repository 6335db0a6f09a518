//! Stripe's units and limits for each currency, from its documentation (docs.stripe.com/currencies,
//! as of July 2026) and not from ISO 4217.
//!
//! - ISK has no decimals, and is counted as if it had two.
//! - MGA has two decimals by ISO 4217, and none here.
//! - Of currencies with three decimals, the last digit has to be 0.
//! - UGX is in the list of those without decimals, while a paragraph below it
//!   demands two. An error of this would be a factor of a hundred, so that UGX
//!   is not taken.
//! - HUF and TWD are counted in hundredths; only payouts are whole numbers.
//!
//! A currency that is not in the tables is refused, because a guess could be wrong by a factor of a
//! hundred.

use docket_platform::payments::{AmountConversionError, Currency, Denomination};

/// The maximum number of units of a payment: twelve digits. Payment methods other than cards have
/// lower limits, which Stripe enforces.
const MAXIMUM: u64 = 999_999_999_999;

/// Currencies in units of a hundredth.
const TWO_DECIMALS: &str = "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BRL BSD \
    BWP BYN BZD CAD CDF CHF CNY COP CRC CVE CZK DKK DOP DZD EGP ETB EUR FJD FKP GBP GEL GIP GMD \
    GTQ GYD HKD HNL HTG HUF IDR ILS INR ISK JMD KES KGS KHR KYD KZT LAK LBP LKR LRD LSL MAD MDL \
    MKD MMK MNT MOP MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR \
    RON RSD RUB SAR SBD SCR SEK SGD SHP SLE SOS SRD SZL THB TJS TOP TRY TTD TWD TZS UAH USD UYU \
    UZS WST XCD XCG YER ZAR ZMW";
/// Currencies in whole units.
const NO_DECIMALS: &str = "BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF VND VUV XAF XOF XPF";
/// Currencies in units of a thousandth, of which only multiples of ten are accepted.
const THREE_DECIMALS: &str = "BHD JOD KWD OMR TND";

/// The minimum number of units of a payment. Stripe applies the minimum of the settlement currency:
/// when that is another currency, it may refuse larger amounts than these.
const MINIMUMS: [(&str, u64); 31] = [
    ("AED", 200),
    ("ARS", 50),
    ("AUD", 50),
    ("BRL", 50),
    ("CAD", 50),
    ("CHF", 50),
    ("COP", 50),
    ("CZK", 1500),
    ("DKK", 250),
    ("EUR", 50),
    ("GBP", 30),
    ("HKD", 400),
    ("HUF", 17_500),
    ("IDR", 50),
    ("ILS", 50),
    ("INR", 50),
    ("JPY", 50),
    ("KRW", 50),
    ("MXN", 1000),
    ("MYR", 200),
    ("NOK", 300),
    ("NZD", 50),
    ("PHP", 50),
    ("PLN", 200),
    ("RON", 200),
    ("RUB", 50),
    ("SEK", 300),
    ("SGD", 50),
    ("THB", 1000),
    ("USD", 50),
    ("ZAR", 50),
];

/// Stripe's unit and limits for `currency`.
///
/// # Errors
///
/// [`AmountConversionError::Currency`].
pub fn denomination(currency: Currency) -> Result<Denomination, AmountConversionError> {
    let code = currency.code();
    let is_in = |table: &str| table.split_ascii_whitespace().any(|it| it == code);
    let counted = |decimals| Denomination::new(currency, decimals, MAXIMUM);
    let denomination = if is_in(TWO_DECIMALS) {
        counted(2)
    } else if is_in(NO_DECIMALS) {
        counted(0)
    } else if is_in(THREE_DECIMALS) {
        counted(3).in_steps_of(10)
    } else {
        return Err(AmountConversionError::Currency(currency));
    };
    let minimum = MINIMUMS.into_iter().find(|(of, _)| *of == code);
    Ok(minimum.map_or(denomination, |(_, units)| denomination.from_minimum(units)))
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]
mod tests {
    use docket_platform::payments::{Amount, ProviderAmount, Purpose};
    use proptest::prelude::*;

    use super::*;

    /// All currencies that Docket supports.
    fn all() -> Vec<Currency> {
        let letters = || b'A'..=b'Z';
        let codes = letters()
            .flat_map(move |a| letters().flat_map(move |b| letters().map(move |c| [a, b, c])));
        codes.filter_map(|code| str::from_utf8(&code).unwrap().parse().ok()).collect()
    }

    fn units(code: &str, purpose: Purpose, minor: i64) -> Result<u64, AmountConversionError> {
        let counted = denomination(code.parse().unwrap())?;
        counted.express(purpose, Amount::new(minor).unwrap()).map(ProviderAmount::units)
    }

    #[test]
    fn every_currency_is_in_the_providers_table_or_refused() {
        let mut refused = Vec::new();
        for currency in all() {
            let code = currency.code();
            // A thousand whole units of the currency.
            let thousand = 1000 * 10_i64.pow(currency.decimals());
            let expected = match (code, currency.decimals()) {
                ("ISK", 0) => 100_000,
                ("MGA", 2) | (_, 0) => 1000,
                (_, 2) => 100_000,
                (_, 3) => 1_000_000,
                other => panic!("{other:?} is new"),
            };
            match units(code, Purpose::Charge, thousand) {
                Ok(units) => assert_eq!(units, expected, "{code}"),
                Err(AmountConversionError::Currency(it)) if it == currency => refused.push(code),
                Err(error) => panic!("{code}: {error}"),
            }
        }
        assert_eq!(
            refused.join(" "),
            "BTN CUP ERN GHS IQD IRR KPW LYD MRU SDG SSP STN SVC SYP TMT UGX VED VES ZWG"
        );
    }

    #[test]
    fn exceptions_are_as_documented() {
        let step = |code: &str, step| {
            let currency = code.parse().unwrap();
            Err(AmountConversionError::Step { currency, step: Amount::new(step).unwrap() })
        };
        assert_eq!(units("JPY", Purpose::Charge, 500), Ok(500));
        assert_eq!(units("ISK", Purpose::Charge, 5), Ok(500));
        assert_eq!(units("MGA", Purpose::Charge, 500_000), Ok(5000));
        assert_eq!(units("MGA", Purpose::Charge, 500_020), step("MGA", 100));
        assert_eq!(units("KWD", Purpose::Charge, 5120), Ok(5120));
        assert_eq!(units("KWD", Purpose::Part, 5124), step("KWD", 10));
        assert_eq!(units("HUF", Purpose::Charge, 20_045), Ok(20_045));
        assert_eq!(units("TWD", Purpose::Charge, 80_045), Ok(80_045));
        assert!(matches!(
            units("UGX", Purpose::Part, 500),
            Err(AmountConversionError::Currency(_))
        ));
    }

    #[test]
    fn minimums_apply_to_charges_and_not_to_parts() {
        for (code, least) in [("USD", 50), ("JPY", 50), ("HUF", 17_500), ("ISK", 1), ("GBP", 30)] {
            assert!(units(code, Purpose::Charge, least).is_ok(), "{code}");
            assert!(units(code, Purpose::Part, 1).is_ok(), "{code}");
            if least > 1 {
                let refused = units(code, Purpose::Charge, least - 1).unwrap_err();
                let AmountConversionError::TooSmall { minimum, .. } = refused else {
                    panic!("{refused}")
                };
                assert_eq!(minimum, Amount::new(least).unwrap(), "{code}");
            }
        }
        let most = i64::try_from(MAXIMUM).unwrap();
        assert_eq!(units("EUR", Purpose::Charge, most), Ok(MAXIMUM));
        let above = units("EUR", Purpose::Charge, most + 1);
        assert!(matches!(above, Err(AmountConversionError::TooLarge { .. })));
    }

    #[test]
    fn tables_have_each_currency_once_and_no_unknown_ones() {
        let tables = [TWO_DECIMALS, NO_DECIMALS, THREE_DECIMALS].join(" ");
        let mut codes: Vec<&str> = tables.split_ascii_whitespace().collect();
        let named = codes.len();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), named);
        for code in codes.into_iter().chain(MINIMUMS.map(|(code, _)| code)) {
            assert!(denomination(code.parse().unwrap()).is_ok(), "{code}");
        }
    }

    proptest! {
        #[test]
        fn whatever_is_asked_for_comes_back_as_the_same_amount(
            minor in 1..2_000_000_000_000_i64,
            coarse in 1..2_000_000_000_i64,
            at in any::<prop::sample::Index>(),
        ) {
            let currencies = all();
            let currency = currencies[at.index(currencies.len())];
            if let Ok(counted) = denomination(currency) {
                for minor in [minor, coarse * 100] {
                    let amount = Amount::new(minor).unwrap();
                    if let Ok(asked) = counted.express(Purpose::Part, amount) {
                        prop_assert_eq!(counted.amount_of(asked.into()), Ok(amount));
                    }
                }
                // A whole amount can always be converted, up to the provider's limit.
                let whole = coarse % 1_000_000 * 10_i64.pow(currency.decimals());
                if whole > 0 {
                    let amount = Amount::new(whole).unwrap();
                    prop_assert!(counted.express(Purpose::Part, amount).is_ok(), "{}", currency.code());
                }
            }
        }
    }
}
