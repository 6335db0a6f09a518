//! The image of a product: giving it one, and reading it.

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

/// An image for a product. That the file is one was checked.
#[derive(Debug)]
pub struct PutImage<'a> {
    /// The product as it was found when rights were judged.
    pub found: (StoredProduct, StockLevel),
    /// The versions of the resource that the change may replace.
    pub expected: &'a ExpectedVersion,
    /// The kind of the file.
    pub kind: ImageKind,
    /// The file.
    pub bytes: Vec<u8>,
    /// What it shows, for those who do not see it.
    pub alt: OneLine<255>,
}

/// An image with its file.
#[derive(Debug)]
pub struct KeptImage {
    /// What the product says of it.
    pub image: ProductImage,
    /// The file.
    pub bytes: Vec<u8>,
    /// Whether everybody sees the product.
    pub is_public: bool,
}

/// Gives a product an image, which replaces its former one, and answers the changed
/// product. A repeated call with the same file and text changes nothing.
///
/// # Errors
///
/// [`AppError::PreconditionFailed`] when its version is not an expected one; [`AppError::Images`]
/// when the file could not be kept. Then the product is as it was.
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

/// Keeps the file of an image, before the product names it: no product names a file
/// that is not there. Files are named by their content and never replaced, so that
/// whoever reads the product at the same time finds the file that it names.
///
/// # Errors
///
/// [`ImageStoreError`] when the file could not be kept.
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

/// The image of a product, as far as the product is shown to `actor`.
///
/// # Errors
///
/// [`AppError::NotFound`] when there is no such product, or it has no image;
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

/// What a file is kept under.
fn key(product: &ProductId, image: &ProductImage) -> String {
    format!("products/{product}/{}", image.name)
}
