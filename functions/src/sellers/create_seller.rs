use axum::{extract::State, response::Response};
use docket_app::{Faults, Granted, Idempotent, KeyOwner, Request, SharedApp, sellers};
use docket_domain::{Actor, Edit, OneLine, Seller, SellerId};
use jiff::Timestamp;
use serde::Deserialize;
use utoipa::ToSchema;

use super::{
    read::{self, ChargesRequest, OpeningTimeRequest, TargetsRequest, ZoneRequest},
    update_seller::{SellerPaymentsRequest, UpdateSeller},
    view::{self, SellerBody},
};
use crate::{
    http::{ApiError, Body, Caller, IdempotencyKey, Later, Moment, Sent, created},
    openapi::{samples, words},
    orders::request::{AddressRequest, MethodName},
};

/// A seller to be added.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(example = samples::create_seller)]
pub struct CreateSeller {
    /// Small letters, digits and single dashes, up to 64; made of the name
    /// unless given. Never changes.
    #[schema(value_type = Option<words::SellerSlug>)]
    id: Option<String>,
    /// Up to 100 characters.
    #[schema(value_type = words::Name)]
    name: String,
    /// The lifecycle of its orders: producer, shop, kitchen or marketplace.
    #[schema(value_type = words::LifecycleName)]
    lifecycle: String,
    /// ISO 4217. Never changes.
    #[schema(value_type = words::Currency)]
    currency: String,
    /// IANA time zone.
    #[schema(value_type = words::TimeZone)]
    timezone: String,
    /// The language that its buyers and its staff are written to in, where neither an
    /// order nor a person says one; English unless given.
    #[schema(value_type = Option<words::LanguageTag>)]
    language: Option<String>,
    /// Where it delivers, up to 50.
    #[serde(default)]
    #[schema(max_items = 50)]
    zones: Vec<ZoneRequest>,
    /// What it adds to an order; nothing unless given.
    #[serde(default)]
    charges: ChargesRequest,
    /// How long after placing a buyer may cancel where the lifecycle asks for
    /// it; always unless given.
    #[schema(value_type = Option<words::Minutes>)]
    cancel_window_minutes: Option<u32>,
    /// How long vouchers are restored; always unless given.
    #[schema(value_type = Option<words::Minutes>)]
    voucher_cutoff_minutes: Option<u32>,
    /// How long making an order takes, unless it is told when accepting one.
    #[schema(value_type = Option<words::Preparation>)]
    prep_time_minutes: Option<u32>,
    /// How long bringing an order takes.
    #[schema(value_type = Option<words::Preparation>)]
    delivery_time_minutes: Option<u32>,
    /// Whether a guest must verify the phone before ordering.
    #[serde(default)]
    verify_first: bool,
    /// Whether people get messages about its orders, products and batches; true unless it is said.
    /// Codes are sent in any case.
    #[serde(default = "yes")]
    #[schema(default = true)]
    sends_messages: bool,
    /// The most of a product's stock, in percent, that unverified orders may
    /// hold; without it, what the deployment says.
    #[schema(value_type = Option<words::Share>)]
    held_share_max: Option<u32>,
    /// How long an order may wait to be accepted, until somebody is alerted;
    /// for ever unless given.
    #[schema(value_type = Option<words::Term>)]
    accept_within_minutes: Option<u32>,
    /// How long after that alert it is rejected; never unless given.
    #[schema(value_type = Option<words::Term>)]
    reject_after_minutes: Option<u32>,
    /// How long orders may stay in a status: what is to hold instead of the
    /// lifecycle's own targets. Without it nothing is measured.
    sla_targets: Option<Vec<TargetsRequest>>,
    /// What it says of itself, up to 1,000 characters.
    #[schema(value_type = Option<words::Note>)]
    description: Option<String>,
    /// Where buyers call it, E.164.
    #[schema(value_type = Option<words::Phone>)]
    phone: Option<String>,
    /// Where it is.
    address: Option<AddressRequest>,
    /// How its orders can reach their buyers, at least one; all unless given.
    #[schema(value_type = Option<Vec<words::MethodName>>, min_items = 1)]
    methods: Option<Vec<MethodName>>,
    /// When it is open in a week, up to 28 times, none of them overlapping; always
    /// unless given. Orders are taken outside of these hours too.
    #[schema(max_items = 28)]
    hours: Option<Vec<OpeningTimeRequest>>,
    /// The least that the items of an order come to, in minor units; any unless
    /// given.
    #[schema(value_type = Option<words::Amount>)]
    minimum_order: Option<i64>,
    /// Until when it takes no orders: in the future, at most a year ahead.
    #[schema(value_type = Option<words::MomentInput>)]
    paused_until: Option<Moment>,
    /// Minutes that are added to the estimate of each order that is accepted.
    #[schema(value_type = Option<words::Preparation>)]
    extra_prep_minutes: Option<u32>,
    /// Until when they are added, at most a year ahead; unless given, until the
    /// end of the seller's day.
    #[schema(value_type = Option<words::MomentInput>)]
    extra_prep_until: Option<Moment>,
    /// How its buyers pay through the payment provider.
    #[serde(default)]
    #[schema(nullable = false)]
    payments: SellerPaymentsRequest,
}

/// Add a seller.
///
/// Adds a seller with its settings. Only an administrator may call it. Without an `id`
/// the seller gets one made of its name; an id that is taken is refused with 409. The
/// same `Idempotency-Key` and body add one seller.
#[utoipa::path(
    post, path = "/api/sellers", tag = "Sellers", security(("bearer" = [])),
    request_body = CreateSeller,
    params(("Idempotency-Key" = Option<String>, Header, description = "The same key and body add one seller.")),
    responses((status = CREATED, body = SellerBody, headers(
        ("Location" = String, description = "The seller's path."),
        ("Idempotent-Replayed" = String, description = "`true` when an earlier request added it."),
    )), (status = FORBIDDEN), (status = CONFLICT), (status = UNPROCESSABLE_ENTITY)),
)]
pub async fn create_seller(
    State(app): State<SharedApp>,
    caller: Caller,
    key: Later<IdempotencyKey>,
    body: Body<CreateSeller>,
) -> Result<Response, ApiError> {
    let actor = caller.signed_in()?;
    let granted = Granted::to_admins(actor)?;
    let key = key.read(&granted)?;
    let sent = body.read(&granted, |request, faults| seller(request, actor, app.now(), faults));
    let Sent { value: seller, digest } = sent?;
    let request = Request {
        ids: app.keys.ids()?,
        caller: KeyOwner::signed_in(actor),
        route: "create-seller",
        key: &key,
        body: digest,
    };
    let Idempotent { value: seller, replayed } =
        sellers::create_seller(&app, &request, seller).await?;
    let path = format!("/api/sellers/{}", seller.id);
    Ok(created(seller.version, &path, view::body(&seller, Some(actor)), replayed))
}

/// The seller that is asked for.
fn seller(
    request: CreateSeller,
    actor: &Actor,
    now: Timestamp,
    faults: &mut Faults,
) -> Option<Seller> {
    let name: Option<OneLine<100>> = faults.parse("/name", &request.name);
    let id = id(request.id.as_deref(), name.as_ref(), faults);
    let lifecycle = faults.note_error("/lifecycle", read::lifecycle(&request.lifecycle));
    let currency = faults.parse("/currency", &request.currency);
    let timezone = faults.parse("/timezone", &request.timezone);
    let settings = UpdateSeller {
        language: set(request.language),
        zones: Some(request.zones),
        charges: request.charges,
        cancel_window_minutes: set(request.cancel_window_minutes),
        voucher_cutoff_minutes: set(request.voucher_cutoff_minutes),
        prep_time_minutes: set(request.prep_time_minutes),
        delivery_time_minutes: set(request.delivery_time_minutes),
        held_share_max: set(request.held_share_max),
        accept_within_minutes: set(request.accept_within_minutes),
        reject_after_minutes: set(request.reject_after_minutes),
        sla_targets: set(request.sla_targets),
        description: set(request.description),
        phone: set(request.phone),
        address: set(request.address),
        methods: set(request.methods),
        hours: set(request.hours),
        minimum_order: set(request.minimum_order),
        paused_until: set(request.paused_until),
        extra_prep_minutes: set(request.extra_prep_minutes),
        extra_prep_until: set(request.extra_prep_until),
        payments: request.payments,
        ..Default::default()
    };
    let settings = settings.read(faults);
    let bare = Seller {
        verify_first: request.verify_first,
        sends_messages: request.sends_messages,
        ..Seller::new(id?, name?, lifecycle?, currency?, timezone?)
    };
    let seller = faults.refuse(bare.apply(&settings, actor, now))?;
    Some(Seller { version: 1, ..seller })
}

/// What is so unless it is said.
const fn yes() -> bool {
    true
}

/// What a new seller has, where it is given.
fn set<T>(value: Option<T>) -> Edit<T> {
    value.map_or(Edit::Keep, Edit::Set)
}

/// The id that is asked for, or the one that the name suggests.
fn id(asked: Option<&str>, name: Option<&OneLine<100>>, faults: &mut Faults) -> Option<SellerId> {
    match (asked, name) {
        (Some(id), _) => {
            let detail = "must be small letters, digits and single dashes, at most 64";
            faults.note_error("/id", SellerId::slug(id).map_err(|_| detail))
        }
        (None, Some(name)) => {
            let detail = "is required, as the name suggests none";
            faults.note_error("/id", SellerId::of_name(name).ok_or(detail))
        }
        (None, None) => None,
    }
}
