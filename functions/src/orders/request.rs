//! The request body that places an order, and its conversion into the types of the domain.
//!
//! All faults of a body are collected before the request is refused, each with its JSON pointer.

use std::collections::BTreeMap;

use docket_app::{Faults, orders::CustomerDraft};
use docket_domain::{
    AddonId, CartLine, LanguageTag, OrderDraft, Priority, Quantity, VoucherCode, VoucherRefusal,
};
use jiff::Timestamp;
use serde::Deserialize;
use utoipa::ToSchema;

use super::fulfilment_request::{FulfilmentRequest, read_fulfilment};
use crate::openapi::{samples, words};

/// Maximum number of line items in one order.
const MAX_LINES: usize = 50;
/// Maximum number of voucher codes in one order.
const MAX_VOUCHERS: usize = 5;

/// Maximum number of add-ons in all line items together. With names of maximum length, an order of
/// this size still fits into one item of the table, together with its notes and its history.
const MAX_ADDONS: usize = 200;

/// An order to place. Prices are taken from the seller's catalogue; a price in the request is
/// refused as an unknown field.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(example = samples::create_order)]
pub struct CreateOrder {
    /// Identifier of the seller that fulfils the order. All line items must be products of this
    /// seller.
    #[schema(value_type = words::SellerId)]
    pub seller_id: String,
    /// Line items, 1 to 50, with at most 200 add-ons in all line items together. Line items with
    /// equal product and equal add-ons are combined into one.
    #[schema(min_items = 1, max_items = 50)]
    pub items: Vec<ItemRequest>,
    /// Contact details of the customer for whom the order is placed.
    pub customer: CustomerRequest,
    /// How, where and when the customer receives the order.
    pub fulfilment: FulfilmentRequest,
    /// Name of the menu that the order was chosen from, one line of up to 100 characters. Used by
    /// kitchens; absent if the seller has no menus.
    #[schema(value_type = Option<words::Name>)]
    pub menu_type: Option<String>,
    /// Name of the meal that the order is for, such as `lunch`, one line of up to 100 characters.
    /// Used by kitchens to form delivery batches; absent if it does not apply.
    #[schema(value_type = Option<words::Name>)]
    pub meal_window: Option<String>,
    /// Voucher codes to redeem, up to 5. If one of them cannot be redeemed, the order is refused
    /// with `voucher_rejected`. Default: no vouchers.
    #[serde(default)]
    #[schema(value_type = Vec<words::VoucherCode>, max_items = 5)]
    pub vouchers: Vec<String>,
    /// Message of the customer to the seller, up to 1,000 characters.
    #[schema(value_type = Option<words::Note>)]
    pub notes: Option<String>,
    /// Priority of the order, `normal` by default. Only the seller's staff and administrators may
    /// set `urgent`.
    #[schema(value_type = Option<words::PriorityName>)]
    pub priority: Option<PriorityName>,
}

/// The part of a checkout that one seller fulfils; it becomes one order. Prices are taken from the
/// seller's catalogue.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CheckoutPart {
    /// Identifier of the seller that fulfils this part. A seller may appear only once in a
    /// checkout.
    #[schema(value_type = words::SellerId)]
    seller_id: String,
    /// Line items, 1 to 50, with at most 200 add-ons in all line items together. All of them must
    /// be products of this seller.
    #[schema(min_items = 1, max_items = 50)]
    items: Vec<ItemRequest>,
    /// How, where and when the customer receives this part.
    fulfilment: FulfilmentRequest,
    /// Name of the menu that this part was chosen from, one line of up to 100 characters. Used by
    /// kitchens; absent if the seller has no menus.
    #[schema(value_type = Option<words::Name>)]
    menu_type: Option<String>,
    /// Name of the meal that this part is for, such as `lunch`, one line of up to 100 characters.
    /// Used by kitchens to form delivery batches; absent if it does not apply.
    #[schema(value_type = Option<words::Name>)]
    meal_window: Option<String>,
    /// Codes of this seller's vouchers to redeem, up to 5. If one of them cannot be redeemed, the
    /// whole checkout is refused with `voucher_rejected`. Default: no vouchers.
    #[serde(default)]
    #[schema(value_type = Vec<words::VoucherCode>, max_items = 5)]
    vouchers: Vec<String>,
    /// Message of the customer to this seller, up to 1,000 characters.
    #[schema(value_type = Option<words::Note>)]
    notes: Option<String>,
    /// Priority of this seller's order, `normal` by default. Only the seller's staff and
    /// administrators may set `urgent`.
    #[schema(value_type = Option<words::PriorityName>)]
    priority: Option<PriorityName>,
}

/// A line item to order: a product, its quantity and its add-ons.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ItemRequest {
    /// Identifier of the product, which must belong to the seller of the order.
    #[schema(value_type = words::ProductId)]
    product_id: String,
    /// Number of units, 1 to 10,000. The limit also holds for the sum of all line items with this
    /// product.
    #[schema(value_type = words::Quantity)]
    quantity: u32,
    /// Add-ons of each unit of this line item; each add-on may appear once. Default: no add-ons.
    #[serde(default)]
    #[schema(max_items = 200)]
    addons: Vec<AddonRequest>,
}

/// An add-on of a line item, such as an extra topping.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AddonRequest {
    /// Identifier of the add-on, as the product lists it in `addons`.
    #[schema(value_type = words::AddonId)]
    addon_id: String,
    /// Number of this add-on on each unit of the line item, 1 to 10,000.
    #[schema(value_type = words::Quantity)]
    quantity: u32,
}

/// Contact details of the customer for whom an order is placed.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CustomerRequest {
    /// Name of the customer, one line of up to 100 characters.
    #[schema(value_type = words::Name)]
    pub name: String,
    /// Phone number of the customer in E.164 format. It identifies the customer: a guest verifies
    /// the order with a code sent to this number.
    #[schema(value_type = words::Phone)]
    pub phone: String,
    /// E-mail address of the customer, for messages about the order.
    #[schema(value_type = Option<words::Email>)]
    pub email: Option<String>,
}

/// The priority of an order, from lowest to highest.
#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PriorityName {
    /// The order can wait behind others.
    Low,
    /// The default priority.
    Normal,
    /// The order comes before those of normal priority.
    High,
    /// The order comes before all others. Only staff and administrators set it.
    Urgent,
}

impl CreateOrder {
    /// Reads the whole request, in a language, and names every place at fault. A requested time
    /// alone is checked when the order is decided, so that a repeated request is answered with its
    /// order even after that time has passed.
    pub fn read(
        self,
        language: Option<LanguageTag>,
        now: Timestamp,
        faults: &mut Faults,
    ) -> Option<OrderDraft> {
        let customer = self.customer.read(faults);
        let part = CheckoutPart {
            seller_id: self.seller_id,
            items: self.items,
            fulfilment: self.fulfilment,
            menu_type: self.menu_type,
            meal_window: self.meal_window,
            vouchers: self.vouchers,
            notes: self.notes,
            priority: self.priority,
        };
        part.read(customer, language, now, faults)
    }
}

impl CheckoutPart {
    /// Reads what a customer orders from this seller, in a language, and names every place at
    /// fault.
    pub fn read(
        self,
        customer: Option<CustomerDraft>,
        language: Option<LanguageTag>,
        now: Timestamp,
        faults: &mut Faults,
    ) -> Option<OrderDraft> {
        let seller = faults.parse("/sellerId", &self.seller_id);
        let cart = read_cart(&self.items, faults);
        let fulfilment = read_fulfilment(&self.fulfilment, None, faults);
        let menu_type = faults.maybe("/menuType", self.menu_type.as_deref());
        let meal_window = faults.maybe("/mealWindow", self.meal_window.as_deref());
        let notes = faults.maybe("/notes", self.notes.as_deref());
        let vouchers = read_vouchers(&self.vouchers, faults);
        if let Some(Err(error)) = fulfilment.as_ref().map(|it| it.check_time(now))
            && faults.are_there()
        {
            faults.add("/fulfilment/requestedFor", error);
        }
        let CustomerDraft { name, phone, email } = customer?;
        Some(OrderDraft {
            seller: seller?,
            cart,
            name,
            phone,
            email,
            fulfilment: fulfilment?,
            menu_type,
            meal_window,
            notes,
            priority: self.priority.map_or(Priority::Normal, Into::into),
            vouchers,
            language,
        })
    }
}

impl CustomerRequest {
    /// Reads the customer's contact details, and names every place at fault.
    pub fn read(&self, faults: &mut Faults) -> Option<CustomerDraft> {
        let name = faults.parse("/customer/name", &self.name);
        let phone = faults.parse("/customer/phone", &self.phone);
        let email = faults.maybe("/customer/email", self.email.as_deref());
        Some(CustomerDraft { name: name?, phone: phone?, email })
    }
}

/// Reads voucher codes. A malformed code is refused like a code that does not exist.
pub fn read_vouchers(codes: &[String], faults: &mut Faults) -> Vec<VoucherCode> {
    if codes.len() > MAX_VOUCHERS {
        faults.add("/vouchers", format!("must have at most {MAX_VOUCHERS} vouchers"));
    }
    let mut code = |(at, text): (usize, &String)| {
        let code = text.parse();
        code.map_err(|_| faults.add_voucher(format!("/vouchers/{at}"), VoucherRefusal::Unknown))
            .ok()
    };
    codes.iter().enumerate().filter_map(&mut code).collect()
}

/// Reads line items, and names every place at fault.
pub fn read_cart(items: &[ItemRequest], faults: &mut Faults) -> Vec<CartLine> {
    if items.is_empty() || items.len() > MAX_LINES {
        faults.add("/items", format!("must have 1 to {MAX_LINES} line items"));
        return Vec::new();
    }
    if items.iter().map(|item| item.addons.len()).sum::<usize>() > MAX_ADDONS {
        faults.add("/items", format!("must have at most {MAX_ADDONS} add-ons in all"));
        return Vec::new();
    }
    items.iter().enumerate().filter_map(|(at, item)| read_line(at, item, faults)).collect()
}

fn read_line(at: usize, item: &ItemRequest, faults: &mut Faults) -> Option<CartLine> {
    let product = faults.parse(&format!("/items/{at}/productId"), &item.product_id);
    let quantity = quantity(&format!("/items/{at}/quantity"), item.quantity, faults);
    let mut addons: BTreeMap<AddonId, Quantity> = BTreeMap::new();
    for (nth, addon) in item.addons.iter().enumerate() {
        let place = format!("/items/{at}/addons/{nth}");
        let id = faults.parse(&format!("{place}/addonId"), &addon.addon_id);
        let count = quantity_of(&place, addon.quantity, faults);
        if let (Some(id), Some(count)) = (id, count)
            && addons.insert(id, count).is_some()
        {
            faults.add(place, "must not repeat an earlier add-on of the line item");
        }
    }
    Some(CartLine { product: product?, quantity: quantity?, addons })
}

fn quantity_of(place: &str, count: u32, faults: &mut Faults) -> Option<Quantity> {
    quantity(&format!("{place}/quantity"), count, faults)
}

fn quantity(pointer: &str, count: u32, faults: &mut Faults) -> Option<Quantity> {
    Quantity::new(count).map_err(|error| faults.add(pointer, error)).ok()
}

impl From<PriorityName> for Priority {
    fn from(name: PriorityName) -> Self {
        match name {
            PriorityName::Low => Self::Low,
            PriorityName::Normal => Self::Normal,
            PriorityName::High => Self::High,
            PriorityName::Urgent => Self::Urgent,
        }
    }
}
