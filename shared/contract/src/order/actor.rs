use serde::{Deserialize, Serialize};

use crate::ActorId;

/// Who caused a change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
pub struct Actor {
    /// The role in which they did it.
    pub role: Role,
    /// A customer key, a member's id or, for `system`, the name of a function.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schemas", schemars(with = "ActorId"))]
    pub id: Option<ActorId>,
}

/// The role in which somebody caused a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// The customer who placed the order.
    Buyer,
    /// Staff of the order's seller.
    Seller,
    /// A driver of the order's seller.
    Driver,
    /// An administrator of the deployment.
    Admin,
    /// Docket itself.
    System,
    /// One of a later version; never written.
    #[serde(other, skip_serializing)]
    Unknown,
}
