//! A notice's item, in the partition of its subject. Its attributes are updated separately, because
//! several senders may try at the same time.

use docket_domain::{
    Channel, NoticeFacts, NoticeGroup, NoticeKey, NoticeRecord, NoticeState, NoticeSubject, Role,
    WithheldReason,
};
use jiff::Timestamp;

use crate::{
    Item, StoreError,
    table::{keys, number_in, text},
};

/// The stored form of a notice's state, and of the reason why it was not sent.
pub(crate) const fn state_code(state: NoticeState) -> (&'static str, Option<&'static str>) {
    match state {
        NoticeState::Sending => ("c", None),
        NoticeState::Held(_) => ("h", None),
        NoticeState::Sent => ("s", None),
        NoticeState::Withheld(reason) => ("w", Some(reason.name())),
        NoticeState::Superseded => ("o", None),
        NoticeState::Bounced => ("b", None),
        NoticeState::Complained => ("k", None),
    }
}

/// Reads a notice's item. An earlier release stored only notices that were not sent, with a channel
/// and without a state.
pub(crate) fn read_notice(item: &Item) -> Result<NoticeRecord, StoreError> {
    let notice = || {
        let (pk, sk) = (text(item, keys::PK)?, text(item, keys::SK)?);
        let moment = |name| Timestamp::from_millisecond(number_in(item, name)?).ok();
        let withheld = || WithheldReason::from_name(text(item, "ww")?).map(NoticeState::Withheld);
        let state = match text(item, "ns") {
            None | Some("w") => withheld()?,
            Some("c") => NoticeState::Sending,
            Some("h") => NoticeState::Held(moment("nu")?),
            Some("s") => NoticeState::Sent,
            Some("o") => NoticeState::Superseded,
            Some("b") => NoticeState::Bounced,
            Some("k") => NoticeState::Complained,
            Some(_) => return None,
        };
        Some(NoticeRecord {
            key: notice_key(pk, sk)?,
            facts: NoticeFacts {
                to: Role::from_name(text(item, "wr")?)?,
                // A newer release may have more groups.
                group: text(item, "ng").and_then(NoticeGroup::from_name),
                version: number_in(item, "nv").unwrap_or_default(),
            },
            at: moment("wa")?,
            due: moment("nu"),
            state,
        })
    };
    notice().ok_or_else(|| StoreError::Corrupt {
        key: text(item, keys::PK).unwrap_or("without a key").to_owned(),
        problem: "a notice is not readable".to_owned(),
    })
}

/// The notice key of an item's key.
pub(crate) fn notice_key(pk: &str, sk: &str) -> Option<NoticeKey> {
    let subject = keys::order_suffix(pk)
        .map(NoticeSubject::Order)
        .or_else(|| keys::product_id(pk).map(NoticeSubject::Product))
        .or_else(|| keys::batch_id(pk).map(NoticeSubject::Batch))
        .or_else(|| keys::template_id(pk).map(NoticeSubject::Template))?;
    // An event's id may contain the separator; a person's key and a channel do not.
    let mut parts = sk.strip_prefix(keys::NOTICE)?.rsplitn(3, '#');
    let (channel, person, event) = (parts.next()?, parts.next()?, parts.next()?);
    Some(NoticeKey {
        subject,
        event: event.to_owned(),
        person: person.parse().ok()?,
        channel: Channel::from_name(channel)?,
    })
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]
mod tests {
    use super::*;

    #[test]
    fn notice_key_is_read_back_from_its_item_key() {
        let subjects = [
            NoticeSubject::Order("7ZK3M9QW2X".parse().unwrap()),
            NoticeSubject::Product("rye".parse().unwrap()),
            NoticeSubject::Batch("BTH-20261120-001".parse().unwrap()),
            NoticeSubject::Template(docket_domain::TemplateId::new("7ZK3M9QW2X".parse().unwrap())),
        ];
        for subject in subjects {
            for channel in Channel::ALL {
                let (event, person) = ("a:1#0".to_owned(), "k-_1".parse().unwrap());
                let named = NoticeKey { subject: subject.clone(), event, person, channel };
                let (pk, sk) = keys::notice(&named);
                assert_eq!(notice_key(&pk, &sk), Some(named));
            }
        }
        assert_eq!(notice_key("R#green-valley", "N#a#k#sms"), None);
        assert_eq!(notice_key("P#rye", "N#a#k#fax"), None);
        assert_eq!(notice_key("P#rye", "P"), None);
    }
}
