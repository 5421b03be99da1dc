//! A setting of the course on the stage.

use super::{Course, copy};
use crate::app::model::Model;
use crate::app::scenes::Asked;
use crate::app::speed::Speed;
use crate::course::Setting;
use crate::engine::time::Micros;
use crate::scenario::SCENES;
use serde_json::Value;

/// Real time that a run to its decision takes on the stage, at most about so long.
const RUN_REAL_US: u64 = 8_000_000;

/// How a setting is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Show {
    /// At rest at a moment.
    At(Micros),
    /// From a moment on, moving unless the viewer asked for less motion.
    From(Micros),
    /// From its start to a moment, where it stops: quick enough to be waited for.
    Until(Micros),
}

impl Course {
    /// Brings a setting with changes onto the stage.
    pub(super) fn stage(self, setting: &Setting, changes: &[&Value], show: Show) {
        let hall = self.hall();
        let json = match setting.json(changes) {
            Ok(json) => json,
            Err(error) => return hall.notice.set(copy::no_setting(&error.to_string())),
        };
        let scene = setting.scene.as_deref().filter(|_| changes.is_empty() && setting.changes.is_empty());
        let place = scene.and_then(|id| SCENES.iter().position(|scene| scene.id == id));
        let asked = place.map_or(Asked::Text(json), Asked::Scene);
        hall.set_playing(false);
        hall.open_then(asked, move || {
            let moves = hall.host().may_move() && !hall.still.get_untracked();
            match show {
                Show::From(moment) => {
                    hall.go_to(moment);
                    hall.set_playing(moves);
                }
                Show::Until(moment) if moves => {
                    hall.speed.set(speed_to(moment));
                    hall.times().stop.set(Some(moment));
                    hall.set_playing(true);
                }
                Show::At(moment) | Show::Until(moment) => hall.go_to(moment),
            }
        });
    }

    /// Whether a setting is what the stage shows. Follows the stage.
    pub(super) fn is_on_stage(self, setting: &Setting) -> bool {
        self.hall().world.track();
        setting.json(&[]).is_ok_and(|json| self.hall().read(|model| model.text() == json))
    }

    /// Whether the stage has come to a moment. Follows the clock.
    pub(super) fn has_come_to(self, moment: Micros) -> bool {
        self.hall().clock.track();
        self.hall().read(Model::now) >= moment
    }
}

/// The slowest speed that gets to a moment in time.
fn speed_to(moment: Micros) -> Speed {
    let quick_enough = |speed: &Speed| *speed >= Speed::default() && speed.of_real(RUN_REAL_US) >= moment;
    Speed::all().find(quick_enough).unwrap_or_else(|| Speed::all().last().unwrap_or_default())
}
