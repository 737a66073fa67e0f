//! Actors: people and their offices, organisations, armed groups, role nouns.
//!
//! What comes in are the tables of `data/actor/` and `data/lexicon/agent.tsv`;
//! what goes out are look-ups by name, by office and by date. Which reading of
//! a name a text means is decided in `entity::actor`.

mod check;
mod coverage;

use super::country::{Period, code, is_international, period, sectors};
use super::name::NameIndex;
use super::{CountryTables, Problems, Row, Sources, Table};
use crate::ontology::{Codebook, Country, Sector};
pub use check::check;
pub use coverage::{Coverage, coverage};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// Someone who holds or held an office.
#[derive(Clone, Debug, PartialEq)]
pub struct Person {
    /// Such as `sergey-lavrov`.
    pub id: String,
    /// The usual English spelling.
    pub name: String,
    /// Whose politics the person is part of.
    pub country: Option<Country>,
    /// Sectors outside any tenure, such as for a party leader.
    pub sectors: Vec<Sector>,
    /// Whether the surname alone is enough while in office.
    pub is_known_by_surname: bool,
}

/// A post that somebody holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Office {
    /// Such as `RUS-foreign-minister`.
    pub id: String,
    /// The country code, or the id of an organisation.
    pub scope: String,
    /// The country, or the code of international actors.
    pub country: Option<Country>,
    /// The kind of post, shared by all countries: `foreign-minister`.
    pub kind: String,
    /// Such as `minister of foreign affairs of Russia`.
    pub name: String,
    /// The sectors of its holder.
    pub sectors: Vec<Sector>,
}

/// A person in an office for a time.
#[derive(Clone, Debug, PartialEq)]
pub struct Tenure {
    /// Index of the office.
    pub office: u32,
    /// Index of the person.
    pub person: u32,
    /// From the first to the last day.
    pub period: Period,
}

/// An organisation, party, company, movement or armed group.
#[derive(Clone, Debug, PartialEq)]
pub struct Body {
    /// Such as `hezbollah`.
    pub id: String,
    /// The usual English name.
    pub name: String,
    /// What it was, period by period.
    pub phases: Vec<Phase>,
}

/// What a body was for a time.
#[derive(Clone, Debug, PartialEq)]
pub struct Phase {
    /// The country, or the code of international actors.
    pub country: Option<Country>,
    /// The sectors.
    pub sectors: Vec<Sector>,
    /// When.
    pub period: Period,
}

/// How a role noun behaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum AgentKind {
    /// A person with a sector of its own: `soldier`.
    Role,
    /// A collective with a sector of its own: `army`.
    Body,
    /// A person or collective that takes the sector of its modifiers: `official`.
    Soft,
    /// The same, and of the government if only a country is given: `leader`.
    Leading,
    /// Only as a modifier: `military`, `opposition`.
    Modifier,
    /// Makes what it modifies a matter of the past: `former`.
    Former,
    /// Makes what it modifies another office: `deputy`.
    Deputy,
    /// A word for a state that was named before: `country`, `kingdom`.
    State,
    /// A word for a body that was named before: `group`, `movement`.
    Group,
    /// Parties to a dealing that were named before: `sides`.
    Party,
    /// The holder of the same office elsewhere: `counterpart`.
    Counterpart,
}

/// A role noun.
#[derive(Clone, Debug, PartialEq)]
pub struct Agent {
    /// The singular.
    pub noun: String,
    /// How it behaves.
    pub kind: AgentKind,
    /// PLOVER sectors, the most specific first.
    pub sectors: Vec<Sector>,
    /// The kind of office that it names.
    pub office: Option<String>,
    /// The only country where it has this meaning.
    pub country: Option<Country>,
    /// Whether somebody of this role is taken to be of the country that the
    /// report is set in, as rebels are and journalists are not.
    pub is_domestic: bool,
    /// Whether somebody of this role is taken to be of the only country that
    /// a report names.
    pub is_local: bool,
}

/// What a name may mean; the numbers are places in the tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Meaning {
    /// A word for a country.
    Country(u32),
    /// A person's full name.
    Person(u32),
    /// A person's surname alone.
    Surname(u32),
    /// An organisation or group.
    Body(u32),
    /// A role noun, singular.
    Agent(u32),
    /// A role noun, plural.
    Agents(u32),
}

/// What a word beside an actor shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Cue {
    /// Its object is somebody: `urge Moscow`.
    AddressVerb,
    /// What it goes to or comes from is somebody: `aid to Kyiv`.
    AddressNoun,
    /// Its possessor is a city: `Moscow's suburbs`.
    CityNoun,
    /// Its subject speaks.
    SayVerb,
    /// What follows is a place.
    Locative,
}

/// All actors and the words that name them.
#[derive(Clone, Debug, Default)]
pub struct ActorTables {
    pub(super) people: Vec<Person>,
    pub(super) offices: Vec<Office>,
    pub(super) tenures: Vec<Tenure>,
    pub(super) bodies: Vec<Body>,
    pub(super) agents: Vec<Agent>,
    names: NameIndex<Meaning>,
    cues: BTreeMap<Cue, BTreeSet<String>>,
    offices_of: BTreeMap<(String, String), u32>,
    tenures_of_office: Vec<Vec<u32>>,
    tenures_of_person: Vec<Vec<u32>>,
    person_of_id: BTreeMap<String, u32>,
    office_of_id: BTreeMap<String, u32>,
    body_of_id: BTreeMap<String, u32>,
    cameo_of_id: BTreeMap<String, String>,
}

impl ActorTables {
    /// Names and their meanings.
    pub fn names(&self) -> &NameIndex<Meaning> {
        &self.names
    }

    /// A person by number.
    pub fn person(&self, number: u32) -> &Person {
        &self.people[number as usize]
    }

    /// An organisation or group by number.
    pub fn body(&self, number: u32) -> &Body {
        &self.bodies[number as usize]
    }

    /// The number of an organisation or group.
    pub fn body_of_id(&self, id: &str) -> Option<u32> {
        self.body_of_id.get(id).copied()
    }

    /// The CAMEO code of an organisation or of the code of international
    /// actors; none where it follows from country and sectors.
    pub fn cameo_of(&self, id: &str) -> Option<&str> {
        self.cameo_of_id.get(id).map(String::as_str)
    }

    /// A role noun by number.
    pub fn agent(&self, number: u32) -> &Agent {
        &self.agents[number as usize]
    }

    /// An office by number.
    pub fn office(&self, number: u32) -> &Office {
        &self.offices[number as usize]
    }

    /// The number of a person.
    pub fn person_of_id(&self, id: &str) -> Option<u32> {
        self.person_of_id.get(id).copied()
    }

    /// All tenures of a person, in the order of their first days.
    pub fn tenures_of(&self, person: u32) -> impl Iterator<Item = &Tenure> {
        self.tenures_of_person[person as usize].iter().map(|&tenure| &self.tenures[tenure as usize])
    }

    /// Who holds the office of a kind in a country or organisation on a day; none if nobody is known to, or if two
    /// are and neither came later.
    pub fn holder(&self, scope: &str, kind: &str, day: Date) -> Option<&Tenure> {
        let office = *self.offices_of.get(&(scope.to_owned(), kind.to_owned()))?;
        let mut held = self.tenures_of_office[office as usize]
            .iter()
            .map(|&tenure| &self.tenures[tenure as usize])
            .filter(|tenure| tenure.period.holds(day));
        let mut best = held.next()?;
        let mut is_tied = false;
        for tenure in held {
            is_tied = tenure.period.from == best.period.from;
            if tenure.period.from > best.period.from {
                best = tenure;
            }
        }
        (!is_tied).then_some(best)
    }

    /// Whether a lemma is a cue of a kind.
    pub fn is_cue(&self, cue: Cue, lemma: &str) -> bool {
        self.cues.get(&cue).is_some_and(|words| words.contains(lemma))
    }

    /// How many people, offices, tenures, bodies and role nouns there are.
    pub fn counts(&self) -> [usize; 5] {
        [self.people.len(), self.offices.len(), self.tenures.len(), self.bodies.len(), self.agents.len()]
    }
}

/// Reads `data/actor/` and `data/lexicon/agent.tsv`.
pub fn read(sources: &Sources, codebook: &Codebook, countries: &CountryTables, problems: &mut Problems) -> ActorTables {
    let mut tables = ActorTables::default();
    for (number, word) in countries.words().iter().enumerate() {
        tables.names.add(&word.phrase, Meaning::Country(number as u32));
    }
    cues(sources, &mut tables, problems);
    agents(sources, codebook, &mut tables, problems);
    people(sources, codebook, countries, &mut tables, problems);
    bodies(sources, codebook, countries, &mut tables, problems);
    offices(sources, codebook, countries, &mut tables, problems);
    aliases(sources, &mut tables, problems);
    cameo_codes(sources, &mut tables, problems);
    tenures(sources, &mut tables, problems);
    tables
}

fn cues(sources: &Sources, tables: &mut ActorTables, problems: &mut Problems) {
    for source in sources.named("lexicon/government.tsv") {
        let table = Table::read(source, &["word", "kind"], problems);
        for row in table.rows() {
            let cue = match row.cell("kind") {
                "address-verb" => Cue::AddressVerb,
                "address-noun" => Cue::AddressNoun,
                "city-noun" => Cue::CityNoun,
                "say-verb" => Cue::SayVerb,
                "locative" => Cue::Locative,
                found => {
                    row.problem(
                        problems,
                        format!("the kind is `{found}`, wanted address-verb, address-noun, city-noun, say-verb or locative"),
                    );
                    continue;
                }
            };
            tables.cues.entry(cue).or_default().insert(row.cell("word").to_owned());
        }
    }
}

fn agents(sources: &Sources, codebook: &Codebook, tables: &mut ActorTables, problems: &mut Problems) {
    for source in sources.named("lexicon/agent.tsv") {
        let table = Table::read(source, &["noun", "plural", "kind", "sectors", "office", "country", "domestic"], problems);
        for row in table.rows() {
            let Some(kind) = agent_kind(&row, problems) else { continue };
            let agent = Agent {
                noun: row.cell("noun").to_owned(),
                kind,
                sectors: sectors(&row, codebook, problems),
                office: row.optional("office").map(str::to_owned),
                country: row.optional("country").and_then(Country::new),
                is_domestic: row.cell("domestic") == "yes",
                is_local: matches!(row.cell("domestic"), "yes" | "sole"),
            };
            let number = tables.agents.len() as u32;
            let plural = row.optional("plural").map_or_else(|| plural(&agent.noun), str::to_owned);
            // Collectives that have no plural, such as `police`, name it `-`.
            tables.names.add(&agent.noun, Meaning::Agent(number));
            if plural != "-" && !matches!(kind, AgentKind::Modifier | AgentKind::Former | AgentKind::Deputy) {
                tables.names.add(&plural, Meaning::Agents(number));
            }
            tables.agents.push(agent);
        }
    }
}

fn agent_kind(row: &Row<'_>, problems: &mut Problems) -> Option<AgentKind> {
    use AgentKind::*;
    let kinds = [
        ("role", Role),
        ("body", Body),
        ("soft", Soft),
        ("leading", Leading),
        ("modifier", Modifier),
        ("former", Former),
        ("deputy", Deputy),
        ("state", State),
        ("group", Group),
        ("party", Party),
        ("counterpart", Counterpart),
    ];
    let found = kinds.iter().find(|(name, _)| *name == row.cell("kind")).map(|&(_, kind)| kind);
    if found.is_none() {
        let wanted: Vec<&str> = kinds.iter().map(|&(name, _)| name).collect();
        row.problem(problems, format!("the kind is `{}`, wanted one of {}", row.cell("kind"), wanted.join(", ")));
    }
    found
}

/// The regular plural of the last word.
fn plural(noun: &str) -> String {
    let before_last = noun.chars().rev().nth(1);
    if noun.ends_with("man") && !noun.ends_with("human") {
        return format!("{}men", &noun[..noun.len() - 3]);
    }
    if noun.ends_with('y') && !before_last.is_some_and(|c| "aeiou".contains(c)) {
        return format!("{}ies", &noun[..noun.len() - 1]);
    }
    if ["s", "x", "z", "ch", "sh"].iter().any(|end| noun.ends_with(end)) {
        return format!("{noun}es");
    }
    format!("{noun}s")
}

fn people(sources: &Sources, codebook: &Codebook, countries: &CountryTables, tables: &mut ActorTables, problems: &mut Problems) {
    for source in sources.named("actor/person.tsv") {
        let table = Table::read(source, &["id", "name", "surname", "bare", "country", "sectors"], problems);
        for row in table.rows() {
            let number = tables.people.len() as u32;
            let person = Person {
                id: row.cell("id").to_owned(),
                name: row.cell("name").to_owned(),
                country: known_country(&row, countries, problems),
                sectors: sectors(&row, codebook, problems),
                is_known_by_surname: row.cell("bare") == "yes",
            };
            if tables.person_of_id.insert(person.id.clone(), number).is_some() {
                row.problem(problems, format!("the id `{}` stands here twice", person.id));
            }
            tables.names.add(&person.name, Meaning::Person(number));
            for surname in row.cell("surname").split('|').filter(|surname| !surname.is_empty()) {
                tables.names.add(surname, Meaning::Surname(number));
            }
            tables.people.push(person);
            tables.tenures_of_person.push(Vec::new());
        }
    }
}

/// Reads a country that may be empty and must exist.
fn known_country(row: &Row<'_>, countries: &CountryTables, problems: &mut Problems) -> Option<Country> {
    row.optional("country")?;
    let country = code(row, "country", problems)?;
    if countries.get(country).is_none() && !is_international(country) {
        row.problem(problems, format!("the country `{country}` is not in country/country.tsv"));
        return None;
    }
    Some(country)
}

fn offices(sources: &Sources, codebook: &Codebook, countries: &CountryTables, tables: &mut ActorTables, problems: &mut Problems) {
    for source in sources.named("actor/office.tsv") {
        let table = Table::read(source, &["id", "scope", "kind", "name", "sectors"], problems);
        for row in table.rows() {
            let scope = row.cell("scope");
            let of_country = Country::new(scope).filter(|&country| countries.get(country).is_some());
            let of_body = tables.body_of_id.get(scope).and_then(|&body| tables.bodies[body as usize].phases.first()?.country);
            if of_country.is_none() && !tables.body_of_id.contains_key(scope) {
                row.problem(
                    problems,
                    format!("the scope `{scope}` is neither in country/country.tsv nor in organisation.tsv or group.tsv"),
                );
                continue;
            }
            let number = tables.offices.len() as u32;
            let office = Office {
                id: row.cell("id").to_owned(),
                scope: scope.to_owned(),
                country: of_country.or(of_body),
                kind: row.cell("kind").to_owned(),
                name: row.cell("name").to_owned(),
                sectors: sectors(&row, codebook, problems),
            };
            if tables.office_of_id.insert(office.id.clone(), number).is_some() {
                row.problem(problems, format!("the id `{}` stands here twice", office.id));
            }
            tables.offices_of.entry((office.scope.clone(), office.kind.clone())).or_insert(number);
            tables.offices.push(office);
            tables.tenures_of_office.push(Vec::new());
        }
    }
}

fn bodies(sources: &Sources, codebook: &Codebook, countries: &CountryTables, tables: &mut ActorTables, problems: &mut Problems) {
    for source in sources.named("actor/organisation.tsv").chain(sources.named("actor/group.tsv")) {
        let table = Table::read(source, &["id", "name", "country", "sectors", "from", "to"], problems);
        for row in table.rows() {
            let phase = Phase {
                country: known_country(&row, countries, problems),
                sectors: sectors(&row, codebook, problems),
                period: period(&row, problems),
            };
            let fresh = tables.bodies.len() as u32;
            let number = *tables.body_of_id.entry(row.cell("id").to_owned()).or_insert(fresh);
            if number == fresh {
                tables.bodies.push(Body { id: row.cell("id").to_owned(), name: row.cell("name").to_owned(), phases: Vec::new() });
                tables.names.add(row.cell("name"), Meaning::Body(number));
            }
            tables.bodies[number as usize].phases.push(phase);
        }
    }
}

fn aliases(sources: &Sources, tables: &mut ActorTables, problems: &mut Problems) {
    for source in sources.named("actor/alias.tsv") {
        let table = Table::read(source, &["alias", "id"], problems);
        for row in table.rows() {
            let id = row.cell("id");
            let meaning = tables
                .person_of_id
                .get(id)
                .map(|&number| Meaning::Person(number))
                .or_else(|| tables.body_of_id.get(id).map(|&number| Meaning::Body(number)));
            match meaning {
                Some(meaning) if tables.names.add(row.cell("alias"), meaning) => {}
                Some(_) => row.problem(problems, format!("the alias is `{}`, wanted letters", row.cell("alias"))),
                None => row.problem(problems, format!("the id `{id}` is in none of person.tsv, organisation.tsv, group.tsv")),
            }
        }
    }
}

fn cameo_codes(sources: &Sources, tables: &mut ActorTables, problems: &mut Problems) {
    for source in sources.named("actor/code.tsv") {
        let table = Table::read(source, &["id", "cameo"], problems);
        for row in table.rows() {
            let (id, cameo) = (row.cell("id"), row.cell("cameo"));
            if !tables.body_of_id.contains_key(id) && !Country::new(id).is_some_and(is_international) {
                row.problem(problems, format!("the id `{id}` is neither in organisation.tsv nor in group.tsv"));
            } else if cameo.is_empty() || !cameo.bytes().all(|byte| byte.is_ascii_uppercase()) {
                row.problem(problems, format!("the code is `{cameo}`, wanted capital letters"));
            } else {
                tables.cameo_of_id.insert(id.to_owned(), cameo.to_owned());
            }
        }
    }
}

fn tenures(sources: &Sources, tables: &mut ActorTables, problems: &mut Problems) {
    for source in sources.named("actor/tenure.tsv") {
        let table = Table::read(source, &["office", "person", "from", "to"], problems);
        for row in table.rows() {
            let office = tables.office_of_id.get(row.cell("office")).copied();
            let person = tables.person_of_id.get(row.cell("person")).copied();
            let (Some(office), Some(person)) = (office, person) else {
                let (column, file) = if office.is_none() { ("office", "office.tsv") } else { ("person", "person.tsv") };
                row.problem(problems, format!("the {column} `{}` is not in {file}", row.cell(column)));
                continue;
            };
            let number = tables.tenures.len() as u32;
            tables.tenures.push(Tenure { office, person, period: period(&row, problems) });
            tables.tenures_of_office[office as usize].push(number);
            tables.tenures_of_person[person as usize].push(number);
        }
    }
    let ActorTables { tenures, tenures_of_person, tenures_of_office, .. } = tables;
    for list in tenures_of_person.iter_mut().chain(tenures_of_office.iter_mut()) {
        list.sort_by_key(|&tenure| tenures[tenure as usize].period.from);
    }
}
