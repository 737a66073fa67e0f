//! Reads `data/ontology/` into a [`Codebook`].

use super::{Problems, Row, Sources, Table};
use crate::ontology::codebook::{CameoCode, Codebook, Crossing, EventType, Mode, Prospect};
use crate::ontology::{Code, QuadClass, Sector};

/// Reads all tables and checks that each code they use exists.
pub fn read(sources: &Sources, problems: &mut Problems) -> Codebook {
    let mut book = Codebook::default();
    event_types(sources, &mut book, problems);
    modes(sources, &mut book, problems);
    contexts_and_sectors(sources, &mut book, problems);
    cameo(sources, &mut book, problems);
    crosswalk(sources, &mut book, problems);
    prospects(sources, &mut book, problems);
    book
}

fn event_types(sources: &Sources, book: &mut Codebook, problems: &mut Problems) {
    for source in sources.named("ontology/event_type.tsv") {
        let table = Table::read(source, &["type", "quad_class", "intensity", "recipient", "cameo", "summary"], problems);
        for row in table.rows() {
            let Some(quad_class) = row.cell("quad_class").parse().ok().and_then(QuadClass::from_number) else {
                row.problem(problems, format!("the quad class is `{}`, wanted 0 to 4", row.cell("quad_class")));
                continue;
            };
            let entry = EventType {
                code: Code::new(row.cell("type")),
                quad_class,
                intensity: number(&row, "intensity", problems),
                needs_recipient: row.cell("recipient") == "required",
                cameo: row.optional("cameo").map(Code::new),
                summary: row.cell("summary").to_owned(),
            };
            book.event_types.insert(row.cell("type").to_owned(), entry);
        }
    }
}

fn modes(sources: &Sources, book: &mut Codebook, problems: &mut Problems) {
    for source in sources.named("ontology/mode.tsv") {
        let table = Table::read(source, &["type", "mode", "intensity", "status"], problems);
        for row in table.rows() {
            let (event_type, mode) = (row.cell("type"), row.cell("mode"));
            if book.event_type(event_type).is_none() {
                row.problem(problems, format!("the event type `{event_type}` is not in event_type.tsv"));
                continue;
            }
            let entry = Mode {
                event_type: Code::new(event_type),
                code: Code::new(mode),
                intensity: number(&row, "intensity", problems),
                deprecated: row.cell("status") == "deprecated",
            };
            book.modes.insert((event_type.to_owned(), mode.to_owned()), entry);
        }
    }
}

fn contexts_and_sectors(sources: &Sources, book: &mut Codebook, problems: &mut Problems) {
    for source in sources.named("ontology/context.tsv") {
        let table = Table::read(source, &["context"], problems);
        for row in table.rows() {
            book.contexts.insert(row.cell("context").to_owned(), Code::new(row.cell("context")));
        }
    }
    for source in sources.named("ontology/sector.tsv") {
        let table = Table::read(source, &["sector", "meaning"], problems);
        for row in table.rows() {
            match Sector::new(row.cell("sector")) {
                Some(sector) => {
                    book.sectors.insert(sector, row.cell("meaning").to_owned());
                }
                None => row.problem(problems, format!("the sector is `{}`, wanted three capital letters", row.cell("sector"))),
            }
        }
    }
    for source in sources.named("ontology/cameo_role.tsv") {
        let table = Table::read(source, &["role", "sector"], problems);
        for row in table.rows() {
            let Some(name) = row.optional("sector") else { continue };
            match Sector::new(name).filter(|sector| book.sector(*sector).is_some()) {
                Some(sector) => {
                    book.cameo_roles.insert(row.cell("role").to_owned(), sector);
                }
                None => row.problem(problems, format!("the sector `{name}` is not in sector.tsv")),
            }
        }
    }
}

fn cameo(sources: &Sources, book: &mut Codebook, problems: &mut Problems) {
    for source in sources.named("ontology/cameo.tsv") {
        let table = Table::read(source, &["code", "parent", "name", "goldstein"], problems);
        for row in table.rows() {
            let code = row.cell("code");
            if code.len() < 2 || !code.bytes().all(|byte| byte.is_ascii_digit()) {
                row.problem(problems, format!("the code is `{code}`, wanted two to four digits"));
                continue;
            }
            let entry = CameoCode {
                code: Code::new(code),
                parent: row.optional("parent").map(Code::new),
                name: row.cell("name").to_owned(),
                goldstein: number(&row, "goldstein", problems),
            };
            book.cameo.insert(code.to_owned(), entry);
        }
    }
}

fn crosswalk(sources: &Sources, book: &mut Codebook, problems: &mut Problems) {
    for source in sources.named("ontology/crosswalk.tsv") {
        let table = Table::read(source, &["cameo", "type", "mode", "contexts"], problems);
        for row in table.rows() {
            let (code, event_type, mode) = (row.cell("cameo"), row.optional("type"), row.optional("mode"));
            let contexts: Vec<&str> = row.cell("contexts").split(',').filter(|context| !context.is_empty()).collect();
            if book.cameo(code).is_none() {
                row.problem(problems, format!("the code `{code}` is not in cameo.tsv"));
            }
            match (event_type, mode) {
                (Some(name), _) if book.event_type(name).is_none() => {
                    row.problem(problems, format!("the event type `{name}` is not in event_type.tsv"))
                }
                (Some(name), Some(mode)) if book.mode(name, mode).is_none() => {
                    row.problem(problems, format!("the mode `{mode}` of {name} is not in mode.tsv"))
                }
                _ => {}
            }
            for context in contexts.iter().filter(|context| book.context(context).is_none()) {
                row.problem(problems, format!("the context `{context}` is not in context.tsv"));
            }
            let entry = Crossing {
                event_type: event_type.map(Code::new),
                mode: mode.map(Code::new),
                contexts: contexts.into_iter().map(Code::new).collect(),
            };
            book.crosswalk.insert(code.to_owned(), entry);
        }
    }
}

fn prospects(sources: &Sources, book: &mut Codebook, problems: &mut Problems) {
    for source in sources.named("ontology/prospect.tsv") {
        let table = Table::read(source, &["type", "becomes", "cameo"], problems);
        for row in table.rows() {
            let (event_type, becomes, cameo) = (row.cell("type"), row.cell("becomes"), row.cell("cameo"));
            for name in [event_type, becomes].into_iter().filter(|name| book.event_type(name).is_none()) {
                row.problem(problems, format!("the event type `{name}` is not in event_type.tsv"));
            }
            if book.cameo(cameo).is_none() {
                row.problem(problems, format!("the code `{cameo}` is not in cameo.tsv"));
            }
            let prospect = Prospect { becomes: Code::new(becomes), cameo: Code::new(cameo) };
            book.prospects.insert(event_type.to_owned(), prospect);
        }
    }
}

/// Reads a cell that holds a number or nothing.
fn number(row: &Row<'_>, column: &str, problems: &mut Problems) -> Option<f32> {
    let cell = row.optional(column)?;
    let value = cell.parse().ok().filter(|value: &f32| value.is_finite());
    if value.is_none() {
        row.problem(problems, format!("the {column} is `{cell}`, wanted a number"));
    }
    value
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Looks a CAMEO code up in the shipped tables.
    fn check(cameo: &str, expect: &str) {
        let mut problems = Problems::default();
        let book = read(&Sources::embedded(), &mut problems);
        assert_eq!(problems.into_sorted(), []);
        let shown = book.crossing(cameo).map_or("none".to_owned(), |crossing| {
            let event_type = crossing.event_type.as_ref().map_or("-", Code::as_str);
            let mode = crossing.mode.as_ref().map(Code::as_str);
            let contexts: Vec<&str> = crossing.contexts.iter().map(Code::as_str).collect();
            format!("{event_type} {} [{}] {:?}", mode.unwrap_or("-"), contexts.join(" "), book.intensity(event_type, mode))
        });
        assert_eq!(shown, expect, "{cameo}");
    }

    #[test]
    fn crossings() {
        check("010", "- - [] None");
        check("042", "CONSULT visit [] Some(4.0)");
        check("1951", "ASSAULT aerial [military] Some(-9.5)");
        check("116", "SANCTION convict [legal] Some(-6.0)");
        check("999", "none");
    }

    #[test]
    fn counts() {
        let book = read(&Sources::embedded(), &mut Problems::default());
        assert_eq!((book.event_types().count(), book.contexts().count(), book.cameo_codes().count()), (17, 37, 318));
    }
}
