//! What a page says about itself: title, outlet, address and date.
//!
//! Sources, the most trusted first: `meta` elements of Open Graph and the
//! like, JSON-LD, `time` elements. The body is not looked at but for the
//! first `h1`.

use super::Page;
use super::markup::{self, Event};
use crate::article::title;
use serde_json::Value;

/// Names of `meta` elements that hold the date of publication.
const DATE_NAMES: [&str; 16] = [
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "datepublished",
    "date",
    "pubdate",
    "publishdate",
    "publish-date",
    "publication_date",
    "dc.date",
    "dc.date.issued",
    "dcterms.created",
    "dcterms.date",
    "sailthru.date",
    "parsely-pub-date",
    "article.published",
];
/// So many dates are kept.
const MOST_DATES: usize = 8;

/// Reads what the page says about itself; leaves the paragraphs empty.
pub fn read(source: &str) -> Page {
    let mut found = Found::default();
    let mut reading: Option<Reading> = None;
    for event in markup::events(source) {
        match event {
            Event::Text { raw, .. } => {
                if let Some((_, text)) = &mut reading {
                    markup::decode_into(raw, text);
                }
            }
            Event::Tag { name, closing, attributes, content } => {
                found.tag(&name.to_ascii_lowercase(), closing, attributes, content, &mut reading)
            }
        }
    }
    found.into_page()
}

/// The element whose text is being read, and the text so far.
type Reading = (&'static str, String);

/// Everything of interest on the page.
#[derive(Default)]
struct Found {
    og_title: Option<String>,
    ld_title: Option<String>,
    heading: Option<String>,
    page_title: Option<String>,
    outlet: Option<String>,
    ld_outlet: Option<String>,
    canonical: Option<String>,
    og_url: Option<String>,
    meta_dates: Vec<String>,
    ld_dates: Vec<String>,
    time_dates: Vec<String>,
}

impl Found {
    fn tag(&mut self, name: &str, closing: bool, attributes: &str, content: &str, reading: &mut Option<Reading>) {
        match name {
            "meta" => self.meta(attributes),
            "link" if markup::attribute(attributes, "rel").is_some_and(|rel| rel.eq_ignore_ascii_case("canonical")) => {
                self.canonical =
                    self.canonical.take().or_else(|| markup::attribute(attributes, "href")).filter(|url| url.starts_with("http"));
            }
            "time" if !closing && self.time_dates.len() < MOST_DATES => self.time_dates.extend(markup::attribute(attributes, "datetime")),
            "script" if markup::attribute(attributes, "type").is_some_and(|kind| kind.contains("ld+json")) => {
                if let Ok(value) = serde_json::from_str::<Value>(content.trim()) {
                    self.linked_json(&value, 0);
                }
            }
            "title" | "h1" if !closing => {
                let element = if name == "h1" { "h1" } else { "title" };
                *reading = Some((element, String::new()));
            }
            "title" | "h1" => {
                if let Some((element, text)) = reading.take() {
                    let slot = if element == "h1" { &mut self.heading } else { &mut self.page_title };
                    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
                    if slot.is_none() && !text.is_empty() {
                        *slot = Some(text);
                    }
                }
            }
            _ => {}
        }
    }

    fn meta(&mut self, attributes: &str) {
        let key = ["property", "name", "itemprop"].into_iter().find_map(|key| markup::attribute(attributes, key));
        let Some(key) = key.map(|key| key.to_ascii_lowercase()) else { return };
        let Some(value) = markup::attribute(attributes, "content").map(|value| value.trim().to_owned()).filter(|value| !value.is_empty())
        else {
            return;
        };
        match key.as_str() {
            "og:title" => self.og_title = self.og_title.take().or(Some(value)),
            "og:site_name" => self.outlet = self.outlet.take().or(Some(value)),
            "og:url" => self.og_url = self.og_url.take().or(Some(value)),
            key if DATE_NAMES.contains(&key) && self.meta_dates.len() < MOST_DATES => self.meta_dates.push(value),
            _ => {}
        }
    }

    /// Walks JSON-LD for the description of an article.
    fn linked_json(&mut self, value: &Value, depth: usize) {
        if depth > 6 {
            return;
        }
        match value {
            Value::Array(items) => items.iter().for_each(|item| self.linked_json(item, depth + 1)),
            Value::Object(object) => {
                let is_article =
                    names_of(object.get("@type")).any(|kind| kind.contains("Article") || kind.contains("Posting") || kind == "Report");
                if is_article {
                    let text = |key: &str| object.get(key).and_then(Value::as_str).map(str::to_owned);
                    self.ld_title = self.ld_title.take().or_else(|| text("headline"));
                    self.ld_dates.extend(text("datePublished"));
                    let publisher = object.get("publisher").and_then(|publisher| publisher.get("name")).and_then(Value::as_str);
                    self.ld_outlet = self.ld_outlet.take().or_else(|| publisher.map(str::to_owned));
                }
                if let Some(graph) = object.get("@graph") {
                    self.linked_json(graph, depth + 1);
                }
            }
            _ => {}
        }
    }

    fn into_page(self) -> Page {
        let outlet = self.outlet.or(self.ld_outlet).map(|outlet| outlet.trim().to_owned()).filter(|outlet| !outlet.is_empty());
        let declared = self.og_title.or(self.ld_title).or(self.page_title);
        // The heading on the page is the headline if the page's title agrees;
        // otherwise it may be the name of a section.
        let title = match (self.heading, declared) {
            (Some(heading), Some(declared)) if title::is_same(&heading, &declared) => Some(heading),
            (heading, declared) => declared.or(heading),
        };
        let mut published = self.meta_dates;
        published.extend(self.ld_dates);
        published.extend(self.time_dates);
        Page {
            title: title
                .map(|title| title::without_outlet(&title).split_whitespace().collect::<Vec<_>>().join(" "))
                .filter(|title| !title.is_empty()),
            paragraphs: Vec::new(),
            published,
            outlet,
            url: self.canonical.or(self.og_url),
        }
    }
}

/// The strings of a value that is one or a list of them.
fn names_of(value: Option<&Value>) -> impl Iterator<Item = &str> {
    let list = match value {
        Some(Value::Array(list)) => list.as_slice(),
        Some(one) => std::slice::from_ref(one),
        None => &[],
    };
    list.iter().filter_map(Value::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(source: &str, expect: &str) {
        let page = read(source);
        let shown = format!(
            "{} | {} | {} | {}",
            page.title.unwrap_or_default(),
            page.outlet.unwrap_or_default(),
            page.url.unwrap_or_default(),
            page.published.join(", ")
        );
        assert_eq!(shown, expect);
    }

    #[test]
    fn metadata() {
        check("<p>nothing", " |  |  | ");
        check(
            "<title>Envoys meet in Vell today - Example Times</title><meta property='og:site_name' content='Example Times'>\
             <link rel=canonical href='https://news.example/a'><meta property='article:published_time' content='2018-12-29T10:00:00Z'>\
             <h1>Envoys <i>meet</i> in Vell today</h1><time datetime='2018-12-28'>",
            "Envoys meet in Vell today | Example Times | https://news.example/a | 2018-12-29T10:00:00Z, 2018-12-28",
        );
        check(
            "<script type='application/ld+json'>{\"@graph\":[{\"@type\":[\"NewsArticle\"],\"headline\":\"Envoys &amp; all\",\"datePublished\":\"2018-12-29\",\
             \"publisher\":{\"name\":\"Example\"}}]}</script><script type='application/ld+json'>{broken</script>",
            "Envoys &amp; all | Example |  | 2018-12-29",
        );
    }
}
