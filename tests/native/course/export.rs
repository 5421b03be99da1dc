//! Questions as other programs read them. `tests/wasm/export.test.mjs` and `tests/browser/export.spec.mjs` give the shipped
//! files to programs that read these formats.

use crate::support::practice_bank::{question, words};
use beltline::course::{Choice, DatedValue, Inline, Prose, Question, QuestionKind, export};
use expect_test::expect;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read};

/// A question with everything in it that could break a format.
fn awkward(kind: QuestionKind) -> Question {
    let mut question = question("awkward-one", 4, "the-belt", kind);
    question.stem = vec![
        Prose::Paragraph(vec![
            Inline::Text("Is 1 < 2 & {a: \"b\"} = ~#c\\d? See ".into()),
            Inline::Link("https://example.com/?a=1&b=2".into(), words("a page")),
            Inline::Text(" or ".into()),
            Inline::Link("lesson:the-belt".into(), words("a lesson")),
        ]),
        Prose::Code("json".into(), "{\n\t\"a\": 1\n\n}".into()),
        Prose::Points(vec![vec![Prose::Paragraph(words("a point"))]]),
        Prose::Table(vec![words("head")], vec![vec![vec![Inline::Strong(words("cell"))]]]),
    ];
    let [first, .., last] = &mut question.options[..] else { panic!("it has options") };
    let set = |option: &mut Choice, text: &str| {
        option.text = vec![Inline::Code(text.to_owned())];
        option.why = vec![Inline::Emphasis(words(&format!("because {text}")))];
    };
    set(first, "a -> b = {c}");
    set(last, "::~%50%\tx");
    question.values = vec![DatedValue {
        what: "Largest record".into(),
        exam: "1 MB".into(),
        today: "10 MiB".into(),
        since: Some("2025-10-27".into()),
    }];
    question
}

#[test]
fn anki_has_a_line_for_each_note() {
    let (one, two) = (awkward(QuestionKind::Response(2)), question("plain", 1, "the-belt", QuestionKind::Choice));
    let text = export::anki(&[&one, &two]);
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.len(), 8);
    expect![[r#"
        #separator:tab
        #html:true
        #notetype:Basic
        #deck:Beltline
        #guid column:1
        #tags column:4
        "beltline-awkward-one"	"<p>Is 1 &lt; 2 &amp; {a: &quot;b&quot;} = ~#c\d? See <a href=""https://example.com/?a=1&amp;b=2"">a page</a> or a lesson</p><pre><code>{<br>	&quot;a&quot;: 1<br><br>}</code></pre><ul><li>a point</li></ul><table><thead><tr><th>head</th></tr></thead><tbody><tr><td><strong>cell</strong></td></tr></tbody></table><p>Choose two.</p><ol type=""A""><li><code>a -&gt; b = {c}</code></li><li>Option 1</li><li>Option 2</li><li>Option 3</li><li><code>::~%50%	x</code></li></ol>"	"<p><strong>A, B</strong></p><ol type=""A""><li><em>because a -&gt; b = {c}</em></li><li>Why 1</li><li>Why 2</li><li>Why 3</li><li><em>because ::~%50%	x</em></li></ol><p>Because.</p><p>Largest record: 1 MB in the exam's material, 10 MiB today (since 2025-10-27).</p><p>Sources: <a href=""https://example.com/a"">A page</a> (read 2026-11-23).</p>"	"beltline domain::4 task::4.1 lesson::the-belt"
        "beltline-plain"	"<p>What of plain?</p><p>Choose one.</p><ol type=""A""><li>Option 0</li><li>Option 1</li><li>Option 2</li><li>Option 3</li></ol>"	"<p><strong>A</strong></p><ol type=""A""><li>Why 0</li><li>Why 1</li><li>Why 2</li><li>Why 3</li></ol><p>Because.</p><p>Sources: <a href=""https://example.com/a"">A page</a> (read 2026-11-23).</p>"	"beltline domain::1 task::1.1 lesson::the-belt"
    "#]].assert_eq(&text);
}

#[test]
fn gift_escapes_what_means_something() {
    let (one, two) = (awkward(QuestionKind::Response(2)), question("plain", 1, "the-belt", QuestionKind::Choice));
    expect![[r#"
        $CATEGORY: Beltline

        ::awkward-one::[html]<p>Is 1 &lt; 2 &amp; \{a\: &quot;b&quot;\} \= \~\#c\\d? See <a href\="https\://example.com/?a\=1&amp;b\=2">a page</a> or a lesson</p><pre><code>\{<br/>	&quot;a&quot;\: 1<br/><br/>\}</code></pre><ul><li>a point</li></ul><table><thead><tr><th>head</th></tr></thead><tbody><tr><td><strong>cell</strong></td></tr></tbody></table> {
        	~%50%<code>a -&gt; b \= \{c\}</code> #<em>because a -&gt; b \= \{c\}</em>
        	~%50%Option 1 #Why 1
        	~%-100%Option 2 #Why 2
        	~%-100%Option 3 #Why 3
        	~%-100%<code>\:\:\~%50%	x</code> #<em>because \:\:\~%50%	x</em>
        	####<p>Because.</p><p>Largest record\: 1 MB in the exam's material, 10 MiB today (since 2025-10-27).</p><p>Sources\: <a href\="https\://example.com/a">A page</a> (read 2026-11-23).</p>
        }

        ::plain::[html]<p>What of plain?</p> {
        	=Option 0 #Why 0
        	~Option 1 #Why 1
        	~Option 2 #Why 2
        	~Option 3 #Why 3
        	####<p>Because.</p><p>Sources\: <a href\="https\://example.com/a">A page</a> (read 2026-11-23).</p>
        }
    "#]].assert_eq(&export::gift(&[&one, &two]));
}

#[test]
fn gift_divides_the_point_among_the_right_options() {
    let shares = [(1, "100"), (2, "50"), (3, "33.33333"), (4, "25")];
    for (right, share) in shares {
        let text = export::gift(&[&question("q", 1, "a", QuestionKind::Response(right))]);
        assert_eq!(text.matches(&format!("\t~%{share}%")).count(), usize::from(right), "{text}");
        assert_eq!(text.matches("\t~%-100%").count(), 5 - usize::from(right), "{text}");
    }
}

#[test]
fn a_qti_package_lists_its_items() {
    let (one, two) = (awkward(QuestionKind::Response(2)), question("plain", 1, "the-belt", QuestionKind::Choice));
    let files = export::qti(&[&one, &two]);
    assert!(files.keys().eq(["imsmanifest.xml", "items/awkward-one.xml", "items/plain.xml"]));
    for path in ["items/awkward-one.xml", "items/plain.xml"] {
        assert!(files["imsmanifest.xml"].contains(&format!("href=\"{path}\"><file href=\"{path}\"/>")));
    }
    expect![[r#"
        <?xml version="1.0" encoding="UTF-8"?>
        <qti-assessment-item xmlns="http://www.imsglobal.org/xsd/imsqtiasi_v3p0" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
            xsi:schemaLocation="http://www.imsglobal.org/xsd/imsqtiasi_v3p0 https://purl.imsglobal.org/spec/qti/v3p0/schema/xsd/imsqti_asiv3p0p1_v1p0.xsd"
            identifier="item-awkward-one" title="awkward one" adaptive="false" time-dependent="false" xml:lang="en">
          <qti-response-declaration identifier="RESPONSE" cardinality="multiple" base-type="identifier">
            <qti-correct-response><qti-value>A</qti-value><qti-value>B</qti-value></qti-correct-response>
          </qti-response-declaration>
          <qti-outcome-declaration identifier="SCORE" cardinality="single" base-type="float" normal-maximum="1">
            <qti-default-value><qti-value>0</qti-value></qti-default-value>
          </qti-outcome-declaration>
          <qti-outcome-declaration identifier="MAXSCORE" cardinality="single" base-type="float">
            <qti-default-value><qti-value>1</qti-value></qti-default-value>
          </qti-outcome-declaration>
          <qti-outcome-declaration identifier="FEEDBACK" cardinality="multiple" base-type="identifier"/>
          <qti-outcome-declaration identifier="EXPLANATION" cardinality="single" base-type="identifier"/>
          <qti-item-body>
            <p>Is 1 &lt; 2 &amp; {a: &quot;b&quot;} = ~#c\d? See <a href="https://example.com/?a=1&amp;b=2">a page</a> or a lesson</p><pre><code>{
        	&quot;a&quot;: 1

        }</code></pre><ul><li>a point</li></ul><table><thead><tr><th>head</th></tr></thead><tbody><tr><td><strong>cell</strong></td></tr></tbody></table>
            <qti-choice-interaction response-identifier="RESPONSE" shuffle="true" max-choices="2">
              <qti-prompt>Choose two.</qti-prompt>
              <qti-simple-choice identifier="A"><code>a -&gt; b = {c}</code></qti-simple-choice>
              <qti-simple-choice identifier="B">Option 1</qti-simple-choice>
              <qti-simple-choice identifier="C">Option 2</qti-simple-choice>
              <qti-simple-choice identifier="D">Option 3</qti-simple-choice>
              <qti-simple-choice identifier="E"><code>::~%50%	x</code></qti-simple-choice>
            </qti-choice-interaction>
          </qti-item-body>
          <qti-response-processing>
            <qti-response-condition>
              <qti-response-if>
                <qti-match><qti-variable identifier="RESPONSE"/><qti-correct identifier="RESPONSE"/></qti-match>
                <qti-set-outcome-value identifier="SCORE"><qti-variable identifier="MAXSCORE"/></qti-set-outcome-value>
              </qti-response-if>
              <qti-response-else>
                <qti-set-outcome-value identifier="SCORE"><qti-base-value base-type="float">0</qti-base-value></qti-set-outcome-value>
              </qti-response-else>
            </qti-response-condition>
            <qti-set-outcome-value identifier="FEEDBACK"><qti-variable identifier="RESPONSE"/></qti-set-outcome-value>
            <qti-set-outcome-value identifier="EXPLANATION"><qti-base-value base-type="identifier">explanation</qti-base-value></qti-set-outcome-value>
          </qti-response-processing>
          <qti-modal-feedback outcome-identifier="FEEDBACK" show-hide="show" identifier="A" title="Why"><qti-content-body><p><em>because a -&gt; b = {c}</em></p></qti-content-body></qti-modal-feedback>
          <qti-modal-feedback outcome-identifier="FEEDBACK" show-hide="show" identifier="B" title="Why"><qti-content-body><p>Why 1</p></qti-content-body></qti-modal-feedback>
          <qti-modal-feedback outcome-identifier="FEEDBACK" show-hide="show" identifier="C" title="Why"><qti-content-body><p>Why 2</p></qti-content-body></qti-modal-feedback>
          <qti-modal-feedback outcome-identifier="FEEDBACK" show-hide="show" identifier="D" title="Why"><qti-content-body><p>Why 3</p></qti-content-body></qti-modal-feedback>
          <qti-modal-feedback outcome-identifier="FEEDBACK" show-hide="show" identifier="E" title="Why"><qti-content-body><p><em>because ::~%50%	x</em></p></qti-content-body></qti-modal-feedback>
          <qti-modal-feedback outcome-identifier="EXPLANATION" show-hide="show" identifier="explanation" title="Explanation"><qti-content-body><p>Because.</p><p>Largest record: 1 MB in the exam's material, 10 MiB today (since 2025-10-27).</p><p>Sources: <a href="https://example.com/a">A page</a> (read 2026-11-23).</p></qti-content-body></qti-modal-feedback>
        </qti-assessment-item>
    "#]].assert_eq(&files["items/awkward-one.xml"]);
}

#[test]
fn a_zip_file_is_read_back_by_another_program() {
    let mut files = export::qti(&[&awkward(QuestionKind::Choice)]);
    files.insert("empty".into(), String::new());
    files.insert("größe.txt".into(), "ß".repeat(70_000));
    let bytes = export::zip(&files);
    let mut archive = zip::ZipArchive::new(Cursor::new(&bytes)).expect("it is a zip file");
    let mut back = BTreeMap::new();
    for place in 0..archive.len() {
        let mut file = archive.by_index(place).expect("it is listed");
        let mut text = String::new();
        file.read_to_string(&mut text).expect("it is stored whole");
        back.insert(file.name().expect("it is UTF-8").into_owned(), text);
    }
    assert_eq!(back, files);
    assert_eq!(bytes, export::zip(&files), "the same texts make the same file");
    assert!(zip::ZipArchive::new(Cursor::new(export::zip(&BTreeMap::new()))).expect("it is a zip file").is_empty());
}

#[test]
fn nothing_to_export_is_a_sound_file_too() {
    assert_eq!(export::anki(&[]).lines().count(), 6);
    assert_eq!(export::gift(&[]), "$CATEGORY: Beltline\n");
    assert_eq!(export::qti(&[]).keys().collect::<BTreeSet<_>>().len(), 1);
}
