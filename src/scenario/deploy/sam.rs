//! A template of the AWS Serverless Application Model.

use super::desk::Desk;
use super::node::{Entry, Node};
use super::out::Out;
use super::{Account, Deployed, Form, function, resources, settings, template};
use crate::engine::reading::Reading;

/// Reads a function and its event.
pub(super) fn read(desk: &mut Desk, root: &Node, function: &Entry, event: &Entry) -> Deployed {
    let parts = ["Type", "Properties"];
    desk.entries(&event.value, &event.key, &parts, "Type: Kinesis, and Properties:");
    let properties = event.value.get("Properties");
    let entries = match properties {
        Some(properties) => {
            let example = "the settings of the mapping below it";
            if properties.value.entries().is_none() {
                desk.entries(&properties.value, "Properties", &[], example);
            }
            properties.value.entries().unwrap_or_default()
        }
        None => &[],
    };
    let at = properties.map_or(event.place, |properties| properties.place);
    let mut deployed = settings::read(desk, entries, at);
    let own = function.value.get("Properties").map(|entry| &entry.value);
    let globals = root.get("Globals").and_then(|globals| globals.value.get("Function")).map(|entry| &entry.value);
    function::read(desk, own, globals, &mut deployed);
    deployed
}

/// Writes a template.
pub(super) fn write(deployed: &Deployed, account: &Account) -> String {
    let event = Out::map([
        ("Type", Out::text("Kinesis")),
        ("Properties", Out::Map(resources::settings(Form::Sam, deployed, account))),
    ]);
    let mut properties = resources::function(deployed);
    properties.push(("CodeUri".to_owned(), Out::text("src/")));
    properties.push(("Events".to_owned(), Out::map([("Stream", event)])));
    let mut described = vec![(
        resources::FUNCTION_ID.to_owned(),
        Out::map([("Type", Out::text(template::SAM_FUNCTION)), ("Properties", Out::Map(properties))]),
    )];
    if deployed.reading == Reading::Pushed {
        described.push(resources::consumer(deployed, account));
    }
    Out::map([
        ("AWSTemplateFormatVersion", Out::text("2010-09-09")),
        ("Transform", Out::text("AWS::Serverless-2016-10-31")),
        ("Resources", Out::Map(described)),
    ])
    .yaml()
}
