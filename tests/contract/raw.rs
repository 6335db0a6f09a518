//! Sends requests byte for byte, because an HTTP client library would normalize them.

use std::{
    io::{Read, Write},
    net::TcpStream,
    time::Duration,
};

use docket_tests::{Docket, Reply};
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};

/// Sends `head` (request line and headers, without the empty line) and `body`.
pub async fn send(docket: &Docket, head: impl AsRef<[u8]>, body: &[u8]) -> Reply {
    let address = docket.running.url.trim_start_matches("http://").to_owned();
    let mut request = head.as_ref().to_vec();
    request.extend_from_slice(b"\r\nhost: docket\r\nconnection: close\r\n\r\n");
    request.extend_from_slice(body);
    let answer = tokio::task::spawn_blocking(move || exchange(&address, &request));
    parse(&answer.await.unwrap())
}

/// A GET of `target` by the bearer of `token`.
pub async fn get(docket: &Docket, target: impl AsRef<[u8]>, token: &str) -> Reply {
    let mut head = b"GET ".to_vec();
    head.extend_from_slice(target.as_ref());
    head.extend_from_slice(format!(" HTTP/1.1\r\nauthorization: Bearer {token}").as_bytes());
    send(docket, head, b"").await
}

fn exchange(address: &str, request: &[u8]) -> Vec<u8> {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    stream.write_all(request).unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    answer
}

fn parse(answer: &[u8]) -> Reply {
    let end = answer.windows(4).position(|window| window == b"\r\n\r\n").unwrap();
    let head = std::str::from_utf8(&answer[..end]).unwrap();
    let (status, lines) = head.split_once("\r\n").unwrap();
    let mut headers = HeaderMap::new();
    for (name, value) in lines.split("\r\n").filter_map(|line| line.split_once(':')) {
        let name: HeaderName = name.parse().unwrap();
        headers.append(name, HeaderValue::from_str(value.trim()).unwrap());
    }
    let status = status.split(' ').nth(1).unwrap().parse().unwrap();
    let bytes = answer[end + 4..].to_vec();
    Reply { status, headers, text: String::from_utf8(bytes.clone()).unwrap(), bytes }
}
