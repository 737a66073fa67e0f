//! What a toponym stands for: the place itself, the government that sits
//! there, or a part of another name.

use crate::document::{Document, Relation, TokenId};
use crate::resource::Gazetteer;
use crate::resource::gazetteer::PlaceWord;

/// What a toponym stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Usage {
    /// The place itself: `talks in Moscow`.
    Location,
    /// The government: `according to Moscow`.
    Government,
    /// A part of the name of an agreement or the like: `the Astana process`.
    Name,
}

impl Usage {
    /// The published name.
    pub fn name(self) -> &'static str {
        match self {
            Usage::Location => "location",
            Usage::Government => "government",
            Usage::Name => "name",
        }
    }
}

/// What the toponym headed by a word stands for. `governs` says whether the
/// place is a country or a capital.
pub(super) fn usage(gazetteer: &Gazetteer, document: &Document<'_>, head: TokenId, governs: bool) -> Usage {
    let words = gazetteer.words();
    let token = document.token(head);
    let Some(governor) = token.head else { return Usage::Location };
    // The noun may stand behind an adjective or two: `the Astana peace process`.
    let noun = document.lemma(governor).to_lowercase();
    match token.relation {
        Relation::Compound | Relation::Amod | Relation::Nmod if has_no_preposition(document, head) => {
            if words.is(PlaceWord::Format, &noun) {
                Usage::Name
            } else if governs && words.is(PlaceWord::Government, &noun) {
                Usage::Government
            } else {
                Usage::Location
            }
        }
        Relation::Nsubj if governs && !words.is(PlaceWord::Still, &noun) && document.child_by(governor, Relation::Cop).is_none() => {
            Usage::Government
        }
        Relation::Obl | Relation::Nmod | Relation::OblAgent if governs && is_speaker(document, head) => Usage::Government,
        Relation::Conj if governor.index() < head.index() && document.token(governor).relation != Relation::Conj => {
            usage(gazetteer, document, governor, governs)
        }
        _ => Usage::Location,
    }
}

fn has_no_preposition(document: &Document<'_>, head: TokenId) -> bool {
    document.child_by(head, Relation::Case).is_none_or(|case| matches!(document.form(case), "'s" | "’s"))
}

/// Whether `according to` or the agent's `by` stands before.
fn is_speaker(document: &Document<'_>, head: TokenId) -> bool {
    let is_agent = document.token(head).relation == Relation::OblAgent;
    document.children_by(head, Relation::Case).any(|case| {
        let word = document.form(case).to_lowercase();
        word == "according" || word == "by" && is_agent
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::conllu::read_conllu;
    use crate::resource::Resources;

    /// The usage of the first word with this form.
    fn check(parse: &str, form: &str, expect: Usage) {
        let resources = Resources::embedded();
        let treebank = read_conllu(parse).expect("the parse is well formed");
        let document = treebank.document();
        let head = (0..document.tokens.len()).map(TokenId::new).find(|&id| document.form(id) == form).expect("the word is there");
        assert_eq!(usage(&resources.gazetteer, &document, head, true), expect, "{form}");
    }

    #[test]
    fn governments_and_names_are_no_places() {
        let talks =
            "1 Talks talk NOUN NNS _ 2 nsubj\n2 ended end VERB VBD _ 0 root\n3 in in ADP IN _ 4 case\n4 Moscow Moscow PROPN NNP _ 2 obl\n";
        check(talks, "Moscow", Usage::Location);
        let according = "1 It it PRON PRP _ 2 nsubj\n2 ended end VERB VBD _ 0 root\n3 according accord VERB VBG _ 5 case\n4 to to ADP IN _ 3 fixed\n5 Moscow Moscow PROPN NNP _ 2 obl\n";
        check(according, "Moscow", Usage::Government);
        let agreed = "1 Moscow Moscow PROPN NNP _ 2 nsubj\n2 agreed agree VERB VBD _ 0 root\n";
        check(agreed, "Moscow", Usage::Government);
        let fell = "1 Moscow Moscow PROPN NNP _ 2 nsubj\n2 burned burn VERB VBD _ 0 root\n";
        check(fell, "Moscow", Usage::Location);
        let process = "1 the the DET DT _ 4 det\n2 Astana Astana PROPN NNP _ 4 compound\n3 peace peace NOUN NN _ 4 compound\n4 process process NOUN NN _ 0 root\n";
        check(process, "Astana", Usage::Name);
        let regime = "1 the the DET DT _ 3 det\n2 Damascus Damascus PROPN NNP _ 3 compound\n3 regime regime NOUN NN _ 0 root\n";
        check(regime, "Damascus", Usage::Government);
    }
}
