//! Scenarios made wrong in one way each, and the message that each must give.

use beltline::scenario::parse;

/// What is wrong, the text to find in the right scenario, the text to put there, and the message.
pub(crate) type Mistake = (&'static str, &'static str, &'static str, &'static str);

/// Makes every mistake by itself; each must be refused with its exact message.
pub(crate) fn check(right: &str, mistakes: &[Mistake]) {
    let mut wrong = Vec::new();
    for (what, find, put, message) in mistakes {
        assert_eq!(right.matches(find).count(), 1, "{what}: the text to change stands once");
        let told =
            parse(&right.replacen(find, put, 1)).map_or_else(|error| error.to_string(), |_| "it is taken".into());
        if told != *message {
            wrong.push(format!("{what}\n  expected: {message}\n  found:    {told}"));
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), mistakes.len(), wrong.join("\n"));
}
