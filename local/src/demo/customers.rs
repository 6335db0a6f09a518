//! The customers of the demo. Their phone numbers are reserved for fiction, so they belong to no
//! one.

use serde_json::{Value, json};

/// A customer of the demo.
#[derive(Debug, Clone, Copy)]
pub struct Customer {
    /// The name.
    pub name: &'static str,
    /// The phone, in E.164.
    pub phone: &'static str,
    /// Where they live: north of the river or south of it.
    north: bool,
    /// Street and number.
    street: &'static str,
}

/// All customers. Their names vary in length and script, to show how the pages cope with them.
pub const CUSTOMERS: [Customer; 24] = [
    one("Ada Lindqvist", "+12025550161", true, "14 Linnaean Street"),
    one("Jürgen Groß", "+493023125011", false, "201 Newbury Street"),
    one("Zoë Ångström-Nuñez", "+12125550112", true, "88 Brattle Street"),
    one("Li Na", "+16175550113", false, "5 Beacon Street"),
    one(
        "Maximilian Freiherr von Hohenstein-Wartenburg",
        "+493023125014",
        true,
        "1 Kirkland Street",
    ),
    one("Seán Ó Súilleabháin", "+442079460115", false, "77 Charles Street"),
    one("Nguyễn Thị Minh Khai", "+17185550116", true, "310 Broadway"),
    one("Bo", "+12135550117", false, "9 Joy Street"),
    one("Анна Каренина", "+13125550118", true, "42 Oxford Street"),
    one("Jean-Baptiste de la Salle", "+33199001019", false, "18 Arlington Street"),
    one("Fatima Al-Zahra", "+14155550120", true, "600 Cambridge Street"),
    one("Siân Llewellyn-Jones", "+442079460121", false, "33 Marlborough Street"),
    one("李小龍", "+12065550122", true, "12 Hancock Street"),
    one("Øystein Bjørnsøn", "+13055550123", false, "250 Boylston Street"),
    one("María José García Hernández", "+15125550124", true, "71 Cherry Street"),
    one("Dwayne O’Neil", "+12155550125", false, "4 Mount Vernon Square"),
    one("Łukasz Żółć", "+17025550126", true, "150 Prospect Street"),
    one("Chidinma Okonkwo", "+14045550127", false, "29 Fairfield Street"),
    one("Αλέξανδρος Παπαδόπουλος", "+16465550128", true, "8 Ellery Street"),
    one("Priya Subramanian", "+12145550129", false, "460 Commonwealth Avenue"),
    one("Tom", "+13035550130", true, "2 Trowbridge Street"),
    one("Ségolène D’Aubigny", "+33199001031", false, "64 Pinckney Street"),
    one("שרה לוי", "+19175550132", true, "39 Harvard Street"),
    one(
        "Hubert Blaine Wolfeschlegelsteinhausenbergerdorff",
        "+12675550133",
        false,
        "700 Boylston Street",
    ),
];

const fn one(
    name: &'static str,
    phone: &'static str,
    north: bool,
    street: &'static str,
) -> Customer {
    Customer { name, phone, north, street }
}

impl Customer {
    /// The kitchen's zone in which they live.
    pub const fn zone(&self) -> &'static str {
        if self.north { "north" } else { "south" }
    }

    /// Their address in the form of a request.
    pub fn address(&self) -> Value {
        let (city, postal_code) =
            if self.north { ("Cambridge", "02138") } else { ("Boston", "02116") };
        json!({
            "line1": self.street, "city": city, "state": "MA", "postalCode": postal_code, "country": "US",
        })
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn customers_have_different_phones() {
        let phones: BTreeSet<_> = CUSTOMERS.iter().map(|it| it.phone).collect();
        assert_eq!(phones.len(), CUSTOMERS.len());
        for phone in phones {
            assert!(phone.parse::<docket_domain::Phone>().is_ok(), "{phone}");
        }
    }
}
