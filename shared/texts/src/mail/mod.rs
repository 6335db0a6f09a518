//! Renders a text as an e-mail: a subject, a plain part and an HTML part.

mod body;
mod html;
mod lines;
mod plain;

use body::{Body, Labelled};

use crate::{Action, Language, Link, Text};

/// The links of an e-mail in addition to its text. Each is optional.
///
/// A message with a code has none. All other messages have `choose`, and messages that can be
/// unsubscribed from have `unsubscribe`, which is also in the header `List-Unsubscribe`.
#[derive(Debug, Clone, Copy, Default)]
pub struct MailLinks<'a> {
    /// The reader's next action: the button of the HTML part.
    pub action: Option<(Action, &'a Link)>,
    /// The page where readers choose their messages.
    pub choose: Option<&'a Link>,
    /// The page that unsubscribes from messages of this kind.
    pub unsubscribe: Option<&'a Link>,
}

/// An e-mail, without its addresses.
///
/// Both parts have equal sentences and links. No line is longer than 998 octets (RFC 5322, 2.1.1).
/// The HTML part is one table with inline styles and a dark mode, and loads nothing: no image,
/// script or font. Every value in it is escaped.
///
/// ```
/// use docket_texts::{Action, Language, Mail, MailLinks, Text};
///
/// let text = Text::order_ready("ORD-20261204-7KQ2M9X4TD", None);
/// let order = "https://orders.example.com/t/4NQ7".parse()?;
/// let links = MailLinks { action: Some((Action::FollowOrder, &order)), ..MailLinks::default() };
/// let mail = Mail::new(&text, Language::En, &links);
/// assert_eq!(mail.subject, "Your order ORD-20261204-7KQ2M9X4TD is ready");
/// assert!(mail.plain.ends_with("Follow your order:\nhttps://orders.example.com/t/4NQ7\n"));
/// # Ok::<(), docket_texts::LinkError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mail {
    /// The subject, one line.
    pub subject: String,
    /// The part `text/plain`, UTF-8, with lines that end in `\n`.
    pub plain: String,
    /// The part `text/html`, UTF-8, with lines that end in `\n`.
    pub html: String,
}

impl Mail {
    /// Renders a text as an e-mail in a language.
    #[must_use]
    pub fn new(text: &Text, language: Language, links: &MailLinks) -> Self {
        let words = text.in_(language);
        let data = language.data();
        let labelled = |link, label| Option::map(link, |link: &Link| Labelled { label, link });
        let body = Body {
            paragraphs: words.email.split("\n\n").collect(),
            action: links
                .action
                .map(|(action, link)| Labelled { label: data.actions[action as usize], link }),
            footer: [
                labelled(links.choose, data.mail.choose),
                labelled(links.unsubscribe, data.mail.unsubscribe),
            ]
            .into_iter()
            .flatten()
            .collect(),
        };
        let page = html::Page {
            language: data.tag,
            direction: data.direction,
            subject: &words.subject,
            preheader: &words.push_body,
        };
        Self { plain: plain::write(&body), html: html::write(&page, &body), subject: words.subject }
    }
}
