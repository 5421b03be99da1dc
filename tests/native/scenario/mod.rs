//! Scenario files, files of records, and texts to deploy.

mod broken;
mod broken_alarms;
mod broken_consumers;
mod broken_streams;
mod deploy_mistakes;
mod deploy_mistakes_cli;
mod deploy_templates;
mod deploy_texts;
mod import;
mod import_sniff;
mod reading;
mod schema;
