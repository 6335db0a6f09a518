use docket_domain::{Addresses, Contact, Grant, Member, Role};
use serde::{Deserialize, Serialize};

use super::{Bytes, Malformed, RequestMark, maybe, one_line, parse, phone, time};
use crate::table::keys;

/// A member with the mark of the request that created it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredMember {
    /// The member.
    pub member: Member,
    /// The mark of that request.
    pub mark: RequestMark,
}

/// A member's item.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct MemberRecord {
    pk: String,
    sk: String,
    /// Index partitions of the seller's members or the administrators, and of all members, sorted
    /// by time of creation.
    gs: String,
    ga: String,
    k: String,
    v: u32,
    /// Epoch of the tokens.
    ep: u32,
    /// Name, phone, e-mail address, role, seller, whether disabled, creation.
    nm: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    cp: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ce: Option<String>,
    /// Whether its holder accepted the phone, and the e-mail address.
    #[serde(default)]
    pa: bool,
    #[serde(default)]
    ea: bool,
    rl: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    se: Option<String>,
    #[serde(default)]
    off: bool,
    at: i64,
    ih: Bytes<16>,
    rh: Bytes<16>,
}

impl MemberRecord {
    pub(crate) fn new(stored: &StoredMember) -> Self {
        let StoredMember { member, mark } = stored;
        let seller = member.grant.seller();
        let accepted = |kind: fn(&Contact) -> bool| member.addresses.accepted().any(|it| kind(&it));
        Self {
            pk: keys::member(&member.id),
            sk: keys::MEMBER.to_owned(),
            gs: seller.map_or_else(|| keys::ADMINS.to_owned(), keys::members_of),
            ga: keys::MEMBERS.to_owned(),
            k: keys::by_time(member.created_at, member.id.as_str()),
            v: member.version,
            ep: member.epoch,
            nm: member.name.to_string(),
            cp: member.addresses.phone().map(|phone| phone.as_str().to_owned()),
            ce: member.addresses.email().map(|email| email.as_str().to_owned()),
            pa: accepted(|it| matches!(it, Contact::Phone(_))),
            ea: accepted(|it| matches!(it, Contact::Email(_))),
            rl: member.grant.role().name().to_owned(),
            se: seller.map(ToString::to_string),
            off: member.disabled,
            at: member.created_at.as_millisecond(),
            ih: Bytes(mark.caller),
            rh: Bytes(mark.body),
        }
    }
}

impl TryFrom<MemberRecord> for StoredMember {
    type Error = Malformed;

    fn try_from(record: MemberRecord) -> Result<Self, Malformed> {
        let role = Role::from_name(&record.rl).ok_or_else(|| Malformed::new("rl", "not a role"))?;
        let grant = Grant::new(role, maybe("se", record.se.as_deref())?)
            .map_err(|error| Malformed::new("rl", error))?;
        let number = record.cp.as_deref().map(|number| phone("cp", number)).transpose()?;
        let mut addresses = Addresses::new(number, maybe("ce", record.ce.as_deref())?)
            .map_err(|error| Malformed::new("cp", error))?;
        for contact in addresses.clone().all() {
            let accepted = match contact {
                Contact::Phone(_) => record.pa,
                Contact::Email(_) => record.ea,
            };
            if accepted {
                addresses = addresses.accepting(&contact);
            }
        }
        let member = Member {
            id: parse("pk", record.pk.strip_prefix("M#").unwrap_or_default())?,
            name: one_line("nm", &record.nm)?,
            addresses,
            grant,
            disabled: record.off,
            version: record.v,
            epoch: record.ep,
            created_at: time("at", record.at)?,
        };
        Ok(Self { member, mark: RequestMark { caller: record.ih.0, body: record.rh.0 } })
    }
}

impl TryFrom<MemberRecord> for Member {
    type Error = Malformed;

    fn try_from(record: MemberRecord) -> Result<Self, Malformed> {
        StoredMember::try_from(record).map(|stored| stored.member)
    }
}
