//! Logical subjects and objects of hand-parsed sentences.

#![allow(clippy::unwrap_used, reason = "a broken assumption should end the run with its place")]

use rapporteur::document::TokenId;
use rapporteur::document::conllu::read_conllu;
use rapporteur::event::tree::Tree;
use rapporteur::resource::syntax::SyntaxTables;
use rapporteur::resource::{Problems, Sources};

/// `parse` is one word a line: form, part of speech, head, relation.
/// `expect` is `subjects > objects` of the word `trigger`.
fn check(parse: &str, trigger: &str, expect: &str) {
    let conllu: String = parse
        .split(';')
        .enumerate()
        .map(|(i, line)| {
            let cells: Vec<&str> = line.split_whitespace().collect();
            let (form, tag) = (cells[0], cells[1]);
            let (upos, xpos) = tag.split_once('/').unwrap_or((tag, "NN"));
            let lemma = cells.get(4).copied().unwrap_or(form).to_lowercase();
            format!("{}\t{form}\t{lemma}\t{upos}\t{xpos}\t_\t{}\t{}\t_\t_\n", i + 1, cells[2], cells[3])
        })
        .collect();
    let treebank = read_conllu(&conllu).unwrap();
    let document = treebank.document();
    let mut problems = Problems::default();
    let tables = SyntaxTables::build(&Sources::embedded(), &mut problems);
    let tree = Tree::new(&document, &tables);
    let id = (0..document.tokens.len()).map(TokenId::new).find(|&id| document.form(id) == trigger).unwrap();
    let phrases = |heads: Vec<TokenId>| {
        heads.into_iter().map(|head| document.span_of(&tree.phrase(head)).of(document.text)).collect::<Vec<&str>>().join(", ")
    };
    assert_eq!(format!("{} > {}", phrases(tree.subjects(id)), phrases(tree.objects(id))), expect, "{}", treebank.text);
}

#[test]
fn active_and_passive_name_one_dyad() {
    check("Rebels NOUN 2 nsubj;attacked VERB/VBD 0 root attack;the DET 4 det;convoy NOUN 2 obj", "attacked", "Rebels > the convoy");
    check(
        "The DET 2 det;convoy NOUN 4 nsubj:pass;was AUX 4 aux:pass;attacked VERB/VBN 0 root attack;by ADP 6 case;rebels NOUN 4 obl:agent",
        "attacked",
        "rebels > The convoy",
    );
}

#[test]
fn infinitives_are_controlled() {
    check("Oland PROPN 2 nsubj;vowed VERB/VBD 0 root vow;to PART 4 mark;withdraw VERB/VB 2 xcomp", "withdraw", "Oland > ");
    check("Oland PROPN 2 nsubj;urged VERB/VBD 0 root urge;rebels NOUN 2 obj;to PART 5 mark;disarm VERB/VB 2 xcomp", "disarm", "rebels > ");
    check(
        "Oland PROPN 4 nsubj:pass;has AUX 4 aux;been AUX 4 aux:pass;ordered VERB/VBN 0 root order;to PART 6 mark;pay VERB/VB 4 xcomp",
        "pay",
        "Oland > ",
    );
}

#[test]
fn relative_clauses_and_participles_look_up() {
    check(
        "the DET 2 det;rebels NOUN 0 root;who PRON/WP 4 nsubj;attacked VERB/VBD 2 acl:relcl attack;Oland PROPN 4 obj",
        "attacked",
        "the rebels > Oland",
    );
    check("the DET 2 det;ship NOUN 0 root;it PRON/PRP 4 nsubj;seized VERB/VBD 2 acl:relcl seize", "seized", "it > the ship");
    check("troops NOUN 0 root;sent VERB/VBN 1 acl send;by ADP 4 case;Oland PROPN 2 obl:agent", "sent", "Oland > troops sent by Oland");
    check("the DET 3 det;detained VERB/VBN 3 amod detain;editor NOUN 0 root", "detained", " > the detained editor");
}

#[test]
fn conjuncts_share_what_is_written_once() {
    check(
        "Oland PROPN 4 nsubj;and CCONJ 3 cc;Westmark PROPN 1 conj;met VERB/VBD 0 root meet;rebels NOUN 4 obj",
        "met",
        "Oland, Westmark > rebels",
    );
    check(
        "Rebels NOUN 2 nsubj;attacked VERB/VBD 0 root attack;and CCONJ 4 cc;looted VERB/VBD 2 conj loot;the DET 6 det;town NOUN 4 obj",
        "attacked",
        "Rebels > the town",
    );
    check(
        "Rebels NOUN 2 nsubj;attacked VERB/VBD 0 root attack;and CCONJ 4 cc;looted VERB/VBD 2 conj loot;the DET 6 det;town NOUN 4 obj",
        "looted",
        "Rebels > the town",
    );
}

#[test]
fn phrases_leave_out_relative_clauses_and_prepositions() {
    check(
        "Oland PROPN 2 nsubj;met VERB/VBD 0 root meet;the DET 4 det;envoy NOUN 2 obj;who PRON/WP 6 nsubj;resigned VERB/VBD 4 acl:relcl resign",
        "met",
        "Oland > the envoy",
    );
}

#[test]
fn whoever_is_suspected_of_a_deed_would_have_done_it() {
    check(
        "A DET 2 det;man NOUN 8 nsubj:pass;suspected VERB/VBN 2 acl suspect;of SCONJ/IN 5 mark;shooting VERB/VBG 3 advcl shoot;guards NOUN 5 obj;was AUX 8 aux:pass;held VERB/VBN 0 root hold",
        "shooting",
        "A man > guards",
    );
}
