//! Where the trays of a tree stand: each row below the one before, no two in a row touching, parents over the middle of
//! their children while there is room for that.

/// The space between two neighbours.
pub(super) const GAP: f64 = 16.0;

/// A node to be placed. Parents come before their children, and children from left to right.
#[derive(Clone, Copy, Debug)]
pub(super) struct Slot {
    pub parent: Option<usize>,
    pub row: usize,
    pub w: f64,
    /// Its middle, measured from the left edge of the tree.
    pub x: f64,
}

/// Left and right edge of a subtree in every row from its root's down, measured from the root's middle.
type Outline = Vec<(f64, f64)>;

/// Places every node as the tree wants to stand. Tells how wide it is.
pub(super) fn spread(slots: &mut [Slot]) -> f64 {
    let mut children: Vec<Vec<usize>> = vec![Vec::new(); slots.len()];
    for (i, slot) in slots.iter().enumerate() {
        if let Some(parent) = slot.parent {
            children[parent].push(i);
        }
    }
    let mut outlines: Vec<Outline> = vec![Vec::new(); slots.len()];
    // From a node's parent to its own middle.
    let mut offsets = vec![0.0; slots.len()];
    for i in (0..slots.len()).rev() {
        let mut below: Outline = Vec::new();
        for child in &children[i] {
            let outline = std::mem::take(&mut outlines[*child]);
            let touch = below.iter().zip(&outline).map(|((_, right), (left, _))| right - left + GAP);
            let shift = touch.fold(0.0_f64, f64::max);
            offsets[*child] = shift;
            for (row, (left, right)) in outline.into_iter().enumerate() {
                match below.get_mut(row) {
                    Some(edges) => edges.1 = right + shift,
                    None => below.push((left + shift, right + shift)),
                }
            }
        }
        let ends = children[i].first().zip(children[i].last());
        let middle = ends.map_or(0.0, |(first, last)| f64::midpoint(offsets[*first], offsets[*last]));
        for child in &children[i] {
            offsets[*child] -= middle;
        }
        let half = slots[i].w / 2.0;
        let mut outline = vec![(-half, half)];
        outline.extend(below.into_iter().map(|(left, right)| (left - middle, right - middle)));
        outlines[i] = outline;
    }
    let whole = outlines.first().into_iter().flatten();
    let (left, right) = whole.fold((0.0_f64, 0.0_f64), |(l, r), (left, right)| (l.min(*left), r.max(*right)));
    for i in 0..slots.len() {
        let from = slots[i].parent.map_or(-left, |parent| slots[parent].x);
        slots[i].x = from + offsets[i];
    }
    right - left
}

/// Whether every row fits into a width on its own.
pub(super) fn rows_fit(slots: &[Slot], room: f64) -> bool {
    let mut widths: Vec<f64> = Vec::new();
    for slot in slots {
        if widths.len() <= slot.row {
            widths.resize(slot.row + 1, -GAP);
        }
        widths[slot.row] += slot.w + GAP;
    }
    widths.into_iter().all(|width| width <= room)
}

/// Presses a tree of some width into a narrower room, row by row.
pub(super) fn press(slots: &mut [Slot], width: f64, room: f64) {
    if width <= room {
        return;
    }
    let rows = slots.iter().map(|slot| slot.row).max().unwrap_or(0);
    for row in 0..=rows {
        let mut members: Vec<usize> = (0..slots.len()).filter(|i| slots[*i].row == row).collect();
        members.sort_by(|a, b| slots[*a].x.total_cmp(&slots[*b].x));
        let mut free = 0.0;
        for i in &members {
            let slot = &mut slots[*i];
            slot.x = (slot.x * room / width).max(free + slot.w / 2.0);
            free = slot.x + slot.w / 2.0 + GAP;
        }
        let mut end = room;
        for i in members.iter().rev() {
            let slot = &mut slots[*i];
            slot.x = slot.x.min(end - slot.w / 2.0);
            end = slot.x - slot.w / 2.0 - GAP;
        }
    }
}
