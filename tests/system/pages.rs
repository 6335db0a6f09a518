//! How the local program serves the web pages: which file is behind which address, with which headers.

use std::{fs, path::Path};

use docket_local::{DOCS_POLICY, Options, PAGE_HEADERS, PAGE_POLICY, PAY_POLICY};
use docket_tests::{Docket, Reply};
use tempfile::TempDir;

/// The pages by their addresses.
const PAGES: [(&str, &str); 13] = [
    ("/", "index"),
    ("/desk", "desk"),
    ("/desk/", "desk"),
    ("/desk/orders?view=board&order=ORD-20261120-0000000000", "desk"),
    ("/desk/sign-in/code", "desk"),
    ("/s", "shop"),
    ("/s/spice-kitchen", "shop"),
    ("/s/spice-kitchen/sk-thali", "shop"),
    ("/s/caf%C3%A9", "shop"),
    ("/checkout", "shop"),
    ("/t/ORD-20261120-0000000000", "track"),
    ("/my", "my"),
    ("/my?page=2", "my"),
];

/// A folder as `make web` writes it, and a Docket that serves it.
async fn built() -> (TempDir, Docket) {
    let folder = tempfile::tempdir().unwrap();
    let pages = folder.path().join("dist");
    for name in ["index", "desk", "shop", "track", "my", "pay", "docs"] {
        put(&pages, &format!("{name}.html"), &format!("<title>{name}</title>"));
    }
    put(&pages, "assets/desk-4f2a.js", "plain");
    put(&pages, "assets/desk-4f2a.js.br", "as brotli");
    put(&pages, "assets/desk-4f2a.js.gz", "as gzip");
    put(&pages, "sw.js", "service worker");
    put(&pages, ".vite/manifest.json", "{}");
    let docket = serving(&pages).await;
    (folder, docket)
}

async fn serving(folder: &Path) -> Docket {
    Docket::with(Options { web: folder.to_owned(), ..Options::default() }).await
}

fn put(folder: &Path, name: &str, content: &str) {
    let file = folder.join(name);
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(file, content).unwrap();
}

#[track_caller]
fn is_protected(reply: &Reply) {
    for (name, value) in PAGE_HEADERS {
        assert_eq!(reply.header(name.as_str()), value, "{name}");
    }
    assert_eq!(reply.header("content-security-policy"), PAGE_POLICY);
    assert_eq!(reply.header("vary"), "accept-encoding");
}

#[tokio::test]
async fn each_address_has_its_page_which_is_asked_for_again_every_time() {
    let (folder, docket) = built().await;
    for (address, name) in PAGES {
        let page = docket.get(address).send().await.expect(200);
        assert_eq!(page.text, format!("<title>{name}</title>"), "{address}");
        assert_eq!(page.header("content-type"), "text/html", "{address}");
        assert_eq!(page.header("cache-control"), "no-cache", "{address}");
        is_protected(&page);
        let modified = page.header("last-modified");
        let again = docket.get(address).header("if-modified-since", modified).send().await;
        assert_eq!(again.expect(304).text, "", "{address}");
    }
    put(&folder.path().join("dist"), "my.html", "<title>changed</title>");
    assert_eq!(docket.get("/my").send().await.expect(200).text, "<title>changed</title>");
}

#[tokio::test]
async fn the_page_to_pay_on_has_a_policy_of_its_own() {
    let (_folder, docket) = built().await;
    let page = docket.get("/pay/ORD-20261120-7ZK3M9QW2X").send().await.expect(200);
    assert_eq!(page.text, "<title>pay</title>");
    assert_eq!(page.header("cache-control"), "no-cache");
    for (name, value) in PAGE_HEADERS {
        let own = name == "content-security-policy";
        assert_eq!(page.header(name.as_str()), if own { PAY_POLICY } else { value }, "{name}");
    }
    docket.get("/pay").send().await.problem(404, "not_found");
    docket.get("/pay/a/b").send().await.problem(404, "not_found");
}

#[tokio::test]
async fn hashed_files_are_immutable_and_sent_as_the_client_takes_them() {
    let (_folder, docket) = built().await;
    let script = "/assets/desk-4f2a.js";
    for (accepted, content, encoding) in [
        ("gzip, deflate, br, zstd", "as brotli", "br"),
        ("gzip", "as gzip", "gzip"),
        ("identity", "plain", ""),
    ] {
        let file = docket.get(script).header("accept-encoding", accepted).send().await.expect(200);
        assert_eq!((file.text.as_str(), file.header("content-encoding")), (content, encoding));
        assert_eq!(file.header("content-type"), "text/javascript");
        assert_eq!(file.header("cache-control"), "public, max-age=31536000, immutable");
        is_protected(&file);
    }
    let worker = docket.get("/sw.js").send().await.expect(200);
    assert_eq!(worker.header("cache-control"), "no-cache", "a new version would not be seen");
}

#[tokio::test]
async fn what_is_neither_page_nor_file_is_for_the_api() {
    let (folder, docket) = built().await;
    put(folder.path(), "docket-beside.txt", "not for anybody");
    for address in [
        "/assets/missing.js",
        "/assets",
        "/assets/",
        "/desks",
        "/t",
        "/checkout/now",
        "/.vite/manifest.json",
        "/%2evite/manifest.json",
        "/../docket-beside.txt",
        "/assets/..%2f..%2fdocket-beside.txt",
        "/assets/%2e%2e/%2e%2e/docket-beside.txt",
        "/api/desk.html",
    ] {
        docket.get(address).send().await.problem(404, "not_found");
    }
    for method in ["POST", "PUT", "DELETE"] {
        docket.call(method, "/desk").send().await.problem(404, "not_found");
    }
}

#[tokio::test]
async fn pages_that_are_not_built_say_how_to_build_them() {
    let folder = tempfile::tempdir().unwrap();
    let docket = serving(&folder.path().join("web/dist")).await;
    for (address, _) in PAGES {
        let page = docket.get(address).send().await.expect(503);
        assert!(
            page.text.contains("make web") && page.text.contains("href=\"/openapi.json\""),
            "{address}"
        );
        assert_eq!(page.header("cache-control"), "no-store", "{address}");
        is_protected(&page);
    }
    put(folder.path(), "web/dist/desk.html", "built");
    assert_eq!(docket.get("/desk").send().await.expect(200).text, "built");
}

#[tokio::test]
async fn answers_of_the_api_are_kept_by_nobody_and_compressed_for_who_takes_it() {
    let docket = Docket::open().await;
    let path = "/api/products?sellerId=spice-kitchen";
    let plain = docket.get(path).send().await.expect(200);
    assert_eq!((plain.header("content-encoding"), plain.header("cache-control")), ("", "no-store"));
    let whole = plain.text.len();
    let small = docket.get(path).header("accept-encoding", "gzip").send().await.expect(200);
    assert_eq!(small.header("content-encoding"), "gzip");
    let varies: Vec<_> = small.headers.get_all("vary").into_iter().collect();
    assert_eq!(varies, ["Accept", "accept-encoding"]);
    assert_eq!(small.header("etag"), plain.header("etag"));
    assert!(small.bytes.len() < whole / 2, "{} bytes instead of {whole}", small.bytes.len());
    let table = docket.get(path).header("accept", "text/csv").header("accept-encoding", "gzip");
    assert_eq!(table.send().await.expect(200).header("content-encoding"), "gzip");
}

#[tokio::test]
async fn reference_has_a_policy_of_its_own() {
    let (_folder, docket) = built().await;
    for address in ["/docs", "/docs/"] {
        let page = docket.get(address).send().await.expect(200);
        assert_eq!(page.text, "<title>docs</title>", "{address}");
        assert_eq!(page.header("cache-control"), "no-cache", "{address}");
        for (name, value) in PAGE_HEADERS {
            let own = name == "content-security-policy";
            assert_eq!(page.header(name.as_str()), if own { DOCS_POLICY } else { value }, "{name}");
        }
    }
    assert!(!DOCS_POLICY.contains("http"), "the reference may ask another host: {DOCS_POLICY}");
    assert!(!DOCS_POLICY.contains("eval"), "{DOCS_POLICY}");
    docket.get("/docs/more").send().await.problem(404, "not_found");
}

#[tokio::test]
async fn reference_that_is_not_built_says_how_to_build_it() {
    let folder = tempfile::tempdir().unwrap();
    let docket = serving(&folder.path().join("web/dist")).await;
    let page = docket.get("/docs").send().await.expect(503);
    assert!(page.text.contains("make web"), "{}", page.text);
}

#[tokio::test]
async fn description_of_the_api_is_served_without_pages() {
    let folder = tempfile::tempdir().unwrap();
    let docket = serving(&folder.path().join("web/dist")).await;
    let description = docket.get("/openapi.json").send().await.expect(200);
    assert_eq!(description.header("content-type"), "application/json");
    assert_eq!(description.header("cache-control"), "no-cache");
    for (name, value) in PAGE_HEADERS {
        assert_eq!(description.header(name.as_str()), value, "{name}");
    }
    assert!(description.text.starts_with("{\"openapi\":\"3.1."), "{}", &description.text[..40]);
}
