//! What may help a hot shard, tried in place: other keys, a suffix, a split, on-demand mode. Each says whether it fits.

use super::copy;
use super::looking::Looking;
use crate::app::dom::{El, el, value_of};
use crate::app::live::Live;
use crate::engine::command::{Command, KeyMix, Source};
use crate::engine::hash::HashKey;
use crate::engine::heat::{ShardHeat, Verdict};
use crate::engine::id::ProducerId;
use crate::engine::reshard::StreamMode;
use crate::engine::spread::part_of;
use leptos::prelude::untrack;

/// Parts a key may be divided into.
const PARTS_MAX: u32 = 64;
/// Keys of the mix that has many.
const MANY: u32 = 1_000;

/// The cures of the shard that is looked at.
#[derive(Clone, Copy)]
struct Cures {
    looking: Looking,
    heat: Live<Option<ShardHeat>>,
    /// Into how many keys, once it is not the suggested number.
    parts: Live<Option<u32>>,
    error: Live<Option<String>>,
}

/// One of them.
struct Cure {
    title: &'static str,
    /// Whether it fits what is the matter.
    helps: fn(Verdict) -> bool,
    about: Box<dyn Fn() -> String>,
    /// A field that it needs.
    control: Option<El>,
    button: Box<dyn Fn() -> String>,
    press: Box<dyn Fn()>,
}

/// The list.
pub(super) fn cures(looking: Looking, heat: Live<Option<ShardHeat>>) -> El {
    let cures = Cures { looking, heat, parts: Live::new(None), error: Live::new(None) };
    let hall = looking.hall;
    let parts = el("input")
        .set("type", "number")
        .set("inputmode", "numeric")
        .set("min", "2")
        .set("max", "64")
        .value(move || cures.shown_parts().to_string())
        .on("change", move |event| {
            let parts = value_of(&event).trim().parse().ok().filter(|parts| (2..=PARTS_MAX).contains(parts));
            cures.error.set(parts.is_none().then(|| copy::WANT_PARTS.to_owned()));
            if parts.is_some() {
                cures.parts.set(parts);
            }
        });
    let parts = el("label.field").with(el("span.label").text(copy::PARTS)).with(parts);
    let suffix = cure(
        heat,
        Cure {
            title: copy::SUFFIX,
            helps: |verdict| matches!(verdict, Verdict::OneKey | Verdict::KeyAmongOthers),
            about: Box::new(move || cures.suffix_about()),
            control: Some(parts),
            button: Box::new(move || copy::divide(&cures.hottest(), cures.shown_parts())),
            press: Box::new(move || cures.divide()),
        },
    );
    el("div.cures")
        .with(el("h3").text(copy::CURES))
        .with(
            el("p.error")
                .set("role", "alert")
                .bind("hidden", move || cures.error.with(Option::is_none))
                .live(move || cures.error.get()),
        )
        .with(cure(
            heat,
            Cure {
                title: copy::OTHER_KEY,
                helps: |verdict| matches!(verdict, Verdict::OneKey | Verdict::KeyAmongOthers),
                about: Box::new(|| copy::OTHER_KEY_ABOUT.to_owned()),
                control: None,
                button: Box::new(|| copy::OTHER_KEY_DO.to_owned()),
                press: Box::new(move || {
                    let many = KeyMix::Uniform { prefix: copy::MANY_PREFIX.to_owned(), keys: MANY };
                    cures.change_mixes(|_| Some(many.clone()), copy::OTHER_KEY_DONE);
                }),
            },
        ))
        .with(suffix)
        .with(cure(
            heat,
            Cure {
                title: copy::SPLIT,
                helps: |verdict| matches!(verdict, Verdict::ManyKeys | Verdict::KeyAmongOthers),
                about: Box::new(move || cures.split_about()),
                control: None,
                button: Box::new(|| copy::SPLIT_DO.to_owned()),
                press: Box::new(move || cures.split()),
            },
        ))
        .with(cure(
            heat,
            Cure {
                title: copy::ON_DEMAND,
                helps: |verdict| matches!(verdict, Verdict::ManyKeys | Verdict::KeyAmongOthers),
                about: Box::new(|| copy::ON_DEMAND_ABOUT.to_owned()),
                control: None,
                button: Box::new(|| copy::ON_DEMAND_DO.to_owned()),
                press: Box::new(move || {
                    let stream = hall.read(crate::app::model::Model::stream);
                    cures.apply(Command::UpdateStreamMode { stream, mode: StreamMode::OnDemand }, copy::ON_DEMAND_DONE);
                }),
            },
        ))
}

fn cure(heat: Live<Option<ShardHeat>>, cure: Cure) -> El {
    let Cure { title, helps, about, control, button, press } = cure;
    let verdict = move || heat.with(|heat| heat.as_ref().map(|heat| heat.verdict));
    let fit = move || match verdict() {
        None | Some(Verdict::Calm | Verdict::Gusts) => copy::NOT_NEEDED,
        Some(verdict) if helps(verdict) => copy::HELPS,
        Some(_) => copy::HELPS_NOT,
    };
    let press = move |_| untrack(&press);
    el("section.cure")
        .set("aria-label", title)
        .with(
            el("div.cure-head")
                .with(el("h4").text(title))
                .with(el("span.fit").class_if("good", move || fit() == copy::HELPS).live(fit)),
        )
        .with(el("p.small").live(about))
        .with_all(control)
        .with(el("div.act").with(el("button.quiet").set("type", "button").on("click", press).live(button)))
}

impl Cures {
    fn hottest(self) -> String {
        let first = |heat: &ShardHeat| heat.hottest.first().map(|key| key.key.clone());
        self.heat.with(|heat| heat.as_ref().and_then(first)).unwrap_or_default()
    }

    fn shown_parts(self) -> u32 {
        self.parts.get().unwrap_or_else(|| {
            let wanted = self.heat.with(|heat| heat.as_ref().map_or(2, |heat| heat.suffixes));
            // Hashes do not fall evenly: with twice as many parts the fullest shard takes its share.
            u32::try_from(wanted * 2).unwrap_or(PARTS_MAX).clamp(2, PARTS_MAX)
        })
    }

    /// Where the parts would go, and what they cost in order.
    fn suffix_about(self) -> String {
        let (key, parts) = (self.hottest(), self.shown_parts());
        if key.is_empty() {
            return copy::SUFFIX_ABOUT.to_owned();
        }
        let fallen = self.looking.hall.snapshot.with(|snapshot| {
            let open = snapshot.shards.iter().filter(|belt| belt.open);
            let count = |range: crate::engine::hash::HashRange| {
                (1..=parts).filter(|part| range.contains(HashKey::of(&part_of(&key, *part)))).count()
            };
            open.map(|belt| (belt.index, count(belt.range))).collect::<Vec<_>>()
        });
        copy::suffix_about(&key, parts, &fallen)
    }

    fn split_about(self) -> String {
        let split = self.heat.with(|heat| heat.as_ref().and_then(|heat| heat.split));
        match split {
            Some(split) => copy::split_at(&split.at.to_string(), split.below_permille),
            None => copy::NO_SPLIT.to_owned(),
        }
    }

    fn divide(self) {
        let (key, parts) = (self.hottest(), self.shown_parts());
        self.change_mixes(move |mix| mix.spread(&key, parts), copy::SUFFIX_DONE);
    }

    /// Changes the key mix of every desk that draws the hottest key.
    fn change_mixes(self, change: impl Fn(&KeyMix) -> Option<KeyMix>, done: &'static str) {
        let (hall, key) = (self.looking.hall, self.hottest());
        let desks: Vec<u16> =
            hall.snapshot.with_untracked(|snapshot| snapshot.desks.iter().map(|desk| desk.id.0).collect());
        let mixes: Vec<(ProducerId, KeyMix)> = hall.read(|model| {
            let mix = |id: u16| match &model.world().producer(ProducerId(id))?.config.source {
                Source::Made { keys, .. } if keys.draws(&key) => Some((ProducerId(id), keys.clone())),
                _ => None,
            };
            desks.into_iter().filter_map(mix).collect()
        });
        if mixes.is_empty() {
            return self.error.set(Some(copy::no_desk(&key)));
        }
        for (producer, mix) in mixes {
            match change(&mix) {
                Some(keys) => self.apply(Command::SetKeys { producer, keys }, done),
                None => self.error.set(Some(copy::no_suffix(&key))),
            }
        }
    }

    fn split(self) {
        let found = self.heat.with(|heat| heat.as_ref().map(|heat| (heat.shard, heat.split)));
        let Some((shard, Some(split))) = found else {
            return self.error.set(Some(copy::NO_SPLIT.to_owned()));
        };
        let stream = self.looking.hall.read(crate::app::model::Model::stream);
        self.apply(Command::SplitShard { stream, shard, new_starting_hash_key: Some(split.at) }, copy::SPLIT_DONE);
    }

    fn apply(self, command: Command, done: &'static str) {
        let hall = self.looking.hall;
        let reply = hall.apply(command);
        hall.tell_consumers();
        match reply {
            Ok(_) => {
                self.error.set(None);
                hall.notice.set(done.to_owned());
            }
            Err(refusal) => self.error.set(Some(refusal.to_string())),
        }
    }
}
