//! Every notation in which operators hand in orders is read, and every value knows its cell.

mod intake_support;

use std::path::PathBuf;

use beian::codes::Codes;
use beian::intake::{Bounds, Encoding, Error, Format, Options, Progress, read};
use beian::order::{AnyField, Content, Kind, PictureState, Review, Spot, Standing};
use encoding_rs::GBK;
use intake_support::{Folder, order, read_all, transcript};
use rust_xlsxwriter::{ExcelDateTime, Format as CellFormat, Workbook};

const SHEETS: &[(&str, &[&[&str]])] = &[
    (
        "附件",
        &[
            &["订单号", "网站序号", "用途", "文件"],
            &["A-1", "", "主办单位证件", "scans/licence.jpg"],
            &["A-1", "2", "核验单", "scans/form.jpg"],
        ],
    ),
    (
        "IP地址",
        &[
            &["订单号", "网站序号", "接入序号", "起始IP", "终止IP"],
            &["A-1", "1", "1", "119.29.0.1", "119.29.0.5"],
            &["A-1", "2", "", "119.29.1.0/30", ""],
        ],
    ),
    (
        "接入",
        &[
            &["订单号", "网站序号", "接入序号", "Fbdd", "Jrfs"],
            &["A-1", "1", "1", "浙江", "3"],
            &["A-1", "2", "", "浙江;上海", "3"],
        ],
    ),
    (
        "域名",
        &[
            &["订单号", "网站序号", "域名"],
            &["A-1", "2", "qingshan.cn"],
            &["A-1", "1", "lvsong.cn"],
            &["A-1", "1", "lvsong.com"],
        ],
    ),
    (
        "网站",
        &[
            &["order_no", "网站序号", "Wzmc", "同主体负责人", "language"],
            &["A-1", "2", "青杉的山野笔记", "是", "中文简体"],
            &["A-1", "1", "绿松茶", "否", "1"],
        ],
    ),
    (
        "主体",
        &[
            &[
                "订单号*",
                "主办单位名称",
                "Dwxz",
                "主体.Zjlx",
                "主体负责人姓名",
                "Fzr_sjhm",
                "省",
                "市",
                "县",
            ],
            &[
                "A-1",
                "杭州青杉溪网络有限公司",
                "企业",
                "组织机构代码证",
                "林青杉",
                "13812345670",
                "北京市",
                "北京市",
                "朝阳区",
            ],
        ],
    ),
    (
        "订单",
        &[
            &["订单号", "订单类型", "初审"],
            &["A-1", "首次备案", "通过"],
        ],
    ),
];

#[test]
fn sheets_of_a_workbook_are_linked_in_whatever_order_they_stand() {
    let folder = Folder::new();
    folder.workbook("batch.xlsx", SHEETS);
    folder.picture("scans/licence.jpg");
    folder.picture("scans/form.jpg");
    let batch = folder.read();
    assert_eq!(folder.findings(&batch), []);

    let order = order(&batch, "A-1");
    assert_eq!(order.kind(), Some(Kind::NewFiling));
    assert_eq!(order.header.first_review.get(), Some(&Review::Passed));
    assert_eq!(
        folder.at(&order.subject.name),
        "杭州青杉溪网络有限公司 @ batch.xlsx 主体!B2"
    );

    let [first, second] = order.sites.as_slice() else {
        panic!("two sites")
    };
    assert_eq!(folder.at(&first.name), "绿松茶 @ batch.xlsx 网站!C3");
    assert_eq!(
        folder.at(&second.name),
        "青杉的山野笔记 @ batch.xlsx 网站!C2"
    );
    let domains: Vec<String> = first
        .domains
        .iter()
        .map(|domain| folder.at(&domain.name))
        .collect();
    assert_eq!(
        domains,
        [
            "lvsong.cn @ batch.xlsx 域名!C3",
            "lvsong.com @ batch.xlsx 域名!C4"
        ]
    );
    assert_eq!(
        first.accesses[0].addresses[0].range().unwrap().to_string(),
        "119.29.0.1-119.29.0.5"
    );
    assert_eq!(
        second.accesses[0].addresses[0].range().unwrap().to_string(),
        "119.29.1.0-119.29.1.3"
    );

    let [licence, form] = order.attachments.as_slice() else {
        panic!("two attachments")
    };
    assert!(licence.site.is_absent());
    assert_eq!(form.site.get().unwrap().0, 2);
    let content = Content::Jpeg {
        width: 30,
        height: 40,
        components: 1,
        complete: true,
    };
    assert!(
        matches!(form.picture.as_ref().unwrap().state, PictureState::Found { content: found, .. } if found == content)
    );

    assert_eq!(batch.sources.len(), 1);
    assert_eq!(
        (
            batch.sources[0].format,
            batch.sources[0].rows,
            batch.sources[0].orders
        ),
        (Format::Xlsx, 13, 1)
    );
}

#[test]
fn what_another_field_says_is_completed() {
    let folder = Folder::new();
    folder.workbook("batch.xlsx", SHEETS);
    let batch = folder.read();
    let order = order(&batch, "A-1");
    // 组织机构代码证 of an enterprise is 12; 朝阳区 lies in Beijing and in Changchun.
    let certificate = order.subject.certificate_type.get().unwrap();
    assert_eq!(
        (certificate.id, &certificate.standing),
        (12, &Standing::Listed)
    );
    let regions = [
        &order.subject.province,
        &order.subject.city,
        &order.subject.county,
    ]
    .map(|field| field.get().unwrap().id);
    assert_eq!(regions, [110_000, 110_100, 110_105]);
    // Site 2 has the subject's principal, with the subject's cell; site 1 has none.
    assert_eq!(
        folder.at(&order.sites[1].principal_name),
        "林青杉 @ batch.xlsx 主体!E2"
    );
    assert_eq!(order.sites[1].principal_name.column().sheet, "网站");
    assert!(order.sites[0].principal_name.is_absent());
}

#[test]
fn csv_files_named_as_sheets_are_one_batch() {
    let folder = Folder::new();
    for (name, rows) in SHEETS {
        let text: String = rows.iter().map(|row| row.join(",") + "\r\n").collect();
        folder.file(&format!("night/{name}.csv"), GBK.encode(&text).0);
    }
    folder.picture("night/scans/licence.jpg");
    folder.picture("night/scans/form.jpg");
    let batch = folder.read();
    assert_eq!(folder.findings(&batch), []);
    assert_eq!(
        folder.at(&order(&batch, "A-1").sites[0].domains[1].name),
        "lvsong.com @ night/域名.csv C4"
    );
    assert_eq!(batch.sources.len(), 7);
    assert!(
        batch
            .sources
            .iter()
            .all(|source| source.encoding == Some(Encoding::Gbk))
    );
    assert_eq!(
        batch
            .sources
            .iter()
            .map(|source| source.orders)
            .sum::<usize>(),
        1
    );
}

const FLAT: &str = "\
订单号,订单类型,主体.主办单位名称,Fzr_xm,网站.网站名称,网站.Fzr_xm,域名,域名注册人,服务器放置地,接入方式,IP,审批号,审批文件,附件.核验单,附件.主办单位证件
F-1,首次备案,杭州青杉溪网络有限公司,林青杉,绿松茶,周绿松,lvsong.cn；lvsong.com,林青杉,浙江,3,\"119.29.0.1-119.29.0.5;119.29.1.0/30\",药网2026,a.jpg;b.jpg,form1.jpg,licence.jpg
F-1,,,,青杉的山野笔记,,qingshan.cn,,浙江,3,119.29.2.1,,,form2.jpg,licence.jpg
F-2,接入备案,,,,,lusong.cn,,上海,3,119.29.3.1,,,,
";

#[test]
fn a_flat_row_becomes_the_parts_of_an_order_that_keep_their_cells() {
    let folder = Folder::new();
    folder.file("flat.csv", [b"\xef\xbb\xbf", FLAT.as_bytes()].concat());
    for name in ["a", "b", "form1", "form2", "licence"] {
        folder.picture(&format!("{name}.jpg"));
    }
    let batch = folder.read();
    assert_eq!(folder.findings(&batch), []);
    assert_eq!(batch.sources[0].encoding, Some(Encoding::Utf8Marked));

    let first = order(&batch, "F-1");
    assert_eq!(
        folder.at(&first.subject.principal_name),
        "林青杉 @ flat.csv D2"
    );
    assert_eq!(first.sites.len(), 2);
    let site = &first.sites[0];
    assert_eq!(folder.at(&site.principal_name), "周绿松 @ flat.csv F2");
    let domains: Vec<String> = site
        .domains
        .iter()
        .map(|domain| folder.at(&domain.name))
        .collect();
    assert_eq!(
        domains,
        ["lvsong.cn @ flat.csv G2", "lvsong.com @ flat.csv G2"]
    );
    assert!(
        site.domains
            .iter()
            .all(|domain| domain.registrant.text() == "林青杉")
    );
    let ranges: Vec<String> = first
        .addresses()
        .map(|address| address.range().unwrap().to_string())
        .collect();
    assert_eq!(
        ranges,
        [
            "119.29.0.1-119.29.0.5",
            "119.29.1.0-119.29.1.3",
            "119.29.2.1"
        ]
    );
    assert_eq!(site.preapprovals[0].pictures.len(), 2);
    assert_eq!(
        folder.at(&first.sites[1].domains[0].name),
        "qingshan.cn @ flat.csv G3"
    );

    // The repeated licence is one attachment; each form belongs to the site of its row.
    let attachments: Vec<(String, Option<u32>)> = first
        .attachments
        .iter()
        .map(|attachment| {
            (
                folder.at(&attachment.file),
                attachment.site.get().map(|site| site.0),
            )
        })
        .collect();
    let expected = [
        ("form1.jpg @ flat.csv N2", Some(1)),
        ("licence.jpg @ flat.csv O2", None),
        ("form2.jpg @ flat.csv N3", Some(2)),
    ];
    assert_eq!(
        attachments,
        expected.map(|(file, site)| (file.to_owned(), site))
    );

    let second = order(&batch, "F-2");
    assert_eq!(second.kind(), Some(Kind::NewAccess));
    assert_eq!(second.sites[0].domains[0].name.text(), "lusong.cn");
}

#[test]
fn a_flat_sheet_is_read_alike_in_gbk_in_utf8_and_in_a_workbook() {
    let rows: Vec<Vec<String>> = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(FLAT.as_bytes())
        .records()
        .map(|record| record.unwrap().iter().map(str::to_owned).collect())
        .collect();
    let borrowed: Vec<Vec<&str>> = rows
        .iter()
        .map(|row| row.iter().map(String::as_str).collect())
        .collect();
    let cells: Vec<&[&str]> = borrowed.iter().map(Vec::as_slice).collect();
    for sheet in ["扁平", "Sheet1"] {
        let (utf8, gbk, book) = (Folder::new(), Folder::new(), Folder::new());
        utf8.file("flat.csv", FLAT);
        gbk.file("flat.csv", GBK.encode(FLAT).0);
        book.workbook("flat.xlsx", &[(sheet, &cells)]);
        let orders = |folder: &Folder| {
            let batch = folder.read();
            let texts = batch.orders.iter().map(|order| {
                order
                    .fields()
                    .iter()
                    .map(|field| field.text().to_owned())
                    .collect::<Vec<_>>()
            });
            texts.collect::<Vec<_>>()
        };
        assert_eq!(orders(&utf8), orders(&gbk));
        assert_eq!(orders(&utf8), orders(&book), "{sheet}");
    }
}

const TOML: &str = r#"
order_no = "20180528-0001"
type     = "首次备案"
account  = "A1001"
review   = { first = "通过", second = "通过", photo = "幕布" }

[subject]
Dwmc = "杭州示例网络有限公司"
Dwxz = "企业"
Shengid = 330000
Zjlx = "营业执照"
Zjhm = "91330100MA00000072"
[subject.principal]
Fzr_xm = "张青"
"手机" = "13812345670"

[[site]]
Wzmc = "示例网络官方网站"
Fwnr_id = ["单位门户网站"]
Yylb_id = ["中文简体", 2]
same_principal = true
  [[site.domain]]
  Ym = "example.com"
  expires = 2030-01-01
  [[site.access]]
  Fbdd = ["浙江"]
  Jrfs = [3]
  ip = ["119.29.0.1-119.29.0.5", "119.29.1.0/30"]
  [[site.preapproval]]
  Nrlx_id = 1
  Qzsph = "药网2026"
  Spwj = ["attachments/a.jpg", "attachments/b.jpg"]

[[site]]
Wzmc = "第二个网站"
domain = ["second.cn"]

[[attachment]]
usage = "主办单位证件"
owner = "主体"
file = "attachments/licence.jpg"

[[attachment]]
usage = "核验单"
site = 2
file = "attachments/form.jpg"
"#;

const YAML: &str = r#"
订单号: 20180528-0001
type: 首次备案
account: A1001
review: {first: 通过, second: 通过, photo: 幕布}
subject:
  Dwmc: 杭州示例网络有限公司
  主办单位性质: 企业
  Shengid: 330000
  Zjlx: 营业执照
  Zjhm: 91330100MA00000072
  principal: {name: 张青, mobile: 13812345670}
site:
  - Wzmc: 示例网络官方网站
    Fwnr_id: [单位门户网站]
    Yylb_id: [中文简体, 2]
    same_principal: yes
    domain: [{Ym: example.com, expires: 2030-01-01}]
    access: [{Fbdd: 浙江, Jrfs: 3, ip: [119.29.0.1-119.29.0.5, 119.29.1.0/30]}]
    approval: [{Nrlx_id: 1, Qzsph: 药网2026, Spwj: [attachments/a.jpg, attachments/b.jpg]}]
  - {Wzmc: 第二个网站, 域名: second.cn}
attachment:
  - {usage: 主办单位证件, owner: 主体, file: attachments/licence.jpg}
  - {usage: 核验单, site: 2, file: attachments/form.jpg}
"#;

const JSON: &str = r#"{
"order_no": "20180528-0001", "type": "首次备案", "account": "A1001",
"review": {"first": "通过", "second": "通过", "photo": "幕布"},
"subject": {"Dwmc": "杭州示例网络有限公司", "Dwxz": "企业", "Shengid": 330000, "Zjlx": "营业执照", "Zjhm": "91330100MA00000072",
  "principal": {"Fzr_xm": "张青", "Fzr_sjhm": 13812345670}},
"site": [
  {"Wzmc": "示例网络官方网站", "Fwnr_id": ["单位门户网站"], "Yylb_id": ["中文简体", 2], "same_principal": true,
   "domain": [{"Ym": "example.com", "expires": "2030-01-01"}],
   "access": [{"Fbdd": ["浙江"], "Jrfs": [3], "ip": ["119.29.0.1-119.29.0.5", "119.29.1.0/30"]}],
   "preapproval": [{"Nrlx_id": 1, "Qzsph": "药网2026", "Spwj": ["attachments/a.jpg", "attachments/b.jpg"]}]},
  {"Wzmc": "第二个网站", "domain": [{"Ym": "second.cn"}]}],
"attachment": [
  {"usage": "主办单位证件", "owner": "主体", "file": "attachments/licence.jpg"},
  {"usage": "核验单", "site": 2, "file": "attachments/form.jpg"}]
}"#;

#[test]
fn an_order_folder_is_read_from_toml_yaml_and_json_with_key_paths_as_places() {
    for (name, text, format) in [
        ("order.toml", TOML, Format::Toml),
        ("order.yaml", YAML, Format::Yaml),
        ("order.json", JSON, Format::Json),
    ] {
        let folder = Folder::new();
        folder.file(&format!("0001/{name}"), text);
        for picture in ["a", "b", "licence", "form"] {
            folder.picture(&format!("0001/attachments/{picture}.jpg"));
        }
        let batch = folder.read();
        assert_eq!(folder.findings(&batch), [], "{name}");
        assert_eq!(
            (batch.sources[0].format, batch.sources[0].orders),
            (format, 1)
        );

        let order = order(&batch, "20180528-0001");
        assert_eq!(order.kind(), Some(Kind::NewFiling));
        assert_eq!(order.header.photo_method.text(), "幕布");
        assert_eq!(order.header.second_review.get(), Some(&Review::Passed));
        assert_eq!(
            folder.at(&order.subject.name),
            format!("杭州示例网络有限公司 @ 0001/{name} subject.Dwmc")
        );
        assert_eq!(order.subject.province.get().unwrap().id, 330_000);
        assert_eq!(order.subject.principal_mobile.text(), "13812345670");
        let [first, second] = order.sites.as_slice() else {
            panic!("two sites")
        };
        assert_eq!(
            first.language.get().unwrap().ids().collect::<Vec<_>>(),
            [1, 2]
        );
        assert_eq!(first.principal_name.text(), "张青");
        assert_eq!(
            folder.at(&first.domains[0].name),
            format!("example.com @ 0001/{name} site[1].domain[1].Ym")
        );
        assert_eq!(
            first.domains[0].expires.get().unwrap().to_string(),
            "2030-01-01"
        );
        let range = &first.accesses[0].addresses[1];
        assert_eq!(
            folder.at(&range.first),
            format!("119.29.1.0/30 @ 0001/{name} site[1].access[1].ip[2]")
        );
        assert_eq!(first.preapprovals[0].pictures.len(), 2);
        assert_eq!(second.domains[0].name.text(), "second.cn");
        assert_eq!(order.attachments[1].site.get().unwrap().0, 2);
        assert!(
            order
                .pictures()
                .all(|picture| matches!(picture.state, PictureState::Found { .. }))
        );
    }
}

#[test]
fn a_folder_without_number_and_list_takes_its_own_name_and_those_of_its_files() {
    let folder = Folder::new();
    folder.file(
        "20180528-0002/order.yaml",
        "type: 首次备案\nsite:\n- Wzmc: 绿松茶\n  approval: [{Nrlx_id: 1, Qzsph: 药网2026}]\n",
    );
    for name in [
        "subject_licence",
        "subject_principal_front",
        "site1_principal_back",
        "网站1_核验单",
        "site1_approval1_1",
        "site1_approval1_2",
    ] {
        folder.picture(&format!("20180528-0002/attachments/{name}.jpg"));
    }
    folder.picture("20180528-0002/attachments/IMG_2041.jpg");
    let batch = folder.read();
    assert_eq!(
        folder.only(&batch, "intake-unknown-attachment"),
        "20180528-0002/attachments/IMG_2041.jpg"
    );
    assert_eq!(batch.findings.len(), 1);
    let order = order(&batch, "20180528-0002");
    assert_eq!(order.number.place.spot, Spot::Whole);
    let attachments: Vec<_> = order
        .attachments
        .iter()
        .map(|attachment| {
            let usage = attachment.usage.get().unwrap().id;
            (
                usage,
                attachment.site.get().map(|site| site.0),
                attachment.side.text(),
            )
        })
        .collect();
    assert_eq!(
        attachments,
        [
            (4, Some(1), "反"),
            (2, None, ""),
            (3, None, "正"),
            (1, Some(1), "")
        ]
    );
    assert_eq!(order.sites[0].preapprovals[0].pictures.len(), 2);
}

#[test]
fn typed_cells_become_what_an_operator_sees() {
    let folder = Folder::new();
    let mut book = Workbook::new();
    let orders = book.add_worksheet().set_name("订单").unwrap();
    orders
        .write_row(
            2,
            1,
            ["订单号", "订单类型", "主体已备案", "提交时间", "备案密码"],
        )
        .unwrap();
    orders.write_number(3, 1, 201_805_280_001.0).unwrap();
    orders.write_string(3, 2, "\u{3000} XZBA ").unwrap();
    orders.write_boolean(3, 3, false).unwrap();
    let moment = CellFormat::new().set_num_format("yyyy-mm-dd hh:mm");
    let noon = ExcelDateTime::parse_from_str("2026-09-18 12:30:00").unwrap();
    orders
        .write_datetime_with_format(3, 4, &noon, &moment)
        .unwrap();
    orders
        .write_formula(
            3,
            5,
            rust_xlsxwriter::Formula::new("=\"k7\"&\"Wq2p\"").set_result("k7Wq2p"),
        )
        .unwrap();
    let subjects = book.add_worksheet().set_name("主体").unwrap();
    subjects
        .write_row(
            0,
            0,
            ["订单号", "省", "证件有效期至", "Fzr_sjhm", "主体备注"],
        )
        .unwrap();
    subjects.write_string(1, 0, "201805280001").unwrap();
    subjects.write_number(1, 1, 330_000.0).unwrap();
    let day = CellFormat::new().set_num_format("yyyy/m/d");
    subjects
        .write_datetime_with_format(1, 2, ExcelDateTime::from_ymd(2030, 1, 1).unwrap(), &day)
        .unwrap();
    subjects.write_number(1, 3, 13_812_345_670.0).unwrap();
    subjects
        .write_string(1, 4, "第一行\n  第二行 \u{a0}")
        .unwrap();
    folder.file("batch.xlsx", book.save_to_buffer().unwrap());
    let batch = folder.read();
    assert_eq!(folder.findings(&batch), []);
    let order = order(&batch, "201805280001");
    assert_eq!(
        folder.at(&order.header.number),
        "201805280001 @ batch.xlsx 订单!B4"
    );
    assert_eq!(order.kind(), Some(Kind::NewFiling));
    assert_eq!(order.header.subject_filed.text(), "否");
    assert_eq!(order.header.submitted.text(), "2026-09-18 12:30:00");
    assert_eq!(order.header.password.text(), "k7Wq2p");
    assert_eq!(order.subject.province.text(), "330000");
    assert_eq!(order.subject.certificate_expires.text(), "2030-01-01");
    assert_eq!(order.subject.principal_mobile.text(), "13812345670");
    assert_eq!(order.subject.remark.text(), "第一行\n  第二行");
}

#[test]
fn titles_above_and_tags_below_the_header_row_are_no_orders() {
    let folder = Folder::new();
    let rows: &[&[&str]] = &[
        &["2026年9月18日待报订单"],
        &[],
        &["订单号", "主办单位名称"],
        &["order_no", "Dwmc"],
        &["A-1", "青杉溪"],
    ];
    folder.workbook("batch.xlsx", &[("扁平", rows)]);
    let batch = folder.read();
    assert_eq!(folder.findings(&batch), []);
    assert_eq!(
        folder.at(&order(&batch, "A-1").subject.name),
        "青杉溪 @ batch.xlsx 扁平!B5"
    );
}

/// A mixed night: a workbook, two flat files, and folders.
fn night() -> Folder {
    let folder = Folder::new();
    folder.workbook("b/batch.xlsx", SHEETS);
    folder.file("b/flat.csv", GBK.encode(FLAT).0);
    for number in 1..=30 {
        folder.file(
            &format!("c/{number:04}/order.toml"),
            "type = \"首次备案\"\nunknown = 1\n[subject]\nDwmc = \"青杉溪\"\n",
        );
        folder.picture(&format!("c/{number:04}/attachments/subject_licence.jpg"));
    }
    folder.file("c/copy/order.json", r#"{"order_no": "0007"}"#);
    folder
}

#[test]
fn the_number_of_threads_does_not_show_in_the_result() {
    let folder = night();
    let with_threads = |threads| {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .unwrap();
        transcript(&pool.install(|| folder.read()))
    };
    let alone = with_threads(1);
    assert_eq!(alone, with_threads(2));
    assert_eq!(alone, with_threads(8));
}

#[test]
fn progress_names_every_source_once() {
    let folder = night();
    let seen = std::sync::Mutex::new((0, Vec::new()));
    let progress = |progress: Progress<'_>| {
        let mut seen = seen.lock().unwrap();
        match progress {
            Progress::Found(files) => seen.0 = files,
            Progress::Read(source) => seen.1.push(source.file.to_string()),
        }
    };
    let options = Options {
        codes: Codes::bundled(),
        bounds: Bounds::default(),
    };
    let batch = read(&[folder.path().to_owned()], &options, &progress).unwrap();
    let (found, mut read) = seen.into_inner().unwrap();
    assert_eq!(found, read.len());
    read.sort();
    let mut sources: Vec<String> = batch
        .sources
        .iter()
        .map(|source| source.file.to_string())
        .collect();
    sources.sort();
    assert_eq!(read, sources);
}

#[test]
fn hidden_files_and_office_locks_are_skipped_and_files_named_twice_count_once() {
    let folder = Folder::new();
    let book = folder.workbook("batch.xlsx", &[("扁平", &[&["订单号"], &["A-1"]])]);
    folder.file("~$batch.xlsx", "lock");
    folder.file(".old/flat.csv", "订单号\nA-1\n");
    folder.file("readme.txt", "notes");
    let batch = read_all(&[folder.path().to_owned(), book], Bounds::default());
    assert_eq!(folder.findings(&batch), []);
    assert_eq!(batch.orders.len(), 1);
}

#[test]
fn a_wrong_command_line_is_an_error_that_names_the_path() {
    let folder = Folder::new();
    let options = Options {
        codes: Codes::bundled(),
        bounds: Bounds::default(),
    };
    let read = |path: PathBuf| read(&[path], &options, &|_| {}).unwrap_err();
    let missing = read(folder.path().join("no.xlsx"));
    assert!(
        matches!(&missing, Error::Missing(_)) && missing.to_string().contains("no.xlsx"),
        "{missing}"
    );
    let text = read(folder.file("readme.txt", "notes"));
    assert!(matches!(&text, Error::NotAnInput(_)), "{text}");
}
