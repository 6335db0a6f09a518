//! Tests starting and stopping the program, and its messages when it cannot start.

use std::{path::Path, process::Output};

use docket_tests::{
    guests::phone,
    pickup,
    program::{Program, free_port, run},
};
use serde_json::json;

/// Asserts that the program ended with exit code 1 and one line on standard error, without a panic.
/// Returns that line.
fn refused(output: &Output) -> String {
    let text = String::from_utf8(output.stderr.clone()).unwrap();
    assert_eq!(output.status.code(), Some(1), "{text}");
    assert_eq!(text.trim().lines().count(), 1, "{text}");
    assert!(!text.contains("panicked"), "{text}");
    text
}

#[tokio::test]
async fn program_keeps_all_data_when_stopped_by_ctrl_c() {
    let folder = tempfile::tempdir().unwrap();
    let (data, port) = (folder.path().join("data"), free_port());
    let program = Program::start(&data, port).await;
    assert_eq!(program.warnings_and_errors(), Vec::<String>::new());
    let body = pickup("green-valley", &phone(2_000), &[("gv-honey", 2)]);
    let placed = program.post("/api/orders", &body).await.expect(201);
    let id = placed.text_at("/order/id");
    assert_eq!(program.interrupt().await.code(), Some(0));

    let program = Program::start(&data, port).await;
    let left = program.get("/api/products/gv-honey").await.expect(200);
    assert_eq!(left.at("/product/available"), 198);
    program.post("/_local/clock", &json!({"advance": "61s"})).await.expect(200);
    let messages = program.get("/_local/messages").await.at("/messages");
    assert_eq!(messages.as_array().unwrap().len(), 1, "{messages}");
    let path = format!("/api/orders/{id}/verification");
    let code = program.code(&phone(2_000)).await;
    program.post(&path, &json!({"code": code})).await.expect(200);
    assert_eq!(program.interrupt().await.code(), Some(0));
}

#[tokio::test]
async fn start_fails_with_a_clear_message_when_port_or_folder_is_taken() {
    let folder = tempfile::tempdir().unwrap();
    let (data, port) = (folder.path().join("data"), free_port());
    let program = Program::start(&data, port).await;
    let other = folder.path().join("other");
    let text = refused(&run(&other, port));
    assert!(text.contains(&format!("Port {port} is in use")) && text.contains("--port"), "{text}");
    assert!(!other.exists(), "a start that failed touched a folder");

    let text = refused(&run(&data, free_port()));
    assert!(text.contains("another docket is using") && text.contains("--data"), "{text}");
    program.get("/api/health").await.expect(200);
    assert_eq!(program.interrupt().await.code(), Some(0));
}

#[test]
fn start_fails_with_a_clear_message_when_the_folder_is_unusable() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    std::fs::write(&file, "not a folder").unwrap();
    let hopeless = file.join("data");
    for path in [file.as_path(), hopeless.as_path(), Path::new("/proc/docket")] {
        let text = refused(&run(path, free_port()));
        assert!(text.contains("cannot be written") && text.contains("--data"), "{text}");
        assert!(text.contains(&path.display().to_string()), "{text}");
    }
    let strange = folder.path().join("strange");
    std::fs::create_dir(&strange).unwrap();
    std::fs::write(strange.join("thesis.txt"), "do not touch").unwrap();
    let text = refused(&run(&strange, free_port()));
    assert!(text.contains("holds other things"), "{text}");
    assert_eq!(std::fs::read_dir(&strange).unwrap().count(), 1, "something was put beside it");
}

#[tokio::test]
async fn start_fails_and_changes_nothing_when_the_layout_is_newer() {
    let folder = tempfile::tempdir().unwrap();
    let (data, port) = (folder.path().join("data"), free_port());
    let program = Program::start(&data, port).await;
    assert_eq!(program.interrupt().await.code(), Some(0));
    std::fs::write(data.join("layout"), "999").unwrap();
    let text = refused(&run(&data, port));
    assert!(text.contains("a newer version of docket") && text.contains("--data"), "{text}");
    assert_eq!(std::fs::read_to_string(data.join("layout")).unwrap(), "999");

    std::fs::write(data.join("layout"), "1").unwrap();
    std::fs::remove_file(data.join("keys.json")).unwrap();
    let text = refused(&run(&data, port));
    assert!(text.contains("keys.json is missing"), "{text}");
}
