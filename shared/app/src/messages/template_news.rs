//! Notices to the owner of a template about an occurrence that was not placed.

use docket_domain::{Contact, NoticeSubject, OneLine, Ran, Role, Template, TemplateOwner};
use docket_texts::{Action, Text, When};
use jiff::Timestamp;

use super::{
    News, NoticeSeller, Recipient, Source, Undelivered,
    inform::{inform, inform_all},
    pages,
    people::{Candidate, staff},
    recipients::Recipients,
};
use crate::{App, Failure};

/// Informs the owner of a template once that an occurrence was not placed. Returns `false` when
/// another run is sending the notice. Nobody can turn this notice off, and quiet hours do not hold
/// it, because the owner expects an order that does not come.
///
/// # Errors
///
/// The store's; [`Undelivered`] when a message may be sent later.
pub async fn inform_of_occurrence(
    app: &App,
    template: &Template,
    occurrence: Timestamp,
) -> Result<bool, Failure> {
    let seller = NoticeSeller::read(app, &template.draft.seller).await?;
    let text = text(template, &seller, app.now());
    let Some(text) = text.filter(|_| seller.sends) else { return Ok(true) };
    let (source, link) = match &template.owner {
        TemplateOwner::Customer(key) => (Source::customer(key), None),
        TemplateOwner::Seller => {
            (Source::Seller(seller.id.clone()), app.link(&pages::template(template.id)))
        }
    };
    let news = News {
        event: format!("{}:{}", template.id, occurrence.as_millisecond()),
        subject: &NoticeSubject::Template(template.id),
        versions: (0, 0),
        group: None,
        source,
        at: occurrence,
        seller: &seller,
        language: None,
        text,
        action: link.map(|link| (Action::OpenRecurringOrder, link)),
    };
    match &template.owner {
        TemplateOwner::Customer(_) => {
            let phone = Contact::Phone(template.draft.phone.clone());
            let owner = Candidate::at(vec![Recipient::at(app, phone, Role::Buyer)?]);
            let Some(owner) = owner else { return Ok(true) };
            match inform(app, &news, &owner, Recipients::Everybody).await {
                Ok(_) => Ok(true),
                Err(Undelivered::Held) => Ok(false),
                Err(error) => Err(error.into()),
            }
        }
        TemplateOwner::Seller => {
            let audience = docket_domain::Audience::StaffAndAdmins;
            let people = staff(app, &seller.id, audience).await?;
            inform_all(app, &news, people, Recipients::Everybody).await?;
            Ok(true)
        }
    }
}

/// `None` when the last occurrence was placed.
fn text(template: &Template, seller: &NoticeSeller, now: Timestamp) -> Option<Text> {
    let schedule = template.schedule.as_ref()?;
    let last = schedule.last.as_ref()?;
    let recurrence = &schedule.plan.recurrence;
    let today = recurrence.there(now).date();
    let when = |at| When::new(recurrence.there(at), today);
    let (id, name) = (template.id.to_string(), template.name.as_ref().map(OneLine::as_str));
    let (seller, due) = (seller.name.as_str(), when(last.occurrence));
    Some(match (&last.ran, template.due()) {
        (Ran::Placed { .. }, _) => return None,
        (Ran::Skipped(why), Some(next)) => {
            let (next, why) = (when(next), Some(why.as_str()));
            Text::recurring_order_not_placed(&id, name, seller, due, next, why)
        }
        (Ran::Skipped(why), None) => {
            Text::recurring_order_last_not_placed(&id, name, seller, due, Some(why.as_str()))
        }
        (Ran::Stopped(why), _) => {
            Text::recurring_order_stopped(&id, name, seller, due, Some(why.as_str()))
        }
    })
}
