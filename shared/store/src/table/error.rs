/// An error of reading or writing the table.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The table did not answer in time. A write may have happened.
    #[error("the table is unavailable: {0}")]
    Unavailable(String),
    /// Other requests kept changing these items. A later retry may succeed.
    #[error("too many changes at the same time")]
    Busy,
    /// An item does not have the expected form.
    #[error("the item {key} cannot be read: {problem}")]
    Corrupt {
        /// Its partition key.
        key: String,
        /// What is wrong with it. It contains no personal data.
        problem: String,
    },
}
