use docket_platform::payments::ProviderError;
use serde::{Deserialize, de::DeserializeOwned};

const NOT_UNDERSTOOD: ProviderError = ProviderError::Unknown("its answer is not understood");

/// The JSON form of one kind of Stripe object, and its conversion to a type of the port.
pub trait Answer: DeserializeOwned {
    /// The type of the port.
    type Meaning;

    /// Converts the object; `None` when its content is not as expected.
    fn meaning(self) -> Option<Self::Meaning>;
}

/// Parses a body with one object.
pub fn read<T: Answer>(body: &[u8]) -> Result<T::Meaning, ProviderError> {
    serde_json::from_slice(body).ok().and_then(T::meaning).ok_or(NOT_UNDERSTOOD)
}

/// Checks that a response is about the requested object.
pub fn checked<T>(answer: T, is_that: impl FnOnce(&T) -> bool) -> Result<T, ProviderError> {
    if is_that(&answer) { Ok(answer) } else { Err(NOT_UNDERSTOOD) }
}

/// One page of a list.
pub struct Page<T> {
    pub items: Vec<T>,
    pub has_more: bool,
}

/// Parses a body with a page of a list.
pub fn read_page<T: Answer>(body: &[u8]) -> Result<Page<T::Meaning>, ProviderError> {
    let page: PageAnswer<T> = serde_json::from_slice(body).map_err(|_| NOT_UNDERSTOOD)?;
    let items = page.data.into_iter().map(T::meaning).collect::<Option<Vec<_>>>();
    let items = items.filter(|_| page.object == "list").ok_or(NOT_UNDERSTOOD)?;
    Ok(Page { items, has_more: page.has_more })
}

#[derive(Deserialize)]
struct PageAnswer<T> {
    object: String,
    data: Vec<T>,
    has_more: bool,
}
