//! The lineage: bands stand where shards lived, dots where records lie, readers cross parents before children, and it
//! fits.

use crate::support::pictures::geometry;
use crate::support::pictures::lineage as worlds;

use crate::support::pictures::geometry::{SIZES, areas, is_sound, says, texts};
use crate::support::pictures::lineage::{
    advance, aged, crowded, grown, lineage, merge, picture, producer, reader, split, split_merge,
};
use beltline::engine::World;
use beltline::engine::command::Command;
use beltline::engine::hash::HashKey;
use beltline::engine::id::StreamId;
use beltline::engine::lineage::{LineageAsk, Pose, Records};
use beltline::engine::time::Micros;
use beltline::stage::{Area, Ink, Picture, Shape, Target, Viewport};

fn viewport((width, height): (f64, f64)) -> Viewport {
    Viewport { width, height, scale: 1.0, ..Viewport::default() }
}

/// Sound apart from thin bands, which the tool beside the stage offers by name, and from the handle above a band.
fn is_sound_for_words(mut picture: Picture, size: (f64, f64), name: &str) {
    let stage = Area::new(0.0, 0.0, size.0, size.1);
    for (area, target) in &picture.targets {
        assert!(geometry::holds(stage, *area), "{target:?} leaves the stage, {name}");
    }
    picture.targets.retain(|(area, target)| area.w >= 24.0 && area.h >= 24.0 && *target != Target::Cut);
    is_sound(&picture, size, name);
}

fn band(picture: &Picture, shard: u32) -> Option<Area> {
    areas(picture, |target| *target == Target::Belt(shard)).first().copied()
}

fn specks(picture: &Picture, wanted: impl Fn(Ink) -> bool) -> usize {
    let count = |shape: &Shape| match shape {
        Shape::Specks { at, fill, .. } if wanted(*fill) => at.len(),
        _ => 0,
    };
    picture.back.iter().map(count).sum()
}

fn close(a: f64, b: f64) -> bool {
    (a - b).abs() < 0.01
}

#[test]
fn every_lineage_fits_at_every_size() {
    for (name, world) in worlds::all() {
        for size in SIZES {
            let chosen = [(None, None), (Some(4), None), (Some(5), Some(HashKey(u128::MAX / 5 * 4)))];
            for (shard, cut) in chosen {
                is_sound_for_words(picture(&world, &viewport(size), shard, cut), size, name);
            }
        }
    }
}

#[test]
fn every_moment_fits() {
    let mut world = worlds::world(2, 3);
    producer(&mut world, 40, 30);
    for (name, record_ms) in [("analytics", 70), ("fraud", 0), ("billing", 120)] {
        reader(&mut world, name, record_ms);
    }
    for second in 0..40 {
        match second {
            3 => split(&mut world, 0, None),
            10 => split(&mut world, 1, None),
            17 => merge(&mut world, 2, 3),
            25 => split(&mut world, 6, None),
            _ => {}
        }
        world.advance_to(world.now() + Micros::from_millis(970));
        for size in [SIZES[0], SIZES[2], SIZES[3], SIZES[6]] {
            is_sound_for_words(picture(&world, &viewport(size), None, None), size, "under way");
        }
    }
}

#[test]
fn children_begin_where_their_parents_end() {
    let world = split_merge(30);
    let viewport = viewport(SIZES[0]);
    let (view, picture) = (lineage(&world, &viewport), picture(&world, &viewport, None, None));
    let of = |shard| band(&picture, shard).expect("a band");
    assert_eq!(view.shards.len(), 7);
    for (parents, children) in [(vec![0], vec![2, 3]), (vec![1], vec![4, 5]), (vec![2, 3], vec![6])] {
        let ends: Vec<f64> = parents.iter().map(|shard| of(*shard).right()).collect();
        let starts: Vec<f64> = children.iter().map(|shard| of(*shard).x).collect();
        assert!(ends.iter().chain(&starts).all(|x| close(*x, ends[0])), "{ends:?} {starts:?}");
        let height = |shards: &[u32]| shards.iter().map(|shard| of(*shard).h).sum::<f64>();
        assert!(close(height(&parents), height(&children)), "the range is handed on whole");
    }
    // Half of the hash line is half of the height; twice the time is twice the width.
    assert!(close(of(0).h, of(1).h) && close(of(2).h, of(0).h / 2.0));
    let widths = (of(0).w, of(1).w);
    let lives = |shard: usize| {
        let life = view.shards[shard].closed.expect("closed").since(view.shards[shard].opened);
        f64::from(u32::try_from(life.as_millis()).expect("some seconds"))
    };
    assert!((widths.0 / widths.1 - lives(0) / lives(1)).abs() < 0.001);
}

#[test]
fn every_record_is_a_dot_up_to_two_thousand_and_a_count_above() {
    let mut world = worlds::world(4, 4);
    producer(&mut world, 100, 0);
    advance(&mut world, 15);
    let viewport = viewport(SIZES[0]);
    let kept: u64 = lineage(&world, &viewport).shards.iter().map(|shard| shard.kept).sum();
    let dots = specks(&picture(&world, &viewport, None, None), |ink| matches!(ink, Ink::Dot(_)));
    assert_eq!(dots as u64, kept);
    advance(&mut world, 10);
    let Records::Counted { cells, stride, .. } = lineage(&world, &viewport).records else {
        panic!("more than two thousand records are counted")
    };
    assert_eq!(stride, 1, "so few are all looked at");
    let kept: u64 = lineage(&world, &viewport).shards.iter().map(|shard| shard.kept).sum();
    assert_eq!(cells.iter().map(|cell| u64::from(cell.looked_at)).sum::<u64>(), kept);
}

#[test]
fn the_work_is_bounded_however_many_records_there_are() {
    let mut world = worlds::world(8, 4);
    producer(&mut world, 6_000, 0);
    advance(&mut world, 40);
    let viewport = viewport(SIZES[0]);
    let Records::Counted { cells, stride, .. } = lineage(&world, &viewport).records else { panic!("counted") };
    let looked_at: u64 = cells.iter().map(|cell| u64::from(cell.looked_at)).sum();
    assert!((1_500..=6_500).contains(&looked_at), "{looked_at} of 240,000, every {stride}th");
    assert!(picture(&world, &viewport, None, None).back.len() < 300, "few shapes hold them all");
}

/// The stands of every reader tile the hash line, and a reader never stands in a child of a shard it is not done with.
fn stands_are_sound(world: &World) {
    let view = lineage(world, &viewport(SIZES[0]));
    for front in &view.fronts {
        let mut next = Some(HashKey(0));
        for stand in &front.stands {
            assert_eq!(Some(stand.range.start), next, "{} leaves a gap", front.name);
            next = stand.range.end.0.checked_add(1).map(HashKey);
            let shard = view.shards.iter().find(|shard| shard.shard == stand.shard).expect("a shard that is kept");
            assert!(stand.at >= shard.opened && stand.at <= shard.closed.unwrap_or(view.now), "{stand:?} in {shard:?}");
            if stand.pose == Pose::Waits {
                assert_eq!(stand.at, shard.opened);
                assert!(front.stands.iter().any(|other| other.pose == Pose::InParent), "it waits for something");
            }
        }
        assert_eq!(next, None, "{} ends before the line does", front.name);
    }
}

#[test]
fn readers_cross_parents_before_children_and_never_go_back() {
    let mut world = crowded(3);
    let at = |world: &World, place: u128| -> Vec<Micros> {
        let fronts = lineage(world, &viewport(SIZES[0])).fronts;
        let stand = |front: &beltline::engine::lineage::Front| {
            front.stands.iter().find(|stand| stand.range.contains(HashKey(place))).expect("tiled").at
        };
        fronts.iter().map(stand).collect()
    };
    let places = [1, u128::MAX / 3, u128::MAX / 5 * 3, u128::MAX - 1];
    let mut before: Vec<Vec<Micros>> = places.iter().map(|place| at(&world, *place)).collect();
    for _ in 0..60 {
        world.advance_to(world.now() + Micros::from_millis(500));
        stands_are_sound(&world);
        for (place, before) in places.iter().zip(&mut before) {
            let now = at(&world, *place);
            assert!(now.iter().zip(before.iter()).all(|(now, before)| now >= before), "{before:?} {now:?}");
            *before = now;
        }
    }
}

#[test]
fn a_reader_in_a_parent_is_said_to_keep_the_children_waiting() {
    const WORDS: &str = "still in the parent: its children wait";
    let mut world = split_merge(30);
    let wide = viewport(SIZES[0]);
    let in_parent = |world: &World| {
        let fronts = lineage(world, &wide).fronts;
        fronts.iter().flat_map(|front| &front.stands).any(|stand| stand.pose == Pose::InParent)
    };
    assert!(in_parent(&world) && says(&picture(&world, &wide, None, None), WORDS));
    let slow = lineage(&world, &wide).fronts[0].consumer;
    world.apply(&Command::RemoveConsumer { consumer: slow }).expect("goes");
    assert!(!in_parent(&world) && !says(&picture(&world, &wide, None, None), WORDS));
}

#[test]
fn expired_shards_are_gone_from_the_picture() {
    let world = aged();
    let view = lineage(&world, &viewport(SIZES[0]));
    let left: Vec<u32> = view.shards.iter().map(|shard| shard.shard).collect();
    assert_eq!(left, [4, 5, 6], "their parents closed more than 24 hours ago");
    assert!(view.from > Micros::ZERO);
    let picture = picture(&world, &viewport(SIZES[0]), None, None);
    assert!(band(&picture, 0).is_none() && band(&picture, 6).is_some());
    assert!(says(&picture, "older records fell off after 24 h"));
}

#[test]
fn a_parent_says_when_it_will_be_gone() {
    let mut world = worlds::world(1, 2);
    advance(&mut world, 6 * 3_600);
    split(&mut world, 0, None);
    advance(&mut world, 19 * 3_600);
    let wide = viewport(SIZES[0]);
    let before = picture(&world, &wide, None, None);
    assert!(says(&before, "expires in 5 h"), "{:?}", texts(&before));
    // What is left of it slides out of sight at the left.
    let width = |picture: &Picture| band(picture, 0).map_or(0.0, |band| band.w);
    advance(&mut world, 3 * 3_600);
    let later = picture(&world, &wide, None, None);
    assert!(width(&later) > 10.0 && width(&later) < width(&before) * 0.6);
    let faded = |shape: &Shape| matches!(shape, Shape::Frame { stroke: Ink::Edge, .. });
    assert!(later.back.iter().any(faded) && !before.back.iter().any(faded));
    advance(&mut world, 2 * 3_600 + 10);
    assert!(band(&picture(&world, &wide, None, None), 0).is_none());
}

#[test]
fn a_change_under_way_has_a_sign_a_countdown_and_a_preview() {
    let mut world = split_merge(30);
    split(&mut world, 6, None);
    advance(&mut world, 1);
    for size in SIZES {
        let picture = picture(&world, &viewport(size), None, None);
        assert!(says(&picture, "UPDATING") && says(&picture, "the split lands in 3.0 s"), "{size:?}");
    }
    let dashed = |picture: &Picture| {
        let dashed = |shape: &&Shape| matches!(shape, Shape::Line { stroke: Ink::Sign, dash: Some(_), .. });
        picture.front.iter().filter(dashed).count()
    };
    assert!(dashed(&picture(&world, &viewport(SIZES[0]), None, None)) >= 2);
    advance(&mut world, 4);
    let landed = picture(&world, &viewport(SIZES[0]), None, None);
    assert!(!says(&landed, "UPDATING") && dashed(&landed) == 0);
}

#[test]
fn the_handle_of_a_split_stands_at_its_key_and_finds_it_again() {
    let world = split_merge(30);
    let key = HashKey(u128::MAX / 10 * 6);
    for size in SIZES {
        let picture = picture(&world, &viewport(size), Some(4), Some(key));
        let handle = areas(&picture, |target| *target == Target::Cut)[0];
        assert!(handle.w >= 24.0 && handle.h >= 24.0, "a finger finds it");
        assert_eq!(picture.hit(handle.x + handle.w / 2.0, handle.middle()), Some(Target::Cut));
        let found = picture.place_at(handle.middle()).expect("there is a hash line");
        assert!(found.parts_per_million().abs_diff(key.parts_per_million()) < 3_000, "{found} for {key}");
    }
    let outside = picture(&world, &viewport(SIZES[0]), Some(4), Some(HashKey(5)));
    assert!(says(&outside, "no place to split it"));
    let closed = picture(&world, &viewport(SIZES[0]), Some(0), None);
    assert!(areas(&closed, |target| *target == Target::Cut).is_empty(), "a closed shard cannot be split");
}

#[test]
fn the_hot_key_is_named_and_a_chosen_one_before_it() {
    let world = split_merge(30);
    assert!(says(&picture(&world, &viewport(SIZES[0]), None, None), "key DE, "));
    let stream = StreamId(0);
    assert!(world.hottest_key(stream, 6).is_some_and(|heat| heat.key == "DE"));
    let record = beltline::engine::id::RecordRef { stream, shard: 5, index: 3 };
    let ask = LineageAsk { stream, record: Some(record), shard: None, dots_max: 2_000, columns: 90, rows: 60 };
    let trace = world.lineage(&ask).and_then(|view| view.key).expect("a chosen record has a key");
    assert!(trace.is_chosen && trace.heat.key.starts_with("user-"));
    assert!(trace.arrivals.iter().any(|(shard, _)| *shard == 5));
    let even = grown(8, 60);
    assert!(!says(&picture(&even, &viewport(SIZES[0]), None, None), "key "), "no key stands out of five thousand");
}

#[test]
fn sixty_four_shards_are_named_or_can_be_told_apart() {
    let world = grown(64, 60);
    let picture = picture(&world, &viewport(SIZES[0]), None, None);
    let view = lineage(&world, &viewport(SIZES[0]));
    assert_eq!(view.shards.iter().filter(|shard| shard.closed.is_none()).count(), 64);
    for shard in &view.shards {
        let band = band(&picture, shard.shard).expect("every shard has its band");
        assert!(band.h > 6.0 && band.w > 4.0, "{band:?}");
    }
    let named = texts(&picture).iter().filter(|(_, text)| text.parse::<u32>().is_ok_and(|n| n >= 63)).count();
    assert!(named >= 20, "{named} of the 64 are named");
}

#[test]
fn nothing_yet_is_said() {
    let empty = worlds::world(2, 4);
    for size in SIZES {
        let picture = picture(&empty, &viewport(size), None, None);
        is_sound_for_words(picture.clone(), size, "empty");
        assert!(says(&picture, "No record yet."));
    }
    assert!(empty.lineage(&LineageAsk { stream: StreamId(7), ..ask() }).is_none());
}

fn ask() -> LineageAsk {
    LineageAsk { stream: StreamId(0), record: None, shard: None, dots_max: 2_000, columns: 80, rows: 60 }
}
