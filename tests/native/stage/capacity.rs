//! The charts: every metric has its place and its name, what they show is what happened, and they fit.

use crate::support::pictures::capacity;

use crate::support::pictures::capacity::{STREAM, all, named, picture};
use crate::support::pictures::geometry::{SIZES, areas, is_sound, says};
use beltline::engine::World;
use beltline::engine::metrics::{AlarmState, ChartAsk, Charts, Metric, Resolution};
use beltline::stage::{Ink, Picture, Shape, Target, Viewport};

const RESOLUTIONS: [Resolution; 2] = [Resolution::Minute, Resolution::Second];

fn viewport((width, height): (f64, f64)) -> Viewport {
    Viewport { width, height, scale: 1.0, ..Viewport::default() }
}

fn charts(world: &World, resolution: Resolution) -> Charts {
    world.charts(&ChartAsk { stream: STREAM, shard: None, resolution }).expect("a stream")
}

fn lines(picture: &Picture, ink: Ink) -> usize {
    let is = |shape: &&Shape| matches!(shape, Shape::Line { stroke, .. } if *stroke == ink);
    picture.front.iter().filter(is).count()
}

#[test]
fn every_world_fits_at_every_size() {
    for (name, world) in all() {
        for size in SIZES {
            for resolution in RESOLUTIONS {
                for shard in [None, Some(1)] {
                    let picture = picture(&world, &viewport(size), shard, resolution);
                    is_sound(&picture, size, name);
                    assert_eq!(areas(&picture, |target| matches!(target, Target::Chart(_))).len(), 6);
                }
            }
        }
    }
}

#[test]
fn the_names_are_those_of_cloudwatch() {
    let world = named("hot");
    for (shard, names) in [(None, ChartAsk::OF_STREAM), (Some(1), ChartAsk::OF_SHARD)] {
        let picture = picture(&world, &viewport((1060.0, 700.0)), shard, Resolution::Minute);
        for metric in names {
            assert!(says(&picture, metric.name()), "{}", metric.name());
        }
    }
}

#[test]
fn bars_are_the_datapoints_and_harm_is_striped() {
    let world = named("hot");
    let charts = charts(&world, Resolution::Minute);
    let refused = charts.charts.iter().find(|chart| chart.metric == Metric::WriteProvisionedThroughputExceeded);
    let refused = refused.expect("a chart");
    let with_refusals = refused.points.iter().filter(|point| point.thousandths > 0).count();
    assert!(with_refusals > 2);
    let picture = picture(&world, &viewport((1060.0, 700.0)), None, Resolution::Minute);
    let striped = picture.front.iter().filter(|shape| matches!(shape, Shape::Hazard { .. })).count();
    assert!((with_refusals - 1..=with_refusals).contains(&striped), "a sliver of a minute is too narrow for stripes");
    let calm = named("young");
    let quiet = capacity::picture(&calm, &viewport((1060.0, 700.0)), None, Resolution::Minute);
    assert!(!quiet.front.iter().any(|shape| matches!(shape, Shape::Hazard { .. })));
}

#[test]
fn an_alarm_has_its_line_and_its_state_and_only_over_minutes() {
    let world = named("hot");
    let minutes = picture(&world, &viewport((1060.0, 700.0)), None, Resolution::Minute);
    assert_eq!(lines(&minutes, Ink::Sign), 3);
    assert!(says(&minutes, "alarm ≥ 60 s") && says(&minutes, AlarmState::Ok.name()));
    let seconds = picture(&world, &viewport((1060.0, 700.0)), None, Resolution::Second);
    assert_eq!(lines(&seconds, Ink::Sign), 0);
    assert!(says(&seconds, AlarmState::Ok.name()));
}

#[test]
fn the_minute_that_goes_on_is_an_outline() {
    let world = named("young");
    let minute = charts(&world, Resolution::Minute);
    assert!(minute.charts.iter().any(|chart| chart.so_far.is_some()));
    assert!(charts(&world, Resolution::Second).charts.iter().all(|chart| chart.so_far.is_none()));
}
