//! The HTML part: one layout for all e-mails.
//!
//! Mail programs support different subsets of HTML; a table and inline styles work in all. Programs
//! that read the style sheet follow the reader's dark mode.

use super::{
    body::{Body, Labelled},
    lines::lines,
};

/// The properties of the page other than its body.
pub(super) struct Page<'a> {
    pub language: &'a str,
    pub direction: &'a str,
    pub subject: &'a str,
    /// The text that mail programs show after the subject in lists.
    pub preheader: &'a str,
}

const STYLE: &str = "\
<style>
:root { color-scheme: light dark; supported-color-schemes: light dark; }
@media (prefers-color-scheme: dark) {
  .page { background-color: #14161a !important; }
  .card { background-color: #1f2329 !important; border-color: #363c46 !important; }
  .words { color: #eceef1 !important; }
  .small, .small a { color: #b4bac4 !important; }
  .button { background-color: #9db7ff !important; }
  .button a { color: #10131a !important; }
}
</style>
";
const FONT: &str = "font-family: system-ui, -apple-system, 'Segoe UI', Roboto, Arial, sans-serif;";

/// Renders the page.
pub(super) fn write(page: &Page, body: &Body) -> String {
    let Page { language, direction, subject, preheader } = page;
    let (subject, preheader) = (escaped(subject), escaped(preheader));
    let paragraphs: String = body.paragraphs.iter().map(|it| paragraph(it)).collect();
    let button = body.action.as_ref().map_or_else(String::new, button);
    let footer = footer(&body.footer);
    let table = "role=\"presentation\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\"";
    format!(
        "<!DOCTYPE html>
<html lang=\"{language}\" dir=\"{direction}\">
<head>
<meta charset=\"utf-8\">
<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">
<meta name=\"color-scheme\" content=\"light dark\">
<meta name=\"supported-color-schemes\" content=\"light dark\">
<title>{subject}</title>
{STYLE}</head>
<body class=\"page\" style=\"margin: 0; padding: 0; background-color: #f3f4f6;\">
<div style=\"display: none; max-height: 0; overflow: hidden; mso-hide: all;\">
{preheader}
</div>
<table {table} width=\"100%\" class=\"page\" style=\"background-color: #f3f4f6;\">
<tr>
<td align=\"center\" style=\"padding: 24px 12px;\">
<table {table} width=\"600\" class=\"card\" style=\"width: 100%; max-width: 600px; \
background-color: #ffffff; border: 1px solid #d9dce1; border-radius: 8px;\">
<tr>
<td class=\"words\" style=\"padding: 28px; {FONT} font-size: 16px; line-height: 24px; \
color: #1b1e24;\">
<h1 style=\"margin: 0 0 16px; font-size: 20px; line-height: 28px;\">
{subject}
</h1>
{paragraphs}{button}</td>
</tr>
</table>
{footer}</td>
</tr>
</table>
</body>
</html>
"
    )
}

fn paragraph(text: &str) -> String {
    let text = escaped(text);
    format!("<p style=\"margin: 0 0 16px; overflow-wrap: anywhere;\">\n{text}\n</p>\n")
}

fn button(action: &Labelled) -> String {
    let (label, link) = (escaped(action.label), escape(action.link.as_str()));
    format!(
        "<table role=\"presentation\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\">
<tr>
<td class=\"button\" style=\"background-color: #1d4ed8; border-radius: 6px;\">
<a style=\"display: inline-block; padding: 12px 20px; {FONT} font-size: 16px; line-height: 24px; \
font-weight: 600; color: #ffffff; text-decoration: none;\"
href=\"{link}\">{label}</a>
</td>
</tr>
</table>
"
    )
}

/// The links below the card; empty when there are none.
fn footer(links: &[Labelled]) -> String {
    if links.is_empty() {
        return String::new();
    }
    let link = |it: &Labelled| {
        let (label, link) = (escaped(it.label), escape(it.link.as_str()));
        format!(
            "<a style=\"color: #565d69; text-decoration: underline;\"\nhref=\"{link}\">{label}</a>\n"
        )
    };
    let links = links.iter().map(link).collect::<Vec<_>>().join("<br>\n");
    format!(
        "<p class=\"small\" style=\"margin: 16px 0 0; {FONT} font-size: 13px; line-height: 22px; \
color: #565d69;\">\n{links}</p>\n"
    )
}

/// Escapes a text and breaks it into lines.
fn escaped(text: &str) -> String {
    lines(text).iter().map(|line| escape(line)).collect::<Vec<_>>().join("\n")
}

/// Escapes a text for an HTML element or a quoted attribute.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            other => escaped.push(other),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escape_replaces_all_special_characters() {
        let escaped = escape("<script>alert('1' & \"2\")</script>");
        let expected = "&lt;script&gt;alert(&#39;1&#39; &amp; &quot;2&quot;)&lt;/script&gt;";
        assert_eq!(escaped, expected);
        assert_eq!(escape("&lt; ä"), "&amp;lt; ä");
    }
}
