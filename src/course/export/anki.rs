//! Anki's text format (<https://docs.ankiweb.net/importing/text-files.html>).

use super::html::{blocks, choose, each, explanation, letter, line};
use crate::course::question::Question;

/// One note of the type Basic for each question, in the deck Beltline. A note keeps its name, so that importing a newer file
/// updates it.
#[must_use]
pub fn anki(questions: &[&Question]) -> String {
    let mut out =
        "#separator:tab\n#html:true\n#notetype:Basic\n#deck:Beltline\n#guid column:1\n#tags column:4\n".to_owned();
    for question in questions {
        let fields = [format!("beltline-{}", question.id), front(question), back(question), tags(question)];
        out += &fields.map(|text| field(&text)).join("\t");
        out.push('\n');
    }
    out
}

/// A field between quotation marks, in one line.
fn field(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\"").replace('\n', "<br>"))
}

fn front(question: &Question) -> String {
    let options = each("li", question.options.iter().map(|option| line(&option.text)));
    format!("{}<p>{}</p><ol type=\"A\">{options}</ol>", blocks(&question.stem), choose(question))
}

fn back(question: &Question) -> String {
    let key: Vec<String> = question.key().into_iter().map(|place| letter(place).to_string()).collect();
    let whys = each("li", question.options.iter().map(|option| line(&option.why)));
    format!("<p><strong>{}</strong></p><ol type=\"A\">{whys}</ol>{}", key.join(", "), explanation(question))
}

fn tags(question: &Question) -> String {
    let task = question.task;
    format!("beltline domain::{} task::{}.{} lesson::{}", task.domain, task.domain, task.task, question.lesson)
}
