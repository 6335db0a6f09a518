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
    orders::fulfilment_request::{AddressRequest, MethodName},
};

/// Body that adds a seller with its settings.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(example = samples::create_seller)]
pub struct CreateSeller {
    /// Identifier of the seller: lower-case letters, digits and single dashes, up to 64 characters.
    /// It is derived from the name when absent, and never changes.
    #[schema(value_type = Option<words::SellerSlug>)]
    id: Option<String>,
    /// Name of the seller as buyers see it, up to 100 characters.
    #[schema(value_type = words::Name)]
    name: String,
    /// Lifecycle of the seller's orders: the statuses that they pass and who may move them.
    #[schema(value_type = words::LifecycleName)]
    lifecycle: String,
    /// ISO 4217 currency of all prices and orders of the seller. It never changes.
    #[schema(value_type = words::Currency)]
    currency: String,
    /// IANA time zone of the seller. Calendar days in its reports and opening hours follow it.
    #[schema(value_type = words::TimeZone)]
    timezone: String,
    /// Language of messages to the seller's buyers and staff when neither the order nor the person
    /// names one. English by default.
    #[schema(value_type = Option<words::LanguageTag>)]
    language: Option<String>,
    /// Delivery zones of the seller, up to 50. Their identifiers must differ. None by default.
    #[serde(default)]
    #[schema(max_items = 50)]
    zones: Vec<ZoneRequest>,
    /// Fees and tax that are added to each order. All are 0 by default.
    #[serde(default)]
    charges: ChargesRequest,
    /// Minutes after placing in which a buyer may cancel, 0 to 43,200, in statuses where the
    /// lifecycle limits cancelling by this window. No limit by default.
    #[schema(value_type = Option<words::Minutes>)]
    cancel_window_minutes: Option<u32>,
    /// Minutes after placing in which a buyer who cancels gets vouchers back, 0 to 43,200. When
    /// anybody else stops the order, vouchers are restored at any time. No limit by default.
    #[schema(value_type = Option<words::Minutes>)]
    voucher_cutoff_minutes: Option<u32>,
    /// Usual preparation time of an order in minutes, 1 to 1,440, counted from acceptance. The
    /// request that accepts an order may give another. Without it, orders have no estimate.
    #[schema(value_type = Option<words::Preparation>)]
    prep_time_minutes: Option<u32>,
    /// Usual travel time of a delivery in minutes, 1 to 1,440, added to the preparation time.
    /// Without it, deliveries have no estimate.
    #[schema(value_type = Option<words::Preparation>)]
    delivery_time_minutes: Option<u32>,
    /// Whether a guest must verify the phone number before ordering. Default `false`.
    #[serde(default)]
    verify_first: bool,
    /// Whether people receive messages about the seller's orders, products and batches.
    /// Verification codes are sent in any case. Default `true`.
    #[serde(default = "yes")]
    #[schema(default = true)]
    sends_messages: bool,
    /// Largest share of a product's stock, in percent, 1 to 100, that unverified orders may hold;
    /// 100 is no limit. The deployment's share by default.
    #[schema(value_type = Option<words::Share>)]
    held_share_max: Option<u32>,
    /// Minutes in which an order must be accepted, 1 to 43,200, before the seller's staff and
    /// administrators are alerted. No alert by default.
    #[schema(value_type = Option<words::Term>)]
    accept_within_minutes: Option<u32>,
    /// Minutes after that alert, 1 to 43,200, when the order is rejected and refunded
    /// automatically. It has no effect without `acceptWithinMinutes`. Never by default.
    #[schema(value_type = Option<words::Term>)]
    reject_after_minutes: Option<u32>,
    /// Targets for the time in a status that replace those of the lifecycle. Statuses that are not
    /// listed keep the lifecycle's targets; an empty list keeps all of them. Without the field
    /// nothing is measured.
    sla_targets: Option<Vec<TargetsRequest>>,
    /// Description for buyers, up to 1,000 characters. None by default.
    #[schema(value_type = Option<words::Note>)]
    description: Option<String>,
    /// Phone number for buyers, E.164. None by default.
    #[schema(value_type = Option<words::Phone>)]
    phone: Option<String>,
    /// Postal address of the seller. None by default.
    address: Option<AddressRequest>,
    /// Fulfilment methods that the seller offers, at least one. All by default.
    #[schema(value_type = Option<Vec<words::MethodName>>, min_items = 1)]
    methods: Option<Vec<MethodName>>,
    /// Weekly opening hours, up to 28, in the seller's time zone. They must not overlap. Always
    /// open by default. They are information: orders are accepted outside of them.
    #[schema(max_items = 28)]
    hours: Option<Vec<OpeningTimeRequest>>,
    /// Lowest sum of the items of an order, in minor units of `currency`. No minimum by default; 0
    /// is no minimum either.
    #[schema(value_type = Option<words::Amount>)]
    minimum_order: Option<i64>,
    /// Time until which the seller takes no orders: in the future, at most a year ahead. No pause
    /// by default.
    #[schema(value_type = Option<words::MomentInput>)]
    paused_until: Option<Moment>,
    /// Minutes added to the preparation time of each order that is accepted before
    /// `extraPrepUntil`, 1 to 1,440. None by default.
    #[schema(value_type = Option<words::Preparation>)]
    extra_prep_minutes: Option<u32>,
    /// Time at which the extra minutes end, at most a year ahead. It needs `extraPrepMinutes`.
    /// Default: the end of the present day in the seller's time zone.
    #[schema(value_type = Option<words::MomentInput>)]
    extra_prep_until: Option<Moment>,
    /// How buyers pay the seller's orders through the payment provider.
    #[serde(default)]
    #[schema(nullable = false)]
    payments: SellerPaymentsRequest,
}

/// Add a seller.
///
/// Adds a seller with its settings and returns it. Only an administrator may call it. Without an
/// `id` the identifier is derived from the name.
///
/// Errors:
/// - 400 `invalid_request`: a field is malformed or out of range, `name` suggests no identifier and
///   `id` is missing, or `slaTargets` names a status in which no order of the lifecycle waits.
/// - 403 `forbidden`: the caller is not an administrator.
/// - 409 `conflict` with `reason` `taken`: another seller has this identifier.
/// - 422 `idempotency_key_reused`: the `Idempotency-Key` came with another body before.
///
/// With an `Idempotency-Key` the request can be repeated safely: a repeat with the same body adds
/// nothing and returns the seller as it is now. The key is kept for at least 24 hours.
#[utoipa::path(
    post, path = "/api/sellers", tag = "Sellers", security(("bearer" = [])),
    request_body = CreateSeller,
    params(("Idempotency-Key" = Option<String>, Header, description = "Key that makes the request \
        safe to repeat. A repeat with the same body adds no second seller.")),
    responses((status = CREATED, body = SellerBody, headers(
        ("Location" = String, description = "The path of the new seller."),
        ("Idempotent-Replayed" = String, description = "`true` when an earlier request with this \
            key added the seller; else absent."),
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

/// Reads the requested seller.
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

/// Default of `sendsMessages`.
const fn yes() -> bool {
    true
}

/// A setting of a new seller: the given value, or the default.
fn set<T>(value: Option<T>) -> Edit<T> {
    value.map_or(Edit::Keep, Edit::Set)
}

/// The requested identifier, or the one that the name suggests.
fn id(asked: Option<&str>, name: Option<&OneLine<100>>, faults: &mut Faults) -> Option<SellerId> {
    match (asked, name) {
        (Some(id), _) => {
            let detail = "must be at most 64 lower-case letters, digits and single hyphens";
            faults.note_error("/id", SellerId::slug(id).map_err(|_| detail))
        }
        (None, Some(name)) => {
            let detail = "is required, as no id can be derived from the name";
            faults.note_error("/id", SellerId::of_name(name).ok_or(detail))
        }
        (None, None) => None,
    }
}
