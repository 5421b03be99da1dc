//! What does not come out as an author wrote it is told, with its place and what came out.

use crate::support::course_files::{LESSON, QUESTIONS, files, played};

fn lesson(from: &str, to: &str) -> Vec<String> {
    assert!(LESSON.contains(from), "the lesson holds {from:?}");
    played(&LESSON.replacen(from, to, 1), QUESTIONS)
}

fn questions(from: &str, to: &str) -> Vec<String> {
    assert!(QUESTIONS.contains(from), "the questions hold {from:?}");
    played(LESSON, &QUESTIONS.replacen(from, to, 1))
}

#[test]
fn a_sound_course_comes_out_as_it_is_written() {
    assert_eq!(played(LESSON, QUESTIONS), Vec::<String>::new());
    let course = beltline_course::read(&files(LESSON, QUESTIONS)).expect("the files have no mistake");
    let told = beltline_course::play(&course).told;
    assert_eq!(
        told,
        [
            "lessons/01-belts.md:29: prediction: [20]",
            "lessons/questions/belts.toml:36: how-many option 1: taken 0",
            "lessons/questions/belts.toml:36: how-many option 2: taken 13219",
        ]
    );
}

#[test]
fn a_wrong_key_is_told() {
    let from = "right = true\nchange = { streams = { clicks = { shards = 2 } } }";
    let to = "right = true\nchange = {}";
    let said = questions(from, to);
    assert_eq!(
        said,
        [
            "lessons/questions/belts.toml:46:1: the proof of `how-many` does not hold: option 1: is right, but misses `taken`: 13219, not at most 0"
        ]
    );
}

#[test]
fn a_wrong_option_that_meets_the_requirement_is_told() {
    let said = questions(
        "refuted_ms = 8000\nchange = {}",
        "refuted_ms = 8000\nchange = { streams = { clicks = { shards = 4 } } }",
    );
    assert_eq!(
        said,
        [
            "lessons/questions/belts.toml:52:1: the proof of `how-many` does not hold: option 2: is wrong, but meets `taken`: 0 at 9000 ms is at most 0; require more, or change the key"
        ]
    );
}

#[test]
fn a_moment_that_refutes_nothing_is_told() {
    let said = questions("refuted_ms = 8000", "refuted_ms = 100");
    assert_eq!(
        said,
        [
            "lessons/questions/belts.toml:52:1: the proof of `how-many` does not hold: option 2: is not refuted at 100 ms yet: `taken` is 0, which is at most 0; take a later `refuted_ms`"
        ]
    );
}

#[test]
fn a_wrong_answer_to_a_prediction_is_told() {
    assert_eq!(lesson("answer = 20", "answer = 30"), ["lessons/01-belts.md:29:1: it comes out as 20; mend `answer`"]);
}

#[test]
fn a_goal_out_of_reach_is_told() {
    let goal = |rest: &str| {
        format!("look = \"The belts\"\n[goal]\nsays = \"many\"\nmeasure = \"accepted_records\"\nat_ms = 5000\n{rest}\n")
    };
    let with = |rest: &str| lesson("look = \"The belts\"\n", &goal(rest));
    assert_eq!(with("at_least = 10"), Vec::<String>::new());
    assert_eq!(
        with("at_least = 1000"),
        [
            "lessons/01-belts.md:20:1: the goal is not reached: 20, not at least 1000; mend the goal, or add [goal.solution]"
        ]
    );
    assert_eq!(
        with("at_least = 10\nsolution = { seed = 2 }"),
        [
            "lessons/01-belts.md:20:1: the goal is reached without the solution: 20; ask for more, or leave the solution out"
        ]
    );
    assert_eq!(
        with("at_least = 1000\nsolution = { seed = 2 }"),
        ["lessons/01-belts.md:20:1: the solution does not reach the goal: 20, not at least 1000; mend one of them"]
    );
}

#[test]
fn a_choice_that_nothing_decides_is_told() {
    let from = "kind = \"number\"\nask = \"How many records are taken in five seconds?\"\nwhy = \"Four a second.\"\nunit = \"records\"\nanswer = 20\ntolerance_percent = 10\n";
    let to = "kind = \"choice\"\nask = \"How many?\"\nwhy = \"Four a second.\"\n[[option]]\ntext = \"Few\"\nat_most = 15\nright = true\n[[option]]\ntext = \"Many\"\nat_least = 25\n";
    assert_eq!(
        lesson(from, to),
        ["lessons/01-belts.md:29:1: the figure is 20, where not just one option holds; mend the bounds"]
    );
    let said = lesson(from, &to.replace("at_most = 15", "at_most = 19").replace("at_least = 25", "at_least = 20"));
    assert_eq!(said, ["lessons/01-belts.md:29:1: it comes out as option 2 with 20; mend `right`"]);
}

const TOGETHER: &str = "
[[question]]
id = \"two-together\"
domain = 1
task = 1
level = \"hard\"
lesson = \"belts\"
kind = \"response\"
choose = 2
stem = \"Which TWO?\"
explanation = \"Shards and fewer records.\"
option = [
  { text = \"Two shards\", why = \"Yes.\", right = true, change = { streams = { clicks = { shards = 2 } } } },
  { text = \"Fewer records\", why = \"Yes.\", right = true, change = { producers = { shop = { records_per_second = 2000 } } } },
  { text = \"Nothing\", why = \"No.\", misses = \"taken\", refuted_ms = 5000, change = {} },
  { text = \"A queue\", why = \"No.\", cited = true },
  { text = \"A topic\", why = \"No.\", cited = true },
]
source = [{ title = \"Quotas\", page = \"SDG:service-sizes-and-limits\", seen = 2026-11-23 }]
[question.proof]
together = true
[question.proof.scenario]
version = 1
streams = [{ name = \"clicks\", shards = 1 }]
producers = [{ name = \"shop\", stream = \"clicks\", records_per_second = 3000, keys = { mix = \"in_turn\", keys = [\"a\", \"1\"] } }]
[[question.proof.require]]
id = \"taken\"
says = \"nothing is refused\"
measure = \"refused_puts\"
at_ms = 5000
at_most = 0
";

#[test]
fn options_that_are_right_together_are_played_together() {
    assert_eq!(played(LESSON, &format!("{QUESTIONS}{TOGETHER}")), Vec::<String>::new());
}

#[test]
fn another_answer_that_meets_everything_is_told() {
    let other = TOGETHER.replace(
        "refuted_ms = 5000, change = {}",
        "refuted_ms = 5000, change = { producers = { shop = { records_per_second = 1000 } } }",
    );
    assert_eq!(
        played(LESSON, &format!("{QUESTIONS}{other}")),
        [
            "lessons/questions/belts.toml:90:1: the proof of `two-together` does not hold: options 1 and 3 together: meets every requirement, but is not the key; require more, or change the key"
        ]
    );
}
