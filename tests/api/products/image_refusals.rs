//! Images that are refused, for their content or their caller, leave nothing behind.

use std::{collections::BTreeSet, path::Path};

use docket_local::Options;
use docket_tests::{
    Docket, Person, Reply,
    deployment::deploy,
    images::{jpeg, png},
    world::BUYER,
};
use serde_json::json;

const PATH: &str = "/api/products/sk-thali/image?alt=A%20tray";
/// The beginning of an HTML page, which a browser would show if it sniffed the content.
const HTML: &[u8] = b"<!doctype html><script>alert(1)</script>";

async fn put(docket: &Docket, path: &str, token: &str, media_type: &str, file: &[u8]) -> Reply {
    docket.call("PUT", path).bearer_if(token).image(media_type, file).send().await
}

/// The files in which images are stored.
fn files(data: &Path) -> BTreeSet<String> {
    let files = std::fs::read_dir(data.join("images")).unwrap();
    files.map(|file| file.unwrap().file_name().into_string().unwrap()).collect()
}

#[tokio::test]
async fn refused_image_changes_neither_table_nor_files() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let docket = Docket::with(Options { data: Some(data.clone()), ..Options::default() }).await;
    let staff = docket.sign_in(Person::Kitchen).await;
    let (good, large) = (png(640, 480), [png(640, 480), vec![0; 200 * 1024]].concat());
    let (before, kept) = (docket.table().await, files(&data));
    assert_eq!(kept.len(), 13, "the demo's");
    for (status, code, media_type, file) in [
        (415, "unsupported_media_type", "image/gif", b"GIF89a\x01\0\x01\0".as_slice()),
        (415, "unsupported_media_type", "image/svg+xml", b"<svg/>"),
        (415, "unsupported_media_type", "application/json", &good),
        (415, "unsupported_media_type", "text/html", HTML),
        (415, "unsupported_media_type", "", &good),
        (413, "too_large", "image/png", &large),
        (400, "invalid_request", "image/png", b""),
        // Files that are not of their declared type.
        (400, "invalid_request", "image/png", HTML),
        (400, "invalid_request", "image/jpeg", &good),
        (400, "invalid_request", "image/png", &jpeg(640, 480)),
        (400, "invalid_request", "image/webp", b"RIFF\0\0\0\0WAVEfmt "),
        (400, "invalid_request", "image/png", &good[..20]),
        // Images without pixels, and images with too many.
        (400, "invalid_request", "image/png", &png(0, 480)),
        (400, "invalid_request", "image/png", &png(640, 4_097)),
        (400, "invalid_request", "image/jpeg", &jpeg(60_000, 60_000)),
    ] {
        let refused = put(&docket, PATH, &staff, media_type, file).await.problem(status, code);
        if status == 400 {
            assert_eq!(refused.at("/errors/0/pointer"), "", "{}", refused.text);
        }
    }
    let lies = put(&docket, PATH, &staff, "image/jpeg", &good).await;
    let detail = lies.text_at("/errors/0/detail");
    let expected = "The body is image/png by its content, but image/jpeg by its Content-Type.";
    assert_eq!(detail, expected);
    for path in [
        "/api/products/sk-thali/image",
        "/api/products/sk-thali/image?alt=",
        "/api/products/sk-thali/image?alt=%0A",
        "/api/products/sk-thali/image?alt=A&kind=png",
        &format!("/api/products/sk-thali/image?alt={}", "a".repeat(256)),
    ] {
        put(&docket, path, &staff, "image/png", &good).await.problem(400, "invalid_request");
    }
    for version in ["", "3", &"A".repeat(32)] {
        let path = format!("/api/products/sk-thali/image?v={version}");
        docket.get(&path).send().await.problem(400, "invalid_request");
    }
    let missing = "/api/products/nothing/image?alt=A";
    put(&docket, missing, &staff, "image/png", &good).await.problem(404, "not_found");
    docket.unchanged(&before).await;
    assert_eq!(files(&data), kept);
}

#[tokio::test]
async fn image_is_refused_for_other_callers() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let docket = Docket::with(Options { data: Some(data.clone()), ..Options::default() }).await;
    let (other, buyer) = (docket.sign_in(Person::Shop).await, docket.token(BUYER).await);
    let driver = docket.sign_in(Person::Driver).await;
    let admin = docket.sign_in(Person::Admin).await;
    let (before, kept) = (docket.table().await, files(&data));
    put(&docket, PATH, "", "image/png", &png(1, 1)).await.problem(401, "unauthenticated");
    for token in [&other, &buyer, &driver] {
        let refused = put(&docket, PATH, token, "image/png", &png(1, 1)).await;
        let detail = refused.problem(403, "forbidden").text_at("/detail");
        assert!(detail.contains("the seller's own staff or an administrator"), "{detail}");
        // A caller without the right is refused before the image is read.
        let garbage =
            put(&docket, "/api/products/sk-thali/image?x", token, "text/html", HTML).await;
        garbage.problem(403, "forbidden");
        for image in [json!(null), json!({"alt": "Mine"})] {
            let patch = docket.patch("/api/products/sk-thali").bearer(token);
            patch.json(&json!({"image": image})).send().await.problem(403, "forbidden");
        }
    }
    docket.unchanged(&before).await;
    assert_eq!(files(&data), kept);
    put(&docket, PATH, &admin, "image/png", &png(1, 1)).await.expect(200);
    assert_eq!(files(&data).len(), kept.len() + 1);
}

#[tokio::test]
async fn html_after_an_image_header_is_served_as_an_image() {
    let docket = Docket::open().await;
    let staff = docket.sign_in(Person::Kitchen).await;
    let polyglot = [&png(1, 1), HTML].concat();
    let answer = put(&docket, PATH, &staff, "image/png", &polyglot).await.expect(200);
    let url = answer.text_at("/product/image/url");
    for accept in ["text/html", "*/*", "image/png"] {
        let image = docket.get(&url).header("accept", accept).send().await.expect(200);
        assert_eq!(image.bytes, polyglot);
        assert_eq!(image.header("content-type"), "image/png");
        assert_eq!(image.header("x-content-type-options"), "nosniff");
    }
}

#[tokio::test]
async fn image_is_limited_to_200_kb_and_other_bodies_keep_their_limit() {
    let docket = deploy(&[("MaxBodyKilobytes", 4)]).await;
    let staff = docket.sign_in(Person::Kitchen).await;
    let largest = [png(1, 1), vec![7; 200 * 1024 - png(1, 1).len()]].concat();
    put(&docket, PATH, &staff, "image/png", &largest).await.expect(200);
    let larger = [largest, vec![7]].concat();
    let refused = put(&docket, PATH, &staff, "image/png", &larger).await.problem(413, "too_large");
    assert!(refused.text_at("/detail").contains("200 KB"), "{}", refused.text);
}
