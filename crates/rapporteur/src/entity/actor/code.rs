//! The numbers and codes by which other collections know an actor.

use super::Actor;
use crate::ontology::Country;
use crate::resource::Resources;
use crate::resource::country::StateNumbers;
use jiff::civil::Date;

/// The codes of an actor on a day.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Codes {
    /// The numbers of the actor's state.
    pub state: StateNumbers,
    /// CAMEO's actor code: the country, or the code of an organisation, then
    /// the roles (`SYRMIL`, `IGOUNO`).
    pub cameo: Option<String>,
}

/// Looks up an actor's codes for a day.
pub fn codes(resources: &Resources, actor: &Actor, day: Option<Date>) -> Codes {
    let state = actor.country.map(|country| resources.countries.numbers(country, day)).unwrap_or_default();
    Codes { state, cameo: cameo(resources, actor) }
}

/// A state is its country alone; whoever acts for it has a role behind it.
fn cameo(resources: &Resources, actor: &Actor) -> Option<String> {
    if let Some(code) = actor.id.as_deref().and_then(|id| resources.actors.cameo_of(id)) {
        return Some(code.to_owned());
    }
    let is_state = actor.country.is_some_and(|country| actor.id.as_deref() == Some(country.as_str()));
    let mut code = actor.country.map(|country| prefix(resources, country)).unwrap_or_default();
    if !is_state {
        for role in actor.sectors.iter().filter_map(|&sector| resources.codebook.role_of_sector(sector)) {
            // `IGOUNO` has said already that it is an organisation.
            if !code.starts_with(role) {
                code.push_str(role);
            }
        }
    }
    (!code.is_empty()).then_some(code)
}

/// What a country's codes begin with; those of international actors begin
/// with what they are.
fn prefix(resources: &Resources, country: Country) -> String {
    resources.actors.cameo_of(country.as_str()).unwrap_or(country.as_str()).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ontology::Sector;

    /// A country, sectors set apart by commas, an id and the CAMEO code.
    fn check(resources: &Resources, country: &str, sectors: &str, id: &str, expect: &str) {
        let actor = Actor {
            country: Country::new(country),
            sectors: sectors.split(',').filter_map(Sector::new).collect(),
            id: Some(id.to_owned()).filter(|id| !id.is_empty()),
            ..Actor::default()
        };
        assert_eq!(codes(resources, &actor, None).cameo.as_deref().unwrap_or("-"), expect, "{country} {sectors} {id}");
    }

    #[test]
    fn cameo_codes() {
        let resources = Resources::embedded();
        let check = |country, sectors, id, expect| check(&resources, country, sectors, id, expect);
        check("SYR", "MIL", "", "SYRMIL");
        check("RUS", "GOV", "RUS", "RUS");
        check("RUS", "GOV", "sergey-lavrov", "RUSGOV");
        check("USA", "GOV,MIL", "lloyd-austin", "USAGOVMIL");
        check("LBN", "PTY,REB", "hezbollah", "LBNPTYREB");
        check("GBR", "JRN", "reuters", "GBRMED");
        check("SDN", "MED", "", "SDNHLH");
        check("", "REB", "", "REB");
        check("UNO", "IGO", "united-nations", "IGOUNO");
        check("UNO", "IGO", "minusma", "IGOUNO");
        check("UNO", "IGO", "unhcr", "IGOUNOREFHCR");
        check("EUR", "IGO", "european-union", "IGOEUREEC");
        check("IGO", "IGO", "nato", "IGOWSTNAT");
        check("IGO", "IGO", "sco", "IGO");
        check("IGO", "IGO,JUD", "icc", "IGOJUDICC");
        check("NGO", "NGO,MED", "msf", "NGOHLH");
        check("MNC", "MNC", "bp", "MNC");
        check("", "", "", "-");
        // Several roles stand for SOC, so none of them is chosen.
        check("SYR", "SOC", "white-helmets", "SYR");
    }

    #[test]
    fn state_numbers() {
        let resources = Resources::embedded();
        let actor = Actor { country: Country::new("DEU"), ..Actor::default() };
        let on = |day: &str| codes(&resources, &actor, Some(day.parse().expect("the day is valid"))).state;
        assert_eq!(on("2018-12-29"), StateNumbers { cow: Some(255), gw: Some(260) });
        assert_eq!(on("1989-11-09"), StateNumbers { cow: Some(260), gw: Some(260) });
    }
}
