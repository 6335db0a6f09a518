//! The ports between Docket and its environment: clock, keys, messages, events,
//! secrets, image files, HTTP requests, web push and payments. This crate also holds
//! the code behind the ports that needs neither AWS nor TLS: tokens, settings and
//! signatures. The adapters are in the crates `docket-aws` and `docket-web`.
//!
//! A port is usually a trait because it has two real implementations: AWS, and the
//! local program, which runs the functions on one machine. The exceptions are:
//!
//! - [`Vault`], a trait for the sake of its tests: the local program makes its keys
//!   without a vault.
//! - [`HttpClient`], so that only the programs link TLS.
//! - [`payments::PaymentProvider`], so that only its adapter knows the provider.
//! - [`push::PushService`]: its adapter needs TLS, and a function that sends no web
//!   push does not need its keys.

mod clock;
mod constant_time;
mod custom_resource;
mod digest;
mod distribution_secret;
mod events;
mod http_client;
mod image_store;
mod key_error;
mod keys;
mod messages;
pub mod metrics;
mod oidc;
pub mod payments;
mod public_url;
pub mod push;
mod settings;
mod token_keys;
mod tokens;
mod vault;

pub use clock::{Clock, SystemClock};
pub use constant_time::equal_in_constant_time;
pub use custom_resource::{AnswerError, answer_cloudformation};
pub use digest::digest;
pub use distribution_secret::DistributionSecret;
pub use events::{BusError, BusEvent, EventBus, MAX_ENTRIES, SOURCE};
pub use http_client::{HttpClient, HttpError, Scheme, Transport};
pub use image_store::{ImageStore, ImageStoreError};
pub use key_error::KeyError;
pub use keys::{KeyMaterial, Keys, MAC_BYTES, SecretKey, random};
pub use messages::{MailParts, Message, MessageError, Messenger};
pub use oidc::{ExternalIssuer, IdTokenError, Identity, IssuerError, Oidc};
pub use public_url::{PublicUrl, PublicUrlError};
pub use settings::{Settings, SettingsError};
pub use token_keys::TokenKeys;
pub use tokens::{Claims, Token, TokenError, TokenIssuer, TokenKind, TokenVerifier};
pub use vault::{Vault, VaultError, Written};
