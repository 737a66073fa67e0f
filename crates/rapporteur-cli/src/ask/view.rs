//! How the rows of each ledger are told.

use super::cell::{self, count, word};
use crate::answer::{Cells, View};
use crate::paint::{self, FAINT, PLAIN, Run, STRONG};
use rapporteur_store::record::Topic;
use serde_json::Value;

/// The view of a topic.
pub fn of(topic: Topic) -> &'static View {
    match topic {
        Topic::Events | Topic::All => &EVENTS,
        Topic::Commitments => &COMMITMENTS,
        Topic::Calendar => &CALENDAR,
        Topic::Alignments => &ALIGNMENTS,
        Topic::Processes => &PROCESSES,
        Topic::Movements => &MOVEMENTS,
    }
}

const EVENTS: View = View {
    heads: &["id", "when", "who", "did what", "to whom", "where", "truth", "reports", "in the words of"],
    cells: event,
    columns: &[
        ("id", "id"),
        ("start", "time/start"),
        ("end", "time/end"),
        ("event_type", "event_type"),
        ("mode", "mode"),
        ("contexts", "contexts"),
        ("cameo", "cameo"),
        ("quad_class", "quad_class"),
        ("intensity", "intensity"),
        ("sources", "sources/*/name"),
        ("source_texts", "sources/*/text"),
        ("source_countries", "sources/*/country"),
        ("source_sectors", "sources/*/sectors"),
        ("targets", "targets/*/name"),
        ("target_texts", "targets/*/text"),
        ("target_countries", "targets/*/country"),
        ("target_sectors", "targets/*/sectors"),
        ("reciprocal", "reciprocal"),
        ("places", "places/*/name"),
        ("place_countries", "places/*/country"),
        ("place_latitudes", "places/*/lat"),
        ("place_longitudes", "places/*/lon"),
        ("place_roles", "places/*/role"),
        ("factuality", "factuality"),
        ("polarity", "polarity"),
        ("disputed", "disputed"),
        ("killed", "tolls/*/killed"),
        ("wounded", "tolls/*/wounded"),
        ("toll_outlets", "tolls/*/outlet"),
        ("toll_speakers", "tolls/*/speaker/name"),
        ("first_reported", "first_reported"),
        ("last_reported", "last_reported"),
        ("outlets", "outlets"),
        ("independent", "independent"),
        ("confidence", "confidence"),
        ("article_ids", "article_ids"),
        ("mentions", "mentions"),
        ("quote", "quote"),
        ("correction", "correction/verdict"),
    ],
    nothing: "no event",
};

fn event(row: &Value) -> Cells {
    let class = row.get("quad_class").and_then(Value::as_u64).unwrap_or(4) as u8;
    let mut deed = vec![Run::new(word(row, "event_type").unwrap_or_default(), paint::quad(class))];
    deed.extend(word(row, "mode").map(|mode| Run::new(format!(" {mode}"), paint::quad(class))));
    deed.extend(word(row, "cameo").map(|cameo| Run::new(format!(" {cameo}"), FAINT)));
    deed.extend(tolls(row));
    let targets = cell::parties(row, "targets", paint::TARGET);
    let reciprocal = cell::is_true(row, "reciprocal");
    let targets = if targets.is_empty() && reciprocal { vec![Run::new("each other", FAINT)] } else { targets };
    vec![
        cell::id(row),
        cell::time(row.get("time")),
        cell::parties(row, "sources", paint::SOURCE),
        deed,
        targets,
        cell::places(row),
        truth(row),
        reports(row),
        cell::quote(row),
    ]
}

/// The tolls side by side with who says so.
fn tolls(row: &Value) -> Vec<Run> {
    let mut runs = Vec::new();
    for toll in cell::items(row, "tolls") {
        let counts: Vec<String> = ["killed", "wounded"]
            .iter()
            .filter_map(|field| toll.get(field).and_then(Value::as_u64).map(|count| format!("{count} {field}")))
            .collect();
        runs.push(Run::new(format!("\n{}", counts.join(", ")), STRONG));
        let speaker = toll.get("speaker").and_then(|speaker| word(speaker, "name").or(word(speaker, "text")));
        if let Some(name) = speaker.or(word(toll, "outlet")) {
            runs.push(Run::new(format!(" {name}"), FAINT));
        }
    }
    runs
}

fn truth(row: &Value) -> Vec<Run> {
    let mut runs = cell::text(word(row, "factuality"), PLAIN);
    if word(row, "polarity") == Some("negative") {
        runs.push(Run::new(" not", paint::quad(4)));
    }
    if cell::is_true(row, "disputed") {
        runs.push(Run::new("\ndisputed", paint::quad(3)));
    }
    runs
}

fn reports(row: &Value) -> Vec<Run> {
    let independent = row.get("independent").and_then(Value::as_u64).unwrap_or_default();
    let mut runs = vec![Run::new(format!("{} in {independent} independent", count(row, "mentions")), PLAIN)];
    let days = (word(row, "first_reported"), word(row, "last_reported"));
    if let (Some(first), Some(last)) = days {
        runs.push(Run::new(if first == last { format!("\n{first}") } else { format!("\n{first} – {last}") }, FAINT));
    }
    runs
}

const COMMITMENTS: View = View {
    heads: &["id", "who", "to whom", "promised what", "by when", "status", "its life"],
    cells: commitment,
    columns: &[
        ("id", "id"),
        ("made", "made"),
        ("status", "status"),
        ("parties", "parties/*/name"),
        ("party_texts", "parties/*/text"),
        ("party_countries", "parties/*/country"),
        ("counterparts", "counterparts/*/name"),
        ("counterpart_texts", "counterparts/*/text"),
        ("counterpart_countries", "counterparts/*/country"),
        ("content", "content"),
        ("theme", "theme"),
        ("condition", "condition"),
        ("deadline_start", "deadline/start"),
        ("deadline_end", "deadline/end"),
        ("places", "places/*/name"),
        ("steps", "steps/*/status"),
        ("step_dates", "steps/*/date"),
        ("step_mentions", "steps/*/mention"),
        ("article_ids", "article_ids"),
        ("mentions", "mentions"),
        ("quote", "quote"),
        ("correction", "correction/verdict"),
    ],
    nothing: "no promise",
};

fn commitment(row: &Value) -> Cells {
    let mut content = cell::text(word(row, "content").or(word(row, "quote")), PLAIN);
    content.extend(word(row, "condition").map(|condition| Run::new(format!("\n{condition}"), FAINT)));
    vec![
        cell::id(row),
        cell::parties(row, "parties", paint::SOURCE),
        cell::parties(row, "counterparts", paint::TARGET),
        content,
        cell::time(row.get("deadline")),
        cell::status(row),
        cell::steps(row),
    ]
}

const CALENDAR: View = View {
    heads: &["id", "when", "what", "who", "where", "status", "its life"],
    cells: appointment,
    columns: &[
        ("id", "id"),
        ("kind", "kind"),
        ("start", "interval/start"),
        ("end", "interval/end"),
        ("deadline", "deadline/end"),
        ("name", "name"),
        ("content", "content"),
        ("status", "status"),
        ("parties", "parties/*/name"),
        ("party_texts", "parties/*/text"),
        ("party_countries", "parties/*/country"),
        ("places", "places/*/name"),
        ("announced", "announced"),
        ("made", "made"),
        ("steps", "steps/*/status"),
        ("step_dates", "steps/*/date"),
        ("article_ids", "article_ids"),
        ("mentions", "mentions"),
        ("quote", "quote"),
        ("correction", "correction/verdict"),
    ],
    nothing: "no meeting and no deadline",
};

fn appointment(row: &Value) -> Cells {
    let is_meeting = word(row, "kind") == Some("meeting");
    let what = if is_meeting {
        cell::text(word(row, "name").or(Some("meeting")), STRONG)
    } else {
        let mut runs = vec![Run::new("deadline\n", STRONG)];
        runs.extend(cell::text(word(row, "content"), PLAIN));
        runs
    };
    vec![
        cell::id(row),
        cell::time(row.get(if is_meeting { "interval" } else { "deadline" })),
        what,
        cell::parties(row, "parties", paint::SOURCE),
        cell::places(row),
        cell::status(row),
        cell::steps(row),
    ]
}

const ALIGNMENTS: View = View {
    heads: &["id", "who", "is", "of whom", "from – to", "known by", "in the words of"],
    cells: alignment,
    columns: &[
        ("id", "id"),
        ("relation", "relation"),
        ("known_by", "known_by"),
        ("parties", "parties/*/name"),
        ("party_texts", "parties/*/text"),
        ("party_countries", "parties/*/country"),
        ("counterparts", "counterparts/*/name"),
        ("counterpart_texts", "counterparts/*/text"),
        ("counterpart_countries", "counterparts/*/country"),
        ("from", "from"),
        ("to", "to"),
        ("intensity", "intensity"),
        ("reversal_date", "reversal/date"),
        ("reversal_before", "reversal/before"),
        ("reversal_after", "reversal/after"),
        ("article_ids", "article_ids"),
        ("mentions", "mentions"),
        ("quote", "quote"),
        ("correction", "correction/verdict"),
    ],
    nothing: "no alignment",
};

fn alignment(row: &Value) -> Cells {
    let relation = word(row, "relation").unwrap_or_default();
    let class = if matches!(relation, "ally" | "backer" | "host") { 1 } else { 4 };
    let mut is = vec![Run::new(relation, paint::quad(class))];
    if let Some(reversal) = row.get("reversal").filter(|reversal| !reversal.is_null()) {
        let part = |field| word(reversal, field).unwrap_or_default();
        is.push(Run::new(format!("\n{}: {} before", part("date"), part("before")), paint::quad(3)));
    }
    vec![
        cell::id(row),
        cell::parties(row, "parties", paint::SOURCE),
        is,
        cell::parties(row, "counterparts", paint::TARGET),
        cell::days(word(row, "from"), word(row, "to")),
        cell::text(word(row, "known_by"), PLAIN),
        cell::quote(row),
    ]
}

const PROCESSES: View = View {
    heads: &["id", "format", "since", "roles", "reported", "in the words of"],
    cells: format_of_talks,
    columns: &[
        ("id", "id"),
        ("name", "name"),
        ("since", "since/start"),
        ("roles", "roles/*/role"),
        ("role_parties", "roles/*/party/name"),
        ("role_countries", "roles/*/party/country"),
        ("role_from_years", "roles/*/from_year"),
        ("role_to_years", "roles/*/to_year"),
        ("first_reported", "first_reported"),
        ("last_reported", "last_reported"),
        ("article_ids", "article_ids"),
        ("mentions", "mentions"),
        ("quote", "quote"),
        ("correction", "correction/verdict"),
    ],
    nothing: "no format of talks",
};

fn format_of_talks(row: &Value) -> Cells {
    let mut roles = Vec::new();
    for role in cell::items(row, "roles") {
        let lead = if roles.is_empty() { "" } else { "\n" };
        roles.push(Run::new(format!("{lead}{}: ", word(role, "role").unwrap_or_default()), FAINT));
        roles.extend(role.get("party").map(|party| cell::party_runs(party, paint::SOURCE)).unwrap_or_default());
        let year = |field: &str| role.get(field).and_then(Value::as_i64);
        if let (Some(from), Some(to)) = (year("from_year"), year("to_year")) {
            roles.push(Run::new(if from == to { format!(" {from}") } else { format!(" {from}–{to}") }, paint::TIME));
        }
    }
    vec![
        cell::id(row),
        cell::text(word(row, "name"), STRONG),
        cell::time(row.get("since")),
        roles,
        cell::days(word(row, "first_reported"), word(row, "last_reported")),
        cell::quote(row),
    ]
}

const MOVEMENTS: View = View {
    heads: &["id", "whose forces", "from, to", "when", "status", "its life", "in the words of"],
    cells: movement,
    columns: &[
        ("id", "id"),
        ("parties", "parties/*/name"),
        ("party_texts", "parties/*/text"),
        ("party_countries", "parties/*/country"),
        ("places", "places/*/name"),
        ("place_roles", "places/*/role"),
        ("place_countries", "places/*/country"),
        ("start", "time/start"),
        ("end", "time/end"),
        ("status", "status"),
        ("steps", "steps/*/status"),
        ("step_dates", "steps/*/date"),
        ("first_reported", "first_reported"),
        ("last_reported", "last_reported"),
        ("article_ids", "article_ids"),
        ("mentions", "mentions"),
        ("quote", "quote"),
        ("correction", "correction/verdict"),
    ],
    nothing: "no movement",
};

fn movement(row: &Value) -> Cells {
    vec![
        cell::id(row),
        cell::parties(row, "parties", paint::SOURCE),
        cell::places(row),
        cell::time(row.get("time")),
        cell::status(row),
        cell::steps(row),
        cell::quote(row),
    ]
}

/// Events by source and target.
pub const DYADS: View = View {
    heads: &["event", "day", "source", "did what", "target", "truth", "reports"],
    cells: dyad,
    columns: &[
        ("event_id", "event_id"),
        ("date", "date"),
        ("source", "source"),
        ("source_country", "source_country"),
        ("source_sectors", "source_sectors"),
        ("target", "target"),
        ("target_country", "target_country"),
        ("target_sectors", "target_sectors"),
        ("event_type", "event_type"),
        ("mode", "mode"),
        ("cameo", "cameo"),
        ("quad_class", "quad_class"),
        ("intensity", "intensity"),
        ("factuality", "factuality"),
        ("polarity", "polarity"),
        ("mentions", "mentions"),
        ("independent", "independent"),
    ],
    nothing: "no event",
};

fn dyad(row: &Value) -> Cells {
    let class = row.get("quad_class").and_then(Value::as_u64).unwrap_or(4) as u8;
    let side = |name: &str, style| {
        let mut runs = cell::text(word(row, name), style);
        runs.extend(word(row, &format!("{name}_country")).map(|country| Run::new(format!(" {country}"), FAINT)));
        runs
    };
    let mut deed = vec![Run::new(word(row, "event_type").unwrap_or_default(), paint::quad(class))];
    deed.extend(word(row, "cameo").map(|cameo| Run::new(format!(" {cameo}"), FAINT)));
    vec![
        cell::id(row),
        cell::days(word(row, "date"), word(row, "date")),
        side("source", paint::SOURCE),
        deed,
        side("target", paint::TARGET),
        truth(row),
        cell::number(row, "mentions"),
    ]
}

/// What changed.
pub const CHANGES: View = View {
    heads: &["row", "day", "what", "who", "change", "in the words of"],
    cells: change,
    columns: &[
        ("date", "date"),
        ("ledger", "ledger"),
        ("id", "id"),
        ("label", "label"),
        ("parties", "parties"),
        ("before", "before"),
        ("after", "after"),
        ("inferred", "inferred"),
        ("mentions", "mentions"),
        ("quotes", "quotes"),
    ],
    nothing: "no change",
};

fn change(row: &Value) -> Cells {
    let list = |field: &str| row.get(field).and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect::<Vec<_>>();
    let after = word(row, "after").unwrap_or_default();
    let change = word(row, "before").map_or(after.to_owned(), |before| format!("{before} → {after}"));
    let mut what = vec![Run::new(word(row, "ledger").unwrap_or_default(), STRONG)];
    what.extend(word(row, "label").filter(|label| !label.is_empty()).map(|label| Run::new(format!("\n{label}"), PLAIN)));
    vec![
        cell::id(row),
        cell::days(word(row, "date"), word(row, "date")),
        what,
        cell::text(Some(&list("parties").join("\n")), paint::SOURCE),
        cell::text(Some(&change), STRONG),
        cell::text(Some(&list("quotes").iter().map(|quote| cell::quoted(quote)).collect::<Vec<_>>().join("\n")), FAINT),
    ]
}

/// Who acts.
pub const ACTORS: View = View {
    heads: &["actor", "acted", "acted upon", "verbal coop.", "material coop.", "verbal confl.", "material confl.", "first – last"],
    cells: actor,
    columns: &[
        ("name", "name"),
        ("actor_id", "actor_id"),
        ("country", "country"),
        ("sectors", "sectors"),
        ("as_source", "as_source"),
        ("as_target", "as_target"),
        ("quad_1", "quad_1"),
        ("quad_2", "quad_2"),
        ("quad_3", "quad_3"),
        ("quad_4", "quad_4"),
        ("first", "first"),
        ("last", "last"),
    ],
    nothing: "no actor",
};

fn actor(row: &Value) -> Cells {
    let mut cells = vec![cell::party_runs(row, paint::SOURCE)];
    cells.extend(["as_source", "as_target", "quad_1", "quad_2", "quad_3", "quad_4"].map(|field| cell::number(row, field)));
    cells.push(cell::days(word(row, "first"), word(row, "last")));
    cells
}

/// The states of a record.
pub const STATES: View = View {
    heads: &["state", "time", "cause", "articles", "mentions", "corrections"],
    cells: state,
    columns: &[
        ("state", "state"),
        ("time", "time"),
        ("cause", "cause"),
        ("articles", "articles"),
        ("mentions", "mentions"),
        ("corrections", "corrections"),
    ],
    nothing: "no state: nothing was added since states are numbered",
};

fn state(row: &Value) -> Cells {
    let number = |field| cell::number(row, field);
    vec![
        number("state"),
        cell::text(word(row, "time"), paint::TIME),
        cell::text(word(row, "cause"), PLAIN),
        number("articles"),
        number("mentions"),
        number("corrections"),
    ]
}

/// What differs.
pub const DIFFERENCES: View = View {
    heads: &["row", "change", "what", "who", "fields", "in the words of"],
    cells: difference,
    columns: &[
        ("change", "change"),
        ("ledger", "ledger"),
        ("id", "id"),
        ("date", "date"),
        ("label", "label"),
        ("parties", "parties"),
        ("fields", "fields/*/field"),
        ("from", "fields/*/from"),
        ("to", "fields/*/to"),
        ("mentions", "mentions"),
        ("quote", "quote"),
    ],
    nothing: "no difference",
};

fn difference(row: &Value) -> Cells {
    let kind = word(row, "change").unwrap_or_default();
    let style = match kind {
        "new" => paint::quad(1),
        "changed" => paint::quad(3),
        _ => paint::quad(4),
    };
    let parties: Vec<&str> = cell::items(row, "parties").filter_map(Value::as_str).collect();
    let mut fields = Vec::new();
    for field in cell::items(row, "fields") {
        let lead = if fields.is_empty() { "" } else { "\n" };
        fields.push(Run::new(format!("{lead}{}: ", word(field, "field").unwrap_or_default()), FAINT));
        let short = |name| word(field, name).unwrap_or_default().chars().take(60).collect::<String>();
        fields.push(Run::new(format!("{} → {}", short("from"), short("to")), PLAIN));
    }
    let more = count(row, "mentions");
    if more > 0 && kind != "new" {
        fields.push(Run::new(format!("\n{more} more reports"), FAINT));
    }
    let mut what = vec![Run::new(word(row, "ledger").unwrap_or_default(), STRONG)];
    what.extend(word(row, "label").filter(|label| !label.is_empty()).map(|label| Run::new(format!("\n{label}"), PLAIN)));
    what.extend(word(row, "date").map(|date| Run::new(format!("\n{date}"), paint::TIME)));
    vec![cell::id(row), cell::text(Some(kind), style), what, cell::text(Some(&parties.join("\n")), paint::SOURCE), fields, cell::quote(row)]
}
