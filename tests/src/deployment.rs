//! Starts Docket with chosen template parameters, and makes clients with distinct IP addresses.

use std::net::IpAddr;

use crate::{Docket, template_with};
use docket_local::Options;
use reqwest::{Client, redirect::Policy};
use tempfile::NamedTempFile;

/// Starts Docket with production limits, where these template parameters replace the defaults.
pub async fn deploy(parameters: &[(&str, u32)]) -> Docket {
    let file = NamedTempFile::new().unwrap();
    std::fs::write(file.path(), template_with(parameters)).unwrap();
    let template = Some(file.path().to_owned());
    Docket::with(Options { production_limits: true, template, ..Options::default() }).await
}

/// A client with the address 127.0.`network`.`host`. All of 127.0.0.0/8 is the loopback interface.
pub fn visitor(network: u8, host: u8) -> Client {
    let address: IpAddr = [127, 0, network, host].into();
    Client::builder().local_address(address).redirect(Policy::none()).build().unwrap()
}

/// The phone number with this number, one of ten million.
pub fn phone(number: u32) -> String {
    format!("+49151{:08}", 10_000_000 + number)
}
