//! What hostile guests cost: codes by phone, by address and in all.

mod codes;
mod hostile_hour;
