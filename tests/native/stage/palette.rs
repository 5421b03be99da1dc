//! Colours that stay apart for every kind of colour vision, and text that can be read.

use beltline::stage::{Ink, KEY_COLOURS, Theme};

type Rgb = [f64; 3];

/// Colour vision without one kind of cone, as a map of linear RGB: Machado, Oliveira and Fernandes 2009, severity 1.
const VISIONS: [(&str, [Rgb; 3]); 4] = [
    ("full", [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]),
    (
        "protan",
        [[0.152_286, 1.052_583, -0.204_868], [0.114_503, 0.786_281, 0.099_216], [-0.003_882, -0.048_116, 1.051_998]],
    ),
    (
        "deutan",
        [[0.367_322, 0.860_646, -0.227_968], [0.280_085, 0.672_501, 0.047_413], [-0.011_820, 0.042_940, 0.968_881]],
    ),
    (
        "tritan",
        [[1.255_528, -0.076_749, -0.178_779], [-0.078_411, 0.930_809, 0.147_602], [0.004_733, 0.691_367, 0.303_900]],
    ),
];

fn linear(css: &str) -> Rgb {
    let channel = |at: usize| {
        let value = f64::from(u8::from_str_radix(&css[at..at + 2], 16).expect("two hex digits")) / 255.0;
        if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    [channel(1), channel(3), channel(5)]
}

fn mapped(rows: &[Rgb; 3], by: Rgb) -> Rgb {
    rows.map(|row| row.iter().zip(by).map(|(a, b)| a * b).sum())
}

fn through(vision: &[Rgb; 3], colour: Rgb) -> Rgb {
    mapped(vision, colour).map(|channel| channel.clamp(0.0, 1.0))
}

/// The place of a colour in the `OKLab` space, where equal distances look about equally different.
fn oklab(colour: Rgb) -> Rgb {
    const CONES: [Rgb; 3] = [
        [0.412_221_470_8, 0.536_332_536_3, 0.051_445_992_9],
        [0.211_903_498_2, 0.680_699_545_1, 0.107_396_956_6],
        [0.088_302_461_9, 0.281_718_837_6, 0.629_978_700_5],
    ];
    const PLACE: [Rgb; 3] = [
        [0.210_454_255_3, 0.793_617_785_0, -0.004_072_046_8],
        [1.977_998_495_1, -2.428_592_205_0, 0.450_593_709_9],
        [0.025_904_037_1, 0.782_771_766_2, -0.808_675_766_0],
    ];
    mapped(&PLACE, mapped(&CONES, colour).map(f64::cbrt))
}

fn distance(a: Rgb, b: Rgb) -> f64 {
    a.iter().zip(b).map(|(a, b)| (a - b) * (a - b)).sum::<f64>().sqrt()
}

fn contrast(a: &str, b: &str) -> f64 {
    let light = |css| {
        let [r, g, b] = linear(css);
        0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05
    };
    let (a, b) = (light(a), light(b));
    a.max(b) / a.min(b)
}

#[test]
fn no_two_keys_look_alike_to_anybody() {
    for (vision, map) in &VISIONS {
        let seen: Vec<Rgb> = KEY_COLOURS.iter().map(|css| oklab(through(map, linear(css)))).collect();
        for (i, a) in seen.iter().enumerate() {
            for (j, b) in seen.iter().enumerate().skip(i + 1) {
                let apart = distance(*a, *b);
                let names = (KEY_COLOURS[i], KEY_COLOURS[j]);
                assert!(apart >= 0.10, "{names:?} are {apart:.3} apart for {vision} vision");
            }
        }
    }
}

#[test]
fn keys_stand_out_on_the_belt_and_their_letters_on_them() {
    for theme in [Theme::Dark, Theme::Light] {
        for key in 0..12 {
            let colour = Ink::Key(key).css(theme);
            let rubber = contrast(colour, Ink::Rubber.css(theme));
            assert!(rubber >= 1.8, "{colour} on rubber, {theme:?}: {rubber:.2}");
            let letters = contrast(colour, Ink::letters_on(key));
            assert!(letters >= 4.5, "letters on {colour}: {letters:.2}");
        }
    }
}

#[test]
fn words_can_be_read_in_both_themes() {
    let pairs = [
        (Ink::Text, Ink::Floor),
        (Ink::Muted, Ink::Floor),
        (Ink::Harm, Ink::Floor),
        (Ink::Text, Ink::Panel),
        (Ink::Muted, Ink::Panel),
        (Ink::Harm, Ink::Panel),
        (Ink::SignText, Ink::Sign),
        (Ink::Text, Ink::SignOff),
        (Ink::HarmText, Ink::Harm),
        (Ink::FlapText, Ink::Flap),
        (Ink::Sign, Ink::Flap),
        (Ink::FlapText, Ink::Rubber),
        (Ink::Muted, Ink::Hood),
        (Ink::Good, Ink::Floor),
        (Ink::Good, Ink::Panel),
        (Ink::Sign, Ink::Poison),
    ];
    for theme in [Theme::Dark, Theme::Light] {
        for (front, back) in pairs {
            let ratio = contrast(front.css(theme), back.css(theme));
            assert!(ratio >= 4.5, "{front:?} on {back:?}, {theme:?}: {ratio:.2}");
        }
        for reader in 0..4 {
            let ratio = contrast(Ink::Reader(reader).css(theme), Ink::Floor.css(theme));
            assert!(ratio >= 4.5, "reader {reader}, {theme:?}: {ratio:.2}");
        }
    }
}
