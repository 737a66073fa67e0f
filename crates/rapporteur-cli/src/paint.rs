//! Colours, and the widths of what is printed.

use anstyle::{AnsiColor, Color, Style};
use unicode_width::UnicodeWidthStr;

/// Plain text.
pub const PLAIN: Style = Style::new();
/// What a reader may pass over.
pub const FAINT: Style = Style::new().dimmed();
/// Headings.
pub const STRONG: Style = Style::new().bold();
/// Who acted.
pub const SOURCE: Style = colour(AnsiColor::Cyan);
/// To whom it was done.
pub const TARGET: Style = colour(AnsiColor::Magenta);
/// Where.
pub const PLACE: Style = colour(AnsiColor::Blue);
/// When.
pub const TIME: Style = colour(AnsiColor::Yellow);
/// Who says so.
pub const SPEAKER: Style = Style::new().italic();

const fn colour(colour: AnsiColor) -> Style {
    Style::new().fg_color(Some(Color::Ansi(colour)))
}

/// The style of an event by its quad class, from 0 to 4.
pub const fn quad(class: u8) -> Style {
    let hue = match class {
        0 => AnsiColor::White,
        1 => AnsiColor::Green,
        2 => AnsiColor::BrightGreen,
        3 => AnsiColor::BrightYellow,
        _ => AnsiColor::BrightRed,
    };
    colour(hue).bold()
}

/// Words in one style.
#[derive(Clone, Debug, PartialEq)]
pub struct Run {
    /// The words.
    pub text: String,
    /// How they look.
    pub style: Style,
}

impl Run {
    /// Words in a style.
    pub fn new(text: impl Into<String>, style: Style) -> Run {
        Run { text: text.into(), style }
    }

    /// How many columns they take.
    pub fn width(&self) -> usize {
        self.text.width()
    }
}

/// The runs with their colours, for a terminal; what writes to anything else
/// strips them.
pub fn painted(runs: &[Run]) -> String {
    let mut out = String::new();
    for Run { text, style } in runs {
        out.push_str(&format!("{style}{text}{style:#}"));
    }
    out
}

/// How many columns some runs take.
pub fn width(runs: &[Run]) -> usize {
    runs.iter().map(Run::width).sum()
}

/// The columns of the terminal; 110 where there is none.
pub fn terminal_width() -> usize {
    terminal_size::terminal_size().map_or(110, |(width, _)| usize::from(width.0)).clamp(60, 200)
}

/// A small raised number, to lead from the text to a table.
pub fn raised(number: usize) -> String {
    number.to_string().chars().filter_map(|digit| "⁰¹²³⁴⁵⁶⁷⁸⁹".chars().nth(digit as usize - '0' as usize)).collect()
}
