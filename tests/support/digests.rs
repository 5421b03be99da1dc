//! The digests of every shipped scene at a few moments, one JSON object a line, for comparing with the same run in
//! WebAssembly.

use beltline::engine::Timeline;
use beltline::engine::time::Micros;
use beltline::scenario;

fn main() {
    for scene in scenario::SCENES {
        let scenario = scenario::parse(scene.json()).expect("a shipped scene is sound");
        let mut timeline = Timeline::new(scenario.setup(), scenario.script()).expect("a shipped scene opens");
        for at_ms in [0, 1, 999, 5_000, 12_345, 30_000] {
            timeline.advance_to(Micros::from_millis(at_ms));
            let digest = timeline.world().digest();
            println!(r#"{{"scene":"{}","at_ms":{at_ms},"digest":"{digest}"}}"#, scene.id);
        }
    }
}
