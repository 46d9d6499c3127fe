//! What the reader promises about documents that are whole, odd, or broken.

use super::*;

fn read(document: &str) -> Result<Vec<Message>, Error> {
    Messages::new(document.as_bytes()).collect()
}

fn of(body: &str) -> Result<Vec<Message>, Error> {
    read(&format!(
        "<?xml version=\"1.0\" encoding=\"GBK\"?><DownloadData version=\"V.3.0\">{body}</DownloadData>"
    ))
}

fn messages(body: &str) -> Vec<Content> {
    of(body)
        .unwrap()
        .into_iter()
        .map(|message| message.content)
        .collect()
}

#[test]
fn a_result_keeps_all_its_codes_and_their_words() {
    let body = "<ICP><BAJG><Jg_xx><Jgxx><Jgdm>1003</Jgdm></Jgxx><Jgxx><Jgdm>1005</Jgdm><Dmms>域名 &amp; 冲突&#33;</Dmms></Jgxx>\
        <Czlx>2</Czlx><Bs> 苏ICP备12345678号 </Bs></Jg_xx></BAJG></ICP>";
    assert_eq!(
        messages(body),
        [Content::Result(ResultRecord {
            operation: Some(2),
            about: Some("苏ICP备12345678号".to_owned()),
            codes: vec![(1003, String::new()), (1005, "域名 & 冲突!".to_owned())],
            remark: None,
        })]
    );
}

#[test]
fn an_opinion_of_one_approves_and_of_zero_refuses() {
    let verdict = |value| {
        let body = format!(
            "<ICP><BAJG><GJSHS><Gjsh><Shsj>2026-07-10</Shsj><Shjg>{value}</Shjg></Gjsh></GJSHS></BAJG></ICP>"
        );
        match messages(&body).remove(0) {
            Content::Opinion(opinion) => Some(opinion.approved),
            _ => None,
        }
    };
    assert_eq!(
        (verdict("1"), verdict("0"), verdict("2")),
        (Some(true), Some(false), None)
    );
}

#[test]
fn a_published_filing_gives_the_ids_of_every_object() {
    let body = "<ICP><BASJ><Baxx><Zt_xx><IspZtid>1000000000</IspZtid><Ztid>7</Ztid><Dwmc>某公司</Dwmc><Baxh>苏ICP备12345678号</Baxh></Zt_xx>\
        <Wz_xx><Wzid>8</Wzid><Ym_xx><IspYmid>3000000000</IspYmid><Ymid>9</Ymid><Ym>example.com</Ym></Ym_xx>\
        <Jr_xx><Jrid>10</Jrid><Ispid>320000000001</Ispid><Ip_xx><Ipid>11</Ipid></Ip_xx></Jr_xx></Wz_xx></Baxx></BASJ></ICP>";
    let Content::Published(record) = messages(body).remove(0) else {
        panic!("a published filing")
    };
    assert_eq!(
        (record.subject.ids.own, record.subject.ids.bureau),
        (Some(1_000_000_000), Some(7))
    );
    assert_eq!(
        record.subject.ids.filing_number.as_deref(),
        Some("苏ICP备12345678号")
    );
    let site = &record.sites[0];
    assert_eq!(
        (site.ids.own, site.ids.bureau, site.domains[0].ids.bureau),
        (None, Some(8), Some(9))
    );
    assert_eq!(site.accesses[0].carrier, Some(320_000_000_001));
    assert_eq!(site.accesses[0].addresses[0].ids.bureau, Some(11));
}

#[test]
fn what_the_interface_does_not_define_is_kept_record_by_record() {
    let body = "<ICP><XXXX><Baxx><Bz>一</Bz></Baxx><Baxx/></XXXX>文字</ICP>\
        <JCDM><Jcdm_xx><Xx_dms><Xx/></Xx_dms></Jcdm_xx></JCDM><XX><YY><ZZ/></YY></XX>";
    let found = of(body).unwrap();
    let families: Vec<&str> = found.iter().map(|message| &*message.family).collect();
    assert_eq!(families, ["ICP/XXXX", "ICP/XXXX", "ICP", "JCDM", "XX/YY"]);
    assert!(
        found
            .iter()
            .all(|message| matches!(message.content, Content::Unread(_)))
    );
    let raw: Vec<&str> = found.iter().map(|message| &*message.raw).collect();
    assert_eq!(
        raw,
        [
            "<Baxx><Bz>一</Bz></Baxx>",
            "<Baxx/>",
            "文字",
            "<Xx_dms><Xx/></Xx_dms>",
            "<ZZ/>"
        ]
    );
    let numbers: Vec<u32> = found.iter().map(|message| message.number).collect();
    assert_eq!(numbers, [1, 2, 3, 4, 5]);
}

#[test]
fn a_record_that_makes_no_sense_is_kept_and_the_next_one_read() {
    let body = "<ICP><BAJG><Jg_xx><Czlx>1</Czlx></Jg_xx><Jg_xx><Jgxx><Jgdm>x</Jgdm></Jgxx></Jg_xx>\
        <Jg_xx><Jgxx><Jgdm>1001</Jgdm></Jgxx></Jg_xx></BAJG></ICP>";
    let found = messages(body);
    assert!(
        matches!(
            found.as_slice(),
            [Content::Unread(_), Content::Unread(_), Content::Result(_)]
        ),
        "{found:?}"
    );
}

#[test]
fn elements_that_nobody_understands_are_reported_beside_what_was_read() {
    let body = "<ICP><BAJG><Jg_xx><Jgxx><Jgdm>1001</Jgdm><Xin>新</Xin></Jgxx><Czlx>一</Czlx><Yu><Fa/></Yu>\
        <Bz>甲</Bz><Bz>乙</Bz></Jg_xx></BAJG></ICP>";
    let found = of(body).unwrap();
    assert!(matches!(found[0].content, Content::Result(_)));
    let unknown: Vec<&str> = found[0].unknown().collect();
    assert_eq!(
        unknown,
        [
            "<Xin>新</Xin>",
            "<Czlx>一</Czlx>",
            "<Yu><Fa/></Yu>",
            "<Bz>乙</Bz>"
        ]
    );
}

#[test]
fn the_order_of_elements_and_the_elements_around_records_do_not_matter() {
    let body = "<ICP><BAJG><Gjsh><Shjg>1</Shjg></Gjsh><GJSHS/><Jg_xx><Czlx>35</Czlx><Jgxx><Jgdm>1060</Jgdm></Jgxx></Jg_xx></BAJG>\
        <HCJG><Wzch><Wzid>1</Wzid></Wzch></HCJG><ZXSJ><Zxxx><Jlid>7</Jlid><Zxlb>2</Zxlb></Zxxx></ZXSJ></ICP>";
    let found = messages(body);
    assert!(
        matches!(
            found.as_slice(),
            [
                Content::Opinion(_),
                Content::Result(ResultRecord {
                    operation: Some(35),
                    ..
                }),
                Content::Audit(AuditFinding::Liveness(_)),
                Content::Cancelled(Cancellation {
                    object: CancelledObject::Access,
                    id: 7,
                    ..
                }),
            ]
        ),
        "{found:?}"
    );
}

#[test]
fn code_tables_are_read_alike_alone_and_in_a_full_copy() {
    let tables = "<JCDM><Bbdwlb><Bbdw><Id>7</Id><Dwmc>某公司</Dwmc><Sfyx>1</Sfyx></Bbdw></Bbdwlb>\
        <Jcdm_xx><Dwxz_dms><Dwxz_xx><Id>4</Id><Mc>企业</Mc><Sfyx>0</Sfyx></Dwxz_xx></Dwxz_dms></Jcdm_xx></JCDM>";
    let alone = of(tables).unwrap();
    let copied = of(&format!("<SJTB>{tables}</SJTB>")).unwrap();
    for (alone, copied) in alone.iter().zip(&copied) {
        assert_eq!(alone.content, copied.content);
        assert_eq!((&*alone.family, &*copied.family), ("JCDM", "SJTB/JCDM"));
    }
    let Content::Code(row) = &alone[1].content else {
        panic!("a row of a code table")
    };
    assert_eq!(
        (row.table, row.id, row.valid),
        ("unit_nature", 4, Some(false))
    );
}

#[test]
fn a_document_that_was_cut_off_gives_what_was_whole_and_an_error_wherever_the_cut_is() {
    let record = "<Jg_xx><Jgxx><Jgdm>1001</Jgdm></Jgxx></Jg_xx>";
    let whole = format!("<DownloadData><ICP><BAJG>{record}{record}</BAJG></ICP></DownloadData>");
    assert_eq!(read(&whole).unwrap().len(), 2);
    let first = whole.find(record).unwrap() + record.len();
    for length in 0..whole.len() {
        let cut = &whole[..length];
        let mut found: Vec<_> = Messages::new(cut.as_bytes()).collect();
        assert!(found.pop().unwrap().is_err(), "{cut}");
        assert!(found.iter().all(Result::is_ok), "{cut}");
        assert_eq!(!found.is_empty(), length >= first, "{cut}");
    }
}

#[test]
fn what_no_answer_needs_is_refused() {
    let entity =
        "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><DownloadData>&x;</DownloadData>";
    assert!(matches!(read(entity), Err(Error::DocumentType)));
    assert!(matches!(read("<html/>"), Err(Error::Root(name)) if name == "html"));
    assert!(matches!(read(" "), Err(Error::Empty)));
    let twice = "<DownloadData/><DownloadData/>";
    assert!(matches!(read(twice), Err(Error::Trailing)));
}

#[test]
fn every_bound_is_kept() {
    let refused = |body: &str| match of(body) {
        Err(Error::Bound { en, .. }) => en,
        other => panic!("{other:?}"),
    };
    // The root is one level, and what stands within a record three more.
    let depth = |levels: usize| {
        let around = "<ICP><BAJG><Jg_xx>";
        let (open, close) = ("<a>".repeat(levels - 4), "</a>".repeat(levels - 4));
        format!("{around}{open}{close}</Jg_xx></BAJG></ICP>")
    };
    assert_eq!(messages(&depth(256)).len(), 1);
    assert!(refused(&depth(257)).contains("256"));
    let name = |length| format!("<ICP><BAJG><{0}/></BAJG></ICP>", "n".repeat(length));
    assert_eq!(messages(&name(1024)).len(), 1);
    assert!(refused(&name(1025)).contains("1 KiB"));
    let attributes = |count| {
        let attributes: String = (0..count).map(|number| format!(" a{number}=''")).collect();
        format!("<ICP><BAJG><a{attributes}/></BAJG></ICP>")
    };
    assert_eq!(messages(&attributes(4096)).len(), 1);
    assert!(refused(&attributes(4097)).contains("4096"));
    let text = |length| format!("<ICP><BAJG><a>{}</a></BAJG></ICP>", "1".repeat(length));
    assert_eq!(messages(&text(4 << 20)).len(), 1);
    // The bound is looked at between two blocks of what is read.
    assert!(refused(&text((4 << 20) + (1 << 18))).contains("4 MiB"));
}

#[test]
fn a_record_beyond_the_bound_is_passed_over_and_the_next_one_is_read() {
    let long = format!("<Bz>{}</Bz>", "备".repeat(1 << 20)).repeat(7);
    let many = "<a/>".repeat(100_001);
    for beyond in [long, many] {
        let body = format!(
            "<ICP><BAJG><Jg_xx><Jgxx><Jgdm>1001</Jgdm></Jgxx>{beyond}</Jg_xx><Jg_xx><Jgxx><Jgdm>1002</Jgdm></Jgxx></Jg_xx></BAJG></ICP>"
        );
        let found = of(&body).unwrap();
        let [large, next] = found.as_slice() else {
            panic!("two records")
        };
        assert!(matches!(large.content, Content::Unread(_)));
        assert!(large.raw.starts_with("<Jg_xx>") && large.raw.len() <= 64 << 10);
        assert!(matches!(next.content, Content::Result(_)));
    }
}

#[test]
fn a_lone_ampersand_spoils_no_document() {
    let body = "<ICP><BAJG><Jg_xx><Jgxx><Jgdm>1001</Jgdm><Dmms>甲&乙 & &nbsp;丙</Dmms></Jgxx></Jg_xx></BAJG></ICP>";
    let Content::Result(result) = messages(body).remove(0) else {
        panic!("a result")
    };
    assert_eq!(result.codes[0].1, "甲&乙 & &nbsp;丙");
}
