use crate::Link;

/// What both parts say.
pub(super) struct Body<'a> {
    pub paragraphs: Vec<&'a str>,
    pub action: Option<Labelled<'a>>,
    pub footer: Vec<Labelled<'a>>,
}

/// A link and what it is for.
pub(super) struct Labelled<'a> {
    pub label: &'a str,
    pub link: &'a Link,
}
