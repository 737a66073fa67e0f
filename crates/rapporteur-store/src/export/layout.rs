//! Tables of dyads: columns by name, and what stands in them.

use super::dyad::{Dyad, dyads};
use super::has_happened;
use crate::{Error, EventMentionRow};
use rapporteur::resource::Resources;
use std::io::Write;

/// What stands in a column.
pub type Cell = fn(&Dyad<'_>, &Resources) -> String;

/// The form of a table.
pub struct Layout {
    /// Names and cells, in order.
    pub columns: &'static [(&'static str, Cell)],
    /// Whether the first line names the columns.
    pub header: bool,
    /// A second line of tags, for HXL.
    pub tags: Option<&'static [&'static str]>,
    /// Whether cells are separated by tabs and never quoted, or by commas and
    /// quoted where needed.
    pub tabs: bool,
    /// Whether only what has happened is written.
    pub happened: bool,
}

/// What stands where we do not know.
pub fn unknown(_: &Dyad<'_>, _: &Resources) -> String {
    String::new()
}

/// Writes a table of the dyads of some rows.
pub fn write(
    layout: &Layout,
    rows: &mut dyn Iterator<Item = EventMentionRow>,
    facts: &Resources,
    out: &mut dyn Write,
) -> Result<(), Error> {
    if layout.header {
        line(layout, layout.columns.iter().map(|&(name, _)| name.to_owned()), out)?;
    }
    if let Some(tags) = layout.tags {
        line(layout, tags.iter().map(|&tag| tag.to_owned()), out)?;
    }
    for row in rows.filter(|row| !layout.happened || has_happened(row)) {
        for dyad in dyads(&row) {
            line(layout, layout.columns.iter().map(|(_, cell)| cell(&dyad, facts)), out)?;
        }
    }
    Ok(())
}

fn line(layout: &Layout, cells: impl Iterator<Item = String>, out: &mut dyn Write) -> Result<(), Error> {
    let cells: Vec<String> = cells.map(|cell| if layout.tabs { plain(&cell) } else { quoted(&cell) }).collect();
    writeln!(out, "{}", cells.join(if layout.tabs { "\t" } else { "," }))?;
    Ok(())
}

/// A cell that cannot break its line. Quotation marks would be taken for
/// quoting by some readers of tab-separated tables.
fn plain(cell: &str) -> String {
    cell.chars()
        .map(|c| {
            if c.is_control() {
                ' '
            } else if c == '"' {
                '”'
            } else {
                c
            }
        })
        .collect()
}

fn quoted(cell: &str) -> String {
    if cell.contains([',', '"', '\n', '\r']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.to_owned() }
}
