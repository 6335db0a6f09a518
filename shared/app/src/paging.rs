//! Pages of lists: how much one holds, where it begins, and the cursor that
//! names the next one. A cursor is opaque, signed, and bound to the caller and
//! the query that it came from.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use docket_platform::{MAC_BYTES, SecretKey, equal_in_constant_time};

use crate::{App, AppError, Fault};

/// Bytes of a cursor's signature.
const SIGNATURE: usize = 12;

/// How many items a page holds: 1 to 100, 50 unless asked.
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

    /// Checks it where a page may hold more: 50 unless asked.
    ///
    /// # Errors
    ///
    /// [`Fault`] for a limit that is out of range.
    pub fn at_most(most: u32, limit: Option<u32>) -> Result<Self, Fault> {
        Self::within(most, limit.unwrap_or(50))
    }

    /// Checks it where a page holds fewer.
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
    /// Those of a request by `caller` who asks for `query`, which is all of the
    /// request but limit and cursor.
    ///
    /// # Errors
    ///
    /// [`AppError::Key`] when this function was not given the id key.
    pub fn of(app: &'a App, caller: &'a str, query: &[&'a str]) -> Result<Self, AppError> {
        Ok(Self { ids: app.keys.ids()?, caller, query: query.to_vec() })
    }

    /// The cursor of a place.
    #[must_use]
    pub fn cursor(&self, place: &str) -> String {
        let signature = &self.sign(place)[..SIGNATURE];
        URL_SAFE_NO_PAD.encode([signature, place.as_bytes()].concat())
    }

    /// The place that a cursor names, which is the value of this parameter.
    ///
    /// # Errors
    ///
    /// [`Fault`] for a cursor that is damaged, or of another query or caller.
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

/// A page that is asked for: where it begins, how much it holds, and by what the
/// next one is named.
#[derive(Debug)]
pub struct PageRequest<'a> {
    cursors: Cursors<'a>,
    limit: Limit,
    after: Option<String>,
}

impl<'a> PageRequest<'a> {
    /// Reads the `cursor` of a request by `caller` who asks for `query`, which is
    /// all of the request but limit and cursor.
    ///
    /// # Errors
    ///
    /// [`AppError::Invalid`] for a cursor that is damaged, or of another query or
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

    /// Where the former page ended.
    #[must_use]
    pub fn after(&self) -> Option<&str> {
        self.after.as_deref()
    }

    /// The most items that it holds.
    #[must_use]
    pub const fn limit(&self) -> u32 {
        self.limit.0
    }

    /// The cursor of the page that begins after a place.
    #[must_use]
    pub fn cursor(&self, place: &str) -> String {
        self.cursors.cursor(place)
    }
}
