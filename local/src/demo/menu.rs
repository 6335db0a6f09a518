//! The kitchen's whole menu and its terms. They make the demo's pages more realistic; tests order
//! only from the few basic dishes.

use anyhow::Result;
use docket_domain::{Amount, ChargeRules, Minutes, Seller, Term, Terms};

/// The kitchen.
pub const KITCHEN: &str = "spice-kitchen";

/// Its further dishes: id, name, price in cents, stock, main course.
pub const DISHES: [(&str, &str, i64, u32, bool); 7] = [
    ("sk-paneer-tikka", "Paneer tikka", 1_290, 120, true),
    ("sk-biryani", "Mushroom biryani", 1_420, 90, true),
    ("sk-samosas", "Samosas, three", 640, 200, false),
    ("sk-dal-makhani", "Dal makhani", 1_150, 150, true),
    ("sk-onion-bhaji", "Onion bhaji, four", 590, 24, false),
    ("sk-gulab-jamun", "Gulab jamun, two", 520, 80, false),
    ("sk-chai", "Masala chai", 350, 400, false),
];

/// Their extras: product, id, name, price in cents.
pub const EXTRAS: [(&str, &str, &str, i64); 9] = [
    ("sk-paneer-tikka", "naan", "Naan", 250),
    ("sk-paneer-tikka", "raita", "Raita", 180),
    ("sk-biryani", "raita", "Raita", 180),
    ("sk-samosas", "chutney", "Tamarind chutney", 90),
    ("sk-samosas", "raita", "Raita", 180),
    ("sk-dal-makhani", "rice", "Basmati rice", 220),
    ("sk-dal-makhani", "naan", "Naan", 250),
    ("sk-onion-bhaji", "chutney", "Tamarind chutney", 90),
    ("sk-chai", "oat-milk", "Oat milk", 60),
];

/// The kitchen with fees, a tax, a time to accept orders in, and the targets of its lifecycle.
pub fn with_terms(kitchen: Seller) -> Result<Seller> {
    Ok(Seller {
        charges: ChargeRules {
            delivery_fee: Amount::new(390)?,
            packaging_fee: Amount::new(60)?,
            tax_basis_points: 625,
        },
        prep_time: Some(Minutes::new(25)?),
        delivery_time: Some(Minutes::new(20)?),
        terms: Terms {
            accept_within: Some(Term::new(15)?),
            reject_after: None,
            // No targets of its own, so those of the lifecycle apply.
            targets: Some(Vec::new()),
        },
        ..kitchen
    })
}
