use docket_app::Faults;

/// The name of the seller that a request is about, and where it stands: under
/// either of two names, which must not differ.
pub fn named_seller<'a>(
    seller: Option<&'a str>,
    kitchen: Option<&'a str>,
    faults: &mut Faults,
) -> (&'static str, Option<&'a str>) {
    match (seller, kitchen) {
        (None, Some(kitchen)) => ("/kitchenId", Some(kitchen)),
        (Some(seller), Some(kitchen)) if seller != kitchen && !faults.has("/sellerId") => {
            faults.add("/kitchenId", "is another than sellerId");
            ("/sellerId", Some(seller))
        }
        (seller, Some(_) | None) => ("/sellerId", seller),
    }
}
