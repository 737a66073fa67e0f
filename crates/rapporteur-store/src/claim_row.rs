//! The published claim: what a report says beside events, what feeds the
//! ledgers, and who says what. It has the envelope of the event mention;
//! `kind` says which ledger it feeds, or that it is a statement.

use crate::mention_row::{self, AttributionRow, ParticipantRow, PlaceRow, Stamp, TimeRow, TriggerRow};
use crate::{CorrectionRow, SCHEMA, id::content_id};
use rapporteur::article::Article;
use rapporteur::event::Claim;
use serde::{Deserialize, Serialize};

/// One claim, flat and with its words.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ClaimRow {
    /// [`SCHEMA`].
    pub schema: String,
    /// `commitment`, `meeting`, `alignment`, `process`, `movement` or
    /// `statement`.
    pub kind: String,
    /// A digest of article, kind, words and parties.
    pub id: String,
    /// The id of the article.
    pub article_id: String,
    /// Who published the article.
    pub outlet: Option<String>,
    /// Where it was published.
    pub url: Option<String>,
    /// The day of publication, `YYYY-MM-DD`.
    pub published: Option<String>,
    /// The number of the sentence, from 0; headlines follow the body.
    pub sentence: u32,
    /// The sentence as it stands in the article.
    pub sentence_text: String,
    /// The words that evoke the claim.
    pub trigger: TriggerRow,
    /// Who promises, meets, supports, takes part, moves, speaks.
    pub parties: Vec<ParticipantRow>,
    /// To whom it is promised or said, who is supported or opposed.
    pub counterparts: Vec<ParticipantRow>,
    /// For alignments and processes, such as `ally` or `guarantor`; for
    /// commitments and meetings the turn that is reported, such as `broken`
    /// or `moved`; for movements `leaves`, `leaving`, `enters` or `entering`;
    /// for statements how the speaker holds the content, such as `neutral`.
    pub relation: Option<String>,
    /// The words that say what is promised or said, or name the meeting or format.
    pub content: Option<TriggerRow>,
    /// The words that say what a promise is bound to.
    #[serde(default)]
    pub condition: Option<TriggerRow>,
    /// Where, from where, to where.
    pub places: Vec<PlaceRow>,
    /// The deadline, the interval of the meeting, since when, or when it was said.
    pub time: Option<TimeRow>,
    /// How the text presents it.
    pub factuality: String,
    /// `positive` or `negative`.
    pub polarity: String,
    /// According to whom, outermost speaker first.
    pub attribution: Vec<AttributionRow>,
    /// Rules, patterns and resource rows that had a part in it.
    pub found_by: Vec<String>,
    /// Name and version of the program.
    pub coder: String,
    /// A digest of the resource tables.
    pub data_digest: String,
    /// A digest of the parser's weights.
    pub model_digest: String,
    /// What an analyst says of the row.
    pub correction: Option<CorrectionRow>,
}

/// The published rows of one article's claims, in their order; a claim that
/// is made twice with the same words is one row.
pub fn claim_rows(article: &Article, claims: &[Claim], stamp: &Stamp) -> Vec<ClaimRow> {
    let mut rows: Vec<ClaimRow> = Vec::with_capacity(claims.len());
    for claim in claims {
        let row = claim_row(article, claim, stamp);
        if rows.iter().all(|earlier| earlier.id != row.id) {
            rows.push(row);
        }
    }
    rows
}

fn claim_row(article: &Article, claim: &Claim, stamp: &Stamp) -> ClaimRow {
    let text = article.verbatim.as_str();
    let mut row = ClaimRow {
        schema: SCHEMA.to_owned(),
        kind: claim.kind.name().to_owned(),
        id: String::new(),
        article_id: article.id.clone(),
        outlet: article.outlet.clone(),
        url: article.url.clone(),
        published: article.published.map(|date| date.to_string()),
        sentence: claim.sentence,
        sentence_text: claim.sentence_span.of(text).to_owned(),
        trigger: mention_row::trigger_row(claim.trigger, text),
        parties: claim.parties.iter().map(|party| mention_row::participant_row(party, text)).collect(),
        counterparts: claim.counterparts.iter().map(|party| mention_row::participant_row(party, text)).collect(),
        relation: claim.relation.as_ref().map(ToString::to_string),
        content: claim.content.map(|span| mention_row::trigger_row(span, text)),
        condition: claim.condition.map(|span| mention_row::trigger_row(span, text)),
        places: claim.places.iter().map(|place| mention_row::place_row(place, text)).collect(),
        time: claim.time.as_ref().map(|time| mention_row::time_row(time, text)),
        factuality: claim.factuality.name().to_owned(),
        polarity: claim.polarity.name().to_owned(),
        attribution: claim.attribution.iter().map(|link| mention_row::attribution_row(link, text)).collect(),
        found_by: claim.found_by.iter().map(ToString::to_string).collect(),
        coder: stamp.coder.clone(),
        data_digest: stamp.data_digest.clone(),
        model_digest: stamp.model_digest.clone(),
        correction: None,
    };
    let content = row.content.as_ref().map_or("", |content| content.text.as_str());
    let relation = row.relation.as_deref().unwrap_or("");
    let place = format!("{} {}", row.sentence, row.trigger.start);
    let mut parts = vec![SCHEMA, &row.kind, &row.article_id, &place, &row.sentence_text, relation, content];
    parts.extend(row.parties.iter().chain(&row.counterparts).map(|party| party.name.as_deref().unwrap_or(&party.text)));
    row.id = content_id(parts);
    row
}
