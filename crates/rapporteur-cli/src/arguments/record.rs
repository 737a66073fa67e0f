//! The arguments of the commands that work on a record.

use super::InputArguments;
use clap::{Args, ValueEnum};
use jiff::Timestamp;
use jiff::civil::Date;
use std::num::NonZeroUsize;
use std::path::PathBuf;

/// The arguments of `add`.
#[derive(Debug, Args)]
pub struct AddArguments {
    /// What is read.
    #[command(flatten)]
    pub input: InputArguments,
    /// The record; it is made if there is none
    #[arg(long, value_name = "FILE")]
    pub record: PathBuf,
    /// The time of the new state; now without it
    #[arg(long, value_name = "TIME")]
    pub at: Option<Timestamp>,
    /// Threads to use; all cores without it
    #[arg(long, value_name = "N")]
    pub threads: Option<NonZeroUsize>,
}

/// The arguments of `import`.
#[derive(Debug, Args)]
pub struct ImportArguments {
    /// Files of rows (.jsonl, .parquet), or folders of them
    #[arg(required = true, value_name = "ROWS")]
    pub rows: Vec<PathBuf>,
    /// The record; it is made if there is none
    #[arg(long, value_name = "FILE")]
    pub record: PathBuf,
    /// The time of the new state; now without it
    #[arg(long, value_name = "TIME")]
    pub at: Option<Timestamp>,
    /// A folder of tables to lay over those that ship with the program, as `add` had it
    #[arg(long, value_name = "DIR")]
    pub data: Vec<PathBuf>,
}

/// What is asked of a record.
#[derive(Debug, Args)]
pub struct AskArguments {
    /// The record
    pub record: PathBuf,
    /// What lasts to this day or a later one
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub since: Option<Date>,
    /// What begins on this day or an earlier one
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub until: Option<Date>,
    /// A country's code (SYR), an actor's id, or a part of the name
    #[arg(long)]
    pub actor: Option<String>,
    /// A country's code (SYR), a GeoNames id, or a part of the name
    #[arg(long)]
    pub place: Option<String>,
    /// An event type, a relation, or a part of what is promised or of a name
    #[arg(long = "type", value_name = "WORD")]
    pub label: Option<String>,
    /// open, due, kept, broken, upcoming, held, done, stated, …
    #[arg(long)]
    pub status: Option<String>,
    /// The day as of which promises are due; the last day of publication without it
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub today: Option<Date>,
    /// The record as it was: a state's number, or a day
    #[arg(long, value_name = "STATE|DAY")]
    pub as_of: Option<String>,
    /// At most so many rows, the last ones; 100 in a table without it
    #[arg(long, value_name = "N")]
    pub limit: Option<usize>,
    /// How it is told
    #[arg(long, value_enum, default_value = "table")]
    pub format: AnswerFormat,
    /// A folder of tables to lay over those that ship with the program, as `add` had it
    #[arg(long, value_name = "DIR")]
    pub data: Vec<PathBuf>,
}

/// The arguments of `dyads`.
#[derive(Debug, Args)]
pub struct DyadArguments {
    /// What is asked.
    #[command(flatten)]
    pub ask: AskArguments,
    /// At most one row for each day, source, target and CAMEO code
    #[arg(long)]
    pub one_a_day: bool,
}

/// The arguments of `states`.
#[derive(Debug, Args)]
pub struct StateArguments {
    /// The record
    pub record: PathBuf,
    /// How it is told
    #[arg(long, value_enum, default_value = "table")]
    pub format: AnswerFormat,
}

/// The arguments of `query`.
#[derive(Debug, Args)]
pub struct QueryArguments {
    /// The record
    pub record: PathBuf,
    /// The question, such as "SELECT event_type, COUNT(*) FROM event GROUP BY 1"
    pub sql: String,
    /// The record as it was: a state's number, or a day
    #[arg(long, value_name = "STATE|DAY")]
    pub as_of: Option<String>,
    /// How it is told
    #[arg(long, value_enum, default_value = "table")]
    pub format: AnswerFormat,
    /// A folder of tables to lay over those that ship with the program, as `add` had it
    #[arg(long, value_name = "DIR")]
    pub data: Vec<PathBuf>,
}

/// The arguments of `diff`.
#[derive(Debug, Args)]
pub struct DiffArguments {
    /// The record
    pub record: PathBuf,
    /// A later record to compare it with
    pub other: Option<PathBuf>,
    /// The earlier state: its number, or a day
    #[arg(long, value_name = "STATE|DAY")]
    pub from: Option<String>,
    /// The later state; the present one without it
    #[arg(long, value_name = "STATE|DAY")]
    pub to: Option<String>,
    /// How it is told
    #[arg(long, value_enum, default_value = "table")]
    pub format: AnswerFormat,
    /// A folder of tables to lay over those that ship with the program, as `add` had it
    #[arg(long, value_name = "DIR")]
    pub data: Vec<PathBuf>,
}

/// The arguments of `correct`.
#[derive(Debug, Args)]
pub struct CorrectArguments {
    /// The record
    pub record: PathBuf,
    /// The id of a mention, a claim or a row of a ledger, or how it begins
    pub id: String,
    /// What is said of it
    #[arg(value_enum)]
    pub verdict: VerdictArgument,
    /// A field and its right value; lists by place, such as sources.0.country=SYR
    #[arg(long, value_name = "FIELD=VALUE")]
    pub set: Vec<String>,
    /// Why
    #[arg(long)]
    pub reason: String,
    /// The time of the new state; now without it
    #[arg(long, value_name = "TIME")]
    pub at: Option<Timestamp>,
    /// A folder of tables to lay over those that ship with the program, as `add` had it
    #[arg(long, value_name = "DIR")]
    pub data: Vec<PathBuf>,
}

/// The arguments of `export`.
#[derive(Debug, Args)]
pub struct ExportArguments {
    /// Coded rows (.jsonl, .parquet) or a record (.sqlite, .db)
    pub rows: PathBuf,
    /// The form
    #[arg(long, value_enum)]
    pub format: ExportArgument,
    /// Which rows of a record, for jsonl and parquet; event mentions without it
    #[arg(long, value_enum, value_name = "KIND")]
    pub kind: Option<KindArgument>,
    /// Write a folder with a file for each month, for jsonl and parquet; all kinds without --kind
    #[arg(long, value_enum)]
    pub by: Option<PeriodArgument>,
    /// The record as it was: a state's number, or a day
    #[arg(long, value_name = "STATE|DAY")]
    pub as_of: Option<String>,
    /// Where it goes; standard output without it
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// A folder of tables to lay over those that ship with the program, as `add` had it
    #[arg(long, value_name = "DIR")]
    pub data: Vec<PathBuf>,
}

/// How an answer is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum AnswerFormat {
    /// A table for people
    Table,
    /// One JSON object a line
    Json,
    /// One line a row, lists joined by semicolons
    Csv,
}

/// What is said of a row.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum VerdictArgument {
    /// It is right
    Confirm,
    /// It is wrong as a whole
    Reject,
    /// It is right with other values
    Amend,
}

/// What a folder of files is divided by.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum PeriodArgument {
    /// The month of the day
    Month,
}

/// The rows of a record by the name they have on the command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum KindArgument {
    /// Articles with their verbatim text
    StoredArticle,
    /// Event mentions
    EventMention,
    /// Claims: promises, meetings, alignments, formats and movements as a sentence states them
    Claim,
    /// Events merged from mentions
    Event,
    /// What was promised
    Commitment,
    /// Meetings
    Meeting,
    /// Who stands with or against whom
    Alignment,
    /// Formats of talks
    Process,
    /// Movements of forces
    Movement,
}

impl KindArgument {
    /// All of them.
    pub const ALL: [KindArgument; 9] = [
        KindArgument::StoredArticle,
        KindArgument::EventMention,
        KindArgument::Claim,
        KindArgument::Event,
        KindArgument::Commitment,
        KindArgument::Meeting,
        KindArgument::Alignment,
        KindArgument::Process,
        KindArgument::Movement,
    ];

    /// The name of the folder of its files, and of most its rows.
    pub fn name(self) -> &'static str {
        match self {
            KindArgument::StoredArticle => "stored_article",
            KindArgument::EventMention => "event_mention",
            KindArgument::Claim => "claim",
            KindArgument::Event => "event",
            KindArgument::Commitment => "commitment",
            KindArgument::Meeting => "meeting",
            KindArgument::Alignment => "alignment",
            KindArgument::Process => "process",
            KindArgument::Movement => "movement",
        }
    }
}

/// A format by the name it has on the command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ExportArgument {
    /// 20 columns, tab-separated
    Icews,
    /// GDELT 2.0, 61 columns
    GdeltEvents,
    /// GDELT 2.0, 16 columns
    GdeltMentions,
    /// 26 columns
    Phoenix,
    /// 40 columns
    Polecat,
    /// JSON lines with PLOVER's fields
    Plover,
    /// CSV with a row of HXL tags
    Hxl,
    /// Points for maps
    Geojson,
    /// Actors as a graph
    Graphml,
    /// Actors as a graph, for Gephi
    Gexf,
    /// Meetings and deadlines, for calendars
    Ical,
    /// One JSON object a line, all fields
    Jsonl,
    /// Columns with nested lists
    Parquet,
    /// One line a mention, lists joined by semicolons
    Csv,
    /// What an analyst has judged, as JSON lines for `score` and for training
    Gold,
}

impl ExportArgument {
    /// The format of others that it stands for; none for our own.
    pub fn foreign(self) -> Option<rapporteur_store::export::Export> {
        use rapporteur_store::export::Export;
        Some(match self {
            ExportArgument::Icews => Export::Icews,
            ExportArgument::GdeltEvents => Export::GdeltEvents,
            ExportArgument::GdeltMentions => Export::GdeltMentions,
            ExportArgument::Phoenix => Export::Phoenix,
            ExportArgument::Polecat => Export::Polecat,
            ExportArgument::Plover => Export::Plover,
            ExportArgument::Hxl => Export::Hxl,
            ExportArgument::Geojson => Export::GeoJson,
            ExportArgument::Graphml => Export::GraphMl,
            ExportArgument::Gexf => Export::Gexf,
            ExportArgument::Ical => Export::ICalendar,
            ExportArgument::Jsonl | ExportArgument::Parquet | ExportArgument::Csv | ExportArgument::Gold => return None,
        })
    }
}
