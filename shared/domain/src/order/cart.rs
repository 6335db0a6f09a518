//! Pricing a cart from the catalogue: its lines, their sum and the seller's charges.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::{
    Charges, Line, LineAddon, LineId, MethodKind, PlaceRefusal, place_refusal::Unavailable,
};
use crate::{AddonId, Amount, Product, ProductId, Quantity, Seller};

/// A product in a cart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CartLine {
    /// The product.
    pub product: ProductId,
    /// The quantity.
    pub quantity: Quantity,
    /// The extras of each unit.
    pub addons: BTreeMap<AddonId, Quantity>,
}

/// Checks that all products of a cart are for sale now.
pub(super) fn for_sale(
    cart: &[CartLine],
    products: &[Product],
    now: Timestamp,
) -> Result<(), PlaceRefusal> {
    let wanted = |product: &Product| -> u32 {
        let lines = cart.iter().filter(|line| line.product == product.id);
        lines.map(|line| line.quantity.get()).sum()
    };
    let missing: Vec<_> = products
        .iter()
        .filter(|product| !product.display.is_for_sale(now))
        .map(|product| Unavailable {
            product: product.id.clone(),
            name: product.name.clone(),
            requested: wanted(product),
        })
        .filter(|missing| missing.requested > 0)
        .collect();
    if missing.is_empty() { Ok(()) } else { Err(PlaceRefusal::NotForSale(missing)) }
}

pub(super) fn price(
    cart: &[CartLine],
    products: &[Product],
    seller: &Seller,
) -> Result<Vec<Line>, PlaceRefusal> {
    let find = |line: &CartLine| products.iter().find(|product| product.id == line.product);
    let positions = |fault: &dyn Fn(&CartLine) -> bool| -> Vec<usize> {
        (0..cart.len()).filter(|&at| fault(&cart[at])).collect()
    };
    let unknown = positions(&|line| find(line).is_none());
    if !unknown.is_empty() {
        return Err(PlaceRefusal::UnknownProducts(unknown));
    }
    let foreign = positions(&|line| find(line).is_some_and(|product| product.seller != seller.id));
    if !foreign.is_empty() {
        return Err(PlaceRefusal::MixedSellers(foreign));
    }
    let strange = positions(&|line| {
        find(line).is_some_and(|product| {
            line.addons.keys().any(|id| product.addons.iter().all(|addon| addon.id != *id))
        })
    });
    if !strange.is_empty() {
        return Err(PlaceRefusal::UnknownAddons(strange));
    }
    merge(cart)?
        .iter()
        .filter_map(|line| find(line).map(|product| (line, product)))
        .map(|(line, product)| price_line(line, product).ok_or(PlaceRefusal::TotalTooLarge))
        .collect()
}

/// Joins the lines that have equal products and equal extras.
pub(super) fn merge(cart: &[CartLine]) -> Result<Vec<CartLine>, PlaceRefusal> {
    let mut merged: Vec<CartLine> = Vec::new();
    let mut per_product: BTreeMap<&ProductId, u32> = BTreeMap::new();
    let mut over = Vec::new();
    for (at, line) in cart.iter().enumerate() {
        let sum = per_product.entry(&line.product).or_default();
        *sum = sum.saturating_add(line.quantity.get());
        if *sum > Quantity::MAX {
            over.push(at);
            continue;
        }
        let same =
            |other: &&mut CartLine| other.product == line.product && other.addons == line.addons;
        match merged.iter_mut().find(same) {
            None => merged.push(line.clone()),
            Some(other) => match Quantity::new(other.quantity.get() + line.quantity.get()) {
                Ok(both) => other.quantity = both,
                Err(_) => over.push(at),
            },
        }
    }
    if over.is_empty() { Ok(merged) } else { Err(PlaceRefusal::TooMany(over)) }
}

fn price_line(line: &CartLine, product: &Product) -> Option<Line> {
    let addons: Vec<LineAddon> = product
        .addons
        .iter()
        .filter_map(|addon| {
            line.addons.get(&addon.id).map(|&quantity| LineAddon {
                id: addon.id.clone(),
                name: addon.name.clone(),
                quantity,
                unit_price: addon.price,
            })
        })
        .collect();
    let one = addons.iter().try_fold(product.price, |sum, addon| {
        sum.plus(addon.unit_price.times(addon.quantity.get())?)
    })?;
    Some(Line {
        id: LineId::NONE,
        product: product.id.clone(),
        name: product.name.clone(),
        quantity: line.quantity,
        unit_price: product.price,
        addons,
        is_main_course: product.is_main_course,
        total: one.times(line.quantity.get())?,
    })
}

pub(super) fn sum(lines: &[Line]) -> Option<Amount> {
    lines.iter().try_fold(Amount::ZERO, |sum, line| sum.plus(line.total))
}

pub(super) fn charge(
    taxed: Amount,
    seller: &Seller,
    method: MethodKind,
) -> Result<Charges, PlaceRefusal> {
    let rules = &seller.charges;
    Ok(Charges {
        delivery_fee: match method {
            MethodKind::Delivery => rules.delivery_fee,
            MethodKind::Pickup | MethodKind::Shipping => Amount::ZERO,
        },
        packaging_fee: rules.packaging_fee,
        tax: taxed.share(rules.tax_basis_points).ok_or(PlaceRefusal::TotalTooLarge)?,
    })
}
