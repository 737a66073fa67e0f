//! What `data check` says of the actor tables beyond broken rows: offices with
//! two holders at once, gaps between holders, aliases of two actors.

use crate::resource::country::Period;
use crate::resource::name::fold;
use crate::resource::{Problems, Sources, Table};
use jiff::ToSpan;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// A tenure as its file states it.
struct Stated<'s> {
    period: Period,
    person: String,
    file: &'s str,
    line: u32,
}

/// Checks all actor tables. Overlaps and doubles go to `problems`; gaps, which
/// may be true of the world, go to `notes`.
pub fn check(sources: &Sources, problems: &mut Problems, notes: &mut Problems) {
    tenures(sources, problems, notes);
    aliases(sources, problems, notes);
}

fn tenures(sources: &Sources, problems: &mut Problems, notes: &mut Problems) {
    let mut of_office: BTreeMap<String, Vec<Stated<'_>>> = BTreeMap::new();
    for source in sources.named("actor/tenure.tsv") {
        // The loader has reported what is wrong with single rows.
        let mut known = Problems::default();
        let table = Table::read(source, &["office", "person", "from", "to"], &mut known);
        for row in table.rows() {
            let stated = Stated {
                period: crate::resource::country::period(&row, &mut known),
                person: row.cell("person").to_owned(),
                file: &source.shown,
                line: row.line(),
            };
            of_office.entry(row.cell("office").to_owned()).or_default().push(stated);
        }
    }
    for (office, mut list) in of_office {
        list.sort_by_key(|stated| (stated.period.from, stated.line));
        for pair in list.windows(2) {
            compare(&office, &pair[0], &pair[1], problems, notes);
        }
    }
}

/// Compares two tenures that follow each other. A day of handover may belong
/// to both.
fn compare(office: &str, first: &Stated<'_>, next: &Stated<'_>, problems: &mut Problems, notes: &mut Problems) {
    let Some(starts) = next.period.from else { return };
    match first.period.to {
        None => problems.add(
            next.file,
            next.line,
            0,
            format!("the office {office} has {} from {starts}, while {} of line {} has no end", next.person, first.person, first.line),
        ),
        Some(ends) if ends > starts && !is_month_edge(ends, starts) => {
            problems.add(
                next.file,
                next.line,
                0,
                format!(
                    "the office {office} has {} from {starts}, while {} of line {} stays until {ends}",
                    next.person, first.person, first.line
                ),
            );
        }
        Some(ends) if ends.checked_add(31.days()).is_ok_and(|late| late < starts) => {
            notes.add(next.file, next.line, 0, format!("the office {office} has nobody from {ends} to {starts}"));
        }
        Some(_) => {}
    }
}

/// Whether two days overlap only because a date is known to the month or year.
fn is_month_edge(ends: Date, starts: Date) -> bool {
    ends.year() == starts.year()
        && (ends == ends.last_of_month() || starts == starts.first_of_month())
        && (ends.month() == starts.month() || ends.month() == 12)
}

/// A name of two bodies is a mistake; two people may share one, and the day
/// or the country tells them apart.
fn aliases(sources: &Sources, problems: &mut Problems, notes: &mut Problems) {
    let mut people: BTreeSet<String> = BTreeSet::new();
    let mut owner: BTreeMap<String, (String, String, u32)> = BTreeMap::new();
    for (path, columns) in [
        ("actor/person.tsv", &["name", "id"]),
        ("actor/organisation.tsv", &["name", "id"]),
        ("actor/group.tsv", &["name", "id"]),
        ("actor/alias.tsv", &["alias", "id"]),
    ] {
        for source in sources.named(path) {
            let table = Table::read(source, columns, &mut Problems::default());
            for row in table.rows() {
                let (name, id) = (row.cell(columns[0]), row.cell("id"));
                if path == "actor/person.tsv" {
                    people.insert(id.to_owned());
                }
                let entry = owner.entry(fold(name)).or_insert_with(|| (id.to_owned(), source.shown.clone(), row.line()));
                if entry.0 != id {
                    let list = if people.contains(id) && people.contains(&entry.0) { &mut *notes } else { &mut *problems };
                    row.problem(list, format!("the name `{name}` belongs to {id}, and in {}:{} to {}", entry.1, entry.2, entry.0));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resource::SourceFile;
    use std::borrow::Cow;

    fn check(path: &str, text: &str, expect: &str) {
        let file = SourceFile { path: path.into(), shown: path.into(), text: Cow::Owned(text.to_owned()) };
        let (mut problems, mut notes) = (Problems::default(), Problems::default());
        super::check(&Sources { files: vec![file] }, &mut problems, &mut notes);
        let shown: Vec<String> = problems.into_sorted().iter().chain(&notes.into_sorted()).map(|problem| problem.to_string()).collect();
        assert_eq!(shown.join("; "), expect);
    }

    #[test]
    fn tables_are_checked() {
        let head = "office\tperson\tfrom\tto\n";
        check("actor/tenure.tsv", &format!("{head}o\ta\t2000-01-01\t2001-01-01\no\tb\t2001-01-01\t\n"), "");
        check(
            "actor/tenure.tsv",
            &format!("{head}o\ta\t2000-01-01\t2001-06-01\no\tb\t2001-01-01\t\n"),
            "actor/tenure.tsv:3: the office o has b from 2001-01-01, while a of line 2 stays until 2001-06-01",
        );
        check(
            "actor/tenure.tsv",
            &format!("{head}o\ta\t2000\t\no\tb\t2001\t\n"),
            "actor/tenure.tsv:3: the office o has b from 2001-01-01, while a of line 2 has no end",
        );
        check("actor/tenure.tsv", &format!("{head}o\ta\t2000\t2001-03\no\tb\t2001-03\t\n"), "");
        check(
            "actor/tenure.tsv",
            &format!("{head}o\ta\t2000\t2000\no\tb\t2003\t\n"),
            "actor/tenure.tsv:3: the office o has nobody from 2000-12-31 to 2003-01-01",
        );
        check(
            "actor/alias.tsv",
            "alias\tid\nThe X\ta\nthe x\tb\n",
            "actor/alias.tsv:3: the name `the x` belongs to b, and in actor/alias.tsv:2 to a",
        );
    }
}
