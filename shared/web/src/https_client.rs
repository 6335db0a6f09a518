use std::sync::OnceLock;

use async_trait::async_trait;
use aws_smithy_http_client::{
    Connector,
    tls::{self, rustls_provider::CryptoMode},
};
use aws_smithy_runtime_api::client::{http::HttpConnector, orchestrator::HttpRequest};
use aws_smithy_types::{body::SdkBody, byte_stream::ByteStream};
use docket_platform::{HttpClient, HttpError, Scheme, Transport};
use http::{Request, Response};

/// Sends requests over TLS, with the machine's trusted certificates, or over plain http to this
/// machine.
///
/// Creating a client is cheap. The trusted certificates are read, which takes part of a cold start,
/// only when the first request needs them.
#[derive(Debug, Default)]
pub struct HttpsClient {
    tls: OnceLock<Connector>,
    plain: OnceLock<Connector>,
}

impl HttpsClient {
    fn connector(&self, scheme: Scheme) -> &Connector {
        match scheme {
            Scheme::Https => self.tls.get_or_init(|| {
                let aws_lc = tls::Provider::Rustls(CryptoMode::AwsLc);
                Connector::builder().tls_provider(aws_lc).build()
            }),
            Scheme::Loopback => self.plain.get_or_init(|| Connector::builder().build_http()),
        }
    }
}

#[async_trait]
impl HttpClient for HttpsClient {
    async fn send(
        &self,
        request: Request<Vec<u8>>,
        max_body: Option<usize>,
    ) -> Result<Response<Vec<u8>>, HttpError> {
        let scheme = Transport::SecureOrLoopback
            .scheme(&request.uri().to_string())
            .ok_or(HttpError::Address)?;
        let request = HttpRequest::try_from(request.map(SdkBody::from))
            .map_err(|error| HttpError::NotReached(error.to_string()))?;
        let response = self.connector(scheme).call(request).await;
        let response = response.map_err(|error| HttpError::NotReached(format!("{error:?}")))?;
        let mut answer = Response::builder().status(response.status().as_u16());
        for (name, value) in response.headers() {
            answer = answer.header(name, value);
        }
        let mut answer =
            answer.body(Vec::new()).map_err(|error| HttpError::Interrupted(error.to_string()))?;
        if let Some(max) = max_body {
            *answer.body_mut() = read(response.into_body(), max).await?;
        }
        Ok(answer)
    }
}

/// Reads a body of at most `max` bytes.
async fn read(body: SdkBody, max: usize) -> Result<Vec<u8>, HttpError> {
    let mut body = ByteStream::new(body);
    let mut bytes = Vec::new();
    let interrupted = |error: &dyn std::error::Error| HttpError::Interrupted(error.to_string());
    while let Some(part) = body.try_next().await.map_err(|error| interrupted(&error))? {
        bytes.extend_from_slice(&part);
        if bytes.len() > max {
            return Err(HttpError::TooLarge(max));
        }
    }
    Ok(bytes)
}
