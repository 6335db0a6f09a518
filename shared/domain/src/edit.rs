/// What a partial change does to a field that may be empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Edit<T> {
    /// Leaves it as it is.
    #[default]
    Keep,
    /// Empties it.
    Clear,
    /// Gives it a value.
    Set(T),
}

impl<T> Edit<T> {
    /// The same edit of a borrowed value.
    pub const fn as_ref(&self) -> Edit<&T> {
        match self {
            Self::Keep => Edit::Keep,
            Self::Clear => Edit::Clear,
            Self::Set(value) => Edit::Set(value),
        }
    }

    /// The same edit with another value.
    pub fn map<U>(self, map: impl FnOnce(T) -> U) -> Edit<U> {
        match self {
            Self::Keep => Edit::Keep,
            Self::Clear => Edit::Clear,
            Self::Set(value) => Edit::Set(map(value)),
        }
    }

    /// The same edit with another value; an error when there is no such value.
    ///
    /// # Errors
    ///
    /// What `map` refuses with.
    pub fn try_map<U, E>(self, map: impl FnOnce(T) -> Result<U, E>) -> Result<Edit<U>, E> {
        Ok(match self {
            Self::Keep => Edit::Keep,
            Self::Clear => Edit::Clear,
            Self::Set(value) => Edit::Set(map(value)?),
        })
    }
}

impl<T: Clone> Edit<T> {
    /// The field after the edit.
    #[must_use]
    pub fn of(&self, old: Option<&T>) -> Option<T> {
        match self {
            Self::Keep => old.cloned(),
            Self::Clear => None,
            Self::Set(value) => Some(value.clone()),
        }
    }
}
