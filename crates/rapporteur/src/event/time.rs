//! When did it happen, or when is it to happen?
//!
//! In come the trigger in its parsed sentence and the time expressions of
//! the document; out goes the event's interval with its basis: words of its
//! own clause, a date carried over from the clauses around it or from the
//! sentence before, or the day of publication as a finding of its own.
//! What expressions mean is decided in `entity::time`. A time inside another
//! event's phrase (`last week's announcement`), or in a condition (`unless it
//! is cancelled by Sunday`), is never taken.

use super::mention::{EventTime, TimeBasis};
use crate::article::Article;
use crate::document::{Document, Relation, TokenId, Upos, Xpos};
use crate::entity::time::{Granularity, Interval, TimexType, later};
use crate::entity::{Entities, EntityMention, Resolution, Timex};
use jiff::civil::Date;

/// How far up the tree a time is looked for.
const MAX_CLIMB: usize = 6;
/// How long the way from a time to its event may be.
const MAX_PATH: usize = 6;
/// How many mentions back the last date is looked for.
const LOOKBACK: usize = 200;
/// With a date this far back in its paragraph, a past event is not news.
const FAR_DAYS: i32 = 500;
/// A weekday in the news is one of so many days.
const DAYS_OF_WEEK: i32 = 7;

/// The time of the event that a trigger evokes; none if neither the text nor
/// the publication date gives one.
pub fn event_time(article: &Article, document: &Document<'_>, entities: &Entities, sentence: usize, trigger: TokenId) -> Option<EventTime> {
    let scene = Scene { document, trigger, times: times(document, entities, sentence) };
    if let Some(time) = scene.stated() {
        return Some(time);
    }
    let published = article.published?;
    if let Some(time) = scene.of_the_week(published) {
        return Some(time);
    }
    let verb = scene.verb(trigger);
    let aspect = verb.map_or(Aspect::Other, |verb| aspect(document, verb));
    if matches!(aspect, Aspect::Past)
        && let Some(time) = carried_over(document, entities, sentence)
    {
        return Some(time);
    }
    if matches!(aspect, Aspect::Past | Aspect::PastPerfect) && is_of_another_time(document, entities, sentence, published) {
        return None;
    }
    let is_before = aspect == Aspect::PastPerfect || scene.is_answered(trigger);
    let start = (!is_before).then_some(published);
    Some(EventTime {
        span: None,
        interval: Interval { start, end: Some(published) },
        granularity: Granularity::Day,
        basis: TimeBasis::Published,
    })
}

/// The time of what is told as done: a time after the publication is another's,
/// as the deadline in `agreed to leave by July`.
pub fn of_done(time: EventTime, published: Date) -> EventTime {
    let Interval { start, end } = time.interval;
    if start.or(end).is_some_and(|first| first > published) { EventTime::of_report(published) } else { time }
}

/// A time expression of the sentence.
struct Stated<'e> {
    mention: &'e EntityMention,
    timex: &'e Timex,
}

fn times<'e>(document: &Document<'_>, entities: &'e Entities, sentence: usize) -> Vec<Stated<'e>> {
    let span = document.sentences[sentence].span;
    // Mentions ascend, so a long article is not read again for each event.
    let first = entities.mentions.partition_point(|mention| mention.span.start < span.start);
    entities.mentions[first..].iter().take_while(|mention| mention.span.start < span.end).filter_map(stated).collect()
}

fn stated(mention: &EntityMention) -> Option<Stated<'_>> {
    match &mention.resolution {
        Resolution::Time(timex) => Some(Stated { mention, timex }),
        _ => None,
    }
}

/// A sentence seen from one trigger.
struct Scene<'d, 'e> {
    document: &'d Document<'d>,
    trigger: TokenId,
    times: Vec<Stated<'e>>,
}

/// How the trigger's time follows from that of the clause above it.
#[derive(Clone, Copy)]
enum Shift<'e> {
    /// It is the same.
    Same,
    /// `two days after a truce collapsed`: so much earlier, or later.
    By(&'e Timex, i32),
    /// Some time before it.
    Earlier,
    /// Some time after it.
    Later,
}

impl<'e> Scene<'_, 'e> {
    /// The time that the sentence gives, looked for from the trigger upwards.
    fn stated(&self) -> Option<EventTime> {
        let mut word = self.trigger;
        let mut basis = TimeBasis::Timex;
        let mut shift = Shift::Same;
        for _ in 0..MAX_CLIMB {
            if let Some(found) = self.best_at(word, 0) {
                return self.shifted(found, basis, shift);
            }
            if let Some(found) = self.best_at(word, 1) {
                return self.shifted(found, TimeBasis::Context, shift);
            }
            let token = self.document.token(word);
            let Some(head) = token.head else { break };
            if matches!(token.relation, Relation::AclRelcl | Relation::Acl | Relation::Csubj) {
                break;
            }
            if is_clause(token.relation) {
                basis = TimeBasis::Context;
            }
            match self.relator(word) {
                Some((form, _)) if matches!(&*form, "if" | "unless" | "until" | "whether") => break,
                _ if matches!(shift, Shift::Same) && self.is_answered(word) => shift = Shift::Earlier,
                Some((form, at)) if matches!(shift, Shift::Same) => shift = self.relation_to_head(&form, at),
                _ => {}
            }
            word = head;
        }
        None
    }

    /// `in response to a call`: what is answered came before the answer.
    fn is_answered(&self, word: TokenId) -> bool {
        let document = self.document;
        let head = document.token(word).head.filter(|_| self.introduced_by(word, &["to"]));
        head.is_some_and(|head| {
            matches!(document.lemma(head).to_lowercase().as_str(), "response" | "reaction" | "answer" | "reply")
                && self.introduced_by(head, &["in"])
        })
    }

    /// What `after` or `before` says of the phrase that it introduces.
    fn relation_to_head(&self, form: &str, at: TokenId) -> Shift<'e> {
        let sign = match form {
            "after" | "following" => -1,
            "before" => 1,
            _ => return Shift::Same,
        };
        let length =
            self.times.iter().find(|time| time.timex.timex_type == TimexType::Duration && time.mention.tokens.end as usize == at.index());
        match (length, sign) {
            (Some(length), _) => Shift::By(length.timex, sign),
            (None, -1) => Shift::Earlier,
            (None, _) => Shift::Later,
        }
    }

    fn shifted(&self, found: &Stated<'_>, basis: TimeBasis, shift: Shift<'_>) -> Option<EventTime> {
        let scoped = self.scope(found)?;
        let mut granularity = found.timex.granularity;
        let interval = match shift {
            Shift::Same if basis == TimeBasis::Context && self.is_perfect() => Interval { start: None, ..scoped },
            Shift::Same => scoped,
            // What one day followed another event was mostly of that day:
            // `wounded this morning after rebels set off a bomb`.
            Shift::Earlier if granularity <= Granularity::Day && self.is_simple_past() => scoped,
            Shift::Earlier => Interval { start: None, ..scoped },
            Shift::Later => Interval { end: None, ..scoped },
            Shift::By(length, sign) => {
                let (moved, unit) = later(scoped, length, sign)?;
                granularity = granularity.max(unit);
                moved
            }
        };
        Some(EventTime { span: Some(found.mention.span), interval, granularity, basis })
    }

    /// `barred planes from flying over the town on Thursday`: a day of the last
    /// week that the parse hangs on a verb without a tense of its own is the
    /// day of the finite verb before it.
    fn of_the_week(&self, published: Date) -> Option<EventTime> {
        let is_recent = |day: Date| (0..DAYS_OF_WEEK).contains(&day.until(published).map_or(-1, |span| span.get_days()));
        let is_day = |time: &&Stated<'_>| {
            time.timex.granularity <= Granularity::Day && time.timex.interval.and_then(|days| days.start).is_some_and(is_recent)
        };
        let is_finite = matches!(aspect(self.document, self.trigger), Aspect::Past) && self.document.token(self.trigger).upos == Upos::Verb;
        let mut days = self.times.iter().filter(is_day).filter(|time| is_finite && self.hangs_low(time.mention.head));
        let found = days.next().filter(|_| days.next().is_none())?;
        self.shifted(found, TimeBasis::Context, Shift::Same)
    }

    /// Whether the way from a time up to the trigger crosses clauses without a
    /// finite verb, and no other.
    fn hangs_low(&self, time: TokenId) -> bool {
        let mut at = time;
        let mut has_crossed = false;
        for _ in 0..MAX_PATH {
            let token = self.document.token(at);
            let Some(head) = token.head else { return false };
            if is_clause(token.relation) || token.relation == Relation::Xcomp {
                let is_loose = matches!(token.xpos, Xpos::Vbg | Xpos::Vbn | Xpos::Vb)
                    && !self.document.children(at).iter().any(|&child| {
                        matches!(
                            self.document.token(child).relation,
                            Relation::Aux | Relation::AuxPass | Relation::Nsubj | Relation::NsubjPass
                        )
                    })
                    && !self.introduced_by(at, &["after", "before", "since", "following", "until", "by", "if"]);
                if !is_loose || time < self.trigger {
                    return false;
                }
                has_crossed = true;
            }
            if head == self.trigger {
                return has_crossed;
            }
            at = head;
        }
        false
    }

    /// The nearest dated expression that belongs to a word: the way up to it
    /// crosses `joints` conjuncts or insertions and no other clause.
    fn best_at(&self, word: TokenId, joints: usize) -> Option<&Stated<'e>> {
        self.times
            .iter()
            .filter(|time| time.timex.interval.is_some())
            .filter_map(|time| {
                Some((self.path(time.mention.head, word, joints)?, time.mention.head.index().abs_diff(self.trigger.index()), time))
            })
            .min_by_key(|&(steps, distance, _)| (steps, distance))
            .map(|(_, _, time)| time)
    }

    /// The number of steps from a time up to a word.
    fn path(&self, from: TokenId, word: TokenId, joints: usize) -> Option<usize> {
        let (mut at, mut crossed) = (from, 0);
        for steps in 0..MAX_PATH {
            if at == word {
                return (crossed == joints).then_some(steps);
            }
            let token = self.document.token(at);
            let head = token.head?;
            let participle_of_noun = token.relation == Relation::Acl && head == self.trigger;
            match token.relation {
                Relation::Conj if !self.is_nominal(at) => crossed += 1,
                Relation::Parataxis => crossed += 1,
                // `after they left on Monday, they were held`.
                Relation::Advcl if self.introduced_by(at, &["after", "when", "while", "as"]) => crossed += 1,
                relation if is_clause(relation) && !participle_of_noun => return None,
                Relation::NmodPoss if head != self.trigger => return None,
                // `after Monday's talks` dates the talks.
                _ if at != from
                    && head == word
                    && word != self.trigger
                    && self.introduced_by(at, &["after", "before", "since", "following", "until"]) =>
                {
                    return None;
                }
                _ => {}
            }
            at = head;
        }
        None
    }

    fn is_nominal(&self, word: TokenId) -> bool {
        matches!(self.document.token(word).upos, Upos::Noun | Upos::Propn | Upos::Num | Upos::Pron | Upos::Adj | Upos::Adv)
    }

    fn introduced_by(&self, word: TokenId, forms: &[&str]) -> bool {
        self.relator(word).is_some_and(|(form, _)| forms.contains(&&*form))
    }

    /// The conjunction or preposition that introduces a phrase.
    fn relator(&self, word: TokenId) -> Option<(String, TokenId)> {
        let found = self.document.children(word).iter().copied().find(|&child| match self.document.token(child).relation {
            Relation::Mark | Relation::Case => true,
            Relation::Advmod => self.document.form(child).eq_ignore_ascii_case("when"),
            _ => false,
        })?;
        Some((self.document.form(found).to_lowercase(), found))
    }

    /// The days that an expression covers with its preposition.
    fn scope(&self, time: &Stated<'_>) -> Option<Interval> {
        let interval = time.timex.interval?;
        // In `after last week's talks` the preposition is the talks'.
        let own = time
            .mention
            .tokens
            .start
            .checked_sub(1)
            .is_some_and(|before| self.document.token(TokenId::new(before as usize)).head == Some(time.mention.head));
        let before = if own { self.word_before(time.mention.tokens.start) } else { String::new() };
        let day = |days: i32, date: Option<Date>| date.and_then(|date| date.checked_add(jiff::Span::new().days(days)).ok());
        Some(match before.as_str() {
            "since" => Interval { end: None, ..interval },
            "until" | "till" | "by" => Interval { start: None, ..interval },
            "before" => Interval { start: None, end: day(-1, interval.start) },
            "after" => Interval { start: day(1, interval.end), end: None },
            "from" | "between" => self.range(time).unwrap_or(interval),
            "to" | "and" | "-" | "–" => self
                .times
                .iter()
                .find(|first| self.range_end(first).is_some_and(|end| std::ptr::eq(end, time)))
                .and_then(|first| self.range(first))
                .unwrap_or(interval),
            _ => interval,
        })
    }

    /// `from May to July`: both ends.
    fn range(&self, first: &Stated<'_>) -> Option<Interval> {
        let end = self.range_end(first)?;
        Some(Interval { start: first.timex.interval?.start, end: end.timex.interval?.end })
    }

    fn range_end(&self, first: &Stated<'_>) -> Option<&Stated<'e>> {
        if !matches!(self.word_before(first.mention.tokens.start).as_str(), "from" | "between") {
            return None;
        }
        let next = self.times.iter().find(|time| time.mention.tokens.start == first.mention.tokens.end + 1)?;
        matches!(self.word_before(next.mention.tokens.start).as_str(), "to" | "and" | "until" | "-" | "–").then_some(next)
    }

    fn word_before(&self, token: u32) -> String {
        token.checked_sub(1).map_or(String::new(), |before| self.document.form(TokenId::new(before as usize)).to_lowercase())
    }

    /// The verb that the trigger is or depends on.
    fn verb(&self, word: TokenId) -> Option<TokenId> {
        let mut at = word;
        for _ in 0..MAX_CLIMB {
            if self.document.token(at).upos == Upos::Verb {
                return Some(at);
            }
            at = self.document.token(at).head?;
        }
        None
    }

    fn is_simple_past(&self) -> bool {
        self.document.token(self.trigger).upos == Upos::Verb && aspect(self.document, self.trigger) == Aspect::Past
    }

    fn is_perfect(&self) -> bool {
        self.verb(self.trigger).is_some_and(|verb| matches!(aspect(self.document, verb), Aspect::Perfect | Aspect::PastPerfect))
    }
}

/// Relations that begin a clause of its own.
fn is_clause(relation: Relation) -> bool {
    matches!(
        relation,
        Relation::Acl
            | Relation::AclRelcl
            | Relation::Advcl
            | Relation::AdvclRelcl
            | Relation::Ccomp
            | Relation::Csubj
            | Relation::CsubjPass
            | Relation::Parataxis
    )
}

/// What the form of a verb says of its time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Aspect {
    /// `stopped`, `was beaten`.
    Past,
    /// `has pledged`.
    Perfect,
    /// `had retaken`.
    PastPerfect,
    /// Anything else.
    Other,
}

fn aspect(document: &Document<'_>, verb: TokenId) -> Aspect {
    let auxiliaries =
        document.children(verb).iter().filter(|&&child| matches!(document.token(child).relation, Relation::Aux | Relation::AuxPass));
    let mut found = if document.token(verb).xpos == Xpos::Vbd { Aspect::Past } else { Aspect::Other };
    for &auxiliary in auxiliaries {
        let form = document.form(auxiliary).to_lowercase();
        found = match (form.as_str(), found) {
            ("had", _) => return Aspect::PastPerfect,
            ("has" | "have", _) => Aspect::Perfect,
            ("was" | "were" | "did", Aspect::Other) => Aspect::Past,
            (_, found) => found,
        };
        if document.token(auxiliary).xpos == Xpos::Md {
            return Aspect::Other;
        }
    }
    found
}

/// The day that the sentence before gives to its main clause, if it is of
/// the same paragraph: stories go on.
fn carried_over(document: &Document<'_>, entities: &Entities, sentence: usize) -> Option<EventTime> {
    let before = sentence.checked_sub(1)?;
    if document.sentences[before].paragraph != document.sentences[sentence].paragraph {
        return None;
    }
    let scene = Scene { document, trigger: document.root_of(before)?, times: times(document, entities, before) };
    // What was said happened on its own day: `were held on Friday, he said`.
    let content = document.child_by(scene.trigger, Relation::Ccomp);
    let found = content.into_iter().chain([scene.trigger]).find_map(|word| scene.best_at(word, 0).or_else(|| scene.best_at(word, 1)))?;
    let time = scene.shifted(found, TimeBasis::Context, Shift::Same)?;
    (time.granularity <= Granularity::Day && time.interval.start.is_some() && time.interval.end.is_some()).then_some(time)
}

/// Whether the last date before, in the same paragraph, is of another time
/// than the publication.
fn is_of_another_time(document: &Document<'_>, entities: &Entities, sentence: usize, published: Date) -> bool {
    let paragraph = document.sentences[sentence].paragraph;
    let first = document.sentences[..sentence].partition_point(|other| other.paragraph < paragraph);
    let (start, end) = (document.sentences[first].span.start, document.sentences[sentence].span.start);
    let before = entities.mentions.partition_point(|mention| mention.span.start < end);
    let last = entities.mentions[..before]
        .iter()
        .rev()
        .take(LOOKBACK)
        .take_while(|mention| mention.span.start >= start)
        .find_map(|mention| stated(mention)?.timex.interval?.end);
    last.is_some_and(|end| end.until(published).is_ok_and(|distance| distance.get_days() > FAR_DAYS))
}

#[cfg(test)]
mod tests;
