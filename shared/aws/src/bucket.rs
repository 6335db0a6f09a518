//! A client of one Amazon S3 bucket that reads and writes objects without the S3 SDK,
//! which would enlarge the deployed artifact considerably for two calls. The signing
//! crate of the AWS SDKs signs the requests, and the [`HttpClient`] port sends them.

use std::{
    sync::Arc,
    time::{Duration, SystemTime},
};

use aws_config::SdkConfig;
use aws_credential_types::provider::{ProvideCredentials, SharedCredentialsProvider};
use aws_sigv4::{
    http_request::{
        PayloadChecksumKind, PercentEncodingMode, SignableBody, SignableRequest, SigningSettings,
        UriPathNormalizationMode, sign,
    },
    sign::v4,
};
use aws_types::service_config::ServiceConfigKey;
use docket_platform::{HttpClient, HttpError};
use http::{Method, Request, Response, StatusCode, header};

use crate::calls::ATTEMPT;

/// The pause before the single retry.
const PAUSE: Duration = Duration::from_millis(100);

/// A bucket of Amazon S3.
#[derive(Clone)]
pub struct Bucket {
    name: String,
    region: Option<String>,
    /// An endpoint to use instead of the one of AWS, for emulators.
    endpoint: Option<String>,
    credentials: Option<SharedCredentialsProvider>,
    http: Arc<dyn HttpClient>,
}

/// The operation on an object.
#[derive(Clone, Copy)]
pub enum Operation<'a> {
    /// Read its content.
    Get,
    /// Write these bytes with this media type.
    Put(&'a [u8], &'static str),
}

impl Bucket {
    /// The bucket of this name, in the region and with the credentials of `config`.
    pub fn new(config: &SdkConfig, http: Arc<dyn HttpClient>, name: String) -> Self {
        Self {
            name,
            region: config.region().map(ToString::to_string),
            endpoint: endpoint(config),
            credentials: config.credentials_provider(),
            http,
        }
    }

    /// Performs an operation on the object with this key and returns S3's response. Retries
    /// once when there is no response, or when S3 answers 5xx or 429. `max` is the largest
    /// body that is read, in bytes.
    ///
    /// # Errors
    ///
    /// The reason why there is no response. It contains no part of the object.
    pub async fn call(
        &self,
        key: &str,
        operation: Operation<'_>,
        max: usize,
    ) -> Result<Response<Vec<u8>>, &'static str> {
        let first = self.attempt(key, operation, max).await;
        let busy = |status: StatusCode| {
            status.is_server_error() || status == StatusCode::TOO_MANY_REQUESTS
        };
        if first.as_ref().is_ok_and(|answer| !busy(answer.status())) {
            return first;
        }
        tokio::time::sleep(PAUSE).await;
        self.attempt(key, operation, max).await
    }

    async fn attempt(
        &self,
        key: &str,
        operation: Operation<'_>,
        max: usize,
    ) -> Result<Response<Vec<u8>>, &'static str> {
        let sent = async {
            let request = self.signed(key, operation).await?;
            self.http.send(request, Some(max)).await.map_err(|error| match error {
                HttpError::Address => "no https address",
                HttpError::NotReached(_) => "not reached",
                HttpError::Interrupted(_) => "the answer ended early",
                HttpError::TooLarge(_) => "the answer is too long",
            })
        };
        tokio::time::timeout(ATTEMPT, sent).await.unwrap_or(Err("no answer in time"))
    }

    async fn signed(
        &self,
        key: &str,
        operation: Operation<'_>,
    ) -> Result<Request<Vec<u8>>, &'static str> {
        let region = self.region.as_deref().ok_or("there is no region")?;
        let url = format!("{}/{key}", self.address(region));
        let request = Request::builder().uri(url.as_str());
        let request = match operation {
            Operation::Get => request.method(Method::GET).body(Vec::new()),
            Operation::Put(bytes, media_type) => request
                .method(Method::PUT)
                .header(header::CONTENT_TYPE, media_type)
                .body(bytes.to_vec()),
        };
        let mut request = request.map_err(|_| "no address")?;
        let credentials = self.credentials.as_ref().ok_or("there are no credentials")?;
        let credentials = credentials.provide_credentials().await;
        let identity = credentials.map_err(|_| "the credentials could not be read")?.into();
        let parameters = v4::SigningParams::builder()
            .identity(&identity)
            .region(region)
            .name("s3")
            .time(SystemTime::now())
            .settings(settings())
            .build();
        let parameters = parameters.map_err(|_| "not to be signed")?.into();
        let headers = request.headers().iter();
        let headers =
            headers.filter_map(|(name, value)| Some((name.as_str(), value.to_str().ok()?)));
        let body = SignableBody::Bytes(request.body());
        let signable = SignableRequest::new(request.method().as_str(), &url, headers, body);
        let signed = sign(signable.map_err(|_| "not to be signed")?, &parameters);
        let (instructions, _) = signed.map_err(|_| "not to be signed")?.into_parts();
        instructions.apply_to_request_http1x(&mut request);
        Ok(request)
    }

    /// The URL of the bucket, which a key is appended to: virtual-hosted style on AWS, path
    /// style on another endpoint, which may not have a host name for each bucket.
    fn address(&self, region: &str) -> String {
        let name = &self.name;
        if let Some(endpoint) = &self.endpoint {
            return format!("{}/{name}", endpoint.trim_end_matches('/'));
        }
        let country = if region.starts_with("cn-") { ".cn" } else { "" };
        format!("https://{name}.s3.{region}.amazonaws.com{country}")
    }
}

/// The signing rules that are special to S3: the path is encoded once and not normalized,
/// and the hash of the body is a header.
fn settings() -> SigningSettings {
    let mut settings = SigningSettings::default();
    settings.percent_encoding_mode = PercentEncodingMode::Single;
    settings.uri_path_normalization_mode = UriPathNormalizationMode::Disabled;
    settings.payload_checksum_kind = PayloadChecksumKind::XAmzSha256;
    settings
}

/// The configured endpoint: the one for S3, or else the one for all services.
fn endpoint(config: &SdkConfig) -> Option<String> {
    let key = ServiceConfigKey::builder().service_id("S3").env("AWS_ENDPOINT_URL");
    let key = key.profile("endpoint_url").build().ok();
    let own = key.and_then(|key| config.service_config()?.load_config(key));
    own.or_else(|| config.endpoint_url().map(str::to_owned))
}
