//! Tests of the keys that sign tokens: they are made at deployment, and a function does not start
//! with keys that others may know.

mod make_keys;
mod refused_starts;
mod stack;
