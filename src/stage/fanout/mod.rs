//! The fan-out: one shard and all who read it. Standard consumers queue at the one loading door that they share; every
//! enhanced fan-out consumer has a spur conveyor of its own.

mod door;
mod latency;
mod plan;
mod row;
mod shards;
mod spur;

use super::display::{Align, Face, Picture, Shape, Target};
use super::geometry::{Area, Point};
use super::hall::Viewport;
use super::palette::Ink;
use super::pen;
use crate::engine::readers::{ReaderShard, ReaderView};
use crate::engine::snapshot::Belt;
use crate::engine::time::Micros;
use plan::{COLUMNS, Group, Level, Plan};

/// What the fan-out stage shows.
#[derive(Clone, Copy, Debug)]
pub struct FanoutScene<'a> {
    /// The moment.
    pub now: Micros,
    /// The consumers of the stream, in the order they were added.
    pub readers: &'a [ReaderView],
    /// The shards of the stream, by index.
    pub shards: &'a [Belt],
    /// The shard that is shown at large, by index.
    pub shard: u32,
    /// What was chosen: [`Target::Cart`] for a consumer on the shard.
    pub selected: Option<Target>,
}

/// Everything that the parts of the picture draw from.
struct Look<'a> {
    scene: &'a FanoutScene<'a>,
    /// The shard at large.
    belt: &'a Belt,
    /// Those that share the door, with their place on the shard.
    standard: Vec<Reader<'a>>,
    /// Those with a spur of their own.
    pushed: Vec<Reader<'a>>,
    still: bool,
    hovered: Option<Target>,
}

/// A consumer on the shard in view.
#[derive(Clone, Copy)]
struct Reader<'a> {
    view: &'a ReaderView,
    shard: ReaderShard,
}

impl Reader<'_> {
    /// Its colour, the same as in the hall.
    fn ink(&self) -> Ink {
        Ink::Reader(u8::try_from(self.view.consumer.0 % 4).unwrap_or(0))
    }

    fn is_refused(&self) -> bool {
        self.view.throttled_per_s > 0 && !self.view.is_pushed()
    }

    fn target(&self) -> Target {
        Target::Cart(self.view.consumer, self.shard.shard)
    }
}

/// The picture of a moment of a stream's consumers: a pure function of the scene and the viewport. A consumer is pointed
/// at as [`Target::Cart`], a shard as [`Target::Belt`].
#[must_use]
pub fn lay_out_fanout(scene: &FanoutScene, viewport: &Viewport) -> Picture {
    let mut picture = Picture::default();
    let stage = Area::new(0.0, 0.0, viewport.width.max(240.0), viewport.height.max(240.0));
    picture.back.push(pen::block(stage, 0.0, Ink::Floor));
    let Some(belt) = scene.shards.iter().find(|belt| belt.index == scene.shard).or(scene.shards.first()) else {
        quiet(&mut picture, stage, "No stream yet.", "Make one, and its readers stand here.");
        return picture;
    };
    let on_shard = |view| {
        let view: &ReaderView = view;
        let shard = *view.shards.iter().find(|place| place.shard == belt.index)?;
        Some(Reader { view, shard })
    };
    let (pushed, standard) = scene.readers.iter().filter_map(on_shard).partition(|reader| reader.view.is_pushed());
    let look = Look { scene, belt, standard, pushed, still: viewport.reduced_motion, hovered: viewport.hovered };
    let plan = Plan::new(stage, scene.shards.len(), look.standard.len(), look.pushed.len());
    shards::draw(&mut picture, &look, &plan);
    trunk(&mut picture, &look, plan.trunk);
    if look.standard.is_empty() && look.pushed.is_empty() {
        let free = Area { x: plan.trunk.right(), w: stage.w - plan.trunk.right(), ..stage };
        quiet(&mut picture, free, "Nobody reads this stream.", "Add a consumer, and its cart comes here.");
        return picture;
    }
    door::draw(&mut picture, &look, &plan);
    spur::draw(&mut picture, &look, &plan);
    picture
}

fn quiet(picture: &mut Picture, area: Area, strong: &str, soft: &str) {
    let (x, y) = (area.x + area.w / 2.0, area.middle());
    picture.front.push(pen::text(x, y - 10.0, strong, Face::bold(15), Ink::Text, Align::Centre));
    picture.front.push(pen::text(x, y + 12.0, soft, Face::plain(13), Ink::Muted, Align::Centre));
}

/// The end of the shard's belt, from above: everything on it goes past the door and the spurs.
fn trunk(picture: &mut Picture, look: &Look, area: Area) {
    const TREAD: f64 = 24.0;
    let out = &mut picture.back;
    out.push(pen::block(area, 3.0, Ink::Rubber));
    let moves = !look.still && look.belt.records_per_s > 0;
    let drift = if moves { cycle(look.scene.now, Micros::from_millis(800)) * TREAD } else { 0.0 };
    let places = |lead: f64, pitch: f64| {
        let mut rows = Vec::new();
        let mut y = area.y + lead;
        while y < area.bottom() - 3.0 {
            if y > area.y + 2.0 {
                rows.push(y);
            }
            y += pitch;
        }
        rows
    };
    out.push(Shape::Ticks { x: area.x + 2.0, w: area.w - 4.0, rows: places(drift, TREAD), h: 2.0, fill: Ink::Tread });
    if look.belt.records_per_s > 0 {
        let w = (area.w * 0.34).max(6.0);
        let x = area.x + (area.w - w) / 2.0;
        let rows = places(drift + 8.0, TREAD * 2.0);
        let rows = rows.into_iter().filter(|y| y + 11.0 < area.bottom()).collect();
        out.push(Shape::Ticks { x, w, rows, h: 9.0, fill: Ink::Steel });
    }
    for x in [area.x, area.right()] {
        out.push(pen::line(Point::new(x, area.y), Point::new(x, area.bottom()), Ink::Rail, 2.5));
    }
}

/// How much of a span that comes again and again has passed, from 0 to 1.
fn cycle(now: Micros, span: Micros) -> f64 {
    super::axis::share(Micros(now.0 % span.0.max(1)), span)
}

/// The labels over the latency of a group of rows.
fn axis(picture: &mut Picture, plan: &Plan, group: &Group) {
    let Some(row) = group.rows.first().filter(|_| !plan.narrow && plan.level != Level::Grid) else { return };
    let info = plan.info(*row);
    let x = info.x + info.w * COLUMNS[3];
    latency::axis(picture, x, info.right() - x, group.head.y + 15.0);
}

/// The ring around a consumer that is chosen or pointed at, and what is pointed at.
fn target(picture: &mut Picture, look: &Look, plan: &Plan, area: Area, reader: &Reader) {
    let target = reader.target();
    let ring = area.grown(if plan.level == Level::Grid { -1.0 } else { 0.0 });
    if look.scene.selected == Some(target) {
        picture.front.push(pen::frame(ring, 7.0, Ink::Sign, 2.5));
    } else if look.hovered == Some(target) {
        picture.front.push(pen::frame(ring, 7.0, Ink::Muted, 1.5));
    }
    picture.targets.push((area, target));
}
