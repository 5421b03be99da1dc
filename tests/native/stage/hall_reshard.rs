//! The hall while its shards change: a belt forks, two join, closed ones stay as long as anything is on them.

use crate::support::pictures::lineage as worlds;

use crate::support::pictures::geometry::{SIZES, areas, holds, overlap, says, texts};
use crate::support::pictures::lineage::{advance, grown, merge, producer, reader, split, world};
use beltline::engine::World;
use beltline::engine::command::Command;
use beltline::engine::id::StreamId;
use beltline::engine::snapshot::{Snapshot, View};
use beltline::engine::time::Micros;
use beltline::stage::{Area, Ink, Picture, Shape, Target, Viewport, lay_out};

fn snapshot(world: &World) -> Snapshot {
    let view =
        View { stream: StreamId(0), span: Micros::from_secs(10), approach: Micros::from_secs(1), bags_max: 2_000 };
    world.snapshot(&view).expect("the stream is there")
}

fn picture(world: &World, (width, height): (f64, f64)) -> Picture {
    lay_out(&snapshot(world), &Viewport { width, height, scale: 1.0, ..Viewport::default() })
}

/// The shards that have a belt, from top to bottom.
fn belts(picture: &Picture) -> Vec<u32> {
    let mut found: Vec<(Area, u32)> = Vec::new();
    for (area, target) in &picture.targets {
        if let Target::Belt(shard) = target {
            found.push((*area, *shard));
        }
    }
    found.sort_by(|a, b| a.0.y.total_cmp(&b.0.y));
    found.into_iter().map(|(_, shard)| shard).collect()
}

fn is_sound(picture: &Picture, size: (f64, f64), name: &str) {
    let stage = Area::new(0.0, 0.0, size.0, size.1);
    let words = texts(picture);
    for (i, (area, text)) in words.iter().enumerate() {
        assert!(holds(stage, *area), "{text:?} at {area:?} leaves the stage, {name} at {size:?}");
        for (other, over) in &words[i + 1..] {
            assert!(!overlap(*area, *other), "{text:?} and {over:?}, {name} at {size:?}");
        }
    }
    for bag in &picture.luggage {
        assert!(holds(stage, bag.area()), "{bag:?}, {name} at {size:?}");
    }
    let belts = areas(picture, |target| matches!(target, Target::Belt(_)));
    for (i, belt) in belts.iter().enumerate() {
        assert!(belts[i + 1..].iter().all(|other| !overlap(*belt, *other)), "{name} at {size:?}");
    }
}

#[test]
fn a_split_belt_is_followed_by_its_children_and_goes_when_it_is_empty() {
    let mut world = world(2, 4);
    producer(&mut world, 30, 0);
    reader(&mut world, "fraud", 0);
    advance(&mut world, 12);
    split(&mut world, 0, None);
    advance(&mut world, 2);
    let before = picture(&world, SIZES[0]);
    assert_eq!(belts(&before), [0, 1], "nothing has changed yet");
    for words in ["UPDATING, 2.0 s", "splits in"] {
        assert!(says(&before, words), "{words}: {:?}", texts(&before));
    }
    assert!(
        before.front.iter().any(|shape| matches!(shape, Shape::Block { fill: Ink::Sign, area, .. } if area.w > 50.0))
    );
    advance(&mut world, 3);
    let forked = picture(&world, SIZES[0]);
    assert_eq!(belts(&forked), [0, 2, 3, 1], "the closed one, its children right below it, the other");
    assert!(says(&forked, "closed, goes on as shard 2 and shard 3") && says(&forked, "3 SHARDS, 1 CLOSED"));
    assert!(!says(&forked, "UPDATING"));
    advance(&mut world, 11);
    let after = picture(&world, SIZES[0]);
    assert_eq!(belts(&after), [2, 3, 1], "no bag and no reader is left on the closed one");
}

#[test]
fn two_belts_join_and_a_slow_reader_keeps_the_closed_ones() {
    let mut world = world(4, 3);
    producer(&mut world, 40, 0);
    reader(&mut world, "slow", 400);
    advance(&mut world, 8);
    merge(&mut world, 1, 2);
    advance(&mut world, 1);
    assert!(says(&picture(&world, SIZES[0]), "merges in"));
    advance(&mut world, 3);
    let joined = picture(&world, SIZES[0]);
    assert_eq!(belts(&joined), [0, 1, 2, 4, 3]);
    assert!(says(&joined, "closed, goes on as shard 4"));
    advance(&mut world, 15);
    assert_eq!(belts(&picture(&world, SIZES[0])), [0, 1, 2, 4, 3], "records there still wait for the reader");
    for view in world.readers(StreamId(0)) {
        world.apply(&Command::RemoveConsumer { consumer: view.consumer }).expect("goes");
    }
    assert_eq!(belts(&picture(&world, SIZES[0])), [0, 4, 3]);
}

#[test]
fn the_line_shows_open_stretches_and_where_it_will_be_cut() {
    let mut world = world(1, 4);
    producer(&mut world, 20, 0);
    advance(&mut world, 3);
    split(&mut world, 0, None);
    advance(&mut world, 1);
    let marks = |picture: &Picture| {
        let mark = |shape: &&Shape| matches!(shape, Shape::Block { fill: Ink::Sign, area, .. } if close(area.h, 3.0));
        picture.back.iter().filter(mark).count()
    };
    assert_eq!(marks(&picture(&world, SIZES[0])), 1);
    advance(&mut world, 4);
    let split = picture(&world, SIZES[0]);
    assert_eq!(marks(&split), 0);
    let stretches = |shape: &&Shape| matches!(shape, Shape::Block { fill: Ink::Tone(_), area, .. } if area.w < 20.0);
    assert_eq!(split.back.iter().filter(stretches).count(), 2, "the parent's stretch is its children's now");
}

fn close(a: f64, b: f64) -> bool {
    (a - b).abs() < 0.01
}

#[test]
fn every_moment_of_many_changes_fits() {
    let mut world = world(2, 2);
    producer(&mut world, 40, 0);
    reader(&mut world, "analytics", 60);
    reader(&mut world, "fraud", 0);
    for second in 0..36 {
        match second {
            2 => split(&mut world, 0, None),
            6 => split(&mut world, 1, None),
            10 => merge(&mut world, 2, 3),
            14 => split(&mut world, 6, None),
            18 => split(&mut world, 4, None),
            22 => merge(&mut world, 9, 10),
            _ => {}
        }
        advance(&mut world, 1);
        for size in SIZES {
            is_sound(&picture(&world, size), size, &format!("second {second}"));
        }
    }
}

#[test]
fn a_hall_of_sixty_four_that_has_just_doubled_is_readable() {
    let world = grown(64, 120);
    let both = picture(&world, SIZES[0]);
    let snapshot = snapshot(&world);
    let closed = belts(&both).into_iter().filter(|shard| !snapshot.shards[*shard as usize].open).count();
    assert!(closed >= 32, "{closed} closed belts still hold bags");
    for size in SIZES {
        is_sound(&picture(&world, size), size, "64 and their parents");
    }
}

#[test]
fn expired_shards_have_no_belt() {
    let world = worlds::aged();
    let picture = picture(&world, SIZES[0]);
    assert_eq!(belts(&picture), [6, 4, 5]);
    assert!(says(&picture, "3 SHARDS") && !says(&picture, "CLOSED"));
}
