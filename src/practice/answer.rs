//! The documents the calls answer with.

use super::xml::{leaf, wrap};

/// A refusal with its `msg_code`; the text is `msg`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[repr(u32)]
pub(super) enum Refusal {
    #[error("用户名错误")]
    UserName = 4,
    #[error("密码错误")]
    Password = 5,
    #[error("解密失败")]
    Decryption = 6,
    #[error("哈希值验证未通过")]
    Hash = 7,
    #[error("解压缩失败")]
    Unpacking = 8,
    #[error("加密算法类型错误")]
    EncryptAlgorithm = 9,
    #[error("Hash算法类型错误")]
    HashAlgorithm = 10,
    #[error("压缩格式错误")]
    CompressionFormat = 11,
    #[error("认证信息错误，单位标识不存在")]
    Carrier = 12,
    #[error("本次上载没有受理，文件过多，请稍后再提交")]
    Limit = 15,
    #[error("认证错误，随机数小于20个字符")]
    RandVal = 16,
    #[error("每次必须上报1个文件")]
    FileCount = 17,
    #[error("备案数据文件过大，请调整为50MB内")]
    FileSize = 18,
    #[error("请您在规定的时间段内进行报备，报备时间为：08:00-20:00")]
    Window = 20,
    #[error("回调响应文件名称不能为空")]
    NoFileName = 21,
    #[error("备案密码校验次数过多，请仔细核对备案密码")]
    Tries = 22,
    #[error("系统正在维护中，请稍后重新报备")]
    UploadMaintenance = 901,
    #[error("系统正在维护中，请稍后重新下载")]
    DownloadMaintenance = 902,
    #[error("其他错误")]
    Other = 999,
}

/// The answer to one call: a code, a message, and what follows them in the document.
pub(super) struct Answer {
    pub code: u32,
    message: String,
    rest: String,
}

impl From<Refusal> for Answer {
    fn from(refusal: Refusal) -> Answer {
        Answer::new(refusal as u32, refusal.to_string())
    }
}

impl Answer {
    /// An answer of a code and a message only.
    pub fn new(code: u32, message: impl Into<String>) -> Answer {
        Answer {
            code,
            message: message.into(),
            rest: String::new(),
        }
    }

    /// The call succeeded.
    pub fn done() -> Answer {
        Answer::new(0, "操作成功")
    }

    /// There is nothing to download.
    pub fn nothing() -> Answer {
        Answer::new(2, "目前服务器端没有可以下载的数据")
    }

    /// The upload is not taken; the bureau lacks these sequence numbers.
    pub fn missing(sequences: impl Iterator<Item = u32>) -> Answer {
        let mut answer = Answer::new(
            14,
            "本次上载没有受理，请首先上载漏报的数据，然后再上载本次数据",
        );
        wrap(&mut answer.rest, "dataSequences", |out| {
            sequences.for_each(|sequence| leaf(out, "dataSequence", sequence.to_string()));
        });
        answer
    }

    /// A file, the last one or one of several; with the sequence it was sent under when it is an upload.
    pub fn file(more: bool, file: &File<'_>) -> Answer {
        let mut answer = match (more, file.sequence) {
            (true, _) => Answer::new(3, "服务器端数据需要下载，请继续调用本接口进行下载"),
            (false, None) => Answer::new(1, "操作成功，数据已经下载完毕"),
            (false, Some(_)) => Answer::done(),
        };
        wrap(&mut answer.rest, "fileInfos", |out| {
            leaf(out, "hashAlgorithm", "0");
            leaf(out, "compressionFormat", "0");
            leaf(out, "encryptAlgorithm", file.encrypt.to_string());
            if let Some(sequence) = file.sequence {
                leaf(out, "dataSequence", sequence.to_string());
            }
            leaf(out, "return_FileName", file.name);
            leaf(out, "beianInfo", file.info);
            leaf(out, "beianInfoHash", file.hash);
        });
        answer
    }

    /// What is known of a domain or certificate: the filing, if there is one.
    pub fn status(kind: &str, condition: &str, found: Option<&Filing>) -> Answer {
        let mut answer = Answer::done();
        wrap(&mut answer.rest, "StatusInfo", |out| {
            leaf(out, "Cxtjlx", kind);
            leaf(out, "Cxtj", condition);
            if let Some(filing) = found {
                if let Some(name) = &filing.site_name {
                    leaf(out, "Wzmc", name);
                }
                leaf(out, "Ztbah", &filing.subject_number);
                if let Some(number) = &filing.site_number {
                    leaf(out, "Wzbah", number);
                }
            }
            leaf(out, "Bazt", if found.is_some() { "0" } else { "1" });
        });
        answer
    }

    /// Whether a filing password is right.
    pub fn verified(right: bool) -> Answer {
        let mut answer = Answer::done();
        leaf(&mut answer.rest, "VerifyRes", if right { "0" } else { "1" });
        answer
    }

    /// The document, which declares GBK as real bureaus' do.
    pub fn document(&self) -> String {
        let mut document = "<?xml version=\"1.0\" encoding=\"GBK\"?>".to_owned();
        wrap(&mut document, "return", |out| {
            leaf(out, "msg_code", self.code.to_string());
            leaf(out, "msg", &self.message);
            out.push_str(&self.rest);
        });
        document
    }
}

/// A file in an answer.
pub(super) struct File<'a> {
    pub name: &'a str,
    pub info: &'a str,
    pub hash: &'a str,
    pub encrypt: u32,
    pub sequence: Option<u32>,
}

/// A filing found by a query.
pub(super) struct Filing {
    pub site_name: Option<String>,
    pub subject_number: String,
    pub site_number: Option<String>,
}
