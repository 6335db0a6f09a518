//! The images of the demo's products.

use anyhow::{Context, Result};
use docket_app::products::keep_image;
use docket_domain::{ImageKind, ProductId, ProductImage};
use docket_platform::ImageStore;

/// A product's id, its image file, and the image's alternative text.
struct Picture(&'static str, &'static [u8], &'static str);

macro_rules! pictures {
    ($($product:literal: $alt:literal,)+) => {
        &[$(Picture($product, include_bytes!(concat!("pictures/", $product, ".webp")), $alt)),+]
    };
}

const PICTURES: &[Picture] = pictures! {
    "gv-honey": "A jar of golden honey with a label",
    "gv-eggs": "A carton of white, pink and brown eggs",
    "gv-apples": "A red apple and a green one",
    "cs-coffee": "A brown bag of ground coffee",
    "cs-bread": "A loaf of dark bread with three cuts",
    "cs-olive-oil": "A green bottle of olive oil",
    "cs-soap": "A green bar of soap on a wooden dish",
    "sk-thali": "A round tray with rice, dal and two vegetables",
    "sk-curry": "A green bowl of chickpea curry, steaming",
    "sk-lassi": "A glass of mango lassi with a straw",
    "cm-bowl": "A blue stoneware bowl with light rings",
    "cm-scarf": "A red scarf with yellow stripes",
    "cm-candle": "A burning beeswax candle on a plate",
    "sk-paneer-tikka": "A skewer of cheese and peppers",
    "sk-biryani": "A bowl of rice with mushrooms",
    "sk-samosas": "Three samosas",
    "sk-dal-makhani": "A brown bowl of lentils with a swirl of cream",
    "sk-onion-bhaji": "Golden onion fritters",
    "sk-gulab-jamun": "Two dumplings in a bowl of syrup",
    "sk-chai": "A glass mug of tea with milk, steaming",
};

/// Stores the image of a product of the demo; `None` for a product without one.
///
/// # Errors
///
/// The file or the alternative text is not valid, or the file could not be written.
pub async fn keep(images: &dyn ImageStore, product: &ProductId) -> Result<Option<ProductImage>> {
    let picture = PICTURES.iter().find(|Picture(of, ..)| *of == product.as_str());
    let Some(Picture(_, file, alt)) = picture else { return Ok(None) };
    let kept = keep_image(images, product, ImageKind::WebP, file.to_vec(), alt.parse()?).await;
    Ok(Some(kept.with_context(|| format!("the image of {product}"))?))
}

#[cfg(test)]
mod tests {
    use docket_domain::check_image;

    use super::*;

    #[test]
    fn every_picture_is_an_image_of_at_most_15_kb() {
        for Picture(product, file, alt) in PICTURES {
            assert_eq!(check_image(file, ImageKind::WebP), Ok(()), "{product}");
            assert!(file.len() <= 15 * 1024, "{product} has {} bytes", file.len());
            assert!(!alt.is_empty(), "{product}");
        }
    }
}
