use serde::{Deserialize, Serialize};

use crate::ActorId;

/// Person or function that caused a change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
pub struct Actor {
    /// Role in which the change was made.
    pub role: Role,
    /// Identifier of the actor: a customer key, a member's identifier or, for `system`, the name of
    /// a function.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schemas", schemars(with = "ActorId"))]
    pub id: Option<ActorId>,
}

/// Role in which a change was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// The customer who placed the order.
    Buyer,
    /// A member of the staff of the order's seller.
    Seller,
    /// A driver of the order's seller.
    Driver,
    /// An administrator of the deployment.
    Admin,
    /// Docket itself, by one of its functions.
    System,
    /// Value of a later version of the schema.
    /// It is read, and never written.
    #[serde(other, skip_serializing)]
    Unknown,
}
