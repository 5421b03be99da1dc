//! Cuts pieces of a file with one JSON array into the array's elements, looking only at quotes and brackets.

/// What comes out.
pub(super) enum Part<'a> {
    /// The text of an element.
    Element(&'a [u8]),
    /// Something wrong between the elements.
    Fault(&'static str),
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    /// Before the array's `[`.
    Before,
    /// Between `[` and `]`.
    Inside,
    /// After `]`.
    After,
    /// After `]`, and the text there has been told about.
    Done,
}

pub(super) struct Elements {
    state: State,
    /// The element being read, without the blanks before it.
    element: Vec<u8>,
    /// Brackets open within the element.
    depth: u32,
    in_text: bool,
    escaped: bool,
    /// Whether a comma has ended an element before this one.
    follows_comma: bool,
    line: u64,
    /// The line the element starts on.
    starts: u64,
}

impl Default for Elements {
    fn default() -> Self {
        Self {
            state: State::Before,
            element: Vec::new(),
            depth: 0,
            in_text: false,
            escaped: false,
            follows_comma: false,
            line: 1,
            starts: 1,
        }
    }
}

impl Elements {
    /// Gives every element that ends in this piece, with the line it starts on.
    pub(super) fn push(&mut self, chunk: &[u8], mut part: impl FnMut(u64, Part)) {
        for &byte in chunk {
            match self.state {
                State::Inside => self.inside(byte, &mut part),
                State::Before if byte == b'[' => self.state = State::Inside,
                State::After if !byte.is_ascii_whitespace() => {
                    self.state = State::Done;
                    part(
                        self.line,
                        Part::Fault("the array ends before this line, so the text from here on is left out"),
                    );
                }
                State::Before | State::After | State::Done => {}
            }
            self.line += u64::from(byte == b'\n');
        }
    }

    fn inside(&mut self, byte: u8, part: &mut impl FnMut(u64, Part)) {
        if self.in_text {
            self.in_text = self.escaped || byte != b'"';
            self.escaped = !self.escaped && byte == b'\\';
            self.element.push(byte);
            return;
        }
        match byte {
            b',' if self.depth == 0 => {
                self.end(part);
                self.follows_comma = true;
                return;
            }
            b']' if self.depth == 0 => {
                if self.follows_comma || !self.element.is_empty() {
                    self.end(part);
                }
                self.state = State::After;
                return;
            }
            b'{' | b'[' => self.depth += 1,
            b'}' | b']' => self.depth = self.depth.saturating_sub(1),
            b'"' => self.in_text = true,
            _ if byte.is_ascii_whitespace() && self.element.is_empty() => return,
            _ => {}
        }
        if self.element.is_empty() {
            self.starts = self.line;
        }
        self.element.push(byte);
    }

    fn end(&mut self, part: &mut impl FnMut(u64, Part)) {
        if self.element.is_empty() {
            part(self.line, Part::Fault("a comma stands here without an element before or after it; remove it"));
        } else {
            part(self.starts, Part::Element(self.element.trim_ascii_end()));
            self.element.clear();
        }
    }

    /// Gives what a cut off array leaves.
    pub(super) fn finish(mut self, mut part: impl FnMut(u64, Part)) {
        match self.state {
            State::After | State::Done => return,
            State::Before => {}
            State::Inside if self.element.is_empty() => {}
            State::Inside => self.end(&mut part),
        }
        part(self.line, Part::Fault("the array has no closing ]; the file may be cut off"));
    }
}
