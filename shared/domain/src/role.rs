//! The roles of actors.

/// The role of an actor, as lifecycles and responses name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// The buyer of an order, with a verified phone.
    Buyer,
    /// Staff of one seller.
    Seller,
    /// A driver of one seller.
    Driver,
    /// The deployment's administrators.
    Admin,
    /// Functions that run without a person.
    System,
}

impl Role {
    /// Every role.
    pub const ALL: [Self; 5] = [Self::Buyer, Self::Seller, Self::Driver, Self::Admin, Self::System];

    /// The name in requests, responses and tokens.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Buyer => "buyer",
            Self::Seller => "seller",
            Self::Driver => "driver",
            Self::Admin => "admin",
            Self::System => "system",
        }
    }

    /// The role called `name`.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.name() == name)
    }

    /// Whether members have the role.
    #[must_use]
    pub const fn is_member(self) -> bool {
        match self {
            Self::Seller | Self::Driver | Self::Admin => true,
            Self::Buyer | Self::System => false,
        }
    }

    /// Whether a token of an external issuer is enough to sign in with this role. Administrators
    /// must use the deployment's own codes, because they appoint everybody else: a compromised
    /// issuer must not be able to act as one.
    #[must_use]
    pub const fn is_open_to_external_issuer(self) -> bool {
        match self {
            Self::Buyer | Self::Seller | Self::Driver => true,
            Self::Admin | Self::System => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_role_is_found_by_its_name() {
        for role in Role::ALL {
            assert_eq!(Role::from_name(role.name()), Some(role));
        }
        assert_eq!(Role::from_name("Admin"), None);
        assert_eq!(Role::from_name(""), None);
    }
}
