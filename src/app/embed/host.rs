//! Whoever embeds the page: what they asked for, and what they are told.

use super::options::{Layout, Options};
use super::told::Told;
use crate::app::live::{Live, keep, spawn};
use crate::app::theme;
use crate::web::listen::Resized;
use crate::web::turn::breathe;
use std::rc::Rc;
use web_sys::{Element, EventTarget, HtmlElement};

/// Up to this width, in CSS pixels, the page is narrow.
const NARROW_MAX_PX: i32 = 900;

/// Whoever embeds the page.
#[derive(Clone, Copy)]
pub(crate) struct Host {
    kept: Live<Kept>,
    /// Whether the page has little width, whatever the window has.
    pub(crate) narrow: Live<bool>,
    /// The theme: whoever embeds the page may change it, and so may the viewer.
    pub(crate) theme: Live<&'static str>,
    /// Whether the stage is to be shown below the question.
    pub(crate) stage_wanted: Live<bool>,
}

struct Kept {
    options: Rc<Options>,
    tell: Rc<dyn Fn(Told)>,
    /// The page's outermost element.
    frame: Option<HtmlElement>,
    is_ready: bool,
    /// Whether a lesson may let time pass.
    may_move: bool,
    height_px: u32,
}

impl Host {
    /// Around `element`, in which the page stands or will stand. `tell` passes on what is told.
    pub(crate) fn new(element: &HtmlElement, options: Options, tell: impl Fn(Told) + 'static) -> Self {
        let host = Self {
            narrow: Live::new(element.client_width() <= NARROW_MAX_PX),
            theme: Live::new(theme::first(&options)),
            stage_wanted: Live::new(false),
            kept: Live::new(Kept {
                may_move: !options.embed || options.autoplay == Some(true),
                options: Rc::new(options),
                tell: Rc::new(tell),
                frame: None,
                is_ready: false,
                height_px: 0,
            }),
        };
        for message in &host.options().unknown {
            host.tell(Told::Error { message: message.clone() });
        }
        host
    }

    /// What was asked for.
    pub(crate) fn options(self) -> Rc<Options> {
        self.kept.with_untracked(|kept| Rc::clone(&kept.options))
    }

    /// What is shown.
    pub(crate) fn layout(self) -> Layout {
        self.options().layout()
    }

    /// Tells something.
    pub(crate) fn tell(self, told: Told) {
        let tell = self.kept.update_untracked(|kept| {
            let again = match &told {
                Told::Ready => std::mem::replace(&mut kept.is_ready, true),
                Told::Resize { height_px } => std::mem::replace(&mut kept.height_px, *height_px) == *height_px,
                _ => false,
            };
            (!again).then(|| Rc::clone(&kept.tell))
        });
        if let Some(tell) = tell {
            tell(told);
        }
    }

    /// Follows the size of the page's outermost element.
    pub(crate) fn follow_size(self, frame: HtmlElement) {
        keep(Resized::new(&frame, move || self.measure_soon(|| ())));
        self.kept.update_untracked(|kept| kept.frame = Some(frame));
    }

    /// What was asked for is made: measures it without waiting to be drawn, which a browser puts off for a frame that nobody
    /// sees, and tells that it is ready.
    pub(crate) fn stands(self) {
        self.measure_soon(move || self.tell(Told::Ready));
    }

    /// Shows the stage below a question.
    pub(crate) fn want_stage(self) {
        if !self.stage_wanted.get_untracked() {
            self.stage_wanted.set(true);
        }
    }

    /// Whether time may pass on what a lesson brings onto the stage. In somebody's page the first of it waits for the reader,
    /// unless it was asked for otherwise.
    pub(crate) fn may_move(self) -> bool {
        self.kept.update_untracked(|kept| std::mem::replace(&mut kept.may_move, true))
    }

    /// Where keys for a part of the page are heard: a part of somebody else's hears only those pressed within it.
    pub(crate) fn hears(self, part: &Element) -> EventTarget {
        let document = part.owner_document().filter(|_| !self.options().embed);
        document.map_or_else(|| part.clone().into(), Into::into)
    }

    /// Measures when the browser has had a turn, so that what changes with the width does not change under its measuring.
    fn measure_soon(self, then: impl FnOnce() + 'static) {
        spawn(self.narrow, async move {
            breathe().await;
            let frame = self.kept.with_untracked(|kept| kept.frame.clone());
            if let Some(frame) = frame {
                self.measure(&frame);
            }
            then();
        });
    }

    fn measure(self, frame: &HtmlElement) {
        let width_px = frame.client_width();
        if width_px == 0 {
            return;
        }
        let narrow = width_px <= NARROW_MAX_PX;
        if self.narrow.get_untracked() != narrow {
            self.narrow.set(narrow);
        }
        if self.layout() != Layout::Page {
            self.tell(Told::Resize { height_px: u32::try_from(frame.offset_height()).unwrap_or_default() });
        }
    }
}
