//! A folder with a file for each kind and month: `KIND/month=YYYY-MM/rows.parquet`,
//! as Arrow, DuckDB and Spark read it.

use super::{Rows, rows_of, to_file};
use crate::arguments::KindArgument;
use crate::failure::Failure;
use crate::tally::Tally;
use rapporteur_store::record::Record;
use std::collections::BTreeMap;
use std::path::Path;

/// Where rows without a day stand, by Hive's convention.
const NO_MONTH: &str = "__HIVE_DEFAULT_PARTITION__";

/// Writes the folder. Articles, mentions and claims stand in the month in
/// which they were published, rows of ledgers in that of their first day.
pub fn write(
    record: &Record,
    only: Option<KindArgument>,
    as_columns: bool,
    folder: &Path,
    refuse: impl Fn(rapporteur_store::Error) -> Failure,
) -> Result<Tally, Failure> {
    let name = if as_columns { "rows.parquet" } else { "rows.jsonl" };
    for kind in KindArgument::ALL.into_iter().filter(|kind| only.is_none_or(|only| only == *kind)) {
        for (month, rows) in by_month(rows_of(record, kind).map_err(&refuse)?) {
            let below = folder.join(kind.name()).join(format!("month={month}"));
            std::fs::create_dir_all(&below)
                .map_err(|error| Failure::Message(format!("creating the folder `{}`: {error}", below.display())))?;
            to_file(Some(&below.join(name)), |out| rows.write(kind.name(), as_columns, out))?;
        }
    }
    Ok(Tally::default())
}

fn by_month(rows: Rows) -> BTreeMap<String, Rows> {
    match rows {
        Rows::Articles(rows) => split(rows, |row| row.published.clone(), Rows::Articles),
        Rows::Mentions(rows) => split(rows, |row| row.published.clone(), Rows::Mentions),
        Rows::Claims(rows) => split(rows, |row| row.published.clone(), Rows::Claims),
        Rows::Ledger(rows) => split(rows, |row| row.days().0, Rows::Ledger),
    }
}

fn split<T>(rows: Vec<T>, day: impl Fn(&T) -> Option<String>, of: impl Fn(Vec<T>) -> Rows) -> BTreeMap<String, Rows> {
    let mut months: BTreeMap<String, Vec<T>> = BTreeMap::new();
    for row in rows {
        let month = day(&row).and_then(|day| day.get(..7).map(str::to_owned)).unwrap_or_else(|| NO_MONTH.to_owned());
        months.entry(month).or_default().push(row);
    }
    months.into_iter().map(|(month, rows)| (month, of(rows))).collect()
}
