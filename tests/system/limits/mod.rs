//! Tests the limits of verification codes by phone, by IP address and for the whole deployment.

mod codes;
mod hostile_hour;
