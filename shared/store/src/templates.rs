//! Creating, reading and changing templates of orders.

use aws_sdk_dynamodb::types::AttributeValue;
use docket_domain::{CustomerKey, SellerId, Template, TemplateId};
use jiff::Timestamp;

use crate::{
    Due, Page, Saved, Store, StoreError,
    records::{StoredTemplate, TemplateRecord, item, read},
    table::{
        Cancelled, Expression, Outcome, Refused, create_action, delete_action, is_text, keys,
        number,
    },
    template_places,
};

/// The outcome of creating a template.
#[derive(Debug)]
pub enum TemplateOutcome {
    /// The template was created.
    Created,
    /// The id is taken, by an earlier try of this request or by another request.
    Taken(Box<StoredTemplate>),
    /// The owner has the maximal number of templates.
    Full,
}

/// Which templates are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TemplateList<'a> {
    /// Those that a seller has for its customers.
    Seller(&'a SellerId),
    /// Those of a customer.
    Customer(&'a CustomerKey),
}

impl Store {
    /// Creates a template, unless its owner has the maximal number of templates.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer.
    pub async fn create_template(
        &self,
        stored: &StoredTemplate,
    ) -> Result<TemplateOutcome, StoreError> {
        let create = create_action(self.table(), item(&TemplateRecord::new(stored))?)?;
        let take = template_places::take(self.table(), &stored.template)?;
        match self.transact(vec![create, take], stored.template.change.as_str()).await {
            Ok(()) => Ok(TemplateOutcome::Created),
            Err(Cancelled::Other(error)) => Err(error),
            Err(Cancelled::Conditions(outcomes)) => match outcomes.into_iter().next() {
                // A repeated request finds its template, even if the limit is reached.
                Some(Outcome::Failed(Some(found))) => {
                    read::<TemplateRecord, _>(found).map(|it| TemplateOutcome::Taken(Box::new(it)))
                }
                Some(Outcome::Held) => Ok(TemplateOutcome::Full),
                Some(Outcome::Failed(None)) | None => Err(StoreError::Busy),
            },
        }
    }

    /// The template with this id, with a strongly consistent read.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer.
    pub async fn template(&self, id: TemplateId) -> Result<Option<StoredTemplate>, StoreError> {
        let found = self.get(keys::template(id), keys::TEMPLATE, true).await?;
        found.map(read::<TemplateRecord, _>).transpose()
    }

    /// A page of templates, the newest first, with strongly consistent reads.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer.
    pub async fn templates(
        &self,
        list: TemplateList<'_>,
        after: Option<&str>,
        limit: u32,
    ) -> Result<Page<Template>, StoreError> {
        let (index, partition) = match list {
            TemplateList::Seller(seller) => (keys::SELLER_INDEX, keys::templates_of(seller)),
            TemplateList::Customer(key) => (keys::CUSTOMER_INDEX, keys::templates_by(key)),
        };
        let sorts = self.page_of_keys(index, partition, after, limit, false, template_key).await?;
        let mut items: Vec<Template> = Vec::new();
        for item in self.batch_get(sorts.items.iter().filter_map(|it| template_key(it))).await? {
            items.push(read::<TemplateRecord, StoredTemplate>(item)?.template);
        }
        items.sort_by_key(|template| std::cmp::Reverse((template.created_at, template.id)));
        Ok(Page { items, next: sorts.next })
    }

    /// Stores a changed template under the optimistic lock.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer or is too contended.
    pub async fn save_template(
        &self,
        old: &StoredTemplate,
        new: &Template,
    ) -> Result<Saved, StoreError> {
        let changed = StoredTemplate { template: new.clone(), mark: old.mark };
        let (before, after) =
            (item(&TemplateRecord::new(old))?, item(&TemplateRecord::new(&changed))?);
        let mut expression = Expression::between(&before, &after);
        expression.only_if("v", "=", number(old.template.version));
        let pk = keys::template(new.id);
        match self.write(self.update(pk, keys::TEMPLATE, expression)).await {
            Ok(_) => Ok(Saved::Done),
            Err(Refused::Condition(found)) => {
                let ours = found.is_some_and(|it| is_text(&it, "ci", new.change.as_str()));
                Ok(if ours { Saved::Done } else { Saved::Stale })
            }
            Err(Refused::Other(error)) => Err(error),
        }
    }

    /// Deletes a template and its entry in the owner's set, under the optimistic lock. `token` is
    /// the random name of the deletion.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer or is too contended.
    pub async fn delete_template(
        &self,
        template: &Template,
        token: &str,
    ) -> Result<Saved, StoreError> {
        let (pk, change) = (keys::template(template.id), template.change.to_string());
        let change = AttributeValue::S(change);
        let delete = delete_action(self.table(), pk, keys::TEMPLATE, "ci", change)?;
        let free = template_places::free(self.table(), template)?;
        match self.transact(vec![delete, free], token).await {
            Ok(()) => Ok(Saved::Done),
            Err(Cancelled::Conditions(_)) => Ok(Saved::Stale),
            Err(Cancelled::Other(error)) => Err(error),
        }
    }

    /// A page of the templates of one part of the index that are due, the most
    /// overdue first; see [`Store::DEADLINE_PARTS`].
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer.
    pub async fn due_templates(
        &self,
        part: u32,
        now: Timestamp,
        after: Option<&str>,
        limit: i32,
    ) -> Result<Page<TemplateId>, StoreError> {
        let page = self.due(Due::Template, part, now, after, limit).await?;
        let items = page.items.iter().filter_map(|pk| keys::template_id(pk)).collect();
        Ok(Page { items, next: page.next })
    }
}

fn template_key(sort: &str) -> Option<(String, &'static str)> {
    let suffix = keys::id_in(sort)?.parse().ok()?;
    Some((keys::template(TemplateId::new(suffix)), keys::TEMPLATE))
}
