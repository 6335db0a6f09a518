use docket_app::Faults;

/// The seller that a request names, and the JSON pointer of the field: `sellerId` or its alias
/// `kitchenId`. Two different values are a fault.
pub fn named_seller<'a>(
    seller: Option<&'a str>,
    kitchen: Option<&'a str>,
    faults: &mut Faults,
) -> (&'static str, Option<&'a str>) {
    match (seller, kitchen) {
        (None, Some(kitchen)) => ("/kitchenId", Some(kitchen)),
        (Some(seller), Some(kitchen)) if seller != kitchen && !faults.has("/sellerId") => {
            faults.add("/kitchenId", "must be the same seller as `sellerId`");
            ("/sellerId", Some(seller))
        }
        (seller, Some(_) | None) => ("/sellerId", seller),
    }
}
