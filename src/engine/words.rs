//! Numbers as people read them.

/// A number with commas between its thousands, such as `12,345`.
#[must_use]
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A text and a number after it. By hand: for `format!`, a producer with many keys would wait as long as for their hashes.
#[must_use]
pub fn numbered(text: &str, number: u64) -> String {
    let mut digits = [0; 20];
    let (mut start, mut rest) = (digits.len(), number);
    loop {
        start -= 1;
        digits[start] = b'0' + (rest % 10) as u8;
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    let digits = &digits[start..];
    let mut whole = String::with_capacity(text.len() + digits.len());
    whole.push_str(text);
    whole.extend(digits.iter().map(|digit| char::from(*digit)));
    whole
}

#[cfg(test)]
mod tests {
    use super::{grouped, numbered};

    #[test]
    fn thousands_stand_apart() {
        let told = [0, 7, 999, 1_000, 12_345, 1_234_567].map(grouped);
        assert_eq!(told, ["0", "7", "999", "1,000", "12,345", "1,234,567"]);
    }

    #[test]
    fn a_number_follows_its_text() {
        for number in [0, 7, 10, 12_345, u64::MAX] {
            assert_eq!(numbered("key-", number), format!("key-{number}"));
        }
    }
}
