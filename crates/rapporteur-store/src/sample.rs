//! Rows for the tests of the writers, made by hand.

use crate::EventMentionRow;

/// A row with every kind of value, and one where all that can be absent is.
pub(crate) fn rows() -> Vec<EventMentionRow> {
    [FULL, BARE].iter().map(|row| serde_json::from_str(row).unwrap()).collect()
}

const FULL: &str = r#"{"schema": "rapporteur/1", "kind": "event_mention", "id": "00ff", "article_id": "a-1", "outlet": "The Aville Post",
 "url": "https://example.org/1", "published": "2018-12-29", "sentence": 0, "sentence_text": "The \"two\", he said, agreed in Aville.",
 "event_type": "AGREE", "mode": null, "contexts": ["military", "territory"], "cameo": "0312", "quad_class": 1, "intensity": 2.5,
 "trigger": {"text": "agreed", "start": 20, "end": 26},
 "sources": [{"text": "Aland", "start": 4, "end": 9, "name": "Aland", "actor_id": "XAA", "country": "XAA", "sectors": ["GOV", "MIL"], "role": "president of Aland (2018-01-01..)"},
             {"text": "the rebels; all of them", "start": 4, "end": 9, "name": null, "actor_id": null, "country": null, "sectors": [], "role": null}],
 "targets": [], "reciprocal": true,
 "places": [{"text": "Aville", "start": 30, "end": 36, "name": "Aville", "geonames_id": 1, "country": "XAA", "admin1": "North", "lat": 55.75, "lon": 37.62, "precision": "city", "role": "location"}],
 "time": {"text": "Saturday", "start": "2018-12-29", "end": "2018-12-29", "granularity": "day", "basis": "timex"},
 "factuality": "reported", "polarity": "positive",
 "attribution": [{"text": "he", "start": 11, "end": 13, "name": "Ada Aman", "country": "XAA", "manner": "indirect", "cue": "said"}],
 "killed": null, "wounded": 3, "confidence": 0.93, "found_by": ["pattern:agree-1", "rule:timex"],
 "coder": "rapporteur 0.1.0", "data_digest": "d1", "model_digest": "m1"}"#;

const BARE: &str = r#"{"schema": "rapporteur/1", "kind": "event_mention", "id": "00fe", "article_id": "a-2", "outlet": null,
 "url": null, "published": null, "sentence": 4, "sentence_text": "They fought.",
 "event_type": "ASSAULT", "mode": null, "contexts": [], "cameo": null, "quad_class": 4, "intensity": null,
 "trigger": {"text": "fought", "start": 5, "end": 11}, "sources": [], "targets": [], "reciprocal": false, "places": [], "time": null,
 "factuality": "asserted", "polarity": "negative", "attribution": [], "killed": 0, "wounded": null, "confidence": 1.0, "found_by": [],
 "coder": "rapporteur 0.1.0", "data_digest": "d1", "model_digest": "m1"}"#;
