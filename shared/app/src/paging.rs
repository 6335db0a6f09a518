//! Pages of lists: their size, their beginning, and the cursor of the next page. A cursor is
//! opaque, signed, and bound to the caller and the query that it was issued for.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use docket_platform::{MAC_BYTES, SecretKey, equal_in_constant_time};

use crate::{App, AppError, Fault};

/// The length of a cursor's signature in bytes.
const SIGNATURE: usize = 12;

/// The number of items on a page: 1 to 100, 50 by default.
#[derive(Debug, Clone, Copy)]
pub struct Limit(u32);

impl Limit {
    /// Checks the `limit` parameter.
    ///
    /// # Errors
    ///
    /// [`Fault`] for a limit that is out of range.
    pub fn read(limit: Option<u32>) -> Result<Self, Fault> {
        Self::at_most(100, limit)
    }

    /// Checks the `limit` of a list whose pages have at most `most` items and 50 by default.
    ///
    /// # Errors
    ///
    /// [`Fault`] for a limit that is out of range.
    pub fn at_most(most: u32, limit: Option<u32>) -> Result<Self, Fault> {
        Self::within(most, limit.unwrap_or(50))
    }

    /// Checks the `limit` of a list whose pages have at most `most` items, and that many by
    /// default.
    ///
    /// # Errors
    ///
    /// [`Fault`] for a limit that is out of range.
    pub fn up_to(most: u32, limit: Option<u32>) -> Result<Self, Fault> {
        Self::within(most, limit.unwrap_or(most))
    }

    fn within(most: u32, limit: u32) -> Result<Self, Fault> {
        if (1..=most).contains(&limit) {
            return Ok(Self(limit));
        }
        Err(Fault::parameter("limit", format!("must be between 1 and {most}")))
    }
}

/// Cursors of one caller and one query.
#[derive(Debug)]
pub struct Cursors<'a> {
    ids: &'a SecretKey,
    caller: &'a str,
    query: Vec<&'a str>,
}

impl<'a> Cursors<'a> {
    /// The cursors of a request by `caller` for `query`, which contains all parameters but limit
    /// and cursor.
    ///
    /// # Errors
    ///
    /// [`AppError::Key`] when this function was not given the id key.
    pub fn of(app: &'a App, caller: &'a str, query: &[&'a str]) -> Result<Self, AppError> {
        Ok(Self { ids: app.keys.ids()?, caller, query: query.to_vec() })
    }

    /// The cursor of a position.
    #[must_use]
    pub fn cursor(&self, place: &str) -> String {
        let signature = &self.sign(place)[..SIGNATURE];
        URL_SAFE_NO_PAD.encode([signature, place.as_bytes()].concat())
    }

    /// The position that a cursor contains. `parameter` is the name of the cursor's parameter, for
    /// the fault.
    ///
    /// # Errors
    ///
    /// [`Fault`] for a cursor that is damaged, or was issued for another query or caller.
    pub fn place(&self, parameter: &str, cursor: &str) -> Result<String, Fault> {
        let refusal = || Fault::parameter(parameter, "must be a cursor that this list answered");
        let bytes = URL_SAFE_NO_PAD.decode(cursor).map_err(|_| refusal())?;
        let (signature, place) = bytes.split_at_checked(SIGNATURE).ok_or_else(refusal)?;
        let place = std::str::from_utf8(place).map_err(|_| refusal())?;
        if !equal_in_constant_time(signature, &self.sign(place)[..SIGNATURE]) {
            return Err(refusal());
        }
        Ok(place.to_owned())
    }

    fn sign(&self, place: &str) -> [u8; MAC_BYTES] {
        let mut parts: Vec<&[u8]> = vec![b"cursor", self.caller.as_bytes(), place.as_bytes()];
        parts.extend(self.query.iter().map(|part| part.as_bytes()));
        self.ids.mac(&parts)
    }
}

/// A requested page: its beginning, its size, and the cursors for the next one.
#[derive(Debug)]
pub struct PageRequest<'a> {
    cursors: Cursors<'a>,
    limit: Limit,
    after: Option<String>,
}

impl<'a> PageRequest<'a> {
    /// Reads the `cursor` of a request by `caller` for `query`, which contains all parameters but
    /// limit and cursor.
    ///
    /// # Errors
    ///
    /// [`AppError::Invalid`] for a cursor that is damaged, or was issued for another query or
    /// caller; [`AppError::Key`] when this function was not given the id key.
    pub fn read(
        app: &'a App,
        limit: Limit,
        (caller, query): (&'a str, &[&'a str]),
        cursor: Option<&str>,
    ) -> Result<Self, AppError> {
        let cursors = Cursors::of(app, caller, query)?;
        let after = cursor.map(|cursor| cursors.place("cursor", cursor)).transpose()?;
        Ok(Self { cursors, limit, after })
    }

    /// The position at which the previous page ended.
    #[must_use]
    pub fn after(&self) -> Option<&str> {
        self.after.as_deref()
    }

    /// The most items on the page.
    #[must_use]
    pub const fn limit(&self) -> u32 {
        self.limit.0
    }

    /// The cursor of the page that begins after a position.
    #[must_use]
    pub fn cursor(&self, place: &str) -> String {
        self.cursors.cursor(place)
    }
}
