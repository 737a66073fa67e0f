//! A table in the terminal: lines around cells of styled, wrapped text.

use crate::paint::{FAINT, Run, STRONG, painted, width};
use crate::wrap::wrapped;

/// The fewest columns that a cell is squeezed into.
const NARROWEST: usize = 6;

/// Lays out a table in at most some columns. Each cell is a list of runs.
pub fn table(header: &[&str], rows: &[Vec<Vec<Run>>], columns: usize) -> String {
    let heads: Vec<Vec<Run>> = header.iter().map(|name| vec![Run::new(*name, STRONG)]).collect();
    let all: Vec<&Vec<Vec<Run>>> = std::iter::once(&heads).chain(rows).collect();
    let widths = widths(&all, columns.saturating_sub(3 * header.len() + 1));
    let mut out = rule(&widths, ['╭', '┬', '╮']);
    for (number, row) in all.iter().enumerate() {
        if number > 0 {
            out.push_str(&rule(&widths, ['├', '┼', '┤']));
        }
        out.push_str(&line_of_cells(row, &widths));
    }
    out.push_str(&rule(&widths, ['╰', '┴', '╯']));
    out
}

/// How wide each column is: as wide as its cells want, or, if that is too
/// much, less for the widest first.
fn widths(rows: &[&Vec<Vec<Run>>], available: usize) -> Vec<usize> {
    let count = rows.first().map_or(0, |row| row.len());
    let longest = |column: usize, measure: &dyn Fn(&[Run]) -> usize| rows.iter().map(|row| measure(&row[column])).max().unwrap_or(0);
    let mut widths: Vec<usize> = (0..count).map(|column| longest(column, &|cell| widest(&wrapped(cell, usize::MAX)))).collect();
    let least: Vec<usize> =
        (0..count).map(|column| longest(column, &|cell| longest_word(cell)).min(16).max(NARROWEST.min(widths[column]))).collect();
    for floor in [&least, &vec![NARROWEST; count]] {
        while widths.iter().sum::<usize>() > available {
            let Some(column) = (0..count).filter(|&column| widths[column] > floor[column]).max_by_key(|&column| widths[column]) else {
                break;
            };
            widths[column] -= 1;
        }
    }
    widths
}

fn widest(lines: &[Vec<Run>]) -> usize {
    lines.iter().map(|line| width(line)).max().unwrap_or(0)
}

fn longest_word(cell: &[Run]) -> usize {
    cell.iter().flat_map(|run| run.text.split_whitespace()).map(|word| Run::new(word, FAINT).width()).max().unwrap_or(0)
}

fn rule(widths: &[usize], [left, middle, right]: [char; 3]) -> String {
    let parts: Vec<String> = widths.iter().map(|&width| "─".repeat(width + 2)).collect();
    format!("{FAINT}{left}{}{right}{FAINT:#}\n", parts.join(&middle.to_string()))
}

fn line_of_cells(cells: &[Vec<Run>], widths: &[usize]) -> String {
    let wrapped: Vec<Vec<Vec<Run>>> = cells.iter().zip(widths).map(|(cell, &columns)| wrapped(cell, columns)).collect();
    let height = wrapped.iter().map(Vec::len).max().unwrap_or(0);
    let bar = format!("{FAINT}│{FAINT:#}");
    let mut out = String::new();
    for line in 0..height {
        out.push_str(&bar);
        for (cell, &columns) in wrapped.iter().zip(widths) {
            let runs = cell.get(line).map_or(&[][..], Vec::as_slice);
            out.push_str(&format!(" {}{} {bar}", painted(runs), " ".repeat(columns.saturating_sub(width(runs)))));
        }
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::paint::PLAIN;

    /// The table without its colours.
    fn check(header: &[&str], rows: &[&[&str]], columns: usize, expect: &str) {
        let rows: Vec<Vec<Vec<Run>>> = rows.iter().map(|row| row.iter().map(|cell| vec![Run::new(*cell, PLAIN)]).collect()).collect();
        assert_eq!(anstream::adapter::strip_str(&table(header, &rows, columns)).to_string(), expect);
    }

    #[test]
    fn tables() {
        check(&["a", "b"], &[&["1", "two"]], 40, "╭───┬─────╮\n│ a │ b   │\n├───┼─────┤\n│ 1 │ two │\n╰───┴─────╯\n");
        check(
            &["a", "b"],
            &[&["one two three", "x\ny"]],
            14,
            "╭────────┬───╮\n│ a      │ b │\n├────────┼───┤\n│ one    │ x │\n│ two    │ y │\n│ three  │   │\n╰────────┴───╯\n",
        );
    }
}
