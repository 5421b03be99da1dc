//! Mistakes in lessons and questions: what is said, and where.

use crate::support::course_files;

use crate::support::course_files::{LESSON, QUESTIONS, lesson_mistake, mistakes, question_mistake};
use beltline_course::{Files, read};

#[test]
fn the_files_that_mistakes_are_put_into_have_none() {
    assert_eq!(mistakes(LESSON, QUESTIONS), Vec::<String>::new());
}

macro_rules! lesson_mistakes {
    ($($name:ident: $from:literal => $to:literal, $said:literal;)*) => {$(
        #[test]
        fn $name() {
            assert_eq!(lesson_mistake($from, $to), $said);
        }
    )*};
}

macro_rules! question_mistakes {
    ($($name:ident: $from:literal => $to:literal, $said:literal;)*) => {$(
        #[test]
        fn $name() {
            assert_eq!(question_mistake($from, $to), $said);
        }
    )*};
}

lesson_mistakes! {
    no_front_matter: "+++\ntitle" => "title",
        "lessons/01-belts.md:1:1: a lesson begins with its front matter; write +++ on the first line, then `title = \"…\"`";
    front_matter_without_end: "+++\n\nBelts" => "\nBelts",
        "lessons/01-belts.md:1:1: the front matter does not end; write +++ on a line of its own after it";
    not_toml: "minutes = 8" => "minutes 8",
        "lessons/01-belts.md:4:9: this is not TOML: key with no value, expected `=`; write `name = value`, one a line";
    no_title: "title = \"Belts\"\n" => "",
        "lessons/01-belts.md:1:1: `title` is missing; write `title = \"…\"`";
    empty_title: "title = \"Belts\"" => "title = \"\"",
        "lessons/01-belts.md:2:9: is empty; write what it is to say";
    misspelt_field: "idea =" => "ideas =",
        "lessons/01-belts.md:1:1: `idea` is missing; write the one idea in a sentence, `idea = \"…\"`\nlessons/01-belts.md:3:1: there is no field `ideas` here; did you mean `idea`?";
    minutes_out_of_range: "minutes = 8" => "minutes = 90",
        "lessons/01-belts.md:4:11: is out of range; write a number from 1 to 60";
    minutes_in_quotes: "minutes = 8" => "minutes = \"8\"",
        "lessons/01-belts.md:4:11: must be a whole number; write one from 1 to 60";
    no_source: "[[source]]\ntitle = \"Concepts\"\npage = \"SDG:key-concepts\"\nseen = 2026-11-23\n" => "",
        "lessons/01-belts.md:1:1: there is no source; write [[source]] with `title`, `page` or `url`, and `seen`";
    source_without_address: "page = \"SDG:key-concepts\"\n" => "",
        "lessons/01-belts.md:12:1: `url` is missing; write `url = \"https://…\"` or `page = \"SDG:key-concepts\"`";
    source_without_day: "seen = 2026-11-23\n" => "",
        "lessons/01-belts.md:12:1: `seen` is missing; write the day you read the page, `seen = 2026-11-23`";
    source_with_a_day_in_quotes: "seen = 2026-11-23" => "seen = \"yesterday\"",
        "lessons/01-belts.md:15:8: must be a day; write one such as 2026-11-23, without quotes";
    unknown_guide: "SDG:key-concepts" => "SDK:key-concepts",
        "lessons/01-belts.md:14:8: there is no guide `SDK`; write one of `SDG`, `API`, `LDG`, `LAPI`, `FDG`, `FAPI`, `MSF`, `QDG`, `NDG`, or use `url`";
    address_without_https: "page = \"SDG:key-concepts\"" => "url = \"docs.aws.amazon.com\"",
        "lessons/01-belts.md:14:7: is not an address; write one that begins with https://";
    value_that_has_not_changed: "today = \"10 MiB\"" => "today = \"1 MB\"",
        "lessons/01-belts.md:6:1: `exam` and `today` are the same; leave the value out, or write what has changed";
    value_since_no_date: "since = \"2025-10-27\"" => "since = \"last year\"",
        "lessons/01-belts.md:10:9: is not a date; write \"2025\", \"2025-10\" or \"2025-10-27\"";
    html_in_a_line: "*time*" => "<b>time</b>",
        "lessons/01-belts.md:18:18: HTML is not taken; write it as Markdown\nlessons/01-belts.md:18:25: HTML is not taken; write it as Markdown";
    html_as_a_block: "## Reading" => "<div>\n\n## Reading",
        "lessons/01-belts.md:25:1: HTML is not taken; write it as Markdown";
    picture: "*time*" => "![time](time.png)",
        "lessons/01-belts.md:18:18: a picture has no place in a lesson; show it with a block `scene`";
    title_as_heading: "## Reading" => "# Reading",
        "lessons/01-belts.md:25:1: the title stands in the front matter; write ## or ### for a heading";
    heading_twice: "\nReading takes nothing away." => "\n## Reading",
        "lessons/01-belts.md:27:1: there are two headings `reading`; give each its own words";
    unknown_block: "```scene" => "```scen",
        "lessons/01-belts.md:1:1: this lesson has nothing to watch; add a block `scene`\nlessons/01-belts.md:20:1: a block `scen` is not known; did you mean `scene`?\nlessons/01-belts.md:29:1: nothing is played; write the name of a scene, `scene = \"first-belt\"`, or a [scenario]";
    block_in_a_list: "```question\nid = \"who-reads\"\n```" => "- x\n\n  ```question\n  id = \"who-reads\"\n  ```\n\n```question\nid = \"who-reads\"\n```",
        "lessons/01-belts.md:47:3: a block `question` stands inside of a list or a quotation; move it to the left margin";
    link_to_no_lesson: "(lesson:belts)" => "(lesson:bells)",
        "lessons/01-belts.md:18:51: the link leads to no lesson `bells`; did you mean `belts`?";
    link_to_no_heading: "(#reading)" => "(#writing)",
        "lessons/01-belts.md:18:30: the link leads to no heading `writing`; write one of `reading`";
    link_to_no_scene: "(scene:hot-key)" => "(scene:hot-keys)",
        "lessons/01-belts.md:18:83: the link leads to no scene `hot-keys`; did you mean `hot-key`?";
    link_without_kind: "(#reading)" => "(reading.html)",
        "lessons/01-belts.md:18:30: the link leads to `reading.html`; write https://…, #heading, lesson:…, scene:… or question:…";
    link_without_address: "[reading](#reading)" => "[reading]",
        "lessons/01-belts.md:18:30: `[reading]` leads nowhere; write [words](address), or \\[ for a bracket";
    no_scene: "```scene\nscene = \"first-belt\"\nlook = \"The belts\"\n```" => "",
        "lessons/01-belts.md:1:1: this lesson has nothing to watch; add a block `scene`\nlessons/01-belts.md:26:1: nothing is played; write the name of a scene, `scene = \"first-belt\"`, or a [scenario]";
    no_prediction: "```predict" => "```toml",
        "lessons/01-belts.md:1:1: this lesson has nothing to predict; add a block `predict`";
    no_question: "```question" => "```toml",
        "lessons/01-belts.md:1:1: this lesson has no question; add a block `question` with an `id`";
    unknown_scene: "scene = \"first-belt\"\nlook" => "scene = \"first-bell\"\nlook",
        "lessons/01-belts.md:21:9: there is no scene `first-bell`; did you mean `first-belt`?";
    scene_without_look: "look = \"The belts\"\n" => "",
        "lessons/01-belts.md:20:1: `look` is missing; write what to look at, `look = \"The pointer falls on …\"`";
    change_that_does_not_fit: "look = \"The belts\"\n" => "look = \"The belts\"\nchange = { streams = { clicks = { shards = 0 } } }\n",
        "lessons/01-belts.md:23:10: this makes no scenario: `streams[0].shards`: is 0; write a whole number from 1 to 1000";
    change_that_takes_away_nothing: "look = \"The belts\"\n" => "look = \"The belts\"\nchange = { consumers = { nobody = false } }\n",
        "lessons/01-belts.md:23:10: this makes no scenario: `consumers.nobody`: there is none to take away; there are analytics";
    scene_and_scenario: "look = \"The belts\"\n" => "look = \"The belts\"\nscenario = { version = 1 }\n",
        "lessons/01-belts.md:20:1: has both a `scene` and a `scenario`; write only one of them";
    prediction_of_no_kind: "kind = \"number\"" => "kind = \"numbers\"",
        "lessons/01-belts.md:30:8: `numbers` is not known here; did you mean `number`?";
    prediction_without_a_figure: "[figure]\nmeasure = \"accepted_records\"\nat_ms = 5000\n" => "",
        "lessons/01-belts.md:29:1: `figure` is missing; write the measured figure that decides it, [figure] with `measure` and `at_ms`";
    prediction_with_a_wide_tolerance: "tolerance_percent = 10" => "tolerance_percent = 80",
        "lessons/01-belts.md:35:21: is out of range; write a number from 0 to 50";
    prediction_without_a_tolerance: "tolerance_percent = 10\n" => "",
        "lessons/01-belts.md:29:1: `tolerance_percent` is missing; write how far off a guess may be, `tolerance_percent = 10`";
    unknown_measure: "\"accepted_records\"" => "\"accepted_record\"",
        "lessons/01-belts.md:37:11: there is no measure `accepted_record`; did you mean `accepted_records`?";
    figure_without_a_moment: "at_ms = 5000\n" => "",
        "lessons/01-belts.md:36:1: `at_ms` is missing; write the moment it is read, `at_ms = 10000`";
    figure_that_ends_before_it_begins: "at_ms = 5000" => "from_ms = 6000\nat_ms = 5000",
        "lessons/01-belts.md:38:11: must be before `at_ms`; write a number below 5000";
    figure_of_nobody: "measure = \"accepted_records\"" => "measure = \"read_records\"\nof = \"nobody\"",
        "lessons/01-belts.md:38:6: there is no consumer \"nobody\"; write one of \"analytics\"";
    figure_of_several: "measure = \"accepted_records\"" => "measure = \"read_records\"\nof = [\"analytics\", \"analytics\"]",
        "lessons/01-belts.md:36:1: `pick` is missing; write `pick = \"lowest\"`, \"highest\" or \"sum\", since `of` names several";
    figure_with_a_shard: "measure = \"accepted_records\"" => "measure = \"read_records\"\nshard = 1",
        "lessons/01-belts.md:38:9: does not go with this measure, only with measures of a shard such as `accepted_records`; leave it out";
    figure_with_a_peak: "measure = \"accepted_records\"" => "measure = \"accepted_records\"\npeak = true",
        "lessons/01-belts.md:38:8: does not go with this measure, only with what is at a moment, such as `behind_ms`; leave it out";
    question_that_does_not_exist: "id = \"who-reads\"" => "id = \"who-read\"",
        "lessons/01-belts.md:46:6: there is no question `who-read`; did you mean `who-reads`?";
    empty_notes: "```notes\nAsk first.\n```" => "```notes\n```",
        "lessons/01-belts.md:41:1: the notes are empty; write what helps the teacher, or leave the block out";
}

question_mistakes! {
    unknown_field: "level =" => "lvl =",
        "lessons/questions/belts.toml:1:1: `level` is missing; write `level = \"easy\"`, \"medium\" or \"hard\"\nlessons/questions/belts.toml:5:1: there is no field `lvl` here; write one of `id`, `domain`, `task`, `level`, `lesson`, `stem`, `kind`, `choose`, `option`, `explanation`, `value`, `source`, `proof`";
    bad_id: "id = \"who-reads\"" => "id = \"Who reads?\"",
        "lessons/questions/belts.toml:2:6: is not an id; write up to 60 of the characters a-z, 0-9 and `-`";
    id_twice: "id = \"how-many\"" => "id = \"who-reads\"",
        "lessons/questions/belts.toml:37:6: the id `who-reads` is taken at lessons/questions/belts.toml:2; give each question its own";
    no_such_domain: "domain = 1" => "domain = 5",
        "lessons/questions/belts.toml:3:10: is out of range; write a number from 1 to 4";
    no_such_task: "task = 1" => "task = 4",
        "lessons/questions/belts.toml:4:8: is out of range; write a number from 1 to 3";
    unknown_level: "level = \"easy\"" => "level = \"trivial\"",
        "lessons/questions/belts.toml:5:9: `trivial` is not known here; write one of `easy`, `medium`, `hard`";
    unknown_lesson: "lesson = \"belts\"" => "lesson = \"bells\"",
        "lessons/questions/belts.toml:6:10: there is no lesson `bells`; did you mean `belts`?";
    unknown_kind: "kind = \"choice\"" => "kind = \"multiple\"",
        "lessons/questions/belts.toml:7:8: `multiple` is not known here; write one of `choice`, `response`";
    response_without_a_number: "kind = \"choice\"" => "kind = \"response\"",
        "lessons/questions/belts.toml:1:1: `choose` is missing; write how many are right, `choose = 2`";
    response_with_too_few_options: "kind = \"choice\"" => "kind = \"response\"\nchoose = 2",
        "lessons/questions/belts.toml:1:1: has 4 options; write 5 or 6 [[question.option]]";
    choice_with_a_number: "kind = \"choice\"" => "kind = \"choice\"\nchoose = 1",
        "lessons/questions/belts.toml:8:10: goes with `kind = \"response\"`; leave it out, or change `kind`";
    too_few_options: "[[question.option]]\ntext = \"Three\"\nwhy = \"No.\"\n" => "",
        "lessons/questions/belts.toml:1:1: has 3 options; write 4 [[question.option]]";
    no_right_option: "right = true\n" => "",
        "lessons/questions/belts.toml:1:1: has 0 right options; write `right = true` in 1 of them";
    two_right_options: "text = \"Two\"\n" => "text = \"Two\"\nright = true\n",
        "lessons/questions/belts.toml:1:1: has 2 right options; write `right = true` in 1 of them";
    option_without_why: "text = \"Two\"\nwhy = \"No.\"" => "text = \"Two\"",
        "lessons/questions/belts.toml:20:1: `why` is missing; write why it is right or wrong, `why = \"…\"`";
    option_twice: "text = \"Two\"" => "text = \"Three\"",
        "lessons/questions/belts.toml:24:1: says the same as an option before it; write another one";
    option_of_two_paragraphs: "text = \"Two\"" => "text = \"Two\\n\\nor three\"",
        "lessons/questions/belts.toml:21:8: must be one paragraph; write it without lists, headings and empty lines";
    question_without_a_source: "[[question.source]]\ntitle = \"Concepts\"\npage = \"SDG:key-concepts\"\nseen = 2026-11-23\n" => "",
        "lessons/questions/belts.toml:1:1: there is no source; write [[question.source]] with `title`, `page` or `url`, and `seen`";
    question_without_a_proof: "[question.proof]\nfact = \"Reading takes nothing away.\"\n" => "",
        "lessons/questions/belts.toml:1:1: `proof` is missing; write what the key rests on, [question.proof] with a `scene` or a `fact`";
    fact_with_a_change: "text = \"Two\"\n" => "text = \"Two\"\nchange = {}\n",
        "lessons/questions/belts.toml:22:10: `change` goes with a proof by the engine; leave it out, or give the proof a `scene`";
    fact_and_scene: "fact = \"Reading" => "scene = \"first-belt\"\nfact = \"Reading",
        "lessons/questions/belts.toml:35:8: stands beside a setting; write only one of them";
    nothing_required: "[[question.proof.require]]\nid = \"taken\"\nsays = \"nothing is refused\"\nmeasure = \"refused_puts\"\nat_ms = 9000\nat_most = 0\n" => "",
        "lessons/questions/belts.toml:74:11: nothing is required; write [[question.proof.require]] with a `measure` and a bound";
    requirement_without_a_bound: "at_most = 0\n" => "",
        "lessons/questions/belts.toml:83:1: nothing decides; write `at_least`, `at_most` or `equals` with a number";
    requirement_with_two_bounds: "at_most = 0\n" => "at_most = 0\nequals = 0\n",
        "lessons/questions/belts.toml:83:1: has 2 bounds; write only one of `at_least`, `at_most`, `equals`";
    requirement_without_words: "says = \"nothing is refused\"\n" => "",
        "lessons/questions/belts.toml:83:1: `says` is missing; write in words what is required, `says = \"no put is refused\"`";
    option_without_a_change: "text = \"Four\"\nwhy = \"No.\"\nmisses = \"taken\"\nrefuted_ms = 8000\nchange = {}\n" => "text = \"Four\"\nwhy = \"No.\"\n",
        "lessons/questions/belts.toml:52:1: `change` is missing; write what the option changes, `change = {}` when nothing, or `cited = true` when it is wrong by a cited fact";
    option_whose_change_does_not_fit: "shards = 2 } } }" => "shards = 2000 } } }",
        "lessons/questions/belts.toml:50:10: this makes no scenario: `streams[0].shards`: is 2000; write a whole number from 1 to 1000";
    option_that_misses_nothing: "misses = \"taken\"\nrefuted_ms = 8000\nchange = {}\n" => "refuted_ms = 8000\nchange = {}\n",
        "lessons/questions/belts.toml:52:1: `misses` is missing; write the `id` of the requirement that it misses";
    option_that_misses_what_is_not_required: "misses = \"taken\"\nrefuted_ms = 8000\n" => "misses = \"given\"\nrefuted_ms = 8000\n",
        "lessons/questions/belts.toml:55:10: there is no requirement `given`; write one of `taken`";
    option_refuted_too_late: "refuted_ms = 8000" => "refuted_ms = 9001",
        "lessons/questions/belts.toml:56:14: is out of range; write a number from 1 to 9000";
    right_option_that_misses: "right = true\nchange" => "right = true\nmisses = \"taken\"\nchange",
        "lessons/questions/belts.toml:50:10: `misses` goes with a wrong option; leave it out";
    cited_and_changed: "cited = true\n" => "cited = true\nchange = {}\n",
        "lessons/questions/belts.toml:63:10: stands beside `cited`; write only one of them";
    no_wrong_option_played: "misses = \"taken\"\nrefuted_ms = 8000\nchange = {}\n" => "cited = true\n", "lessons/questions/belts.toml:36:1: no wrong option is played; give one a `change`, or let the proof be a `fact`";
    scenario_that_does_not_hold: "records_per_second = 1500" => "records_per_second = -1",
        "lessons/questions/belts.toml:74:1: this makes no scenario: `producers[0].records_per_second`: is a negative number or a fraction; write a whole number from 0 to 100000";
}

#[test]
fn a_lesson_has_a_number_and_a_name() {
    let mut files = course_files::files(LESSON, QUESTIONS);
    let text = files.0.remove("lessons/01-belts.md").unwrap_or_default();
    files.0.insert("lessons/belts.md".to_owned(), text);
    assert_eq!(
        said(&files),
        ["lessons/belts.md:1:1: the file's name is not that of a lesson; name it such as 03-hot-shards.md"]
    );
}

#[test]
fn a_lessons_number_is_its_own() {
    let mut files = course_files::files(LESSON, QUESTIONS);
    files.0.insert("lessons/01-bells.md".to_owned(), LESSON.to_owned());
    assert_eq!(
        said(&files),
        ["lessons/01-belts.md:1:1: `1` is taken by lessons/01-bells.md; give each lesson its own number and name"]
    );
}

#[test]
fn a_file_of_questions_has_one() {
    let mut files = course_files::files(LESSON, QUESTIONS);
    files.0.insert("lessons/questions/none.toml".to_owned(), "# none\n".to_owned());
    assert_eq!(
        said(&files),
        ["lessons/questions/none.toml:1:1: there is no question; write [[question]] and its fields"]
    );
}

fn said(files: &Files) -> Vec<String> {
    read(files).err().unwrap_or_default().iter().map(ToString::to_string).collect()
}
