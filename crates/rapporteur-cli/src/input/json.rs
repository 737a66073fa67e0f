//! Articles as JSON objects.

use rapporteur::article::{Content, RawArticle};
use serde_json::{Map, Value};

/// Names under which the fields of an article arrive, the usual one first.
const TEXT: &[&str] = &["text", "body", "html", "event_text"];
const ID: &[&str] = &["id", "article_id", "doc_id"];
const TITLE: &[&str] = &["title", "headline"];
const URL: &[&str] = &["url", "link"];
const OUTLET: &[&str] = &["outlet", "source", "publisher"];
const DATE: &[&str] = &["date", "published", "publication_date", "pub_date", "doc_date", "dct"];

/// Reads one object; `default_id` is the id of an article that has none.
///
/// # Errors
/// What was found, what was wanted.
pub fn article(value: Value, default_id: impl FnOnce() -> String) -> Result<RawArticle, String> {
    let Value::Object(mut fields) = value else {
        return Err(format!("found {}, wanted a JSON object with `text`", name_of(&value)));
    };
    let text = match take(&mut fields, TEXT) {
        Some((_, Value::String(text))) => text,
        Some((name, other)) => return Err(format!("found {} as `{name}`, wanted a string", name_of(&other))),
        None => return Err("found a JSON object without `text`".to_owned()),
    };
    let mut word = |names: &[&str]| match take(&mut fields, names) {
        Some((_, Value::String(word))) if !word.trim().is_empty() => Some(word),
        Some((_, Value::Number(number))) => Some(number.to_string()),
        _ => None,
    };
    Ok(RawArticle {
        id: word(ID).unwrap_or_else(default_id),
        title: word(TITLE),
        url: word(URL),
        outlet: word(OUTLET),
        published: word(DATE),
        content: Content::Text(text),
    })
}

/// The articles of a JSON file: an array, an object with `items` or
/// `articles`, or one article.
pub fn articles(value: Value) -> Vec<Value> {
    match value {
        Value::Array(list) => list,
        Value::Object(mut fields) => match take(&mut fields, &["items", "articles"]) {
            Some((_, Value::Array(list))) => list,
            Some((name, other)) => {
                fields.insert(name.to_owned(), other);
                vec![Value::Object(fields)]
            }
            None => vec![Value::Object(fields)],
        },
        other => vec![other],
    }
}

/// Takes the first of some fields that is there and is not null.
fn take<'n>(fields: &mut Map<String, Value>, names: &[&'n str]) -> Option<(&'n str, Value)> {
    names.iter().find_map(|&name| fields.remove(name).filter(|value| !value.is_null()).map(|value| (name, value)))
}

fn name_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a truth value",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(json: &str, expect: &str) {
        let shown = match article(serde_json::from_str(json).unwrap(), || "default".to_owned()) {
            Ok(raw) => {
                let Content::Text(text) = raw.content else { panic!("JSON gives text") };
                let rest = [raw.title, raw.url, raw.outlet, raw.published];
                format!("{} {text} {}", raw.id, rest.map(|word| word.unwrap_or("-".to_owned())).join(" "))
            }
            Err(message) => message,
        };
        assert_eq!(shown, expect);
    }

    #[test]
    fn objects() {
        check(r#"{"text": "t"}"#, "default t - - - -");
        check(r#"{"id": 7, "text": "t", "date": "2018-12-29", "source": "S", "url": "u", "title": "T"}"#, "7 t T u S 2018-12-29");
        check(r#"{"id": "", "text": "t", "date": null, "dct": "2001"}"#, "default t - - - 2001");
        check(r#"{"id": "a"}"#, "found a JSON object without `text`");
        check(r#"{"text": 3}"#, "found a number as `text`, wanted a string");
        check("[1]", "found an array, wanted a JSON object with `text`");
    }
}
