//! The query of a request: names and values in percent-encoded UTF-8. A parameter may be given
//! once, unless its type is a list; then each occurrence is an element.

use std::{convert::Infallible, marker::PhantomData};

use axum::extract::FromRequestParts;
use docket_app::{Faults, Granted};
use http::request::Parts;
use percent_encoding::percent_decode_str;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, map::Entry};

use super::{names::Form, reader};
use crate::http::ApiError;

/// A query that has not been read yet.
#[derive(Debug)]
pub struct Query<T> {
    text: String,
    of: PhantomData<fn() -> T>,
}

impl<S, T> FromRequestParts<S> for Query<T>
where
    S: Send + Sync,
{
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let text = parts.uri.query().unwrap_or_default().to_owned();
        Ok(Self { text, of: PhantomData })
    }
}

impl<T: DeserializeOwned> Query<T> {
    /// Reads the parameters, and then checks with `rules` what their types do not
    /// express. All faults are reported together.
    ///
    /// # Errors
    ///
    /// Every invalid parameter.
    pub fn read<R>(
        self,
        _: &Granted,
        rules: impl FnOnce(T, &mut Faults) -> Option<R>,
    ) -> Result<R, ApiError> {
        let mut faults = Faults::of_parameters();
        let pairs = pairs(&self.text, &mut faults);
        let value = reader::read(&Value::Object(pairs), Form::Query, &mut faults);
        let value = value.and_then(|value| rules(value, &mut faults));
        Ok(faults.none_in(value)?)
    }

    /// Reads parameters whose further rules are checked later.
    ///
    /// # Errors
    ///
    /// As [`Self::read`].
    pub fn value(self, granted: &Granted) -> Result<T, ApiError> {
        self.read(granted, |value, _| Some(value))
    }
}

/// The parameters by name, as forms write them (`+` is a space). What is given
/// more than once is a list.
fn pairs(query: &str, faults: &mut Faults) -> Map<String, Value> {
    let mut pairs = Map::new();
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        let Some(name) = decoded(name) else {
            faults.add(
                name,
                "must have a name of percent-encoded UTF-8; write a percent sign as %25",
            );
            continue;
        };
        let value = decoded(value);
        if value.is_none() {
            faults.add(&name, "must be percent-encoded UTF-8; write a percent sign as %25");
        }
        let value = Value::String(value.unwrap_or_default());
        match pairs.entry(name) {
            Entry::Vacant(free) => {
                free.insert(value);
            }
            Entry::Occupied(mut taken) => match taken.get_mut() {
                Value::Array(items) => items.push(value),
                first => *first = Value::Array(vec![first.take(), value]),
            },
        }
    }
    pairs
}

fn decoded(text: &str) -> Option<String> {
    let mut after = text.split('%').skip(1);
    let hex = |byte: &u8| byte.is_ascii_hexdigit();
    if !after.all(|rest| rest.as_bytes().get(..2).is_some_and(|two| two.iter().all(hex))) {
        return None;
    }
    let text = text.replace('+', " ");
    percent_decode_str(&text).decode_utf8().ok().map(std::borrow::Cow::into_owned)
}
