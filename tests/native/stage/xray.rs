//! The X-ray: what is drawn is what the mapping does, it fits, and it can be pointed at.

use crate::support::pictures::consumers::{bisecting, mapped, mapping, ms, xrays};
use crate::support::pictures::geometry::{SIZES, areas, holds, is_sound, overlap, says, texts};
use beltline::engine::World;
use beltline::engine::lambda::{MappingView, PartState};
use beltline::stage::{Area, Ink, Picture, Shape, Target, Viewport, XrayScene, lay_out_xray, shown};

fn viewport((width, height): (f64, f64)) -> Viewport {
    Viewport { width, height, scale: 1.0, ..Viewport::default() }
}

fn scene<'a>(world: &World, view: &'a MappingView) -> XrayScene<'a> {
    XrayScene { now: world.now(), mapping: Some(view), shard: 0, lane: 0, selected: None, caption: "" }
}

fn picture(world: &World, size: (f64, f64)) -> Picture {
    let view = mapping(world);
    lay_out_xray(&scene(world, &view), &viewport(size))
}

fn world(name: &str) -> World {
    let found = xrays().into_iter().find(|(known, _)| *known == name);
    found.expect("there is such a world").1
}

fn is_part(target: &Target) -> bool {
    matches!(target, Target::Part { .. })
}

/// The number of the part in hand.
fn current(view: &MappingView) -> u32 {
    let batch = shown(&view.shards[0].lanes[0]).expect("a batch is shown");
    batch.tree.current().expect("a part is in hand").0
}

fn part(view: &MappingView, part: u32) -> Target {
    Target::Part { consumer: view.consumer, shard: 0, lane: 0, part }
}

#[test]
fn every_picture_fits_at_every_size() {
    for (name, world) in xrays() {
        let view = mapping(&world);
        for size in SIZES {
            for (lane, caption) in [(0, ""), (1, "bisect on")] {
                let scene = XrayScene { lane, caption, ..scene(&world, &view) };
                let picture = lay_out_xray(&scene, &viewport(size));
                is_sound(&picture, size, name);
                assert!(caption.is_empty() || says(&picture, caption));
            }
        }
    }
}

#[test]
fn words_stand_beside_trays_or_in_them_and_never_across_an_edge() {
    for (name, world) in xrays() {
        for size in SIZES {
            let picture = picture(&world, size);
            for tray in areas(&picture, is_part) {
                for (area, text) in texts(&picture) {
                    // What is said of a tray may be wider than the tray.
                    let is_its_own = (area.x + area.w / 2.0 - tray.x - tray.w / 2.0).abs() < 1.0;
                    assert!(holds(tray, area) || !overlap(tray, area) || is_its_own, "{text:?}, {name} at {size:?}");
                }
            }
        }
    }
}

#[test]
fn all_moments_of_a_poison_record_fit() {
    let mut world = mapped(bisecting(16, &[9]), 228);
    for _ in 0..120 {
        world.advance_to(world.now() + ms(40));
        for size in [(1060.0, 700.0), (820.0, 600.0), (390.0, 430.0)] {
            is_sound(&picture(&world, size), size, &format!("poison at {}", world.now()));
        }
    }
}

#[test]
fn all_moments_of_a_large_batch_with_many_poisons_fit() {
    let poisons: Vec<u64> = (0..40).map(|i| i * 211 + 5).collect();
    let mut world = mapped(bisecting(10_000, &poisons), 10_000);
    for _ in 0..60 {
        world.advance_to(world.now() + ms(700));
        for size in [(1060.0, 700.0), (390.0, 430.0)] {
            let picture = picture(&world, size);
            is_sound(&picture, size, &format!("many at {}", world.now()));
            let shapes = picture.back.len() + picture.front.len() + picture.luggage.len();
            assert!(shapes < 2_500, "{shapes} shapes");
        }
    }
}

#[test]
fn the_part_in_hand_is_always_in_the_picture() {
    for (batch_size, records) in [(1, 4), (16, 40), (100, 120), (10_000, 10_000)] {
        let mut world = mapped(bisecting(batch_size, &[u64::from(records) - 2]), records);
        let mut seen = 0;
        for _ in 0..80 {
            world.advance_to(world.now() + ms(60));
            let view = mapping(&world);
            let Some(batch) = shown(&view.shards[0].lanes[0]) else { continue };
            if !batch.tree.has_failed() || batch.tree.current().is_none() {
                continue;
            }
            seen += 1;
            for size in SIZES {
                let picture = lay_out_xray(&scene(&world, &view), &viewport(size));
                let wanted = part(&view, current(&view));
                assert!(picture.targets.iter().any(|(_, target)| *target == wanted), "{batch_size} at {size:?}");
            }
        }
        assert!(seen > 5, "a batch of {batch_size} failed in only {seen} moments");
    }
}

#[test]
fn a_chosen_part_is_in_the_picture_with_a_ring() {
    let world = world("many-poisons");
    let view = mapping(&world);
    let parts = shown(&view.shards[0].lanes[0]).expect("a batch is shown").tree.parts.len();
    for number in (0..parts).step_by(parts / 9) {
        let target = part(&view, u32::try_from(number).expect("few parts"));
        let chosen = XrayScene { selected: Some(target), ..scene(&world, &view) };
        for size in SIZES {
            let picture = lay_out_xray(&chosen, &viewport(size));
            is_sound(&picture, size, "chosen");
            assert!(picture.targets.iter().any(|(_, found)| *found == target), "part {number} at {size:?}");
            let ring = |shape: &Shape| matches!(shape, Shape::Frame { stroke: Ink::Sign, width, .. } if *width > 2.4);
            assert!(picture.front.iter().any(ring));
        }
    }
}

#[test]
fn a_failing_batch_is_told_from_the_first_failure_to_lost_and_found() {
    let failing = picture(&world("first-fail"), SIZES[0]);
    assert!(says(&failing, "! blocked: 212 records wait"));
    assert!(says(&failing, "× failed, try 1") && says(&failing, "✓ passed") && says(&failing, "→ in the X-ray"));
    assert_eq!(failing.luggage.iter().filter(|bag| bag.poison).count(), 2, "the culprit, whole and in its half");
    let alone = picture(&world("poison"), SIZES[0]);
    assert!(says(&alone, "↻ again in") && says(&alone, "try 2 of 3, threw"));
    let done = picture(&world("poison-done"), SIZES[0]);
    for words in ["× dropped, 3 tries", "! Lost & Found: SNS lost-found", "3 invocations", "RetryAttemptsExhausted"] {
        assert!(says(&done, words), "{words}");
    }
    let card = areas(&done, |target| matches!(target, Target::Lost(..)))[0];
    let to_card = |shape: &Shape| {
        let Shape::Line { along, stroke: Ink::Harm, dash: Some(_), .. } = shape else { return false };
        along.last().is_some_and(|curve| (curve.to.y - card.y).abs() < 0.1)
    };
    assert!(done.back.iter().any(to_card), "a dashed line leads to the card");
}

#[test]
fn what_waits_has_a_striped_edge_and_what_passed_a_green_one() {
    let view = mapping(&world("poison"));
    let picture = picture(&world("poison"), SIZES[0]);
    let batch = shown(&view.shards[0].lanes[0]).expect("a batch is shown");
    for (number, it) in (0..).zip(&batch.tree.parts) {
        let found = picture.targets.iter().find(|(_, target)| *target == part(&view, number));
        let (area, _) = found.expect("all parts are shown");
        let on_edge = |edge: Area| (edge.x - area.x).abs() < 0.1 && (edge.y - area.y).abs() < 0.1;
        let framed = |ink: Ink| {
            let is_it =
                |shape: &Shape| matches!(shape, Shape::Frame { area, stroke, .. } if *stroke == ink && on_edge(*area));
            picture.back.iter().any(is_it)
        };
        match it.state {
            PartState::Passed => assert!(framed(Ink::Good)),
            PartState::Split => assert!(framed(Ink::Harm)),
            PartState::Waiting | PartState::BackingOff { .. } => {
                let striped = |shape: &Shape| {
                    let Shape::Line { along, dash: Some(_), .. } = shape else { return false };
                    along.len() == 4 && on_edge(Area::new(along[0].from.x, along[0].from.y, 0.0, 0.0))
                };
                assert!(picture.back.iter().any(striped));
            }
            _ => {}
        }
    }
}

/// The scan line over the tray in the tunnel, by its place.
fn scan_x(picture: &Picture) -> Option<f64> {
    picture.front.iter().find_map(|shape| match shape {
        Shape::Line { along, stroke: Ink::Flap, .. } => Some(along[0].from.x),
        _ => None,
    })
}

#[test]
fn the_scan_line_moves_with_model_time_and_stands_still_without_motion() {
    let mut world = world("first-fail");
    let (mut places, mut still) = (Vec::new(), Vec::new());
    for _ in 0..3 {
        let view = mapping(&world);
        let calm = Viewport { reduced_motion: true, ..viewport(SIZES[0]) };
        places.extend(scan_x(&picture(&world, SIZES[0])));
        still.extend(scan_x(&lay_out_xray(&scene(&world, &view), &calm)));
        world.advance_to(world.now() + ms(10));
    }
    assert!(places.len() == 3 && places.is_sorted() && places[0] < places[2], "{places:?}");
    assert!(still.len() == 3 && still[0].to_bits() == still[2].to_bits(), "{still:?}");
}

#[test]
fn without_motion_the_same_words_are_said() {
    for (name, world) in xrays() {
        let view = mapping(&world);
        let calm = Viewport { reduced_motion: true, ..viewport(SIZES[0]) };
        let words = |picture: &Picture| texts(picture).into_iter().map(|(_, text)| text.to_owned()).collect::<Vec<_>>();
        let calm = lay_out_xray(&scene(&world, &view), &calm);
        assert_eq!(words(&picture(&world, SIZES[0])), words(&calm), "{name}");
        is_sound(&calm, SIZES[0], name);
    }
}

#[test]
fn trays_that_pass_ride_through_and_come_out_green() {
    let mut world = world("passing");
    for _ in 0..40 {
        world.advance_to(world.now() + ms(17));
        for size in SIZES {
            is_sound(&picture(&world, size), size, "passing");
        }
    }
    let picture = picture(&world, SIZES[0]);
    assert!(says(&picture, "✓ passed") && says(&picture, "✓ never fails"));
}

#[test]
fn nothing_to_see_is_said() {
    for size in SIZES {
        let view = mapping(&world("quiet"));
        let none = XrayScene { mapping: None, ..scene(&world("quiet"), &view) };
        let none = lay_out_xray(&none, &viewport(size));
        assert!(says(&none, "No function reads this stream."));
        is_sound(&none, size, "no mapping");
        assert!(says(&picture(&world("quiet"), size), "Nothing came yet."));
        assert!(says(&picture(&world("disabled"), size), "The mapping is disabled."));
    }
}

#[test]
fn windows_lanes_and_partial_answers_are_shown() {
    let window = picture(&world("window"), SIZES[0]);
    assert!(says(&window, "0 s to 10 s") && says(&window, r#"{"records":"#));
    let ends = picture(&world("window-ends"), SIZES[0]);
    assert!(says(&ends, "✓ last call") && says(&ends, "window ends"));
    let lanes = picture(&world("lanes"), SIZES[0]);
    assert_eq!(areas(&lanes, |target| matches!(target, Target::Lane(..))).len(), 10);
    assert!(says(&picture(&world("partial"), SIZES[0]), "× named a record"));
    assert!(says(&picture(&world("filling"), SIZES[0]), "→ waiting, 40 of 100"));
}

#[test]
fn the_same_moment_gives_the_same_picture() {
    let world = world("hundred");
    assert_eq!(picture(&world, SIZES[0]), picture(&world, SIZES[0]));
}
