//! Somebody who signed in, and what their tokens say.

use docket_domain::{CustomerKey, Grant, Member, MemberId, Role};
use docket_platform::Claims;

/// Somebody who signed in: in which role, and with which contact.
#[derive(Debug)]
pub struct Session {
    /// In which role.
    pub bearer: Bearer,
    /// The contact that this sign-in proved.
    pub contact: Proven,
}

/// In which role somebody signs in.
#[derive(Debug)]
pub enum Bearer {
    /// As the buyer with the proven contact.
    Buyer,
    /// As a member, with the epoch of the tokens.
    Member(MemberId, Grant, u32),
}

/// A contact that a sign-in proved.
#[derive(Debug, Clone)]
pub struct Proven {
    /// Its key.
    pub key: CustomerKey,
    /// The epoch of its tokens.
    pub epoch: u32,
    /// Whether the external issuer's word was the proof, and no code of ours.
    pub external: bool,
}

impl Proven {
    /// What a token proves; nothing where it names no contact.
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

    /// What the tokens at a place of a family say.
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
