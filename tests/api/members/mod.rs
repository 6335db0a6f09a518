//! Members: adding, inviting, listing and disabling them.

mod addresses;
mod invitations;
mod list;
mod revoking;
mod update;
