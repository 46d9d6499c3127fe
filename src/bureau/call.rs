//! The calls and their parameters, as the interface's own table gives them.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::archive::Kind;
use crate::bundled;

/// The table: one line for each parameter, in the order of the interface.
const TABLE: &str = include_str!("../../schemas/v3.0/wsdl/calls.csv");

/// One of the bureau's six methods.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Call {
    /// `isp_upload`: sends one data file.
    Upload,
    /// `isp_download`: asks for the next answer file.
    Download,
    /// `isp_downloadack`: says that an answer file has arrived, so that the next one is given.
    Acknowledge,
    /// `isp_querypreviousupload`: asks for the last upload that was taken, and its sequence number.
    QueryPrevious,
    /// `isp_querybeianstatus`: asks whether a domain or a certificate is filed.
    QueryStatus,
    /// `isp_verifybamm`: tries a filing password; the bureau limits the number of tries (code 22).
    VerifyPassword,
}

/// One parameter of a call.
#[derive(Clone, Debug, Deserialize)]
pub struct Parameter {
    service: String,
    method: String,
    /// The interface's name of it; a bureau may spell it otherwise.
    #[serde(rename = "parameter")]
    pub name: String,
    /// The XML Schema type: `string`, `int` or `long`.
    #[serde(rename = "type")]
    pub kind: String,
}

static PARAMETERS: LazyLock<Vec<Parameter>> = LazyLock::new(|| bundled::rows(TABLE));

impl Call {
    /// All six, in the order of the interface.
    pub const ALL: [Call; 6] = [
        Call::Upload,
        Call::Download,
        Call::Acknowledge,
        Call::QueryPrevious,
        Call::QueryStatus,
        Call::VerifyPassword,
    ];

    /// The method's name.
    pub fn method(self) -> &'static str {
        match self {
            Call::Upload => "isp_upload",
            Call::Download => "isp_download",
            Call::Acknowledge => "isp_downloadack",
            Call::QueryPrevious => "isp_querypreviousupload",
            Call::QueryStatus => "isp_querybeianstatus",
            Call::VerifyPassword => "isp_verifybamm",
        }
    }

    /// What an answer to it is, in the archive.
    pub fn kind_of_answer(self) -> Kind {
        match self {
            Call::Upload => Kind::UploadAnswer,
            Call::Download => Kind::DownloadAnswer,
            Call::Acknowledge => Kind::Acknowledgement,
            Call::QueryPrevious => Kind::LastUpload,
            Call::QueryStatus => Kind::StatusAnswer,
            Call::VerifyPassword => Kind::PasswordAnswer,
        }
    }

    /// The path of the service that offers the method, without a leading slash.
    pub fn service(self) -> &'static str {
        &self.parameters()[0].service
    }

    /// The parameters, in order.
    pub fn parameters(self) -> &'static [Parameter] {
        PARAMETERS
            .chunk_by(|one, next| one.method == next.method)
            .find(|chunk| chunk[0].method == self.method())
            .expect("a test finds every method in the bundled table")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(call: Call) -> Vec<&'static str> {
        call.parameters()
            .iter()
            .map(|parameter| parameter.name.as_str())
            .collect()
    }

    #[test]
    fn the_parameters_stand_in_the_interfaces_order() {
        assert_eq!(
            names(Call::Upload),
            [
                "ispId",
                "userName",
                "randVal",
                "pwdHash",
                "beianInfo",
                "beianInfoHash",
                "dataSequence",
                "encryptAlgorithm",
                "hashAlgorithm",
                "compressionFormat"
            ]
        );
        let common = ["ispId", "userName", "randVal", "pwdHash", "hashAlgorithm"];
        assert_eq!(names(Call::Download), common);
        assert_eq!(names(Call::QueryPrevious), common);
        assert_eq!(
            names(Call::Acknowledge),
            [&common[..], &["fileName"]].concat()
        );
        assert_eq!(
            names(Call::QueryStatus),
            [&common[..], &["queryConditionType", "queryCondition"]].concat()
        );
        assert_eq!(
            names(Call::VerifyPassword),
            [&common[..], &["baxh", "bamm"]].concat()
        );
    }

    #[test]
    fn every_call_knows_its_service() {
        let services: Vec<_> = Call::ALL.into_iter().map(Call::service).collect();
        let up_down_load = "ISPWebService/upDownLoad";
        assert_eq!(services[..4], [up_down_load; 4]);
        assert_eq!(services[4], "BeianStatusWebService/queryBeianStatus");
        assert_eq!(services[5], "BeianStatusWebService/verifyBamm");
    }
}
