//! Cuts pieces of a file into lines.

#[derive(Default)]
pub(super) struct Lines {
    /// The line that the last piece left open.
    open: Vec<u8>,
    /// Lines ended so far.
    ended: u64,
}

impl Lines {
    /// Gives every line that ends in this piece, with its number.
    pub(super) fn push(&mut self, chunk: &[u8], mut line: impl FnMut(u64, &[u8])) {
        let mut rest = chunk;
        while let Some(end) = rest.iter().position(|byte| *byte == b'\n') {
            self.ended += 1;
            if self.open.is_empty() {
                line(self.ended, &rest[..end]);
            } else {
                self.open.extend_from_slice(&rest[..end]);
                line(self.ended, &self.open);
                self.open.clear();
            }
            rest = &rest[end + 1..];
        }
        self.open.extend_from_slice(rest);
    }

    /// Gives the last line, when no line break ends it.
    pub(super) fn finish(self, mut line: impl FnMut(u64, &[u8])) {
        if !self.open.is_empty() {
            line(self.ended + 1, &self.open);
        }
    }
}
