//! A tiny picture, told in words.

use crate::support::stage_scene::{Scene, bag, bounce, desk};
use beltline::engine::time::Micros;
use beltline::stage::{Picture, Shape, Target, Viewport, lay_out};
use expect_test::expect;
use std::fmt::Write;

/// Texts, bags and targets in the order they are painted, each with its place in whole pixels.
fn tell(picture: &Picture) -> String {
    let mut told = String::new();
    for shape in picture.back.iter().chain(&picture.front) {
        if let Shape::Text { at, text, fill, .. } = shape
            && !text.is_empty()
        {
            writeln!(told, "{:04.0} {:03.0}  {text:?} {fill:?}", at.x, at.y).expect("a string takes it");
        }
    }
    for bag in &picture.luggage {
        let letters = String::from_utf8_lossy(&bag.tag.letters);
        let state = if bag.refused { "refused" } else { "bag" };
        writeln!(told, "{:04.0} {:03.0}  {state} {}", bag.foot.x, bag.foot.y, letters.trim())
            .expect("a string takes it");
    }
    for (area, target) in &picture.targets {
        let name = match target {
            Target::Bag(record) => format!("bag {}", record.index),
            Target::Desk(id) => format!("desk {}", id.0),
            Target::Belt(index) => format!("belt {index}"),
            Target::Cart(id, shard) => format!("cart {} at belt {shard}", id.0),
            other => format!("{other:?}"),
        };
        writeln!(told, "{:04.0} {:03.0}  {name}, {:.0} x {:.0}", area.x, area.y, area.w, area.h)
            .expect("a string takes it");
    }
    told
}

#[test]
fn a_tiny_hall_in_words() {
    let mut scene = Scene::new(1);
    scene.desks.push(desk(0, "web clicks"));
    scene.bags.push(bag(0, 1, "hello", Micros::from_millis(5_000)));
    scene.bounces.push(bounce(0, "user-1", Micros::from_millis(8_500)));
    scene.shards[0].throttled_per_s = 1;
    let viewport = Viewport { width: 820.0, height: 400.0, scale: 1.0, ..Viewport::default() };
    let picture = lay_out(&scene.at(Micros::from_secs(10)), &viewport);
    expect![[r#"
        0353 366  "now" Muted
        0430 366  "2 s ago" Muted
        0508 366  "4 s ago" Muted
        0585 366  "6 s ago" Muted
        0663 366  "8 s ago" Muted
        0802 366  "24 h" Muted
        0802 383  "falls off after 24 h" Muted
        0265 035  "0" Muted
        0265 359  "2¹²⁸−1" Muted
        0771 202  "···" Muted
        0296 128  "refused" HarmText
        0296 144  "1 /s" HarmText
        0343 133  "shard 0" Text
        0406 133  "0 – 100 %" Muted
        0613 133  "0.00 MB/s" Muted
        0720 133  "0 rec/s" Harm
        0186 111  "MD5" FlapText
        0156 130  "········" FlapOff
        0156 146  "········" FlapOff
        0156 163  "········" FlapOff
        0156 180  "········" FlapOff
        0030 128  "web clicks" SignText
        0030 159  "500 keys, Zipf" Text
        0030 179  "400 rec/s" Text
        0030 201  "20,433 sent" Muted
        0030 316  "by hand" Text
        0030 333  "your own records" Muted
        0252 124  "try 1" HarmText
        0018 022  "CHECK-IN" Muted
        0265 022  "HASH LINE" Muted
        0343 022  "1 SHARD" Muted
        0546 249  bag H
        0252 157  refused U
        0335 150  belt 0, 467 x 104
        0018 114  desk 0, 126 x 104
    "#]]
    .assert_eq(&tell(&picture));
}
