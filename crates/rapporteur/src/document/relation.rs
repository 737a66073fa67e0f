//! The relations of Universal Dependencies that the English treebank uses.

/// A relation between a word and its head (Universal Dependencies, English EWT).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the names are the treebank's own")]
pub enum Relation {
    Acl,
    AclRelcl,
    Advcl,
    AdvclRelcl,
    Advmod,
    Amod,
    Appos,
    Aux,
    AuxPass,
    Case,
    Cc,
    CcPreconj,
    Ccomp,
    Compound,
    CompoundPrt,
    Conj,
    Cop,
    Csubj,
    CsubjOuter,
    CsubjPass,
    Dep,
    Det,
    DetPredet,
    Discourse,
    Dislocated,
    Expl,
    Fixed,
    Flat,
    Goeswith,
    Iobj,
    List,
    Mark,
    Nmod,
    NmodDesc,
    NmodPoss,
    NmodUnmarked,
    Nsubj,
    NsubjOuter,
    NsubjPass,
    Nummod,
    Obj,
    Obl,
    OblAgent,
    OblUnmarked,
    Orphan,
    Parataxis,
    Punct,
    Reparandum,
    Root,
    Vocative,
    Xcomp,
}

/// Every Relation, with its name, in the order of the enum.
const NAMES: [(Relation, &str); 51] = [
    (Relation::Acl, "acl"),
    (Relation::AclRelcl, "acl:relcl"),
    (Relation::Advcl, "advcl"),
    (Relation::AdvclRelcl, "advcl:relcl"),
    (Relation::Advmod, "advmod"),
    (Relation::Amod, "amod"),
    (Relation::Appos, "appos"),
    (Relation::Aux, "aux"),
    (Relation::AuxPass, "aux:pass"),
    (Relation::Case, "case"),
    (Relation::Cc, "cc"),
    (Relation::CcPreconj, "cc:preconj"),
    (Relation::Ccomp, "ccomp"),
    (Relation::Compound, "compound"),
    (Relation::CompoundPrt, "compound:prt"),
    (Relation::Conj, "conj"),
    (Relation::Cop, "cop"),
    (Relation::Csubj, "csubj"),
    (Relation::CsubjOuter, "csubj:outer"),
    (Relation::CsubjPass, "csubj:pass"),
    (Relation::Dep, "dep"),
    (Relation::Det, "det"),
    (Relation::DetPredet, "det:predet"),
    (Relation::Discourse, "discourse"),
    (Relation::Dislocated, "dislocated"),
    (Relation::Expl, "expl"),
    (Relation::Fixed, "fixed"),
    (Relation::Flat, "flat"),
    (Relation::Goeswith, "goeswith"),
    (Relation::Iobj, "iobj"),
    (Relation::List, "list"),
    (Relation::Mark, "mark"),
    (Relation::Nmod, "nmod"),
    (Relation::NmodDesc, "nmod:desc"),
    (Relation::NmodPoss, "nmod:poss"),
    (Relation::NmodUnmarked, "nmod:unmarked"),
    (Relation::Nsubj, "nsubj"),
    (Relation::NsubjOuter, "nsubj:outer"),
    (Relation::NsubjPass, "nsubj:pass"),
    (Relation::Nummod, "nummod"),
    (Relation::Obj, "obj"),
    (Relation::Obl, "obl"),
    (Relation::OblAgent, "obl:agent"),
    (Relation::OblUnmarked, "obl:unmarked"),
    (Relation::Orphan, "orphan"),
    (Relation::Parataxis, "parataxis"),
    (Relation::Punct, "punct"),
    (Relation::Reparandum, "reparandum"),
    (Relation::Root, "root"),
    (Relation::Vocative, "vocative"),
    (Relation::Xcomp, "xcomp"),
];

impl Relation {
    /// All of them, in the order of the enum.
    pub fn all() -> impl Iterator<Item = Relation> {
        NAMES.iter().map(|&(value, _)| value)
    }

    /// The name in the treebank.
    pub fn name(self) -> &'static str {
        NAMES[self as usize].1
    }

    /// The value of a name, if there is one.
    pub fn from_name(name: &str) -> Option<Relation> {
        NAMES.iter().find(|(_, known)| *known == name).map(|&(value, _)| value)
    }
}

impl Relation {
    /// Whether the dependent is a subject of any kind.
    pub fn is_subject(self) -> bool {
        matches!(
            self,
            Relation::Nsubj | Relation::NsubjPass | Relation::NsubjOuter | Relation::Csubj | Relation::CsubjPass | Relation::CsubjOuter
        )
    }

    /// Whether the relation is an adjunct or oblique argument of any kind.
    pub fn is_oblique(self) -> bool {
        matches!(self, Relation::Obl | Relation::OblAgent | Relation::OblUnmarked)
    }

    /// Whether the dependent modifies a noun as a phrase of its own.
    pub fn is_nominal_modifier(self) -> bool {
        matches!(self, Relation::Nmod | Relation::NmodDesc | Relation::NmodPoss | Relation::NmodUnmarked)
    }
}
