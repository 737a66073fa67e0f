//! What one report says, as the record takes it in.
//!
//! A statement is an event mention or a claim of an article that is known,
//! with its words instead of spans. It is built from published rows, since
//! the record is recomputed from what is stored.

use crate::event::ClaimKind;
use crate::ontology::{Factuality, Polarity};
use jiff::civil::Date;

/// One event mention or claim of one article.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    /// The published id of the event mention or claim.
    pub id: String,
    /// The ledger that a claim feeds; none for an event mention.
    pub claim: Option<ClaimKind>,
    /// The key of the article.
    pub article: String,
    /// The key of the article whose text this one nearly repeats, or its
    /// own. Reports with the same original are one report for confidence.
    pub original: String,
    /// Who published it.
    pub outlet: Option<String>,
    /// The civil day of publication.
    pub published: Option<Date>,
    /// The number of the sentence, from 0.
    pub sentence: u32,
    /// The sentence.
    pub sentence_text: String,
    /// The words that evoke it.
    pub trigger: String,
    /// The ontology's category, such as `AGREE`; none for a claim.
    pub event_type: Option<String>,
    /// The manner.
    pub mode: Option<String>,
    /// Themes.
    pub contexts: Vec<String>,
    /// CAMEO code.
    pub cameo: Option<String>,
    /// 1 to 4; none for a claim.
    pub quad_class: Option<u8>,
    /// From -10 to 10.
    pub intensity: Option<f32>,
    /// For a claim its relation (`ally`, `guarantor`) or the turn that it
    /// reports (`broken`, `extended`, `moved`, `cancelled`).
    pub relation: Option<String>,
    /// What is promised, or the name of the meeting or format.
    pub content: Option<String>,
    /// The condition that a promise is bound to.
    pub condition: Option<String>,
    /// The sources of an event mention, the parties of a claim.
    pub sources: Vec<Party>,
    /// The targets of an event mention, the counterparts of a claim.
    pub targets: Vec<Party>,
    /// Whether the parties did it to each other.
    pub reciprocal: bool,
    /// Where.
    pub places: Vec<Scene>,
    /// When; the deadline of a promise, the days of a meeting, since when a
    /// relation holds.
    pub time: Option<When>,
    /// How the text presents its truth.
    pub factuality: Factuality,
    /// Whether the text says that it is so or is not so.
    pub polarity: Polarity,
    /// According to whom, outermost speaker first.
    pub attribution: Vec<Speaker>,
    /// People killed, as stated.
    pub killed: Option<u32>,
    /// People wounded, as stated.
    pub wounded: Option<u32>,
    /// From 0 to 1.
    pub confidence: f32,
}

impl Default for Statement {
    fn default() -> Statement {
        Statement {
            id: String::new(),
            claim: None,
            article: String::new(),
            original: String::new(),
            outlet: None,
            published: None,
            sentence: 0,
            sentence_text: String::new(),
            trigger: String::new(),
            event_type: None,
            mode: None,
            contexts: Vec::new(),
            cameo: None,
            quad_class: None,
            intensity: None,
            relation: None,
            content: None,
            condition: None,
            sources: Vec::new(),
            targets: Vec::new(),
            reciprocal: false,
            places: Vec::new(),
            time: None,
            factuality: Factuality::Asserted,
            polarity: Polarity::Positive,
            attribution: Vec::new(),
            killed: None,
            wounded: None,
            confidence: 0.0,
        }
    }
}

/// Somebody who acts, to whom something is done, or who stands in a relation.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Party {
    /// The phrase of the text.
    pub text: String,
    /// The canonical name; none if the phrase is in no table.
    pub name: Option<String>,
    /// The row of the tables.
    pub actor_id: Option<String>,
    /// ISO 3166-1 alpha-3, or an organisation's code.
    pub country: Option<String>,
    /// PLOVER sectors, the most specific first.
    pub sectors: Vec<String>,
    /// The office that justified country and sectors, with its dates.
    pub role: Option<String>,
}

/// A place with the part that it plays.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scene {
    /// The toponym.
    pub text: String,
    /// The gazetteer's name.
    pub name: String,
    /// GeoNames id.
    pub geonames_id: Option<u32>,
    /// ISO 3166-1 alpha-3.
    pub country: Option<String>,
    /// First-order division.
    pub admin1: Option<String>,
    /// WGS84 degrees.
    pub latitude: Option<f64>,
    /// WGS84 degrees.
    pub longitude: Option<f64>,
    /// `site`, `city`, `district`, `province`, `country` or `region`.
    pub precision: Option<String>,
    /// `location`, `topic`, `origin`, `destination` or `said`.
    pub role: String,
}

/// An interval of civil days, both ends included; an open end is none.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct When {
    /// The words, if there are any.
    pub text: Option<String>,
    /// The first day.
    pub start: Option<Date>,
    /// The last day.
    pub end: Option<Date>,
    /// `hour`, `day`, `week`, `month`, `part-of-year`, `year` or `decade`.
    pub granularity: String,
    /// `timex`, `context` or `published`.
    pub basis: String,
}

/// One link of the chain of speakers.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Speaker {
    /// The speaker's words in the text.
    pub text: Option<String>,
    /// The canonical name.
    pub name: Option<String>,
    /// The speaker's country.
    pub country: Option<String>,
    /// `direct_quote`, `indirect` or `according_to`.
    pub manner: String,
    /// The verb or phrase that introduces the words.
    pub cue: Option<String>,
}
