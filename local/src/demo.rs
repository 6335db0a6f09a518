//! The demo's data: one seller for each lifecycle, with products and members, and optionally with
//! orders.

mod catalogue;
mod customers;
mod menu;
mod orders;
mod pictures;
mod staff;
mod story;

use anyhow::{Context, Result};
use docket_domain::{
    Addon, Addresses, Amount, Contact, CustomerKey, Grant, Lifecycle, Member, Product,
    ProductDisplay, ProductId, Seller, SellerId, Zone,
};
use docket_store::{RequestMark, Store, StoredMember, StoredProduct};
use jiff::{SignedDuration, Timestamp};

use crate::images::Images;

pub use self::{
    customers::CUSTOMERS,
    orders::{DemoOrders, seller as known_seller},
    staff::Staff,
    story::HISTORY,
};

/// The phone of the administrator.
pub const ADMIN_PHONE: &str = "+12025550100";

/// The sellers: id, name, lifecycle.
pub const SELLERS: &[(&str, &str, &str)] = &[
    ("green-valley", "Green Valley Farm", "producer"),
    ("corner-shop", "Corner Shop", "shop"),
    ("spice-kitchen", "Spice Kitchen", "kitchen"),
    ("craft-market", "Craft Market", "marketplace"),
];

/// The people: phone, name, role, seller.
pub const MEMBERS: &[(&str, &str, &str, &str)] = &[
    ("+12025550101", "Paula Green", "seller", "green-valley"),
    ("+12025550102", "Sam Corner", "seller", "corner-shop"),
    ("+12025550103", "Kira Spice", "seller", "spice-kitchen"),
    ("+12025550104", "Mia Craft", "seller", "craft-market"),
    ("+12025550105", "Dan Wheeler", "driver", "spice-kitchen"),
];

/// The products: seller, id, name, price in cents, stock, main course.
const PRODUCTS: &[(&str, &str, &str, i64, u32, bool)] = &[
    ("green-valley", "gv-honey", "Blossom honey, 500 g", 950, 200, false),
    ("green-valley", "gv-eggs", "Free-range eggs, dozen", 620, 300, false),
    ("green-valley", "gv-apples", "Apples, 2 kg", 780, 250, false),
    ("corner-shop", "cs-coffee", "Ground coffee, 250 g", 890, 150, false),
    ("corner-shop", "cs-bread", "Rye bread", 450, 120, false),
    ("corner-shop", "cs-olive-oil", "Olive oil, 1 l", 1_490, 100, false),
    ("corner-shop", "cs-soap", "Olive soap", 350, 400, false),
    ("spice-kitchen", "sk-thali", "Vegetable thali", 1_350, 500, true),
    ("spice-kitchen", "sk-curry", "Chickpea curry", 1_190, 500, true),
    ("spice-kitchen", "sk-lassi", "Mango lassi", 420, 400, false),
    ("craft-market", "cm-bowl", "Stoneware bowl", 2_800, 100, false),
    ("craft-market", "cm-scarf", "Woven scarf", 4_500, 100, false),
    ("craft-market", "cm-candle", "Beeswax candle", 1_250, 300, false),
];

/// The extras: product, id, name, price in cents.
const ADDONS: &[(&str, &str, &str, i64)] = &[
    ("sk-thali", "naan", "Naan", 250),
    ("sk-thali", "raita", "Raita", 180),
    ("sk-curry", "rice", "Basmati rice", 220),
];

/// A fixed mark suffices, because the demo's requests are never retried.
const MARK: RequestMark = RequestMark { caller: [0; 16], body: [0; 16] };

/// Adds the data that is missing and leaves existing data unchanged. With `whole`, the kitchen has
/// its whole menu and its terms. `images` is the store of the products' image files; with `None`
/// the products have no images.
///
/// # Errors
///
/// The store failed.
pub async fn put(
    store: &Store,
    customer_key: impl Fn(&Contact) -> CustomerKey,
    now: Timestamp,
    whole: bool,
    images: Option<&Images>,
) -> Result<()> {
    for &(id, name, lifecycle) in SELLERS {
        let seller = seller(id, name, lifecycle)?;
        let seller = if whole && id == menu::KITCHEN { menu::with_terms(seller)? } else { seller };
        store.create_seller(&seller, None, &format!("demo-{id}")).await?;
    }
    for &(phone, name, role, seller) in MEMBERS {
        let member = member(phone, name, role, seller, now)?;
        let aliases: Vec<_> = member.addresses.all().map(|it| customer_key(&it)).collect();
        let token = format!("demo-{seller}-{role}");
        store.create_member(&StoredMember { member, mark: MARK }, &aliases, &[], &token).await?;
    }
    // Their times differ, because lists are sorted by time.
    let products: Vec<_> =
        products().take(if whole { usize::MAX } else { PRODUCTS.len() }).collect();
    let mut created_at = now - SignedDuration::from_secs(products.len().try_into()?);
    for (seller, id, name, price, stock, is_main_course) in products {
        let id: ProductId = id.parse()?;
        let image = match images {
            Some(images) => pictures::keep(images, &id).await?,
            None => None,
        };
        let product = Product {
            seller: seller.parse()?,
            name: name.parse()?,
            price: Amount::new(price)?,
            currency: "USD".parse().map_err(anyhow::Error::msg)?,
            low_stock_at: Some(20),
            is_main_course,
            addons: addons(id.as_str())?,
            display: ProductDisplay { image, ..catalogue::display(id.as_str())? },
            id,
            buckets: 1,
            version: 1,
            created_at,
        };
        let stored = StoredProduct { product, mark: MARK };
        let token = format!("demo-{}", stored.product.id);
        store.create_product(&stored, stock, &token).await?;
        created_at += SignedDuration::from_secs(1);
    }
    Ok(())
}

fn seller(id: &str, name: &str, lifecycle: &str) -> Result<Seller> {
    Ok(Seller {
        zones: zones(id)?,
        storefront: catalogue::storefront(id)?,
        ..Seller::new(
            id.parse()?,
            name.parse()?,
            Lifecycle::newest(lifecycle)
                .with_context(|| format!("there is no lifecycle {lifecycle}"))?,
            "USD".parse().map_err(anyhow::Error::msg)?,
            "America/New_York".parse()?,
        )
    })
}

/// The delivery zones of a seller: the kitchen has two, the others deliver anywhere.
fn zones(seller: &str) -> Result<Vec<Zone>> {
    if seller != "spice-kitchen" {
        return Ok(Vec::new());
    }
    [("north", "North of the river"), ("south", "South of the river")]
        .into_iter()
        .map(|(id, name)| Ok(Zone { id: id.parse()?, name: name.parse()? }))
        .collect()
}

/// A member who has accepted the invitation.
fn member(
    phone: &str,
    name: &str,
    role: &str,
    seller: &str,
    created_at: Timestamp,
) -> Result<Member> {
    let at: SellerId = seller.parse()?;
    let phone = phone.parse()?;
    let addresses = Addresses::new(Some(Clone::clone(&phone)), None)?;
    Ok(Member {
        id: format!("demo-{seller}-{role}").parse()?,
        name: name.parse()?,
        addresses: addresses.accepting(&Contact::Phone(phone)),
        grant: if role == "driver" { Grant::Driver(at) } else { Grant::Seller(at) },
        disabled: false,
        version: 1,
        epoch: 0,
        created_at,
    })
}

/// All products: the basic ones, then the rest of the menu.
fn products() -> impl Iterator<Item = (&'static str, &'static str, &'static str, i64, u32, bool)> {
    let dishes = menu::DISHES.into_iter();
    let dishes =
        dishes.map(|(id, name, price, stock, main)| (menu::KITCHEN, id, name, price, stock, main));
    PRODUCTS.iter().copied().chain(dishes)
}

/// The ids of a seller's products, each with the ids of its extras; with `whole`, including the
/// rest of the menu.
fn products_of(seller: &str, whole: bool) -> Vec<(&'static str, Vec<&'static str>)> {
    let all = if whole { usize::MAX } else { PRODUCTS.len() };
    let products = products().take(all).filter(|(of, ..)| *of == seller);
    products.map(|(_, id, ..)| (id, extras(id).map(|(_, extra, ..)| extra).collect())).collect()
}

fn extras(product: &str) -> impl Iterator<Item = (&'static str, &'static str, &'static str, i64)> {
    ADDONS.iter().copied().chain(menu::EXTRAS).filter(move |(of, ..)| *of == product)
}

fn addons(product: &str) -> Result<Vec<Addon>> {
    extras(product)
        .map(|(_, id, name, price)| {
            Ok(Addon { id: id.parse()?, name: name.parse()?, price: Amount::new(price)? })
        })
        .collect()
}
