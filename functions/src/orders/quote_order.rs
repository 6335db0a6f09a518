use axum::{Json, extract::State};
use docket_app::{
    Faults, Granted, SharedApp,
    orders::{CartDraft, QuotedOrder, quote_order as quoted},
};
use docket_domain::{Fulfilment, Line, VoucherCode};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    request::{AddressRequest, ItemRequest, MethodName, read_address, read_cart, read_vouchers},
    view::{AddonView, ChargesView},
};
use crate::{
    http::{ApiError, Body, Caller, Moment, Shortfall},
    openapi::{samples, words},
};

/// A cart to be priced.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(example = samples::quote_order)]
pub struct QuoteOrder {
    /// Who should fulfil it.
    #[schema(value_type = words::SellerId)]
    seller_id: String,
    /// What is ordered, 1 to 50 lines with at most 200 extras in all.
    #[schema(min_items = 1, max_items = 50)]
    items: Vec<ItemRequest>,
    /// How it should reach the buyer.
    fulfilment: QuoteFulfilment,
    /// Codes of vouchers, up to 5.
    #[serde(default)]
    #[schema(value_type = Vec<words::VoucherCode>, max_items = 5)]
    vouchers: Vec<String>,
    /// Whose uses of vouchers count where a voucher limits them: the caller's own
    /// phone, or for the seller's staff a customer's. Of other callers it is not
    /// looked at; theirs are counted when the order is placed.
    #[schema(value_type = Option<words::Phone>)]
    phone: Option<String>,
}

/// How an order should reach its buyer, as far as that changes its price.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct QuoteFulfilment {
    /// Fetched, brought or sent.
    #[schema(value_type = words::MethodName)]
    method: MethodName,
    /// Where it goes; not needed for a quote, and checked when it is there.
    address: Option<AddressRequest>,
    /// The seller's zone.
    #[schema(value_type = Option<words::ZoneId>)]
    zone_id: Option<String>,
    /// When it is wanted: in the future, at most two years ahead.
    #[schema(value_type = Option<words::MomentInput>)]
    requested_for: Option<Moment>,
}

/// What an order would cost.
#[derive(Serialize, ToSchema)]
pub struct Quoted {
    /// The quote.
    quote: QuoteView,
}

/// What an order would cost if it were placed now. Amounts are in minor units of
/// `currency`.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Quote, example = samples::quote)]
pub struct QuoteView {
    /// Its lines: those with the same product and the same extras are one.
    items: Vec<QuotedItem>,
    /// The sum of the lines.
    #[schema(value_type = words::Amount)]
    subtotal: u64,
    /// What vouchers take off.
    #[schema(value_type = words::Amount)]
    discount: u64,
    /// What the seller adds.
    charges: ChargesView,
    /// What is to be paid in all.
    #[schema(value_type = words::Amount)]
    grand_total: u64,
    /// ISO 4217.
    #[schema(value_type = words::Currency)]
    currency: &'static str,
    /// What becomes of each voucher, in the order of the request.
    vouchers: Vec<QuotedVoucher>,
    /// Every product of which there is too little; the order would be refused
    /// with these (`insufficient_stock`).
    stock_issues: Vec<Shortfall>,
}

/// A line that would be ordered.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct QuotedItem {
    /// The product.
    #[schema(value_type = words::ProductId)]
    product_id: String,
    /// Its name.
    #[schema(value_type = words::Name)]
    name: String,
    /// How many.
    #[schema(value_type = words::Quantity)]
    quantity: u32,
    /// The price of one, without extras.
    #[schema(value_type = words::Amount)]
    unit_price: u64,
    /// The price of all, extras included.
    #[schema(value_type = words::Amount)]
    total_price: u64,
    /// The extras of each one.
    addons: Vec<AddonView>,
    /// Whether it is a main course.
    is_main_course: bool,
    /// How many of the product can be ordered now, in all lines together.
    #[schema(value_type = words::Total)]
    available: u64,
}

/// What becomes of a voucher.
#[derive(Serialize, ToSchema)]
struct QuotedVoucher {
    /// What was typed in.
    #[schema(value_type = words::VoucherCode)]
    code: String,
    /// What it takes off; 0 for one that is rejected, or has nothing left to take
    /// something off.
    #[schema(value_type = words::Amount)]
    amount: u64,
    /// Why it cannot be redeemed; null when it can.
    #[schema(required, example = json!(null))]
    rejected: Option<String>,
}

/// Price an order.
///
/// Prices an order without placing it: lines, vouchers, charges and total, as
/// create-order would price it now. Nothing is held and nothing is written, so
/// that prices and stock may be others when the order is placed.
///
/// What create-order refuses with 400 for its items, zone or time, this refuses
/// too. Vouchers that cannot be redeemed and products of which there is too
/// little do not refuse a quote: they are named in it.
#[utoipa::path(
    post, path = "/api/orders/quote", tag = "Orders", request_body = QuoteOrder,
    security((), ("bearer" = [])),
    responses((status = OK, body = Quoted)),
)]
pub async fn quote_order(
    State(app): State<SharedApp>,
    caller: Caller,
    body: Body<QuoteOrder>,
) -> Result<Json<Quoted>, ApiError> {
    let draft = body.read(&Granted::to_all(), |quote, faults| quote.read(app.now(), faults))?.value;
    let quoted = quoted(&app, &caller, &draft).await?;
    Ok(Json(Quoted { quote: QuoteView::new(&quoted, &draft.vouchers) }))
}

impl QuoteOrder {
    /// Reads the whole request, and names every place at fault.
    fn read(self, now: Timestamp, faults: &mut Faults) -> Option<CartDraft> {
        let seller = faults.parse("/sellerId", &self.seller_id);
        let cart = read_cart(&self.items, faults);
        let QuoteFulfilment { method, address, zone_id, requested_for } = self.fulfilment;
        let zone = faults.maybe("/fulfilment/zoneId", zone_id.as_deref());
        if let Some(address) = address {
            read_address("/fulfilment/address", &address, None, faults);
        }
        let requested_for = requested_for.map(Into::into);
        let time = Fulfilment::check_requested_for(requested_for, now);
        faults.note_error("/fulfilment/requestedFor", time);
        let vouchers = read_vouchers(&self.vouchers, faults);
        let phone = faults.maybe("/phone", self.phone.as_deref());
        Some(CartDraft {
            seller: seller?,
            cart,
            method: method.into(),
            zone,
            requested_for,
            vouchers,
            phone,
        })
    }
}

impl QuoteView {
    fn new(quoted: &QuotedOrder, codes: &[VoucherCode]) -> Self {
        let QuotedOrder { quote, currency, stock } = quoted;
        let item = |line: &Line| {
            let available = stock.available.get(&line.product).copied().unwrap_or_default();
            QuotedItem {
                product_id: line.product.to_string(),
                name: line.name.to_string(),
                quantity: line.quantity.get(),
                unit_price: line.unit_price.minor(),
                total_price: line.total.minor(),
                addons: line.addons.iter().map(AddonView::new).collect(),
                is_main_course: line.is_main_course,
                available,
            }
        };
        let voucher = |(at, code): (usize, &VoucherCode)| {
            let rejected = quote.rejected.iter().find(|(position, _)| *position == at);
            let redeemed = quote.vouchers.iter().find(|it| it.code == *code);
            let amount =
                redeemed.filter(|_| rejected.is_none()).map_or(0, |it| it.discount.minor());
            let rejected = rejected.map(|(_, why)| why.to_string());
            QuotedVoucher { code: code.to_string(), amount, rejected }
        };
        Self {
            items: quote.lines.iter().map(item).collect(),
            subtotal: quote.subtotal.minor(),
            discount: quote.discount.minor(),
            charges: ChargesView::new(quote.charges),
            grand_total: quote.total.minor(),
            currency: currency.code(),
            vouchers: codes.iter().enumerate().map(voucher).collect(),
            stock_issues: stock.short.iter().map(Shortfall::from).collect(),
        }
    }
}
