//! Extractors whose refusals are problems.

use std::{error::Error, str::FromStr};

use aws_lc_rs::digest;
use axum::{
    body::Bytes,
    extract::{
        FromRequest, FromRequestParts, Path, Query, Request,
        rejection::{BytesRejection, QueryRejection},
    },
};
use http::{HeaderMap, StatusCode, header, request::Parts};
use serde::de::DeserializeOwned;

use super::{ApiError, FieldError, objects::Strict};

/// The most characters of a bad body that an answer repeats.
const MAX_ECHO: usize = 200;

/// A JSON body, and the hash by which a repeat is recognised.
#[derive(Debug)]
pub struct ApiJson<T> {
    /// What it says.
    pub value: T,
    /// The first half of the SHA-256 of its value: however it is written, the
    /// same value has the same.
    pub digest: [u8; 16],
}

impl<S, T> FromRequest<S> for ApiJson<T>
where
    S: Send + Sync,
    T: DeserializeOwned,
{
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &S) -> Result<Self, ApiError> {
        let is_json = is_json(request.headers());
        let body = read_body(request, state).await?;
        if !is_json {
            return Err(ApiError::UnsupportedMediaType);
        }
        let (value, digest) = parse(&body)?;
        Ok(Self { value, digest })
    }
}

impl<S, T> axum::extract::OptionalFromRequest<S> for ApiJson<T>
where
    S: Send + Sync,
    T: DeserializeOwned,
{
    type Rejection = ApiError;

    /// `None` for an empty body.
    async fn from_request(request: Request, state: &S) -> Result<Option<Self>, ApiError> {
        let is_json = is_json(request.headers());
        let body = read_body(request, state).await?;
        match (body.is_empty(), is_json) {
            (true, _) => Ok(None),
            (false, false) => Err(ApiError::UnsupportedMediaType),
            (false, true) => {
                let (value, digest) = parse(&body)?;
                Ok(Some(Self { value, digest }))
            }
        }
    }
}

async fn read_body<S: Send + Sync>(request: Request, state: &S) -> Result<Bytes, ApiError> {
    Bytes::from_request(request, state).await.map_err(|rejection: BytesRejection| {
        if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE {
            ApiError::TooLarge
        } else {
            FieldError::at("", "the body could not be read").into()
        }
    })
}

fn is_json(headers: &HeaderMap) -> bool {
    headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.split(';').next())
        .is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/json"))
}

/// What a body says, and the hash of its value.
fn parse<T: DeserializeOwned>(body: &[u8]) -> Result<(T, [u8; 16]), ApiError> {
    let mut json = serde_json::Deserializer::from_slice(body);
    let value: T = serde_path_to_error::deserialize(&mut json).map_err(fault)?;
    json.end().map_err(|error| FieldError::at("", error))?;
    // Read from the text, doubled fields are noticed; from the value, lists
    // that stand for objects.
    let whole: serde_json::Value =
        serde_json::from_slice(body).map_err(|error| FieldError::at("", error))?;
    // An object's names are sorted, so this writes every spelling the same way.
    let digest = hash(whole.to_string().as_bytes());
    serde_path_to_error::deserialize::<_, T>(Strict(whole)).map_err(fault)?;
    Ok((value, digest))
}

fn fault(error: serde_path_to_error::Error<serde_json::Error>) -> FieldError {
    let pointer = pointer(error.path());
    FieldError::at(short(&pointer), short(&error.into_inner().to_string()))
}

/// The beginning of what may repeat a whole body.
fn short(text: &str) -> String {
    text.chars().take(MAX_ECHO).collect()
}

fn pointer(path: &serde_path_to_error::Path) -> String {
    use serde_path_to_error::Segment;
    path.iter()
        .filter_map(|segment| match segment {
            Segment::Seq { index } => Some(format!("/{index}")),
            Segment::Map { key } => Some(format!("/{}", key.replace('~', "~0").replace('/', "~1"))),
            Segment::Enum { .. } | Segment::Unknown => None,
        })
        .collect()
}

/// The first half of the SHA-256.
pub fn hash(body: &[u8]) -> [u8; 16] {
    let digest = digest::digest(&digest::SHA256, body);
    std::array::from_fn(|at| digest.as_ref()[at])
}

/// The one parameter of a path. What does not parse is not there.
#[derive(Debug, Clone, Copy)]
pub struct ApiPath<T>(pub T);

impl<S, T> FromRequestParts<S> for ApiPath<T>
where
    S: Send + Sync,
    T: FromStr,
{
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        let Path(text) = Path::<String>::from_request_parts(parts, state)
            .await
            .map_err(|_| ApiError::NotFound)?;
        text.parse().map(Self).map_err(|_| ApiError::NotFound)
    }
}

/// The query; unknown parameters are refused by the types that use it.
#[derive(Debug)]
pub struct ApiQuery<T>(pub T);

impl<S, T> FromRequestParts<S> for ApiQuery<T>
where
    S: Send + Sync,
    T: DeserializeOwned,
{
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        match Query::<T>::from_request_parts(parts, state).await {
            Ok(Query(value)) => Ok(Self(value)),
            Err(rejection) => Err(query_fault(&rejection).into()),
        }
    }
}

/// Which parameter is at fault, as far as it can be told, and why.
fn query_fault(rejection: &QueryRejection) -> FieldError {
    type Fault = serde_path_to_error::Error<serde::de::value::Error>;
    let mut causes = std::iter::successors(rejection.source(), |error| (*error).source());
    let Some(fault) = causes.find_map(|error| error.downcast_ref::<Fault>()) else {
        return FieldError::parameter("query", short(&rejection.body_text()));
    };
    let named = fault.path().iter().next().map(|_| short(&fault.path().to_string()));
    FieldError::parameter(named.as_deref().unwrap_or("query"), short(&fault.inner().to_string()))
}
