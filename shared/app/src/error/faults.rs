//! Collecting all faults of a request.

use docket_domain::Edit;

use super::{AppError, Fault};

/// The most faults in one response.
const MOST: usize = 100;
/// The most characters of a place in a response, because the place may be text from the client.
const MAX_ECHO: usize = 200;

/// The faults of a request, which are all reported at once. Each place has one fault: the first
/// that was found.
#[derive(Debug, Clone, Default)]
pub struct Faults {
    found: Vec<Fault>,
    /// The part of the body that is being read.
    part: String,
    in_query: bool,
    /// Whether there are other faults than vouchers that cannot be redeemed.
    not_only_vouchers: bool,
}

impl Faults {
    /// The faults of a query, whose places are names of parameters.
    #[must_use]
    pub fn of_parameters() -> Self {
        Self { in_query: true, ..Self::default() }
    }

    /// Adds a fault, unless its place or a place that contains it has a fault already.
    pub fn add(&mut self, pointer: impl AsRef<str>, detail: impl ToString) {
        self.note(pointer.as_ref(), detail, true);
    }

    /// Adds the fault that a voucher cannot be redeemed.
    pub fn add_voucher(&mut self, pointer: impl AsRef<str>, refusal: impl ToString) {
        self.note(pointer.as_ref(), refusal, false);
    }

    fn note(&mut self, pointer: &str, detail: impl ToString, not_voucher: bool) {
        if self.has(pointer) || self.found.len() == MOST {
            return;
        }
        let place = self.place(pointer).chars().take(MAX_ECHO).collect::<String>();
        let fault =
            if self.in_query { Fault::parameter(&place, detail) } else { Fault::at(place, detail) };
        self.found.push(fault);
        self.not_only_vouchers |= not_voucher;
    }

    /// Whether there are faults.
    #[must_use]
    pub const fn are_there(&self) -> bool {
        !self.found.is_empty()
    }

    /// Whether a place, or a place that contains it, has a fault.
    #[must_use]
    pub fn has(&self, pointer: &str) -> bool {
        let place = self.place(pointer);
        self.found.iter().any(|fault| match (&fault.pointer, &fault.parameter) {
            (Some(pointer), _) => place
                .strip_prefix(pointer.as_str())
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('/')),
            (None, Some(parameter)) => *parameter == place,
            (None, None) => false,
        })
    }

    fn place(&self, pointer: &str) -> String {
        match pointer.strip_prefix('/') {
            Some(name) if self.in_query => name.replace("~1", "/").replace("~0", "~"),
            Some(_) | None => format!("{}{pointer}", self.part),
        }
    }

    /// Reads a part of the body. Pointers that `read` uses are relative to that part.
    pub fn within<R>(&mut self, part: &str, read: impl FnOnce(&mut Self) -> R) -> R {
        let outside = self.part.len();
        self.part.push_str(part);
        let value = read(self);
        self.part.truncate(outside);
        value
    }

    /// Parses a required text.
    pub fn parse<T>(&mut self, pointer: &str, text: &str) -> Option<T>
    where
        T: std::str::FromStr<Err: std::fmt::Display>,
    {
        self.note_error(pointer, text.parse())
    }

    /// Parses a list of texts. Texts that cannot be parsed are added as faults and left out.
    pub fn parse_all<T>(&mut self, pointer: &str, texts: &[String]) -> Vec<T>
    where
        T: std::str::FromStr<Err: std::fmt::Display>,
    {
        let read = |(at, text): (usize, &String)| self.parse(&format!("{pointer}/{at}"), text);
        texts.iter().enumerate().filter_map(read).collect()
    }

    /// The value of a result. An error is added as a fault.
    pub fn note_error<T>(
        &mut self,
        pointer: &str,
        value: Result<T, impl std::fmt::Display>,
    ) -> Option<T> {
        value.map_err(|error| self.add(pointer, error)).ok()
    }

    /// The value of a result. The places that the domain refuses are added as faults.
    pub fn refuse<T>(&mut self, value: Result<T, impl Into<AppError>>) -> Option<T> {
        match value {
            Ok(value) => Some(value),
            Err(error) => {
                for fault in error.into().explain().faults {
                    if let Some(pointer) = fault.pointer {
                        self.add(pointer, fault.detail);
                    }
                }
                None
            }
        }
    }

    /// Parses an edit of an optional text.
    pub fn edit<T>(&mut self, pointer: &str, text: Edit<String>) -> Edit<T>
    where
        T: std::str::FromStr<Err: std::fmt::Display>,
    {
        self.edit_with(pointer, text, |text| text.parse())
    }

    /// Reads an edit of an optional value.
    pub fn edit_with<V, T, E: std::fmt::Display>(
        &mut self,
        pointer: &str,
        value: Edit<V>,
        read: impl FnOnce(V) -> Result<T, E>,
    ) -> Edit<T> {
        let read = value.try_map(|value| self.note_error(pointer, read(value)).ok_or(()));
        // A value that cannot be read was added as a fault.
        read.unwrap_or(Edit::Keep)
    }

    /// Parses an optional text.
    pub fn maybe<T>(&mut self, pointer: &str, text: Option<&str>) -> Option<T>
    where
        T: std::str::FromStr<Err: std::fmt::Display>,
    {
        text.and_then(|text| self.parse(pointer, text))
    }

    /// Reads an optional value.
    pub fn maybe_with<V, T, E: std::fmt::Display>(
        &mut self,
        pointer: &str,
        value: Option<V>,
        read: impl FnOnce(V) -> Result<T, E>,
    ) -> Option<T> {
        value.and_then(|value| self.note_error(pointer, read(value)))
    }

    /// Succeeds if there are no faults.
    ///
    /// # Errors
    ///
    /// All faults that were found.
    pub fn none(self) -> Result<(), AppError> {
        match self.found.as_slice() {
            [] => Ok(()),
            [_, ..] if self.not_only_vouchers => Err(AppError::Invalid(self.found)),
            [_, ..] => Err(AppError::VoucherRejected(self.found)),
        }
    }

    /// The value that was read, if there are no faults.
    ///
    /// # Errors
    ///
    /// All faults that were found.
    pub fn none_in<T>(self, value: Option<T>) -> Result<T, AppError> {
        self.none()?;
        value.ok_or_else(|| {
            Fault::at("", "the request does not have the form that this operation takes").into()
        })
    }
}
