//! Every colour of the picture, once: by its meaning, in both themes.

/// The light in the hall.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// The hall at night.
    #[default]
    Dark,
    /// Daylight.
    Light,
}

/// The twelve key colours. The nearest two stay apart for every kind of colour vision; a test simulates them. None is
/// the sign's yellow and none is the red of harm.
pub const KEY_COLOURS: [&str; 12] = [
    "#E6701B", "#5392B2", "#98EBC0", "#AE84FA", "#EBAB58", "#795B8A", "#77B6AB", "#B16F6E", "#C5BBF3", "#AB450E",
    "#EEE446", "#5A57C7",
];

/// A colour by what it means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ink {
    /// The floor of the hall.
    Floor,
    /// A desk's body.
    Panel,
    /// The edge of a panel.
    Edge,
    /// A belt.
    Rubber,
    /// The cuts in a belt.
    Tread,
    /// The rails of a belt and the sides of a conveyor.
    Rail,
    /// Rollers and stands.
    Steel,
    /// Text.
    Text,
    /// Text of less weight.
    Muted,
    /// Dotted lines of the time axis.
    Grid,
    /// The yellow of signs, and of where you are.
    Sign,
    /// Text on a sign.
    SignText,
    /// A sign that is switched off.
    SignOff,
    /// Harm: refused, lost.
    Harm,
    /// Text on harm.
    HarmText,
    /// A gauge that is well.
    Good,
    /// The empty part of a gauge.
    Track,
    /// The board behind digits.
    Flap,
    /// Digits on the board.
    FlapText,
    /// Digits that are still to come.
    FlapOff,
    /// The hood over the end of a belt.
    Hood,
    /// The folds of the hood's curtain.
    Fold,
    /// A bag at which a function failed.
    Poison,
    /// Marks of hashes seen lately on the line.
    Mark,
    /// Marks of hashes seen some time ago.
    OldMark,
    /// A shard's stretch of the hash line.
    Tone(u8),
    /// A shard's time on the lineage, in the tone of its stretch.
    Band(u8),
    /// The edge of that, and the records in it.
    Dot(u8),
    /// A consumer.
    Reader(u8),
    /// A key.
    Key(u8),
}

impl Ink {
    /// The colour as CSS writes it.
    #[must_use]
    pub const fn css(self, theme: Theme) -> &'static str {
        let (dark, light) = match self {
            Self::Floor => ("#1A1E23", "#F3F1EC"),
            Self::Panel => ("#22272D", "#FFFEF8"),
            Self::Edge => ("#363D46", "#CFCBC0"),
            Self::Rubber => ("#0E1013", "#35383D"),
            Self::Tread => ("#1D2126", "#43474D"),
            Self::Rail => ("#454C55", "#A9A496"),
            Self::Steel => ("#5A626C", "#8F8A7D"),
            Self::Text => ("#F4F2EB", "#15171A"),
            Self::Muted => ("#A3AAB3", "#5B5E60"),
            Self::Grid => ("#3A414A", "#C9C5B9"),
            Self::Sign => ("#FFC72C", "#FFC72C"),
            Self::SignText => ("#15171A", "#15171A"),
            Self::SignOff => ("#4A515A", "#D5D1C5"),
            Self::Harm => ("#FF5F52", "#C2211B"),
            Self::HarmText => ("#15171A", "#FFFFFF"),
            Self::Good => ("#43C48A", "#177C4E"),
            Self::Track => ("#343B43", "#D9D5C9"),
            Self::Flap => ("#0B0D0F", "#15171A"),
            Self::FlapText => ("#F4F2EB", "#F7F5EE"),
            Self::FlapOff => ("#3A4048", "#4C5157"),
            Self::Hood => ("#2A3037", "#DDD9CE"),
            Self::Fold => ("#1D2227", "#C4BFB2"),
            Self::Poison => ("#050607", "#15171A"),
            Self::Mark => ("#EDEBE4", "#15171A"),
            Self::OldMark => ("#8FA39F", "#5C6B68"),
            Self::Tone(n) => match n % 6 {
                0 => ("#2C6E59", "#86C2AB"),
                1 => ("#33558F", "#93AEDD"),
                2 => ("#6A4C86", "#BCA4D6"),
                3 => ("#766234", "#CDB87F"),
                4 => ("#2A6879", "#8DC0CF"),
                _ => ("#7B4A58", "#D3A3AD"),
            },
            Self::Band(n) => match n % 6 {
                0 => ("#203834", "#CEE1D6"),
                1 => ("#223046", "#D2DAE7"),
                2 => ("#342D43", "#E0D7E5"),
                3 => ("#373428", "#E6DEC7"),
                4 => ("#1F363F", "#D0E0E2"),
                _ => ("#392C34", "#E8D6D7"),
            },
            Self::Dot(n) => match n % 6 {
                0 => ("#52AE8E", "#1F6B52"),
                1 => ("#668FDB", "#335BA3"),
                2 => ("#A981CB", "#7148A0"),
                3 => ("#BFA055", "#7A5C12"),
                4 => ("#4FA8C1", "#1A6A80"),
                _ => ("#C97F94", "#96435C"),
            },
            Self::Reader(n) => match n % 4 {
                0 => ("#67B1FF", "#1A5CB0"),
                1 => ("#C9A2FF", "#7539BD"),
                2 => ("#5FD8C4", "#0B7466"),
                _ => ("#F0B878", "#8A500F"),
            },
            Self::Key(n) => {
                let colour = KEY_COLOURS[(n % 12) as usize];
                (colour, colour)
            }
        };
        match theme {
            Theme::Dark => dark,
            Theme::Light => light,
        }
    }

    /// The letters on a bag of this key colour.
    #[must_use]
    pub const fn letters_on(key: u8) -> &'static str {
        match key % 12 {
            5 | 9 | 11 => "#FFFFFF",
            _ => "#15171A",
        }
    }
}
