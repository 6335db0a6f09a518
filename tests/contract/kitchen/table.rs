//! The kitchen's lifecycle as a table: the result of each command of each role in each status. The
//! domain is compared with a second definition in this file and with the documented page.

use std::{env, fmt::Write as _, fs, path::PathBuf};

use docket_app::AppError;
use docket_domain::{
    Actor, Address, AddressParts, Assignment, CancellationChannel, CartLine, Command, Customer,
    Fulfilment, GivenBack, Lifecycle, Method, MethodKind, Order, OrderState, Phase, Placement,
    Priority, Product, ProductDisplay, Role, Seller, Share, Stamp, Status, Timing, Verification,
};

/// A command that a caller requests for an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wish {
    Accept,
    Reject,
    CancelOwn,
    CancelAsSeller,
    CancelForCustomer,
    CancelAsAdmin,
    Move(&'static str),
    /// An override to the status of [`elsewhere`].
    Override,
}

pub fn kitchen() -> &'static Lifecycle {
    Lifecycle::newest("kitchen").unwrap()
}

/// All wishes, with a move to every status, also to those that no transition reaches.
pub fn wishes() -> Vec<Wish> {
    let actions = [
        Wish::Accept,
        Wish::Reject,
        Wish::CancelOwn,
        Wish::CancelAsSeller,
        Wish::CancelForCustomer,
        Wish::CancelAsAdmin,
    ];
    let moves = kitchen().statuses.iter().map(|status| Wish::Move(status.name));
    actions.into_iter().chain(moves).chain([Wish::Override]).collect()
}

/// The status to which the tests override an order in this status.
pub fn elsewhere(status: &str) -> &'static str {
    if status == "PLACED" { "READY" } else { "PLACED" }
}

impl Wish {
    /// The name of the wish on the page.
    fn name(self) -> String {
        match self {
            Self::Accept => "accept-order".to_owned(),
            Self::Reject => "reject-order".to_owned(),
            Self::CancelOwn => "cancel-order".to_owned(),
            Self::CancelAsSeller => "cancel-order-as-seller".to_owned(),
            Self::CancelForCustomer => "cancel-order-for-customer".to_owned(),
            Self::CancelAsAdmin => "cancel-order-as-admin".to_owned(),
            Self::Move(to) => format!("update-order-status to {to}"),
            Self::Override => "override-order-status".to_owned(),
        }
    }

    fn command(self, status: &str) -> Command {
        let cancel = |channel| Command::Cancel { reason: None, channel };
        match self {
            Self::Accept => Command::Accept { prep_time: None, extra: None },
            Self::Reject => Command::Reject { reason: "sold out".parse().unwrap() },
            Self::CancelOwn => cancel(CancellationChannel::Own),
            Self::CancelAsSeller => cancel(CancellationChannel::Seller),
            Self::CancelForCustomer => cancel(CancellationChannel::Customer),
            Self::CancelAsAdmin => cancel(CancellationChannel::Admin(GivenBack::ALL)),
            Self::Move(to) => Command::Move { to: to.to_owned(), note: None, reason: None },
            Self::Override => {
                let to = elsewhere(status).to_owned();
                Command::Override { to, note: None, reason: None, nonce: [7; 16] }
            }
        }
    }
}

fn actor(role: Role) -> Actor {
    let (seller, member) = ("spice-kitchen".parse().unwrap(), "m".parse().unwrap());
    match role {
        Role::Buyer => Actor::Buyer("ada".parse().unwrap()),
        Role::Seller => Actor::Seller { seller, member },
        Role::Driver => Actor::Driver { seller, member },
        Role::Admin => Actor::Admin(member),
        Role::System => Actor::System("test"),
    }
}

fn stamp() -> Stamp {
    Stamp::new("2026-11-20T12:00:00Z".parse().unwrap(), "c".parse().unwrap())
}

fn method(kind: MethodKind) -> Method {
    let address = || {
        Address::new(AddressParts {
            line1: "1 Mill Lane".parse().unwrap(),
            line2: None,
            locality: None,
            city: "Springfield".parse().ok(),
            state: "MA".parse().ok(),
            postal_code: "12345".parse().ok(),
            country: "US".parse().unwrap(),
        })
        .unwrap()
    };
    match kind {
        MethodKind::Pickup => Method::Pickup,
        MethodKind::Delivery => Method::Delivery(address()),
        MethodKind::Shipping => Method::Shipping(address()),
    }
}

/// An order in a status, within the cancel window, in a batch of the driver.
fn order(status: &'static Status, kind: MethodKind) -> Order {
    let seller = Seller::new(
        "spice-kitchen".parse().unwrap(),
        "Spice Kitchen".parse().unwrap(),
        kitchen(),
        "USD".parse().unwrap(),
        "UTC".parse().unwrap(),
    );
    let thali = Product {
        id: "sk-thali".parse().unwrap(),
        seller: seller.id.clone(),
        name: "Thali".parse().unwrap(),
        price: docket_domain::Amount::new(1_350).unwrap(),
        currency: seller.currency,
        low_stock_at: None,
        is_main_course: true,
        addons: Vec::new(),
        display: ProductDisplay::default(),
        buckets: 1,
        version: 1,
        created_at: stamp().now,
    };
    let quantity = docket_domain::Quantity::new(1).unwrap();
    let cart = [CartLine { product: thali.id.clone(), quantity, addons: [].into() }];
    let customer = Customer {
        key: "ada".parse().unwrap(),
        name: "Ada".parse().unwrap(),
        phone: "+12025550142".parse().unwrap(),
        email: None,
    };
    let verification = if status.phase == Phase::Unverified {
        Verification::Required([7; 16])
    } else {
        Verification::NotNeeded
    };
    let placement = Placement {
        timing: Timing::Now,
        template: None,
        id: "ORD-20261120-0123456789".parse().unwrap(),
        seller: &seller,
        products: &[thali],
        cart: &cart,
        customer,
        fulfilment: Fulfilment { method: method(kind), zone: None, requested_for: None },
        menu_type: None,
        meal_window: None,
        notes: None,
        priority: Priority::Normal,
        language: None,
        actor: &actor(Role::Buyer),
        verification,
        held_share: Share::ALL,
        vouchers: &[],
        rejected_vouchers: docket_domain::RejectedVouchers::Refuse,
    };
    let batch = "BAT-0123456789".parse().unwrap();
    let delivery = Some(Assignment { batch, driver: Some("m".parse().unwrap()), sequence: 1 });
    let placed = Order::place(placement, &stamp()).unwrap().into_state();
    Order::restore(OrderState { status, delivery, ..placed })
}

/// The result of a cell in the domain: the next status, or the code of the refusal.
pub fn outcome(
    wish: Wish,
    status: &'static Status,
    kind: MethodKind,
    role: Role,
) -> Result<&'static str, String> {
    match order(status, kind).apply(&wish.command(status.name), &actor(role), &stamp()) {
        Ok(change) => Ok(change.order.status.name),
        Err(refusal) => Err(AppError::from(refusal).explain().code.name().to_owned()),
    }
}

/// The result of a cell that this file specifies.
fn contract(
    wish: Wish,
    from: &str,
    kind: MethodKind,
    role: Role,
) -> Result<&'static str, &'static str> {
    let staff = matches!(role, Role::Seller | Role::Admin);
    let unverified = from == "awaiting_verification";
    let until_ready = matches!(from, "PLACED" | "ACCEPTED" | "PREPARING" | "READY");
    let until_preparing = until_ready && from != "READY";
    let on_its_way = matches!(from, "PICKED_UP" | "OUT_FOR_DELIVERY");
    let cancels = match role {
        Role::Buyer => unverified || until_preparing,
        Role::Seller => unverified || until_ready,
        Role::Admin => unverified || until_ready || on_its_way,
        Role::System => unverified,
        Role::Driver => false,
    };
    let cancelled = if cancels { Ok("CANCELLED") } else { Err("order_not_cancellable") };
    let forbidden_unless = |open: bool, then| if open { then } else { Err("forbidden") };
    let placed = |then| if from == "PLACED" { Ok(then) } else { Err("invalid_transition") };
    // A transition that has already happened is answered again, without a change.
    let again = |to: &str| match to {
        "ACCEPTED" => ["ACCEPTED", "PREPARING"].contains(&from),
        "PICKED_UP" => on_its_way,
        other => from == other,
    };
    let at = kitchen().status(from).unwrap().name;
    match wish {
        Wish::Accept if staff && again("ACCEPTED") => Ok(at),
        Wish::Reject if staff && again("REJECTED") => Ok(at),
        Wish::Accept => forbidden_unless(staff, placed("PREPARING")),
        Wish::Reject => forbidden_unless(staff, placed("REJECTED")),
        Wish::CancelOwn => forbidden_unless(role == Role::Buyer, cancelled),
        Wish::CancelAsSeller => forbidden_unless(staff, cancelled),
        Wish::CancelForCustomer => {
            forbidden_unless(matches!(role, Role::Buyer | Role::Admin), cancelled)
        }
        Wish::CancelAsAdmin => forbidden_unless(role == Role::Admin, cancelled),
        Wish::Override => forbidden_unless(role == Role::Admin, Ok(elsewhere(from))),
        Wish::Move("CANCELLED") if unverified || until_ready || on_its_way => {
            if cancels {
                Ok("CANCELLED")
            } else {
                Err("forbidden")
            }
        }
        Wish::Move(to) => {
            let over = matches!(from, "DELIVERED" | "REJECTED" | "CANCELLED" | "FAILED");
            let driver = matches!(role, Role::Driver | Role::Admin);
            let carrier = if kind == MethodKind::Delivery { driver } else { staff };
            let system = matches!(role, Role::System | Role::Admin);
            let makes = match to {
                "ACCEPTED" | "PREPARING" | "READY" => staff,
                "PICKED_UP" if kind == MethodKind::Pickup => false,
                "PICKED_UP" | "OUT_FOR_DELIVERY" | "DELIVERED" => carrier,
                "REJECTED" => staff || system,
                "CANCELLED" => role != Role::Driver,
                "FAILED" => system,
                _ => false,
            };
            if makes && again(to) {
                return Ok(at);
            }
            match (from, to) {
                ("PLACED", "ACCEPTED") | ("ACCEPTED", "PREPARING") => {
                    forbidden_unless(staff, Ok("PREPARING"))
                }
                ("PLACED", "REJECTED") => forbidden_unless(staff || system, Ok("REJECTED")),
                ("PREPARING", "READY") => forbidden_unless(staff, Ok("READY")),
                ("READY", "DELIVERED") if kind == MethodKind::Pickup => {
                    forbidden_unless(staff, Ok("DELIVERED"))
                }
                ("READY", "PICKED_UP") if kind != MethodKind::Pickup => {
                    forbidden_unless(carrier, Ok("OUT_FOR_DELIVERY"))
                }
                ("PICKED_UP", "OUT_FOR_DELIVERY") | ("OUT_FOR_DELIVERY", "DELIVERED") => {
                    forbidden_unless(carrier, Ok(to_name(to)))
                }
                (_, "FAILED") if !over && !unverified => forbidden_unless(system, Ok("FAILED")),
                (_, _) => Err("invalid_transition"),
            }
        }
    }
}

/// The static name of a status.
fn to_name(name: &str) -> &'static str {
    kitchen().status(name).unwrap().name
}

#[test]
fn kitchen_commands_follow_the_specified_table() {
    let mut cells = 0;
    for status in kitchen().statuses {
        for wish in wishes() {
            for (role, kind) in
                Role::ALL.iter().flat_map(|&role| MethodKind::ALL.map(|kind| (role, kind)))
            {
                let found = outcome(wish, status, kind, role);
                let expected = contract(wish, status.name, kind, role).map_err(str::to_owned);
                assert_eq!(found, expected, "{}: {kind:?} {wish:?} by {role:?}", status.name);
                cells += 1;
            }
        }
    }
    assert_eq!(cells, 11 * 18 * 5 * 3);
}

fn page() -> String {
    let mut page = "# Every command in every status of the `kitchen` lifecycle\n\n\
        The effect of each command by the role of its caller, within the buyer's cancel window: \
        the resulting status, or the code of the refusal. The seller is the order's, the driver \
        its batch's; for anybody else the answer is `not_found`. Commands that Docket runs by \
        itself have no endpoint. override-order-status stands for any status but the present \
        one. Where the fulfilment method matters, a command has a row for each.\n"
        .to_owned();
    for status in kitchen().statuses {
        let _ = write!(page, "\n## {}\n\n| command |", status.name);
        for role in Role::ALL {
            let _ = write!(page, " {} |", role.name());
        }
        page += "\n|---|---|---|---|---|---|\n";
        for wish in wishes() {
            let cells = |kind| -> String {
                let cell = |role| match outcome(wish, status, kind, role) {
                    Ok(to) => format!(" **{to}** |"),
                    Err(code) => format!(" {code} |"),
                };
                Role::ALL.map(cell).concat()
            };
            let rows = MethodKind::ALL.map(cells);
            let all_alike = rows.iter().all(|row| *row == rows[0]);
            for (kind, row) in MethodKind::ALL.iter().zip(&rows) {
                let of = if all_alike { String::new() } else { format!(", {}", kind.name()) };
                let _ = writeln!(page, "| {}{of} |{row}", wish.name());
                if all_alike {
                    break;
                }
            }
        }
    }
    page
}

/// Writes the page instead of comparing it when `DOCKET_BLESS=1` is set.
#[test]
fn kitchen_commands_page_is_up_to_date() {
    let file =
        PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../docs/lifecycles/kitchen-commands.md");
    if env::var_os("DOCKET_BLESS").is_some() {
        fs::write(&file, page()).unwrap();
    }
    assert!(
        fs::read_to_string(&file).unwrap_or_default() == page(),
        "docs/lifecycles/kitchen-commands.md is not what the code does; if the code is right, run\n    \
         DOCKET_BLESS=1 cargo test -p docket-tests --test kitchen",
    );
}
