//! A table: rows have the wanted cells, and problems name lines of the file.
#![no_main]

use libfuzzer_sys::fuzz_target;
use rapporteur::resource::{Problem, Problems, SourceFile, Table};
use std::borrow::Cow;

fn read(text: &str) -> (Vec<(u32, String)>, Vec<Problem>) {
    let source = SourceFile { path: "t.tsv".to_owned(), shown: "t.tsv".to_owned(), text: Cow::Owned(text.to_owned()) };
    let mut problems = Problems::default();
    let table = Table::read(&source, &["a", "b"], &mut problems);
    let rows = table.rows().map(|row| (row.line(), format!("{}\t{}", row.cell("a"), row.cell("b")))).collect();
    (rows, problems.into_sorted())
}

fuzz_target!(|body: &str| {
    // Half of the inputs get a header that fits.
    for text in [body.to_owned(), format!("b\tx\ta\n{body}")] {
        let (rows, problems) = read(&text);
        assert_eq!((rows.clone(), problems.clone()), read(&text));
        let lines = text.lines().count() as u32;
        assert!(rows.windows(2).all(|pair| pair[0].0 < pair[1].0));
        for (line, cells) in rows {
            assert!(line <= lines && cells.matches('\t').count() == 1);
        }
        assert!(problems.iter().all(|problem| problem.line <= lines.max(1) && !problem.message.is_empty()));
    }
});
