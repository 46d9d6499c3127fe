//! Every sentence the room says about a document, in both languages, in one place.
//!
//! A sentence names elements, attributes, limits and what the schema allows; it never quotes a value of the
//! document, because values may be personal data.

use super::Message;

/// What there is to say, with the facts that belong to it.
#[derive(Debug)]
pub(crate) enum Wording<'a> {
    // The document is not well-formed.
    IllegalCharacter,
    EndOfDocument,
    Unexpected {
        found: char,
        wanted: &'static str,
    },
    BadReference,
    BadDeclaration,
    LateDeclaration,
    Encoding(&'a str),
    SectionEnd,
    DoubleAttribute,
    QualifiedName,
    UnboundPrefix(&'a str),
    ReservedNamespace,
    EndTag {
        open: &'a str,
    },
    Doctype,
    OutsideRoot,
    Limit {
        rule: &'static str,
        limit: usize,
    },
    // The document does not fit the schema.
    UnknownRoot {
        name: &'a str,
        known: &'a str,
    },
    UnexpectedChild {
        name: &'a str,
        expected: &'a str,
    },
    NoChild {
        name: &'a str,
    },
    Incomplete {
        expected: &'a str,
    },
    TextAmongElements,
    NotEmpty,
    ChildInValue {
        name: &'a str,
    },
    ForeignAttribute {
        name: &'a str,
    },
    MissingAttribute {
        name: &'a str,
    },
    NotNillable,
    NilWithContent,
    Fixed {
        value: &'a str,
    },
    NotOfType {
        base: &'a str,
    },
    Length {
        length: u64,
        exactly: u64,
    },
    TooShort {
        length: u64,
        min: u64,
    },
    TooLong {
        length: u64,
        max: u64,
    },
    TooSmall {
        bound: &'a str,
        inclusive: bool,
    },
    TooLarge {
        bound: &'a str,
        inclusive: bool,
    },
    Digits {
        digits: u64,
        max: u64,
        fraction: bool,
    },
    NotListed {
        allowed: &'a str,
    },
    NoMatch {
        pattern: &'a str,
    },
    /// Stands behind another sentence; at least one of the counts does not fit.
    TwoLengths {
        points: u64,
        units: u64,
        points_fit: bool,
        units_fit: bool,
    },
    Abstract {
        name: &'a str,
    },
    UnknownType {
        name: &'a str,
    },
    NotDerived {
        name: &'a str,
    },
    NoDeclaration {
        name: &'a str,
    },
    DoubleId,
    MissingId,
    NoEntity,
    SecondId,
    KeyTwice {
        constraint: &'a str,
    },
    KeyIncomplete {
        constraint: &'a str,
    },
    KeyMissing {
        constraint: &'a str,
    },
    FieldNotOneValue {
        constraint: &'a str,
    },
    FieldNillable {
        constraint: &'a str,
    },
}

/// The sentence for it.
pub(crate) fn message(wording: &Wording<'_>) -> Message {
    use Wording as W;
    macro_rules! say {
        ($zh:literal, $en:literal) => {
            Message::new(format!($zh), format!($en))
        };
    }
    match wording {
        W::IllegalCharacter => {
            say!(
                "此处的字节不是 XML 允许的字符",
                "the bytes here are not a character that XML allows"
            )
        }
        W::EndOfDocument => say!("文件不完整，提前结束", "the document ends too early"),
        W::Unexpected { found, wanted: "" } => {
            say!("此处不能是 {found:?}", "{found:?} cannot stand here")
        }
        W::Unexpected { found, wanted } => {
            say!(
                "此处不能是 {found:?}，应为 {wanted}",
                "{found:?} cannot stand here, {wanted} is wanted"
            )
        }
        W::BadReference => say!(
            "只允许 &lt; &gt; &amp; &apos; &quot; 和合法字符的 &#数字;",
            "only &lt; &gt; &amp; &apos; &quot; and &#number; of a legal character are allowed"
        ),
        W::BadDeclaration => say!("XML 声明有误", "the XML declaration is wrong"),
        W::LateDeclaration => say!(
            "XML 声明只能在文件开头",
            "an XML declaration can only begin the document"
        ),
        W::Encoding(name) => {
            say!(
                "编码 {name} 不支持，应为 GBK 或 UTF-8",
                "encoding {name} is not supported, use GBK or UTF-8"
            )
        }
        W::SectionEnd => say!("文本中不能出现 ]]>", "]]> cannot stand in text"),
        W::DoubleAttribute => say!("属性重复", "the attribute stands twice"),
        W::QualifiedName => say!("名称中的冒号用法有误", "the name has a misplaced colon"),
        W::UnboundPrefix(prefix) => say!(
            "命名空间前缀 {prefix} 未声明",
            "the prefix {prefix} is not declared"
        ),
        W::ReservedNamespace => say!(
            "保留的命名空间声明有误",
            "a reserved namespace is declared wrongly"
        ),
        W::EndTag { open } => say!(
            "结束标签不匹配，应为 </{open}>",
            "the end tag does not match, </{open}> is wanted"
        ),
        W::Doctype => say!("不允许 DOCTYPE", "a DOCTYPE is not allowed"),
        W::OutsideRoot => say!(
            "根元素之外不能有内容",
            "nothing can stand outside the root element"
        ),
        W::Limit { rule, limit } => say!(
            "超过限制 {rule}（{limit}）",
            "beyond the limit {rule} ({limit})"
        ),
        W::UnknownRoot { name, known } => {
            say!(
                "根元素 {name} 不在模式中，应为 {known}",
                "the root {name} is not in the schema, {known} is wanted"
            )
        }
        W::UnexpectedChild { name, expected } => {
            say!(
                "此处不能是 {name}，应为 {expected}",
                "{name} cannot stand here, {expected} is wanted"
            )
        }
        W::NoChild { name } => say!(
            "此处不能再有 {name}",
            "{name} cannot stand here, nothing more is wanted"
        ),
        W::Incomplete { expected } => say!(
            "内容不完整，缺少 {expected}",
            "incomplete, {expected} is missing"
        ),
        W::TextAmongElements => say!(
            "子元素之间不能有文字",
            "text cannot stand between the child elements"
        ),
        W::NotEmpty => say!("该元素必须为空", "the element must be empty"),
        W::ChildInValue { name } => {
            say!(
                "该元素只能有值，不能有子元素 {name}",
                "the element holds a value, not the child {name}"
            )
        }
        W::ForeignAttribute { name } => {
            say!("不允许属性 {name}", "the attribute {name} is not allowed")
        }
        W::MissingAttribute { name } => say!("缺少属性 {name}", "the attribute {name} is missing"),
        W::NotNillable => say!(
            "该元素不允许 xsi:nil",
            "xsi:nil is not allowed on this element"
        ),
        W::NilWithContent => say!(
            "xsi:nil 的元素必须为空",
            "an element with xsi:nil must be empty"
        ),
        W::Abstract { name } => say!(
            "{name} 是抽象的，不能直接使用",
            "{name} is abstract and cannot be used itself"
        ),
        W::UnknownType { name } => say!("模式中没有类型 {name}", "the schema has no type {name}"),
        W::NotDerived { name } => say!(
            "类型 {name} 不能代替该元素的类型",
            "the type {name} cannot stand for the element's type"
        ),
        W::NoDeclaration { name } => say!(
            "模式中没有声明 {name}",
            "the schema does not declare {name}"
        ),
        W::DoubleId => say!("标识（ID）重复", "the ID stands twice in the document"),
        W::MissingId => say!(
            "引用（IDREF）的标识在文件中不存在",
            "no ID of the document is what this IDREF names"
        ),
        W::NoEntity => say!("没有声明这样的实体（ENTITY）", "no such ENTITY is declared"),
        W::SecondId => say!(
            "一个元素只能有一个标识属性（ID）",
            "an element can have one attribute of type ID only"
        ),
        W::KeyTwice { constraint } => say!(
            "约束 {constraint}：值重复",
            "constraint {constraint}: the value stands twice"
        ),
        W::KeyIncomplete { constraint } => say!(
            "约束 {constraint}：缺少字段",
            "constraint {constraint}: a field is missing"
        ),
        W::KeyMissing { constraint } => say!(
            "约束 {constraint}：所引用的键不存在",
            "constraint {constraint}: there is no such key"
        ),
        W::FieldNotOneValue { constraint } => say!(
            "约束 {constraint}：字段必须是一个简单值",
            "constraint {constraint}: the field must be one simple value"
        ),
        W::FieldNillable { constraint } => say!(
            "约束 {constraint}：键的字段不能是 nillable 元素",
            "constraint {constraint}: a field of a key cannot be nillable"
        ),
        W::NoMatch { pattern } => say!(
            "值不符合格式 {pattern}",
            "the value does not match {pattern}"
        ),
        W::TwoLengths {
            points,
            units,
            points_fit: true,
            ..
        } => say!(
            "（两种算法不一致：按字符计 {points}，符合；按 UTF-16 计 {units}，不符合；两者都须符合）",
            " (the two counts differ: {points} characters fit, {units} UTF-16 units do not; both must)"
        ),
        W::TwoLengths {
            points,
            units,
            units_fit: true,
            ..
        } => say!(
            "（两种算法不一致：按字符计 {points}，不符合；按 UTF-16 计 {units}，符合；两者都须符合）",
            " (the two counts differ: {units} UTF-16 units fit, {points} characters do not; both must)"
        ),
        W::TwoLengths { points, units, .. } => say!(
            "（按字符计 {points}，按 UTF-16 计 {units}，都不符合）",
            " ({points} characters, {units} UTF-16 units; neither fits)"
        ),
        W::Fixed { value } => say!("值必须是 {value}", "the value must be {value}"),
        W::NotOfType { base } => say!("值不是合法的 {base}", "the value is not a legal {base}"),
        W::Length { length, exactly } => say!(
            "长度 {length}，必须是 {exactly}",
            "length {length}, must be {exactly}"
        ),
        W::TooShort { length, min } => say!(
            "长度 {length}，最少 {min}",
            "length {length}, at least {min}"
        ),
        W::TooLong { length, max } => say!(
            "长度 {length}，最多 {max}",
            "length {length}, at most {max}"
        ),
        W::TooSmall {
            bound,
            inclusive: true,
        } => say!("值不得小于 {bound}", "the value must be at least {bound}"),
        W::TooSmall { bound, .. } => say!(
            "值必须大于 {bound}",
            "the value must be greater than {bound}"
        ),
        W::TooLarge {
            bound,
            inclusive: true,
        } => say!("值不得大于 {bound}", "the value must be at most {bound}"),
        W::TooLarge { bound, .. } => {
            say!("值必须小于 {bound}", "the value must be less than {bound}")
        }
        W::Digits {
            digits,
            max,
            fraction: false,
        } => say!(
            "数字 {digits} 位，最多 {max}",
            "{digits} digits, at most {max}"
        ),
        W::Digits { digits, max, .. } => {
            say!(
                "小数 {digits} 位，最多 {max}",
                "{digits} fraction digits, at most {max}"
            )
        }
        W::NotListed { allowed } => say!(
            "值不在允许的范围内：{allowed}",
            "the value is not one of: {allowed}"
        ),
    }
}
