//! Tables of facts: TSV with a header, one fact a line, `#` for comments.

use super::SourceFile;

/// What is wrong with a data file, and where.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// The file as the user knows it.
    pub file: String,
    /// From 1; 0 if the whole file is meant.
    pub line: u32,
    /// From 1, in characters; 0 if the whole line is meant.
    pub column: u32,
    /// Lower case, no final stop: what was found, what was wanted.
    pub message: String,
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match (self.line, self.column) {
            (0, _) => write!(f, "{}: {}", self.file, self.message),
            (line, 0) => write!(f, "{}:{line}: {}", self.file, self.message),
            (line, column) => write!(f, "{}:{line}:{column}: {}", self.file, self.message),
        }
    }
}

/// All problems found so far.
#[derive(Clone, Debug, Default)]
pub struct Problems {
    list: Vec<Problem>,
}

impl Problems {
    /// Adds one.
    pub fn add(&mut self, file: &str, line: u32, column: u32, message: impl Into<String>) {
        self.list.push(Problem { file: file.to_owned(), line, column, message: message.into() });
    }

    /// All of them, by file and line.
    pub fn into_sorted(mut self) -> Vec<Problem> {
        self.list.sort();
        self.list
    }

    /// Whether nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }
}

/// A table whose header was checked.
#[derive(Debug)]
pub struct Table<'s> {
    file: &'s str,
    /// The wanted columns' places in the file.
    columns: Vec<usize>,
    wanted: &'s [&'s str],
    lines: Vec<(u32, Vec<&'s str>)>,
}

/// One line of a table.
#[derive(Clone, Copy, Debug)]
pub struct Row<'t> {
    table: &'t Table<'t>,
    index: usize,
}

impl<'s> Table<'s> {
    /// Splits a file. Missing columns and lines with too few or too many
    /// cells are problems; such lines are left out. Columns may stand in any
    /// order, and others may be there too.
    pub fn read(source: &'s SourceFile, wanted: &'s [&'s str], problems: &mut Problems) -> Table<'s> {
        let mut lines = source.text.lines().enumerate().map(|(i, line)| (i as u32 + 1, line.trim_end_matches('\r')));
        let mut table = Table { file: &source.shown, columns: Vec::new(), wanted, lines: Vec::new() };
        let Some((_, header)) = lines.by_ref().find(|(_, line)| !line.starts_with('#') && !line.is_empty()) else {
            problems.add(table.file, 0, 0, format!("the file is empty, wanted a header with {}", wanted.join(", ")));
            return table;
        };
        let header: Vec<&str> = header.split('\t').map(str::trim).collect();
        for name in wanted {
            match header.iter().position(|found| found == name) {
                Some(place) => table.columns.push(place),
                None => {
                    problems.add(table.file, 1, 0, format!("the column `{name}` is missing"));
                    return table;
                }
            }
        }
        for (number, line) in lines {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let cells: Vec<&str> = line.split('\t').map(str::trim).collect();
            if cells.len() == header.len() {
                table.lines.push((number, cells));
            } else {
                problems.add(table.file, number, 0, format!("found {} cells, wanted {}", cells.len(), header.len()));
            }
        }
        table
    }

    /// The lines, in order.
    pub fn rows<'t>(&'t self) -> impl Iterator<Item = Row<'t>> + 't
    where
        's: 't,
    {
        (0..self.lines.len()).map(move |index| Row { table: self, index })
    }
}

impl<'t> Row<'t> {
    /// A cell by the name of a wanted column; empty if the cell is empty.
    pub fn cell(&self, column: &str) -> &'t str {
        let place = self.table.wanted.iter().position(|name| *name == column);
        debug_assert!(place.is_some(), "the column {column} was not asked for");
        place.map_or("", |place| self.table.lines[self.index].1[self.table.columns[place]])
    }

    /// A cell that may be empty.
    pub fn optional(&self, column: &str) -> Option<&'t str> {
        Some(self.cell(column)).filter(|cell| !cell.is_empty())
    }

    /// The line in its file, from 1.
    pub fn line(&self) -> u32 {
        self.table.lines[self.index].0
    }

    /// Reports a problem with this line.
    pub fn problem(&self, problems: &mut Problems, message: impl Into<String>) {
        problems.add(self.table.file, self.line(), 0, message);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::borrow::Cow;

    fn check(text: &str, expect: &str) {
        let source = SourceFile { path: "t.tsv".into(), shown: "t.tsv".into(), text: Cow::Owned(text.to_owned()) };
        let mut problems = Problems::default();
        let table = Table::read(&source, &["a", "b"], &mut problems);
        let mut shown: Vec<String> = table.rows().map(|row| format!("{}={}", row.cell("a"), row.cell("b"))).collect();
        shown.extend(problems.into_sorted().iter().map(Problem::to_string));
        assert_eq!(shown.join("; "), expect);
    }

    #[test]
    fn tables() {
        check("a\tb\n1\t2\n", "1=2");
        check("b\tx\ta\n1\t2\t3\n", "3=1");
        check("# note\na\tb\n\n1\t\n", "1=");
        check("a\tb\n1\n2\t3\n", "2=3; t.tsv:2: found 1 cells, wanted 2");
        check("a\n1\n", "t.tsv:1: the column `b` is missing");
        check("", "t.tsv: the file is empty, wanted a header with a, b");
    }
}
