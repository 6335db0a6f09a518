//! Sessions, and the claims of their tokens.

use docket_domain::{CustomerKey, Grant, Member, MemberId, Role};
use docket_platform::Claims;

/// The session of a person who signed in: the role and the contact.
#[derive(Debug)]
pub struct Session {
    /// The role.
    pub bearer: Bearer,
    /// The contact that this sign-in proved.
    pub contact: Proven,
}

/// The role of a session.
#[derive(Debug)]
pub enum Bearer {
    /// The buyer with the proven contact.
    Buyer,
    /// A member, with what was granted and the epoch of the tokens.
    Member(MemberId, Grant, u32),
}

/// A contact that a sign-in proved.
#[derive(Debug, Clone)]
pub struct Proven {
    /// Its key.
    pub key: CustomerKey,
    /// The epoch of its tokens.
    pub epoch: u32,
    /// Whether the proof was an ID token of the external issuer and not a code.
    pub external: bool,
}

impl Proven {
    /// The contact that a token proves; `None` when it contains no contact.
    #[must_use]
    pub fn of(claims: &Claims) -> Option<Self> {
        let key = claims.contact.as_ref()?.parse().ok()?;
        Some(Self { key, epoch: claims.contact_epoch, external: claims.external })
    }
}

impl From<Member> for Bearer {
    fn from(member: Member) -> Self {
        Self::Member(member.id, member.grant, member.epoch)
    }
}

impl Session {
    /// The role of the tokens.
    #[must_use]
    pub const fn role(&self) -> Role {
        match &self.bearer {
            Bearer::Buyer => Role::Buyer,
            Bearer::Member(_, grant, _) => grant.role(),
        }
    }

    /// The claims of the tokens with a sequence number in a family.
    pub(super) fn claims(&self, family: String, seq: u32) -> Claims {
        let (sub, seller, epoch) = match &self.bearer {
            Bearer::Buyer => (self.contact.key.to_string(), None, 0),
            Bearer::Member(id, grant, epoch) => {
                (id.to_string(), grant.seller().map(ToString::to_string), *epoch)
            }
        };
        Claims {
            sub,
            role: self.role().name().to_owned(),
            seller,
            family,
            seq,
            epoch,
            contact: Some(self.contact.key.to_string()),
            contact_epoch: self.contact.epoch,
            external: self.contact.external,
        }
    }
}
