//! The picture: what is drawn stands where model time says, inside the stage, and can be pointed at.

use crate::support::stage_scene::{Scene, bag, bounce, desk};
use beltline::engine::id::RecordRef;
use beltline::engine::time::Micros;
use beltline::stage::{Align, Area, Luggage, Picture, Shape, Target, Viewport, lay_out, text_width};
use proptest::prelude::*;

const SIZES: [(f64, f64); 6] =
    [(390.0, 420.0), (390.0, 360.0), (820.0, 560.0), (1060.0, 650.0), (1440.0, 900.0), (1060.0, 360.0)];
const SHARDS: [u32; 6] = [1, 2, 5, 16, 64, 200];

fn viewport(width: f64, height: f64) -> Viewport {
    Viewport { width, height, scale: 1.0, ..Viewport::default() }
}

fn luggage(picture: &Picture, record: RecordRef) -> Luggage {
    let found = picture.luggage.iter().find(|bag| bag.record == Some(record));
    *found.expect("the bag is drawn")
}

/// Every target of a kind, by area.
fn areas(picture: &Picture, wanted: impl Fn(&Target) -> bool) -> Vec<Area> {
    let found = picture.targets.iter().filter(|(_, target)| wanted(target));
    found.map(|(area, _)| *area).collect()
}

fn text_area(shape: &Shape) -> Option<(Area, &str)> {
    let Shape::Text { at, text, face, align, .. } = shape else {
        return None;
    };
    let (w, h) = (text_width(text, *face), f64::from(face.size));
    let x = match align {
        Align::Left => at.x,
        Align::Centre => at.x - w / 2.0,
        Align::Right => at.x - w,
    };
    Some((Area::new(x, at.y - h / 2.0, w, h), text))
}

fn texts(picture: &Picture) -> Vec<(Area, &str)> {
    let shapes = picture.back.iter().chain(&picture.front);
    let found = shapes.filter_map(text_area);
    found.filter(|(_, text)| !text.is_empty()).collect()
}

fn overlap(a: Area, b: Area) -> bool {
    let slack = 0.5;
    a.x + slack < b.right() && b.x + slack < a.right() && a.y + slack < b.bottom() && b.y + slack < a.bottom()
}

#[test]
fn a_bag_drifts_right_as_it_ages_and_equal_ages_take_equal_ways() {
    let arrival = Micros::from_secs(100);
    let mut scene = Scene::new(2);
    scene.bags.push(bag(0, 7, "hello", arrival));
    let x_at = |age_ms: u64| {
        let snapshot = scene.at(arrival + Micros::from_millis(age_ms));
        let picture = lay_out(&snapshot, &viewport(1060.0, 650.0));
        luggage(&picture, scene.bags[0].record).foot.x
    };
    let places: Vec<f64> = (1_000..=10_000).step_by(500).map(x_at).collect();
    let steps: Vec<f64> = places.windows(2).map(|pair| pair[1] - pair[0]).collect();
    for step in &steps {
        assert!(*step > 0.0, "a bag never moves back");
        assert!((step - steps[0]).abs() < 1e-6, "time along the belt is even");
    }
}

#[test]
fn the_axis_labels_stand_where_bags_of_that_age_stand() {
    let arrival = Micros::from_secs(100);
    let mut scene = Scene::new(2);
    scene.bags.push(bag(1, 7, "user-1", arrival));
    let snapshot = scene.at(arrival + Micros::from_secs(4));
    let picture = lay_out(&snapshot, &viewport(1060.0, 650.0));
    let labels = texts(&picture);
    let (label, _) = labels.iter().find(|(_, text)| *text == "4 s ago").expect("labelled");
    let bag = luggage(&picture, scene.bags[0].record);
    assert!((label.x + label.w / 2.0 - bag.foot.x).abs() < 1e-6);
}

#[test]
fn a_bag_travels_without_a_jump_from_its_desk_to_the_belt() {
    let arrival = Micros::from_secs(100);
    let mut scene = Scene::new(2);
    scene.desks.push(desk(0, "web clicks"));
    scene.bags.push(bag(1, 0, "user-1", arrival));
    let foot_at = |age: Micros| {
        let picture = lay_out(&scene.at(arrival + age), &viewport(1060.0, 650.0));
        luggage(&picture, scene.bags[0].record).foot
    };
    let mut before = foot_at(Micros::ZERO);
    for ms in 1..1_200 {
        let now = foot_at(Micros::from_millis(ms));
        let moved = (now.x - before.x).hypot(now.y - before.y);
        assert!(moved < 9.0, "jumped {moved} px at {ms} ms");
        before = now;
    }
}

#[test]
fn without_motion_a_bag_appears_on_its_belt_at_once() {
    let arrival = Micros::from_secs(100);
    let mut scene = Scene::new(2);
    scene.bags.push(bag(0, 0, "hello", arrival));
    scene.bounces.push(bounce(0, "hello", arrival));
    let snapshot = scene.at(arrival + Micros::from_millis(10));
    let still = Viewport { reduced_motion: true, ..viewport(1060.0, 650.0) };
    let picture = lay_out(&snapshot, &still);
    let belts = areas(&picture, |target| *target == Target::Belt(0));
    let foot = luggage(&picture, scene.bags[0].record).foot;
    assert!(belts[0].contains(foot.x, foot.y));
    let refused = picture.luggage.iter().find(|bag| bag.refused).expect("the refused bag is drawn");
    assert!(refused.foot.x < belts[0].x, "it stands before the gate");
    for shape in picture.back.iter().filter(|shape| matches!(shape, Shape::Treads { .. })) {
        assert!(matches!(shape, Shape::Treads { shift, .. } if *shift == 0.0));
    }
}

#[test]
fn the_same_moment_gives_the_same_picture() {
    let scene = Scene::busy(5, 300);
    let snapshot = scene.at(Micros::from_secs(60));
    let viewport = viewport(1060.0, 650.0);
    assert_eq!(lay_out(&snapshot, &viewport), lay_out(&snapshot.clone(), &viewport));
}

#[test]
fn the_chosen_bag_has_a_ring_and_its_hash_on_the_board() {
    let mut scene = Scene::new(2);
    scene.bags.push(bag(0, 3, "hello", Micros::from_secs(95)));
    scene.bags.push(bag(1, 4, "user-1", Micros::from_secs(99)));
    let chosen = Viewport { selected: Some(scene.bags[0].record), ..viewport(1060.0, 650.0) };
    let picture = lay_out(&scene.at(Micros::from_secs(100)), &chosen);
    let labels = texts(&picture);
    let digits: String = labels.iter().map(|(_, text)| *text).filter(|text| text.len() == 8).collect();
    assert!(digits.contains(&scene.bags[0].hash.hex()), "{digits}");
    let bag = luggage(&picture, scene.bags[0].record).area();
    let ringed = |shape: &Shape| matches!(shape, Shape::Frame { area, .. } if *area == bag.grown(4.0));
    assert!(picture.front.iter().any(ringed));
}

#[test]
fn pointing_finds_desks_belts_and_carts() {
    let mut scene = Scene::busy(2, 0);
    scene.bounces.clear();
    let picture = lay_out(&scene.at(Micros::from_secs(60)), &viewport(1060.0, 650.0));
    assert!(picture.targets.len() >= 2 + 2 + 4);
    for (area, target) in &picture.targets {
        assert_eq!(picture.hit(area.x + area.w / 2.0, area.middle()), Some(*target));
    }
    assert_eq!(picture.hit(1.0, 1.0), None);
}

#[test]
fn everything_stands_inside_the_stage_and_no_two_belts_touch() {
    for (width, height) in SIZES {
        for shards in SHARDS {
            let picture = lay_out(&Scene::busy(shards, 400).at(Micros::from_secs(60)), &viewport(width, height));
            let stage = Area::new(0.0, 0.0, width, height);
            let inside = |area: &Area| stage.contains(area.x, area.y) && stage.contains(area.right(), area.bottom());
            let at = format!("{shards} shards at {width}x{height}");
            for (area, target) in &picture.targets {
                assert!(inside(area), "{target:?} at {area:?}, {at}");
            }
            for bag in &picture.luggage {
                assert!(inside(&bag.area()), "{bag:?}, {at}");
            }
            for (area, text) in texts(&picture) {
                assert!(inside(&area), "{text:?} at {area:?}, {at}");
            }
            let belts = areas(&picture, |target| matches!(target, Target::Belt(_)));
            assert_eq!(belts.len(), shards as usize);
            for pair in belts.windows(2) {
                assert!(pair[0].bottom() < pair[1].y, "{at}");
                assert_eq!((pair[0].x, pair[0].w), (pair[1].x, pair[1].w), "one axis for all, {at}");
            }
        }
    }
}

#[test]
fn words_do_not_cover_one_another() {
    for (width, height) in SIZES {
        for shards in SHARDS {
            let mut scene = Scene::busy(shards, 400);
            // The words on refused bags travel with them, and may pass over others.
            scene.bounces.clear();
            let picture = lay_out(&scene.at(Micros::from_secs(60)), &viewport(width, height));
            let words = texts(&picture);
            for (i, (a, text)) in words.iter().enumerate() {
                for (b, other) in &words[i + 1..] {
                    assert!(!overlap(*a, *b), "{text:?} and {other:?}, {shards} shards at {width}x{height}");
                }
            }
        }
    }
}

#[test]
fn an_empty_hall_says_what_will_come() {
    for (width, height) in SIZES {
        for shards in SHARDS {
            let picture = lay_out(&Scene::new(shards).at(Micros::ZERO), &viewport(width, height));
            assert!(texts(&picture).iter().any(|(_, text)| text.contains("Put a record")));
        }
    }
}

#[test]
fn thousands_of_bags_keep_the_picture_small() {
    let picture = lay_out(&Scene::busy(64, 2_000).at(Micros::from_secs(60)), &viewport(1280.0, 720.0));
    assert!(picture.luggage.len() >= 2_000);
    assert!(picture.back.len() + picture.front.len() < 1_500);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    /// The middle of the bag that was painted last is that bag, wherever it stands.
    #[test]
    fn pointing_at_a_bag_finds_it(shards in 1_u32..20, age_ms in 0_u64..9_900, key in "[a-z]{1,8}", width in 360.0..1600.0) {
        let arrival = Micros::from_secs(100);
        let mut scene = Scene::new(shards);
        let shard = scene.shard_of(&key);
        scene.bags.push(bag(shard, 11, &key, arrival));
        let picture = lay_out(&scene.at(arrival + Micros::from_millis(age_ms)), &viewport(width, 600.0));
        let area = luggage(&picture, scene.bags[0].record).area();
        let found = picture.hit(area.x + area.w / 2.0, area.middle());
        prop_assert_eq!(found, Some(Target::Bag(scene.bags[0].record)));
    }
}
