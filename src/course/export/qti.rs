//! QTI 3.0 of 1EdTech (<https://www.imsglobal.org/spec/qti/v3p0/impl>), after the examples in the repository
//! `1EdTech/qti-examples`.

use super::html::{blocks, choose, escape, explanation, letter, line};
use crate::course::question::{Question, QuestionKind};
use std::collections::BTreeMap;
use std::fmt::Write as _;

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

/// The files of a package by their path: a manifest, and an item for each question. The score is 1 or 0, as in the exam; then
/// the item says why each chosen option is right or wrong, and explains the key.
#[must_use]
pub fn qti(questions: &[&Question]) -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    let mut resources = String::new();
    for question in questions {
        let (id, path) = (escape(&question.id), format!("items/{}.xml", question.id));
        let href = escape(&path);
        let _ = writeln!(
            resources,
            "    <resource identifier=\"resource-{id}\" type=\"imsqti_item_xmlv3p0\" href=\"{href}\"><file href=\"{href}\"/></resource>"
        );
        files.insert(path, item(question));
    }
    files.insert("imsmanifest.xml".to_owned(), manifest(&resources));
    files
}

fn manifest(resources: &str) -> String {
    format!(
        r#"{HEAD}<manifest xmlns="http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
    xsi:schemaLocation="http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1 https://purl.imsglobal.org/spec/qti/v3p0/schema/xsd/imsqtiv3p0_imscpv1p2_v1p0.xsd"
    identifier="beltline">
  <metadata><schema>QTI Package</schema><schemaversion>3.0.1</schemaversion></metadata>
  <organizations/>
  <resources>
{resources}  </resources>
</manifest>
"#
    )
}

fn item(question: &Question) -> String {
    let (id, title) = (escape(&question.id), escape(&question.id.replace('-', " ")));
    let (cardinality, most) = match question.kind {
        QuestionKind::Choice => ("single", 1),
        QuestionKind::Response(_) => ("multiple", question.choose()),
    };
    let (mut key, mut choices, mut feedback) = (String::new(), String::new(), String::new());
    for (place, option) in question.options.iter().enumerate() {
        let name = letter(place);
        if option.right {
            let _ = write!(key, "<qti-value>{name}</qti-value>");
        }
        let _ = writeln!(
            choices,
            "      <qti-simple-choice identifier=\"{name}\">{}</qti-simple-choice>",
            line(&option.text)
        );
        feedback += &modal("Why", "FEEDBACK", &name.to_string(), &format!("<p>{}</p>", line(&option.why)));
    }
    feedback += &modal("Explanation", "EXPLANATION", "explanation", &explanation(question));
    let (stem, prompt) = (blocks(&question.stem), choose(question));
    format!(
        r#"{HEAD}<qti-assessment-item xmlns="http://www.imsglobal.org/xsd/imsqtiasi_v3p0" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
    xsi:schemaLocation="http://www.imsglobal.org/xsd/imsqtiasi_v3p0 https://purl.imsglobal.org/spec/qti/v3p0/schema/xsd/imsqti_asiv3p0p1_v1p0.xsd"
    identifier="item-{id}" title="{title}" adaptive="false" time-dependent="false" xml:lang="en">
  <qti-response-declaration identifier="RESPONSE" cardinality="{cardinality}" base-type="identifier">
    <qti-correct-response>{key}</qti-correct-response>
  </qti-response-declaration>
  <qti-outcome-declaration identifier="SCORE" cardinality="single" base-type="float" normal-maximum="1">
    <qti-default-value><qti-value>0</qti-value></qti-default-value>
  </qti-outcome-declaration>
  <qti-outcome-declaration identifier="MAXSCORE" cardinality="single" base-type="float">
    <qti-default-value><qti-value>1</qti-value></qti-default-value>
  </qti-outcome-declaration>
  <qti-outcome-declaration identifier="FEEDBACK" cardinality="{cardinality}" base-type="identifier"/>
  <qti-outcome-declaration identifier="EXPLANATION" cardinality="single" base-type="identifier"/>
  <qti-item-body>
    {stem}
    <qti-choice-interaction response-identifier="RESPONSE" shuffle="true" max-choices="{most}">
      <qti-prompt>{prompt}</qti-prompt>
{choices}    </qti-choice-interaction>
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
{feedback}</qti-assessment-item>
"#
    )
}

fn modal(title: &str, outcome: &str, name: &str, html: &str) -> String {
    format!(
        "  <qti-modal-feedback outcome-identifier=\"{outcome}\" show-hide=\"show\" identifier=\"{name}\" title=\"{title}\"><qti-content-body>{html}</qti-content-body></qti-modal-feedback>\n"
    )
}
