use docket_domain::{
    Allowance, CodeLimits, Contact, Email, EmailError, NoticeLimits, Phone, Share,
};

use crate::{DistributionSecret, Oidc, PublicUrl, PublicUrlError};

/// The settings of a deployment, read from environment variables. The template holds the
/// defaults.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The phone of an administrator who need not be a listed member (`ADMIN_PHONE`).
    pub admin_phone: Option<Phone>,
    /// The e-mail address of an administrator who need not be a listed member
    /// (`ADMIN_EMAIL`). It is useful where SMS is not available, as in a new AWS account.
    pub admin_email: Option<Email>,
    /// The ISO 3166 regions whose phones may receive codes (`ALLOWED_COUNTRIES`,
    /// comma-separated, `*` for all).
    pub allowed_countries: Vec<String>,
    /// The maximum number of unverified orders that one phone may have at a time
    /// (`LIMIT_HOLDS_PER_PHONE`).
    pub holds_per_phone: u32,
    /// The maximum number of codes per hour and per day: to one phone or mailbox
    /// (`LIMIT_CODES_PER_HOUR`, `_PER_DAY`), from one network address
    /// (`LIMIT_CODES_PER_ADDRESS`, `…_PER_DAY`) and in total
    /// (`LIMIT_CODES_IN_ALL`, `…_PER_DAY`).
    pub codes: CodeLimits,
    /// The maximum number of notices per channel: to one contact
    /// (`LIMIT_NOTICES_PER_CONTACT`), caused by one person
    /// (`LIMIT_NOTICES_PER_SOURCE`), about one seller
    /// (`LIMIT_NOTICES_PER_SELLER`) and in total (`LIMIT_NOTICES_IN_ALL`), each
    /// as `hour,day`. `None` in functions that send no notices.
    pub notices: Option<NoticeLimits>,
    /// Whether notices are sent (`NOTICES`, not `off`). Codes are always sent.
    pub sends_notices: bool,
    /// Whether codes can be sent by e-mail: whether `CODES_BY_EMAIL`, their sender's
    /// address, is set and not empty.
    pub codes_by_email: bool,
    /// The maximum share of a product's stock that unverified orders may hold, where the
    /// seller has set none (`LIMIT_HELD_SHARE`, percent).
    pub held_share: Share,
    /// The maximum size of a request body in bytes (`MAX_BODY_KILOBYTES`).
    pub max_body: usize,
    /// The number of partitions that a month's orders are spread over in the index of all
    /// orders (`ORDER_SHARDS`). It may be increased, but never decreased.
    pub order_shards: u32,
    /// The public URL of the pages and the API (`PUBLIC_URL`).
    pub public_url: Option<PublicUrl>,
    /// The secret that each request must carry when a distribution is in front of the pages
    /// and the API (`DISTRIBUTION_SECRET`); `None` when the API is reached directly.
    pub distribution: Option<DistributionSecret>,
    /// The external issuer whose ID tokens may be exchanged (`OIDC_ISSUER`), and the
    /// deployment's client id there (`OIDC_AUDIENCE`).
    pub oidc: Option<Oidc>,
}

/// A setting is missing or malformed.
#[derive(Debug, thiserror::Error)]
#[error("the setting {name} is {problem}")]
pub struct SettingsError {
    name: &'static str,
    problem: String,
}

impl Settings {
    /// Reads the settings through `lookup`: from a Lambda function's environment, or from
    /// the environment that the local program computes from the template.
    ///
    /// # Errors
    ///
    /// [`SettingsError`], which names the setting that is missing or malformed.
    pub fn read(lookup: impl Fn(&str) -> Option<String>) -> Result<Self, SettingsError> {
        // Only the form of the number is checked: loading the world's numbering plans
        // takes 3 ms and 4 MB, which every cold start of every function would pay.
        let admin_phone = lookup("ADMIN_PHONE")
            .filter(|text| !text.is_empty())
            .map(|text| Phone::from_stored(&text))
            .transpose()
            .map_err(|error| SettingsError { name: "ADMIN_PHONE", problem: error.to_string() })?;
        let admin_email = lookup("ADMIN_EMAIL")
            .filter(|text| !text.is_empty())
            .map(|text| text.parse())
            .transpose()
            .map_err(|error: EmailError| SettingsError {
                name: "ADMIN_EMAIL",
                problem: error.to_string(),
            })?;
        Ok(Self {
            admin_phone,
            admin_email,
            allowed_countries: required(&lookup, "ALLOWED_COUNTRIES")?
                .split(',')
                .map(|region| region.trim().to_ascii_uppercase())
                .collect(),
            holds_per_phone: number(&lookup, "LIMIT_HOLDS_PER_PHONE")?,
            codes: CodeLimits {
                per_contact: Allowance {
                    per_hour: Some(number(&lookup, "LIMIT_CODES_PER_HOUR")?),
                    per_day: Some(number(&lookup, "LIMIT_CODES_PER_DAY")?),
                },
                per_source: Allowance {
                    per_hour: limit(&lookup, "LIMIT_CODES_PER_ADDRESS")?,
                    per_day: limit(&lookup, "LIMIT_CODES_PER_ADDRESS_PER_DAY")?,
                },
                in_all: Allowance {
                    per_hour: limit(&lookup, "LIMIT_CODES_IN_ALL")?,
                    per_day: limit(&lookup, "LIMIT_CODES_IN_ALL_PER_DAY")?,
                },
            },
            notices: notices(&lookup)?,
            sends_notices: lookup("NOTICES").as_deref() != Some("off"),
            codes_by_email: lookup("CODES_BY_EMAIL").is_some_and(|sender| !sender.is_empty()),
            held_share: share(&lookup, "LIMIT_HELD_SHARE")?,
            max_body: usize::try_from(number(&lookup, "MAX_BODY_KILOBYTES")?)
                .unwrap_or(usize::MAX)
                .saturating_mul(1024),
            order_shards: number(&lookup, "ORDER_SHARDS")?,
            public_url: lookup("PUBLIC_URL")
                .filter(|text| !text.is_empty())
                .map(|text| text.parse())
                .transpose()
                .map_err(|error: PublicUrlError| SettingsError {
                    name: "PUBLIC_URL",
                    problem: error.to_string(),
                })?,
            distribution: lookup("DISTRIBUTION_SECRET").and_then(DistributionSecret::new),
            oidc: oidc(&lookup)?,
        })
    }

    /// The contacts of the deployment's administrators.
    pub fn admins(&self) -> impl Iterator<Item = Contact> {
        let phone = self.admin_phone.clone().map(Contact::Phone);
        phone.into_iter().chain(self.admin_email.clone().map(Contact::Email))
    }

    /// Whether codes may be sent to this phone's country.
    #[must_use]
    pub fn allows(&self, phone: &Phone) -> bool {
        let region = phone.region();
        self.allowed_countries
            .iter()
            .any(|allowed| allowed == "*" || region.as_deref() == Some(allowed))
    }
}

/// The external issuer. Its two settings must both be set, or neither.
fn oidc(lookup: &impl Fn(&str) -> Option<String>) -> Result<Option<Oidc>, SettingsError> {
    let given = |name| lookup(name).filter(|text| !text.is_empty());
    let missing =
        |name| SettingsError { name, problem: "missing, and its other half is not".to_owned() };
    match (given("OIDC_ISSUER"), given("OIDC_AUDIENCE")) {
        (Some(issuer), Some(audience)) => Ok(Some(Oidc { issuer, audience })),
        (None, None) => Ok(None),
        (Some(_), None) => Err(missing("OIDC_AUDIENCE")),
        (None, Some(_)) => Err(missing("OIDC_ISSUER")),
    }
}

fn required(
    lookup: &impl Fn(&str) -> Option<String>,
    name: &'static str,
) -> Result<String, SettingsError> {
    lookup(name).ok_or_else(|| SettingsError { name, problem: "not set".to_owned() })
}

fn share(
    lookup: &impl Fn(&str) -> Option<String>,
    name: &'static str,
) -> Result<Share, SettingsError> {
    let percent = number(lookup, name)?;
    Share::new(percent)
        .map_err(|error| SettingsError { name, problem: format!("`{percent}`: {error}") })
}

/// The limits of notices; `None` when the first of the four settings is not set.
fn notices(
    lookup: &impl Fn(&str) -> Option<String>,
) -> Result<Option<NoticeLimits>, SettingsError> {
    if lookup("LIMIT_NOTICES_PER_CONTACT").is_none() {
        return Ok(None);
    }
    Ok(Some(NoticeLimits {
        per_contact: allowance(lookup, "LIMIT_NOTICES_PER_CONTACT")?,
        per_source: allowance(lookup, "LIMIT_NOTICES_PER_SOURCE")?,
        per_seller: allowance(lookup, "LIMIT_NOTICES_PER_SELLER")?,
        in_all: allowance(lookup, "LIMIT_NOTICES_IN_ALL")?,
    }))
}

/// A limit per hour and one per day, for example `10,30`.
fn allowance(
    lookup: &impl Fn(&str) -> Option<String>,
    name: &'static str,
) -> Result<Allowance, SettingsError> {
    let text = required(lookup, name)?;
    let (hour, day) = text.split_once(',').ok_or_else(|| SettingsError {
        name,
        problem: format!("`{text}`, not two whole numbers with a comma between them"),
    })?;
    Ok(Allowance { per_hour: limit_in(hour, name)?, per_day: limit_in(day, name)? })
}

/// A limit; 0 means unlimited.
fn limit(
    lookup: &impl Fn(&str) -> Option<String>,
    name: &'static str,
) -> Result<Option<u32>, SettingsError> {
    limit_in(&required(lookup, name)?, name)
}

fn limit_in(text: &str, name: &'static str) -> Result<Option<u32>, SettingsError> {
    match text.parse::<u32>() {
        Ok(0) => Ok(None),
        Ok(value) => Ok(Some(value)),
        Err(_) => Err(SettingsError { name, problem: format!("`{text}`, not a whole number") }),
    }
}

fn number(
    lookup: &impl Fn(&str) -> Option<String>,
    name: &'static str,
) -> Result<u32, SettingsError> {
    let text = required(lookup, name)?;
    match text.parse::<u32>() {
        Ok(0) | Err(_) => {
            Err(SettingsError { name, problem: format!("`{text}`, not a whole number from 1") })
        }
        Ok(value) => Ok(value),
    }
}
