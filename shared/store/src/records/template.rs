use docket_domain::{
    CartLine, OnShortage, OrderDraft, Outcome, Plan, Priority, Quantity, Ran, Recurrence, Rule,
    Schedule, ScheduleState, Template, TemplateOwner, TimeZoneName, Written,
};
use jiff::{Timestamp, civil::DateTime};
use serde::{Deserialize, Serialize};

use super::{
    Bytes, Malformed, RequestMark,
    fulfilment::{AddressRecord, address_record, fulfilment},
    maybe, maybe_line, maybe_text, one_line,
    order_reading::priority,
    parse, phone, texts, time,
};
use crate::table::keys;

/// A template with the mark of the request that created it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredTemplate {
    /// The template.
    pub template: Template,
    /// The mark of that request.
    pub mark: RequestMark,
}

/// Product, quantity, extras.
type CartRecord = (String, u32, Vec<(String, u32)>);

/// A template's item.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct TemplateRecord {
    pk: String,
    sk: String,
    /// Sort key of the indexes by time.
    k: String,
    /// Partition of the seller index or of the customer index, depending on the owner.
    #[serde(skip_serializing_if = "Option::is_none")]
    gs: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    gc: Option<String>,
    /// Partition and sort key of the deadline index.
    #[serde(skip_serializing_if = "Option::is_none")]
    gd: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    dk: Option<String>,
    /// Version, name; the customer, if the customer owns it.
    v: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    tn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ow: Option<String>,
    /// The content of its orders: seller, lines, customer, fulfilment and the rest, as in an order.
    se: String,
    it: Vec<CartRecord>,
    cn: String,
    cp: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    ce: Option<String>,
    fm: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    fa: Option<AddressRecord>,
    #[serde(skip_serializing_if = "Option::is_none")]
    zo: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fr: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    mt: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    mw: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    no: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pr: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    vo: Vec<String>,
    /// Language.
    #[serde(skip_serializing_if = "Option::is_none")]
    lg: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sc: Option<ScheduleRecord>,
    /// Times of creation and of the last change, and the name of the last change.
    at: i64,
    up: i64,
    ci: String,
    /// The request that created it: hash of caller and key, hash of body.
    ih: Bytes<16>,
    rh: Bytes<16>,
}

/// The schedule of a template.
#[derive(Debug, Serialize, Deserialize)]
struct ScheduleRecord {
    /// The rule, or the cron expression.
    #[serde(skip_serializing_if = "Option::is_none")]
    rr: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cr: Option<String>,
    /// Time zone, start, what happens on a shortage.
    tz: String,
    ss: String,
    sh: String,
    /// State, and the next occurrence.
    st: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    nx: Option<i64>,
    /// The last occurrence, when it was processed, its outcome, and the order or the reason.
    #[serde(skip_serializing_if = "Option::is_none")]
    lo: Option<OutcomeRecord>,
    /// What was left out of the last order.
    #[serde(skip_serializing_if = "Option::is_none")]
    ln: Option<String>,
}

/// Occurrence, time, `p`laced, `s`kipped or stopped (`x`), order or reason.
type OutcomeRecord = (i64, i64, String, String);

impl TemplateRecord {
    pub(crate) fn new(stored: &StoredTemplate) -> Self {
        let StoredTemplate { template, mark } = stored;
        let OrderDraft { seller, fulfilment, .. } = &template.draft;
        let draft = &template.draft;
        let suffix = template.id.suffix();
        let (gs, gc, ow) = match &template.owner {
            TemplateOwner::Seller => (Some(keys::templates_of(seller)), None, None),
            TemplateOwner::Customer(key) => {
                (None, Some(keys::templates_by(key)), Some(key.to_string()))
            }
        };
        let due = template.due();
        let part = suffix.shard(keys::DEADLINE_SHARDS);
        Self {
            pk: keys::template(template.id),
            sk: keys::TEMPLATE.to_owned(),
            k: keys::by_time(template.created_at, suffix.as_str()),
            gs,
            gc,
            gd: due.map(|_| keys::deadlines(keys::Due::Template, part)),
            dk: due.map(|at| keys::by_time(at, suffix.as_str())),
            v: template.version,
            tn: texts(template.name.as_ref()),
            ow,
            se: seller.to_string(),
            it: draft.cart.iter().map(cart_record).collect(),
            cn: draft.name.to_string(),
            cp: draft.phone.as_str().to_owned(),
            ce: draft.email.as_ref().map(|email| email.as_str().to_owned()),
            fm: fulfilment.method.name().to_owned(),
            fa: fulfilment.method.address().map(address_record),
            zo: texts(fulfilment.zone.as_ref()),
            fr: fulfilment.requested_for.map(Timestamp::as_millisecond),
            mt: texts(draft.menu_type.as_ref()),
            mw: texts(draft.meal_window.as_ref()),
            no: texts(draft.notes.as_ref()),
            pr: (draft.priority != Priority::Normal).then(|| draft.priority.name().to_owned()),
            vo: draft.vouchers.iter().map(ToString::to_string).collect(),
            lg: texts(draft.language.as_ref()),
            sc: template.schedule.as_ref().map(schedule_record),
            at: template.created_at.as_millisecond(),
            up: template.changed_at.as_millisecond(),
            ci: template.change.to_string(),
            ih: Bytes(mark.caller),
            rh: Bytes(mark.body),
        }
    }
}

fn cart_record(line: &CartLine) -> CartRecord {
    let addons = line.addons.iter().map(|(id, count)| (id.to_string(), count.get()));
    (line.product.to_string(), line.quantity.get(), addons.collect())
}

fn schedule_record(schedule: &Schedule) -> ScheduleRecord {
    let Plan { recurrence, on_shortage } = &schedule.plan;
    let (rr, cr) = match recurrence.rule().written() {
        Written::Rrule(text) => (Some(text.clone()), None),
        Written::Cron(text) => (None, Some(text.clone())),
    };
    let nx = match schedule.state {
        ScheduleState::Active(at) => Some(at.as_millisecond()),
        ScheduleState::Paused | ScheduleState::Stopped | ScheduleState::Ended => None,
    };
    ScheduleRecord {
        rr,
        cr,
        tz: recurrence.zone().to_string(),
        ss: recurrence.start().to_string(),
        sh: on_shortage.name().to_owned(),
        st: schedule.state.name().to_owned(),
        nx,
        lo: schedule.last.as_ref().map(|last| {
            let (kind, text) = match &last.ran {
                Ran::Placed { order, .. } => ("p", order.to_string()),
                Ran::Skipped(reason) => ("s", reason.clone()),
                Ran::Stopped(reason) => ("x", reason.clone()),
            };
            (last.occurrence.as_millisecond(), last.at.as_millisecond(), kind.to_owned(), text)
        }),
        ln: schedule.last.as_ref().and_then(|last| match &last.ran {
            Ran::Placed { note, .. } => texts(note.as_ref()),
            Ran::Skipped(_) | Ran::Stopped(_) => None,
        }),
    }
}

impl TryFrom<TemplateRecord> for StoredTemplate {
    type Error = Malformed;

    fn try_from(record: TemplateRecord) -> Result<Self, Malformed> {
        let id = keys::template_id(&record.pk)
            .ok_or_else(|| Malformed("pk: not a template's".to_owned()))?;
        let template = Template {
            id,
            name: maybe_line("tn", record.tn.as_deref())?,
            owner: match record.ow.as_deref() {
                None => TemplateOwner::Seller,
                Some(key) => TemplateOwner::Customer(parse("ow", key)?),
            },
            draft: OrderDraft {
                seller: parse("se", &record.se)?,
                cart: record.it.iter().map(cart_line).collect::<Result<_, _>>()?,
                name: one_line("cn", &record.cn)?,
                phone: phone("cp", &record.cp)?,
                email: maybe("ce", record.ce.as_deref())?,
                fulfilment: fulfilment(&record.fm, record.fa, record.zo.as_deref(), record.fr)?,
                menu_type: maybe_line("mt", record.mt.as_deref())?,
                meal_window: maybe_line("mw", record.mw.as_deref())?,
                notes: maybe_text("no", record.no.as_deref())?,
                priority: wished(record.pr.as_deref(), record.ow.is_some())?,
                vouchers: record
                    .vo
                    .iter()
                    .map(|code| parse("vo", code))
                    .collect::<Result<_, _>>()?,
                language: maybe("lg", record.lg.as_deref())?,
            },
            schedule: record.sc.map(schedule).transpose()?,
            version: record.v,
            created_at: time("at", record.at)?,
            changed_at: time("up", record.up)?,
            change: parse("ci", &record.ci)?,
        };
        Ok(Self { template, mark: RequestMark { caller: record.ih.0, body: record.rh.0 } })
    }
}

/// A priority that may be requested now. Customers have templates from when they could still
/// request urgent orders.
fn wished(stored: Option<&str>, of_customer: bool) -> Result<Priority, Malformed> {
    let stored = priority(stored)?;
    Ok(if of_customer { stored.min(Priority::High) } else { stored })
}

fn cart_line((product, count, addons): &CartRecord) -> Result<CartLine, Malformed> {
    let quantity = |count: u32| Quantity::new(count).map_err(|error| Malformed::new("it", error));
    let addons = addons.iter().map(|(id, count)| Ok((parse("it", id)?, quantity(*count)?)));
    Ok(CartLine {
        product: parse("it", product)?,
        quantity: quantity(*count)?,
        addons: addons.collect::<Result<_, Malformed>>()?,
    })
}

fn schedule(record: ScheduleRecord) -> Result<Schedule, Malformed> {
    let rule = match (record.rr.as_deref(), record.cr.as_deref()) {
        (Some(rule), None) => Rule::rrule(rule),
        (None, Some(line)) => Rule::cron(line),
        (_, _) => return Err(Malformed::new("rr", "neither a rule nor a line of cron")),
    };
    let rule = rule.map_err(|error| Malformed::new("rr", error))?;
    let zone =
        TimeZoneName::from_stored(&record.tz).map_err(|error| Malformed::new("tz", error))?;
    let start: DateTime = parse("ss", &record.ss)?;
    let on_shortage = OnShortage::ALL
        .into_iter()
        .find(|it| it.name() == record.sh)
        .ok_or_else(|| Malformed::new("sh", "not known"))?;
    let others = [ScheduleState::Paused, ScheduleState::Stopped, ScheduleState::Ended];
    let state = match record.nx {
        Some(at) => ScheduleState::Active(time("nx", at)?),
        None => others
            .into_iter()
            .find(|it| it.name() == record.st)
            .ok_or_else(|| Malformed::new("st", "not known"))?,
    };
    Ok(Schedule {
        plan: Plan { recurrence: Recurrence::from_stored(rule, zone, start), on_shortage },
        state,
        last: record.lo.map(|it| outcome(it, record.ln.as_deref())).transpose()?,
    })
}

fn outcome(
    (occurrence, at, kind, text): OutcomeRecord,
    note: Option<&str>,
) -> Result<Outcome, Malformed> {
    let ran = match kind.as_str() {
        "p" => Ran::Placed { order: parse("lo", &text)?, note: maybe_text("ln", note)? },
        "s" => Ran::Skipped(text),
        "x" => Ran::Stopped(text),
        _ => return Err(Malformed::new("lo", "unknown kind")),
    };
    Ok(Outcome { occurrence: time("lo", occurrence)?, at: time("lo", at)?, ran })
}
