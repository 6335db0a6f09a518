//! Iteration over the operations of an API description.

use utoipa::openapi::{OpenApi, PathItem, path::Operation};

/// All operations of the document.
pub fn all(document: &mut OpenApi) -> impl Iterator<Item = &mut Operation> {
    document.paths.paths.values_mut().flat_map(|item| {
        let PathItem { get, put, post, delete, patch, .. } = item;
        [get, put, post, delete, patch].into_iter().flatten()
    })
}
