use docket_domain::{Grant, Member, Role};
use serde::{Deserialize, Serialize};

use super::{Malformed, maybe, parse, phone};
use crate::keys;

/// A member's item.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct MemberRecord {
    pk: String,
    sk: String,
    /// The seller's members, by id.
    #[serde(skip_serializing_if = "Option::is_none")]
    gs: Option<String>,
    k: String,
    /// Name, phone, role, seller, whether disabled.
    nm: String,
    cp: String,
    rl: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    se: Option<String>,
    #[serde(default)]
    off: bool,
}

impl MemberRecord {
    pub(crate) fn new(member: &Member) -> Self {
        let seller = member.grant.seller();
        Self {
            pk: keys::member(&member.id),
            sk: keys::MEMBER.to_owned(),
            gs: seller.map(keys::members_of),
            k: member.id.to_string(),
            nm: member.name.to_string(),
            cp: member.phone.as_str().to_owned(),
            rl: member.grant.role().name().to_owned(),
            se: seller.map(ToString::to_string),
            off: member.disabled,
        }
    }
}

impl TryFrom<MemberRecord> for Member {
    type Error = Malformed;

    fn try_from(record: MemberRecord) -> Result<Self, Malformed> {
        let seller = maybe("se", record.se.as_deref())?;
        let grant = match (Role::from_name(&record.rl), seller) {
            (Some(Role::Seller), Some(seller)) => Grant::Seller(seller),
            (Some(Role::Driver), Some(seller)) => Grant::Driver(seller),
            (Some(Role::Admin), None) => Grant::Admin,
            (_, _) => return Err(Malformed::new("rl", "does not fit its seller")),
        };
        Ok(Self {
            id: parse("pk", record.pk.strip_prefix("M#").unwrap_or_default())?,
            name: parse("nm", &record.nm)?,
            phone: phone("cp", &record.cp)?,
            grant,
            disabled: record.off,
        })
    }
}
