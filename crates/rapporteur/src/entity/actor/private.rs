//! People and groups by a noun that says nothing of a sector, with the country
//! that an adjective gives them: `a Chilean nephew`, `a Chilean network`.
//!
//! Private people are civilians of their country, never its government. A
//! noun without a country is not read: nothing would be known of them.

use super::Actor;
use super::known;
use super::resolver::{Found, FoundKind, Resolver};
use crate::document::{Relation, TokenId, Xpos};
use crate::evidence::Finder;
use crate::ontology::Sector;
use crate::resource::syntax::ParticipantKind;

impl Resolver<'_> {
    /// Reads a noun of `lexicon/participant.tsv` that has a country.
    pub(in crate::entity) fn read_participant(&mut self, head: TokenId) -> Option<Found> {
        let document = self.document;
        let token = document.token(head);
        let lemma = document.lemma(head).to_lowercase();
        let kind = self.resources.syntax.participant(&lemma)?;
        let is_part = matches!(token.relation, Relation::Amod | Relation::Compound | Relation::NmodDesc | Relation::Flat);
        if is_part || !matches!(kind, ParticipantKind::Person | ParticipantKind::Group) {
            return None;
        }
        let place = head.index() as u32;
        let modifiers = self.modifiers(head, place..place + 1);
        // `her brother` says nothing of a country; `Ada Berg's network` is not her country's.
        let is_guess = modifiers.is_lent && (modifiers.is_pronouns || kind == ParticipantKind::Group);
        if modifiers.countries.is_empty() || is_guess {
            return None;
        }
        let mut sectors: Vec<Sector> = modifiers.sectors.clone();
        if sectors.is_empty() && kind == ParticipantKind::Person {
            sectors.extend(known::sector("CVL"));
        }
        let name = self.words(modifiers.start..place + 1).to_owned();
        let actor = |&country| Actor { name: name.clone(), country: Some(country), sectors: sectors.clone(), ..Actor::default() };
        Some(Found {
            tokens: modifiers.start..place + 1,
            head,
            actors: modifiers.countries.iter().map(actor).collect(),
            kind: FoundKind::Anaphor,
            is_plural: token.xpos == Xpos::Nns,
            office: None,
            antecedent: None,
            finder: Finder::Resource(format!("participant:{lemma}")),
        })
    }
}
