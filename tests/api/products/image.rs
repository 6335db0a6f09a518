//! Images of products: uploading, reading, describing, replacing and deleting them.

use docket_local::Options;
use docket_tests::{
    Docket, Person, Reply,
    images::{jpeg, png, webp},
};
use serde_json::{Value, json};

const PATH: &str = "/api/products/sk-thali/image";
const FOR_EVER: &str = "public, max-age=31536000, immutable";

async fn put(docket: &Docket, token: &str, media_type: &str, file: &[u8]) -> Reply {
    let call = docket.call("PUT", &format!("{PATH}?alt=A%20tray")).bearer(token);
    call.image(media_type, file).send().await
}

async fn change(docket: &Docket, token: &str, image: Value) -> Reply {
    let call = docket.patch("/api/products/sk-thali").bearer(token);
    call.json(&json!({"image": image})).send().await
}

#[tokio::test]
async fn image_is_served_unchanged_at_a_versioned_address() {
    let docket = Docket::open().await;
    let staff = docket.sign_in(Person::Kitchen).await;
    for (media_type, file) in [
        ("image/png", png(640, 480)),
        ("IMAGE/JPEG", jpeg(640, 480)),
        ("image/webp", webp(200, 100)),
        // Every byte value, and the largest size.
        ("image/png", [png(4_096, 1), (0..=255).cycle().take(200 * 1024 - 49).collect()].concat()),
    ] {
        let answer = put(&docket, &staff, media_type, &file).await.expect(200);
        let url = answer.text_at("/product/image/url");
        assert_eq!(answer.text_at("/product/image/alt"), "A tray");
        assert!(url.starts_with(&format!("{PATH}?v=")), "{url}");
        assert_eq!(answer.header("etag"), format!("\"{}\"", answer.at("/product/version")));

        let image = docket.get(&url).send().await.expect(200);
        assert_eq!(image.bytes, file);
        assert_eq!(image.header("content-type"), media_type.to_lowercase());
        assert_eq!(image.header("cache-control"), FOR_EVER);
        assert_eq!(image.header("x-content-type-options"), "nosniff");
        let known = docket.get(&url).header("if-none-match", image.header("etag")).send().await;
        assert_eq!((known.status, known.bytes.len()), (304, 0));
        assert_eq!(known.header("cache-control"), FOR_EVER);
        // An address without the present version answers the present image, which must be
        // revalidated.
        for other in [PATH.to_owned(), format!("{PATH}?v=00000000000000000000000000000000")] {
            let image = docket.get(&other).send().await.expect(200);
            assert_eq!((&image.bytes, image.header("cache-control")), (&file, "no-cache"));
        }
        for shown in ["/api/products/sk-thali", "/api/products?sellerId=spice-kitchen"] {
            assert!(docket.get(shown).send().await.expect(200).text.contains(&url), "{shown}");
        }
    }
}

#[tokio::test]
async fn image_is_replaced_described_and_deleted() {
    let docket = Docket::open().await;
    let staff = docket.sign_in(Person::Kitchen).await;
    let first = put(&docket, &staff, "image/png", &png(1, 1)).await.expect(200);
    let again = put(&docket, &staff, "image/png", &png(1, 1)).await.expect(200);
    assert_eq!(again.at("/product"), first.at("/product"), "the same again changes nothing");
    let second = put(&docket, &staff, "image/png", &png(2, 2)).await.expect(200);
    assert_ne!(second.at("/product/image/url"), first.at("/product/image/url"));
    let image = docket.get(&first.text_at("/product/image/url")).send().await.expect(200);
    assert_eq!(
        (image.bytes, image.headers["cache-control"].as_bytes()),
        (png(2, 2), &b"no-cache"[..])
    );

    let described = change(&docket, &staff, json!({"alt": "A tray with rice"})).await.expect(200);
    assert_eq!(described.at("/product/image/url"), second.at("/product/image/url"));
    assert_eq!(described.text_at("/product/image/alt"), "A tray with rice");

    let gone = change(&docket, &staff, Value::Null).await.expect(200);
    assert_eq!(gone.at("/product/image"), Value::Null);
    assert_eq!(gone.at("/product/version"), described.at("/product/version").as_u64().unwrap() + 1);
    docket.get(PATH).send().await.problem(404, "not_found");
    let undescribed = change(&docket, &staff, json!({"alt": "A tray"})).await;
    let undescribed = undescribed.problem(400, "invalid_request");
    assert_eq!(undescribed.text_at("/errors/0/pointer"), "/image");
}

#[tokio::test]
async fn image_is_refused_when_if_match_is_stale() {
    let docket = Docket::open().await;
    let staff = docket.sign_in(Person::Kitchen).await;
    let put = async |version: &str| {
        let call = docket.call("PUT", &format!("{PATH}?alt=A")).bearer(&staff);
        call.header("if-match", version).image("image/png", &png(3, 3)).send().await
    };
    docket.refused(put("\"7\""), 412, "precondition_failed").await;
    let answer = put("\"1\"").await.expect(200);
    assert_eq!(answer.header("etag"), "\"2\"");
    docket.refused(put("\"1\""), 412, "precondition_failed").await;
}

#[tokio::test]
async fn image_of_an_inactive_product_is_visible_to_staff_only() {
    let docket = Docket::open().await;
    let (staff, other) =
        (docket.sign_in(Person::Kitchen).await, docket.sign_in(Person::Shop).await);
    let admin = docket.sign_in(Person::Admin).await;
    let off = docket.patch("/api/products/sk-thali").bearer(&staff);
    let off = off.json(&json!({"active": false})).send().await.expect(200);
    let url = off.text_at("/product/image/url");
    for token in ["", &other] {
        docket.get(&url).bearer_if(token).send().await.problem(404, "not_found");
    }
    for token in [&staff, &admin] {
        let image = docket.get(&url).bearer(token).send().await.expect(200);
        assert_eq!(image.header("cache-control"), "private, max-age=31536000, immutable");
        let present = docket.get(PATH).bearer(token).send().await.expect(200);
        assert_eq!(present.header("cache-control"), "private, no-cache");
    }
}

#[tokio::test]
async fn image_is_accepted_for_a_product_with_many_buckets() {
    let docket = Docket::open().await;
    let staff = docket.sign_in(Person::Kitchen).await;
    let product = json!({"name": "Dal", "price": 900, "stock": 9, "stockBuckets": 3});
    let id = docket.add_product(&staff, &product).await;
    let path = format!("/api/products/{id}/image");
    docket.get(&path).send().await.problem(404, "not_found");
    let put = docket.call("PUT", &format!("{path}?alt=A%20bowl")).bearer(&staff);
    let put = put.image("image/png", &png(5, 5)).send().await.expect(200);
    assert_eq!(put.at("/product/available"), 9);
    assert_eq!(docket.get(&path).send().await.expect(200).bytes, png(5, 5));
}

#[tokio::test]
async fn images_are_kept_over_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let options = || Options { data: Some(data.clone()), ..Options::default() };
    let docket = Docket::with(options()).await;
    let staff = docket.sign_in(Person::Kitchen).await;
    let url = put(&docket, &staff, "image/png", &png(9, 9)).await.expect(200);
    let url = url.text_at("/product/image/url");
    docket.running.stop().await;
    let docket = Docket::with(options()).await;
    assert_eq!(docket.get(&url).send().await.expect(200).bytes, png(9, 9));
    // The demo's own images are not changed.
    let thali = docket.get("/api/products/sk-thali").send().await.expect(200);
    assert_eq!(thali.text_at("/product/image/url"), url);
    docket.running.stop().await;
}

#[tokio::test]
async fn every_product_of_the_demo_has_an_image() {
    let docket = Docket::open().await;
    let mut shown = 0;
    for (seller, ..) in docket_local::SELLERS {
        let list = docket.get(&format!("/api/products?sellerId={seller}")).send().await.expect(200);
        for product in list.at("/products").as_array().unwrap() {
            let url = product["image"]["url"].as_str().unwrap();
            let image = docket.get(url).send().await.expect(200);
            assert_eq!(image.header("content-type"), "image/webp", "{url}");
            assert!(image.bytes.len() < 15 * 1024, "{url}: {}", image.bytes.len());
            for said in ["description", "category"] {
                assert!(product[said].is_string(), "{url}: {said}");
            }
            shown += 1;
        }
    }
    assert_eq!(shown, 13);
}
