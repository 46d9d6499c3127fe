//! Letters to customers held against those expected, line by line.

use super::Difference;
use super::difference::Shown;

/// Where two letters differ. What stands between their common beginning and end is told line by line where either has as many
/// lines, else what is gone before what is new.
pub(super) fn compare(file: &str, old: &[u8], new: &[u8]) -> Vec<Difference> {
    let (old, new) = (String::from_utf8_lossy(old), String::from_utf8_lossy(new));
    let (old, new): (Vec<&str>, Vec<&str>) = (old.lines().collect(), new.lines().collect());
    let same = |(a, b): &(&&str, &&str)| a == b;
    let head = old.iter().zip(&new).take_while(same).count();
    let tail = { old[head..].iter().rev() }
        .zip(new[head..].iter().rev())
        .take_while(same)
        .count();
    let (old, new) = (&old[head..old.len() - tail], &new[head..new.len() - tail]);
    let name = file.rsplit('/').next().unwrap_or(file);
    let order = name.split('.').next().unwrap_or(name);
    let difference = |at: usize, old: Option<&str>, new: Option<&str>| Difference {
        order: order.to_owned(),
        file: file.to_owned(),
        place: (head + at + 1).to_string(),
        old: old.map(|line| Shown::Words(line.to_owned())),
        new: new.map(|line| Shown::Words(line.to_owned())),
    };
    if old.len() == new.len() && !old.is_empty() {
        let pairs = old.iter().zip(new).enumerate();
        let changed = pairs.filter(|(_, (old, new))| old != new);
        return changed
            .map(|(at, (old, new))| difference(at, Some(old), Some(new)))
            .collect();
    }
    let gone = old
        .iter()
        .enumerate()
        .map(|(at, line)| difference(at, Some(line), None));
    let come = new
        .iter()
        .enumerate()
        .map(|(at, line)| difference(at, None, Some(line)));
    let mut found: Vec<Difference> = gone.chain(come).collect();
    if found.is_empty() {
        // The same lines, with other ends.
        found.push(difference(0, None, None));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(old: &str, new: &str) -> Vec<String> {
        let differences = compare("notices/A-1.zh.txt", old.as_bytes(), new.as_bytes());
        differences.iter().map(Difference::in_a_line).collect()
    }

    #[test]
    fn a_changed_line_is_told_with_its_number_and_order() {
        assert_eq!(
            shown("您好\n1. 照片\n谢谢\n", "您好\n1. 名称\n谢谢\n"),
            ["A-1 | 2 | 1. 照片 | 1. 名称"]
        );
    }

    #[test]
    fn lines_that_come_and_go_do_not_move_the_others() {
        assert_eq!(
            shown("a\nb\nc\n", "a\nb\nx\ny\nc\n"),
            ["A-1 | 3 | - | x", "A-1 | 4 | - | y"]
        );
        assert_eq!(shown("a\nb\n", "a\nb"), ["A-1 | 3 | - | -"]);
    }
}
