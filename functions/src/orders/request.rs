//! The body that places an order, and its reading into the domain's types.

use std::collections::BTreeMap;

use docket_app::{Faults, orders::CustomerDraft};
use docket_domain::{
    AddonId, Address, AddressFault, AddressField, AddressParts, CartLine, Country, Fulfilment,
    LanguageTag, Method, MethodKind, OneLine, OrderDraft, Priority, Quantity, VoucherCode,
    VoucherRefusal,
};
use jiff::Timestamp;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::{
    http::Moment,
    openapi::{samples, words},
};

/// The most lines of one order.
const MAX_LINES: usize = 50;
/// The most vouchers of one order.
const MAX_VOUCHERS: usize = 5;

/// The most extras of all lines together: with names of full length the order
/// still fits into one item, together with its notes and its history.
const MAX_ADDONS: usize = 200;

/// An order to be placed. Prices come from the catalogue.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(example = samples::create_order)]
pub struct CreateOrder {
    /// Who should fulfil it.
    #[schema(value_type = words::SellerId)]
    pub seller_id: String,
    /// What is ordered, 1 to 50 lines with at most 200 extras in all.
    #[schema(min_items = 1, max_items = 50)]
    pub items: Vec<ItemRequest>,
    /// Who orders.
    pub customer: CustomerRequest,
    /// How it should reach them.
    pub fulfilment: FulfilmentRequest,
    /// The menu (kitchens).
    #[schema(value_type = Option<words::Name>)]
    pub menu_type: Option<String>,
    /// The meal (kitchens).
    #[schema(value_type = Option<words::Name>)]
    pub meal_window: Option<String>,
    /// Codes of vouchers, up to 5.
    #[serde(default)]
    #[schema(value_type = Vec<words::VoucherCode>, max_items = 5)]
    pub vouchers: Vec<String>,
    /// For the seller, up to 1,000 characters.
    #[schema(value_type = Option<words::Note>)]
    pub notes: Option<String>,
    /// `normal` unless given.
    #[schema(value_type = Option<words::PriorityName>)]
    pub priority: Option<PriorityName>,
}

/// What a checkout orders from one seller. Prices come from the catalogue.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CheckoutPart {
    /// Who should fulfil it.
    #[schema(value_type = words::SellerId)]
    seller_id: String,
    /// What is ordered, 1 to 50 lines with at most 200 extras in all.
    #[schema(min_items = 1, max_items = 50)]
    items: Vec<ItemRequest>,
    /// How it should reach the buyer.
    fulfilment: FulfilmentRequest,
    /// The menu (kitchens).
    #[schema(value_type = Option<words::Name>)]
    menu_type: Option<String>,
    /// The meal (kitchens).
    #[schema(value_type = Option<words::Name>)]
    meal_window: Option<String>,
    /// Codes of this seller's vouchers, up to 5.
    #[serde(default)]
    #[schema(value_type = Vec<words::VoucherCode>, max_items = 5)]
    vouchers: Vec<String>,
    /// For this seller, up to 1,000 characters.
    #[schema(value_type = Option<words::Note>)]
    notes: Option<String>,
    /// `normal` unless given.
    #[schema(value_type = Option<words::PriorityName>)]
    priority: Option<PriorityName>,
}

/// A line of a cart.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ItemRequest {
    /// The product.
    #[schema(value_type = words::ProductId)]
    product_id: String,
    /// How many, 1 to 10,000.
    #[schema(value_type = words::Quantity)]
    quantity: u32,
    /// Extras.
    #[serde(default)]
    #[schema(max_items = 200)]
    addons: Vec<AddonRequest>,
}

/// An extra of a line.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AddonRequest {
    /// The extra.
    #[schema(value_type = words::AddonId)]
    addon_id: String,
    /// How many on each one of the line, 1 to 10,000.
    #[schema(value_type = words::Quantity)]
    quantity: u32,
}

/// Who orders.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CustomerRequest {
    /// Up to 100 characters.
    #[schema(value_type = words::Name)]
    pub name: String,
    /// E.164.
    #[schema(value_type = words::Phone)]
    pub phone: String,
    /// An e-mail address.
    #[schema(value_type = Option<words::Email>)]
    pub email: Option<String>,
}

/// How an order should reach its buyer.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct FulfilmentRequest {
    /// Fetched, brought or sent.
    #[schema(value_type = words::MethodName)]
    method: MethodName,
    /// Required for delivery and shipping.
    address: Option<AddressRequest>,
    /// The seller's zone.
    #[schema(value_type = Option<words::ZoneId>)]
    zone_id: Option<String>,
    /// When it is wanted: in the future, at most two years ahead.
    #[schema(value_type = Option<words::MomentInput>)]
    pub requested_for: Option<Moment>,
}

/// Fetched, brought or sent.
#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MethodName {
    /// The buyer fetches it.
    Pickup,
    /// The seller's drivers bring it.
    Delivery,
    /// A carrier brings it.
    Shipping,
}

/// How urgent an order is.
#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PriorityName {
    /// Can wait.
    Low,
    /// As usual.
    Normal,
    /// Before others.
    High,
    /// Before all others.
    Urgent,
}

/// A postal address. City, state and postal code must be there where the
/// country's addresses have them: 400 names each that is missing, and a postal
/// code that cannot be one of that country.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AddressRequest {
    /// Street and number, up to 255 characters.
    #[schema(value_type = words::Line)]
    line1: String,
    /// Flat, floor, company, up to 255 characters.
    #[schema(value_type = Option<words::Line>)]
    line2: Option<String>,
    /// Part of the city, up to 255 characters.
    #[schema(value_type = Option<words::Line>)]
    locality: Option<String>,
    /// City, up to 100 characters.
    #[schema(value_type = Option<words::Name>)]
    city: Option<String>,
    /// State, province, emirate or what else the country has, up to 100
    /// characters.
    #[schema(value_type = Option<words::Name>)]
    state: Option<String>,
    /// Postal code, up to 20 characters.
    #[schema(value_type = Option<words::PostalCode>)]
    postal_code: Option<String>,
    /// ISO 3166 code or English name of the country; answers have the code.
    #[schema(value_type = words::Country)]
    country: String,
}

impl CreateOrder {
    /// Reads the whole request, in a language, and names every place at fault. A wished time
    /// alone is judged when the order is decided: a repeated request is answered
    /// with its order also when that time has passed.
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
    /// Reads what a customer orders from this seller, in a language.
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
    /// Reads who orders.
    pub fn read(&self, faults: &mut Faults) -> Option<CustomerDraft> {
        let name = faults.parse("/customer/name", &self.name);
        let phone = faults.parse("/customer/phone", &self.phone);
        let email = faults.maybe("/customer/email", self.email.as_deref());
        Some(CustomerDraft { name: name?, phone: phone?, email })
    }
}

/// What cannot be a code is refused like a code that there is not.
pub fn read_vouchers(codes: &[String], faults: &mut Faults) -> Vec<VoucherCode> {
    if codes.len() > MAX_VOUCHERS {
        faults.add("/vouchers", format!("must be at most {MAX_VOUCHERS}"));
    }
    let mut code = |(at, text): (usize, &String)| {
        let code = text.parse();
        code.map_err(|_| faults.add_voucher(format!("/vouchers/{at}"), VoucherRefusal::Unknown))
            .ok()
    };
    codes.iter().enumerate().filter_map(&mut code).collect()
}

pub fn read_cart(items: &[ItemRequest], faults: &mut Faults) -> Vec<CartLine> {
    if items.is_empty() || items.len() > MAX_LINES {
        faults.add("/items", format!("must have 1 to {MAX_LINES} lines"));
        return Vec::new();
    }
    if items.iter().map(|item| item.addons.len()).sum::<usize>() > MAX_ADDONS {
        faults.add("/items", format!("must have at most {MAX_ADDONS} extras in all"));
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
            faults.add(place, "stands twice in this line");
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

/// Reads how an order should reach its buyer; an address that it has already
/// stays as good as it was.
pub fn read_fulfilment(
    request: &FulfilmentRequest,
    old: Option<&Fulfilment>,
    faults: &mut Faults,
) -> Option<Fulfilment> {
    let zone = faults.maybe("/fulfilment/zoneId", request.zone_id.as_deref());
    let old = old.and_then(|it| it.method.address());
    let place = "/fulfilment/address";
    let address = request.address.as_ref().map(|it| read_address(place, it, old, faults));
    let unread = faults.has("/fulfilment/method");
    let method = match (request.method, address) {
        // Whether there must be an address, the method would say.
        _ if unread => None,
        (MethodName::Pickup, None) => Some(Method::Pickup),
        (MethodName::Delivery, Some(address)) => address.map(Method::Delivery),
        (MethodName::Shipping, Some(address)) => address.map(Method::Shipping),
        (MethodName::Pickup, Some(_)) => {
            faults.add("/fulfilment/address", "is not for orders that are fetched");
            None
        }
        (MethodName::Delivery | MethodName::Shipping, None) => {
            faults.add("/fulfilment/address", "is required for delivery and shipping");
            None
        }
    };
    let requested_for = request.requested_for.map(Timestamp::from);
    Some(Fulfilment { method: method?, zone, requested_for })
}

/// Reads an address that stands at `place`; the same as the old one stays as good
/// as it was.
pub fn read_address(
    place: &str,
    request: &AddressRequest,
    old: Option<&Address>,
    faults: &mut Faults,
) -> Option<Address> {
    let at = |field: &str| format!("{place}/{field}");
    let line1 = faults.parse(&at("line1"), &request.line1);
    let line2 = faults.maybe(&at("line2"), request.line2.as_deref());
    let locality = faults.maybe(&at("locality"), request.locality.as_deref());
    let city = faults.maybe(&at("city"), request.city.as_deref());
    let state = faults.maybe(&at("state"), request.state.as_deref());
    let postal_code = faults.maybe(&at("postalCode"), request.postal_code.as_deref());
    let country: Option<OneLine<100>> = faults.parse(&at("country"), &request.country);
    let parts = line1.zip(country.clone()).map(|(line1, country)| AddressParts {
        line1,
        line2,
        locality,
        city,
        state,
        postal_code: postal_code.clone(),
        country,
    });
    if let Some(same) = old.filter(|it| parts.as_ref() == Some(it.parts())) {
        return Some(same.clone());
    }
    // What is there and cannot be read is among the faults, and not missing.
    let has = |field| match field {
        AddressField::Line1 => true,
        AddressField::Locality => request.locality.is_some(),
        AddressField::City => request.city.is_some(),
        AddressField::State => request.state.is_some(),
        AddressField::PostalCode => request.postal_code.is_some(),
    };
    let unfit = match Country::named(country?.as_str()) {
        None => vec![AddressFault::UnknownCountry],
        Some(country) => country.faults(has, postal_code.as_ref().map(OneLine::as_str)),
    };
    for fault in unfit {
        faults.add(at(fault.place()), fault);
    }
    Address::new(parts?).ok()
}

impl From<MethodName> for MethodKind {
    fn from(name: MethodName) -> Self {
        match name {
            MethodName::Pickup => Self::Pickup,
            MethodName::Delivery => Self::Delivery,
            MethodName::Shipping => Self::Shipping,
        }
    }
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
