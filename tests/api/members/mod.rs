//! Members: adding, inviting and listing them, and cutting them off.

mod addresses;
mod invitations;
mod list;
mod revoking;
mod update;
