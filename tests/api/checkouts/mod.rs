//! Orders of several sellers that are placed together and confirmed by one code.

mod confirming;
mod placing;
