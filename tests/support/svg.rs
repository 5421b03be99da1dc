//! A picture as SVG, for looking at it without a browser.

use beltline::stage::{Align, Area, Cubic, Face, Ink, Luggage, Picture, Shape, Theme, Viewport};
use std::fmt::Write;

/// The picture as the text of an SVG file.
pub(crate) fn svg(picture: &Picture, viewport: &Viewport) -> String {
    let Viewport { width, height, theme, .. } = *viewport;
    let mut out = format!(r#"<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}">"#);
    picture.back.iter().for_each(|shape| draw(&mut out, shape, theme));
    picture.luggage.iter().for_each(|bag| luggage(&mut out, bag, theme));
    picture.front.iter().for_each(|shape| draw(&mut out, shape, theme));
    out.push_str("</svg>\n");
    out
}

fn rect(out: &mut String, area: Area, radius: f64, paint: &str) {
    let Area { x, y, w, h } = area;
    write!(out, r#"<rect x="{x:.2}" y="{y:.2}" width="{w:.2}" height="{h:.2}" rx="{radius}" {paint}/>"#)
        .expect("a string takes it");
}

fn filled(out: &mut String, area: Area, radius: f64, colour: &str) {
    rect(out, area, radius, &format!(r#"fill="{colour}""#));
}

fn line(out: &mut String, along: &[Cubic], colour: &str, width: f64, dash: Option<[f64; 3]>) {
    let mut path = String::new();
    for Cubic { from, out: a, back: b, to } in along {
        let ends = (from.x, from.y, a.x, a.y, b.x, b.y, to.x, to.y);
        let (x0, y0, x1, y1, x2, y2, x3, y3) = ends;
        write!(path, "M{x0:.2} {y0:.2}C{x1:.2} {y1:.2} {x2:.2} {y2:.2} {x3:.2} {y3:.2}").expect("a string takes it");
    }
    let dash = dash.map_or_else(String::new, |[dash, gap, shift]| {
        format!(r#"stroke-dasharray="{dash} {gap}" stroke-dashoffset="{shift}""#)
    });
    write!(out, r#"<path d="{path}" fill="none" stroke="{colour}" stroke-width="{width}" {dash}/>"#)
        .expect("a string takes it");
}

fn draw(out: &mut String, shape: &Shape, theme: Theme) {
    match shape {
        Shape::Block { area, radius, fill } => filled(out, *area, *radius, fill.css(theme)),
        Shape::Frame { area, radius, stroke, width } => {
            let paint = format!(r#"fill="none" stroke="{}" stroke-width="{width}""#, stroke.css(theme));
            rect(out, *area, *radius, &paint);
        }
        Shape::Line { along, stroke, width, dash } => line(out, along, stroke.css(theme), *width, *dash),
        Shape::Wedge { corners: [a, b, c], fill } => {
            let colour = fill.css(theme);
            write!(out, r#"<path d="M{} {}L{} {}L{} {}Z" fill="{colour}"/>"#, a.x, a.y, b.x, b.y, c.x, c.y)
                .expect("a string takes it");
        }
        Shape::Treads { area, pitch, shift, stroke } => {
            let mut x = area.x + shift;
            while x < area.right() - 1.0 {
                if x > area.x + 1.0 {
                    filled(out, Area::new(x - 1.0, area.y + 2.0, 2.0, area.h - 4.0), 0.0, stroke.css(theme));
                }
                x += pitch;
            }
        }
        Shape::Rollers { first, count, pitch, radius, fill, .. } => {
            for i in 0..*count {
                let x = first.x + pitch * f64::from(i);
                let area = Area::new(x - radius, first.y - radius, radius * 2.0, radius * 2.0);
                filled(out, area, *radius, fill.css(theme));
            }
        }
        Shape::Ticks { x, w, rows, h, fill } => {
            for y in rows {
                filled(out, Area::new(*x, *y, *w, *h), 0.0, fill.css(theme));
            }
        }
        Shape::Specks { at, w, h, fill } => {
            for place in at {
                filled(out, Area::new(place.x, place.y, *w, *h), 0.0, fill.css(theme));
            }
        }
        Shape::Hazard { area, radius } => hazard(out, *area, *radius, theme),
        Shape::Text { at, text: words, face, fill, align } => {
            let anchor = match align {
                Align::Left => "start",
                Align::Centre => "middle",
                Align::Right => "end",
            };
            text(out, at.x, at.y, words, *face, fill.css(theme), anchor);
        }
    }
}

fn hazard(out: &mut String, area: Area, radius: f64, theme: Theme) {
    let pitch = (area.w.min(area.h) * 1.4).clamp(4.0, 12.0);
    let id = out.len();
    let (red, black) = (Ink::Harm.css(theme), Ink::SignText.css(theme));
    write!(
        out,
        r#"<pattern id="h{id}" width="{pitch}" height="{pitch}" patternUnits="userSpaceOnUse" patternTransform="skewX(-45)"><rect width="{pitch}" height="{pitch}" fill="{red}"/><rect width="{}" height="{pitch}" fill="{black}"/></pattern>"#,
        pitch / 2.0
    )
    .expect("a string takes it");
    rect(out, area, radius, &format!(r#"fill="url(#h{id})""#));
}

fn text(out: &mut String, x: f64, y: f64, words: &str, face: Face, colour: &str, anchor: &str) {
    let family = if face.mono { "B612 Mono,monospace" } else { "system-ui,sans-serif" };
    let (weight, spacing) = (if face.bold { 600 } else { 400 }, if face.spaced { 0.09 } else { 0.0 });
    let words = words.replace('&', "&amp;").replace('<', "&lt;");
    let size = face.size;
    write!(
        out,
        r#"<text x="{x:.2}" y="{y:.2}" font-family="{family}" font-size="{size}" font-weight="{weight}" letter-spacing="{spacing}em" fill="{colour}" text-anchor="{anchor}" dominant-baseline="central">{words}</text>"#
    )
    .expect("a string takes it");
}

fn luggage(out: &mut String, bag: &Luggage, theme: Theme) {
    let area = bag.area();
    let key = if bag.poison { Ink::Poison } else { Ink::Key(bag.tag.colour) }.css(theme);
    if bag.height < Luggage::TICK {
        return filled(out, area, 0.0, key);
    }
    let h = f64::from(bag.height);
    let handle = Area::new(bag.foot.x - area.w * 0.17, area.y + h * 0.06, area.w * 0.34, h * 0.4);
    let grip = if bag.poison { Ink::Harm.css(theme) } else { key };
    rect(out, handle, h * 0.1, &format!(r#"fill="none" stroke="{grip}" stroke-width="{}""#, (h * 0.085).max(1.25)));
    let body = Area::new(area.x, area.y + h * 0.24, area.w, h * 0.76);
    filled(out, body, h * 0.13, key);
    filled(out, Area { h: 1.0, ..body }, 0.0, "rgba(255,255,255,.34)");
    if bag.refused {
        hazard(out, Area { y: body.bottom() - h * 0.34, h: h * 0.34, ..body }, 0.0, theme);
    }
    if bag.refused || bag.poison {
        rect(out, body, h * 0.13, &format!(r#"fill="none" stroke="{}" stroke-width="1.5""#, Ink::Harm.css(theme)));
    }
    let letters = String::from_utf8_lossy(&bag.tag.letters);
    let (letters, colour, size) = if bag.poison {
        ("!", Ink::Sign.css(theme), h * 0.57)
    } else {
        (letters.trim(), Ink::letters_on(bag.tag.colour), h * 0.43)
    };
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a letter is small")]
    let face = Face { bold: true, ..Face::mono(size.round() as u8) };
    if size >= 6.0 {
        text(out, bag.foot.x, body.middle(), letters, face, colour, "middle");
    }
}
