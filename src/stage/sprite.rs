//! Bags as stamps: each look is drawn once on a sheet and copied from there.
//!
//! A browser copies a sheet that is drawn on after it was drawn from. With one sheet of 2,048 pixels a side every new
//! look cost 14 ms; of a sheet of 256 it copies a sixty-fourth.

use super::display::Luggage;
use super::geometry::Area;
use super::palette::{Ink, Theme};
use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

/// Side of a sheet in device pixels; the largest stamp takes 80.
const SHEET: u32 = 256;
/// More sheets than this are not kept: looks that are still needed are drawn again.
const SHEETS_MAX: usize = 64;

/// A look: colour, letters, height, whether it was refused, and whether a function failed at it.
type Look = (u8, [u8; 2], u8, bool, bool);

/// On which sheet a stamp lies, and where, in device pixels.
#[derive(Clone, Copy)]
struct Stamp {
    sheet: usize,
    x: f64,
    y: f64,
    side: f64,
}

/// A canvas that is never shown.
struct Sheet {
    canvas: HtmlCanvasElement,
    context: CanvasRenderingContext2d,
}

impl Sheet {
    fn new() -> Option<Self> {
        let canvas = web_sys::window()?.document()?.create_element("canvas").ok()?;
        let canvas: HtmlCanvasElement = canvas.dyn_into().ok()?;
        canvas.set_width(SHEET);
        canvas.set_height(SHEET);
        let context = canvas.get_context("2d").ok()??.dyn_into().ok()?;
        Some(Self { canvas, context })
    }
}

/// All stamps, for one theme and one scale.
pub(super) struct Album {
    /// The last one is drawn on.
    pages: Vec<Sheet>,
    /// In the order of their looks.
    stamps: Vec<(Look, Stamp)>,
    theme: Theme,
    scale: f64,
    next: (f64, f64),
    shelf: f64,
}

impl Album {
    /// An album with one empty sheet; none where the browser gives no second canvas.
    pub(super) fn new() -> Option<Self> {
        let sheets = vec![Sheet::new()?];
        Some(Self { pages: sheets, stamps: Vec::new(), theme: Theme::Dark, scale: 0.0, next: (0.0, 0.0), shelf: 0.0 })
    }

    /// Makes the sheets fit a theme and a scale; the old stamps are dropped when it did not.
    pub(super) fn fit(&mut self, theme: Theme, scale: f64) {
        if self.theme != theme || (self.scale - scale).abs() > f64::EPSILON {
            self.theme = theme;
            self.scale = scale;
            self.clear();
        }
    }

    fn clear(&mut self) {
        let side = f64::from(SHEET);
        self.pages.truncate(1);
        let context = &self.pages[0].context;
        let _ = context.set_transform(1.0, 0.0, 0.0, 1.0, 0.0, 0.0);
        context.clear_rect(0.0, 0.0, side, side);
        self.stamps.clear();
        self.next = (0.0, 0.0);
        self.shelf = 0.0;
    }

    /// Copies a bag's stamp to a canvas whose unit is a CSS pixel.
    pub(super) fn stamp(&mut self, to: &CanvasRenderingContext2d, bag: &Luggage) {
        let look = (bag.tag.colour % 12, bag.tag.letters, bag.height, bag.refused, bag.poison);
        let stamp = match self.stamps.get(self.place(look)) {
            Some((known, stamp)) if *known == look => *stamp,
            _ => self.make(look, bag),
        };
        let side = stamp.side / self.scale;
        // Whole device pixels, so that letters stay sharp.
        let snap = |x: f64| (x * self.scale).round() / self.scale;
        let (x, y) = (snap(bag.foot.x - side / 2.0), snap(bag.foot.y - f64::from(bag.height) - 2.0));
        let _ = to.draw_image_with_html_canvas_element_and_sw_and_sh_and_dx_and_dy_and_dw_and_dh(
            &self.pages[stamp.sheet].canvas,
            stamp.x,
            stamp.y,
            stamp.side,
            stamp.side,
            x,
            y,
            side,
            side,
        );
    }

    fn make(&mut self, look: Look, bag: &Luggage) -> Stamp {
        // The body is 1.16 times as wide as the bag is high; 2 pixels around it are for the outline.
        let side = ((f64::from(bag.height) * 1.16 + 4.0) * self.scale).ceil();
        if self.next.0 + side > f64::from(SHEET) {
            self.next = (0.0, self.next.1 + self.shelf);
            self.shelf = 0.0;
        }
        if self.next.1 + side > f64::from(SHEET) {
            self.turn();
        }
        let stamp = Stamp { sheet: self.pages.len() - 1, x: self.next.0, y: self.next.1, side };
        self.next.0 += side;
        self.shelf = self.shelf.max(side);
        self.draw(look, stamp);
        self.stamps.insert(self.place(look), (look, stamp));
        stamp
    }

    /// Takes a fresh sheet, or begins again when there are enough of them.
    fn turn(&mut self) {
        match Sheet::new().filter(|_| self.pages.len() < SHEETS_MAX) {
            Some(sheet) => {
                self.pages.push(sheet);
                self.next = (0.0, 0.0);
                self.shelf = 0.0;
            }
            None => self.clear(),
        }
    }

    fn place(&self, look: Look) -> usize {
        self.stamps.partition_point(|(known, _)| *known < look)
    }

    fn draw(&self, (colour, letters, height, refused, poison): Look, stamp: Stamp) {
        let c = &self.pages[stamp.sheet].context;
        let s = self.scale;
        let _ = c.set_transform(s, 0.0, 0.0, s, stamp.x + stamp.side / 2.0, stamp.y + 2.0 * s);
        let h = f64::from(height);
        let w = h * 1.16;
        let (left, top) = (-w / 2.0, h * 0.24);
        let body = h - top;
        let radius = (h * 0.13).max(1.5);
        let key = if poison { Ink::Poison.css(self.theme) } else { Ink::Key(colour).css(self.theme) };
        // The handle.
        c.set_line_cap("round");
        c.set_line_width((h * 0.085).max(1.25));
        c.set_stroke_style_str(if refused || poison { Ink::Harm.css(self.theme) } else { key });
        round(c, Area::new(-w * 0.17, h * 0.06, w * 0.34, h * 0.4), radius * 0.8);
        c.stroke();
        // The body, with a light upper edge and a shaded foot.
        c.save();
        round(c, Area::new(left, top, w, body), radius);
        c.clip();
        c.set_fill_style_str(key);
        c.fill_rect(left, top, w, body);
        c.set_fill_style_str("rgba(255,255,255,.34)");
        c.fill_rect(left, top, w, (h * 0.065).max(1.0));
        c.fill_rect(left, top, (h * 0.045).max(0.75), body);
        c.set_fill_style_str("rgba(0,0,0,.2)");
        c.fill_rect(left, h - body * 0.14, w, body * 0.14);
        if refused {
            hazard(c, Area::new(left, h - body * 0.34, w, body * 0.34), h * 0.17, self.theme);
        }
        c.restore();
        if refused || poison {
            c.set_stroke_style_str(Ink::Harm.css(self.theme));
            c.set_line_width(1.5);
            round(c, Area::new(left, top, w, body), radius);
            c.stroke();
        }
        let letters_y = if refused { top + body * 0.36 } else { top + body * 0.47 };
        if poison {
            write(c, Ink::Sign.css(self.theme), *b"! ", h * 1.25, letters_y);
        } else {
            write(c, Ink::letters_on(colour), letters, h, letters_y);
        }
    }
}

/// The tag's letters.
fn write(c: &CanvasRenderingContext2d, fill: &str, letters: [u8; 2], h: f64, y: f64) {
    let two = letters[1] != b' ';
    // Letters too small to read would only be noise.
    let size = if two { h * 0.4 } else { h * 0.46 };
    if size < 6.0 {
        return;
    }
    let text: String = letters.iter().map(|b| char::from(*b)).filter(|l| *l != ' ').collect();
    c.set_font(&format!("700 {}px {}", whole(size), super::painter::MONO));
    c.set_text_align("center");
    c.set_text_baseline("middle");
    c.set_fill_style_str(fill);
    let _ = c.fill_text(&text, 0.0, y + size * 0.06);
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a letter is lower than 255 pixels")]
fn whole(size: f64) -> u8 {
    size.round() as u8
}

/// The path of a rectangle with round corners.
pub(super) fn round(context: &CanvasRenderingContext2d, area: Area, radius: f64) {
    let Area { x, y, w, h } = area;
    let radius = radius.min(w / 2.0).min(h / 2.0).max(0.0);
    let (right, bottom) = (area.right(), area.bottom());
    context.begin_path();
    if radius < 0.25 {
        context.rect(x, y, w, h);
        return;
    }
    context.move_to(x + radius, y);
    let _ = context.arc_to(right, y, right, bottom, radius);
    let _ = context.arc_to(right, bottom, x, bottom, radius);
    let _ = context.arc_to(x, bottom, x, y, radius);
    let _ = context.arc_to(x, y, right, y, radius);
    context.close_path();
}

/// Diagonal stripes over a rectangle.
pub(super) fn hazard(context: &CanvasRenderingContext2d, area: Area, pitch: f64, theme: Theme) {
    context.set_fill_style_str(Ink::Harm.css(theme));
    context.fill_rect(area.x, area.y, area.w, area.h);
    context.set_fill_style_str(Ink::SignText.css(theme));
    context.begin_path();
    let mut at = area.x - area.h;
    while at < area.right() {
        context.move_to(at, area.bottom());
        context.line_to(at + area.h, area.y);
        context.line_to(at + area.h + pitch * 0.5, area.y);
        context.line_to(at + pitch * 0.5, area.bottom());
        context.close_path();
        at += pitch.max(1.0);
    }
    context.fill();
}
