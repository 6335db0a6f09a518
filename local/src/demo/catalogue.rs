//! The storefronts of the demo's sellers and the descriptions of its products, as buyers see them.

use anyhow::Result;
use docket_domain::{OpeningHours, OpeningTime, ProductDisplay, Storefront, Weekday};

/// A seller's opening and closing time on every day; `None` for a seller that is always open.
type Open = Option<(&'static str, &'static str)>;

/// The sellers: id, description, phone, opening hours.
const STOREFRONTS: &[(&str, &str, &str, Open)] = &[
    (
        "green-valley",
        "Honey, eggs and fruit from our own farm.",
        "+12025550111",
        Some(("08:00", "18:00")),
    ),
    (
        "corner-shop",
        "What the quarter runs out of, from bread to soap.",
        "+12025550112",
        Some(("07:00", "22:00")),
    ),
    // Open until after midnight.
    (
        "spice-kitchen",
        "Indian home cooking, made when you order it.",
        "+12025550113",
        Some(("11:00", "01:00")),
    ),
    ("craft-market", "Pottery, cloth and candles by local makers.", "+12025550114", None),
];

/// The products, in the order in which shops show them: id, category, description.
const DISPLAYS: &[(&str, &str, &str)] = &[
    ("gv-honey", "Pantry", "Cold-extracted, from spring blossom."),
    ("gv-eggs", "Fresh", "From hens that are outside all day."),
    ("gv-apples", "Fresh", "Crisp and a little sour; good for baking."),
    ("cs-bread", "Bakery", "Sourdough, baked this morning."),
    ("cs-coffee", "Pantry", "Arabica, roasted in town, ground for filters."),
    ("cs-olive-oil", "Pantry", "Extra virgin, of one harvest."),
    ("cs-soap", "Household", "Made of olive oil, without perfume."),
    ("sk-thali", "Mains", "Dal, two vegetables, rice and pickles."),
    ("sk-curry", "Mains", "Chickpeas in tomato and ginger, mild."),
    ("sk-paneer-tikka", "Mains", "Grilled cheese with peppers and mint chutney."),
    ("sk-biryani", "Mains", "Basmati rice with mushrooms, saffron and crisp onions."),
    ("sk-dal-makhani", "Mains", "Black lentils, eight hours on the stove."),
    ("sk-samosas", "Small plates", "Potatoes and peas in crisp pastry."),
    ("sk-onion-bhaji", "Small plates", "Onions in chickpea batter with cumin."),
    ("sk-gulab-jamun", "Sweets", "Milk dumplings in rose syrup."),
    ("sk-lassi", "Drinks", "Alphonso mango and yoghurt."),
    ("sk-chai", "Drinks", "Black tea with milk, ginger and cardamom."),
    ("cm-bowl", "Pottery", "Thrown by hand; each is a little different."),
    ("cm-scarf", "Cloth", "Merino wool, 180 by 30 cm."),
    ("cm-candle", "Candles", "Pure beeswax, burns for 40 hours."),
];

/// The storefront of a seller of the demo; an empty one for any other seller.
///
/// # Errors
///
/// A text or an opening time in the table is not valid.
pub fn storefront(seller: &str) -> Result<Storefront> {
    let known = STOREFRONTS.iter().find(|(id, ..)| *id == seller);
    let Some((_, description, phone, hours)) = known else { return Ok(Storefront::default()) };
    let times = hours.iter().flat_map(|(opens, closes)| {
        Weekday::ALL.map(|day| -> Result<_> {
            Ok(OpeningTime { day, opens: opens.parse()?, closes: closes.parse()? })
        })
    });
    Ok(Storefront {
        description: Some(description.parse()?),
        phone: Some(phone.parse()?),
        hours: OpeningHours::new(times.collect::<Result<_>>()?)?,
        ..Storefront::default()
    })
}

/// Description, category and position of a product of the demo, without its image; empty for any other product.
///
/// # Errors
///
/// A text in the table is not valid.
pub fn display(product: &str) -> Result<ProductDisplay> {
    let Some(position) = DISPLAYS.iter().position(|(id, ..)| *id == product) else {
        return Ok(ProductDisplay::default());
    };
    let (_, category, description) = DISPLAYS[position];
    Ok(ProductDisplay {
        description: Some(description.parse()?),
        category: Some(category.parse()?),
        position: u32::try_from(position)?,
        ..ProductDisplay::default()
    })
}
