use axum::{Json, extract::State, response::Response};
use docket_app::{AppError, Faults, Granted, SharedApp};
use docket_domain::{Edit, Member, MemberChange, MemberId};
use docket_store::{MemberCommit, MemberUpdate};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{read, view::MemberBody};
use crate::{
    http::{ApiError, ApiPath, Body, Caller, Conditions, edit, present, tag},
    openapi::words,
};

/// How often a lost race for a member is run again.
const TRIES: usize = 5;

/// What is to be changed of a member; what is absent stays.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(example = json!({"name": "Ada King", "disabled": false}))]
pub struct UpdateMember {
    /// Up to 100 characters.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = words::Name)]
    name: Option<String>,
    /// Another phone in E.164; null for none, if there is an e-mail address.
    #[serde(default, deserialize_with = "edit")]
    #[schema(value_type = Option<words::Phone>)]
    phone: Edit<String>,
    /// Another e-mail address; null for none, if there is a phone.
    #[serde(default, deserialize_with = "edit")]
    #[schema(value_type = Option<words::Email>)]
    email: Edit<String>,
    /// `seller`, `driver` or `admin`.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = words::MemberRole)]
    role: Option<String>,
    /// Another seller; who becomes an admin leaves the seller.
    #[serde(default, deserialize_with = "edit")]
    #[schema(value_type = Option<words::SellerId>)]
    seller_id: Edit<String>,
    /// Whether they may no longer sign in.
    #[serde(default, deserialize_with = "present")]
    #[schema(nullable = false)]
    disabled: Option<bool>,
}

/// Changes a member, by administrators, by staff of the same seller, and by the
/// member. A new phone or e-mail address is invited until its holder accepts.
/// The phone and e-mail address of a member who has accepted are changed by the
/// member and by administrators only. Another role, another seller, an accepted
/// address less, and disabling void the member's tokens within 30 seconds.
#[utoipa::path(
    patch, path = "/api/members/{id}", tag = "Members", security(("bearer" = [])),
    request_body = UpdateMember,
    params(
        ("id" = inline(words::MemberId), Path, description = "The member."),
        ("If-Match" = Option<String>, Header, description = "The version that is to be changed."),
    ),
    responses((status = OK, body = MemberBody), (status = FORBIDDEN), (status = CONFLICT)),
)]
pub async fn update_member(
    State(app): State<SharedApp>,
    caller: Caller,
    conditions: Conditions,
    ApiPath(id): ApiPath<MemberId>,
    body: Body<UpdateMember>,
) -> Result<Response, ApiError> {
    let actor = caller.signed_in()?;
    let mut found = Some(read::managed(&app, &id, actor).await?);
    let change = body.read(&Granted::to_all(), |it, faults| Some(it.read(faults)))?.value;
    for _ in 0..TRIES {
        let member = match found.take() {
            Some(member) => member,
            None => read::managed(&app, &id, actor).await?,
        };
        conditions.expected().check(member.version)?;
        let next = member.apply(&change, actor)?;
        if next == member {
            return Ok(answer(&member));
        }
        if next.grant != member.grant {
            read::check_seller(&app, &next.grant).await?;
        }
        // A new address invites its holder, and so does taking back who left.
        let taken_back = member.disabled && !next.disabled;
        let invited = next.addresses.open().filter(|own| taken_back || !member.addresses.has(own));
        let withdrawn = member.addresses.open().filter(|own| !next.addresses.has(own));
        let update = MemberUpdate {
            old: &member,
            new: &next,
            invited: &read::keys(&app, invited)?,
            dropped: &read::keys(&app, member.addresses.accepted_without(&next.addresses))?,
            withdrawn: &read::keys(&app, withdrawn)?,
            stamp: &app.stamp()?,
        };
        match app.store.update_member(&update).await? {
            MemberCommit::Done => return Ok(answer(&next)),
            MemberCommit::Stale => {}
        }
    }
    Err(AppError::Conflict.into())
}

impl UpdateMember {
    fn read(self, faults: &mut Faults) -> MemberChange {
        MemberChange {
            name: faults.maybe("/name", self.name.as_deref()),
            phone: faults.edit("/phone", self.phone),
            email: faults.edit("/email", self.email),
            role: faults.maybe_with("/role", self.role.as_deref(), read::role),
            seller: faults.edit("/sellerId", self.seller_id),
            disabled: self.disabled,
        }
    }
}

fn answer(member: &Member) -> Response {
    tag(member.version, Json(MemberBody { member: member.into() }))
}
