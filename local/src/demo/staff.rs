//! Calls the functions as the demo's members. The members get access tokens without a verification
//! code: codes are limited to one per half minute, and a person who tries the demo may need one.

use std::{collections::BTreeMap, net::Ipv4Addr, sync::Arc};

use anyhow::{Context, Result, bail, ensure};
use axum::{
    body::{Body, to_bytes},
    extract::Request,
    http::header,
};
use docket_app::{
    NetworkSource,
    auth::{Bearer, Proven, Session, issue_tokens},
};
use docket_domain::{Contact, MemberId};
use docket_functions::http::Source;
use docket_store::Store;
use serde_json::Value;

use crate::functions::Function;

/// The maximum size of a response body in bytes.
const LARGEST: usize = 1 << 20;

/// The functions, and the members who call them.
pub struct Staff {
    functions: Arc<BTreeMap<&'static str, Arc<Function>>>,
    store: Store,
}

impl Staff {
    /// Makes a caller for the members in the store.
    pub fn new(functions: Arc<BTreeMap<&'static str, Arc<Function>>>, store: Store) -> Self {
        Self { functions, store }
    }

    /// The store, without the limits of a function's rights.
    pub const fn store(&self) -> &Store {
        &self.store
    }

    /// Calls a function as a guest or as a member and returns its response.
    ///
    /// # Errors
    ///
    /// The function refused the request.
    pub async fn call(
        &self,
        function: &str,
        (method, path): (&str, &str),
        member: Option<&str>,
        body: &Value,
    ) -> Result<Value> {
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::CONTENT_TYPE, "application/json")
            .extension(Source(NetworkSource(Some(Ipv4Addr::LOCALHOST.into()))));
        if let Some(member) = member {
            let token = self.token(member).await?;
            request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
        }
        let request = request.body(Body::from(body.to_string()))?;
        let answer = self.function(function)?.answer(request).await?;
        let status = answer.status();
        let bytes = to_bytes(answer.into_body(), LARGEST).await?;
        ensure!(
            status.is_success(),
            "{function} answered {status}: {}",
            String::from_utf8_lossy(&bytes)
        );
        Ok(serde_json::from_slice(&bytes)?)
    }

    fn function(&self, name: &str) -> Result<&Arc<Function>> {
        self.functions.get(name).with_context(|| format!("the function {name} is missing"))
    }

    /// An access token of a member.
    async fn token(&self, member: &str) -> Result<String> {
        let app = self.function("issue-token")?.app();
        let id: MemberId = member.parse()?;
        let member = self.store.member(&id).await?.with_context(|| format!("{id} is missing"))?;
        let Some(contact) = member.addresses.all().next() else { bail!("{id} has no address") };
        let contact: Contact = contact;
        let key = app.customer_key(&contact)?;
        let epoch = self.store.contact_epoch(&key).await?;
        let contact = Proven { key, epoch, external: false };
        let session = Session { bearer: Bearer::from(member), contact };
        Ok(issue_tokens(app, &session)?.access_token)
    }
}
