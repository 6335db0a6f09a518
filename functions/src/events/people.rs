//! Telling those who run a seller, and the administrators, what needs them.

use docket_domain::{Contact, Grant, Member, SellerId};
use docket_platform::Message;
use docket_store::{Claim, MemberList};

use super::marked;
use crate::{App, registry::Failure};

/// How many members are read at a time.
const PAGE: u32 = 100;

/// Tells a seller's staff and the administrators of an event, each once.
pub async fn alert(
    app: &App,
    event: &str,
    seller: &SellerId,
    subject: &str,
    text: &str,
) -> Result<(), Failure> {
    let mut held = false;
    for to in people(app, seller).await? {
        let message = Message { to, subject: subject.to_owned(), text: text.to_owned() };
        held |= !tell(app, event, message).await?;
    }
    // Whoever has it may fail: then it comes again, and they are told.
    if held { Err("another sender has a message; it is tried again later".into()) } else { Ok(()) }
}

/// Whom to tell, and where each is told: by phone, or else by e-mail.
async fn people(app: &App, seller: &SellerId) -> Result<Vec<Contact>, Failure> {
    let mut people: Vec<Contact> = app.settings.admins().collect();
    for list in [MemberList::Of(seller), MemberList::Admins] {
        let mut after = None;
        loop {
            let page = app.store.members(list, after.as_deref(), PAGE).await?;
            people.extend(page.items.iter().filter(|it| is_told(it)).filter_map(contact));
            after = page.next;
            if after.is_none() {
                break;
            }
        }
    }
    Ok(people)
}

fn is_told(member: &Member) -> bool {
    let told = match member.grant {
        Grant::Seller(_) | Grant::Admin => true,
        Grant::Driver(_) => false,
    };
    told && !member.disabled
}

fn contact(member: &Member) -> Option<Contact> {
    member.addresses.accepted().next()
}

/// Tells one person, unless they were told; `false` when another sender is
/// about to.
pub async fn tell(app: &App, event: &str, message: Message) -> Result<bool, Failure> {
    let person = app.customer_key(&message.to).map_err(|error| error.to_string())?;
    let stamp = app.stamp()?;
    match app.store.claim(event, &person, &stamp.change, stamp.now).await? {
        Claim::Sent => Ok(true),
        Claim::Held => Ok(false),
        Claim::Ours => {
            app.messenger.send(message).await?;
            marked(app.store.mark_sent(event, &person).await);
            Ok(true)
        }
    }
}
