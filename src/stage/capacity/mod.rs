//! The capacity stage: metrics of a stream or a shard as small charts over time, each with its alarm.

mod chart;
mod plan;
mod scale;

use super::display::{Align, Face, Picture, Target};
use super::geometry::Area;
use super::hall::Viewport;
use super::palette::Ink;
use super::pen;
use crate::engine::metrics::{Charts, Resolution};
use plan::Plan;

/// What the capacity stage shows.
#[derive(Clone, Copy, Debug)]
pub struct CapacityScene<'a> {
    /// The charts.
    pub charts: &'a Charts,
    /// What was chosen: [`Target::Chart`] for a metric.
    pub selected: Option<Target>,
}

/// The picture of a moment's charts: a pure function of the scene and the viewport. A chart is pointed at as
/// [`Target::Chart`].
#[must_use]
pub fn lay_out_capacity(scene: &CapacityScene, viewport: &Viewport) -> Picture {
    let mut picture = Picture::default();
    let stage = Area::new(0.0, 0.0, viewport.width.max(240.0), viewport.height.max(240.0));
    picture.back.push(pen::block(stage, 0.0, Ink::Floor));
    let plan = Plan::new(stage, scene.charts.charts.len());
    title(&mut picture, scene.charts, &plan);
    for (chart, area) in scene.charts.charts.iter().zip(&plan.cells) {
        chart::draw(&mut picture, scene.charts, chart, *area, plan.level);
        let target = Target::Chart(chart.metric);
        if scene.selected == Some(target) {
            picture.front.push(pen::frame(*area, 8.0, Ink::Sign, 2.5));
        } else if viewport.hovered == Some(target) {
            picture.front.push(pen::frame(*area, 8.0, Ink::Muted, 1.5));
        }
        picture.targets.push((*area, target));
    }
    picture
}

fn title(picture: &mut Picture, charts: &Charts, plan: &Plan) {
    let points = match charts.resolution {
        Resolution::Minute => "a point a minute, as CloudWatch has them",
        Resolution::Second => "a point a second, finer than CloudWatch",
    };
    let Area { x, w, .. } = plan.title;
    let y = plan.title.middle();
    let name = Face::bold(15);
    picture.front.push(pen::left(x, y, &charts.about, name, Ink::Text, w * 0.6));
    let used = super::words::width(&charts.about, name).min(w * 0.6) + 12.0;
    let rest = super::words::cut(points, Face::plain(13), w - used);
    picture.front.push(pen::text(x + w, y, rest, Face::plain(13), Ink::Muted, Align::Right));
}
