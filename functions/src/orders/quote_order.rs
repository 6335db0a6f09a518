//! Handler of quote-order: the price of a cart that is not ordered yet.

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
    fulfilment_request::{AddressRequest, MethodName, read_address},
    request::{ItemRequest, read_cart, read_vouchers},
    view::{AddonView, ChargesView},
};
use crate::{
    http::{ApiError, Body, Caller, Moment, Shortfall, sentence},
    openapi::{samples, words},
};

/// A cart to price, with one seller.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(example = samples::quote_order)]
pub struct QuoteOrder {
    /// Identifier of the seller. All line items must be products of this seller.
    #[schema(value_type = words::SellerId)]
    seller_id: String,
    /// Line items, 1 to 50, with at most 200 add-ons in all line items together.
    #[schema(min_items = 1, max_items = 50)]
    items: Vec<ItemRequest>,
    /// How and when the customer wants to receive the order; it affects the charges.
    fulfilment: QuoteFulfilment,
    /// Voucher codes to apply, up to 5. A code that cannot be redeemed does not refuse the quote;
    /// see `vouchers` in the answer. Default: no vouchers.
    #[serde(default)]
    #[schema(value_type = Vec<words::VoucherCode>, max_items = 5)]
    vouchers: Vec<String>,
    /// Phone number (E.164) of the customer whose earlier uses count for vouchers with a limit per
    /// customer. It is used for the caller's own phone, and for any phone if the caller is the
    /// seller's staff or an administrator; other callers' uses are checked only when the order is
    /// placed. Default: the phone that the caller is signed in with.
    #[schema(value_type = Option<words::Phone>)]
    phone: Option<String>,
}

/// How and when a customer wants to receive an order, as far as it affects the price.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct QuoteFulfilment {
    /// How the order reaches the customer: `pickup`, `delivery` or `shipping`. The seller must
    /// offer the method.
    #[schema(value_type = words::MethodName)]
    method: MethodName,
    /// Delivery address. It is not needed for a quote and does not affect the price; if it is
    /// present, it is validated.
    address: Option<AddressRequest>,
    /// Identifier of one of the seller's delivery zones. Optional.
    #[schema(value_type = Option<words::ZoneId>)]
    zone_id: Option<String>,
    /// Time at which the customer wants the order (RFC 3339): in the future, and at most two years
    /// ahead. Absent for as soon as possible.
    #[schema(value_type = Option<words::MomentInput>)]
    requested_for: Option<Moment>,
}

/// The answer to a request for a price.
#[derive(Serialize, ToSchema)]
pub struct Quoted {
    /// The price of the cart, and what would prevent the order.
    quote: QuoteView,
}

/// What an order would cost if it were placed now. Amounts are in minor units of `currency`.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Quote, example = samples::quote)]
pub struct QuoteView {
    /// Line items with their prices. Line items with equal product and equal add-ons are combined
    /// into one.
    items: Vec<QuotedItem>,
    /// Sum of the line items' `totalPrice`, in minor units of `currency`.
    #[schema(value_type = words::Amount)]
    subtotal: u64,
    /// Discount by all vouchers together, in minor units of `currency`.
    #[schema(value_type = words::Amount)]
    discount: u64,
    /// Delivery fee, packaging fee and tax that the seller adds.
    charges: ChargesView,
    /// Amount to pay in minor units of `currency`: subtotal, less discount, plus charges.
    #[schema(value_type = words::Amount)]
    grand_total: u64,
    /// ISO 4217 code of the currency of all amounts.
    #[schema(value_type = words::Currency)]
    currency: &'static str,
    /// The outcome for each voucher code, in the sequence of the request.
    vouchers: Vec<QuotedVoucher>,
    /// Every product of which there is too little or which is not for sale now. If there are any,
    /// placing this order is refused with 409 `insufficient_stock`. Empty otherwise.
    stock_issues: Vec<Shortfall>,
}

/// A line item of a quote, with its price.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct QuotedItem {
    /// Identifier of the product that is to be ordered.
    #[schema(value_type = words::ProductId)]
    product_id: String,
    /// Name of the product in the seller's catalogue.
    #[schema(value_type = words::Name)]
    name: String,
    /// Number of units in this line item, 1 to 10,000.
    #[schema(value_type = words::Quantity)]
    quantity: u32,
    /// Price of one unit without add-ons, in minor units of `currency`.
    #[schema(value_type = words::Amount)]
    unit_price: u64,
    /// Price of all units with their add-ons, in minor units of `currency`.
    #[schema(value_type = words::Amount)]
    total_price: u64,
    /// Add-ons of each unit, with their prices.
    addons: Vec<AddonView>,
    /// Whether the product is a main course, as the catalogue says.
    is_main_course: bool,
    /// Number of units of the product that can be ordered now, for all line items with this product
    /// together.
    #[schema(value_type = words::Total)]
    available: u64,
}

/// The outcome for one voucher code of a quote.
#[derive(Serialize, ToSchema)]
struct QuotedVoucher {
    /// Voucher code as the request names it.
    #[schema(value_type = words::VoucherCode)]
    code: String,
    /// Discount by this voucher in minor units of `currency`. Zero if the voucher is rejected, or
    /// if other vouchers already reduce the subtotal to zero.
    #[schema(value_type = words::Amount)]
    amount: u64,
    /// Reason why the voucher cannot be redeemed, as a sentence; null if it can.
    #[schema(required, example = json!(null))]
    rejected: Option<String>,
}

/// Price an order.
///
/// Returns what an order would cost now: line items, vouchers, charges and total, calculated as
/// `POST /api/orders` does. Anyone may call it, with or without an access token. Nothing is
/// reserved or written, so prices and stock can change before the order is placed.
///
/// Vouchers that cannot be redeemed (`vouchers[].rejected`) and products of which there is too
/// little (`stockIssues`) are reported in the quote and do not refuse it. A quote does not check
/// whether the seller is paused, the seller's minimum order, or whether the caller must sign in
/// first.
///
/// Errors:
///
/// - 400 `invalid_request`: a field is missing, unknown or out of range; the seller or the zone
///   does not exist; the seller does not offer the fulfilment method; an add-on does not belong to
///   its product.
/// - 400 `unknown_product`, `mixed_sellers`: a product does not exist, or belongs to another
///   seller.
/// - 401 `unauthenticated` or `token_expired`: an access token was sent and is invalid or expired.
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
            let rejected = rejected.map(|(_, why)| sentence(why.to_string()));
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
