//! Many at once, on a bad network too.

mod network;
mod rush;
