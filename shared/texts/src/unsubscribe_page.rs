//! The page that an unsubscribe link opens. It loads nothing and has no script.

use crate::Language;

/// The two states of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnsubscribePage {
    /// It asks for confirmation. A button posts the answer to the page's own URL.
    Asking,
    /// It confirms that the messages have ended.
    Done,
}

const STYLE: &str = "\
:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
body { margin: 0; padding: 3rem 1.25rem; background: light-dark(#f3f4f6, #14161a); \
color: light-dark(#1b1e24, #eceef1); }
main { box-sizing: border-box; max-width: 32rem; margin: 0 auto; padding: 1.75rem; \
border: 1px solid light-dark(#d9dce1, #363c46); border-radius: .5rem; \
background: light-dark(#fff, #1f2329); }
h1 { margin: 0 0 .75rem; font-size: 1.25rem; }
p { margin: 0; }
form { margin: 1.25rem 0 0; }
button { min-height: 2.75rem; padding: .5rem 1.25rem; border: 0; border-radius: .375rem; \
font: inherit; font-weight: 600; cursor: pointer; \
background: light-dark(#1d4ed8, #9db7ff); color: light-dark(#fff, #10131a); }
button:focus-visible { outline: 3px solid light-dark(#1b1e24, #eceef1); outline-offset: 2px; }";

impl UnsubscribePage {
    /// Renders the page in a language.
    ///
    /// ```
    /// use docket_texts::{Language, UnsubscribePage};
    ///
    /// let page = UnsubscribePage::Asking.in_(Language::De);
    /// assert!(page.contains("<html lang=\"de\"") && page.contains("<form method=\"post\">"));
    /// assert!(!UnsubscribePage::Done.in_(Language::En).contains("<form"));
    /// ```
    #[must_use]
    pub fn in_(self, language: Language) -> String {
        let data = language.data();
        let words = &data.unsubscribe;
        let (title, text, form) = match self {
            Self::Asking => {
                let button = words.button;
                let form = format!("<form method=\"post\"><button>{button}</button></form>\n");
                (words.title, words.question, form)
            }
            Self::Done => (words.done_title, words.done, String::new()),
        };
        let (tag, direction) = (data.tag, data.direction);
        format!(
            "<!DOCTYPE html>
<html lang=\"{tag}\" dir=\"{direction}\">
<head>
<meta charset=\"utf-8\">
<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">
<meta name=\"robots\" content=\"noindex\">
<title>{title}</title>
<style>
{STYLE}
</style>
</head>
<body>
<main>
<h1>{title}</h1>
<p>{text}</p>
{form}</main>
</body>
</html>
"
        )
    }
}
