use crate::Link;

/// The content that the plain and the HTML part share.
pub(super) struct Body<'a> {
    pub paragraphs: Vec<&'a str>,
    pub action: Option<Labelled<'a>>,
    pub footer: Vec<Labelled<'a>>,
}

/// A link with its label.
pub(super) struct Labelled<'a> {
    pub label: &'a str,
    pub link: &'a Link,
}
