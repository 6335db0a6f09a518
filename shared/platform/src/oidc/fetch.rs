use std::{sync::Arc, time::Duration};

use http::{Request, StatusCode};
use serde_json::Value;

use super::{
    error::IssuerError,
    keys::{self, IssuerKey},
};
use crate::http_client::{HttpClient, HttpError, Scheme, Transport};

/// The timeout for reading the keys, both documents together. It is well below the
/// function's own timeout.
const TIMEOUT: Duration = Duration::from_secs(4);
/// The maximum size of a document in bytes.
const MAX_BYTES: usize = 256 * 1024;

/// Reads an issuer's keys as `OpenID` Connect Discovery specifies: the configuration
/// document first, then the key set that it names.
pub struct Fetcher {
    discovery: String,
    transport: Transport,
    http: Arc<dyn HttpClient>,
}

impl Fetcher {
    pub fn new(
        issuer: &str,
        transport: Transport,
        http: Arc<dyn HttpClient>,
    ) -> Result<Self, IssuerError> {
        let scheme = transport
            .scheme(issuer)
            .filter(|_| !issuer.contains('?'))
            .ok_or_else(|| IssuerError(format!("`{issuer}` is no https URL without a query")))?;
        let discovery =
            format!("{}/.well-known/openid-configuration", issuer.trim_end_matches('/'));
        // The keys must use the transport of the document that names them: an https
        // issuer cannot refer to a key set over plain http.
        let transport = match scheme {
            Scheme::Https => Transport::Secure,
            Scheme::Loopback => Transport::SecureOrLoopback,
        };
        Ok(Self { discovery, transport, http })
    }

    /// Reads the issuer's usable keys.
    ///
    /// # Errors
    ///
    /// The reason why they cannot be read.
    pub async fn keys(&self, issuer: &str) -> Result<Vec<IssuerKey>, String> {
        let read = tokio::time::timeout(TIMEOUT, self.read(issuer)).await;
        read.unwrap_or_else(|_| Err("the issuer does not answer in time".to_owned()))
    }

    async fn read(&self, issuer: &str) -> Result<Vec<IssuerKey>, String> {
        let document = self.get(&self.discovery).await?;
        if document["issuer"] != issuer {
            return Err("its configuration is another issuer's".to_owned());
        }
        let uri = document["jwks_uri"].as_str().unwrap_or_default();
        if self.transport.scheme(uri).is_none() {
            return Err("its jwks_uri is no https URL".to_owned());
        }
        let keys = keys::usable(&self.get(uri).await?);
        if keys.is_empty() { Err("it has no usable key".to_owned()) } else { Ok(keys) }
    }

    /// Reads a JSON document. Redirects are not followed.
    async fn get(&self, uri: &str) -> Result<Value, String> {
        let request = Request::get(uri)
            .header("accept", "application/json")
            .body(Vec::new())
            .map_err(|error| format!("{uri}: {error}"))?;
        let response = self.http.send(request, Some(MAX_BYTES)).await;
        let response = response.map_err(|error| match error {
            HttpError::TooLarge(most) => format!("{uri} answers more than {most} bytes"),
            HttpError::Address | HttpError::NotReached(_) | HttpError::Interrupted(_) => {
                format!("{uri}: {error}")
            }
        })?;
        if response.status() != StatusCode::OK {
            return Err(format!("{uri} answers {}", response.status().as_str()));
        }
        serde_json::from_slice(response.body()).map_err(|error| format!("{uri}: {error}"))
    }
}
