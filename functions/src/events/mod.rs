//! What the table's stream sets off: events, and the messages that they cause.

mod detail;
pub mod notify;
pub mod publish;
pub mod send_code;
