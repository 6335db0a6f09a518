//! The ports that the functions talk through, with what of them needs neither
//! AWS nor TLS. The adapters are crates of their own: `docket-aws` and
//! `docket-web`.
//!
//! A port is a trait only where two real implementations exist: AWS, and the
//! local program that runs the same functions on one machine. The vault alone
//! is one for its tests: on one machine nobody deploys, and keys are made
//! without it. [`HttpClient`] is one so that only the programs link TLS, and
//! [`payments::PaymentProvider`] is one so that only its adapter knows who takes
//! the payments. [`push::PushService`] is one for both reasons: its adapter needs
//! TLS, and a function that sends nothing does without its keys.

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
