//! Setting and reading the image of a product.

use docket_domain::{
    Actor, ImageChange, ImageKind, ImageName, OneLine, ProductChange, ProductDisplayChange,
    ProductId, ProductImage,
};
use docket_platform::{ImageStore, ImageStoreError, digest};
use docket_store::{StockLevel, StoredProduct};

use super::{
    read_product::{StockedProduct, shown_product},
    update_product::{UpdateProduct, update_product},
};
use crate::{App, AppError, ExpectedVersion};

/// A new image of a product. The caller has checked that the file is an image.
#[derive(Debug)]
pub struct PutImage<'a> {
    /// The product that was read when rights were checked.
    pub found: (StoredProduct, StockLevel),
    /// The versions of the resource that the change may replace.
    pub expected: &'a ExpectedVersion,
    /// The kind of the file.
    pub kind: ImageKind,
    /// The file.
    pub bytes: Vec<u8>,
    /// The alternative text.
    pub alt: OneLine<255>,
}

/// An image with its file.
#[derive(Debug)]
pub struct KeptImage {
    /// The image's data in the product.
    pub image: ProductImage,
    /// The file.
    pub bytes: Vec<u8>,
    /// Whether the product is visible to everybody.
    pub is_public: bool,
}

/// Sets the image of a product, and returns the changed product. A repeated call with an equal file
/// and text changes nothing.
///
/// # Errors
///
/// [`AppError::PreconditionFailed`] when its version is not an expected one; [`AppError::Images`]
/// when the file could not be stored. The product is not changed then.
pub async fn put_product_image(app: &App, it: PutImage<'_>) -> Result<StockedProduct, AppError> {
    let PutImage { found, expected, kind, bytes, alt } = it;
    let product = &found.0.product;
    expected.check(product.version)?;
    let image = keep_image(app.images.as_ref(), &product.id, kind, bytes, alt).await?;
    let display = ProductDisplayChange {
        image: ImageChange::Replace(image),
        ..ProductDisplayChange::default()
    };
    let change = ProductChange { display, ..ProductChange::default() };
    update_product(app, UpdateProduct { found, expected, change: &change }).await
}

/// Stores the file of an image. This comes before the product refers to it, so that no product
/// refers to a missing file. Files are named by their content and never replaced, so that a
/// concurrent reader of the product finds its file.
///
/// # Errors
///
/// [`ImageStoreError`] when the file could not be stored.
pub async fn keep_image(
    images: &dyn ImageStore,
    product: &ProductId,
    kind: ImageKind,
    bytes: Vec<u8>,
    alt: OneLine<255>,
) -> Result<ProductImage, ImageStoreError> {
    let image = ProductImage { name: ImageName::from_bytes(digest(&bytes)), kind, alt };
    images.put(&key(product, &image), kind.media_type(), bytes).await?;
    Ok(image)
}

/// The image of a product that `actor` may see.
///
/// # Errors
///
/// [`AppError::NotFound`] when the product does not exist, is not visible or has no image;
/// [`AppError::Images`] when the file could not be read.
pub async fn read_product_image(
    app: &App,
    id: &ProductId,
    actor: Option<&Actor>,
) -> Result<KeptImage, AppError> {
    let (StoredProduct { product, .. }, _) = shown_product(app, id, actor).await?;
    let is_public = product.display.active;
    let image = product.display.image.ok_or(AppError::NotFound)?;
    let bytes = app.images.get(&key(id, &image)).await?.ok_or(AppError::NotFound)?;
    Ok(KeptImage { image, bytes, is_public })
}

/// The key of an image's file.
fn key(product: &ProductId, image: &ProductImage) -> String {
    format!("products/{product}/{}", image.name)
}
