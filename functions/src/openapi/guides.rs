//! The guides of `docs/api` as the description of the whole API. They are files of their own, so that they read well in the
//! repository too: there, links lead to files; in the API reference (`/docs`), to sections.

/// The guides in their order, by the names of their files. The heading of each is its name in words.
const GUIDES: [(&str, &str); 9] = [
    ("getting-started", include_str!("../../../docs/api/getting-started.md")),
    ("requests-and-responses", include_str!("../../../docs/api/requests-and-responses.md")),
    ("authentication", include_str!("../../../docs/api/authentication.md")),
    ("idempotency", include_str!("../../../docs/api/idempotency.md")),
    ("pagination", include_str!("../../../docs/api/pagination.md")),
    ("concurrency", include_str!("../../../docs/api/concurrency.md")),
    ("errors", include_str!("../../../docs/api/errors.md")),
    ("events", include_str!("../../../docs/api/events.md")),
    ("webhooks", include_str!("../../../docs/api/webhooks.md")),
];

/// Where the reference shows the section of a heading: after this come the heading's words, in small letters with hyphens.
const SECTION: &str = "](#description/";

/// All guides as one Markdown text, whose links lead to its own sections.
pub fn text() -> String {
    let text = GUIDES.map(|(_, guide)| guide.trim_end()).join("\n\n");
    GUIDES.iter().fold(text, |text, (name, _)| {
        text.replace(&format!("]({name}.md#"), SECTION)
            .replace(&format!("]({name}.md)"), &format!("{SECTION}{name})"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn anchor(heading: &str) -> String {
        heading.to_lowercase().replace(' ', "-").replace(['\'', ','], "")
    }

    #[test]
    fn guide_is_found_by_the_name_of_its_file() {
        for (name, guide) in GUIDES {
            let heading = guide.lines().next().and_then(|line| line.strip_prefix("# "));
            assert_eq!(heading.map(anchor).as_deref(), Some(name));
        }
    }

    #[test]
    fn links_between_guides_lead_to_headings() {
        let text = text();
        let headings = text.lines().filter(|line| line.starts_with('#'));
        let anchors: Vec<_> =
            headings.map(|line| anchor(line.trim_start_matches('#').trim())).collect();
        let links: Vec<_> = text.split(SECTION).skip(1).collect();
        assert!(links.len() > 9, "{} links", links.len());
        for link in links {
            let target = link.split(')').next().unwrap_or_default();
            assert!(anchors.iter().any(|it| it == target), "{target}");
        }
    }
}
