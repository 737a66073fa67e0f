//! PLOVER JSON: one object a line, with all fields of PLOVER's exchange
//! format; those that we do not know are null.

use crate::json_lines::write_line;
use crate::mention_row::{ParticipantRow, PlaceRow};
use crate::{Error, EventMentionRow};
use serde_json::{Value, json};
use std::io::Write;

/// Writes each row. Truth is told in `comment`, since PLOVER's auxiliary
/// modes are not part of the exchange format.
pub fn write(rows: &mut dyn Iterator<Item = EventMentionRow>, out: &mut dyn Write) -> Result<(), Error> {
    for row in rows {
        write_line(out, &object(&row))?;
    }
    Ok(())
}

fn object(row: &EventMentionRow) -> Value {
    let time = row.time.as_ref();
    let list = |value: &Option<String>| value.iter().cloned().collect::<Vec<String>>();
    json!({
        "id": row.id,
        "has_event": true,
        "date": time.and_then(|time| time.start.clone()).or_else(|| row.published.clone()),
        "time": null,
        "enddate": time.and_then(|time| time.end.clone()),
        "endtime": null,
        "actor": row.sources.iter().map(entity).collect::<Vec<_>>(),
        "recipient": row.targets.iter().map(entity).collect::<Vec<_>>(),
        "event": [row.event_type],
        "event_loc": row.places.iter().map(place).collect::<Vec<_>>(),
        "event_text": row.trigger.text,
        "quad_code": row.quad_class,
        "event_scale": row.intensity,
        "mode": list(&row.mode),
        "context": row.contexts,
        "link": null,
        "size": { "dead": row.killed, "injured": row.wounded, "arrested": null },
        "text": row.sentence_text,
        "text_info": { "sequence": row.sentence, "start": row.trigger.start, "end": row.trigger.end, "text_story": null },
        "cite_info": {
            "corpus": null, "citation": row.article_id, "url": row.url, "title": null, "language": "en", "publication": row.outlet,
            "license": null, "copyright": null, "coder": row.coder, "codebook": "PLOVER", "version": row.schema,
        },
        "coder": row.coder,
        "coded_date": null,
        "coded_time": null,
        "comment": format!("factuality: {}; polarity: {}", row.factuality, row.polarity),
    })
}

fn entity(participant: &ParticipantRow) -> Value {
    json!({
        "code": participant.country,
        "sector": participant.sectors,
        "entity_text": participant.text,
        "identifier_id": participant.actor_id,
        "identifier_text": participant.name,
        "religion": null,
        "ethnicity": null,
        "office": participant.role,
        "gender": null,
        "age": null,
    })
}

fn place(place: &PlaceRow) -> Value {
    let resolution = match place.precision.as_deref() {
        Some("site") => Some(5),
        Some("city") => Some(4),
        Some("district") => Some(3),
        Some("province") => Some(2),
        Some("country") => Some(1),
        _ => None,
    };
    json!({
        "extracted_place": place.text,
        "resolved_place": place.name,
        "geonameid": place.geonames_id,
        "lat": place.lat,
        "lon": place.lon,
        "city": Some(&place.name).filter(|_| place.precision.as_deref() == Some("city")),
        "district": Some(&place.name).filter(|_| place.precision.as_deref() == Some("district")),
        "province": place.admin1,
        "country": null,
        "country_code": place.country,
        "feature_class": null,
        "feature_code": null,
        "resolution": resolution,
    })
}
