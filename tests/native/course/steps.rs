//! A lesson goes step by step, and a goal is measured of the run with everything the reader did in it.

use beltline::course::{Block, Figure, Lesson, Measure, Prose, Run, Scene, Setting};
use beltline::engine::Timeline;
use beltline::engine::command::Command;
use beltline::engine::id::ProducerId;
use beltline::engine::time::Micros;
use beltline::scenario;
use proptest::prelude::*;

fn block() -> impl Strategy<Value = Block> {
    prop_oneof![
        Just(Block::Prose(Prose::Break)),
        Just(Block::Notes(Vec::new())),
        Just(Block::Question("q".to_owned())),
        Just(Block::Scene(Scene { setting: Setting::default(), look: Vec::new(), from_ms: 0, goal: None })),
    ]
}

fn lesson(blocks: Vec<Block>) -> Lesson {
    let text = String::new;
    Lesson {
        id: text(),
        number: 1,
        title: text(),
        idea: text(),
        minutes: 1,
        values: Vec::new(),
        sources: Vec::new(),
        blocks,
    }
}

proptest! {
    #[test]
    fn every_block_is_in_just_one_step_in_its_order(blocks in proptest::collection::vec(block(), 0..20)) {
        let lesson = lesson(blocks);
        let steps = lesson.steps();
        let again: Vec<&Block> =
            steps.iter().flat_map(|step| step.text.iter().copied().chain(step.task)).collect();
        prop_assert_eq!(again, lesson.blocks.iter().collect::<Vec<_>>());
        for step in &steps {
            let last = step.task.or_else(|| step.text.last().copied());
            prop_assert_eq!(last, lesson.blocks.get(step.place));
        }
        prop_assert!(steps.windows(2).all(|pair| pair[0].place < pair[1].place && pair[0].task.is_some()));
    }
}

#[test]
fn a_run_after_another_has_what_was_done_in_it() {
    let setting = Setting { scene: Some("first-belt".to_owned()), ..Setting::default() };
    let scenario = scenario::parse(&setting.json(&[]).expect("a scene")).expect("a scenario");
    let mut timeline = Timeline::new(scenario.setup(), scenario.script()).expect("it opens");
    timeline.advance_to(Micros::from_secs(2));
    timeline.apply(Command::SetRate { producer: ProducerId(0), records_per_s: 100 }).expect("a rate");
    timeline.advance_to(Micros::from_secs(9));

    let figure = Figure {
        measure: Measure::AcceptedRecords,
        of: Vec::new(),
        pick: None,
        shard: None,
        key: None,
        from_ms: None,
        at_ms: 10_000,
        peak: false,
    };
    let alone = Run::new(&scenario).expect("it opens").measure(&[&figure]).expect("a figure")[0];
    let after = Run::after(&scenario, &timeline).expect("it opens").measure(&[&figure]).expect("a figure")[0];
    assert!(alone < 60, "{alone}");
    assert!((780..=880).contains(&after), "{after}: 100 a second for eight seconds, and some before");
    assert_eq!(timeline.now(), Micros::from_secs(9), "the reader's own run stays where it is");
}
