//! Hides what a value tells about a person, and leaves enough to recognise one's own typing.

use crate::order::Privacy;

/// `value` as it may be shown; with `unmask`, everything but secrets in full.
pub fn mask(value: &str, privacy: Privacy, unmask: bool) -> String {
    let (head, tail) = match privacy {
        Privacy::Secret => return "******".to_owned(),
        _ if unmask => return value.to_owned(),
        Privacy::Open => return value.to_owned(),
        Privacy::Name => (1, 0),
        Privacy::Number => (3, 2),
        Privacy::Phone => (3, 2),
        Privacy::Email => return mask_email(value),
        Privacy::Address => (3, 0),
    };
    keep(value, head, tail)
}

fn mask_email(value: &str) -> String {
    let masked: Vec<String> = value
        .split(';')
        .map(|part| match part.split_once('@') {
            Some((name, host)) => format!("{}@{host}", keep(name, 1, 0)),
            None => keep(part, 1, 0),
        })
        .collect();
    masked.join(";")
}

/// Keeps the first `head` and the last `tail` characters, but never more than half of the value.
fn keep(value: &str, head: usize, tail: usize) -> String {
    let characters: Vec<char> = value.chars().collect();
    let half = characters.len() / 2;
    let head = head.min(half);
    let tail = tail.min(half - head);
    let hidden = characters.len() - head - tail;
    characters[..head]
        .iter()
        .chain(&vec!['*'; hidden])
        .chain(&characters[characters.len() - tail..])
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn enough_is_left_to_recognise_and_too_little_to_misuse() {
        assert_eq!(
            mask("110101199003070003", Privacy::Number, false),
            "110*************03"
        );
        assert_eq!(mask("林青杉", Privacy::Name, false), "林**");
        assert_eq!(mask("林", Privacy::Name, false), "*");
        assert_eq!(mask("13812345670", Privacy::Phone, false), "138******70");
        assert_eq!(
            mask("lin@qingshan.cn;b@c.cn", Privacy::Email, false),
            "l**@qingshan.cn;*@c.cn"
        );
        assert_eq!(mask("qingshan.cn", Privacy::Open, false), "qingshan.cn");
    }

    #[test]
    fn a_secret_stays_hidden_even_unmasked() {
        assert_eq!(mask("k7Wq2p", Privacy::Secret, true), "******");
        assert_eq!(mask("林青杉", Privacy::Name, true), "林青杉");
    }
}
