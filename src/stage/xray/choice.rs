//! Which parts of a batch are shown when there is no room for all: the way to the part that matters always is, with what
//! stands beside it; of the rest as much as fits, and a tray stands for what is hidden below it.

use super::Look;
use super::arrange::{self, Slot};
use super::contents::{self, Load};
use super::say::{self, Said};
use crate::engine::lambda::{BatchView, PartState};
use crate::stage::display::{Face, Target};
use crate::stage::palette::Ink;
use crate::stage::{pen, words};

/// How large the trays of a tree are.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mode {
    /// Height of a bag.
    pub bag: u8,
    /// Lines of text under a tray; none when the sign stands in it.
    pub lines: u8,
    /// The widest tray.
    pub most: f64,
}

impl Mode {
    /// From roomy to tight.
    pub(super) fn all(narrow: bool) -> [Self; 5] {
        let most = if narrow { 344.0 } else { 470.0 };
        let mode = |bag, lines, most| Self { bag, lines, most };
        [mode(20, 2, most), mode(18, 1, most), mode(18, 1, most * 0.6), mode(13, 1, most * 0.5), mode(13, 0, 96.0)]
    }

    /// Height of a tray.
    pub(super) fn tray(self) -> f64 {
        if self.lines == 0 { 20.0 } else { f64::from(self.bag) + 13.0 }
    }

    /// Height of a tray with its words.
    pub(super) fn node(self) -> f64 {
        self.tray() + f64::from(self.lines) * 15.0 + if self.lines > 0 { 3.0 } else { 0.0 }
    }

    /// From the top of a row to the top of the next, at least.
    pub(super) fn pitch(self) -> f64 {
        self.node()
            + if self.lines == 0 {
                11.0
            } else if self.bag < 16 {
                13.0
            } else {
                17.0
            }
    }

    /// How many rows fit.
    fn rows(self, height: f64) -> usize {
        if height < self.node() { 0 } else { usize::from(pen::whole((height - self.node()) / self.pitch())) + 1 }
    }
}

/// One tray of the picture.
#[derive(Clone, Debug)]
pub(super) struct Node {
    /// The part; none for the splits that are left out between two rows.
    pub part: Option<u32>,
    /// Whether parts are hidden below it.
    pub hides: bool,
    /// Whether its words stand in the tray, where there is no room for words below the trays.
    pub inline: bool,
    pub load: Load,
    /// Width of the tray alone.
    pub tray_w: f64,
    pub sign: &'static str,
    pub words: String,
    pub detail: String,
    pub ink: Ink,
}

/// The trays that are shown, and where.
pub(super) struct Choice {
    pub mode: Mode,
    pub nodes: Vec<Node>,
    pub slots: Vec<Slot>,
    /// From the whole batch to the part that matters.
    pub way: Vec<u32>,
}

/// What is known of a batch's parts beyond the parts themselves.
pub(super) struct Family<'a> {
    batch: &'a BatchView,
    children: Vec<Vec<u32>>,
    /// Of every part with all below it: records dropped, and records not done with.
    lost: Vec<u32>,
    open: Vec<u32>,
    /// The part that matters.
    focus: u32,
}

impl<'a> Family<'a> {
    pub(super) fn new(batch: &'a BatchView, look: &Look) -> Self {
        let parts = &batch.tree.parts;
        let mut children = vec![Vec::new(); parts.len()];
        let (mut lost, mut open) = (vec![0; parts.len()], vec![0; parts.len()]);
        let numbered: Vec<_> = (0_u32..).zip(parts).collect();
        for (i, part) in numbered.into_iter().rev() {
            let at = i as usize;
            match part.state {
                PartState::Dropped(_) => lost[at] += part.records(),
                PartState::Waiting | PartState::Running { .. } | PartState::BackingOff { .. } => {
                    open[at] += part.records();
                }
                PartState::Passed | PartState::Split | PartState::Remainder => {}
            }
            if let Some(parent) = part.parent.map(|parent| parent as usize) {
                children[parent].push(i);
                lost[parent] += lost[at];
                open[parent] += open[at];
            }
        }
        // The older records stand to the left.
        for list in &mut children {
            list.sort_by_key(|child| parts[*child as usize].from);
        }
        Self { batch, children, lost, open, focus: focus(batch, look) }
    }

    /// The parts from the whole batch down to one.
    pub(super) fn way_to(&self, part: u32) -> Vec<u32> {
        let mut way = vec![part];
        let mut at = part as usize;
        while let Some(parent) = self.batch.tree.parts[at].parent {
            way.push(parent);
            at = parent as usize;
        }
        way.reverse();
        way
    }

    fn node(&self, part: u32, hides: bool, mode: Mode, look: &Look) -> Node {
        let inline = mode.lines == 0 && part == self.focus;
        let it = &self.batch.tree.parts[part as usize];
        let (lost, open) = (self.lost[part as usize], self.open[part as usize]);
        let said = match (hides, lost, open) {
            (false, ..) => say::part(it, &look.mapping.config, look.now),
            (true, 0, 0) => {
                Said { sign: "✓", words: "passed in parts".into(), detail: String::new(), ink: Ink::Good }
            }
            (true, 0, open) => {
                let words = format!("{} to go", words::grouped(u64::from(open)));
                Said { sign: "→", words, detail: String::new(), ink: Ink::Muted }
            }
            (true, lost, _) => {
                let words = format!("{} lost", words::grouped(u64::from(lost)));
                Said { sign: "×", words, detail: "the rest passed".into(), ink: Ink::Harm }
            }
        };
        let sign_w = if mode.lines == 0 { words::width(said.sign, Face::bold(12)) + 4.0 } else { 0.0 };
        let most = if inline { INLINE } else { mode.most - sign_w };
        let (load, load_w) = contents::load(it.records(), mode.bag, most);
        let words = if inline { words::cut(&said.words, Face::bold(12), INLINE * 2.0) } else { said.words };
        Node {
            part: Some(part),
            hides,
            inline,
            load,
            tray_w: load_w + sign_w + if inline { words::width(&words, Face::bold(12)) + 4.0 } else { 0.0 },
            sign: said.sign,
            words,
            detail: said.detail,
            ink: said.ink,
        }
    }

    /// The nodes that show the open parts and the children of these.
    fn nodes(&self, open: &[bool], mode: Mode, look: &Look) -> (Vec<Node>, Vec<Slot>) {
        let (mut nodes, mut slots) = (Vec::new(), Vec::new());
        let mut next = vec![(0_u32, None, 0_usize)];
        while let Some((part, parent, row)) = next.pop() {
            let is_open = open[part as usize];
            let node = self.node(part, !is_open && !self.children[part as usize].is_empty(), mode, look);
            let at = nodes.len();
            slots.push(Slot { parent, row, w: node.width(mode), x: 0.0 });
            nodes.push(node);
            if is_open {
                next.extend(self.children[part as usize].iter().rev().map(|child| (*child, Some(at), row + 1)));
            }
        }
        (nodes, slots)
    }

    /// The nodes of a way that is longer than the rows there are: its beginning, and as much of its end as fits. With hardly any rows the part that matters stands alone.
    fn cut(&self, way: &[u32], rows: usize, mode: Mode, look: &Look) -> (Vec<Node>, Vec<Slot>) {
        if rows < 3 || way.len() < 2 {
            let node = self.node(self.focus, !self.children[self.focus as usize].is_empty(), mode, look);
            let slot = Slot { parent: None, row: 0, w: node.width(mode), x: 0.0 };
            return (vec![node], vec![slot]);
        }
        let root = self.node(0, false, mode, look);
        let kept = (rows - 2).min(way.len() - 1);
        let left_out = way.len() - 1 - kept;
        let gap = Node {
            part: None,
            hides: false,
            inline: false,
            load: Load::Nothing,
            tray_w: 0.0,
            sign: "⋮",
            words: if left_out == 1 { "1 more split".into() } else { format!("{left_out} more splits") },
            detail: String::new(),
            ink: Ink::Muted,
        };
        let mut slots = vec![
            Slot { parent: None, row: 0, w: root.width(mode), x: 0.0 },
            Slot { parent: Some(0), row: 1, w: gap.width(mode), x: 0.0 },
        ];
        let mut nodes = vec![root, gap];
        let mut parent = 1;
        for (row, part) in (2..).zip(&way[way.len() - kept..]) {
            let above = self.batch.tree.parts[*part as usize].parent.unwrap_or(0);
            let mut own = parent;
            for child in &self.children[above as usize] {
                let on_way = child == part;
                let hides = !self.children[*child as usize].is_empty() && (!on_way || row == kept + 1);
                let node = self.node(*child, hides, mode, look);
                if on_way {
                    own = nodes.len();
                }
                slots.push(Slot { parent: Some(parent), row, w: node.width(mode), x: 0.0 });
                nodes.push(node);
            }
            parent = own;
        }
        (nodes, slots)
    }

    /// Chooses for a room of some size.
    pub(super) fn choose(&self, look: &Look, width: f64, height: f64) -> Choice {
        let parts = self.batch.tree.parts.len();
        let way = self.way_to(self.focus);
        let modes = Mode::all(look.plan.narrow);
        let fits = |mode: Mode, slots: &mut [Slot], slack: f64| {
            let rows = slots.iter().map(|slot| slot.row).max().unwrap_or(0) + 1;
            rows <= mode.rows(height) && arrange::rows_fit(slots, width) && arrange::spread(slots) <= width * slack
        };
        let done = |mode, nodes, mut slots: Vec<Slot>, way| {
            let natural = arrange::spread(&mut slots);
            arrange::press(&mut slots, natural, width);
            let lead = ((width - natural) / 2.0).max(0.0);
            for slot in &mut slots {
                slot.x += lead;
            }
            Choice { mode, nodes, slots, way }
        };
        if parts <= PARTS_MAX {
            for mode in modes.into_iter().filter(|mode| mode.lines > 0) {
                let (nodes, mut slots) = self.nodes(&vec![true; parts], mode, look);
                if fits(mode, &mut slots, 1.0) {
                    return done(mode, nodes, slots, way);
                }
            }
        }
        let mut open = vec![false; parts];
        for part in &way[..way.len() - 1] {
            open[*part as usize] = true;
        }
        for mode in modes {
            let (mut nodes, mut slots) = self.nodes(&open, mode, look);
            if !fits(mode, &mut slots, 1.4) {
                continue;
            }
            // Opens what else there is room for, the newest first.
            let mut tried = vec![false; parts];
            for _ in 0..TRIES_MAX {
                let shut = nodes.iter().filter(|node| node.hides).filter_map(|node| node.part);
                let Some(part) = shut.filter(|part| !tried[*part as usize]).max() else { break };
                tried[part as usize] = true;
                open[part as usize] = true;
                let (more, mut places) = self.nodes(&open, mode, look);
                if fits(mode, &mut places, 1.0) {
                    (nodes, slots) = (more, places);
                } else {
                    open[part as usize] = false;
                }
            }
            return done(mode, nodes, slots, way);
        }
        let mode = modes[modes.len() - 1];
        let (nodes, slots) = self.cut(&way, mode.rows(height), mode, look);
        done(mode, nodes, slots, way)
    }
}

/// The part that matters: the chosen one, else the one in hand, else the last that was dropped, else the last that
/// failed.
fn focus(batch: &BatchView, look: &Look) -> u32 {
    let parts = &batch.tree.parts;
    if let Some(Target::Part { consumer, shard, lane, part }) = look.selected
        && consumer == look.mapping.consumer
        && shard == look.poller.shard
        && lane == look.lane_number
        && (part as usize) < parts.len()
    {
        return part;
    }
    if let Some((part, _)) = batch.tree.current() {
        return part;
    }
    let last = |wanted: fn(PartState) -> bool| {
        let found = (0_u32..).zip(parts).filter(|(_, part)| wanted(part.state));
        found.max_by_key(|(_, part)| part.last_ended).map(|(i, _)| i)
    };
    let dropped = last(|state| matches!(state, PartState::Dropped(_)));
    dropped.or_else(|| last(|state| matches!(state, PartState::Split | PartState::Remainder))).unwrap_or(0)
}

/// The widest load of a tray that has its words in it; the words take at most twice as much.
const INLINE: f64 = 58.0;
/// With at most this many parts it is tried to show all of them.
const PARTS_MAX: usize = 48;
/// How often it is tried to show more.
const TRIES_MAX: usize = 24;

impl Node {
    /// The words under the tray in one line.
    pub(super) fn line(&self) -> String {
        format!("{} {}", self.sign, self.words)
    }

    /// The width that the tray and its words need.
    pub(super) fn width(&self, mode: Mode) -> f64 {
        let gap = if self.part.is_none() { words::width(&self.line(), Face::plain(12)) } else { 0.0 };
        let line = if mode.lines > 0 { words::width(&self.line(), Face::bold(12)) } else { 0.0 };
        let detail = if mode.lines > 1 { words::width(&self.detail, Face::plain(12)) } else { 0.0 };
        self.tray_w.max(line).max(detail).max(gap).max(24.0)
    }
}
