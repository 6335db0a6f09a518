use docket_domain::{Addon, ImageKind, Product, ProductDisplay, ProductId, ProductImage};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{
    Bytes, Malformed, RequestMark, amount, currency, maybe_line, maybe_text, one_line, parse,
    texts, time, times,
};
use crate::table::keys;

/// A product with the mark of the request that created it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredProduct {
    /// The product.
    pub product: Product,
    /// The mark of that request.
    pub mark: RequestMark,
}

/// A product's item.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct ProductRecord {
    pk: String,
    sk: String,
    /// Index partition of the seller's products, sorted by time of creation.
    gs: String,
    k: String,
    v: u32,
    se: String,
    nm: String,
    /// Price, currency, low-stock mark, main course, extras, buckets, creation.
    pc: u64,
    cy: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    lo: Option<u32>,
    mc: bool,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    ad: Vec<(String, String, u64)>,
    /// Description, category, position, and that it is inactive or off until then.
    #[serde(skip_serializing_if = "Option::is_none")]
    ds: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ca: Option<String>,
    #[serde(default, skip_serializing_if = "is_default")]
    po: u32,
    /// Name, media type and text of its image.
    #[serde(skip_serializing_if = "Option::is_none")]
    im: Option<(String, String, String)>,
    #[serde(default, skip_serializing_if = "is_default")]
    na: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    of: Option<i64>,
    bk: u32,
    at: i64,
    ih: Bytes<16>,
    rh: Bytes<16>,
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

impl ProductRecord {
    pub(crate) fn new(stored: &StoredProduct) -> Self {
        let StoredProduct { product, mark } = stored;
        let display = &product.display;
        let addon =
            |addon: &Addon| (addon.id.to_string(), addon.name.to_string(), addon.price.minor());
        Self {
            pk: keys::product(&product.id),
            sk: keys::PRODUCT.to_owned(),
            gs: keys::products_of(&product.seller),
            k: keys::by_time(product.created_at, product.id.as_str()),
            v: product.version,
            se: product.seller.to_string(),
            nm: product.name.to_string(),
            pc: product.price.minor(),
            cy: product.currency.code().to_owned(),
            lo: product.low_stock_at,
            mc: product.is_main_course,
            ad: product.addons.iter().map(addon).collect(),
            ds: display.description.as_ref().map(|text| text.as_str().to_owned()),
            ca: texts(display.category.as_ref()),
            po: display.position,
            im: display.image.as_ref().map(image_parts),
            na: !display.active,
            of: display.off_until.map(Timestamp::as_millisecond),
            bk: product.buckets,
            at: product.created_at.as_millisecond(),
            ih: Bytes(mark.caller),
            rh: Bytes(mark.body),
        }
    }
}

impl TryFrom<ProductRecord> for StoredProduct {
    type Error = Malformed;

    fn try_from(record: ProductRecord) -> Result<Self, Malformed> {
        let addon = |(id, name, price): (String, String, u64)| {
            Ok(Addon {
                id: parse("ad", &id)?,
                name: one_line("ad", &name)?,
                price: amount("ad", price)?,
            })
        };
        let product = Product {
            id: keys::product_id(&record.pk)
                .ok_or_else(|| Malformed::new("pk", "not a product's"))?,
            seller: parse("se", &record.se)?,
            name: one_line("nm", &record.nm)?,
            price: amount("pc", record.pc)?,
            currency: currency("cy", &record.cy)?,
            low_stock_at: record.lo,
            is_main_course: record.mc,
            addons: record.ad.into_iter().map(addon).collect::<Result<_, Malformed>>()?,
            display: ProductDisplay {
                description: maybe_text("ds", record.ds.as_deref())?,
                category: maybe_line("ca", record.ca.as_deref())?,
                position: record.po,
                image: record.im.map(image).transpose()?,
                active: !record.na,
                off_until: times("of", record.of)?,
            },
            buckets: record.bk,
            version: record.v,
            created_at: time("at", record.at)?,
        };
        Ok(Self { product, mark: RequestMark { caller: record.ih.0, body: record.rh.0 } })
    }
}

fn image_parts(image: &ProductImage) -> (String, String, String) {
    let kind = image.kind.media_type().to_owned();
    (image.name.to_string(), kind, image.alt.to_string())
}

fn image((name, kind, alt): (String, String, String)) -> Result<ProductImage, Malformed> {
    let kind = ImageKind::of_media_type(&kind);
    Ok(ProductImage {
        name: parse("im", &name)?,
        kind: kind.ok_or_else(|| Malformed::new("im", "of no known kind"))?,
        alt: one_line("im", &alt)?,
    })
}

/// One of the items that a product's stock is spread over. Invariant: received = available + (taken
/// - returned) + written off.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct BucketRecord {
    pub(crate) pk: String,
    pub(crate) sk: String,
    /// Available now.
    pub(crate) av: u64,
    /// Received and written off in total.
    pub(crate) rc: u64,
    pub(crate) wo: u64,
    /// Taken and returned by orders in total.
    pub(crate) ou: u64,
    pub(crate) rt: u64,
    /// Held by unverified orders whose hold is counted: a part of the taken pieces.
    #[serde(default)]
    pub(crate) he: u64,
}

impl BucketRecord {
    pub(crate) fn new(product: &ProductId, number: u32, stock: u64) -> Self {
        Self {
            pk: keys::bucket(product, number),
            sk: keys::BUCKET.to_owned(),
            av: stock,
            rc: stock,
            wo: 0,
            ou: 0,
            rt: 0,
            he: 0,
        }
    }
}

/// The receipt of a request that changed an existing item. It makes a repeated request harmless,
/// and for stock it is the audit log.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct ReceiptRecord {
    pub(crate) pk: String,
    pub(crate) sk: String,
    /// Product or order.
    #[serde(rename = "pd")]
    pub(crate) about: String,
    /// Change, reason, who, when.
    pub(crate) ch: i64,
    pub(crate) no: String,
    pub(crate) by: String,
    pub(crate) at: i64,
    /// For stock: its partition and sort key in the seller index, which lists the product's
    /// adjustments. Older adjustments have none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) gs: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) k: Option<String>,
    pub(crate) ih: Bytes<16>,
    pub(crate) rh: Bytes<16>,
}
