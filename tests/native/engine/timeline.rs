//! Going to any moment, and changing the past: whatever the way, the world at a moment is the same.

use crate::support::lambda_world;

use beltline::engine::batch::Batch;
use beltline::engine::branches::{BRANCHES_MAX, Branch, BranchId, Branches, Found};
use beltline::engine::command::{Command, Refusal};
use beltline::engine::fact::{Event, Fact};
use beltline::engine::id::{ConsumerId, ProducerId, RecordRef, StreamId};
use beltline::engine::lambda::{Answer, Handler};
use beltline::engine::life::Life;
use beltline::engine::marks::MarkKind;
use beltline::engine::reading::StartingPosition;
use beltline::engine::time::Micros;
use beltline::engine::{Timeline, Walk};
use beltline::scenario;
use proptest::prelude::*;
use std::sync::Arc;

const END: Micros = Micros::from_secs(20);

fn scene(place: usize) -> Timeline {
    let scenario = scenario::parse(scenario::SCENES[place].json()).expect("a shipped scene is sound");
    Timeline::new(scenario.setup(), scenario.script()).expect("a shipped scene opens")
}

fn named(id: &str) -> Timeline {
    scene(scenario::SCENES.iter().position(|scene| scene.id == id).expect("the scene is shipped"))
}

fn batch(key: &str) -> Arc<Batch> {
    Arc::new(Batch::of_one(key, None, b"one more"))
}

fn changes() -> impl Strategy<Value = Command> {
    let producer = ProducerId(0);
    let consumer = ConsumerId(0);
    prop_oneof![
        (0..2_000u32).prop_map(move |records_per_s| Command::SetRate { producer, records_per_s }),
        any::<bool>().prop_map(move |running| Command::SetRunning { producer, running }),
        any::<bool>().prop_map(move |reading| Command::SetReading { consumer, reading }),
        "[a-e]".prop_map(|key| Command::Put { stream: StreamId(0), batch: batch(&key) }),
        Just(Command::Rewind { consumer, to: StartingPosition::TrimHorizon }),
        Just(Command::Get { stream: StreamId(0), shard: 0, from: 0, limit: 10 }),
        any::<bool>().prop_map(move |crash| Command::StopWorker { consumer, worker: "worker-1".into(), crash }),
    ]
}

/// Commands and how long after the one before each is given, in milliseconds: often at the same moment.
fn journeys() -> impl Strategy<Value = Vec<(u64, Command)>> {
    prop::collection::vec((prop_oneof![Just(0), 0..4_000u64], changes()), 0..6)
}

fn travel(timeline: &mut Timeline, journey: &[(u64, Command)]) {
    for (wait_ms, command) in journey {
        if *wait_ms > 0 {
            timeline.advance_to(timeline.now() + Micros::from_millis(*wait_ms));
        }
        // A scene without such a producer, consumer or worker refuses, the same in every telling.
        let _ = timeline.apply(command.clone());
    }
}

fn seen(timeline: &Timeline) -> (Micros, String, Vec<Fact>) {
    (timeline.now(), timeline.world().digest(), timeline.world().facts(0).2)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn any_moment_is_the_same_in_any_order(
        place in 0..scenario::SCENES.len(),
        journey in journeys(),
        stops in prop::collection::vec(0..END.0, 1..8),
        work in prop_oneof![Just(50u64), 200..5_000u64],
    ) {
        let mut wanderer = scene(place);
        wanderer.keep_every(work);
        travel(&mut wanderer, &journey);
        wanderer.advance_to(END);
        let there = seen(&wanderer);
        let marks = wanderer.marks().to_vec();

        let mut in_order = stops.clone();
        in_order.sort_unstable();
        let mut straight = scene(place);
        straight.keep_every(u64::MAX);
        travel(&mut straight, &journey);
        straight.seek(Micros::ZERO);
        let told: Vec<_> = in_order.iter().map(|stop| { straight.advance_to(Micros(*stop)); seen(&straight) }).collect();
        straight.advance_to(END);
        prop_assert_eq!(&seen(&straight), &there);

        for stop in stops {
            wanderer.seek(Micros(stop));
            let expected = &told[in_order.binary_search(&stop).expect("it is one of them")];
            prop_assert_eq!(&seen(&wanderer), expected);
            prop_assert_eq!(wanderer.marks(), &marks[..], "marks of what is known stay");
            wanderer.step(END);
        }
        wanderer.seek(END);
        prop_assert_eq!(&seen(&wanderer), &there);
        prop_assert_eq!(straight.marks(), &marks[..]);
    }

    #[test]
    fn a_fork_leaves_its_origin_alone_and_shares_its_past(
        place in 0..scenario::SCENES.len(),
        journey in journeys(),
        fork_at in 0..END.0,
        change in changes(),
    ) {
        let mut first = scene(place);
        first.keep_every(300);
        travel(&mut first, &journey);
        first.advance_to(END);
        let (there, marks) = (seen(&first), first.marks().to_vec());
        let mut branches = Branches::new(first);
        branches.timeline_mut().seek(Micros(fork_at));
        let here = seen(branches.timeline());
        let main = branches.current().id();
        if branches.apply(change).is_ok() {
            let other = branches.current().id();
            prop_assert_ne!(main, other);
            prop_assert_eq!(branches.common_until(main, other), Some(Micros(fork_at)));
            branches.timeline_mut().advance_to(END);
            let what_if = seen(branches.timeline());
            branches.timeline_mut().seek(Micros(fork_at.saturating_sub(1)));
            branches.timeline_mut().seek(END);
            prop_assert_eq!(&seen(branches.timeline()), &what_if);
        } else {
            prop_assert_eq!(branches.list().len(), 1);
            branches.timeline_mut().seek(END);
        }
        prop_assert!(branches.switch(main));
        prop_assert_eq!(seen(branches.timeline()), there);
        prop_assert_eq!(branches.timeline().marks(), &marks[..]);
        branches.timeline_mut().seek(Micros(fork_at));
        prop_assert_eq!(seen(branches.timeline()), here);
    }

    #[test]
    fn a_walk_tells_every_fact_once(place in 0..scenario::SCENES.len(), from in 0..END.0, span in 0..5_000_000u64) {
        let mut timeline = scene(place);
        timeline.keep_every(500);
        timeline.advance_to(END);
        let (from, until) = (Micros(from), Micros(from + span));
        let mut expected = Vec::new();
        let mut straight = scene(place);
        let mut seen = 0;
        while straight.now() < until {
            straight.advance_to((straight.now() + Micros::from_millis(100)).min(until));
            let (_, end, facts) = straight.world().facts(seen);
            expected.extend((seen..end).zip(facts).filter(|(_, fact)| fact.at >= from));
            seen = end;
        }
        let mut walk = Walk::new(&timeline, from, until);
        let mut told = Vec::new();
        while let Some(facts) = walk.go_on() {
            told.extend(facts);
        }
        if from > Micros::ZERO {
            prop_assert_eq!(told, expected);
        }
    }
}

#[test]
fn checkpoints_stay_few_and_cheap() {
    let mut timeline = named("hot-key");
    timeline.keep_every(100);
    timeline.advance_to(Micros::from_secs(60));
    let (count, bytes) = timeline.kept();
    assert!((16..=64).contains(&count), "{count} checkpoints");
    assert!(bytes <= 64 << 20, "{bytes} bytes");
}

#[test]
fn commands_of_one_moment_are_told_again_as_they_came() {
    let mut timeline = named("poison");
    timeline.advance_to(Micros::from_secs(3));
    let put = |timeline: &mut Timeline, key| {
        timeline.apply(Command::Put { stream: StreamId(0), batch: batch(key) }).expect("the record is small");
    };
    let consumer = ConsumerId(0);
    put(&mut timeline, "a");
    timeline.apply(Command::Rewind { consumer, to: StartingPosition::Latest }).expect("it is there");
    put(&mut timeline, "b");
    timeline.advance_to(timeline.now());
    put(&mut timeline, "c");
    timeline.apply(Command::SetReading { consumer, reading: false }).expect("it is there");
    timeline.apply(Command::SetReading { consumer, reading: true }).expect("it is there");
    put(&mut timeline, "d");
    timeline.advance_to(Micros::from_secs(6));
    let there = seen(&timeline);
    timeline.seek(Micros::ZERO);
    timeline.seek(Micros::from_secs(6));
    assert_eq!(seen(&timeline), there);
}

#[test]
fn what_is_given_while_a_handler_is_asked_is_told_again() {
    let mut timeline = lambda_world::timeline(1);
    let mut config = lambda_world::mapping(vec![]);
    config.function.handler = Handler::Typed("exports.handler = () => {}".into());
    lambda_world::add(&mut timeline, config, lambda_world::polled());
    lambda_world::put(&mut timeline, 3, None);
    let end = Micros::from_secs(8);
    while timeline.now() < end {
        timeline.advance_to(end);
        let Some(invocation) = timeline.world().asking() else { continue };
        timeline.apply(Command::Put { stream: StreamId(0), batch: batch("meanwhile") }).expect("it is small");
        let answer = Answer::Returned("null".into());
        timeline.apply(Command::Answer { invocation, answer }).expect("it is waited for");
    }
    assert!(timeline.journal().count() > 4, "the handler was asked a few times");
    let there = seen(&timeline);
    timeline.seek(Micros::from_secs(1));
    timeline.seek(end);
    assert_eq!(seen(&timeline), there);
}

#[test]
fn acting_in_the_present_does_not_fork_and_acting_in_the_past_does() {
    let mut branches = Branches::new(named("first-belt"));
    let put = || Command::Put { stream: StreamId(0), batch: batch("x") };
    branches.timeline_mut().advance_to(Micros::from_secs(4));
    branches.apply(put()).expect("the record is small");
    assert_eq!(branches.list().len(), 1);
    branches.timeline_mut().advance_to(Micros::from_secs(8));
    branches.timeline_mut().seek(Micros::from_secs(6));
    branches.apply(put()).expect("the record is small");
    branches.timeline_mut().seek(Micros::from_secs(5));
    branches.apply(put()).expect("the record is small");
    let names: Vec<_> = branches.list().iter().map(Branch::name).collect();
    assert_eq!(names, ["main", "what if 1", "what if 2"]);
    let [main, one, two] = [0, 1, 2].map(BranchId);
    assert_eq!(branches.common_until(main, one), Some(Micros::from_secs(6)));
    assert_eq!(branches.common_until(main, two), Some(Micros::from_secs(5)));
    assert_eq!(branches.common_until(two, one), Some(Micros::from_secs(5)));
    assert_eq!(branches.common_until(one, one), None);

    assert!(branches.rename(one, " with one more bag "));
    assert_eq!(branches.branch(one).map(Branch::name), Some("with one more bag"));
    assert!(!branches.rename(two, "main") && !branches.rename(two, "  "));
    assert!(!branches.remove(two), "it is looked at");
    assert!(!branches.remove(one), "another one left it");
    assert!(branches.switch(main) && branches.remove(two) && branches.remove(one));
    assert_eq!(branches.timeline().now(), Micros::from_secs(5), "the same moment of the other branch");
    for _ in 1..BRANCHES_MAX {
        branches.timeline_mut().seek(Micros::from_secs(3));
        branches.fork().expect("there is room");
        branches.timeline_mut().advance_to(Micros::from_secs(4));
    }
    branches.timeline_mut().seek(Micros::from_secs(2));
    let there = seen(branches.timeline());
    assert_eq!(branches.apply(put()), Err(Refusal::TooManyBranches));
    assert_eq!(seen(branches.timeline()), there);
    branches.reset();
    assert_eq!((branches.list().len(), branches.timeline().now()), (1, Micros::ZERO));
}

#[test]
fn the_first_difference_is_found() {
    let mut branches = Branches::new(named("first-belt"));
    branches.timeline_mut().advance_to(Micros::from_secs(30));
    branches.timeline_mut().seek(Micros::from_secs(10));
    let main = branches.current().id();
    branches.apply(Command::SetRunning { producer: ProducerId(0), running: false }).expect("it is there");
    let other = branches.current().id();
    branches.timeline_mut().advance_to(Micros::from_secs(30));
    let mut comparison = branches.compare(main, other).expect("both are there");
    while comparison.go_on() {}
    let found = comparison.found();
    let written = comparison.counts().map(|counts| counts.iter().map(|count| count.written).sum::<u64>());
    assert!(written[0] > written[1] && written[1] > 0, "{written:?} with and without a desk");
    assert_eq!(comparison.span(), (Micros::from_secs(6), Micros::from_secs(30)));
    let Found::Difference(difference) = found else { panic!("a stopped desk makes a difference, not {found:?}") };
    assert!(difference.at > Micros::from_secs(10));
    let sent = |fact: Option<Fact>| match fact.map(|fact| fact.event) {
        Some(Event::Accepted { producer, .. }) => producer,
        _ => None,
    };
    assert_eq!(sent(difference.one), Some(ProducerId(0)));
    assert_ne!(difference.one, difference.other);

    branches.switch(main);
    branches.timeline_mut().seek(Micros::from_secs(10));
    let same = branches.fork().expect("there is room");
    branches.timeline_mut().advance_to(Micros::from_secs(30));
    let mut comparison = branches.compare(main, same).expect("both are there");
    while comparison.go_on() {}
    assert_eq!(comparison.found(), Found::Same);
    assert_eq!(comparison.counts()[0], comparison.counts()[1]);
}

#[test]
fn marks_tell_what_matters_and_stay_few() {
    let mut timeline = named("hot-key");
    timeline.advance_to(Micros::from_secs(30));
    let throttles = timeline.marks().iter().filter(|mark| mark.kind == MarkKind::Throttled).count();
    assert!((1..=3).contains(&throttles), "{throttles} marks for one long burst");
    for _ in 0..400 {
        timeline.advance_to(timeline.now() + Micros::from_millis(10));
        timeline.apply(Command::SetRate { producer: ProducerId(0), records_per_s: 1 }).expect("it is there");
    }
    assert!((100..=256).contains(&timeline.marks().len()), "{} marks", timeline.marks().len());
    assert!(timeline.marks().is_sorted_by_key(|mark| mark.number));
}

#[test]
fn a_record_can_be_followed() {
    let mut timeline = named("workers");
    timeline.advance_to(Micros::from_secs(30));
    let record = RecordRef { stream: StreamId(0), shard: 0, index: 3 };
    let mut life = Life::new(&timeline, record, timeline.reached()).expect("the record is kept");
    while !life.is_over() {
        life.go_on();
    }
    let moments = life.moments();
    assert!(moments.is_sorted_by_key(|moment| moment.fact.at));
    assert!(matches!(moments[0].fact.event, Event::Accepted { record: put, .. } if put == record));
    let done = moments.iter().filter(|moment| matches!(moment.fact.event, Event::Processed { .. })).count();
    let given = moments.iter().filter(|moment| matches!(moment.fact.event, Event::Delivered { .. })).count();
    assert!(done > 0 && given >= done, "given {given} times, processed {done} times");
    let none = RecordRef { index: u64::MAX, ..record };
    assert!(Life::new(&timeline, none, timeline.reached()).is_none());
}
