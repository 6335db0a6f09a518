//! Starts and stops the parts of the local program in the right order.

use std::{collections::BTreeMap, io::ErrorKind, net::SocketAddr, sync::Arc, time::Duration};

use anyhow::{Context, Result, anyhow};
use aws_sdk_dynamodb::Client;
use axum::Router;
use docket_domain::Contact;
use docket_platform::{Clock, EventBus, Messenger, Oidc, SecretKey};
use docket_store::Store;
use docket_web::HttpsClient;
use dynoxide::Database;
use jiff::{SignedDuration, Timestamp};
use serde_json::Value;
use tokio::{
    net::TcpListener,
    sync::watch,
    task::{JoinHandle, JoinSet},
};

use crate::{
    Options, PublishedEvent, SentMessage,
    background::Background,
    bus::LocalBus,
    clock::MovableClock,
    delivery::{DeadLetter, Delivery},
    demo::{self, ADMIN_PHONE, DemoOrders, Staff},
    engine::{Engine, TABLE},
    files,
    folder::Folder,
    functions::{self, Function, Surroundings},
    http::{self, Demo, Pages, Tools},
    images::Images,
    keys,
    messages::Outbox,
    payments::Payments,
    push::PushStandIn,
    rights::Ledger,
    stopping,
    template::Template,
    wiring::{Parts, wire},
};

/// How long a stop waits for running requests, and then for running events.
const TIMEOUT: Duration = Duration::from_secs(10);

/// How long a test waits for events; longer than the retries of their targets.
const SETTLE: Duration = Duration::from_mins(4);

/// A running Docket. Dropping it stops it without waiting for running work.
pub struct Running {
    /// Its URL, without a trailing slash.
    pub url: String,
    clock: Arc<MovableClock>,
    outbox: Arc<Outbox>,
    bus: Arc<LocalBus>,
    delivery: Arc<Delivery>,
    background: Arc<Background>,
    functions: Arc<BTreeMap<&'static str, Arc<Function>>>,
    client: Client,
    webhook_secret: String,
    stop: watch::Sender<bool>,
    server: JoinHandle<std::io::Result<()>>,
    tasks: JoinSet<()>,
    engine: Arc<Engine>,
    // The last field, because the folder must be released after everything that uses it.
    _folder: Option<Folder>,
}

/// Starts Docket.
///
/// # Errors
///
/// Says what prevents the start and what to do about it.
pub async fn start(options: Options) -> Result<Running> {
    let template = read_template(&options)?;
    // The port is bound first, so that an accidental second start touches no data.
    let listener = listen(options.port).await?;
    let url = format!("http://{}", listener.local_addr()?);
    let folder = options.data.as_deref().map(Folder::open).transpose()?;
    let file = |name: &str| folder.as_ref().map(|folder| folder.file(name));

    let new = folder.as_ref().is_none_or(Folder::is_new);
    let keys = keys::open(file("keys.json").as_deref(), new)?;
    let clock = Arc::new(MovableClock::open(file("clock"), options.start)?);
    let has_history = options.demo && options.demo_orders && new;
    if has_history {
        clock.set_back(demo::HISTORY);
    }
    let outbox =
        Arc::new(Outbox::open(file("messages.jsonl"), clock.clone(), options.print_messages)?);
    let delivery = Delivery::open(file("dead-letters.jsonl"), clock.clone(), options.retry_for)?;
    let delivery = Arc::new(delivery);
    let bus = Arc::new(LocalBus::new(clock.clone(), delivery.clone()));
    let images = Arc::new(Images::open(file("images"))?);
    let engine = Arc::new(Engine::open(folder.as_ref(), &template.table)?);

    let public_keys = keys.issuer()?.jwks().to_string();
    let ids = keys.ids()?;
    let push = Arc::new(PushStandIn::new(clock.clone(), keys.push()?.public_key(), &url));
    let payments = Payments::new(&ids, options.payments);
    let functions = functions::assemble(
        &template.functions,
        &Surroundings {
            client: engine.client(options.wire.as_ref()),
            clock: clock.clone(),
            bus: seen_by_functions(&options, &bus),
            messenger: used_by_functions(&options, &outbox),
            images: images.clone(),
            http: Arc::new(HttpsClient::default()),
            keys,
            payment_keys: payments.keys.clone(),
            public_keys,
            push: push.clone(),
            overrides: overrides(&options, &url),
            table: template.table.name.clone(),
            ledger: Ledger::new(options.ledger.clone()),
            relaxed: !options.production_limits,
        },
    )
    .await?;
    let stand_in = payments.open(file("stripe.jsonl"), clock.clone(), &url)?;
    let parts = Parts {
        clock: &clock,
        delivery: &delivery,
        engine: &engine,
        folder: folder.as_ref(),
        stand_in: &stand_in,
    };
    let (rules, background) = wire(&template, &functions, &parts)?;
    bus.connect(rules);
    let background = Arc::new(background);

    let client = engine.client(None);
    if options.demo {
        put_demo(&client, &ids, clock.now(), options.demo_orders, Some(images.as_ref())).await?;
    }

    for function in functions.values() {
        function.warm().await;
    }

    let functions = Arc::new(functions);
    let tools = Tools {
        outbox: outbox.clone(),
        bus: bus.clone(),
        delivery: delivery.clone(),
        clock: clock.clone(),
        background: background.clone(),
        functions: functions.clone(),
    };
    let demo = demo_tools(&tools, &client, &options);
    let orders = demo.orders.clone();
    let stand_ins = (stand_in, push);
    let router =
        http::router(&template, &functions, (tools, demo), stand_ins, Pages::of(options.web))?;
    let (stop, stopped) = watch::channel(false);
    let mut tasks = background.start(&engine, options.timed_schedules, &stopped);
    if has_history {
        stopping::until(&stopped, async move { orders.make_first().await }, &mut tasks);
    }
    let server = tokio::spawn(serve(listener, router, stopped));
    Ok(Running {
        url,
        clock,
        outbox,
        bus,
        delivery,
        background,
        functions,
        client,
        webhook_secret: payments.webhook_secret,
        stop,
        server,
        tasks,
        engine,
        _folder: folder,
    })
}

impl Running {
    /// Returns when the HTTP server has ended by itself, which it should not do.
    ///
    /// # Errors
    ///
    /// The reason why it ended.
    pub async fn wait(&mut self) -> Result<()> {
        (&mut self.server).await?.context("the HTTP server ended")
    }

    /// Stops the program: refuses new requests, finishes running ones, then stops the stream and
    /// the schedules, then the database.
    pub async fn stop(mut self) {
        self.stop.send_replace(true);
        if !self.server.is_finished()
            && tokio::time::timeout(TIMEOUT, &mut self.server).await.is_err()
        {
            self.server.abort();
        }
        let tasks = std::mem::take(&mut self.tasks);
        tokio::time::timeout(TIMEOUT, tasks.join_all()).await.ok();
        tokio::time::timeout(TIMEOUT, self.engine.stop()).await.ok();
    }

    /// A store on the table, with its own capacity meter and without the faults that a test may
    /// inject between functions and database.
    #[must_use]
    pub fn store(&self) -> Store {
        Store::new(self.client.clone(), TABLE)
    }

    /// The database's client, without injected faults.
    #[must_use]
    pub fn client(&self) -> Client {
        self.client.clone()
    }

    /// The database itself, for the streams API.
    #[must_use]
    pub fn database(&self) -> Database {
        self.engine.database()
    }

    /// The secret with which the stand-in payment provider signs its webhooks.
    #[must_use]
    pub fn webhook_secret(&self) -> &str {
        &self.webhook_secret
    }

    /// The table's name.
    #[must_use]
    pub fn table(&self) -> &'static str {
        TABLE
    }

    /// The table's items with this sort key, which names their kind, in `DynamoDB`'s JSON. This
    /// function is not async, so it can be called from a destructor at the end of a test.
    ///
    /// # Errors
    ///
    /// The database refused.
    pub fn items(&self, sort_key: &str) -> Result<Vec<Value>> {
        self.engine.items(sort_key)
    }

    /// The capacity that each function has used, as in the response to `GET /_local/capacity`.
    #[must_use]
    pub fn capacity(&self) -> Value {
        functions::capacity(&self.functions)
    }

    /// The current time of the movable clock.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// Invokes a function with the payload of its rule, stream or schedule, as AWS does when it
    /// delivers an event again.
    ///
    /// # Errors
    ///
    /// The function's error, or that there is no function with this name.
    pub async fn invoke(&self, function: &str, payload: Value) -> Result<Value> {
        let found = self.functions.get(function);
        let found = found.with_context(|| format!("there is no function {function}"))?;
        found.invoke(payload).await.map_err(|error| anyhow!(error))
    }

    /// Moves the clock forward, runs every schedule once, and waits for the work that follows.
    ///
    /// # Errors
    ///
    /// The clock cannot be moved that far, or the error of [`Self::settle`].
    pub async fn advance(&self, by: SignedDuration) -> Result<Timestamp> {
        let now = self.clock.advance(by)?;
        self.background.run_schedules().await;
        self.settle().await?;
        Ok(now)
    }

    /// Waits until every change made so far has been published and the targets have processed its
    /// events.
    ///
    /// # Errors
    ///
    /// The time limit of the wait is exceeded.
    pub async fn settle(&self) -> Result<()> {
        tokio::time::timeout(SETTLE, self.background.settle())
            .await
            .context("the table's changes have not been published in time")
    }

    /// The messages sent to one recipient or to all, newest first.
    #[must_use]
    pub fn messages(&self, to: Option<&str>) -> Vec<SentMessage> {
        self.outbox.newest(to, usize::MAX)
    }

    /// The recent events, newest first.
    #[must_use]
    pub fn events(&self) -> Vec<PublishedEvent> {
        self.bus.newest(usize::MAX)
    }

    /// The dead letters, newest first.
    #[must_use]
    pub fn dead_letters(&self) -> Vec<DeadLetter> {
        self.delivery.dead_letters()
    }
}

/// The tools of the demo: its people, and the maker of its orders.
fn demo_tools(tools: &Tools, client: &Client, options: &Options) -> Demo {
    let store = Store::new(client.clone(), TABLE);
    let orders = DemoOrders::new(
        Staff::new(tools.functions.clone(), store.clone()),
        tools.clock.clone(),
        tools.outbox.clone(),
        tools.background.clone(),
        options.demo_orders,
    );
    Demo::new(Arc::new(orders), store, options)
}

/// The event bus, wrapped by the test's wrapper if there is one.
fn seen_by_functions(options: &Options, bus: &Arc<LocalBus>) -> Arc<dyn EventBus> {
    options.bus.as_ref().map_or_else(|| bus.clone() as _, |wrapper| wrapper.wrap(bus.clone()))
}

/// The messenger, wrapped by the test's wrapper if there is one.
fn used_by_functions(options: &Options, outbox: &Arc<Outbox>) -> Arc<dyn Messenger> {
    let wrapper = options.messenger.as_ref();
    wrapper.map_or_else(|| outbox.clone() as _, |wrapper| wrapper.wrap(outbox.clone()))
}

/// The values that replace the template's settings.
fn overrides(options: &Options, url: &str) -> Vec<(&'static str, String)> {
    let mut overrides = vec![
        ("ADMIN_PHONE", ADMIN_PHONE.to_owned()),
        ("ALLOWED_COUNTRIES", "*".to_owned()),
        ("PUBLIC_URL", url.to_owned()),
        ("PAYMENTS_URL", format!("{url}/_local/stripe")),
        ("DEPLOYMENT", "docket".to_owned()),
    ];
    overrides.push(("DISTRIBUTION_SECRET", options.distribution.clone().unwrap_or_default()));
    if options.email {
        overrides.push(("CODES_BY_EMAIL", "docket@localhost".to_owned()));
    }
    if let Some(Oidc { issuer, audience }) = options.oidc.clone() {
        overrides.extend([("OIDC_ISSUER", issuer), ("OIDC_AUDIENCE", audience)]);
    }
    overrides
}

/// Adds the demo's data. The products have images when there is a store for them.
pub async fn put_demo(
    client: &Client,
    ids: &SecretKey,
    now: Timestamp,
    whole: bool,
    images: Option<&Images>,
) -> Result<()> {
    let store = Store::new(client.clone(), TABLE);
    let customer_key = |contact: &Contact| docket_app::customer_key(ids, contact);
    let put = demo::put(&store, customer_key, now, whole, images).await;
    put.context("the demo's data could not be put in")
}

/// Reads the template that `options` select.
pub fn read_template(options: &Options) -> Result<Template> {
    match &options.template {
        None => Template::parse(include_str!("../../template.yaml"))
            .context("template.yaml as built in"),
        Some(path) => files::read(path)?
            .with_context(|| format!("there is no {}", path.display()))
            .and_then(|text| Template::parse(&text))
            .with_context(|| path.display().to_string()),
    }
}

async fn listen(port: u16) -> Result<TcpListener> {
    TcpListener::bind(("127.0.0.1", port)).await.map_err(|error| match error.kind() {
        ErrorKind::AddrInUse => {
            anyhow!("Port {port} is in use: stop the other program or choose another with --port.")
        }
        ErrorKind::PermissionDenied => {
            anyhow!("Port {port} may not be used by you: choose another with --port.")
        }
        _ => anyhow!("Port {port} cannot be listened on: {error}"),
    })
}

async fn serve(
    listener: TcpListener,
    router: Router,
    mut stopped: watch::Receiver<bool>,
) -> std::io::Result<()> {
    axum::serve(listener, router.into_make_service_with_connect_info::<SocketAddr>())
        .with_graceful_shutdown(async move {
            // An error means that the sender was dropped: stop as well.
            stopped.changed().await.ok();
        })
        .await
}
