//! A hot key divided into several: `key-1` … `key-n` instead of `key`, each as likely as the others.

use super::command::KeyMix;

/// A mix of more keys than this is not written out.
const KEYS_MAX: usize = 4_000;

impl KeyMix {
    /// Whether it can draw a key.
    #[must_use]
    pub fn draws(&self, key: &str) -> bool {
        let numbered = |prefix: &str, keys: u32| {
            let number = key.strip_prefix(prefix).and_then(|number| number.parse::<u32>().ok());
            number.is_some_and(|number| (1..=keys).contains(&number))
        };
        match self {
            Self::Uniform { prefix, keys } | Self::Zipf { prefix, keys } => numbered(prefix, *keys),
            Self::Hot { key: hot, share_percent, prefix, others } => {
                (hot == key && *share_percent > 0) || numbered(prefix, *others)
            }
            Self::Weighted { keys } => keys.iter().any(|(other, weight)| other == key && *weight > 0),
            Self::InTurn { keys } => keys.iter().any(|other| other == key),
        }
    }

    /// The same mix with a key divided into `parts`; all other keys stay as likely as they are. None when it does not draw
    /// the key, when its keys are all alike, and when it would be too long to write out.
    #[must_use]
    pub fn spread(&self, key: &str, parts: u32) -> Option<Self> {
        if parts == 0 || !self.draws(key) {
            return None;
        }
        let weighted = |keys: Vec<(String, u32)>| spread_weighted(&keys, key, parts);
        match self {
            Self::Uniform { .. } => None,
            Self::Weighted { keys } => weighted(keys.clone()),
            Self::Hot { key: hot, share_percent, prefix, others } => {
                let (share, rest) = (*share_percent, 100 - (*share_percent).min(100));
                let count = (*others).max(1);
                let mut keys = vec![(hot.clone(), share.checked_mul(count)?)];
                if rest > 0 && (*others as usize) <= KEYS_MAX {
                    keys.extend((1..=*others).map(|number| (format!("{prefix}{number}"), rest)));
                } else if rest > 0 {
                    return None;
                }
                weighted(keys)
            }
            Self::Zipf { prefix, keys } => {
                const FIRST: u32 = 1_000_000;
                if *keys as usize > KEYS_MAX {
                    return None;
                }
                weighted((1..=*keys).map(|number| (format!("{prefix}{number}"), FIRST / number)).collect())
            }
            Self::InTurn { keys } => {
                if keys.len() * parts as usize > KEYS_MAX {
                    return None;
                }
                let named =
                    |part: u32| keys.iter().map(move |one| if one == key { part_of(key, part) } else { one.clone() });
                Some(Self::InTurn { keys: (1..=parts).flat_map(named).collect() })
            }
        }
    }
}

fn spread_weighted(keys: &[(String, u32)], key: &str, parts: u32) -> Option<KeyMix> {
    if keys.len() + parts as usize > KEYS_MAX {
        return None;
    }
    let mut spread = Vec::with_capacity(keys.len() + parts as usize);
    for (one, weight) in keys {
        if one == key {
            spread.extend((1..=parts).map(|part| (part_of(key, part), *weight)));
        } else {
            spread.push((one.clone(), weight.checked_mul(parts)?));
        }
    }
    Some(KeyMix::Weighted { keys: spread })
}

/// A part of a key, from 1.
#[must_use]
pub fn part_of(key: &str, part: u32) -> String {
    format!("{key}-{part}")
}
