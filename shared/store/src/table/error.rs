/// The table could not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// It did not answer, or not in time; the outcome may be unknown.
    #[error("the table is unavailable: {0}")]
    Unavailable(String),
    /// Others kept changing the same items; trying again later will do.
    #[error("too many changes at the same time")]
    Busy,
    /// An item does not read as what it should be.
    #[error("the item {key} cannot be read: {problem}")]
    Corrupt {
        /// Its partition key.
        key: String,
        /// What is wrong with it; holds no personal data.
        problem: String,
    },
}
