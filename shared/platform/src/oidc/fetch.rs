use std::time::Duration;

use aws_smithy_http_client::Connector;
use aws_smithy_runtime_api::client::{http::HttpConnector, orchestrator::HttpRequest};
use aws_smithy_types::byte_stream::ByteStream;
use serde_json::Value;

use super::{
    error::IssuerError,
    keys::{self, IssuerKey},
};
use crate::web::{Scheme, Transport, connector, scheme};

/// How long the reading of the keys may take, both documents together; far
/// below the function's own timeout.
const PATIENCE: Duration = Duration::from_secs(4);
/// The most bytes of a document.
const MAX_BYTES: usize = 256 * 1024;

/// Reads an issuer's keys, as `OpenID` Connect Discovery says.
pub struct Fetcher {
    discovery: String,
    transport: Transport,
    connector: Connector,
}

impl Fetcher {
    pub fn new(issuer: &str, transport: Transport) -> Result<Self, IssuerError> {
        let scheme = scheme(issuer, transport)
            .filter(|_| !issuer.contains('?'))
            .ok_or_else(|| IssuerError(format!("`{issuer}` is no https URL without a query")))?;
        let discovery =
            format!("{}/.well-known/openid-configuration", issuer.trim_end_matches('/'));
        // Keys come by the same transport as the document that names them.
        let transport = match scheme {
            Scheme::Https => Transport::Secure,
            Scheme::Loopback => Transport::SecureOrLoopback,
        };
        Ok(Self { discovery, transport, connector: connector(scheme) })
    }

    /// The issuer's keys.
    ///
    /// # Errors
    ///
    /// Why they cannot be had.
    pub async fn keys(&self, issuer: &str) -> Result<Vec<IssuerKey>, String> {
        let read = tokio::time::timeout(PATIENCE, self.read(issuer)).await;
        read.unwrap_or_else(|_| Err("the issuer does not answer in time".to_owned()))
    }

    async fn read(&self, issuer: &str) -> Result<Vec<IssuerKey>, String> {
        let document = self.get(&self.discovery).await?;
        if document["issuer"] != issuer {
            return Err("its configuration is another issuer's".to_owned());
        }
        let uri = document["jwks_uri"].as_str().unwrap_or_default();
        if scheme(uri, self.transport).is_none() {
            return Err("its jwks_uri is no https URL".to_owned());
        }
        let keys = keys::usable(&self.get(uri).await?);
        if keys.is_empty() { Err("it has no usable key".to_owned()) } else { Ok(keys) }
    }

    /// A JSON document. Redirects are not followed: whatever is not found
    /// where it should be is not there.
    async fn get(&self, uri: &str) -> Result<Value, String> {
        let mut request = HttpRequest::get(uri).map_err(|error| format!("{uri}: {error}"))?;
        request.headers_mut().insert("accept", "application/json");
        let response = self.connector.call(request).await;
        let response = response.map_err(|error| format!("{uri}: {error:?}"))?;
        if response.status().as_u16() != 200 {
            return Err(format!("{uri} answers {}", response.status()));
        }
        let mut body = ByteStream::new(response.into_body());
        let mut bytes = Vec::new();
        while let Some(part) = body.try_next().await.map_err(|error| format!("{uri}: {error}"))? {
            bytes.extend_from_slice(&part);
            if bytes.len() > MAX_BYTES {
                return Err(format!("{uri} answers more than {MAX_BYTES} bytes"));
            }
        }
        serde_json::from_slice(&bytes).map_err(|error| format!("{uri}: {error}"))
    }
}
