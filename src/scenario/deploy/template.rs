//! A template: which mapping it holds, and what its functions (`!GetAtt`, `!Ref`, `!Sub` …) stand for.

use super::desk::Desk;
use super::error::{Place, TextError, advice, nearest};
use super::node::{Entry, Node, Value, parse};
use super::{Account, Deployed, Form, arn, cloudformation, sam};
use std::borrow::Cow;
use std::rc::Rc;

/// A template as it was read.
#[derive(Clone)]
pub(super) struct Template(Rc<Node>);

/// What stands for a function.
pub(super) enum Resolved<'n> {
    /// A value.
    Value(Cow<'n, Node>),
    /// Something that is known only at deployment.
    Later,
}

pub(super) const SAM_FUNCTION: &str = "AWS::Serverless::Function";
pub(super) const FUNCTION: &str = "AWS::Lambda::Function";
pub(super) const MAPPING: &str = "AWS::Lambda::EventSourceMapping";
pub(super) const CONSUMER: &str = "AWS::Kinesis::StreamConsumer";
const STREAM: &str = "AWS::Kinesis::Stream";

/// The functions of CloudFormation, without `Fn::`.
const FUNCTIONS: [&str; 15] = [
    "Ref",
    "GetAtt",
    "Sub",
    "Join",
    "ImportValue",
    "If",
    "FindInMap",
    "Select",
    "Split",
    "Base64",
    "Cidr",
    "GetAZs",
    "Transform",
    "Length",
    "ToJsonString",
];

/// How many names may stand for one another; more is a circle.
const STEPS_MAX: u8 = 8;

/// Reads a template.
pub(super) fn read(desk: &mut Desk, text: &str) -> Option<Deployed> {
    let root = match parse(text) {
        Ok(root) => Rc::new(root),
        Err(error) => {
            desk.push(error);
            return None;
        }
    };
    if root.is_nothing() {
        desk.wrong(Place::START, "the template is empty; write `Resources:` with the function and its stream");
        return None;
    }
    let Some(resources) = root.get("Resources").filter(|entry| entry.value.entries().is_some()) else {
        let place = root.get("Resources").map_or(root.place, |entry| entry.place);
        let keys = root.entries().unwrap_or_default();
        match keys.iter().find(|entry| nearest(&entry.key, ["Resources"]).is_some() && entry.key != "Resources") {
            Some(entry) => desk.wrong(entry.place, format!("`{}` is no section; did you mean `Resources`?", entry.key)),
            None => desk.wrong(place, "`Resources` is missing; a template describes its resources below it"),
        }
        return None;
    };
    desk.template = Some(Template(Rc::clone(&root)));
    let mut found = candidates(desk, resources);
    if found.len() > 1 {
        let present = arn::function_name(&desk.now.config.function.name);
        if let Some(at) = found.iter().position(|found| found.function_name(desk).as_deref() == Some(&present)) {
            found.swap(0, at);
        } else {
            let reason = "a second mapping for a Kinesis stream; keep the one that is meant";
            desk.wrong(found[1].place(), reason);
            return None;
        }
    }
    match found.first() {
        Some(Found::Event { function, event }) => {
            desk.form = Form::Sam;
            Some(sam::read(desk, &root, function, event))
        }
        Some(Found::Mapping(mapping)) => {
            desk.form = Form::CloudFormation;
            Some(cloudformation::read(desk, &root, mapping))
        }
        None => {
            nothing(desk, resources);
            None
        }
    }
}

/// A mapping in a template.
enum Found<'t> {
    /// An event of a function.
    Event { function: &'t Entry, event: &'t Entry },
    /// A resource of its own.
    Mapping(&'t Entry),
}

impl Found<'_> {
    fn place(&self) -> Place {
        match self {
            Self::Event { event, .. } => event.place,
            Self::Mapping(mapping) => mapping.place,
        }
    }

    fn function_name(&self, desk: &Desk) -> Option<String> {
        let (resource, property) = match self {
            Self::Event { function, .. } => (function, "FunctionName"),
            Self::Mapping(mapping) => (mapping, "FunctionName"),
        };
        let template = desk.template.as_ref()?;
        let text = template.property(&resource.value, property, (desk.now, desk.account), 0)?;
        arn::read_function(&text).ok()
    }
}

/// All mappings for Kinesis streams.
fn candidates<'t>(desk: &Desk, resources: &'t Entry) -> Vec<Found<'t>> {
    let mut found = Vec::new();
    let mut others = Vec::new();
    for resource in resources.value.entries().unwrap_or_default() {
        match kind(&resource.value) {
            Some(SAM_FUNCTION) => {
                let events = events(&resource.value).iter().filter(|event| kind(&event.value) == Some("Kinesis"));
                found.extend(events.map(|event| Found::Event { function: resource, event }));
            }
            Some(MAPPING) => {
                let source = desk.template.as_ref().and_then(|template| {
                    template.property(&resource.value, "EventSourceArn", (desk.now, desk.account), 0)
                });
                let elsewhere = source.is_some_and(|arn| arn.starts_with("arn:") && !arn.contains(":kinesis:"));
                if elsewhere { &mut others } else { &mut found }.push(Found::Mapping(resource));
            }
            _ => {}
        }
    }
    if found.is_empty() { others } else { found }
}

/// The events of a function of SAM.
fn events(function: &Node) -> &[Entry] {
    let events = function.get("Properties").and_then(|properties| properties.value.get("Events"));
    events.and_then(|events| events.value.entries()).unwrap_or_default()
}

/// `Type`.
pub(super) fn kind(node: &Node) -> Option<&str> {
    node.get("Type")?.value.text()
}

/// Tells that a template holds no mapping, at what is likely to be one misspelt.
fn nothing(desk: &mut Desk, resources: &Entry) {
    let mut misspelt = false;
    for resource in resources.value.entries().unwrap_or_default() {
        let types = [SAM_FUNCTION, FUNCTION, MAPPING, STREAM, CONSUMER];
        let own = resource.value.get("Type").into_iter().map(|entry| (entry, types.as_slice()));
        let events = events(&resource.value).iter().filter_map(|event| event.value.get("Type"));
        for (entry, names) in own.chain(events.map(|entry| (entry, ["Kinesis"].as_slice()))) {
            if let Some(text) = entry.value.text()
                && let Some(name) = nearest(text, names.iter().copied()).filter(|name| *name != text)
            {
                desk.wrong(entry.value.place, format!("`{text}` is no type; did you mean `{name}`?"));
                misspelt = true;
            }
        }
    }
    if misspelt {
        return;
    }
    let reason = match desk.form {
        Form::Sam => "no function here has an event of the type Kinesis; add one below its `Events`",
        Form::CloudFormation | Form::Cli => "no `AWS::Lambda::EventSourceMapping` here; add one",
    };
    desk.wrong(resources.place, reason);
}

type World<'a> = (&'a Deployed, &'a Account);

impl Template {
    /// What stands for a value.
    pub(super) fn resolve<'n>(
        &self,
        node: &'n Node,
        now: &Deployed,
        account: &Account,
    ) -> Result<Resolved<'n>, TextError> {
        self.resolve_step(node, (now, account), 0)
    }

    fn resolve_step<'n>(&self, node: &'n Node, world: World, step: u8) -> Result<Resolved<'n>, TextError> {
        if let Some(tag) = &node.tag {
            let bare = Node { tag: None, ..node.clone() };
            return self.call(tag, &bare, world, step);
        }
        match &node.value {
            Value::Map(entries) if let [entry] = entries.as_slice() => {
                let name = entry.key.strip_prefix("Fn::").or_else(|| (entry.key == "Ref").then_some("Ref"));
                name.map_or(Ok(Resolved::Value(Cow::Borrowed(node))), |name| self.call(name, &entry.value, world, step))
            }
            Value::Scalar { text, .. } if text.starts_with("{{resolve:") => Ok(Resolved::Later),
            _ => Ok(Resolved::Value(Cow::Borrowed(node))),
        }
    }

    /// The text of a value; none when it is known only at deployment, or no text.
    fn text(&self, node: &Node, world: World, step: u8) -> Result<Option<String>, TextError> {
        Ok(match self.resolve_step(node, world, step)? {
            Resolved::Value(value) => value.text().map(str::to_owned),
            Resolved::Later => None,
        })
    }

    /// The text of a resource's property, when it is there and known.
    fn property(&self, resource: &Node, name: &str, world: World, step: u8) -> Option<String> {
        let entry = resource.get("Properties")?.value.get(name)?;
        self.text(&entry.value, world, step).ok().flatten()
    }

    fn call<'n>(&self, function: &str, given: &Node, world: World, step: u8) -> Result<Resolved<'n>, TextError> {
        let wrong = |reason: String| TextError::new(given.place, reason);
        if step > STEPS_MAX {
            return Err(wrong("names here stand for one another in a circle; write a value".to_owned()));
        }
        let found = match function {
            "Ref" => {
                let name = given.text().ok_or_else(|| wrong("`Ref` takes a name, such as `!Ref Stream`".to_owned()))?;
                self.named(name, None, world, step).map_err(wrong)?
            }
            "GetAtt" => {
                let written = match &given.value {
                    Value::List(items) => items.iter().filter_map(Node::text).collect::<Vec<_>>().join("."),
                    _ => given.text().unwrap_or_default().to_owned(),
                };
                let (name, attribute) = written.split_once('.').ok_or_else(|| {
                    wrong("`GetAtt` takes a name and an attribute, such as `!GetAtt Stream.Arn`".to_owned())
                })?;
                self.named(name, Some(attribute), world, step).map_err(wrong)?
            }
            "Sub" => self.substitute(given, world, step)?,
            "Join" => self.join(given, world, step)?,
            name if FUNCTIONS.contains(&name) => None,
            name => {
                let all = || "write the value itself".to_owned();
                return Err(wrong(format!("`{name}` is no function; {}", advice(name, FUNCTIONS, all))));
            }
        };
        Ok(found.map_or(Resolved::Later, |text| Resolved::Value(Cow::Owned(Node::scalar(given.place, text, true)))))
    }

    fn join(&self, given: &Node, world: World, step: u8) -> Result<Option<String>, TextError> {
        let wrong =
            || TextError::new(given.place, "`Join` takes a delimiter and a list, such as `!Join [':', [a, b]]`");
        let Value::List(items) = &given.value else { return Err(wrong()) };
        let [delimiter, Node { value: Value::List(parts), .. }] = items.as_slice() else { return Err(wrong()) };
        let parts: Result<Option<Vec<String>>, TextError> =
            parts.iter().map(|part| self.text(part, world, step + 1)).collect();
        Ok(parts?.map(|parts| parts.join(delimiter.text().unwrap_or_default())))
    }

    fn substitute(&self, given: &Node, world: World, step: u8) -> Result<Option<String>, TextError> {
        let (text, own) = match &given.value {
            Value::List(items) => (items.first().and_then(Node::text), items.get(1)),
            _ => (given.text(), None),
        };
        let wrong = |reason: String| TextError::new(given.place, reason);
        let text = text.ok_or_else(|| wrong("`Sub` takes a text, such as `!Sub '${Stream.Arn}'`".to_owned()))?;
        let mut made = String::new();
        let mut rest = text;
        while let Some(at) = rest.find("${") {
            let end = rest[at..].find('}').ok_or_else(|| wrong("`${` has no `}`; add it".to_owned()))? + at;
            let name = rest[at + 2..end].trim();
            made.push_str(&rest[..at]);
            rest = &rest[end + 1..];
            if let Some(literal) = name.strip_prefix('!') {
                made.push_str(&format!("${{{literal}}}"));
                continue;
            }
            let value = match own.and_then(|own| own.get(name)) {
                Some(entry) => self.text(&entry.value, world, step + 1)?,
                None => match name.split_once('.') {
                    Some((name, attribute)) => self.named(name, Some(attribute), world, step).map_err(wrong)?,
                    None => self.named(name, None, world, step).map_err(wrong)?,
                },
            };
            match value {
                Some(value) => made.push_str(&value),
                None => return Ok(None),
            }
        }
        Ok(Some(made + rest))
    }

    /// What a name, or an attribute of it, stands for; none when that is known only at deployment.
    fn named(&self, name: &str, attribute: Option<&str>, world: World, step: u8) -> Result<Option<String>, String> {
        let account = world.1;
        match name {
            "AWS::Region" => return Ok(Some(account.region.clone())),
            "AWS::AccountId" => return Ok(Some(account.account_id.clone())),
            "AWS::Partition" => return Ok(Some("aws".to_owned())),
            "AWS::URLSuffix" => return Ok(Some("amazonaws.com".to_owned())),
            _ if name.starts_with("AWS::") => return Ok(None),
            _ => {}
        }
        let section = |section: &str| self.0.get(section).and_then(|entry| entry.value.entries()).unwrap_or_default();
        let in_section = |entries: &'_ [Entry]| entries.iter().position(|entry| entry.key == name);
        let (parameters, resources) = (section("Parameters"), section("Resources"));
        if let Some(at) = in_section(parameters).filter(|_| attribute.is_none()) {
            let default = parameters[at].value.get("Default");
            return Ok(default.and_then(|default| default.value.text()).map(str::to_owned));
        }
        if let Some(at) = in_section(resources) {
            return self.resource(&resources[at], attribute, world, step);
        }
        let names = parameters.iter().chain(resources).map(|entry| entry.key.as_str());
        let advice = advice(name, names, || "write the name of one of them".to_owned());
        Err(format!("`{name}` is neither among `Parameters` nor among `Resources`; {advice}"))
    }

    /// What a resource, or an attribute of it, stands for. A stream or a function without a name is taken for the present
    /// one, any other resource without a name has its logical id.
    fn resource(
        &self,
        resource: &Entry,
        attribute: Option<&str>,
        world: World,
        step: u8,
    ) -> Result<Option<String>, String> {
        let (now, Account { region, account_id, .. }) = world;
        let named = |property: &str, otherwise: &str| {
            self.property(&resource.value, property, world, step + 1).unwrap_or_else(|| otherwise.to_owned())
        };
        let logical = resource.key.as_str();
        let kind = kind(&resource.value).unwrap_or_default();
        let known: &[&str] = match kind {
            STREAM => &["Arn", "StreamId", "WarmThroughputObject"],
            CONSUMER => &["ConsumerARN", "ConsumerName", "ConsumerCreationTimestamp", "ConsumerStatus", "StreamARN"],
            "AWS::SQS::Queue" => &["Arn", "QueueName", "QueueUrl"],
            "AWS::SNS::Topic" => &["TopicArn", "TopicName"],
            _ => &[],
        };
        if let Some(attribute) = attribute.filter(|attribute| !known.is_empty() && !known.contains(attribute)) {
            let advice = advice(attribute, known.iter().copied(), || format!("write {}", super::desk::any_of(known)));
            return Err(format!("`{kind}` has no attribute `{attribute}`; {advice}"));
        }
        Ok(match (kind, attribute) {
            (STREAM, None) => Some(named("Name", &now.stream)),
            (STREAM, Some("Arn")) => Some(arn::stream(world.1, &named("Name", &now.stream))),
            (CONSUMER, None | Some("ConsumerARN")) => {
                let properties = resource.value.get("Properties");
                let stream = properties.and_then(|properties| properties.value.get("StreamARN"));
                let present = arn::stream(world.1, &now.stream);
                let stream = match stream.map(|entry| self.text(&entry.value, world, step + 1)) {
                    Some(Err(error)) => return Err(error.reason),
                    found => found.and_then(Result::ok).flatten().unwrap_or(present),
                };
                Some(arn::consumer(world.1, &stream, &named("ConsumerName", logical)))
            }
            ("AWS::SQS::Queue", Some("Arn")) => {
                let is_fifo = named("FifoQueue", "false") == "true";
                let name = named("QueueName", &format!("{logical}{}", if is_fifo { ".fifo" } else { "" }));
                Some(format!("arn:aws:sqs:{region}:{account_id}:{name}"))
            }
            ("AWS::SQS::Queue", None | Some("QueueUrl")) => {
                let name = named("QueueName", logical);
                Some(format!("https://sqs.{region}.amazonaws.com/{account_id}/{name}"))
            }
            ("AWS::SNS::Topic", None | Some("TopicArn")) => {
                let is_fifo = named("FifoTopic", "false") == "true";
                let name = named("TopicName", &format!("{logical}{}", if is_fifo { ".fifo" } else { "" }));
                Some(format!("arn:aws:sns:{region}:{account_id}:{name}"))
            }
            ("AWS::S3::Bucket", None) => Some(named("BucketName", &logical.to_lowercase())),
            ("AWS::S3::Bucket", Some("Arn")) => {
                Some(format!("arn:aws:s3:::{}", named("BucketName", &logical.to_lowercase())))
            }
            (FUNCTION | SAM_FUNCTION, None | Some("Arn")) => {
                let name = named("FunctionName", &arn::function_name(&now.config.function.name));
                let prefix = format!("arn:aws:lambda:{region}:{account_id}:function:");
                Some(if attribute.is_some() { prefix + &name } else { name })
            }
            _ => None,
        })
    }
}
