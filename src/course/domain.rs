//! The domains and tasks of AWS's "AWS Certified Developer - Associate (DVA-C02) Exam Guide", version 2.1: the domains with their
//! weights, and the titles of the tasks, stand on the pages `developer-associate-02-domain1` to `-domain4` of
//! <https://docs.aws.amazon.com/aws-certification/latest/developer-associate-02/>, seen on 2026-11-26 (domains 2 and 4 in the
//! page's older place, `latest/userguide/`, which leaves out the word "AWS" in titles). The weight of domain 3 is what the
//! others leave of 100 per cent. That the version is 2.1 says a third party.

use serde::{Deserialize, Serialize};

/// A task of the exam guide, by its domain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Task {
    /// The domain, from 1.
    pub domain: u8,
    /// The task in it, from 1.
    pub task: u8,
}

struct Domain {
    title: &'static str,
    weight_percent: u8,
    tasks: &'static [&'static str],
}

const DOMAINS: [Domain; 4] = [
    Domain {
        title: "Development with AWS Services",
        weight_percent: 32,
        tasks: &[
            "Develop code for applications hosted on AWS",
            "Develop code for AWS Lambda",
            "Use data stores in application development",
        ],
    },
    Domain {
        title: "Security",
        weight_percent: 26,
        tasks: &[
            "Implement authentication and/or authorization for applications and AWS services",
            "Implement encryption by using AWS services",
            "Manage sensitive data in application code",
        ],
    },
    Domain {
        title: "Deployment",
        weight_percent: 24,
        tasks: &[
            "Prepare application artifacts to be deployed to AWS",
            "Test applications in development environments",
            "Automate deployment testing",
            "Deploy code by using AWS Continuous Integration and Continuous Delivery (CI/CD) services",
        ],
    },
    Domain {
        title: "Troubleshooting and Optimization",
        weight_percent: 18,
        tasks: &[
            "Assist in a root cause analysis",
            "Instrument code for observability",
            "Optimize applications by using AWS services and features",
        ],
    },
];

impl Task {
    /// How many domains there are.
    pub const DOMAINS: u8 = DOMAINS.len() as u8;

    /// A task that the guide has; none when it does not.
    #[must_use]
    pub fn new(domain: u8, task: u8) -> Option<Self> {
        (1..=Self::tasks(domain)).contains(&task).then_some(Self { domain, task })
    }

    /// How many tasks a domain has; zero when there is no such domain.
    #[must_use]
    pub fn tasks(domain: u8) -> u8 {
        of(domain).map_or(0, |domain| domain.tasks.len() as u8)
    }

    /// The domain's title.
    #[must_use]
    pub fn domain_title(self) -> &'static str {
        of(self.domain).map_or("", |domain| domain.title)
    }

    /// The domain's part of the scored questions, in per cent.
    #[must_use]
    pub fn domain_weight_percent(self) -> u8 {
        of(self.domain).map_or(0, |domain| domain.weight_percent)
    }

    /// The task's title.
    #[must_use]
    pub fn title(self) -> &'static str {
        let task = of(self.domain).and_then(|domain| domain.tasks.get(usize::from(self.task).checked_sub(1)?));
        task.copied().unwrap_or_default()
    }
}

fn of(domain: u8) -> Option<&'static Domain> {
    DOMAINS.get(usize::from(domain).checked_sub(1)?)
}
