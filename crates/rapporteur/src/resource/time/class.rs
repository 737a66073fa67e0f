//! The classes of the words that time expressions are made of, and the
//! values that the word table may give them.

/// What a word of the lexicon can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "the names are those of the data files")]
pub enum Class {
    Month,
    Weekday,
    Season,
    Unit,
    Units,
    Daypart,
    Dayparts,
    Moment,
    Numeral,
    Number,
    Decimal,
    Ordinal,
    Vague,
    Day,
    Year,
    AnyYear,
    TwoDigits,
    ShortYear,
    Decade,
    Clock,
    Military,
    FullDate,
    Part,
    Edge,
    Direction,
    Shift,
    RelativeDay,
    Era,
    Meridiem,
    Approximately,
    Frequency,
    Holiday,
    Counted,
    Numbered,
    Preposition,
    Will,
    Binds,
    Is,
    Did,
    Core,
    Plural,
    Name,
    Letters,
    Side,
    SeasonNoun,
    RelativeNight,
    Pronoun,
    DayOrdinal,
    WeakMonth,
    OldYear,
    FullHour,
}

/// Every class with the name that the data files use.
pub(super) const CLASS_NAMES: [(Class, &str); 51] = [
    (Class::Month, "month"),
    (Class::Weekday, "weekday"),
    (Class::Season, "season"),
    (Class::Unit, "unit"),
    (Class::Units, "units"),
    (Class::Daypart, "daypart"),
    (Class::Dayparts, "dayparts"),
    (Class::Moment, "moment"),
    (Class::Numeral, "numeral"),
    (Class::Number, "number"),
    (Class::Decimal, "decimal"),
    (Class::Ordinal, "ordinal"),
    (Class::Vague, "vague"),
    (Class::Day, "day"),
    (Class::Year, "year"),
    (Class::AnyYear, "any_year"),
    (Class::TwoDigits, "two_digits"),
    (Class::ShortYear, "short_year"),
    (Class::Decade, "decade"),
    (Class::Clock, "clock"),
    (Class::Military, "military"),
    (Class::FullDate, "full_date"),
    (Class::Part, "part"),
    (Class::Edge, "edge"),
    (Class::Direction, "direction"),
    (Class::Shift, "shift"),
    (Class::RelativeDay, "relative_day"),
    (Class::Era, "era"),
    (Class::Meridiem, "meridiem"),
    (Class::Approximately, "approximately"),
    (Class::Frequency, "frequency"),
    (Class::Holiday, "holiday"),
    (Class::Counted, "counted"),
    (Class::Numbered, "numbered"),
    (Class::Preposition, "preposition"),
    (Class::Will, "will"),
    (Class::Binds, "binds"),
    (Class::Is, "is"),
    (Class::Did, "did"),
    (Class::Core, "core"),
    (Class::Plural, "plural"),
    (Class::Name, "name"),
    (Class::Letters, "letters"),
    (Class::Side, "side"),
    (Class::SeasonNoun, "season_noun"),
    (Class::RelativeNight, "relative_night"),
    (Class::Pronoun, "pronoun"),
    (Class::DayOrdinal, "day_ordinal"),
    (Class::WeakMonth, "weak_month"),
    (Class::OldYear, "old_year"),
    (Class::FullHour, "full_hour"),
];

impl Class {
    /// The class of a name in the data files.
    pub fn from_name(name: &str) -> Option<Class> {
        CLASS_NAMES.iter().find(|(_, known)| *known == name).map(|&(class, _)| class)
    }
}

/// A set of classes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ClassSet(pub u64);

impl ClassSet {
    /// Whether a class is in the set.
    pub fn has(self, class: Class) -> bool {
        self.0 >> class as u32 & 1 == 1
    }
}

impl From<Class> for ClassSet {
    fn from(class: Class) -> ClassSet {
        ClassSet(1 << class as u32)
    }
}

impl std::ops::BitOr for ClassSet {
    type Output = ClassSet;

    fn bitor(self, other: ClassSet) -> ClassSet {
        ClassSet(self.0 | other.0)
    }
}

/// The names of the units in the lexicon, in the order of [`Unit`].
pub const UNIT_NAMES: &[&str] =
    &["second", "minute", "hour", "day", "weekend", "week", "fortnight", "month", "quarter", "year", "decade", "century", "millennium"];

/// The TIMEX3 names of parts of the day.
pub const DAYPART_NAMES: &[&str] = &["MO", "MI", "AF", "EV", "NI", "DT"];

/// The values of adverbs of frequency.
pub const FREQUENCY_VALUES: &[&str] = &["XXXX-XX-XX", "XXXX-XX-XXTNI", "XXXX-WXX", "P2W", "XXXX-XX", "XXXX-QX", "XXXX"];

/// The TIMEX3 names of the seasons, in the order of the lexicon.
pub const SEASON_NAMES: [&str; 4] = ["SP", "SU", "FA", "WI"];

/// Values of the classes that are named in the word table, as numbers.
const NAMED_VALUES: &[(Class, &[&str])] = &[
    (Class::Season, &SEASON_NAMES),
    (Class::Unit, UNIT_NAMES),
    (Class::Units, UNIT_NAMES),
    (Class::Daypart, DAYPART_NAMES),
    (Class::Dayparts, DAYPART_NAMES),
    (Class::Part, &["START", "MID", "END"]),
    (Class::Edge, &["START", "MID", "END"]),
    (Class::Direction, &["last", "this", "next", "previous", "following", "same", "coming"]),
    (Class::Shift, &["ago", "before", "after", "hence"]),
    (Class::Side, &["ago", "before", "after", "hence"]),
    (Class::Era, &["BC", "AD"]),
    (Class::Meridiem, &["AM", "PM"]),
    (Class::Approximately, &["APPROX", "LESS_THAN", "MORE_THAN"]),
    (Class::Frequency, FREQUENCY_VALUES),
    (Class::Vague, &["X"]),
];

/// The number that stands for a value of the word table; none if the class
/// has no such value.
pub(super) fn parse_value(class: Class, value: &str) -> Option<i32> {
    if let Some((_, names)) = NAMED_VALUES.iter().find(|(known, _)| *known == class) {
        return names.iter().position(|name| *name == value).map(|place| place as i32);
    }
    match class {
        Class::Moment => {
            let (hour, minute) = value.split_once(':')?;
            Some(hour.parse::<i32>().ok()? * 60 + minute.parse::<i32>().ok()?)
        }
        Class::Counted
        | Class::Pronoun
        | Class::SeasonNoun
        | Class::Numbered
        | Class::Preposition
        | Class::Will
        | Class::Binds
        | Class::Is
        | Class::Did => value.is_empty().then_some(0),
        _ => value.parse().ok(),
    }
}
