//! What is wrong with a request, and where.

use docket_domain::Edit;

use super::{AppError, Fault};

/// The most faults that one answer names.
const MOST: usize = 100;
/// The most characters of a place that an answer repeats.
const MAX_ECHO: usize = 200;

/// What is wrong with a request, so that all of it is said at once: of each
/// place once, what was noticed first.
#[derive(Debug, Clone, Default)]
pub struct Faults {
    found: Vec<Fault>,
    /// The part of the body that is being read.
    part: String,
    in_query: bool,
    /// Whether there is more than vouchers that cannot be redeemed.
    not_only_vouchers: bool,
}

impl Faults {
    /// Of a query, whose places are names of parameters.
    #[must_use]
    pub fn of_parameters() -> Self {
        Self { in_query: true, ..Self::default() }
    }

    /// One more, unless its place, or all of what it is part of, is at fault
    /// already.
    pub fn add(&mut self, pointer: impl AsRef<str>, detail: impl ToString) {
        self.note(pointer.as_ref(), detail, true);
    }

    /// A voucher that cannot be redeemed.
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

    /// Whether there are any.
    #[must_use]
    pub const fn are_there(&self) -> bool {
        !self.found.is_empty()
    }

    /// Whether a place, or all of what it is part of, is at fault.
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

    /// Reads a part of the body, whose places are seen from there.
    pub fn within<R>(&mut self, part: &str, read: impl FnOnce(&mut Self) -> R) -> R {
        let outside = self.part.len();
        self.part.push_str(part);
        let value = read(self);
        self.part.truncate(outside);
        value
    }

    /// A text that must be there.
    pub fn parse<T>(&mut self, pointer: &str, text: &str) -> Option<T>
    where
        T: std::str::FromStr<Err: std::fmt::Display>,
    {
        self.note_error(pointer, text.parse())
    }

    /// A list of texts; those that cannot be read are among the faults.
    pub fn parse_all<T>(&mut self, pointer: &str, texts: &[String]) -> Vec<T>
    where
        T: std::str::FromStr<Err: std::fmt::Display>,
    {
        let read = |(at, text): (usize, &String)| self.parse(&format!("{pointer}/{at}"), text);
        texts.iter().enumerate().filter_map(read).collect()
    }

    /// A value, or what is wrong with it.
    pub fn note_error<T>(
        &mut self,
        pointer: &str,
        value: Result<T, impl std::fmt::Display>,
    ) -> Option<T> {
        value.map_err(|error| self.add(pointer, error)).ok()
    }

    /// A value, or the places that the domain refuses.
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

    /// A text that may be emptied.
    pub fn edit<T>(&mut self, pointer: &str, text: Edit<String>) -> Edit<T>
    where
        T: std::str::FromStr<Err: std::fmt::Display>,
    {
        self.edit_with(pointer, text, |text| text.parse())
    }

    /// A value that may be emptied.
    pub fn edit_with<V, T, E: std::fmt::Display>(
        &mut self,
        pointer: &str,
        value: Edit<V>,
        read: impl FnOnce(V) -> Result<T, E>,
    ) -> Edit<T> {
        let read = value.try_map(|value| self.note_error(pointer, read(value)).ok_or(()));
        // What cannot be read is among the faults.
        read.unwrap_or(Edit::Keep)
    }

    /// A text that may be absent.
    pub fn maybe<T>(&mut self, pointer: &str, text: Option<&str>) -> Option<T>
    where
        T: std::str::FromStr<Err: std::fmt::Display>,
    {
        text.and_then(|text| self.parse(pointer, text))
    }

    /// A value that may be absent.
    pub fn maybe_with<V, T, E: std::fmt::Display>(
        &mut self,
        pointer: &str,
        value: Option<V>,
        read: impl FnOnce(V) -> Result<T, E>,
    ) -> Option<T> {
        value.and_then(|value| self.note_error(pointer, read(value)))
    }

    /// That there are none.
    ///
    /// # Errors
    ///
    /// Names them all.
    pub fn none(self) -> Result<(), AppError> {
        match self.found.as_slice() {
            [] => Ok(()),
            [_, ..] if self.not_only_vouchers => Err(AppError::Invalid(self.found)),
            [_, ..] => Err(AppError::VoucherRejected(self.found)),
        }
    }

    /// What was read, if there are none.
    ///
    /// # Errors
    ///
    /// Names them all.
    pub fn none_in<T>(self, value: Option<T>) -> Result<T, AppError> {
        self.none()?;
        value.ok_or_else(|| {
            Fault::at("", "the request does not have the form that this operation takes").into()
        })
    }
}
