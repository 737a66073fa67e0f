//! The command line.

mod record;

use clap::{Args, Parser, Subcommand, ValueEnum};
use jiff::civil::Date;
pub use record::{
    AddArguments, AnswerFormat, AskArguments, CorrectArguments, DiffArguments, DyadArguments, ExportArgument, ExportArguments,
    ImportArguments, KindArgument, QueryArguments, StateArguments, VerdictArgument,
};
use std::num::NonZeroUsize;
use std::path::PathBuf;

/// Reads news reports and keeps a verifiable record of who did what to whom,
/// where, when, and according to whom.
#[derive(Debug, Parser)]
#[command(name = "rapporteur", version, max_term_width = 100)]
pub struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What the program can do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Code reports: one row for each event that a sentence claims
    Code(CodeArguments),
    /// Code reports into a record on disk (SQLite); what is there already is left as it is
    Add(AddArguments),
    /// Print reports with the evidence highlighted, and tables of their events
    Show(InputArguments),
    /// Print why each sentence was coded or was not
    Explain(InputArguments),
    /// Print what the outlet published: title, date, body (JSON lines)
    Clean(InputArguments),
    /// Print the sentences' grammar (CoNLL-U)
    Parse(InputArguments),
    /// Print the actors, places and times (JSON lines)
    Entities(InputArguments),
    /// Print promises, meetings, alliances, formats of talks and movements (JSON lines)
    Claims(InputArguments),
    /// Add rows that were coded before (.jsonl, .parquet, or a folder that `export --by month` wrote)
    Import(ImportArguments),
    /// What happened: events merged over sentences and outlets
    Events(AskArguments),
    /// Who did what to whom: one row for each source and target of an event
    Dyads(DyadArguments),
    /// What was promised to whom, by when, and what became of it
    Commitments(AskArguments),
    /// Meetings and deadlines, by day
    Calendar(AskArguments),
    /// Who is ally, backer, host, opponent or enemy of whom, from when to when
    Alignments(AskArguments),
    /// Formats of talks: guarantors, hosts, mediators, members, observers, the excluded
    Processes(AskArguments),
    /// Whose forces go from where to where
    Movements(AskArguments),
    /// Who acts in the record, and how often
    Actors(AskArguments),
    /// What changed: promises, meetings, movements, sides
    Changes(AskArguments),
    /// The states of a record: what each run added or corrected
    States(StateArguments),
    /// Ask a record in SQL
    Query(QueryArguments),
    /// What is new, changed or contradicted between two states of a record, or two records
    Diff(DiffArguments),
    /// Confirm, reject or amend a row of a record, with a reason
    Correct(CorrectArguments),
    /// Write rows in the formats of ICEWS, GDELT, POLECAT, maps, graphs, calendars, Parquet
    Export(ExportArguments),
    /// List the most frequent named actors that no table has, as rows to be filled in
    Unresolved(UnresolvedArguments),
    /// Compare coded rows with gold rows, both as JSON lines
    Score(ScoreArguments),
    /// Look after the tables of facts
    #[command(subcommand, name = "data")]
    Tables(TableCommand),
}

/// What can be done with the tables of facts.
#[derive(Debug, Subcommand)]
pub enum TableCommand {
    /// Report every mistake in the tables, with file and line
    Check(CheckArguments),
}

/// What is read, and how.
#[derive(Debug, Args)]
pub struct InputArguments {
    /// Files (.txt, .html, .json, .jsonl), folders of them, or - for standard input
    #[arg(required = true, value_name = "INPUT")]
    pub inputs: Vec<PathBuf>,
    /// Publication date of reports that come without one
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub date: Option<Date>,
    /// A folder of tables to lay over those that ship with the program
    #[arg(long, value_name = "DIR")]
    pub data: Vec<PathBuf>,
    /// Code by patterns alone, without the learned judge: faster and less exact
    #[arg(long)]
    pub fast: bool,
}

/// The arguments of `code`.
#[derive(Debug, Args)]
pub struct CodeArguments {
    /// What is read.
    #[command(flatten)]
    pub input: InputArguments,
    /// Where the rows go; standard output without it
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// How they are written; without it what FILE's ending says, or jsonl
    #[arg(long, value_enum)]
    pub format: Option<FormatArgument>,
    /// Leave out rows of less confidence than P, from 0 to 1, and no others; without it doubtful rows of articles
    #[arg(long, value_name = "P", value_parser = share)]
    pub confidence: Option<f32>,
    /// Threads to use; all cores without it
    #[arg(long, value_name = "N")]
    pub threads: Option<NonZeroUsize>,
}

/// A number from 0 to 1.
fn share(text: &str) -> Result<f32, String> {
    text.parse().ok().filter(|share| (0.0..=1.0).contains(share)).ok_or_else(|| format!("found `{text}`, wanted a number from 0 to 1"))
}

/// The arguments of `unresolved`.
#[derive(Debug, Args)]
pub struct UnresolvedArguments {
    /// What is read.
    #[command(flatten)]
    pub input: InputArguments,
    /// How many actors at most
    #[arg(long, value_name = "N", default_value_t = 100)]
    pub top: usize,
    /// A folder for the tables, to be laid over ours with --data; standard output without it
    #[arg(short, long, value_name = "DIR")]
    pub output: Option<PathBuf>,
    /// Threads to use; all cores without it
    #[arg(long, value_name = "N")]
    pub threads: Option<NonZeroUsize>,
}

/// The arguments of `score`.
#[derive(Debug, Args)]
pub struct ScoreArguments {
    /// What is right: rows in the published form; fields that are left out are not compared
    pub gold: PathBuf,
    /// What was coded
    pub rows: PathBuf,
}

/// The arguments of `data check`.
#[derive(Debug, Args)]
pub struct CheckArguments {
    /// A folder of tables to lay over those that ship with the program
    #[arg(long, value_name = "DIR")]
    pub data: Vec<PathBuf>,
}

/// A format by the name it has on the command line.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum FormatArgument {
    /// One JSON object a line
    Jsonl,
    /// Columns with nested lists
    Parquet,
    /// One line a row, lists joined by semicolons
    Csv,
}

impl From<FormatArgument> for rapporteur_store::Format {
    fn from(format: FormatArgument) -> rapporteur_store::Format {
        match format {
            FormatArgument::Jsonl => rapporteur_store::Format::JsonLines,
            FormatArgument::Parquet => rapporteur_store::Format::Parquet,
            FormatArgument::Csv => rapporteur_store::Format::Csv,
        }
    }
}
