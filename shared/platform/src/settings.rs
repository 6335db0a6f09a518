use docket_domain::Phone;

/// What a deployment may set; the template holds the defaults.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The phone that is an admin without being listed (`ADMIN_PHONE`).
    pub admin_phone: Option<Phone>,
    /// ISO 3166 regions whose phones may get codes (`ALLOWED_COUNTRIES`,
    /// comma-separated, `*` for all).
    pub allowed_countries: Vec<String>,
    /// The most unverified orders that one phone may hold at a time
    /// (`LIMIT_HOLDS_PER_PHONE`).
    pub holds_per_phone: u32,
    /// The most codes that one phone or address gets in an hour
    /// (`LIMIT_CODES_PER_HOUR`).
    pub codes_per_hour: u32,
    /// The number of partitions a month's orders are spread over in the index
    /// of all orders (`ORDER_SHARDS`); may grow, never shrink.
    pub order_shards: u32,
}

/// A setting is missing or malformed.
#[derive(Debug, thiserror::Error)]
#[error("the setting {name} is {problem}")]
pub struct SettingsError {
    name: &'static str,
    problem: String,
}

impl Settings {
    /// Reads the settings through `lookup`: a Lambda's environment, or what
    /// the local program takes from the template.
    ///
    /// # Errors
    ///
    /// [`SettingsError`] names the setting that is missing or malformed.
    pub fn read(lookup: impl Fn(&str) -> Option<String>) -> Result<Self, SettingsError> {
        let admin_phone = lookup("ADMIN_PHONE")
            .filter(|text| !text.is_empty())
            .map(|text| text.parse::<Phone>())
            .transpose()
            .map_err(|error| SettingsError { name: "ADMIN_PHONE", problem: error.to_string() })?;
        Ok(Self {
            admin_phone,
            allowed_countries: required(&lookup, "ALLOWED_COUNTRIES")?
                .split(',')
                .map(|region| region.trim().to_ascii_uppercase())
                .collect(),
            holds_per_phone: number(&lookup, "LIMIT_HOLDS_PER_PHONE")?,
            codes_per_hour: number(&lookup, "LIMIT_CODES_PER_HOUR")?,
            order_shards: number(&lookup, "ORDER_SHARDS")?,
        })
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

fn required(
    lookup: &impl Fn(&str) -> Option<String>,
    name: &'static str,
) -> Result<String, SettingsError> {
    lookup(name).ok_or_else(|| SettingsError { name, problem: "not set".to_owned() })
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
