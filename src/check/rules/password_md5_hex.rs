//! 备案密码可以换算成哈希值 | The filing password can be hashed
//!
//! ## 检查
//! 备案密码是明文，或 32 位十六进制的 MD5 值；不超过 32 个字符，也不是少了几位的 MD5 值。明文由程序换算成 MD5 后上报。
//!
//! ## 原因
//! 上报的是密码 GBK 字节的 MD5；残缺的哈希值会被当作明文再算一次，管局退回 1018。
//!
//! ## 正例
//! `k7Wq2p`，32 位十六进制字符
//!
//! ## 反例
//! 31 位十六进制字符，超过 32 个字符
//!
//! ## 处理
//! 填写客户提供的明文密码，或完整的 32 位 MD5 值。
//!
//! ## Check
//! The filing password is plain, or the 32 hexadecimal characters of its MD5; it has at most 32 characters and is no
//! hash that lost a few. A plain one is hashed before it is sent.
//!
//! ## Reason
//! What is sent is the MD5 of the password's GBK bytes; a hash with characters missing would be hashed again and
//! refused with 1018.
//!
//! ## Passes
//! `k7Wq2p`, or 32 hexadecimal characters
//!
//! ## Fails
//! 31 hexadecimal characters, or more than 32 characters
//!
//! ## Remedy
//! Write the customer's plain password, or the whole MD5.

use crate::check::{Check, Context, Report, Rule};
use crate::order::{Kind, Order, Severity, Text};

pub const RULE: Rule = Rule {
    id: "password-md5-hex",
    severity: Severity::Error,
    code: Some(1018),
    kinds: &[Kind::NewSite, Kind::NewSiteElsewhere, Kind::NewAccess],
    check: Check::Order(check),
};

/// Length of an MD5 in hexadecimal characters, and of what is taken for one with characters missing.
const HASH: usize = 32;
const DAMAGED: std::ops::Range<usize> = 28..HASH;

fn check(order: &Order, _: &Context<'_>, report: &mut Report<'_>) {
    let password = &order.header.password;
    let Some(text) = password.get() else { return };
    let length = text.chars().count();
    if length > HASH {
        report.flag(
            order,
            password,
            Text::new(
                "备案密码超过 32 个字符",
                "the filing password has more than 32 characters",
            ),
        );
    } else if DAMAGED.contains(&length) && text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        report.flag(
            order,
            password,
            Text::new(
                "像是缺了几位的 MD5 值",
                "this looks like an MD5 with characters missing",
            ),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{Sample, assert_fires_on, assert_silent_on};

    #[test]
    fn plain_passwords_and_hashes_pass() {
        for password in [
            "12345678",
            "25d55ad283aa400af464c76d713c07ad",
            "25D55AD283AA400AF464C76D713C07AD",
            "青杉溪2026",
        ] {
            assert_silent_on(&RULE, Sample::new_access(), |order| {
                order.set("订单.备案密码", password)
            });
        }
    }

    #[test]
    fn damaged_hashes_and_endless_passwords_are_found() {
        for password in [
            "25d55ad283aa400af464c76d713c07a",
            "25d55ad283aa400af464c76d713c07ad0",
        ] {
            assert_fires_on(&RULE, Sample::new_access(), "备案密码", |order| {
                order.set("订单.备案密码", password)
            });
        }
    }
}
