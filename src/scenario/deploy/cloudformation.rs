//! A CloudFormation template.

use super::desk::Desk;
use super::node::{Entry, Node, Value};
use super::out::Out;
use super::{Account, Deployed, Form, arn, function, resources, settings, template};
use crate::engine::lambda::DestinationKind;
use crate::engine::reading::Reading;

/// Reads a mapping, and its function when the template describes it.
pub(super) fn read(desk: &mut Desk, root: &Node, mapping: &Entry) -> Deployed {
    let properties = mapping.value.get("Properties");
    let entries = properties.and_then(|properties| properties.value.entries()).unwrap_or_default();
    let at = properties.map_or(mapping.place, |properties| properties.place);
    if let Some(properties) = properties.filter(|properties| properties.value.entries().is_none()) {
        desk.entries(&properties.value, "Properties", &[], "the settings of the mapping below it");
    }
    let mut deployed = settings::read(desk, entries, at);
    let name = entries.iter().find(|entry| entry.key == "FunctionName").map(|entry| &entry.value);
    if let Some(resource) = name.and_then(|name| target(root, name)) {
        let globals = root.get("Globals").and_then(|globals| globals.value.get("Function")).map(|entry| &entry.value);
        let globals = globals.filter(|_| template::kind(&resource.value) == Some(template::SAM_FUNCTION));
        let own = resource.value.get("Properties").map(|entry| &entry.value);
        function::read(desk, own, globals, &mut deployed);
    }
    deployed
}

/// The function of the template that a `FunctionName` means.
fn target<'t>(root: &'t Node, name: &Node) -> Option<&'t Entry> {
    let resources = root.get("Resources")?.value.entries()?;
    let functions =
        |entry: &&Entry| matches!(template::kind(&entry.value), Some(template::FUNCTION | template::SAM_FUNCTION));
    if let Some(text) = name.text() {
        let text = arn::read_function(text).ok()?;
        let has_name = |entry: &&Entry| {
            let name = entry.value.get("Properties").and_then(|properties| properties.value.get("FunctionName"));
            name.and_then(|name| name.value.text()) == Some(&text)
        };
        return resources.iter().filter(functions).find(has_name);
    }
    let given = match &name.value {
        Value::Map(entries) if name.tag.is_none() => &entries.first()?.value,
        _ => name,
    };
    let first = match &given.value {
        Value::List(items) => items.first()?.text()?,
        Value::Scalar { text, .. } => text,
        Value::Map(_) => return None,
    };
    let first = first.trim_start_matches("${").trim_end_matches('}');
    let logical = first.split('.').next().unwrap_or(first);
    resources.iter().filter(functions).find(|entry| entry.key == logical)
}

/// What the function does until somebody writes more: it takes the batch, and names no record as failed.
const CODE: &str = "exports.handler = async (event) => {\n  console.log(`${event.Records.length} records`);\n  return { \
                    batchItemFailures: [] };\n};\n";

/// Writes a template.
pub(super) fn write(deployed: &Deployed, account: &Account) -> String {
    let resource = |kind: &str, properties: Vec<(String, Out)>| {
        Out::map([("Type", Out::text(kind)), ("Properties", Out::Map(properties))])
    };
    let mut function = resources::function(deployed);
    function.push(("Code".to_owned(), Out::map([("ZipFile", Out::text(CODE))])));
    function.push(("Role".to_owned(), Out::GetAtt("FunctionRole", "Arn")));
    let mut described = vec![
        (
            "Mapping".to_owned(),
            resource(template::MAPPING, resources::settings(Form::CloudFormation, deployed, account)),
        ),
        (resources::FUNCTION_ID.to_owned(), resource(template::FUNCTION, function)),
        ("FunctionRole".to_owned(), resource("AWS::IAM::Role", role(deployed, account))),
    ];
    if deployed.reading == Reading::Pushed {
        described.insert(1, resources::consumer(deployed, account));
    }
    Out::map([("AWSTemplateFormatVersion", Out::text("2010-09-09")), ("Resources", Out::Map(described))]).json()
}

/// The role of the function: it may read streams, and send where the failures go.
fn role(deployed: &Deployed, account: &Account) -> Vec<(String, Out)> {
    let statement = |action: &str, key: &str, value: Out| {
        Out::map([("Effect", Out::text("Allow")), (key, value), ("Action", Out::text(action))])
    };
    let document =
        |statements: Vec<Out>| Out::map([("Version", Out::text("2012-10-17")), ("Statement", Out::List(statements))]);
    let lambda = Out::map([("Service", Out::text("lambda.amazonaws.com"))]);
    let managed = "arn:aws:iam::aws:policy/service-role/AWSLambdaKinesisExecutionRole";
    let mut role = vec![
        ("AssumeRolePolicyDocument".to_owned(), document(vec![statement("sts:AssumeRole", "Principal", lambda)])),
        ("ManagedPolicyArns".to_owned(), Out::List(vec![Out::text(managed)])),
    ];
    if let Some(destination) = &deployed.config.on_failure {
        let arn = destination.arn(&account.region, &account.account_id);
        let allow = |action: &str, arn: String| statement(action, "Resource", Out::text(arn));
        let statements = match destination.kind {
            DestinationKind::Sqs => vec![allow("sqs:SendMessage", arn)],
            DestinationKind::Sns => vec![allow("sns:Publish", arn)],
            DestinationKind::S3 => {
                vec![allow("s3:PutObject", format!("{arn}/*")), allow("s3:ListBucket", arn)]
            }
        };
        let policy = Out::map([("PolicyName", Out::text("OnFailure")), ("PolicyDocument", document(statements))]);
        role.push(("Policies".to_owned(), Out::List(vec![policy])));
    }
    role
}
