//! Reads questions.

use crate::desk::Desk;
use crate::figure::{BOUNDS, FIELDS, requirement};
use crate::markdown::{Link, line, paragraphs};
use crate::node::{Node, Table, Toml};
use crate::option::{option, twice};
use crate::setting::{self, Before};
use crate::source::{sources, values};
use beltline::course::{Choice, EngineProof, Level, Proof, Question, QuestionKind, Task};

/// A question, and where it stands.
pub(crate) struct ReadQuestion {
    pub(crate) question: Question,
    pub(crate) at: usize,
    /// Where its id and its lesson's stand.
    pub(crate) id_at: usize,
    pub(crate) lesson_at: usize,
    pub(crate) options_at: Vec<usize>,
    pub(crate) links: Vec<Link>,
}

/// Reads a file of questions.
pub(crate) fn questions(desk: &Desk) -> Vec<ReadQuestion> {
    let Some(toml) = Toml::parse(desk, 0, desk.text.len()) else {
        return Vec::new();
    };
    let table = toml.table(desk, 0);
    table.only(&["question"]);
    let tables = table.tables("question");
    if tables.is_empty() {
        table.wrong::<()>("there is no question; write [[question]] and its fields");
    }
    tables.iter().filter_map(question).collect()
}

fn question(table: &Table) -> Option<ReadQuestion> {
    table.only(&[
        "id",
        "domain",
        "task",
        "level",
        "lesson",
        "stem",
        "kind",
        "choose",
        "option",
        "explanation",
        "value",
        "source",
        "proof",
    ]);
    let mut links = Vec::new();
    let id_node = table.need("id", "a name for good, `id = \"iot-five-mb\"`");
    let id = id_node.and_then(id);
    let task = task(table);
    let levels = [("easy", Level::Easy), ("medium", Level::Medium), ("hard", Level::Hard)];
    let level = table.need("level", "`level = \"easy\"`, \"medium\" or \"hard\"").and_then(|node| node.choice(&levels));
    let lesson = table.need("lesson", "the id of the lesson that teaches it, `lesson = \"the-belt\"`");
    let mut prose = |field, example| {
        let node = table.need(field, example)?;
        Some(paragraphs(node.desk(), node.text()?, node.at(), &mut links))
    };
    let stem = prose("stem", "what is asked, `stem = \"…\"`");
    let explanation = prose("explanation", "why the key is what it is, `explanation = \"…\"`");
    let kind = kind(table);
    let sources = sources(table, "question.source");
    let values = values(table);
    let proof = table.need("proof", "what the key rests on, [question.proof] with a `scene` or a `fact`");
    let proof = proof.and_then(Node::table).and_then(|table| read_proof(&table, &mut links));
    let (proof, kind) = (proof?, kind?);
    let (options, options_at) = options(table, &proof, kind, &mut links)?;
    let lesson = lesson?;
    let question = Question {
        id: id?,
        task: task?,
        level: level?,
        lesson: lesson.text()?.to_owned(),
        stem: stem?,
        kind,
        options,
        explanation: explanation?,
        values,
        sources,
        proof,
    };
    let id_at = id_node.map_or(table.start, Node::at);
    Some(ReadQuestion { question, at: table.start, id_at, lesson_at: lesson.at(), options_at, links })
}

fn id(node: Node) -> Option<String> {
    let id = node.text()?;
    let is_plain = id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
    if is_plain && !id.starts_with('-') && !id.ends_with('-') && id.len() <= 60 {
        return Some(id.to_owned());
    }
    node.wrong("is not an id; write up to 60 of the characters a-z, 0-9 and `-`")
}

fn task(table: &Table) -> Option<Task> {
    let domain = table.need("domain", "the exam guide's domain, `domain = 1`");
    let domain = domain.and_then(|node| node.whole(1..=u64::from(Task::DOMAINS)));
    let task = table.need("task", "the task in the domain, `task = 1`");
    let domain = u8::try_from(domain?).ok()?;
    let task = task?.whole(1..=u64::from(Task::tasks(domain)))?;
    Task::new(domain, u8::try_from(task).ok()?)
}

fn kind(table: &Table) -> Option<QuestionKind> {
    let kinds = [("choice", false), ("response", true)];
    let is_response = table.need("kind", "`kind = \"choice\"` or \"response\"")?.choice(&kinds)?;
    if is_response {
        let choose = table.need("choose", "how many are right, `choose = 2`")?.whole(2..=3)?;
        return Some(QuestionKind::Response(u8::try_from(choose).ok()?));
    }
    match table.get("choose") {
        Some(node) => node.wrong("goes with `kind = \"response\"`; leave it out, or change `kind`"),
        None => Some(QuestionKind::Choice),
    }
}

fn read_proof(table: &Table, links: &mut Vec<Link>) -> Option<Proof> {
    let fields: Vec<&str> = setting::FIELDS.into_iter().chain(["fact", "together", "require"]).collect();
    table.only(&fields);
    if let Some(node) = table.get("fact") {
        if setting::is_said(table) {
            return node.wrong("stands beside a setting; write only one of them");
        }
        return Some(Proof::Fact(line(node.desk(), node.text()?, node.at(), links)));
    }
    let setting = setting::setting(table, Before::Nothing)?;
    let together = table.get("together").map_or(Some(false), Node::truth)?;
    let tables = table.tables("require");
    if tables.is_empty() {
        return table.wrong("nothing is required; write [[question.proof.require]] with a `measure` and a bound");
    }
    let mut requirements = Vec::new();
    for table in &tables {
        let fields: Vec<&str> = ["id", "says"].into_iter().chain(FIELDS).chain(BOUNDS).collect();
        table.only(&fields);
        let node = table.need("id", "a name that options use, `id = \"throughput\"`")?;
        let id = id(node)?;
        if requirements.iter().any(|other: &beltline::course::Requirement| other.id == id) {
            return node.wrong(format!("the requirement `{id}` stands twice; give each its own name"));
        }
        requirements.push(requirement(table, id, &setting)?);
    }
    Some(Proof::Engine(EngineProof { setting, requirements, together }))
}

fn options(
    table: &Table,
    proof: &Proof,
    kind: QuestionKind,
    links: &mut Vec<Link>,
) -> Option<(Vec<Choice>, Vec<usize>)> {
    let tables = table.tables("option");
    let read: Vec<Option<Choice>> = tables.iter().map(|table| option(table, proof, links)).collect();
    let (range, right_wanted) = match kind {
        QuestionKind::Choice => (4..=4, 1),
        QuestionKind::Response(choose) => (5..=6, usize::from(choose)),
    };
    if !range.contains(&tables.len()) {
        let wanted = if range.start() == range.end() { "4".to_owned() } else { "5 or 6".to_owned() };
        return table.wrong(format!("has {} options; write {wanted} [[question.option]]", tables.len()));
    }
    let options: Vec<Choice> = read.into_iter().collect::<Option<_>>()?;
    let right = options.iter().filter(|option| option.right).count();
    if right != right_wanted {
        return table.wrong(format!("has {right} right options; write `right = true` in {right_wanted} of them"));
    }
    if matches!(proof, Proof::Engine(_)) && !options.iter().any(|option| !option.right && option.change.is_some()) {
        return table.wrong("no wrong option is played; give one a `change`, or let the proof be a `fact`");
    }
    if let Some(place) = twice(&options) {
        return tables[place].wrong("says the same as an option before it; write another one");
    }
    Some((options, tables.iter().map(|table| table.start).collect()))
}
