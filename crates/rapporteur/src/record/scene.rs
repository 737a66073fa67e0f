//! Places of two statements compared.

use super::statement::Scene;

/// Places nearer than this are one, in kilometres.
const NEAR_KM: f64 = 25.0;

/// How the places of two statements stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Nearness {
    /// Both are known and neither holds the other.
    Apart,
    /// One has no place.
    Unknown,
    /// One holds the other, or they lie in one province.
    Within,
    /// They are one place.
    Same,
}

/// Compares the places that have one of some roles; the nearest pair decides.
pub(super) fn nearness(one: &[Scene], other: &[Scene], roles: &[&str]) -> Nearness {
    let mut best = None;
    for a in one.iter().filter(|scene| roles.contains(&scene.role.as_str())) {
        for b in other.iter().filter(|scene| roles.contains(&scene.role.as_str())) {
            best = best.max(Some(nearness_of(a, b)));
        }
    }
    best.unwrap_or(Nearness::Unknown)
}

fn nearness_of(one: &Scene, other: &Scene) -> Nearness {
    let same_name = one.name == other.name && one.country == other.country;
    if same_name || one.geonames_id.is_some() && one.geonames_id == other.geonames_id {
        return Nearness::Same;
    }
    let is_country = |scene: &Scene| matches!(scene.precision.as_deref(), Some("country" | "region"));
    let is_province = |scene: &Scene| matches!(scene.precision.as_deref(), Some("province" | "district"));
    let same_country = one.country.is_some() && one.country == other.country;
    let same_province = same_country && one.admin1.is_some() && one.admin1 == other.admin1;
    if same_country && (is_country(one) || is_country(other)) || same_province && (is_province(one) || is_province(other)) {
        return Nearness::Within;
    }
    match distance_km(one, other) {
        Some(distance) if distance <= NEAR_KM => Nearness::Within,
        Some(_) => Nearness::Apart,
        None if same_country || one.country.is_none() || other.country.is_none() => Nearness::Unknown,
        None => Nearness::Apart,
    }
}

/// The distance along the sphere.
fn distance_km(one: &Scene, other: &Scene) -> Option<f64> {
    let (a, b) = (one.latitude?.to_radians(), other.latitude?.to_radians());
    let turn = (other.longitude? - one.longitude?).to_radians();
    let half = 0.5 - (b - a).cos() / 2.0 + a.cos() * b.cos() * (1.0 - turn.cos()) / 2.0;
    Some(12_742.0 * half.clamp(0.0, 1.0).sqrt().asin())
}

/// Each place once, in the order of the statements.
pub(super) fn merged<'s>(scenes: impl IntoIterator<Item = &'s Scene>) -> Vec<Scene> {
    let mut kept: Vec<Scene> = Vec::new();
    for scene in scenes {
        let is_known = |known: &Scene| known.role == scene.role && nearness_of(known, scene) == Nearness::Same;
        if !kept.iter().any(is_known) {
            kept.push(scene.clone());
        }
    }
    kept
}
