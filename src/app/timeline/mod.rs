//! The timeline: a slider that is always there, and around it the time machine, which comes later: marks, branches, a
//! range to repeat, and a record's life.

mod branches;
mod compare;
mod copy;
mod life;
mod machine;
mod marks;
mod over;
mod repeat;
mod slider;

pub(crate) use slider::slider;

use super::dom::El;
use super::hall::Hall;
use super::later::in_chunk;
use super::live::Live;

in_chunk! { timeline:
    /// What lies on the slider: marks, the range to repeat, branches. `length_s` is how many seconds it shows.
    pub(crate) fn over(hall: Hall, length_s: Live<u64>) -> El {
        over::over(hall, length_s)
    }
}

in_chunk! { timeline:
    /// What the time machine holds.
    pub(crate) fn machine(hall: Hall) -> El {
        machine::machine(hall)
    }
}

in_chunk! { timeline:
    /// The life of the bag in the inspector.
    pub(crate) fn life(hall: Hall) -> El {
        life::life(hall)
    }
}
