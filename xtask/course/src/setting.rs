//! What is played: `scene` or `scenario`, and `change`.

use crate::desk::hint;
use crate::node::{Node, Table};
use beltline::course::{Setting, SettingError};
use beltline::scenario::SCENES;
use serde_json::Value;

/// The fields of a setting.
pub(crate) const FIELDS: [&str; 3] = ["scene", "scenario", "change"];

/// Whether a table says what is played.
pub(crate) fn is_said(table: &Table) -> bool {
    FIELDS.iter().any(|field| table.get(field).is_some())
}

/// What was shown last.
#[derive(Clone, Copy)]
pub(crate) enum Before<'a> {
    /// Nothing yet.
    Nothing,
    /// This.
    Shown(&'a Setting),
    /// Something with a mistake, which is told there.
    Broken,
}

/// Reads what is played, and checks that it makes a scenario. A `change` alone is made to what was shown before.
pub(crate) fn setting(table: &Table, before: Before) -> Option<Setting> {
    let scene = table.get("scene").map(scene);
    let scenario = table.get("scenario").map(|node| node.table().and_then(|_| node.json()));
    let change = table.get("change").map(|node| node.table().and_then(|_| node.json()));
    let mut setting = match (scene, scenario, before) {
        (Some(_), Some(_), _) => {
            return table.wrong("has both a `scene` and a `scenario`; write only one of them");
        }
        (Some(scene), None, _) => Setting { scene: Some(scene?), ..Setting::default() },
        (None, Some(scenario), _) => Setting { scenario: Some(scenario?), ..Setting::default() },
        (None, None, Before::Shown(before)) => before.clone(),
        (None, None, Before::Broken) => return None,
        (None, None, Before::Nothing) => {
            return table
                .wrong("nothing is played; write the name of a scene, `scene = \"first-belt\"`, or a [scenario]");
        }
    };
    if let Some(change) = change {
        setting.changes.push(change?);
    }
    if let Err(error) = setting.scenario(&[]) {
        let place = table.get("change").or(table.get("scenario")).or(table.get("scene"))?;
        return place.wrong(does_not_fit(&error));
    }
    Some(setting)
}

/// Reads a change to a setting, and checks that it makes a scenario.
pub(crate) fn change(node: Node, setting: &Setting) -> Option<Value> {
    node.table()?;
    let change = node.json()?;
    match setting.scenario(&[&change]) {
        Ok(_) => Some(change),
        Err(error) => node.wrong(does_not_fit(&error)),
    }
}

fn does_not_fit(error: &SettingError) -> String {
    format!("this makes no scenario: {error}")
}

fn scene(node: Node) -> Option<String> {
    let id = node.text()?;
    if SCENES.iter().any(|scene| scene.id == id) {
        return Some(id.to_owned());
    }
    node.wrong(format!("there is no scene `{id}`; {}", hint(id, SCENES.iter().map(|scene| scene.id))))
}
