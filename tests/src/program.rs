//! Runs the `docket` program as a separate process.

use std::{
    fs::File,
    net::TcpListener,
    path::{Path, PathBuf},
    process::{Child, Command, ExitStatus, Output, Stdio},
    time::{Duration, Instant},
};

use crate::{Reply, canary, moment};
use reqwest::{Client, Method};
use serde_json::{Value, json};

/// Time limit for starting and stopping, for a busy machine.
const PATIENCE: Duration = Duration::from_mins(1);

/// A running `docket`.
pub struct Program {
    child: Child,
    client: Client,
    /// Base URL of the program.
    pub url: String,
    /// File with the standard output.
    output: PathBuf,
    log: PathBuf,
}

/// Path of the `docket` binary in the folder of this test's binary.
fn binary() -> PathBuf {
    let test = std::env::current_exe().unwrap();
    let folder = test.parent().and_then(Path::parent).unwrap();
    let binary = folder.join(format!("docket{}", std::env::consts::EXE_SUFFIX));
    assert!(
        binary.exists(),
        "{} is missing: run `cargo build --workspace --all-targets` first",
        binary.display()
    );
    binary
}

/// A port that was free when it was checked.
pub fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

fn command(data: &Path, port: u16) -> Command {
    let mut command = Command::new(binary());
    command.arg("--data").arg(data).arg("--port").arg(port.to_string()).stdin(Stdio::null());
    command.arg("--at").arg(moment::start().to_string()).arg("--no-demo-orders");
    command
}

/// Runs `docket` until it ends by itself. Panics when it does not end in time.
pub fn run(data: &Path, port: u16) -> Output {
    let mut child =
        command(data, port).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let began = Instant::now();
    while child.try_wait().unwrap().is_none() {
        if began.elapsed() > PATIENCE {
            child.kill().unwrap();
            panic!("docket did not end by itself");
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    let output = child.wait_with_output().unwrap();
    let text = String::from_utf8_lossy;
    canary::look_through_program(&text(&output.stdout), &text(&output.stderr));
    output
}

impl Program {
    /// Starts the program and waits until its health check succeeds.
    pub async fn start(data: &Path, port: u16) -> Self {
        let (output, log) = (data.with_extension("out"), data.with_extension("log"));
        let file = |path| File::create(path).unwrap();
        let child = command(data, port).stdout(file(&output)).stderr(file(&log)).spawn().unwrap();
        let url = format!("http://127.0.0.1:{port}");
        let mut program = Self { child, client: Client::new(), url, output, log };
        let began = Instant::now();
        loop {
            let health = program.try_call("GET", "/api/health", None, &[]).await;
            if health.is_ok_and(|reply| reply.status == 200) {
                return program;
            }
            let ended = program.child.try_wait().unwrap();
            let log = || std::fs::read_to_string(&program.log).unwrap_or_default();
            assert!(ended.is_none(), "docket ended at once: {}", log());
            assert!(began.elapsed() < PATIENCE, "docket does not answer: {}", log());
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// The lines that the program logged as warnings or errors.
    pub fn warnings_and_errors(&self) -> Vec<String> {
        let log = std::fs::read_to_string(&self.log).unwrap();
        let bad = |line: &&str| line.contains(" WARN ") || line.contains(" ERROR ");
        log.lines().filter(bad).map(str::to_owned).collect()
    }

    /// A request.
    ///
    /// # Errors
    ///
    /// When the other side goes away.
    pub async fn try_call(
        &self,
        method: &str,
        path: &str,
        body: Option<&Value>,
        headers: &[(&str, &str)],
    ) -> reqwest::Result<Reply> {
        canary::sent_path(path);
        body.into_iter().for_each(canary::sent);
        let method = Method::from_bytes(method.as_bytes()).unwrap();
        let mut request = self.client.request(method, format!("{}{path}", self.url));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        if let Some(body) = body {
            request = request.json(body);
        }
        Reply::read(request.send().await?).await
    }

    /// A GET.
    pub async fn get(&self, path: &str) -> Reply {
        self.try_call("GET", path, None, &[]).await.unwrap()
    }

    /// A POST.
    pub async fn post(&self, path: &str, body: &Value) -> Reply {
        self.try_call("POST", path, Some(body), &[]).await.unwrap()
    }

    /// Signs in by phone and returns the value of the `Authorization` header.
    pub async fn sign_in(&self, phone: &str) -> String {
        let asked = self.post("/api/auth/codes", &json!({"phone": phone})).await.expect(202);
        self.post("/_local/clock", &json!({"advance": "0s"})).await.expect(200);
        let challenge = asked.text_at("/challenge");
        let body = crate::sign_in(&challenge, phone, &self.code(phone).await);
        let tokens = self.post("/api/auth/tokens", &body).await.expect(200);
        format!("Bearer {}", tokens.text_at("/accessToken"))
    }

    /// The verification code in the newest message to a phone.
    pub async fn code(&self, phone: &str) -> String {
        let reply = self.get(&format!("/_local/messages?to={phone}&limit=1")).await.expect(200);
        let text = reply.text_at("/messages/0/text");
        text.split(' ').next().unwrap().to_owned()
    }

    /// Kills the process with SIGKILL, without waiting for its end.
    pub fn kill(&self) {
        let pid = self.child.id().to_string();
        assert!(Command::new("kill").args(["-KILL", &pid]).status().unwrap().success());
    }

    /// Waits until the process has ended.
    pub fn ended(mut self) {
        self.child.wait().unwrap();
    }

    /// Interrupts the process with SIGINT and waits until it ends.
    pub async fn interrupt(mut self) -> ExitStatus {
        let pid = self.child.id().to_string();
        assert!(Command::new("kill").args(["-INT", &pid]).status().unwrap().success());
        let began = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status;
            }
            assert!(began.elapsed() < PATIENCE, "docket does not stop");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
}

impl Drop for Program {
    /// Kills the process, so that a failing test leaves none behind. When the test succeeds, also
    /// searches the program's output for personal data.
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
        if !std::thread::panicking() {
            let text = |path| std::fs::read_to_string(path).unwrap();
            canary::look_through_program(&text(&self.output), &text(&self.log));
        }
    }
}
