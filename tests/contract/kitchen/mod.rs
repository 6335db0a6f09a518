//! Every cell of the kitchen's lifecycle, as a table and over HTTP.

mod cells;
mod overriding;
mod table;
