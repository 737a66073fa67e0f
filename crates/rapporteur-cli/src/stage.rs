//! `clean`, `parse`, `entities` and `claims`: what one stage makes of each report.

use crate::arguments::InputArguments;
use crate::failure::Failure;
use crate::input::{Arrival, Articles};
use crate::progress::Progress;
use crate::setup::{Judging, Setup, load_resources};
use crate::tally::Tally;
use rapporteur::article::{self, Article};
use rapporteur::coder::{Coder, guarded};
use rapporteur::diagnostic::Diagnostics;
use rapporteur::document::conllu::write_conllu;
use rapporteur::resource::Resources;
use rapporteur::{document, entity, event};
use rapporteur_store::{ArticleRow, claim_rows, entity_row::entity_rows, json_lines::write_line};
use std::io::{BufWriter, Write};

/// Prints titles, dates and bodies.
pub fn clean(arguments: &InputArguments) -> Result<Tally, Failure> {
    let resources = load_resources(&arguments.data)?;
    each(arguments, &resources, |article, diagnostics| {
        let mut line = Vec::new();
        write_line(&mut line, &ArticleRow::new(article, diagnostics)).map_err(|error| error.to_string())?;
        Ok(line)
    })
}

/// Prints the sentences' grammar.
pub fn parse(arguments: &InputArguments) -> Result<Tally, Failure> {
    let setup = Setup::load(&arguments.data, Judging::Fast)?;
    let Coder { parser, resources, .. } = setup.coder();
    each(arguments, resources, |article, diagnostics| {
        let document = document::read(parser, article, diagnostics).map_err(|error| error.to_string())?;
        Ok(write_conllu(&document, &article.id).into_bytes())
    })
}

/// Prints actors, places and times.
pub fn entities(arguments: &InputArguments) -> Result<Tally, Failure> {
    let setup = Setup::load(&arguments.data, Judging::Fast)?;
    let Coder { parser, resources, .. } = setup.coder();
    each(arguments, resources, |article, diagnostics| {
        let document = document::read(parser, article, diagnostics).map_err(|error| error.to_string())?;
        let entities = entity::resolve(resources, article, &document, diagnostics);
        let mut lines = Vec::new();
        for row in entity_rows(article, &entities) {
            write_line(&mut lines, &row).map_err(|error| error.to_string())?;
        }
        Ok(lines)
    })
}

/// Prints promises, meetings, standing relations, formats of talks, movements
/// and statements.
pub fn claims(arguments: &InputArguments) -> Result<Tally, Failure> {
    let setup = Setup::load(&arguments.data, Judging::Fast)?;
    let coder = setup.coder();
    let Coder { parser, resources, .. } = coder;
    let stamp = setup.stamp();
    each(arguments, resources, |article, diagnostics| {
        let document = document::read(parser, article, diagnostics).map_err(|error| error.to_string())?;
        let entities = entity::resolve(resources, article, &document, diagnostics);
        let mut claims = event::explain(resources, article, &document, &entities, coder.reader(), diagnostics).claims;
        event::add_headlines(resources, parser, article, document.sentences.len(), &mut claims).map_err(|error| error.to_string())?;
        let mut lines = Vec::new();
        for row in claim_rows(article, &claims, &stamp) {
            write_line(&mut lines, &row).map_err(|error| error.to_string())?;
        }
        Ok(lines)
    })
}

/// Cleans each article, has a stage made of it, and prints that.
fn each(
    arguments: &InputArguments,
    resources: &Resources,
    view: impl Fn(&Article, &mut Diagnostics) -> Result<Vec<u8>, String>,
) -> Result<Tally, Failure> {
    let progress = Progress::none();
    let mut tally = Tally::default();
    let mut out = BufWriter::new(std::io::stdout().lock());
    for arrival in Articles::new(&arguments.inputs, arguments.date) {
        let Arrival { raw, origin } = match arrival {
            Ok(arrival) => arrival,
            Err(refusal) => {
                tally.fail(&progress, &refusal.origin, &refusal.message);
                continue;
            }
        };
        let mut diagnostics = Diagnostics::default();
        let id = raw.id.clone();
        match guarded(&id, || view(&article::clean(&resources.conventions, raw, &mut diagnostics), &mut diagnostics)) {
            Ok(view) => {
                if tally.settle(&progress, &origin, &diagnostics) {
                    out.write_all(&view)?;
                }
            }
            Err(error) => tally.fail(&progress, &origin, &error.to_string()),
        }
    }
    out.flush()?;
    Ok(tally)
}
