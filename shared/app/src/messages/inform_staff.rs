//! Informing those who run a seller, and the administrators.

use docket_domain::{Audience, Contact, Grant, Member, NoticeGroup, Role, SellerId};
use docket_store::MemberList;

use super::{
    Recipient,
    inform::{News, Person, inform},
};
use crate::{App, Failure};

/// How many members are read at a time.
const PAGE: u32 = 100;

/// Informs the members that the group of the news is for, each once on each channel that they
/// want, and each by themselves: who cannot be reached stops nobody's message. Fails when somebody
/// may still be informed later.
///
/// # Errors
///
/// The last failure of those who may still be informed.
pub async fn inform_staff(app: &App, news: &News<'_>) -> Result<(), Failure> {
    let audience = news.group.map_or(Audience::StaffAndAdmins, NoticeGroup::audience);
    let mut failed = None;
    for person in people(app, news.seller, audience).await? {
        if let Err(error) = inform(app, news, &person).await {
            failed = Some(error);
        }
    }
    failed.map_or(Ok(()), |error| Err(error.into()))
}

/// Whom to inform.
async fn people(app: &App, seller: &SellerId, audience: Audience) -> Result<Vec<Person>, Failure> {
    let mut people = Vec::new();
    let mut add = |contacts: Vec<Contact>, role| -> Result<(), Failure> {
        let at = |contact| Recipient::at(app, contact, role);
        let contacts: Result<_, _> = contacts.into_iter().map(at).collect();
        people.extend(Person::at(contacts.map_err(|error| error.to_string())?));
        Ok(())
    };
    if audience.has(Role::Admin) {
        for admin in app.settings.admins() {
            add(vec![admin], Role::Admin)?;
        }
    }
    for list in lists(seller, audience) {
        let mut after = None;
        loop {
            let page = app.store.members(list, after.as_deref(), PAGE).await?;
            for member in &page.items {
                if let Some((contacts, role)) = reached(member, audience) {
                    add(contacts, role)?;
                }
            }
            after = page.next;
            if after.is_none() {
                break;
            }
        }
    }
    Ok(people)
}

fn lists(seller: &SellerId, audience: Audience) -> impl Iterator<Item = MemberList<'_>> {
    let admins = audience.has(Role::Admin).then_some(MemberList::Admins);
    std::iter::once(MemberList::Of(seller)).chain(admins)
}

/// Where a member is reached, the phone first, and as what; `None` for who is not of the audience
/// and for who has not accepted: nobody gets messages at an address that was only listed. No other
/// place decides this.
fn reached(member: &Member, audience: Audience) -> Option<(Vec<Contact>, Role)> {
    let role = match member.grant {
        Grant::Seller(_) => Role::Seller,
        Grant::Driver(_) => Role::Driver,
        Grant::Admin => Role::Admin,
    };
    let is_meant = !member.disabled && audience.has(role);
    is_meant.then(|| (member.addresses.accepted().collect(), role))
}
