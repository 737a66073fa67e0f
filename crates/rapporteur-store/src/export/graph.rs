//! Actors and what they do to each other, as a graph: GraphML and GEXF.
//!
//! A node is an actor, known by the tables or by its words. An edge gathers
//! what one does to another by quad class: its weight is the number of
//! mentions, its sign that of cooperation or conflict, its dates the first
//! and the last day.

use super::dyad::{Dyad, dyads, name};
use super::has_happened;
use crate::mention_row::ParticipantRow;
use crate::{Error, EventMentionRow};
use std::collections::BTreeMap;
use std::io::Write;

/// What is known of an actor.
#[derive(Default)]
struct Node {
    label: String,
    country: String,
    sectors: String,
}

/// What one actor does to another, of one quad class.
#[derive(Default)]
struct Edge {
    weight: u32,
    intensity: f32,
    first: Option<String>,
    last: Option<String>,
}

/// Nodes by key, edges by source, target and quad class.
#[derive(Default)]
struct Graph {
    nodes: BTreeMap<String, Node>,
    edges: BTreeMap<(String, String, u8), Edge>,
}

impl Graph {
    fn of(rows: &mut dyn Iterator<Item = EventMentionRow>) -> Graph {
        let mut graph = Graph::default();
        for row in rows.filter(has_happened) {
            for dyad in dyads(&row) {
                if let (Some(source), Some(target)) = (dyad.source, dyad.target) {
                    graph.add(&dyad, source, target);
                }
            }
        }
        graph
    }

    fn add(&mut self, dyad: &Dyad<'_>, source: &ParticipantRow, target: &ParticipantRow) {
        let (source, target) = (self.node(source), self.node(target));
        let edge = self.edges.entry((source, target, dyad.row.quad_class)).or_default();
        edge.weight += 1;
        edge.intensity += dyad.row.intensity.unwrap_or(0.0);
        if let Some(day) = dyad.day().map(str::to_owned) {
            edge.first = Some(edge.first.take().map_or(day.clone(), |first| first.min(day.clone())));
            edge.last = Some(edge.last.take().map_or(day.clone(), |last| last.max(day)));
        }
    }

    /// Adds an actor and gives its key.
    fn node(&mut self, participant: &ParticipantRow) -> String {
        let label = name(Some(participant));
        let key = participant.actor_id.clone().unwrap_or_else(|| label.to_lowercase());
        self.nodes.entry(key.clone()).or_insert_with(|| Node {
            label,
            country: participant.country.clone().unwrap_or_default(),
            sectors: participant.sectors.join(" "),
        });
        key
    }
}

/// Cooperation is positive, conflict negative, a statement neither.
fn sign(quad_class: u8) -> i8 {
    match quad_class {
        0 => 0,
        1 | 2 => 1,
        _ => -1,
    }
}

/// Writes GraphML.
pub fn write_graphml(rows: &mut dyn Iterator<Item = EventMentionRow>, out: &mut dyn Write) -> Result<(), Error> {
    const KEYS: [(&str, &str, &str); 9] = [
        ("label", "node", "string"),
        ("country", "node", "string"),
        ("sectors", "node", "string"),
        ("quad_class", "edge", "int"),
        ("sign", "edge", "int"),
        ("weight", "edge", "double"),
        ("intensity", "edge", "double"),
        ("first", "edge", "string"),
        ("last", "edge", "string"),
    ];
    let graph = Graph::of(rows);
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">")?;
    for (name, of, kind) in KEYS {
        writeln!(out, "<key id=\"{name}\" for=\"{of}\" attr.name=\"{name}\" attr.type=\"{kind}\"/>")?;
    }
    writeln!(out, "<graph edgedefault=\"directed\">")?;
    let datum =
        |key: &str, value: &str| if value.is_empty() { String::new() } else { format!("<data key=\"{key}\">{}</data>", escaped(value)) };
    for (key, node) in &graph.nodes {
        let cells = datum("label", &node.label) + &datum("country", &node.country) + &datum("sectors", &node.sectors);
        writeln!(out, "<node id=\"{}\">{cells}</node>", escaped(key))?;
    }
    for (number, ((source, target, class), edge)) in graph.edges.iter().enumerate() {
        let mean = edge.intensity / edge.weight as f32;
        let cells = datum("quad_class", &class.to_string())
            + &datum("sign", &sign(*class).to_string())
            + &datum("weight", &edge.weight.to_string())
            + &datum("intensity", &format!("{mean:.2}"))
            + &datum("first", edge.first.as_deref().unwrap_or(""))
            + &datum("last", edge.last.as_deref().unwrap_or(""));
        writeln!(out, "<edge id=\"e{number}\" source=\"{}\" target=\"{}\">{cells}</edge>", escaped(source), escaped(target))?;
    }
    writeln!(out, "</graph>\n</graphml>")?;
    Ok(())
}

/// Writes GEXF 1.2, which Gephi and networkx read.
pub fn write_gexf(rows: &mut dyn Iterator<Item = EventMentionRow>, out: &mut dyn Write) -> Result<(), Error> {
    let graph = Graph::of(rows);
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<gexf xmlns=\"http://www.gexf.net/1.2draft\" version=\"1.2\">")?;
    writeln!(out, "<graph defaultedgetype=\"directed\" mode=\"dynamic\" timeformat=\"date\">")?;
    writeln!(
        out,
        "<attributes class=\"node\"><attribute id=\"country\" title=\"country\" type=\"string\"/><attribute id=\"sectors\" title=\"sectors\" type=\"string\"/></attributes>"
    )?;
    writeln!(
        out,
        "<attributes class=\"edge\"><attribute id=\"quad_class\" title=\"quad_class\" type=\"integer\"/><attribute id=\"sign\" title=\"sign\" type=\"integer\"/><attribute id=\"intensity\" title=\"intensity\" type=\"double\"/><attribute id=\"first\" title=\"first\" type=\"string\"/><attribute id=\"last\" title=\"last\" type=\"string\"/></attributes>"
    )?;
    let value = |key: &str, value: &str| format!("<attvalue for=\"{key}\" value=\"{}\"/>", escaped(value));
    writeln!(out, "<nodes>")?;
    for (key, node) in &graph.nodes {
        let values = value("country", &node.country) + &value("sectors", &node.sectors);
        writeln!(out, "<node id=\"{}\" label=\"{}\"><attvalues>{values}</attvalues></node>", escaped(key), escaped(&node.label))?;
    }
    writeln!(out, "</nodes>\n<edges>")?;
    for (number, ((source, target, class), edge)) in graph.edges.iter().enumerate() {
        let mean = edge.intensity / edge.weight as f32;
        let values = value("quad_class", &class.to_string())
            + &value("sign", &sign(*class).to_string())
            + &value("intensity", &format!("{mean:.2}"))
            + &value("first", edge.first.as_deref().unwrap_or(""))
            + &value("last", edge.last.as_deref().unwrap_or(""));
        let (source, target, weight) = (escaped(source), escaped(target), edge.weight);
        let day = |name: &str, day: &Option<String>| day.as_ref().map(|day| format!(" {name}=\"{day}\"")).unwrap_or_default();
        let days = day("start", &edge.first) + &day("end", &edge.last);
        writeln!(
            out,
            "<edge id=\"{number}\" source=\"{source}\" target=\"{target}\" weight=\"{weight}\"{days}><attvalues>{values}</attvalues></edge>"
        )?;
    }
    writeln!(out, "</edges>\n</graph>\n</gexf>")?;
    Ok(())
}

/// Text that is safe in XML; control characters are not allowed there at all.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            _ if character.is_control() => out.push(' '),
            _ => out.push(character),
        }
    }
    out
}
