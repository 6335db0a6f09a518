//! A deployment with parameters of its own, and visitors with addresses of their own.

use std::net::IpAddr;

use crate::{Desk, template_with};
use docket_local::Options;
use reqwest::{Client, redirect::Policy};
use tempfile::NamedTempFile;

/// Docket with the template's limits but for these parameters.
pub async fn deploy(parameters: &[(&str, u32)]) -> Desk {
    let file = NamedTempFile::new().unwrap();
    std::fs::write(file.path(), template_with(parameters)).unwrap();
    let template = Some(file.path().to_owned());
    Desk::with(Options { production_limits: true, template, ..Options::default() }).await
}

/// Somebody at 127.0.`network`.`host`: all of 127.0.0.0/8 is this machine.
pub fn visitor(network: u8, host: u8) -> Client {
    let address: IpAddr = [127, 0, network, host].into();
    Client::builder().local_address(address).redirect(Policy::none()).build().unwrap()
}

/// One of ten million phones.
pub fn phone(number: u32) -> String {
    format!("+49151{:08}", 10_000_000 + number)
}
