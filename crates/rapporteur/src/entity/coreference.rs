//! Which earlier mention a pronoun takes up.
//!
//! Rules by nearness and grammatical role only. Where two antecedents are
//! equally good the pronoun stays unresolved.

use super::actor::resolver::{Found, FoundKind, Resolver};
use crate::document::{EntityLabel, Relation, TokenId, Upos, Xpos};
use crate::evidence::Finder;
use crate::resource::actor::{AgentKind, Cue};

/// How many sentences back an antecedent may stand.
pub(in crate::entity) const REACH: usize = 2;

/// The rank of mentions that are no subjects, in [`Resolver::candidates`].
const LOW: u8 = 2;

/// What an anaphor may take up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wanted {
    Person,
    Thing,
}

impl Resolver<'_> {
    /// Reads a pronoun.
    pub(in crate::entity) fn read_pronoun(&mut self, head: TokenId) -> Option<Found> {
        let document = self.document;
        let token = document.token(head);
        if matches!(token.xpos, Xpos::Wp | Xpos::Wdt | Xpos::Wpposs) {
            return self.read_relative(head);
        }
        if token.relation == Relation::Expl {
            return None;
        }
        let at = match document.form(head).to_ascii_lowercase().as_str() {
            "he" | "she" | "him" | "her" | "his" | "hers" | "himself" | "herself" => {
                let at = match self.subject_above(head, Wanted::Person) {
                    Some(at) => at?,
                    None => self.first_of_pair(head, Wanted::Person).or_else(|| self.antecedent(head, Wanted::Person))?,
                };
                if let (Some(actor), Some(is_she)) = (self.found[at as usize].actors.first(), self.is_feminine(head)) {
                    self.is_she.insert(actor.name.clone(), is_she);
                }
                at
            }
            "they" | "them" | "their" | "theirs" | "themselves" => return self.read_plural(head),
            "it" | "its" | "itself" => match self.subject_above(head, Wanted::Thing) {
                Some(at) => at?,
                None => self.first_of_pair(head, Wanted::Thing).or_else(|| self.antecedent(head, Wanted::Thing))?,
            },
            "i" | "me" | "my" | "we" | "us" | "our" | "ours" | "myself" | "ourselves" => self.speaker_of(head)?,
            _ => return None,
        };
        Some(self.taking_up(head, at, "pronoun"))
    }

    /// `Lavrov, who met …`: the noun that the clause is about.
    fn read_relative(&mut self, head: TokenId) -> Option<Found> {
        let document = self.document;
        let mut word = head;
        for _ in 0..16 {
            let token = document.token(word);
            let above = token.head?;
            if matches!(token.relation, Relation::AclRelcl) {
                let at = self.resolve(above)?;
                return Some(self.taking_up(head, at, "relative-pronoun"));
            }
            word = above;
        }
        None
    }

    /// A mention of one token that takes up another mention.
    pub(in crate::entity) fn taking_up(&self, head: TokenId, at: u32, rule: &'static str) -> Found {
        let earlier = &self.found[at as usize];
        Found {
            tokens: head.index() as u32..head.index() as u32 + 1,
            head,
            actors: earlier.actors.clone(),
            kind: FoundKind::Anaphor,
            is_plural: earlier.is_plural,
            office: earlier.office.clone(),
            antecedent: Some(earlier.antecedent.unwrap_or(at)),
            finder: Finder::Rule(rule),
        }
    }

    /// Mentions before a token, nearest sentences first; in a sentence
    /// subjects first, then in text order.
    pub(in crate::entity) fn candidates(&self, head: TokenId, reach: usize) -> Vec<u32> {
        let document = self.document;
        let here = document.sentence_of(head);
        let speaks = document.token(head).head.is_some_and(|verb| self.says(verb));
        let mut list: Vec<(usize, u8, TokenId, u32)> = Vec::new();
        // The nearest mentions are at the end of the list; a bound keeps the
        // search linear in the length of the document.
        for (at, found) in self.found.iter().enumerate().rev().take(96) {
            if found.head >= head || matches!(found.kind, FoundKind::Adjective) {
                continue;
            }
            let distance = here - document.sentence_of(found.head);
            if distance <= reach {
                let is_known = found.kind == FoundKind::Body && found.actors.iter().any(|actor| actor.id.is_some());
                let is_aside = !speaks && !is_known && self.speaks_aside(found.head);
                let salience = if is_aside { LOW } else { self.salience(found.head) };
                list.push((distance, salience, found.head, at as u32));
            }
        }
        list.sort_unstable();
        list.into_iter().map(|(.., at)| at).collect()
    }

    /// 0 for the subject of a main clause, 1 for other subjects, 2 for the rest.
    fn salience(&self, head: TokenId) -> u8 {
        let document = self.document;
        let mut word = head;
        while document.token(word).relation == Relation::Conj {
            match document.token(word).head {
                Some(above) => word = above,
                None => return LOW,
            }
        }
        let token = document.token(word);
        if !token.relation.is_subject() {
            return LOW;
        }
        let is_main = token.head.is_some_and(|verb| {
            matches!(document.token(verb).relation, Relation::Root | Relation::Parataxis) || document.token(verb).head.is_none()
        });
        if is_main { 0 } else { 1 }
    }

    /// `Lee was jailed, Berg said`: who only vouches, behind what is told in
    /// the report's own words, is not whom it goes on about.
    /// Heuristic: `stories/said-in-passing.md`.
    fn speaks_aside(&self, head: TokenId) -> bool {
        let document = self.document;
        let token = document.token(head);
        let Some(verb) = token.head.filter(|&verb| token.relation.is_subject() && self.says(verb)) else { return false };
        let told = match document.token(verb) {
            above if above.relation == Relation::Parataxis => above.head,
            _ => document.child_by(verb, Relation::Ccomp),
        };
        let sentence = document.sentences[document.sentence_of(head)].span.of(document.text);
        told.is_some_and(|told| told < head.min(verb)) && !sentence.contains(['"', '“', '”'])
    }

    fn antecedent(&self, head: TokenId, wanted: Wanted) -> Option<u32> {
        let fits = |at: u32| {
            let found = &self.found[at as usize];
            self.fits(found, wanted) && self.stands_alone(found) && self.agrees(head, found)
        };
        let list: Vec<u32> = self.candidates(head, REACH).into_iter().filter(|&at| fits(at) && !self.is_bound_by(head, at)).collect();
        // Reports name more men than women: one who has been "she" before is the likelier "she".
        let is_known_she =
            |at: &&u32| self.found[**at as usize].actors.first().is_some_and(|actor| self.is_she.get(&actor.name) == Some(&true));
        let known = list.iter().find(is_known_she).filter(|_| self.is_feminine(head) == Some(true));
        known.or(list.first()).copied()
    }

    fn fits(&self, found: &Found, wanted: Wanted) -> bool {
        match wanted {
            Wanted::Person => self.is_person(found),
            Wanted::Thing => match found.kind {
                FoundKind::Country | FoundKind::Seat | FoundKind::Body => found.actors.len() == 1,
                FoundKind::Agent(number) => !found.is_plural && self.resources.actors.agent(number).kind == AgentKind::Body,
                _ => false,
            },
        }
    }

    /// Whether a pronoun is feminine; none if it may be either.
    fn is_feminine(&self, pronoun: TokenId) -> Option<bool> {
        match self.document.form(pronoun).to_ascii_lowercase().as_str() {
            "she" | "her" | "hers" | "herself" => Some(true),
            "he" | "him" | "his" | "himself" => Some(false),
            _ => None,
        }
    }

    /// Whether a pronoun may stand for a mention: `she` is nobody whom `he`, a
    /// title, the noun itself or a given name has told to be a man.
    fn agrees(&self, pronoun: TokenId, found: &Found) -> bool {
        let Some(is_feminine) = self.is_feminine(pronoun) else { return true };
        let known = found.actors.first().and_then(|actor| self.is_she.get(&actor.name).copied());
        let of_word = |index: u32| match self.document.tokens.get(index as usize)?.span.of(self.document.text).trim_end_matches('.') {
            "Mrs" | "Ms" | "Miss" | "Lady" | "Queen" | "woman" | "girl" | "mother" | "wife" | "daughter" | "sister" | "widow" => Some(true),
            "Mr" | "Sir" | "Lord" | "King" | "man" | "boy" | "father" | "husband" | "son" | "brother" | "gunman" => Some(false),
            _ => None,
        };
        let title = || of_word(found.tokens.start).or_else(|| of_word(found.tokens.start.checked_sub(1)?));
        let given = || {
            let name = found.actors.first().filter(|_| self.is_person(found))?.name.split(' ').next()?;
            self.resources.syntax.is_womans(name)
        };
        let told = known.or_else(|| of_word(found.head.index() as u32)).or_else(title).or_else(given);
        told.is_none_or(|is_she| is_she == is_feminine)
    }

    /// Whether a mention is a phrase of its own that a later one may take up:
    /// not a part of a compound (`US-supplied arms`, `child protection`), and
    /// not an outlet, which reports speak of only as their source.
    fn stands_alone(&self, found: &Found) -> bool {
        let document = self.document;
        let is_glued = document.tokens.get(found.tokens.end as usize).is_some_and(|next| {
            document.form(TokenId::new(found.tokens.end as usize)) == "-" && next.span.start == document.token(found.head).span.end
        });
        let is_part = matches!(document.token(found.head).relation, Relation::Compound | Relation::Amod);
        let is_outlet =
            found.kind == FoundKind::Body && found.actors.iter().all(|actor| actor.sectors.iter().any(|sector| sector.as_str() == "JRN"));
        !is_glued && !is_part && !is_outlet
    }

    /// `The minister said he would go`: the subject of the verb of speech above
    /// a pronoun that is the subject of what is said. Some(None) if it is
    /// somebody whom no table knows: then it is nobody else either.
    fn subject_above(&mut self, head: TokenId, wanted: Wanted) -> Option<Option<u32>> {
        let document = self.document;
        let token = document.token(head);
        let verb = token.head.filter(|_| token.relation.is_subject())?;
        let above = document.token(verb).head.filter(|_| document.token(verb).relation == Relation::Ccomp)?;
        if !self.says(above) {
            return None;
        }
        let subject = document.children(above).iter().copied().find(|&child| document.token(child).relation.is_subject())?;
        let principal = self.principal(subject);
        if let Some(pronoun) = principal.filter(|&owner| document.token(owner).upos == Upos::Pron) {
            return Some(self.resolve(pronoun));
        }
        let subject = principal.unwrap_or(subject);
        let noun = document.token(subject);
        if !matches!(noun.xpos, Xpos::Nn | Xpos::Nnp) || document.child_by(subject, Relation::Conj).is_some() {
            return None;
        }
        let Some(at) = self.resolve(subject) else {
            let is_person = wanted == Wanted::Person && noun.entity.label() == Some(EntityLabel::Person);
            return is_person.then_some(None);
        };
        let found = &self.found[at as usize];
        (self.fits(found, wanted) && self.agrees(head, found)).then_some(Some(at))
    }

    /// `His lawyer said he was charged`, `Ada Berg's spokesman said she would
    /// go`: for whom somebody speaks. Heuristic: `stories/said-in-passing.md`.
    fn principal(&self, subject: TokenId) -> Option<TokenId> {
        const PROXIES: [&str; 8] = ["aide", "attorney", "lawyer", "office", "solicitor", "spokesman", "spokesperson", "spokeswoman"];
        let document = self.document;
        let is_proxy = PROXIES.contains(&document.lemma(subject).to_lowercase().as_str());
        document.child_by(subject, Relation::NmodPoss).filter(|_| is_proxy)
    }

    fn is_person(&self, found: &Found) -> bool {
        match found.kind {
            FoundKind::Person => true,
            FoundKind::Agent(number) => {
                let is_plural = found.is_plural || self.document.token(found.head).xpos == Xpos::Nns;
                let kind = self.resources.actors.agent(number).kind;
                !is_plural && !matches!(kind, AgentKind::Body | AgentKind::Group | AgentKind::Party | AgentKind::State)
            }
            FoundKind::Anaphor => found
                .antecedent
                .is_some_and(|at| self.found[at as usize].kind != FoundKind::Anaphor && self.is_person(&self.found[at as usize])),
            _ => false,
        }
    }

    /// `Russia told him`: subject and object of one verb are not the same; nor
    /// is whoever acts in a relative clause the noun that it is about (`the
    /// forces they sponsor`).
    fn is_bound_by(&self, head: TokenId, at: u32) -> bool {
        let document = self.document;
        // `Police detained six of them`: so is the whole of which an object is a part.
        let part = document.token(head).head.filter(|_| self.is_counted_of(head));
        let pronoun = document.token(part.unwrap_or(head));
        if pronoun.relation.is_subject() {
            let clause = pronoun.head.map(|verb| document.token(verb)).filter(|verb| verb.relation == Relation::AclRelcl);
            // Of a coordination the clause is about the last noun, whichever the parser hangs it on.
            let nearest = |noun| document.children_by(noun, Relation::Conj).filter(|&part| part < head).last().unwrap_or(noun);
            return clause.and_then(|verb| verb.head).is_some_and(|noun| nearest(noun) == self.found[at as usize].head);
        }
        if !matches!(pronoun.relation, Relation::Obj | Relation::Iobj | Relation::Obl) {
            return false;
        }
        // `Russia pledged to help them`: the verb may have its subject from
        // the verb above it.
        let mut verb = pronoun.head;
        for _ in 0..16 {
            let Some(current) = verb else { return false };
            if let Some(subject) = document.children(current).iter().copied().find(|&child| document.token(child).relation.is_subject()) {
                return subject == self.found[at as usize].head;
            }
            let token = document.token(current);
            verb = token
                .head
                .filter(|_| matches!(token.relation, Relation::Xcomp | Relation::Advcl | Relation::Conj | Relation::Acl | Relation::Ccomp));
            // `Russia asked *Turkey* to help them`: whoever is asked is to do it.
            let object = verb.filter(|_| token.relation == Relation::Xcomp).and_then(|verb| document.child_by(verb, Relation::Obj));
            if let Some(object) = object {
                return object == self.found[at as usize].head;
            }
        }
        false
    }

    /// `the return of Syrian refugees to their homes`: a possessor beside the
    /// phrase that the possessed noun belongs to.
    fn beside_possessed(&self, head: TokenId) -> Option<u32> {
        let document = self.document;
        let mut noun = document.token(head).head.filter(|_| document.token(head).relation == Relation::NmodPoss)?;
        for _ in 0..4 {
            let token = document.token(noun);
            let above = token.head.filter(|_| matches!(token.relation, Relation::Nmod | Relation::Conj))?;
            let before = document
                .children(above)
                .iter()
                .copied()
                .filter(|&child| child < noun && child != head && document.token(child).relation.is_nominal_modifier());
            if let Some(at) = before.filter_map(|child| self.read_at(child)).find(|&at| self.found[at as usize].is_plural) {
                return Some(at);
            }
            noun = above;
        }
        None
    }

    /// `the president and *his* guards`: what is coordinated with the possessed
    /// noun stands nearest, unless what both depend on takes up the subject.
    fn first_of_pair(&mut self, head: TokenId, wanted: Wanted) -> Option<u32> {
        let at = self.pair_of_possessed(head)?;
        let found = &self.found[at as usize];
        (self.fits(found, wanted) && self.agrees(head, found)).then_some(at)
    }

    /// `Oland's soldiers and *their* backers`.
    fn many_of_pair(&mut self, head: TokenId) -> Option<u32> {
        let at = self.pair_of_possessed(head)?;
        let found = &self.found[at as usize];
        (found.is_plural || !self.antecedent_is_singular(found)).then_some(at)
    }

    /// The first part of the coordination in which a possessed noun stands.
    fn pair_of_possessed(&mut self, head: TokenId) -> Option<u32> {
        let document = self.document;
        let token = document.token(head);
        let noun = token.head.filter(|_| token.relation == Relation::NmodPoss)?;
        let first = document.token(noun).head.filter(|_| document.token(noun).relation == Relation::Conj)?;
        let is_nearest = document.children_by(first, Relation::Conj).next() == Some(noun);
        if is_nearest && self.is_nominal(first) { self.resolve(first) } else { None }
    }

    /// `they` takes up a plural, or all parts of a coordinated phrase.
    fn read_plural(&mut self, head: TokenId) -> Option<Found> {
        let document = self.document;
        let owners = self.beside_possessed(head).or_else(|| self.many_of_pair(head));
        if let Some(at) = owners.or_else(|| self.people_before(head)) {
            return Some(self.taking_up(head, at, "pronoun"));
        }
        for at in self.candidates(head, REACH) {
            let found = &self.found[at as usize];
            if self.is_bound_by(head, at) || document.token(found.head).relation == Relation::Conj || !self.stands_alone(found) {
                continue;
            }
            let parts = document.children_by(found.head, Relation::Conj).filter_map(|part| self.read_at(part));
            let parts: Vec<u32> = parts.filter(|&part| !self.is_bound_by(head, part)).collect();
            let is_singular = parts.is_empty() && self.antecedent_is_singular(found);
            if is_singular {
                continue;
            }
            let mut taken = self.taking_up(head, at, "pronoun");
            for part in parts {
                for actor in &self.found[part as usize].actors {
                    if !taken.actors.contains(actor) {
                        taken.actors.push(actor.clone());
                    }
                }
            }
            if taken.actors.len() > self.found[at as usize].actors.len() {
                taken.antecedent = None;
            }
            taken.is_plural = true;
            return Some(taken);
        }
        None
    }

    /// Whether a pronoun is a whole of which a number or the like takes a part.
    fn is_counted_of(&self, head: TokenId) -> bool {
        let document = self.document;
        let token = document.token(head);
        let part = token.head.filter(|_| token.relation == Relation::Nmod);
        part.is_some_and(|part| matches!(document.token(part).upos, Upos::Num | Upos::Det | Upos::Adj | Upos::Pron))
    }

    /// `Police arrested ten men. Two *of them* …`: the nearest people one by
    /// one before a pronoun that is such a whole, a number of them or a plural
    /// that names no body.
    fn people_before(&self, head: TokenId) -> Option<u32> {
        let document = self.document;
        let is_many = |number: TokenId| !matches!(document.form(number).to_ascii_lowercase().as_str(), "one" | "1");
        let are_people = |&at: &u32| {
            let found = &self.found[at as usize];
            let is_role = matches!(found.kind, FoundKind::Agent(_)) && !self.is_collective(found);
            let is_plural = is_role && document.token(found.head).xpos == Xpos::Nns;
            let is_counted = document.children_by(found.head, Relation::Nummod).any(is_many);
            (is_plural || is_counted) && self.stands_alone(found) && !self.is_bound_by(head, at)
        };
        self.is_counted_of(head).then(|| self.candidates(head, REACH).into_iter().find(are_people))?
    }

    /// Whether a mention is of a body of people: an organisation, `the police`.
    fn is_collective(&self, found: &Found) -> bool {
        match found.kind {
            FoundKind::Body => true,
            FoundKind::Agent(number) => self.resources.actors.agent(number).kind == AgentKind::Body,
            _ => false,
        }
    }

    fn antecedent_is_singular(&self, found: &Found) -> bool {
        !self.is_collective(found) && !found.is_plural && found.actors.len() == 1
    }

    /// Who speaks the words that a pronoun of the first person stands in.
    fn speaker_of(&mut self, head: TokenId) -> Option<u32> {
        let document = self.document;
        let mut word = head;
        for _ in 0..64 {
            let beside: Vec<TokenId> = document.children_by(word, Relation::Parataxis).collect();
            for verb in beside {
                if self.says(verb)
                    && let Some(at) = self.subject_of(verb, head)
                {
                    return Some(at);
                }
            }
            let token = document.token(word);
            let Some(above) = token.head else { break };
            let is_content =
                matches!(token.relation, Relation::Ccomp | Relation::Parataxis | Relation::Obj | Relation::Dep | Relation::Advcl);
            if is_content
                && self.says(above)
                && let Some(at) = self.subject_of(above, head)
            {
                return Some(at);
            }
            word = above;
        }
        None
    }

    fn says(&self, verb: TokenId) -> bool {
        self.document.token(verb).upos == Upos::Verb
            && self.resources.actors.is_cue(Cue::SayVerb, &self.document.lemma(verb).to_lowercase())
    }

    /// The subject of a verb, unless the pronoun itself is in it.
    fn subject_of(&mut self, verb: TokenId, pronoun: TokenId) -> Option<u32> {
        let document = self.document;
        let subject = document.children(verb).iter().copied().find(|&child| document.token(child).relation.is_subject())?;
        if document.subtree(subject).contains(&pronoun) {
            return None;
        }
        self.resolve(subject)
    }
}
