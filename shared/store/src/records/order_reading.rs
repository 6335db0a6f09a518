//! Reading an order from its item.

use super::{
    Bytes, Malformed, amount, currency,
    entry::{entry, linked},
    fulfilment::fulfilment,
    maybe, maybe_line, maybe_text, minutes, one_line,
    order::{LineRecord, OpenRefundRecord, OrderRecord, RequestMark, StoredOrder, first_bucket},
    order_payments::{payment_first, payments},
    parse, phone, placed_on, share, suffix,
    terms::{statuses, terms},
    time, times,
};
use docket_domain::{
    Amount, Assignment, Charges, Customer, Deadlines, Draw, Email, FromTemplate, Hold, Lifecycle,
    Line, LineAddon, LineId, Links, Names, OpenRefund, Order, OrderId, OrderState, PaymentTotals,
    Priority, Quantity, Redemption, RefundId, Send, Stop, TemplateId,
};

impl TryFrom<OrderRecord> for StoredOrder {
    type Error = Malformed;

    fn try_from(record: OrderRecord) -> Result<Self, Malformed> {
        let lifecycle = lifecycle(&record.lc)?;
        let status = lifecycle
            .status(&record.st)
            .ok_or_else(|| Malformed::new("st", "not a status of the lifecycle"))?;
        let id: OrderId =
            parse("dy", &format!("ORD-{}-{}", record.dy, suffix(&record.pk)?.as_str()))?;
        let lines = lines(record.it, &record.li)?;
        let draws = record.dr.map_or_else(|| Ok(first_bucket(&lines)), draws)?;
        let timeline = record
            .tl
            .into_iter()
            .map(|it| entry(it, lifecycle, &record.gc))
            .collect::<Result<_, _>>()?;
        let (delivery_fee, packaging_fee, tax) = record.ch.unwrap_or_default();
        let (paid, refunded, requested) = record.pd.unwrap_or_default();
        let (waived, charged_back) = record.pw.unwrap_or_default();
        let mut order = OrderState {
            id,
            seller: parse("se", &record.se)?,
            lifecycle,
            status,
            version: record.v,
            customer: Customer {
                key: parse("gc", &record.gc)?,
                name: one_line("cn", &record.cn)?,
                phone: phone("cp", &record.cp)?,
                email: maybe::<Email>("ce", record.ce.as_deref())?,
            },
            lines,
            draws,
            currency: currency("cy", &record.cy)?,
            discount: amount("di", record.di)?,
            charges: Charges {
                delivery_fee: amount("ch", delivery_fee)?,
                packaging_fee: amount("ch", packaging_fee)?,
                tax: amount("ch", tax)?,
            },
            payment: PaymentTotals {
                paid: amount("pd", paid)?,
                refunded: amount("pd", refunded)?,
                requested: amount("pd", requested)?,
                waived: amount("pw", waived)?,
                charged_back: amount("pw", charged_back)?,
            },
            payments: payments(record.py, record.pt)?,
            refunds: record.rf.into_iter().map(refund).collect::<Result<_, _>>()?,
            payment_first: payment_first(record.pf)?,
            fulfilment: fulfilment(&record.fm, record.fa, record.zo.as_deref(), record.fr)?,
            menu_type: maybe_line("mt", record.mt.as_deref())?,
            meal_window: maybe_line("mw", record.mw.as_deref())?,
            notes: maybe_text("no", record.no.as_deref())?,
            internal_notes: maybe_text("ni", record.ni.as_deref())?,
            priority: priority(record.pr.as_deref())?,
            language: maybe("lg", record.lg.as_deref())?,
            placed_at: time("pl", record.pl)?,
            placed_on: placed_on(record.pl, record.ld)?,
            prep_time: minutes("pm", record.pm)?,
            delivery_time: minutes("dm", record.dm)?,
            moved_promise: times("mp", record.mp)?,
            cancel_until: times("cu", record.cu)?,
            hold: hold(record.he, record.sn, record.nc, record.sa, record.ca, record.hs)?,
            vouchers: vouchers(record.vo, &record.vn, &record.vc)?,
            vouchers_until: times("vu", record.vu)?,
            stop: stop(record.sp, record.sr)?,
            timeline,
            earlier: record.el,
            deadlines: Deadlines {
                terms: terms(record.te, lifecycle)?,
                escalated_at: times("ea", record.ea)?,
                missed: statuses(&record.ms, lifecycle)?,
            },
            delivery: assignment(record.ba.as_deref(), record.dv.as_deref(), record.ds)?,
            links: Links {
                group: group(&record.gr, &record.dy)?,
                split_from: record.sf.as_deref().map(linked).transpose()?,
                split_into: record.si.iter().map(|it| linked(it)).collect::<Result<_, _>>()?,
                merged_from: record.mf.iter().map(|it| linked(it)).collect::<Result<_, _>>()?,
                merged_into: record.mi.as_deref().map(linked).transpose()?,
                template: from_template(record.ot.as_deref(), record.oc)?,
            },
            names: Names {
                seller: maybe_line("sl", record.sl.as_deref())?,
                zone: maybe_line("zl", record.zl.as_deref())?,
            },
        };
        // For an order that an earlier release stopped, the amount is in its history.
        if order.stop.is_some() && record.sr.is_none() {
            let asked = Order::restore(order.clone()).refund_of_stop();
            order.stop = order.stop.map(|stop| Stop { refund: asked, ..stop });
        }
        order.refunds.extend(asked_before(&order));
        let order = Order::restore(order);
        Ok(Self { order, mark: RequestMark { caller: record.ih.0, body: record.rh.0 } })
    }
}

fn draws(records: Vec<(String, u32, u32)>) -> Result<Vec<Draw>, Malformed> {
    let read = |(product, bucket, quantity): (String, u32, u32)| {
        Ok(Draw { product: parse("dr", &product)?, bucket, quantity })
    };
    records.into_iter().map(read).collect()
}

fn refund(record: OpenRefundRecord) -> Result<OpenRefund, Malformed> {
    let (id, payment, minor, of_stop, has_failed) = record;
    let (id, payment) = (parse("rf", &id)?, maybe("rf", payment.as_deref())?);
    let refund = OpenRefund::new(id, payment, amount("rf", minor)?);
    Ok(OpenRefund { of_stop, has_failed, ..refund })
}

/// The requested refund of an order that was stored before refunds were items.
fn asked_before(order: &OrderState) -> Option<OpenRefund> {
    let mut known = order.refunds.iter().map(|it| it.amount);
    let amount = known.try_fold(order.payment.requested, Amount::minus)?;
    (amount > Amount::ZERO).then(|| OpenRefund {
        of_stop: order.stop.is_some(),
        ..OpenRefund::new(RefundId::without_record(), None, amount)
    })
}

fn vouchers(
    stored: Vec<(String, u64, bool)>,
    uses: &[u32],
    counted: &[u32],
) -> Result<Vec<Redemption>, Malformed> {
    let read = |(at, (code, discount, counts)): (usize, (String, u64, bool))| {
        let uses = uses.get(at).copied().unwrap_or(1);
        let all = if counts { uses } else { 0 };
        Ok(Redemption {
            code: parse("vo", &code)?,
            discount: amount("vo", discount)?,
            uses,
            counted: counted.get(at).copied().unwrap_or(all),
        })
    };
    stored.into_iter().enumerate().map(read).collect()
}

fn stop(stored: Option<(bool, bool)>, refund: Option<u64>) -> Result<Option<Stop>, Malformed> {
    let Some((restocked, vouchers_restored)) = stored else { return Ok(None) };
    let refund = amount("sr", refund.unwrap_or_default())?;
    Ok(Some(Stop { restocked, vouchers_restored, refund }))
}

fn assignment(
    batch: Option<&str>,
    driver: Option<&str>,
    sequence: Option<u32>,
) -> Result<Option<Assignment>, Malformed> {
    let Some(batch) = batch else { return Ok(None) };
    let sequence = sequence.ok_or_else(|| Malformed::new("ds", "is missing"))?;
    Ok(Some(Assignment { batch: parse("ba", batch)?, driver: maybe("dv", driver)?, sequence }))
}

pub(super) fn lifecycle(text: &str) -> Result<&'static Lifecycle, Malformed> {
    text.split_once('@')
        .and_then(|(name, version)| Lifecycle::find(name, version.parse().ok()?))
        .ok_or_else(|| Malformed::new("lc", "not a known lifecycle"))
}

fn lines(records: Vec<LineRecord>, ids: &[String]) -> Result<Vec<Line>, Malformed> {
    records.into_iter().enumerate().map(|(at, it)| line(it, line_id(ids, at)?)).collect()
}

fn line_id(ids: &[String], at: usize) -> Result<LineId, Malformed> {
    ids.get(at).map_or_else(|| Ok(LineId::placed(at)), |id| parse("li", id))
}

fn line(record: LineRecord, id: LineId) -> Result<Line, Malformed> {
    let (product, name, count, unit_price, is_main_course, addons) = record;
    let addons = addons
        .into_iter()
        .map(|(id, name, count, price)| {
            Ok(LineAddon {
                id: parse("it", &id)?,
                name: one_line("it", &name)?,
                quantity: quantity(count)?,
                unit_price: amount("it", price)?,
            })
        })
        .collect::<Result<Vec<_>, Malformed>>()?;
    let unit_price = amount("it", unit_price)?;
    let total = total(unit_price, &addons, count)
        .ok_or_else(|| Malformed::new("it", "the total is out of range"))?;
    Ok(Line {
        id,
        product: parse("it", &product)?,
        name: one_line("it", &name)?,
        quantity: quantity(count)?,
        unit_price,
        addons,
        is_main_course,
        total,
    })
}

fn total(unit_price: Amount, addons: &[LineAddon], count: u32) -> Option<Amount> {
    addons
        .iter()
        .try_fold(unit_price, |sum, addon| sum.plus(addon.unit_price.times(addon.quantity.get())?))?
        .times(count)
}

fn quantity(count: u32) -> Result<Quantity, Malformed> {
    Quantity::new(count).map_err(|error| Malformed::new("it", error))
}

fn group(suffixes: &[String], day: &str) -> Result<Vec<OrderId>, Malformed> {
    suffixes.iter().map(|suffix| linked(&format!("{day}-{suffix}"))).collect()
}

fn from_template(
    id: Option<&str>,
    occurrence: Option<i64>,
) -> Result<Option<FromTemplate>, Malformed> {
    let Some(id) = id else { return Ok(None) };
    let id = TemplateId::new(parse("ot", id)?);
    Ok(Some(FromTemplate { id, occurrence: times("oc", occurrence)? }))
}

pub(super) fn priority(name: Option<&str>) -> Result<Priority, Malformed> {
    let name = name.unwrap_or(Priority::Normal.name());
    Priority::ALL
        .into_iter()
        .find(|priority| priority.name() == name)
        .ok_or_else(|| Malformed::new("pr", "unknown priority"))
}

fn hold(
    ends_at: Option<i64>,
    number: Option<u32>,
    nonce: Option<Bytes<16>>,
    at: Option<i64>,
    attempts: Option<u32>,
    percent: Option<u32>,
) -> Result<Option<Hold>, Malformed> {
    match (ends_at, number, nonce, at) {
        (None, None, None, None) => Ok(None),
        (Some(ends_at), Some(number), Some(Bytes(nonce)), Some(at)) => Ok(Some(Hold {
            ends_at: time("he", ends_at)?,
            send: Send { number, nonce, at: time("sa", at)?, attempts: attempts.unwrap_or(0) },
            share: share("hs", percent)?,
        })),
        (_, _, _, _) => Err(Malformed::new("he", "a hold with a part missing")),
    }
}
