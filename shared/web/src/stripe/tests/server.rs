use std::{
    io::{Read, Write},
    net::{TcpListener, TcpStream},
    sync::{Arc, Mutex},
    thread,
    time::Duration,
};

use serde_json::Value;

/// The server's reaction to one request.
pub enum Reply {
    /// Answers with a status, some headers and a body.
    Answer(u16, Vec<(&'static str, &'static str)>, Vec<u8>),
    /// Sends exactly these bytes, and closes.
    Bytes(Vec<u8>),
    /// Sends nothing for this time, and closes.
    Silence(Duration),
}

impl Reply {
    /// A success.
    pub fn ok(body: &Value) -> Self {
        Self::Answer(200, Vec::new(), body.to_string().into_bytes())
    }

    /// An error in the provider's form.
    pub fn error(status: u16, error: Value) -> Self {
        let body = serde_json::json!({ "error": error });
        Self::Answer(status, vec![("request-id", "req_oMl7Jf8")], body.to_string().into_bytes())
    }

    fn bytes(self) -> Vec<u8> {
        match self {
            Self::Bytes(bytes) => bytes,
            Self::Silence(time) => {
                thread::sleep(time);
                Vec::new()
            }
            Self::Answer(status, headers, body) => {
                let length = body.len();
                let head = headers.into_iter().fold(
                    format!("HTTP/1.1 {status} X\r\ncontent-length: {length}\r\n"),
                    |head, (name, value)| format!("{head}{name}: {value}\r\n"),
                );
                [format!("{head}connection: close\r\n\r\n").into_bytes(), body].concat()
            }
        }
    }
}

/// A server on this machine that answers one request per connection.
pub struct Server {
    port: u16,
    requests: Arc<Mutex<Vec<String>>>,
}

impl Server {
    /// Starts a server that gives these replies one after another, and does not answer further
    /// requests.
    pub fn replying(replies: Vec<Reply>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let requests = Arc::new(Mutex::new(Vec::new()));
        let seen = requests.clone();
        thread::spawn(move || {
            for reply in replies {
                let (mut stream, _) = listener.accept().unwrap();
                let request = read(&mut stream);
                seen.lock().unwrap().push(request);
                // A client that disconnects is not a failure of the server.
                let _ = stream.write_all(&reply.bytes());
            }
        });
        Self { port, requests }
    }

    /// Its base URL, with a path before the API's own.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}/_local/stripe", self.port)
    }

    /// The received requests, byte for byte, with the port replaced.
    pub fn requests(&self) -> Vec<String> {
        let port = format!("127.0.0.1:{}", self.port);
        self.requests.lock().unwrap().iter().map(|it| it.replace(&port, "HOST")).collect()
    }
}

/// Reads one request: its head, and the body with the announced length.
fn read(stream: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    let mut part = [0; 4096];
    loop {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
            if body.len() >= length.map_or(0, |it| it.parse().unwrap()) {
                return text;
            }
        }
        match stream.read(&mut part).unwrap() {
            0 => return text,
            read => bytes.extend_from_slice(&part[..read]),
        }
    }
}
