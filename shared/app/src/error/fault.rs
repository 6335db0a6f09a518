//! A fault: a place in a request, and what is wrong there.

/// A place in a request that is at fault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// JSON pointer into the body.
    pub pointer: Option<String>,
    /// Name of a header, or of a parameter in path or query.
    pub parameter: Option<String>,
    /// What is wrong.
    pub detail: String,
}

impl Fault {
    /// A fault at a place in the body.
    pub fn at(pointer: impl Into<String>, detail: impl ToString) -> Self {
        Self { pointer: Some(pointer.into()), parameter: None, detail: detail.to_string() }
    }

    /// This fault, with its place inside a part of the body.
    #[must_use]
    pub fn under(self, part: &str) -> Self {
        Self { pointer: self.pointer.map(|pointer| format!("{part}{pointer}")), ..self }
    }

    /// A fault in a header or parameter.
    pub fn parameter(name: &str, detail: impl ToString) -> Self {
        Self { pointer: None, parameter: Some(name.to_owned()), detail: detail.to_string() }
    }
}
