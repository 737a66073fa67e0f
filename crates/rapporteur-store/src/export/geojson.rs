//! GeoJSON (RFC 7946): a point for each place of an event that has coordinates.

use crate::{Error, EventMentionRow};
use serde_json::json;
use std::io::Write;

/// Writes one feature collection. Every row is there, with its truth.
pub fn write(rows: &mut dyn Iterator<Item = EventMentionRow>, out: &mut dyn Write) -> Result<(), Error> {
    out.write_all(b"{\"type\":\"FeatureCollection\",\"features\":[")?;
    let mut separator = "\n";
    for row in rows {
        for place in &row.places {
            let (Some(lat), Some(lon)) = (place.lat, place.lon) else { continue };
            let names = |list: &[crate::mention_row::ParticipantRow]| -> Vec<String> {
                list.iter().map(|participant| participant.name.clone().unwrap_or_else(|| participant.text.clone())).collect()
            };
            let feature = json!({
                "type": "Feature",
                "id": format!("{}-{}", row.id, place.start),
                // The standard wants longitude first.
                "geometry": { "type": "Point", "coordinates": [lon, lat] },
                "properties": {
                    "event_id": row.id, "article_id": row.article_id, "url": row.url, "event_type": row.event_type, "mode": row.mode,
                    "cameo": row.cameo, "quad_class": row.quad_class, "sources": names(&row.sources), "targets": names(&row.targets),
                    "place": place.name, "country": place.country, "precision": place.precision, "role": place.role,
                    "start": row.time.as_ref().and_then(|time| time.start.clone()),
                    "end": row.time.as_ref().and_then(|time| time.end.clone()),
                    "factuality": row.factuality, "polarity": row.polarity, "killed": row.killed, "wounded": row.wounded,
                    "sentence": row.sentence_text,
                },
            });
            out.write_all(separator.as_bytes())?;
            serde_json::to_writer(&mut *out, &feature)?;
            separator = ",\n";
        }
    }
    out.write_all(b"\n]}\n")?;
    Ok(())
}
