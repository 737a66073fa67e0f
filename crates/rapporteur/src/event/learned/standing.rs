//! How the text presents what a trigger tells, where the judge is surer than
//! the words around it.
//!
//! The rules of [`factuality`](super::super::factuality) climb from the trigger
//! through the words that govern it, and take `announced the killing` for a
//! plan, since `announced the withdrawal` is one. The judge has seen many of
//! both.

use super::Opinion;
use crate::event::factuality::Truth;
use crate::event::judge::Standing;
use crate::ontology::{Factuality, Polarity};
use crate::resource::pattern::Pattern;

/// The probability from which on the judge overrules the words. Chosen on
/// held-out news, where it then is right four times as often as they are.
const SURE: f32 = 0.75;

/// Types whose deed is itself the promise or the threat, or done by promising it.
const ACTS: [&str; 3] = ["AGREE", "SUPPORT", "THREATEN"];

/// What the judge makes of a trigger's standing, if it is sure. Where the
/// pattern or the type says how it stands there is nothing to ask.
pub fn standing(pattern: &Pattern, truths: &[f32; 3]) -> Option<Standing> {
    let is_act = pattern.event_type.as_ref().is_some_and(|code| ACTS.contains(&code.as_str()));
    if pattern.factuality.is_some() || is_act {
        return None;
    }
    let each = [Standing::Done, Standing::Ahead, Standing::Imagined].into_iter().zip(truths);
    each.filter(|&(_, &probability)| probability >= SURE).map(|(standing, _)| standing).next()
}

/// The standing that a truth value stands for.
pub fn of(factuality: Factuality) -> Standing {
    match factuality {
        Factuality::Pledged | Factuality::Planned | Factuality::Scheduled | Factuality::Threatened => Standing::Ahead,
        Factuality::Hoped | Factuality::Hypothetical => Standing::Imagined,
        _ => Standing::Done,
    }
}

/// A truth as the words have it, or as the judge has it where it is sure of
/// another. What the text denies or only imagines stays so: of that the judge
/// has seen nothing.
pub fn settle(mut truth: Truth, heard: Option<Standing>) -> Truth {
    let told = of(truth.factuality);
    let may_change = truth.polarity == Polarity::Positive && truth.factuality != Factuality::Denied && told != Standing::Imagined;
    let Some(heard) = heard.filter(|&heard| may_change && heard != told) else { return truth };
    truth.factuality = match heard {
        Standing::Done if truth.attribution.is_empty() => Factuality::Asserted,
        Standing::Done => Factuality::Reported,
        Standing::Ahead => Factuality::Planned,
        Standing::Imagined => Factuality::Hypothetical,
    };
    truth
}

impl Opinion {
    /// The probability that a text presents what is told as a truth value has it.
    pub fn presented(&self, factuality: Factuality) -> f32 {
        self.truths[of(factuality) as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What becomes of a truth value that the words give, if the judge hears `heard`.
    fn check(told: Factuality, heard: Option<Standing>, expect: Factuality) {
        let truth = Truth { factuality: told, polarity: Polarity::Positive, attribution: Vec::new(), reasons: Vec::new() };
        assert_eq!(settle(truth, heard).factuality, expect, "{told:?} {heard:?}");
    }

    #[test]
    fn the_judge_overrules_what_is_told_as_done_or_to_come() {
        check(Factuality::Planned, None, Factuality::Planned);
        check(Factuality::Planned, Some(Standing::Done), Factuality::Asserted);
        check(Factuality::Alleged, Some(Standing::Done), Factuality::Alleged);
        check(Factuality::Asserted, Some(Standing::Ahead), Factuality::Planned);
        check(Factuality::Reported, Some(Standing::Imagined), Factuality::Hypothetical);
    }

    #[test]
    fn what_is_denied_or_imagined_stays() {
        check(Factuality::Denied, Some(Standing::Ahead), Factuality::Denied);
        check(Factuality::Hoped, Some(Standing::Done), Factuality::Hoped);
        let negative =
            Truth { factuality: Factuality::Planned, polarity: Polarity::Negative, attribution: Vec::new(), reasons: Vec::new() };
        assert_eq!(settle(negative.clone(), Some(Standing::Done)), negative);
    }
}
