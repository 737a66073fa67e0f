//! Anaphors and what they take up, on short texts parsed by hand.

#![allow(clippy::unwrap_used, reason = "a broken assumption should end the run with its place")]

use rapporteur::article::Article;
use rapporteur::diagnostic::Diagnostics;
use rapporteur::document::TokenId;
use rapporteur::document::conllu::read_conllu;
use rapporteur::entity::{EntityMention, resolve};
use rapporteur::resource::Resources;

const RUSSIA_AND_TURKEY: &str = "
1 Russia Russia PROPN NNP _ 4 nsubj
2 and and CCONJ CC _ 3 cc
3 Turkey Turkey PROPN NNP _ 1 conj
4 agreed agree VERB VBD _ 0 root
5 on on ADP IN _ 7 case
6 their their PRON PRP$ _ 7 nmod:poss
7 plan plan NOUN NN _ 4 obl
8 . . PUNCT . _ 4 punct

1 Both both DET DT _ 2 det
2 countries country NOUN NNS _ 3 nsubj
3 praised praise VERB VBD _ 0 root
4 it it PRON PRP _ 3 obj
5 . . PUNCT . _ 3 punct
";

const KINGDOM: &str = "
1 Saudi Saudi PROPN NNP _ 2 compound
2 Arabia Arabia PROPN NNP _ 3 nsubj
3 recalled recall VERB VBD _ 0 root
4 its its PRON PRP$ _ 5 nmod:poss
5 ambassador ambassador NOUN NN _ 3 obj
6 from from ADP IN _ 7 case
7 Beirut Beirut PROPN NNP _ 5 nmod
8 . . PUNCT . _ 3 punct

1 The the DET DT _ 2 det
2 kingdom kingdom NOUN NN _ 3 nsubj
3 stopped stop VERB VBD _ 0 root
4 imports import NOUN NNS _ 3 obj
5 . . PUNCT . _ 3 punct
";

const COUNTERPART: &str = "
1 Sergey Sergey PROPN NNP _ 3 nsubj
2 Lavrov Lavrov PROPN NNP _ 1 flat
3 met meet VERB VBD _ 0 root
4 his his PRON PRP$ _ 6 nmod:poss
5 Turkish Turkish ADJ JJ _ 6 amod
6 counterpart counterpart NOUN NN _ 3 obj
7 . . PUNCT . _ 3 punct

1 Lavrov Lavrov PROPN NNP _ 2 nsubj
2 said say VERB VBD _ 0 root
3 we we PRON PRP _ 4 nsubj
4 agreed agree VERB VBD _ 2 ccomp
5 . . PUNCT . _ 2 punct

1 The the DET DT _ 2 det
2 minister minister NOUN NN _ 3 nsubj
3 left leave VERB VBD _ 0 root
4 . . PUNCT . _ 3 punct
";

const GROUP: &str = "
1 Hezbollah Hezbollah PROPN NNP _ 2 nsubj
2 denied deny VERB VBD _ 0 root
3 it it PRON PRP _ 2 obj
4 . . PUNCT . _ 2 punct

1 The the DET DT _ 2 det
2 group group NOUN NN _ 3 nsubj
3 blamed blame VERB VBD _ 0 root
4 Israel Israel PROPN NNP _ 3 obj
5 , , PUNCT , _ 7 punct
6 which which PRON WDT _ 7 nsubj
7 attacked attack VERB VBD _ 4 acl:relcl
8 them they PRON PRP _ 7 obj
9 . . PUNCT . _ 3 punct
";

const ARMY: &str = "
1 RSF RSF PROPN NNP _ 2 compound
2 fighters fighter NOUN NNS _ 3 nsubj
3 shelled shell VERB VBD _ 0 root
4 houses house NOUN NNS _ 3 obj
5 . . PUNCT . _ 3 punct

1 The the DET DT _ 2 det
2 army army NOUN NN _ 3 nsubj
3 withdrew withdraw VERB VBD _ 0 root
4 . . PUNCT . _ 3 punct
";

const CAPITALS: &str = "
1 Officials official NOUN NNS _ 4 nsubj
2 in in ADP IN _ 3 case
3 Moscow Moscow PROPN NNP _ 1 nmod
4 met meet VERB VBD _ 0 root
5 according accord VERB VBG _ 7 case
6 to to ADP IN _ 5 fixed
7 Seoul Seoul PROPN NNP _ 4 obl
8 . . PUNCT . _ 4 punct
";

const OTHER_SOLDIERS: &str = "
1 Chilean Chilean ADJ JJ _ 2 amod
2 soldiers soldier NOUN NNS _ 3 nsubj
3 met meet VERB VBD _ 0 root
4 the the DET DT _ 6 det
5 vice vice NOUN NN _ 6 compound
6 president president NOUN NN _ 3 obj
7 of of ADP IN _ 8 case
8 Peru Peru PROPN NNP _ 6 nmod
9 . . PUNCT . _ 3 punct

1 The the DET DT _ 3 det
2 other other ADJ JJ _ 3 amod
3 soldiers soldier NOUN NNS _ 4 nsubj
4 told tell VERB VBD _ 0 root
5 the the DET DT _ 6 det
6 president president NOUN NN _ 4 obj
7 . . PUNCT . _ 4 punct

1 The the DET DT _ 2 det
2 soldiers soldier NOUN NNS _ 3 nsubj
3 left leave VERB VBD _ 0 root
4 . . PUNCT . _ 3 punct
";

const PAIR: &str = "
1 Brazil Brazil PROPN NNP _ 2 nsubj
2 warned warn VERB VBD _ 0 root
3 Peruvian Peruvian ADJ JJ _ 4 amod
4 rebels rebel NOUN NNS _ 2 obj
5 and and CCONJ CC _ 7 cc
6 their their PRON PRP$ _ 7 nmod:poss
7 backers backer NOUN NNS _ 4 conj
8 . . PUNCT . _ 2 punct
";

const ASKED: &str = "
1 Brazil Brazil PROPN NNP _ 2 nsubj
2 asked ask VERB VBD _ 0 root
3 Chile Chile PROPN NNP _ 2 obj
4 and and CCONJ CC _ 5 cc
5 Peru Peru PROPN NNP _ 3 conj
6 to to PART TO _ 7 mark
7 free free VERB VB _ 2 xcomp
8 them they PRON PRP _ 7 obj
9 . . PUNCT . _ 2 punct
";

const WITHDRAWAL: &str = "
1 Brazil Brazil PROPN NNP _ 3 nsubj
2 has have AUX VBZ _ 3 aux
3 soldiers soldier NOUN NNS _ 0 root
4 in in ADP IN _ 5 case
5 Haiti Haiti PROPN NNP _ 3 nmod
6 . . PUNCT . _ 3 punct

1 Brazil Brazil PROPN NNP _ 3 nsubj
2 will will AUX MD _ 3 aux
3 withdraw withdraw VERB VB _ 0 root
4 from from ADP IN _ 6 case
5 the the DET DT _ 6 det
6 country country NOUN NN _ 3 obl
7 . . PUNCT . _ 3 punct
";

const BACKED: &str = "
1 Brazil Brazil PROPN NNP _ 3 compound
2 - - PUNCT HYPH _ 3 punct
3 backed back VERB VBN _ 4 amod
4 rebels rebel NOUN NNS _ 5 nsubj
5 shot shoot VERB VBD _ 0 root
6 the the DET DT _ 7 det
7 mayor mayor NOUN NN _ 5 obj
8 of of ADP IN _ 9 case
9 Oleno Oleno PROPN NNP _ 7 nmod
10 , , PUNCT , _ 11 punct
11 Ada Ada PROPN NNP _ 7 appos
12 Berg Berg PROPN NNP _ 11 flat
13 . . PUNCT . _ 5 punct
";

/// Reads a text and shows the actors headed by a word: the `nth` of that form.
fn check(text: &str, form: &str, nth: usize, expect: &str) {
    let treebank = read_conllu(text).unwrap();
    let document = treebank.document();
    let article = Article { published: "2024-05-15".parse().ok(), ..Article::default() };
    let entities = resolve(&Resources::embedded(), &article, &document, &mut Diagnostics::default());
    let word = (0..document.tokens.len()).map(TokenId::new).filter(|&id| document.form(id) == form).nth(nth).unwrap();
    let shown: Vec<String> = entities.actors_at(word).iter().map(|actor| format!("{} {:?}", actor.name, actor.sectors)).collect();
    assert_eq!(shown.join(" + "), expect, "{form}");
}

#[test]
fn two_countries() {
    check(RUSSIA_AND_TURKEY, "their", 0, "Russia [GOV] + Turkey [GOV]");
    check(RUSSIA_AND_TURKEY, "countries", 0, "Russia [GOV] + Turkey [GOV]");
}

#[test]
fn the_kingdom() {
    check(KINGDOM, "its", 0, "Saudi Arabia [GOV]");
    check(KINGDOM, "ambassador", 0, "its ambassador [GOV]");
    check(KINGDOM, "Beirut", 0, "Lebanon [GOV]");
    check(KINGDOM, "kingdom", 0, "Saudi Arabia [GOV]");
}

#[test]
fn speakers_and_counterparts() {
    check(COUNTERPART, "his", 0, "Sergey Lavrov [GOV]");
    check(COUNTERPART, "counterpart", 0, "Hakan Fidan [GOV]");
    check(COUNTERPART, "Lavrov", 1, "Sergey Lavrov [GOV]");
    check(COUNTERPART, "we", 0, "Sergey Lavrov [GOV]");
    check(COUNTERPART, "minister", 0, "Sergey Lavrov [GOV]");
}

#[test]
fn the_group() {
    check(GROUP, "group", 0, "Hezbollah [PTY, PRM]");
    check(GROUP, "which", 0, "Israel [GOV]");
    check(GROUP, "them", 0, "Hezbollah [PTY, PRM]");
}

#[test]
fn an_army_is_of_the_only_country_named() {
    check(ARMY, "fighters", 0, "Rapid Support Forces [REB]");
    check(ARMY, "army", 0, "army [MIL]");
}

#[test]
fn a_phrase_that_tells_more_is_about_somebody_else() {
    check(OTHER_SOLDIERS, "soldiers", 1, "other soldiers [MIL]");
    check(OTHER_SOLDIERS, "soldiers", 2, "Chilean soldiers [MIL]");
    check(OTHER_SOLDIERS, "president", 1, "president [GOV]");
}

#[test]
fn a_possessor_takes_up_what_stands_beside_its_noun() {
    check(PAIR, "their", 0, "Peruvian rebels [REB]");
    check(PAIR, "backers", 0, "");
}

#[test]
fn whoever_is_asked_is_not_the_object() {
    check(ASKED, "them", 0, "");
}

#[test]
fn nobody_withdraws_from_the_own_country() {
    check(WITHDRAWAL, "country", 0, "Haiti [GOV]");
}

#[test]
fn a_backer_lends_no_country_and_a_place_is_no_mayor() {
    check(BACKED, "rebels", 0, "Brazil - backed rebels [REB]");
    check(BACKED, "mayor", 0, "Ada Berg [GOV]");
}

#[test]
fn a_capital_is_a_government_only_where_it_acts() {
    check(CAPITALS, "Moscow", 0, "");
    check(CAPITALS, "Seoul", 0, "South Korea [GOV]");
}

#[test]
fn coreferent_mentions_share_their_entity() {
    let treebank = read_conllu(COUNTERPART).unwrap();
    let document = treebank.document();
    let article = Article { published: "2024-05-15".parse().ok(), ..Article::default() };
    let entities = resolve(&Resources::embedded(), &article, &document, &mut Diagnostics::default());
    let entity = |mention: &EntityMention| (document.form(mention.head).to_owned(), mention.entity.0);
    let shown: Vec<(String, u32)> = entities.mentions.iter().map(entity).collect();
    let expect = [("Sergey", 0), ("his", 0), ("counterpart", 1), ("Lavrov", 0), ("we", 0), ("minister", 0)];
    assert_eq!(shown, expect.map(|(form, id)| (form.to_owned(), id)));
}
