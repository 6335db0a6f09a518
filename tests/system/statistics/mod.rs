//! Each change counts once, and what does not add up is found.

mod books;
mod counting;
mod reconciling;
mod stream;
