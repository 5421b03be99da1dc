//! The fan-out: every consumer of a shard has its row, what it shows is what it does, and it fits.

use crate::support::pictures::consumers::{belts, fanned, ms, readers, world};
use crate::support::pictures::geometry::{SIZES, areas, is_sound, says, texts};
use beltline::engine::World;
use beltline::engine::command::Command;
use beltline::engine::time::Micros;
use beltline::stage::{FanoutScene, Ink, Picture, Shape, Target, Viewport, lay_out_fanout};

fn viewport((width, height): (f64, f64)) -> Viewport {
    Viewport { width, height, scale: 1.0, ..Viewport::default() }
}

fn picture(world: &World, viewport: &Viewport) -> Picture {
    let (readers, shards) = (readers(world), belts(world));
    let scene = FanoutScene { now: world.now(), readers: &readers, shards: &shards, shard: 0, selected: None };
    lay_out_fanout(&scene, viewport)
}

fn rows(picture: &Picture) -> usize {
    areas(picture, |target| matches!(target, Target::Cart(..))).len()
}

#[test]
fn one_to_twenty_consumers_fit_at_every_size() {
    let crowds =
        [(1, 0, false), (0, 1, false), (2, 1, false), (4, 3, true), (20, 0, false), (0, 20, false), (12, 6, true)];
    for (standard, pushed, others) in crowds {
        let world = fanned(2, standard, pushed, others);
        let count = (standard + pushed) as usize + if others { 2 } else { 0 };
        for size in SIZES {
            let picture = picture(&world, &viewport(size));
            is_sound(&picture, size, &format!("{standard} standard, {pushed} pushed"));
            assert_eq!(rows(&picture), count, "every consumer can be pointed at");
        }
    }
}

#[test]
fn every_moment_fits() {
    let mut world = fanned(4, 3, 2, true);
    for _ in 0..60 {
        world.advance_to(world.now() + ms(23));
        for size in [SIZES[0], SIZES[2], SIZES[3]] {
            for reduced_motion in [false, true] {
                let viewport = Viewport { reduced_motion, ..viewport(size) };
                is_sound(&picture(&world, &viewport), size, "under way");
            }
        }
    }
}

#[test]
fn many_shards_stand_small_around_the_one_at_large() {
    let world = fanned(200, 2, 1, false);
    let (readers, shards) = (readers(&world), belts(&world));
    for size in SIZES {
        for shard in [0, 7, 100, 199] {
            let scene = FanoutScene { now: world.now(), readers: &readers, shards: &shards, shard, selected: None };
            let picture = lay_out_fanout(&scene, &viewport(size));
            is_sound(&picture, size, "200 shards");
            assert_eq!(areas(&picture, |target| *target == Target::Belt(shard)).len(), 1);
        }
    }
}

#[test]
fn what_consumers_share_and_what_is_their_own_is_said() {
    let world = fanned(1, 2, 1, true);
    let picture = picture(&world, &viewport(SIZES[0]));
    for words in
        ["ONE DOOR FOR 3", "of 2 MB/s", "of 5 calls/s", "2 MB/s of its own, pushed", "KCL", "Lambda", "p50", "p99"]
    {
        assert!(says(&picture, words), "{words}");
    }
}

#[test]
fn refused_readers_are_striped_and_counted() {
    let crowded = picture(&fanned(1, 6, 0, false), &viewport(SIZES[0]));
    assert!(says(&crowded, "refused/s"));
    let striped = |shape: &Shape| matches!(shape, Shape::Hazard { .. });
    assert!(crowded.front.iter().filter(|shape| striped(shape)).count() > 6);
    let calm = picture(&fanned(1, 1, 3, false), &viewport(SIZES[0]));
    assert!(!says(&calm, "refused") && !calm.front.iter().any(striped));
}

#[test]
fn every_consumer_says_how_far_it_is_behind_and_whether_it_reads() {
    let mut world = fanned(1, 1, 2, false);
    for view in readers(&world) {
        world.apply(&Command::SetReading { consumer: view.consumer, reading: false }).expect("it pauses");
    }
    world.advance_to(world.now() + ms(1_000));
    let said = |picture: &Picture| texts(picture).iter().filter(|(_, text)| *text == "paused").count();
    assert_eq!(said(&picture(&world, &viewport(SIZES[0]))), 3);
}

/// Where the parcel on a cart or a spur in this colour is.
fn parcel_x(picture: &Picture, ink: Ink) -> Option<f64> {
    picture.front.iter().find_map(|shape| match shape {
        Shape::Block { area, fill, .. } if *fill == ink && area.w >= 10.0 => Some(area.x),
        _ => None,
    })
}

#[test]
fn a_cart_leaves_the_door_with_what_it_was_given_and_spurs_stream() {
    let mut world = fanned(1, 1, 1, false);
    let delivered = |world: &World| readers(world)[0].shards[0].last_delivery;
    let before = delivered(&world);
    while delivered(&world) == before {
        world.advance_to(world.now() + Micros(1_000));
    }
    let (mut carts, mut spurs) = (Vec::new(), Vec::new());
    for _ in 0..5 {
        let picture = picture(&world, &viewport(SIZES[0]));
        carts.extend(parcel_x(&picture, Ink::Reader(0)));
        spurs.extend(parcel_x(&picture, Ink::Reader(1)));
        world.advance_to(world.now() + ms(15));
    }
    assert!(carts.len() == 5 && carts.is_sorted() && carts[4] > carts[0] + 20.0, "{carts:?}");
    assert!(spurs.windows(2).any(|pair| pair[1] > pair[0]), "{spurs:?}");
}

#[test]
fn a_chosen_consumer_has_a_ring() {
    let world = fanned(1, 2, 1, false);
    let (readers, shards) = (readers(&world), belts(&world));
    let selected = Some(Target::Cart(readers[1].consumer, 0));
    let scene = FanoutScene { now: world.now(), readers: &readers, shards: &shards, shard: 0, selected };
    for size in SIZES {
        let picture = lay_out_fanout(&scene, &viewport(size));
        is_sound(&picture, size, "chosen");
        let ring = |shape: &Shape| matches!(shape, Shape::Frame { stroke: Ink::Sign, width, .. } if *width > 2.4);
        assert!(picture.front.iter().any(ring));
    }
}

#[test]
fn nobody_and_nothing_is_said() {
    let empty = world(2);
    for size in SIZES {
        let nobody = picture(&empty, &viewport(size));
        is_sound(&nobody, size, "nobody");
        assert!(says(&nobody, "Nobody reads this stream."));
        let scene = FanoutScene { now: empty.now(), readers: &[], shards: &[], shard: 0, selected: None };
        let nothing = lay_out_fanout(&scene, &viewport(size));
        is_sound(&nothing, size, "nothing");
        assert!(says(&nothing, "No stream yet."));
    }
}
