//! Sources and dated values.

use crate::desk::hint;
use crate::node::{Node, Table};
use beltline::course::{DatedValue, Source};

/// Short names of AWS's guides. The rest of a page's name follows.
const GUIDES: [(&str, &str); 9] = [
    ("SDG", "https://docs.aws.amazon.com/streams/latest/dev/"),
    ("API", "https://docs.aws.amazon.com/kinesis/latest/APIReference/API_"),
    ("LDG", "https://docs.aws.amazon.com/lambda/latest/dg/"),
    ("LAPI", "https://docs.aws.amazon.com/lambda/latest/api/API_"),
    ("FDG", "https://docs.aws.amazon.com/firehose/latest/dev/"),
    ("FAPI", "https://docs.aws.amazon.com/firehose/latest/APIReference/API_"),
    ("MSF", "https://docs.aws.amazon.com/managed-flink/latest/java/"),
    ("QDG", "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/"),
    ("NDG", "https://docs.aws.amazon.com/sns/latest/dg/"),
];

/// The sources of a table, of which there must be one at least.
pub(crate) fn sources(table: &Table, name: &str) -> Vec<Source> {
    let list = table.tables("source");
    if list.is_empty() {
        table.wrong::<()>(format!("there is no source; write [[{name}]] with `title`, `page` or `url`, and `seen`"));
    }
    list.iter().filter_map(source).collect()
}

fn source(table: &Table) -> Option<Source> {
    table.only(&["title", "url", "page", "seen"]);
    let title = table.need("title", "`title = \"Quotas and limits\"`").and_then(Node::text);
    let url = match (table.get("url"), table.get("page")) {
        (Some(node), None) => node.text().and_then(|url| {
            if url.starts_with("https://") && url.len() > 12 && !url.contains(char::is_whitespace) {
                Some(url.to_owned())
            } else {
                node.wrong("is not an address; write one that begins with https://")
            }
        }),
        (None, Some(node)) => node.text().and_then(|page| {
            let (guide, rest) = page.split_once(':').unwrap_or((page, ""));
            match GUIDES.iter().find(|(short, _)| *short == guide) {
                Some((_, start)) if !rest.is_empty() => Some(format!("{start}{rest}.html")),
                Some(_) => node.wrong("names no page; write one such as \"SDG:key-concepts\""),
                None => {
                    let hint = hint(guide, GUIDES.iter().map(|(short, _)| *short));
                    node.wrong(format!("there is no guide `{guide}`; {hint}, or use `url`"))
                }
            }
        }),
        (Some(node), Some(_)) => node.wrong("stands beside `page`; write only one of them"),
        (None, None) => table.wrong("`url` is missing; write `url = \"https://…\"` or `page = \"SDG:key-concepts\"`"),
    };
    let seen = table.need("seen", "the day you read the page, `seen = 2026-11-23`").and_then(Node::day);
    Some(Source { title: title?.to_owned(), url: url?, seen: seen? })
}

/// The dated values of a table.
pub(crate) fn values(table: &Table) -> Vec<DatedValue> {
    table.tables("value").iter().filter_map(value).collect()
}

fn value(table: &Table) -> Option<DatedValue> {
    table.only(&["what", "exam", "today", "since"]);
    let text = |name, example| table.need(name, example).and_then(Node::text).map(str::to_owned);
    let what = text("what", "what it is the value of, `what = \"Largest record\"`");
    let exam = text("exam", "what the exam teaches, `exam = \"1 MB\"`");
    let today = text("today", "what holds today, `today = \"10 MiB\"`");
    let since = table.get("since").map(|node| {
        let text = node.text()?;
        let is_date = text
            .split('-')
            .zip([4, 2, 2])
            .all(|(part, digits)| part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit()));
        if is_date && text.split('-').count() <= 3 {
            Some(text.to_owned())
        } else {
            node.wrong("is not a date; write \"2025\", \"2025-10\" or \"2025-10-27\"")
        }
    });
    let since = match since {
        Some(None) => return None,
        Some(since) => since,
        None => None,
    };
    let value = DatedValue { what: what?, exam: exam?, today: today?, since };
    if value.exam == value.today {
        return table.wrong("`exam` and `today` are the same; leave the value out, or write what has changed");
    }
    Some(value)
}
