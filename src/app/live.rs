//! Values that tell when they change.
//!
//! Leptos notes who reads what, runs effects again and lets go of everything with its owner. A value of any type is
//! kept in one kind of place with one kind of trigger beside it, for every type that Leptos itself stores would bring
//! a copy of its machinery into the module.

use leptos::prelude::*;
use leptos::reactive::effect::RenderEffect;
use leptos::reactive::signal::ArcTrigger;
use std::any::Any;
use std::cell::RefCell;
use std::marker::PhantomData;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll};

/// A value that effects can follow. A copy is the same value; it is gone with the owner it was made in.
pub(crate) struct Live<T> {
    place: StoredValue<Rc<dyn Any>, LocalStorage>,
    holds: PhantomData<fn() -> T>,
}

impl<T> Clone for Live<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Live<T> {}

struct Slot<T> {
    changed: ArcTrigger,
    value: RefCell<T>,
}

impl<T: 'static> Live<T> {
    /// Keeps a value in the current owner.
    pub(crate) fn new(value: T) -> Self {
        Self {
            place: store(Rc::new(Slot { changed: ArcTrigger::new(), value: RefCell::new(value) })),
            holds: PhantomData,
        }
    }

    fn slot(self) -> Option<Rc<Slot<T>>> {
        self.place.try_get_value()?.downcast().ok()
    }

    fn slot_there(self) -> Rc<Slot<T>> {
        self.slot().expect("nobody reads a value whose owner is gone")
    }

    /// Lets the effect at work run again when the value changes.
    pub(crate) fn track(self) {
        self.slot_there().changed.track();
    }

    /// Reads the value and follows it.
    pub(crate) fn with<R>(self, read: impl FnOnce(&T) -> R) -> R {
        let slot = self.slot_there();
        slot.changed.track();
        read(&slot.value.borrow())
    }

    /// Reads the value as it is now.
    pub(crate) fn with_untracked<R>(self, read: impl FnOnce(&T) -> R) -> R {
        read(&self.slot_there().value.borrow())
    }

    /// Changes the value and tells nobody.
    pub(crate) fn update_untracked<R>(self, change: impl FnOnce(&mut T) -> R) -> R {
        change(&mut self.slot_there().value.borrow_mut())
    }

    /// Changes the value. Nothing happens when its owner is gone.
    pub(crate) fn set(self, value: T) {
        if let Some(slot) = self.slot() {
            *slot.value.borrow_mut() = value;
            slot.changed.notify();
        }
    }

    /// Changes the value, and tells of it only when it was another.
    fn set_anew(self, value: T)
    where
        T: PartialEq,
    {
        if self.with_untracked(|before| *before != value) {
            self.set(value);
        }
    }
}

impl<T: Clone + 'static> Live<T> {
    /// A copy of the value, and follows it.
    pub(crate) fn get(self) -> T {
        self.with(T::clone)
    }

    /// A copy of the value as it is now.
    pub(crate) fn get_untracked(self) -> T {
        self.with_untracked(T::clone)
    }
}

fn store(thing: Rc<dyn Any>) -> StoredValue<Rc<dyn Any>, LocalStorage> {
    StoredValue::new_local(thing)
}

/// Keeps something until the current owner is gone.
pub(crate) fn keep<T: 'static>(thing: T) {
    store(Rc::new(thing));
}

/// Does something now, and again in a moment whenever a value it has read changes.
pub(crate) fn effect(work: impl FnMut() + 'static) {
    fn follow(mut work: Box<dyn FnMut()>) {
        keep(RenderEffect::new(move |_| work()));
    }
    follow(Box::new(work));
}

/// A value worked out of others: those who follow it hear of it only when it comes out differently.
pub(crate) fn memo<T: PartialEq + 'static>(work: impl Fn() -> T + 'static) -> Live<T> {
    let found = Live::new(untrack(&work));
    effect(move || found.set_anew(work()));
    found
}

/// Runs a task until it is done, or until the owner of `with` is gone.
pub(crate) fn spawn<T: 'static>(with: Live<T>, task: impl Future<Output = ()> + 'static) {
    let place = with.place;
    leptos::task::spawn_local(Bound { place, task: Box::pin(task) });
}

struct Bound {
    place: StoredValue<Rc<dyn Any>, LocalStorage>,
    task: Pin<Box<dyn Future<Output = ()>>>,
}

impl Future for Bound {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        if self.place.try_get_value().is_none() { Poll::Ready(()) } else { self.task.as_mut().poll(context) }
    }
}
