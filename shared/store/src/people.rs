//! Sellers and members.

use docket_domain::{CustomerKey, Member, MemberId, Seller, SellerId};

use crate::{
    Store, StoreError,
    db::{Cancelled, create_action, key, text},
    keys,
    records::{MemberRecord, SellerRecord, item, read},
};

impl Store {
    /// The seller with this id.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer.
    pub async fn seller(&self, id: &SellerId) -> Result<Option<Seller>, StoreError> {
        let found = self.get(keys::seller(id), keys::SELLER, false).await?;
        found.map(read::<SellerRecord, _>).transpose()
    }

    /// Adds a seller; `false` when the id is taken.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer.
    pub async fn create_seller(&self, seller: &Seller) -> Result<bool, StoreError> {
        let action = create_action(self.table(), item(&SellerRecord::new(seller))?)?;
        let token = format!("seller-{}", seller.id);
        created(self.transact(vec![action], &token[..token.len().min(36)]).await)
    }

    /// The member who signs in with this phone, if there is one.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer.
    pub async fn member_by_phone(&self, phone: &CustomerKey) -> Result<Option<Member>, StoreError> {
        let Some(alias) = self.get(keys::contact(phone), keys::MEMBER, true).await? else {
            return Ok(None);
        };
        let id: Option<MemberId> = text(&alias, "id").and_then(|id| id.parse().ok());
        match id {
            Some(id) => self.member(&id).await,
            None => Ok(None),
        }
    }

    /// The member with this id, strongly read.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer.
    pub async fn member(&self, id: &MemberId) -> Result<Option<Member>, StoreError> {
        let found = self.get(keys::member(id), keys::MEMBER, true).await?;
        found.map(read::<MemberRecord, _>).transpose()
    }

    /// Adds a member who signs in with `phone`; `false` when the id or the
    /// phone is taken.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer.
    pub async fn create_member(
        &self,
        member: &Member,
        phone: &CustomerKey,
    ) -> Result<bool, StoreError> {
        let mut alias = key(keys::contact(phone), keys::MEMBER);
        let id = aws_sdk_dynamodb::types::AttributeValue::S(member.id.to_string());
        alias.insert("id".to_owned(), id);
        let actions = vec![
            create_action(self.table(), item(&MemberRecord::new(member))?)?,
            create_action(self.table(), alias)?,
        ];
        let token = format!("member-{}", member.id);
        created(self.transact(actions, &token[..token.len().min(36)]).await)
    }
}

fn created(outcome: Result<(), Cancelled>) -> Result<bool, StoreError> {
    match outcome {
        Ok(()) => Ok(true),
        Err(Cancelled::Conditions(_)) => Ok(false),
        Err(Cancelled::Other(error)) => Err(error),
    }
}
