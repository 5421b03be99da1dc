//! A zip file of texts, stored as they are (PKWARE's `APPNOTE.TXT`, version 2.0 of the format). Own code, because the crates
//! that write zip files take 24 KB (`rawzip`) and 41 KB (`zip`) of the page after brotli, and `rawzip` leaves sizes to be told
//! after stored data, which programs in Java refuse to read as a stream.

use std::collections::BTreeMap;

/// The first day that a zip file can name, 1 January 1980: the same texts make the same file.
const DATE: u16 = 0x21;
/// Version 2.0 of the format.
const VERSION: u16 = 20;
/// Names are UTF-8.
const UTF8: u16 = 1 << 11;

/// A zip file of the texts by their paths.
///
/// # Panics
/// When there are more than 65,535 texts or 4 GiB: the format's limits.
#[must_use]
pub fn zip(files: &BTreeMap<String, String>) -> Vec<u8> {
    let (mut out, mut central) = (Vec::new(), Vec::new());
    for (path, text) in files {
        let at = small(out.len());
        let mut about = Vec::new();
        for number in [VERSION, UTF8, 0, 0, DATE] {
            about.extend(number.to_le_bytes());
        }
        for number in [crc32(text.as_bytes()), small(text.len()), small(text.len())] {
            about.extend(number.to_le_bytes());
        }
        about.extend(u16::try_from(path.len()).expect("a path has less than 64 KiB").to_le_bytes());
        about.extend([0; 2]);

        out.extend(b"PK\x03\x04");
        out.extend(&about);
        out.extend(path.as_bytes());
        out.extend(text.as_bytes());

        central.extend(b"PK\x01\x02");
        central.extend(VERSION.to_le_bytes());
        central.extend(&about);
        central.extend([0; 10]);
        central.extend(at.to_le_bytes());
        central.extend(path.as_bytes());
    }
    let (at, count) = (small(out.len()), u16::try_from(files.len()).expect("there are less than 65,536 files"));
    out.extend(&central);
    out.extend(b"PK\x05\x06\0\0\0\0");
    out.extend(count.to_le_bytes());
    out.extend(count.to_le_bytes());
    out.extend(small(central.len()).to_le_bytes());
    out.extend(at.to_le_bytes());
    out.extend([0; 2]);
    out
}

fn small(length: usize) -> u32 {
    u32::try_from(length).expect("a zip file has less than 4 GiB")
}

fn crc32(bytes: &[u8]) -> u32 {
    let step = |crc: u32, byte: &u8| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| if crc & 1 == 1 { (crc >> 1) ^ 0xedb8_8320 } else { crc >> 1 })
    };
    !bytes.iter().fold(u32::MAX, step)
}
