//! Tests that messages keep their limits with any values.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use docket_texts::{Action, Language, Link, Mail, MailLinks, Money, Text, When, fits_one_segment};
use jiff::civil::{Date, DateTime};
use proptest::prelude::*;

mod samples;
use samples::{link, samples};

const ORDER: &str = "ORD-20261231-ZZZZZZZZZZ";
const EVIL: &str = "<script>alert(\"1\" & '2')</script>\r\nBcc: all@example.com\u{202e}";

/// All links that an e-mail may have.
fn links(link: &Link) -> MailLinks<'_> {
    MailLinks {
        action: Some((Action::FollowOrder, link)),
        choose: Some(link),
        unsubscribe: Some(link),
    }
}

/// Texts that together have every kind of value.
fn texts(value: &str, number: u32, minor: u64, when: When) -> Vec<Text> {
    let money = Money::new(minor, 2, "USD");
    let link = link();
    vec![
        Text::order_received(value, Some(value), money, Some(&link)),
        Text::order_status(value, value, Some(value), Some(&link)),
        Text::recurring_order_not_placed(value, Some(value), value, when, when, Some(value)),
        Text::sign_in_code(value, value, number, Some(value)),
        Text::order_code(value, value, number, Some(value)),
        Text::stock_low(value, value, value, number),
        Text::new_batch(value, value, number, Some(&link)),
        Text::batch_cancelled(value, value, Some(&link)),
        Text::accept_late(value, value, Some(when), number),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn sms_is_one_segment_and_lines_have_no_breaks_with_any_values(
        value in "\\PC{0,200}|[\\x00-\\x7f€<>\\u{2028}\\u{202e}]{0,200}",
        number: u32,
        minor: u64,
    ) {
        let when = When::new(DateTime::MAX, Date::MIN);
        for text in texts(&value, number, minor, when) {
            for language in Language::ALL {
                let words = text.in_(*language);
                let sms = words.sms.unwrap();
                prop_assert!(fits_one_segment(&sms), "{}", sms);
                for line in [words.subject, words.push_title, words.push_body] {
                    prop_assert!(!line.contains(|it: char| it.is_control() || it == '\u{2028}'), "{:?}", line);
                    prop_assert!(line.chars().count() <= 180, "{}", line);
                }
                prop_assert!(!words.email.replace('\n', "").contains(char::is_control));
            }
        }
    }

    #[test]
    fn mail_lines_are_short_and_values_add_no_markup(value in "[<>&\"' a\\u{e4}x]{0,1200}") {
        let link = format!("https://a.example/?{}", "&".repeat(155)).parse().unwrap();
        for text in texts(&value, 1, 1, When::new(DateTime::MAX, Date::MIN)) {
            for language in Language::ALL {
                let mail = Mail::new(&text, *language, &links(&link));
                for line in mail.plain.lines().chain(mail.html.lines()).chain([&*mail.subject]) {
                    prop_assert!(line.len() <= 998, "{}", line.len());
                }
                prop_assert_eq!(mail.html.matches("<a").count(), 3);
            }
        }
    }
}

#[test]
fn every_sample_is_one_segment_in_every_language() {
    for (whole, least) in samples() {
        for text in [Some(whole), least].into_iter().flatten() {
            for language in Language::ALL {
                let sms = text.in_(*language).sms.unwrap();
                assert!(fits_one_segment(&sms), "{sms}");
                assert!(!sms.contains("oven") && !sms.contains("Bäckerei"), "{sms}");
            }
        }
    }
}

#[test]
fn one_segment_is_160_characters_of_the_basic_alphabet() {
    assert!(fits_one_segment(&"ä".repeat(160)) && !fits_one_segment(&"ä".repeat(161)));
    for other in ["ç", "[", "~", "€", "`", "\r", "\u{1f4a9}"] {
        assert!(!fits_one_segment(other), "{other}");
    }
}

#[test]
fn sms_leaves_out_a_link_or_host_when_too_long() {
    let link = |letters| format!("https://{}", "a".repeat(letters)).parse::<Link>().unwrap();
    let sms = |link: &Link| Text::order_ready(ORDER, Some(link)).in_(Language::En).sms.unwrap();
    assert!(sms(&link(61)).ends_with(&format!(" {}", link(61))));
    assert!(sms(&link(62)).ends_with("picked up."));
    let code = |letters| {
        let host = "h".repeat(letters);
        Text::sign_in_code("123456", "7KQ2", 10, Some(&host)).in_(Language::De).sms.unwrap()
    };
    assert!(code(40).ends_with(&format!("\n\n@{} #123456", "h".repeat(40))));
    assert!(code(41).ends_with("weiter."));
}

#[test]
fn code_is_in_the_last_line_of_an_sms_and_never_in_a_subject_or_push_message() {
    for text in [
        Text::sign_in_code("048213", "7KQ2", 10, Some("orders.example.com")),
        Text::order_code("048213", ORDER, 10, Some("orders.example.com")),
    ] {
        assert_eq!(format!("{text:?}"), format!("Text({:?})", text.key()));
        for language in Language::ALL {
            let words = text.in_(*language);
            let sms = words.sms.unwrap();
            assert!(sms.starts_with("048213 "), "{sms}");
            assert_eq!(sms.lines().last(), Some("@orders.example.com #048213"));
            assert!(words.email.starts_with("048213 ") && !words.email.contains('@'));
            for shown in [words.subject, words.push_title, words.push_body] {
                assert!(!shown.contains("048213"), "{shown}");
            }
        }
    }
}

#[test]
fn number_selects_singular_or_plural() {
    let sms =
        |orders, language| Text::new_batch("BTH", "S", orders, None).in_(language).sms.unwrap();
    assert_eq!(sms(1, Language::En), "Batch BTH waits for you with 1 order.");
    assert_eq!(sms(0, Language::En), "Batch BTH waits for you with 0 orders.");
    assert_eq!(sms(1_000, Language::De), "Tour BTH mit 1.000 Bestellungen wartet auf Sie.");
    assert_eq!(sms(1, Language::De), "Tour BTH mit 1 Bestellung wartet auf Sie.");
}

#[test]
fn a_mail_escapes_every_value_and_a_subject_is_one_line() {
    let text = Text::stock_low(EVIL, EVIL, EVIL, 3);
    for language in Language::ALL {
        let mail = Mail::new(&text, *language, &links(&link()));
        assert!(!mail.html.contains("<script") && !mail.html.contains("(\""), "{}", mail.html);
        assert_eq!(mail.html.matches("&lt;script&gt;alert(&quot;1&quot;").count(), 6);
        assert!(!mail.subject.contains(['\r', '\n', '\u{202e}']), "{}", mail.subject);
        assert!(!mail.plain.contains("\nBcc:") && !mail.plain.contains('\u{202e}'));
    }
}

#[test]
fn mail_loads_nothing_and_has_only_its_own_links() {
    for language in Language::ALL {
        let (whole, _) = &samples()[0];
        let html = Mail::new(whole, *language, &links(&link())).html;
        for other in ["<img", "<script", "<link", "src=", "url(", "@import", "@font-face", "xmlns"]
        {
            assert!(!html.contains(other), "{other}");
        }
        assert_eq!(
            html.matches("//").count(),
            html.matches(&format!("href=\"{}\"", link())).count()
        );
        assert_eq!(html.matches("href=").count(), 3);
        for part in [
            &format!("<html lang=\"{language}\" dir=\"ltr\">"),
            "<meta name=\"color-scheme\" content=\"light dark\">",
            "@media (prefers-color-scheme: dark)",
            "max-width: 600px",
            "role=\"presentation\"",
        ] {
            assert!(html.contains(part), "{part}");
        }
    }
}

#[test]
fn mail_has_equal_content_in_both_parts() {
    let unescaped = |it: &str| {
        it.replace("&#39;", "'")
            .replace("&quot;", "\"")
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&amp;", "&")
    };
    let words = |it: &str| it.split_whitespace().map(str::to_owned).collect::<Vec<_>>().join(" ");
    for (whole, _) in samples() {
        for language in Language::ALL {
            let mail = Mail::new(&whole, *language, &links(&link()));
            let body = mail.html.split_once("<body").unwrap().1;
            let html = words(&unescaped(body));
            for block in mail.plain.split("\n\n").filter(|it| *it != "--") {
                if let Some((label, url)) = block.split_once(":\nhttps") {
                    assert!(html.contains(&format!(">{label}</a>")), "{label}");
                    assert!(html.contains(&format!("href=\"https{}\"", url.trim())), "{url}");
                } else {
                    assert!(html.contains(&words(block)), "{block}");
                }
            }
        }
    }
}

#[test]
fn a_mail_without_links_has_neither_button_nor_footer() {
    let text = Text::sign_in_code("048213", "7KQ2", 10, None);
    let mail = Mail::new(&text, Language::En, &MailLinks::default());
    assert!(!mail.html.contains("<a ") && !mail.html.contains("class=\"small\""));
    assert_eq!(mail.subject, "Your code");
    assert_eq!(
        mail.plain,
        "048213 signs you in (7KQ2). It is good for 10 minutes. Never give it to\nanyone.\n"
    );
}

#[test]
fn every_action_has_a_label_in_every_language() {
    for language in Language::ALL {
        let mut labels: Vec<_> = Action::ALL
            .iter()
            .map(|action| {
                let link = link();
                let links = MailLinks { action: Some((*action, &link)), ..MailLinks::default() };
                let plain = Mail::new(&Text::order_ready(ORDER, None), *language, &links).plain;
                plain.rsplit("\n\n").next().unwrap().to_owned()
            })
            .collect();
        labels.sort();
        labels.dedup();
        assert_eq!(labels.len(), Action::ALL.len());
    }
}
