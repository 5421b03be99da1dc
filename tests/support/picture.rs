//! Pictures of the X-ray, the fan-out, the charts and the lineage as SVG files, in four sizes and both themes, to look at while drawing:
//! `cargo run --example picture -- target/look poison`. The second word chooses those whose names hold it.

#[allow(dead_code, reason = "the tests look at more than is drawn here")]
#[path = "../native/support/pictures/mod.rs"]
mod pictures;
mod svg;

use beltline::engine::metrics::Resolution;
use beltline::stage::{FanoutScene, Picture, Theme, Viewport, XrayScene, lay_out_fanout, lay_out_xray};
use pictures::{capacity, consumers as worlds, lineage};
use std::fs;
use std::path::Path;

fn main() {
    let mut words = std::env::args().skip(1);
    let folder = words.next().unwrap_or_else(|| "target/look".into());
    let chosen = words.next().unwrap_or_default();
    fs::create_dir_all(&folder).expect("the folder can be made");
    for (name, world) in worlds::xrays() {
        let view = worlds::mapping(&world);
        let scene = XrayScene {
            now: world.now(),
            mapping: Some(&view),
            shard: 0,
            lane: u8::from(name == "lanes"),
            selected: None,
            caption: "",
        };
        write(&folder, &chosen, &format!("xray-{name}"), |viewport| lay_out_xray(&scene, viewport));
    }
    for (name, shards, standard, pushed, others) in
        [("one", 1, 1, 0, false), ("three", 2, 2, 1, false), ("mixed", 4, 4, 3, true), ("twenty", 8, 12, 6, true)]
    {
        let world = worlds::fanned(shards, standard, pushed, others);
        let (readers, belts) = (worlds::readers(&world), worlds::belts(&world));
        let scene = FanoutScene { now: world.now(), readers: &readers, shards: &belts, shard: 0, selected: None };
        write(&folder, &chosen, &format!("fanout-{name}"), |viewport| lay_out_fanout(&scene, viewport));
    }
    for (name, world) in capacity::all() {
        for (resolution, points) in [(Resolution::Minute, "minutes"), (Resolution::Second, "seconds")] {
            let shard = (name == "crowd").then_some(1);
            let name = format!("capacity-{name}-{points}");
            write(&folder, &chosen, &name, |viewport| capacity::picture(&world, viewport, shard, resolution));
        }
    }
    for (name, world) in lineage::all() {
        let shard = (name != "new").then_some(4);
        write(&folder, &chosen, &format!("lineage-{name}"), |viewport| lineage::picture(&world, viewport, shard, None));
    }
}

fn write(folder: &str, chosen: &str, name: &str, lay_out: impl Fn(&Viewport) -> Picture) {
    for (width, height) in [(1060.0, 700.0), (820.0, 600.0), (526.0, 700.0), (390.0, 430.0)] {
        for (theme, light) in [(Theme::Dark, "dark"), (Theme::Light, "day")] {
            let name = format!("{name}-{width}-{light}.svg");
            if name.contains(chosen) {
                let viewport = Viewport { width, height, scale: 1.0, theme, ..Viewport::default() };
                let file = Path::new(folder).join(name);
                fs::write(file, svg::svg(&lay_out(&viewport), &viewport)).expect("the file can be written");
            }
        }
    }
}
