"""All six calls over zeep: one upload with an envelope of its own making, one of a file that beian sealed.

Speaks to the practice bureau as an independent carrier's system would: nothing here comes from this project but the
sealed file. Arguments: base URL, carrier, user, password, the sealed archive and a domain in it. Ends with an assertion
that fails, or prints how the first parameter is spelt and what was fetched.
"""

import base64
import hashlib
import io
import secrets
import string
import sys
import xml.etree.ElementTree as ElementTree
import zipfile

import zeep

BASE, CARRIER, USER, PASSWORD, SEALED, DOMAIN = sys.argv[1:]
CLIENTS = {
    name: zeep.Client(f"{BASE}/{path}?wsdl")
    for name, path in {
        "up_down_load": "ISPWebService/upDownLoad",
        "status": "BeianStatusWebService/queryBeianStatus",
        "password": "BeianStatusWebService/verifyBamm",
    }.items()
}
RECORD = """<Baxx><Zt_xx><IspZtid>9001</IspZtid><Dwmc>杭州演习九有限公司</Dwmc>
<Txdz><Shengid>330000</Shengid><Shiid>330100</Shiid></Txdz>
<Zj><Zjlx>1</Zjlx><Zjhm>PRACTICE9</Zjhm><Zjzs>浙江省杭州市</Zjzs></Zj>
<Fzr><Fzr_sjhm>13800000000</Fzr_sjhm><Fzr_dzyj>nine@example.cn</Fzr_dzyj></Fzr><Bbfs>1</Bbfs></Zt_xx>
<Wz_xx><IspWzid>9002</IspWzid><Wzmc>演习网站九</Wzmc><Fwnr><Fwnr_id>1</Fwnr_id></Fwnr>
<Yylb><Yylb_id>1</Yylb_id></Yylb><Ym_xx><IspYmid>9003</IspYmid><Ym>nine.example.cn</Ym></Ym_xx>
<Jr_xx><IspJrid>9004</IspJrid><Wzfb><Fbdd>1</Fbdd></Wzfb><Wzjrfs><Jrfs>1</Jrfs></Wzjrfs>
<Ip_xx><IspIpid>9005</IspIpid><Qsip>3325256705</Qsip><Zzip>3325256705</Zzip></Ip_xx></Jr_xx>
<Wz_Fzr><Fzr_xm>张演习</Fzr_xm><Fzr_sjhm>13800000000</Fzr_sjhm><Fzr_dzyj>nine@example.cn</Fzr_dzyj></Wz_Fzr>
</Wz_xx></Baxx>"""


def digest(data):
    return base64.b64encode(hashlib.md5(data).digest()).decode()


def spelling(service, method):
    """How the description of a method spells its first parameter."""
    operation = CLIENTS[service].service._binding.get(method)
    signature = operation.input.signature()
    return "ispID" if "ispID" in signature else "ispId"


def call(service, method, **parameters):
    """Calls with fresh credentials; returns the answer's document as a tree."""
    first = spelling(service, method)
    rand_val = "".join(secrets.choice(string.ascii_letters + string.digits) for _ in range(20))
    answer = getattr(CLIENTS[service].service, method)(
        **{first: int(CARRIER)},
        userName=USER,
        randVal=rand_val,
        pwdHash=digest((PASSWORD + rand_val).encode("gbk")),
        hashAlgorithm=0,
        **parameters,
    )
    return ElementTree.fromstring(answer.split("?>", 1)[1])


def main():
    xml = (
        '<?xml version="1.0" encoding="GBK"?><UploadData version="V.3.0"><ICP>'
        f"<XZBA>{RECORD}</XZBA><Qqdwid>{CARRIER}</Qqdwid></ICP></UploadData>"
    ).encode("gbk")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("XZBA9.xml", xml)
    packed = packed.getvalue()
    with open(SEALED, "rb") as sealed:
        archives = [packed, sealed.read()]
    for archive, sequence in zip(archives, (1, 2)):
        upload = call(
            "up_down_load",
            "isp_upload",
            beianInfo=base64.b64encode(archive).decode(),
            beianInfoHash=digest(archive),
            dataSequence=sequence,
            encryptAlgorithm=0,
            compressionFormat=0,
        )
        assert upload.findtext("msg_code") == "0", upload.findtext("msg")
        previous = call("up_down_load", "isp_querypreviousupload").find("fileInfos")
        assert previous.findtext("dataSequence") == str(sequence)
        assert base64.b64decode(previous.findtext("beianInfo")) == archive
        assert previous.findtext("beianInfoHash") == digest(archive)

    fetched = []
    while True:
        infos = call("up_down_load", "isp_download").find("fileInfos")
        if infos is None:
            break
        packed = base64.b64decode(infos.findtext("beianInfo"))
        assert digest(packed) == infos.findtext("beianInfoHash")
        name = infos.findtext("return_FileName")
        with zipfile.ZipFile(io.BytesIO(packed)) as archive:
            assert archive.namelist() == [name]
            assert archive.testzip() is None
            document = archive.read(name).decode("gbk").split("?>", 1)[1]
        assert ElementTree.fromstring(document).tag == "DownloadData"
        acknowledged = call("up_down_load", "isp_downloadack", fileName=name)
        assert acknowledged.findtext("msg_code") == "0"
        fetched.append(name[:4])

    for domain in ("nine.example.cn", DOMAIN):
        status = call("status", "isp_querybeianstatus", queryConditionType=0, queryCondition=domain)
        assert status.findtext("StatusInfo/Bazt") == "0", domain
    verified = call("password", "isp_verifybamm", baxh="x", bamm="y")
    assert verified.findtext("VerifyRes") == "0"
    spellings = [
        spelling("up_down_load", "isp_upload"),
        spelling("up_down_load", "isp_download"),
        spelling("password", "isp_verifybamm"),
    ]
    print(" ".join(spellings + fetched))


main()
