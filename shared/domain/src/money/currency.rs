//! Currencies.

use std::str::FromStr;

use super::Amount;

/// An ISO 4217 currency that is in use as money: no fund, metal, unit of account or test code, and
/// no currency that another one has replaced. A stored currency may be any of ISO 4217.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Currency(iso_currency::Currency);

/// A text is not the code of a currency in use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("must be the ISO 4217 code of a currency in use, like USD")]
pub struct CurrencyError;

impl Currency {
    /// The three-letter code.
    #[must_use]
    pub fn code(self) -> &'static str {
        self.0.code()
    }

    /// A stored currency, which may be any of ISO 4217.
    ///
    /// # Errors
    ///
    /// [`CurrencyError`] for a text that is not a code of ISO 4217.
    pub fn from_stored(code: &str) -> Result<Self, CurrencyError> {
        iso_currency::Currency::from_code(code).map(Self).ok_or(CurrencyError)
    }

    /// Whether people pay with the currency. The library treats the bolívar (VES) as replaced by
    /// the digital bolívar (VED), but ISO 4217 lists both.
    fn is_money_in_use(self) -> bool {
        let replaced = self.0.is_superseded().is_some() && self.code() != "VES";
        !self.0.is_fund() && !self.0.is_special() && !replaced
    }

    /// The number of decimal places of the minor unit: 2 for USD, 0 for JPY, and 0 for currencies
    /// without a minor unit.
    #[must_use]
    pub fn decimals(self) -> u32 {
        u32::from(self.0.exponent().unwrap_or(0))
    }

    /// The amount with the currency code, for people: `USD 12.50`.
    #[must_use]
    pub fn format(self, amount: Amount) -> String {
        let (code, minor) = (self.code(), amount.minor());
        match self.decimals() {
            0 => format!("{code} {minor}"),
            decimals => {
                let unit = 10_u64.pow(decimals);
                let width = decimals as usize;
                format!("{code} {}.{:0width$}", minor / unit, minor % unit)
            }
        }
    }
}

impl FromStr for Currency {
    type Err = CurrencyError;

    fn from_str(code: &str) -> Result<Self, CurrencyError> {
        Self::from_stored(code).ok().filter(|it| it.is_money_in_use()).ok_or(CurrencyError)
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]
mod tests {
    use super::*;

    #[test]
    fn a_currency_writes_its_own_decimals() {
        let write = |code: &str, minor| {
            code.parse::<Currency>().unwrap().format(Amount::new(minor).unwrap())
        };
        assert_eq!(write("USD", 1205), "USD 12.05");
        assert_eq!(write("JPY", 1205), "JPY 1205");
        assert_eq!(write("KWD", 1205), "KWD 1.205");
        assert!("usd".parse::<Currency>().is_err());
    }

    #[test]
    fn only_money_in_use_is_a_currency() {
        // No currency, tests, metals, units of account, funds and bonds, and former currencies.
        for code in [
            "XXX",
            "XTS",
            "XAU",
            "XAG",
            "XPT",
            "XPD",
            "XDR",
            "XSU",
            "XUA",
            "XBA",
            "XBB",
            "XBC",
            "XBD",
            "BOV",
            "CHE",
            "CHW",
            "CLF",
            "COU",
            "MXV",
            "USN",
            "UYI",
            "UYW",
            "HRK",
            "ZWL",
            "SLL",
            "CUC",
            "DEM",
            "ZZZ",
            "",
            "US",
            "USDX",
            "ＵＳＤ",
        ] {
            assert_eq!(code.parse::<Currency>(), Err(CurrencyError), "{code}");
        }
        for code in ["CLF", "XXX", "HRK"] {
            assert_eq!(Currency::from_stored(code).map(Currency::code), Ok(code));
        }
        let decimals = |code: &str| code.parse::<Currency>().map(Currency::decimals);
        for (places, codes) in [
            (0, "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF"),
            (
                2,
                "AED AUD BRL CAD CHF CNY COP EUR GBP HUF IDR INR MGA MRU MXN NGN SLE TWD USD VES XCD XCG ZAR",
            ),
            (3, "BHD IQD JOD KWD LYD OMR TND"),
        ] {
            for code in codes.split(' ') {
                assert_eq!(decimals(code), Ok(places), "{code}");
            }
        }
    }
}
