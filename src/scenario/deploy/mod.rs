//! An event source mapping as what one would deploy: a SAM template, a CloudFormation template, or one command of the AWS
//! CLI. Each form is written from the settings and read back into them; a text that is wrong is told of with line and
//! column.
//!
//! Writing leaves out every setting that has AWS's default. Reading takes a setting that is left out as that default, and
//! what no template can say (how long the simulated function takes, when it fails, how often a stream is polled) stays as
//! it is.

mod arn;
mod cli;
mod cloudformation;
mod desk;
mod error;
mod function;
mod node;
mod out;
mod resources;
mod sam;
mod settings;
mod shell;
mod shorthand;
mod template;

pub use error::TextError;

use crate::engine::lambda::MappingConfig;
use crate::engine::reading::{Reading, StartingPosition};

/// The forms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A template of the AWS Serverless Application Model, in YAML.
    Sam,
    /// A CloudFormation template, in JSON.
    CloudFormation,
    /// `aws lambda create-event-source-mapping`.
    Cli,
}

/// What a text says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deployed {
    /// The mapping's settings, and those of its function.
    pub config: MappingConfig,
    /// `StartingPosition`.
    pub start: StartingPosition,
    /// Whether it reads the stream or an enhanced fan-out consumer.
    pub reading: Reading,
    /// The stream's name.
    pub stream: String,
}

/// Where and when the simulation takes place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// The Region, such as `us-east-1`.
    pub region: String,
    /// The account's twelve digits.
    pub account_id: String,
    /// The simulation's start, in milliseconds since 1970.
    pub epoch_ms: u64,
}

/// Writes the settings in a form.
#[must_use]
pub fn write(form: Form, deployed: &Deployed, account: &Account) -> String {
    match form {
        Form::Sam => sam::write(deployed, account),
        Form::CloudFormation => cloudformation::write(deployed, account),
        Form::Cli => cli::write(deployed, account),
    }
}

/// Reads a text in a form. `now` holds the present settings: what the text cannot say is taken from there.
///
/// # Errors
/// All that is wrong, in the order of the text, each with its place and what to write instead; never empty.
pub fn read(form: Form, text: &str, now: &Deployed, account: &Account) -> Result<Deployed, Vec<TextError>> {
    let mut desk = desk::Desk::new(form, now, account);
    let deployed = match form {
        Form::Sam | Form::CloudFormation => template::read(&mut desk, text),
        Form::Cli => cli::read(&mut desk, text),
    };
    match (deployed, desk.errors()) {
        (Some(deployed), errors) if errors.is_empty() => Ok(deployed),
        (_, errors) => Err(errors),
    }
}
