//! Words of a document and their tags.

use super::relation::Relation;
use crate::evidence::Span;

/// The place of a token in [`Document::tokens`](super::Document::tokens).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TokenId(u32);

impl TokenId {
    /// Makes an id from a place in the array.
    pub fn new(index: usize) -> TokenId {
        TokenId(index as u32)
    }

    /// The place in the array.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// One syntactic word. It copies no text: its form is its span of the
/// verbatim text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Which bytes of the verbatim text.
    pub span: Span,
    /// The dictionary form; lower case except for proper names.
    pub lemma: Box<str>,
    /// Universal part of speech.
    pub upos: Upos,
    /// Penn Treebank tag.
    pub xpos: Xpos,
    /// The word that this one depends on; none for a sentence's root.
    pub head: Option<TokenId>,
    /// The relation to the head.
    pub relation: Relation,
    /// Position in a named entity.
    pub entity: EntityTag,
    /// Whether this word and the one before are parts of one written token,
    /// such as `n't` after `did`.
    pub joined: bool,
}

/// The kinds of named entity that the parser tells apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum EntityLabel {
    /// A person.
    Person,
    /// An organisation, armed group, company or institution.
    Organisation,
    /// A country, region with a government, or city.
    GeoPolitical,
    /// A place without a government: mountains, rivers, regions.
    Location,
    /// A building, road, airport or base.
    Facility,
    /// A nationality, religious or political group, also as an adjective.
    Group,
    /// A named event, such as a war or summit.
    Event,
}

/// The position of a word in a named entity, in the BIO notation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum EntityTag {
    /// In no entity.
    #[default]
    Outside,
    /// The first word of an entity.
    Begin(EntityLabel),
    /// A later word of an entity.
    Inside(EntityLabel),
}

impl EntityTag {
    /// The label, if the word is in an entity.
    pub fn label(self) -> Option<EntityLabel> {
        match self {
            EntityTag::Outside => None,
            EntityTag::Begin(label) | EntityTag::Inside(label) => Some(label),
        }
    }
}

/// A universal part of speech.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the names are the treebank's own")]
pub enum Upos {
    Adj,
    Adp,
    Adv,
    Aux,
    Cconj,
    Det,
    Intj,
    Noun,
    Num,
    Part,
    Pron,
    Propn,
    Punct,
    Sconj,
    Sym,
    Verb,
    X,
}

/// Every Upos, with its name, in the order of the enum.
const UPOS_NAMES: [(Upos, &str); 17] = [
    (Upos::Adj, "ADJ"),
    (Upos::Adp, "ADP"),
    (Upos::Adv, "ADV"),
    (Upos::Aux, "AUX"),
    (Upos::Cconj, "CCONJ"),
    (Upos::Det, "DET"),
    (Upos::Intj, "INTJ"),
    (Upos::Noun, "NOUN"),
    (Upos::Num, "NUM"),
    (Upos::Part, "PART"),
    (Upos::Pron, "PRON"),
    (Upos::Propn, "PROPN"),
    (Upos::Punct, "PUNCT"),
    (Upos::Sconj, "SCONJ"),
    (Upos::Sym, "SYM"),
    (Upos::Verb, "VERB"),
    (Upos::X, "X"),
];

impl Upos {
    /// All of them, in the order of the enum.
    pub fn all() -> impl Iterator<Item = Upos> {
        UPOS_NAMES.iter().map(|&(value, _)| value)
    }

    /// The name in the treebank.
    pub fn name(self) -> &'static str {
        UPOS_NAMES[self as usize].1
    }

    /// The value of a name, if there is one.
    pub fn from_name(name: &str) -> Option<Upos> {
        UPOS_NAMES.iter().find(|(_, known)| *known == name).map(|&(value, _)| value)
    }
}

/// A part of speech of the Penn Treebank, as the English treebank writes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the names are the treebank's own")]
pub enum Xpos {
    Dollar,
    Closequote,
    Comma,
    Lrb,
    Rrb,
    Stop,
    Colon,
    Add,
    Afx,
    Cc,
    Cd,
    Dt,
    Ex,
    Fw,
    Gw,
    Hyph,
    In,
    Jj,
    Jjr,
    Jjs,
    Ls,
    Md,
    Nfp,
    Nn,
    Nnp,
    Nnps,
    Nns,
    Pdt,
    Pos,
    Prp,
    Prpposs,
    Rb,
    Rbr,
    Rbs,
    Rp,
    Sym,
    To,
    Uh,
    Vb,
    Vbd,
    Vbg,
    Vbn,
    Vbp,
    Vbz,
    Wdt,
    Wp,
    Wpposs,
    Wrb,
    Openquote,
}

/// Every Xpos, with its name, in the order of the enum.
const XPOS_NAMES: [(Xpos, &str); 49] = [
    (Xpos::Dollar, "$"),
    (Xpos::Closequote, "''"),
    (Xpos::Comma, ","),
    (Xpos::Lrb, "-LRB-"),
    (Xpos::Rrb, "-RRB-"),
    (Xpos::Stop, "."),
    (Xpos::Colon, ":"),
    (Xpos::Add, "ADD"),
    (Xpos::Afx, "AFX"),
    (Xpos::Cc, "CC"),
    (Xpos::Cd, "CD"),
    (Xpos::Dt, "DT"),
    (Xpos::Ex, "EX"),
    (Xpos::Fw, "FW"),
    (Xpos::Gw, "GW"),
    (Xpos::Hyph, "HYPH"),
    (Xpos::In, "IN"),
    (Xpos::Jj, "JJ"),
    (Xpos::Jjr, "JJR"),
    (Xpos::Jjs, "JJS"),
    (Xpos::Ls, "LS"),
    (Xpos::Md, "MD"),
    (Xpos::Nfp, "NFP"),
    (Xpos::Nn, "NN"),
    (Xpos::Nnp, "NNP"),
    (Xpos::Nnps, "NNPS"),
    (Xpos::Nns, "NNS"),
    (Xpos::Pdt, "PDT"),
    (Xpos::Pos, "POS"),
    (Xpos::Prp, "PRP"),
    (Xpos::Prpposs, "PRP$"),
    (Xpos::Rb, "RB"),
    (Xpos::Rbr, "RBR"),
    (Xpos::Rbs, "RBS"),
    (Xpos::Rp, "RP"),
    (Xpos::Sym, "SYM"),
    (Xpos::To, "TO"),
    (Xpos::Uh, "UH"),
    (Xpos::Vb, "VB"),
    (Xpos::Vbd, "VBD"),
    (Xpos::Vbg, "VBG"),
    (Xpos::Vbn, "VBN"),
    (Xpos::Vbp, "VBP"),
    (Xpos::Vbz, "VBZ"),
    (Xpos::Wdt, "WDT"),
    (Xpos::Wp, "WP"),
    (Xpos::Wpposs, "WP$"),
    (Xpos::Wrb, "WRB"),
    (Xpos::Openquote, "``"),
];

impl Xpos {
    /// All of them, in the order of the enum.
    pub fn all() -> impl Iterator<Item = Xpos> {
        XPOS_NAMES.iter().map(|&(value, _)| value)
    }

    /// The name in the treebank.
    pub fn name(self) -> &'static str {
        XPOS_NAMES[self as usize].1
    }

    /// The value of a name, if there is one.
    pub fn from_name(name: &str) -> Option<Xpos> {
        XPOS_NAMES.iter().find(|(_, known)| *known == name).map(|&(value, _)| value)
    }
}
