//! Telling those who run a seller, and the administrators, what needs them.

use docket_app::{App, Failure};
use docket_domain::{Contact, Grant, Member, OrderId, Role, SellerId};
use docket_store::MemberList;

use crate::messages::{Notice, Recipient, Source, deliver, texts::Words};

/// How many members are read at a time.
const PAGE: u32 = 100;

/// What a seller's staff and the administrators are told.
pub struct Alert<'a> {
    /// The event that it tells of.
    pub event: &'a str,
    /// Whose staff is told.
    pub seller: &'a SellerId,
    /// Whose act it follows from.
    pub source: Source,
    /// The order that it is about, if it is about one.
    pub order: Option<OrderId>,
    /// What it says.
    pub words: Words,
}

/// Tells a seller's staff and the administrators of an event, each once and
/// each by themselves: who cannot be told stops nobody's message. Fails when
/// somebody may still be told later.
pub async fn alert(app: &App, alert: &Alert<'_>) -> Result<(), Failure> {
    let Alert { event, seller, source, order, words } = alert;
    let mut failed = None;
    for to in &people(app, seller).await? {
        let notice = Notice { event, to, words, seller, source, order: *order };
        if let Err(error) = deliver(app, &notice).await {
            tracing::warn!(event, %error, "an alert is tried again later");
            failed = Some(error);
        }
    }
    failed.map_or(Ok(()), |error| Err(error.into()))
}

/// Whom to tell.
async fn people(app: &App, seller: &SellerId) -> Result<Vec<Recipient>, Failure> {
    let mut people: Vec<_> = app.settings.admins().map(|it| (it, Role::Admin)).collect();
    for list in [MemberList::Of(seller), MemberList::Admins] {
        let mut after = None;
        loop {
            let page = app.store.members(list, after.as_deref(), PAGE).await?;
            people.extend(page.items.iter().filter_map(told_at));
            after = page.next;
            if after.is_none() {
                break;
            }
        }
    }
    let recipients = people.into_iter().map(|(contact, role)| Recipient::at(app, contact, role));
    Ok(recipients.collect::<Result<_, _>>().map_err(|error| error.to_string())?)
}

/// Where a member is told, by phone or else by e-mail, and as what; `None` for
/// members who are told nothing: who has not accepted gets no alerts. No other place decides this.
fn told_at(member: &Member) -> Option<(Contact, Role)> {
    let role = match member.grant {
        Grant::Seller(_) => Role::Seller,
        Grant::Admin => Role::Admin,
        Grant::Driver(_) => return None,
    };
    let contact = member.addresses.accepted().next().filter(|_| !member.disabled)?;
    Some((contact, role))
}
