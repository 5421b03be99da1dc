//! The one painter: draws a picture on a canvas, in device pixels of whatever screen it is on.

use super::display::{Align, Face, Luggage, Picture, Shape};
use super::geometry::{Area, Cubic, Point, within};
use super::hall::Viewport;
use super::palette::{Ink, Theme};
use super::sprite::{Album, hazard, round};
use js_sys::Math;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

/// The aviation face, and what stands in for it.
pub(super) const MONO: &str = "\"Beltline Mono\",ui-monospace,Menlo,Consolas,monospace";
const SYSTEM: &str = "system-ui,-apple-system,\"Segoe UI\",Roboto,\"Helvetica Neue\",Arial,sans-serif";

/// Draws pictures on one canvas.
pub struct Painter {
    canvas: HtmlCanvasElement,
    context: CanvasRenderingContext2d,
    album: Album,
    /// Every way of setting type that was used, as CSS.
    faces: Vec<(Face, String)>,
    /// The text settings the context has now.
    face: Option<Face>,
    align: Option<Align>,
    theme: Theme,
}

impl Painter {
    /// A painter for a canvas; none where the browser has no 2D drawing.
    #[must_use]
    pub fn new(canvas: &HtmlCanvasElement) -> Option<Self> {
        let context = canvas.get_context("2d").ok()??.dyn_into().ok()?;
        Some(Self {
            canvas: canvas.clone(),
            context,
            album: Album::new()?,
            faces: Vec::new(),
            face: None,
            align: None,
            theme: Theme::Dark,
        })
    }

    /// Draws a picture, and makes the canvas fit the viewport first.
    pub fn paint(&mut self, picture: &Picture, viewport: &Viewport) {
        let scale = if viewport.scale > 0.0 { viewport.scale.min(4.0) } else { 1.0 };
        let (w, h) = (whole(viewport.width * scale), whole(viewport.height * scale));
        if self.canvas.width() != w || self.canvas.height() != h {
            self.canvas.set_width(w);
            self.canvas.set_height(h);
        }
        let _ = self.context.set_transform(scale, 0.0, 0.0, scale, 0.0, 0.0);
        // Another hand, or a new size, may have changed these.
        self.face = None;
        self.align = None;
        self.theme = viewport.theme;
        self.context.set_text_baseline("middle");
        self.context.set_line_cap("butt");
        self.album.fit(viewport.theme, scale);
        self.shapes(&picture.back);
        self.luggage(&picture.luggage);
        self.shapes(&picture.front);
    }

    fn luggage(&mut self, bags: &[Luggage]) {
        let mut ticks = [false; 12];
        for bag in bags {
            if bag.height < Luggage::TICK {
                ticks[usize::from(bag.tag.colour % 12)] = true;
            } else {
                self.album.stamp(&self.context, bag);
            }
        }
        for colour in (0..12_u8).filter(|colour| ticks[usize::from(*colour)]) {
            self.fill(Ink::Key(colour));
            for bag in bags.iter().filter(|bag| bag.height < Luggage::TICK && bag.tag.colour % 12 == colour) {
                let Area { x, y, w, h } = bag.area();
                self.context.fill_rect(x.round(), y, w, h);
            }
        }
    }

    fn shapes(&mut self, shapes: &[Shape]) {
        for shape in shapes {
            self.shape(shape);
        }
    }

    fn shape(&mut self, shape: &Shape) {
        let c = &self.context;
        match shape {
            Shape::Block { area, radius, fill } => {
                self.fill(*fill);
                if *radius < 0.25 {
                    c.fill_rect(area.x, area.y, area.w, area.h);
                } else {
                    round(c, *area, *radius);
                    c.fill();
                }
            }
            Shape::Frame { area, radius, stroke, width } => {
                self.stroke(*stroke, *width);
                round(c, *area, *radius);
                c.stroke();
            }
            Shape::Line { along, stroke, width, dash } => {
                self.stroke(*stroke, *width);
                if let Some(dash) = dash {
                    self.dashed(*dash);
                }
                c.begin_path();
                trace(c, along);
                c.stroke();
                if dash.is_some() {
                    let _ = c.set_line_dash(&js_sys::Array::new());
                }
            }
            Shape::Wedge { corners, fill } => {
                self.fill(*fill);
                c.begin_path();
                c.move_to(corners[0].x, corners[0].y);
                c.line_to(corners[1].x, corners[1].y);
                c.line_to(corners[2].x, corners[2].y);
                c.fill();
            }
            Shape::Treads { area, pitch, shift, stroke } => self.treads(*area, *pitch, *shift, *stroke),
            Shape::Rollers { first, count, pitch, radius, turn, fill } => {
                self.rollers(*first, *count, *pitch, *radius, *turn, *fill);
            }
            Shape::Ticks { x, w, rows, h, fill } => {
                self.fill(*fill);
                for y in rows {
                    c.fill_rect(*x, *y, *w, *h);
                }
            }
            Shape::Specks { at, w, h, fill } => {
                self.fill(*fill);
                for place in at {
                    c.fill_rect(place.x, place.y, *w, *h);
                }
            }
            Shape::Hazard { area, radius } => {
                c.save();
                round(c, *area, *radius);
                c.clip();
                let pitch = within(area.w.min(area.h) * 1.4, 4.0, 12.0);
                hazard(c, *area, pitch, self.theme);
                c.restore();
                // Restoring brings back the text settings of before as well, which are the same.
            }
            Shape::Text { at, text, face, fill, align } => self.text(*at, text, *face, *fill, *align),
        }
    }

    fn treads(&self, area: Area, pitch: f64, shift: f64, stroke: Ink) {
        let c = &self.context;
        self.stroke(stroke, 2.0);
        c.begin_path();
        let mut x = area.x + shift;
        while x < area.right() - 1.0 {
            if x > area.x + 1.0 {
                c.move_to(x, area.y + 2.0);
                c.line_to(x, area.bottom() - 2.0);
            }
            x += pitch;
        }
        c.stroke();
    }

    fn rollers(&self, first: Point, count: u32, pitch: f64, radius: f64, turn: f64, fill: Ink) {
        let c = &self.context;
        let places = || (0..count).map(|i| first.x + pitch * f64::from(i));
        self.fill(fill);
        c.begin_path();
        for x in places() {
            c.move_to(x + radius, first.y);
            let _ = c.arc(x, first.y, radius, 0.0, std::f64::consts::TAU);
        }
        c.fill();
        self.fill(Ink::Floor);
        // The browser has sines at hand; Rust's own would have to be loaded with the page.
        let (dx, dy) = (Math::cos(turn) * radius * 0.5, Math::sin(turn) * radius * 0.5);
        for x in places() {
            c.fill_rect(x + dx - 1.0, first.y + dy - 1.0, 2.0, 2.0);
        }
    }

    fn text(&mut self, at: Point, text: &str, face: Face, fill: Ink, align: Align) {
        if self.face != Some(face) {
            self.set_face(face);
        }
        if self.align != Some(align) {
            self.align = Some(align);
            self.context.set_text_align(match align {
                Align::Left => "left",
                Align::Centre => "center",
                Align::Right => "right",
            });
        }
        self.fill(fill);
        let _ = self.context.fill_text(text, at.x, at.y);
    }

    fn set_face(&mut self, face: Face) {
        self.face = Some(face);
        let known = self.faces.iter().position(|(seen, _)| *seen == face);
        let at = known.unwrap_or_else(|| {
            let weight = if face.bold { 600 } else { 400 };
            let family = if face.mono { MONO } else { SYSTEM };
            self.faces.push((face, format!("{weight} {}px {family}", face.size)));
            self.faces.len() - 1
        });
        self.context.set_font(&self.faces[at].1);
        // Not every browser spaces letters on a canvas; those that do not still show the words.
        let spacing = if face.spaced { "0.09em" } else { "0px" };
        let _ = js_sys::Reflect::set(&self.context, &JsValue::from_str("letterSpacing"), &JsValue::from_str(spacing));
    }

    fn fill(&self, ink: Ink) {
        self.context.set_fill_style_str(ink.css(self.theme));
    }

    fn stroke(&self, ink: Ink, width: f64) {
        self.context.set_stroke_style_str(ink.css(self.theme));
        self.context.set_line_width(width);
    }

    fn dashed(&self, [dash, gap, shift]: [f64; 3]) {
        let pattern = js_sys::Array::of2(&dash.into(), &gap.into());
        let _ = self.context.set_line_dash(&pattern);
        self.context.set_line_dash_offset(shift);
    }
}

fn trace(c: &CanvasRenderingContext2d, along: &[Cubic]) {
    let mut end = None;
    for curve in along {
        if end != Some(curve.from) {
            c.move_to(curve.from.x, curve.from.y);
        }
        c.bezier_curve_to(curve.out.x, curve.out.y, curve.back.x, curve.back.y, curve.to.x, curve.to.y);
        end = Some(curve.to);
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a canvas has few enough pixels")]
fn whole(length: f64) -> u32 {
    length.round().max(1.0) as u32
}
