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
    place: Place,
    holds: PhantomData<fn() -> T>,
}

impl<T> Clone for Live<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Live<T> {}

type Place = StoredValue<Rc<Kept>, LocalStorage>;

struct Kept {
    changed: ArcTrigger,
    value: RefCell<Box<dyn Any>>,
}

fn place(value: Box<dyn Any>) -> Place {
    StoredValue::new_local(Rc::new(Kept { changed: ArcTrigger::new(), value: RefCell::new(value) }))
}

fn kept(place: Place) -> Rc<Kept> {
    place.try_get_value().expect("nobody reads a value whose owner is gone")
}

fn followed(place: Place) -> Rc<Kept> {
    let kept = kept(place);
    kept.changed.track();
    kept
}

/// Nothing happens when the owner is gone.
fn put(place: Place, value: Box<dyn Any>) {
    if let Some(kept) = place.try_get_value() {
        let before = kept.value.replace(value);
        kept.changed.notify();
        drop(before);
    }
}

fn as_it_is<T: 'static>(value: &dyn Any) -> &T {
    value.downcast_ref().expect("a place keeps values of one type")
}

impl<T: 'static> Live<T> {
    /// Keeps a value in the current owner.
    pub(crate) fn new(value: T) -> Self {
        Self { place: place(Box::new(value)), holds: PhantomData }
    }

    /// Lets the effect at work run again when the value changes.
    pub(crate) fn track(self) {
        followed(self.place);
    }

    /// Reads the value and follows it.
    pub(crate) fn with<R>(self, read: impl FnOnce(&T) -> R) -> R {
        read(as_it_is(&**followed(self.place).value.borrow()))
    }

    /// Reads the value as it is now.
    pub(crate) fn with_untracked<R>(self, read: impl FnOnce(&T) -> R) -> R {
        read(as_it_is(&**kept(self.place).value.borrow()))
    }

    /// Changes the value and tells nobody.
    pub(crate) fn update_untracked<R>(self, change: impl FnOnce(&mut T) -> R) -> R {
        let kept = kept(self.place);
        let mut value = kept.value.borrow_mut();
        change(value.downcast_mut().expect("a place keeps values of one type"))
    }

    /// Changes the value. Nothing happens when its owner is gone.
    pub(crate) fn set(self, value: T) {
        put(self.place, Box::new(value));
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

/// Keeps something until the current owner is gone.
pub(crate) fn keep<T: 'static>(thing: T) {
    place(Box::new(thing));
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
    effect(move || {
        let now = work();
        if found.with_untracked(|before| *before != now) {
            found.set(now);
        }
    });
    found
}

/// Runs a task until it is done, or until the owner of `with` is gone.
pub(crate) fn spawn<T: 'static>(with: Live<T>, task: impl Future<Output = ()> + 'static) {
    leptos::task::spawn_local(Bound { place: with.place, task: Box::pin(task) });
}

struct Bound {
    place: Place,
    task: Pin<Box<dyn Future<Output = ()>>>,
}

impl Future for Bound {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        if self.place.try_get_value().is_none() { Poll::Ready(()) } else { self.task.as_mut().poll(context) }
    }
}
