//! The kitchen's lifecycle: the result of every command in every status, in the domain and over
//! HTTP.

mod cells;
mod overriding;
mod table;
