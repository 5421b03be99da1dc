//! Alarms: when they change, and what they say.

use crate::support::capacity_world::{POLLED, alarm, begin, consumer, desk, one_key, stream};
use beltline::engine::Timeline;
use beltline::engine::command::{Command, Refusal, Reply};
use beltline::engine::fact::Event;
use beltline::engine::id::{AlarmId, ProducerId, StreamId};
use beltline::engine::metrics::{AlarmConfig, AlarmState, Dimension, Metric, Statistic, TreatMissingData};
use beltline::engine::time::Micros;

fn changes(timeline: &Timeline) -> Vec<(u64, AlarmState)> {
    let (_, _, facts) = timeline.world().facts(0);
    let changes = facts.into_iter().filter_map(|fact| match fact.event {
        Event::AlarmChanged { to, .. } => Some((fact.at.0 / Micros::SECOND.0, to)),
        _ => None,
    });
    changes.collect()
}

fn rate(records_per_s: u32) -> Command {
    Command::SetRate { producer: ProducerId(0), records_per_s }
}

#[test]
fn an_alarm_rises_and_falls_with_the_minutes() {
    let desk = Command::AddProducer(desk("web", 5, 10, one_key()));
    let watch = alarm(Metric::IncomingRecords, Dimension::Shard(0), 600);
    let mut timeline = begin(0, vec![stream(1), desk, Command::PutAlarm(watch)]);
    timeline.advance_to(Micros::from_secs(70));
    timeline.apply(rate(20)).expect("a producer");
    timeline.advance_to(Micros::from_secs(190));
    timeline.apply(rate(5)).expect("a producer");
    timeline.advance_to(Micros::from_secs(600));
    // The minutes hold 300, 1,050, 1,200 and 450 records.
    assert_eq!(changes(&timeline), [(60, AlarmState::Ok), (120, AlarmState::Alarm), (240, AlarmState::Ok)]);
    let report = timeline.world().report();
    assert_eq!((report.alarms[0].state, report.alarms[0].alarms), (AlarmState::Ok, 1));
    assert_eq!(report.alarms[0].shard_id.as_deref(), Some("shardId-000000000000"));
}

#[test]
fn two_of_three_minutes_are_enough_where_that_is_asked() {
    let desk = Command::AddProducer(desk("web", 5, 10, one_key()));
    let watch = AlarmConfig {
        evaluation_periods: 3,
        datapoints_to_alarm: 2,
        ..alarm(Metric::IncomingRecords, Dimension::Stream, 600)
    };
    let mut timeline = begin(0, vec![stream(1), desk, Command::PutAlarm(watch)]);
    for (at_s, records_per_s) in [(60, 20), (120, 5), (180, 20), (240, 5)] {
        timeline.advance_to(Micros::from_secs(at_s));
        timeline.apply(rate(records_per_s)).expect("a producer");
    }
    timeline.advance_to(Micros::from_secs(500));
    // Minutes from 0: under, over, under, over, and under from then on.
    assert_eq!(changes(&timeline), [(60, AlarmState::Ok), (240, AlarmState::Alarm), (300, AlarmState::Ok)]);
}

#[test]
fn a_minute_without_data_counts_as_the_alarm_says() {
    let told = TreatMissingData::ALL.map(|treat_missing_data| {
        let desk = Command::AddProducer(desk("web", 20, 10, one_key()));
        let watch = AlarmConfig { treat_missing_data, ..alarm(Metric::IncomingRecords, Dimension::Stream, 600) };
        let mut timeline = begin(0, vec![stream(1), desk, Command::PutAlarm(watch)]);
        timeline.advance_to(Micros::from_millis(119_990));
        timeline.apply(Command::SetRunning { producer: ProducerId(0), running: false }).expect("a producer");
        timeline.advance_to(Micros::from_hours(2));
        changes(&timeline)
    });
    // One period is asked for and three minutes are looked at: a value of the last two still decides.
    let risen = (60, AlarmState::Alarm);
    assert_eq!(told[0], [risen, (300, AlarmState::InsufficientData)], "missing");
    assert_eq!(told[1], [risen, (300, AlarmState::Ok)], "notBreaching");
    assert_eq!(told[2], [risen], "breaching");
    assert_eq!(told[3], [risen], "ignore");
}

#[test]
fn an_average_is_compared_without_rounding() {
    for (threshold, state) in [(50, AlarmState::Alarm), (51, AlarmState::Ok)] {
        let desk = Command::AddProducer(desk("web", 10, 48, one_key()));
        let incoming = alarm(Metric::IncomingBytes, Dimension::Stream, threshold);
        let watch = AlarmConfig { statistic: Statistic::Average, ..incoming };
        let mut timeline = begin(0, vec![stream(1), desk, Command::PutAlarm(watch)]);
        timeline.advance_to(Micros::from_secs(61));
        assert_eq!(changes(&timeline), [(60, state)], "{threshold}");
    }
}

#[test]
fn an_alarm_of_the_same_name_takes_its_place_and_keeps_its_state() {
    let desk = Command::AddProducer(desk("web", 20, 10, one_key()));
    let watch = alarm(Metric::IncomingRecords, Dimension::Stream, 600);
    let mut timeline = begin(0, vec![stream(1), desk, Command::PutAlarm(watch.clone())]);
    timeline.advance_to(Micros::from_secs(61));
    let replaced = timeline.apply(Command::PutAlarm(AlarmConfig { threshold: 5_000, ..watch }));
    assert_eq!(replaced, Ok(Reply::Alarm(AlarmId(0))));
    assert_eq!(timeline.world().alarm(AlarmId(0)).map(|alarm| alarm.state), Some(AlarmState::Alarm));
    timeline.advance_to(Micros::from_secs(121));
    assert_eq!(changes(&timeline), [(60, AlarmState::Alarm), (120, AlarmState::Ok)]);
    timeline.apply(Command::DeleteAlarm { name: "watch".into() }).expect("an alarm");
    timeline.advance_to(Micros::from_secs(301));
    assert_eq!(changes(&timeline).len(), 2);
    assert_eq!(timeline.world().alarms().count(), 0);
    assert!(timeline.world().report().alarms.is_empty());
}

#[test]
fn what_cannot_be_watched_is_refused() {
    let mut timeline = begin(0, vec![stream(2), consumer("analytics", POLLED)]);
    let mut refused = |config| timeline.apply(Command::PutAlarm(config)).expect_err("it cannot be watched");
    let of_shard = |metric, index| alarm(metric, Dimension::Shard(index), 1);
    assert_eq!(refused(of_shard(Metric::IncomingBytes, 2)), Refusal::UnknownShard);
    assert_eq!(refused(of_shard(Metric::GetRecordsBytes, 0)), Refusal::NoSuchMetric(Metric::GetRecordsBytes));
    let polled = Dimension::Consumer(beltline::engine::id::ConsumerId(0));
    assert_eq!(refused(alarm(Metric::SubscribeBytes, polled, 1)), Refusal::NoSuchMetric(Metric::SubscribeBytes));
    let elsewhere = AlarmConfig { stream: StreamId(3), ..alarm(Metric::IncomingBytes, Dimension::Stream, 1) };
    assert_eq!(refused(elsewhere), Refusal::UnknownStream);
    let more = AlarmConfig { datapoints_to_alarm: 2, ..alarm(Metric::IncomingBytes, Dimension::Stream, 1) };
    assert_eq!(refused(more), Refusal::AlarmPeriods);
    let unknown = timeline.apply(Command::DeleteAlarm { name: "none".into() });
    assert_eq!(unknown, Err(Refusal::UnknownAlarm("none".into())));
}
