//! What the reader promises about documents that are whole, odd, or broken.

use super::*;

fn of(body: &str) -> Result<Download, Error> {
    read(format!(
        "<?xml version=\"1.0\" encoding=\"GBK\"?><DownloadData version=\"V.3.0\">{body}</DownloadData>"
    ))
}

fn messages(body: &str) -> Vec<Content> {
    of(body)
        .unwrap()
        .messages
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
        (record.subject.own, record.subject.bureau),
        (Some(1_000_000_000), Some(7))
    );
    assert_eq!(
        record.subject.filing_number.as_deref(),
        Some("苏ICP备12345678号")
    );
    let site = &record.sites[0];
    assert_eq!(
        (site.ids.own, site.ids.bureau, site.domains[0].bureau),
        (None, Some(8), Some(9))
    );
    assert_eq!(site.accesses[0].carrier, Some(320_000_000_001));
    assert_eq!(site.accesses[0].addresses[0].bureau, Some(11));
}

#[test]
fn families_that_are_not_read_are_kept_record_by_record() {
    let body = "<ICP><HSRW><Baxx><Bz>一</Bz></Baxx><Baxx/></HSRW></ICP>\
        <SJTB><ICP><Baxx/></ICP></SJTB><JCDM><Bbdwlb><Bbdw/></Bbdwlb></JCDM><XX><YY><ZZ/></YY></XX>";
    let download = of(body).unwrap();
    let families: Vec<&str> = download
        .messages
        .iter()
        .map(|message| message.family.as_str())
        .collect();
    assert_eq!(
        families,
        ["ICP/HSRW", "ICP/HSRW", "SJTB/ICP", "JCDM", "XX/YY"]
    );
    assert!(
        download
            .messages
            .iter()
            .all(|message| matches!(message.content, Content::Unread(_)))
    );
    assert_eq!(
        download.raw(&download.messages[0]),
        "<Baxx><Bz>一</Bz></Baxx>"
    );
    assert_eq!(
        download.raw(&download.messages[3]),
        "<Bbdwlb><Bbdw/></Bbdwlb>"
    );
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
fn elements_that_the_interface_does_not_define_are_reported_beside_what_was_read() {
    let body = "<ICP><BAJG><Jg_xx><Jgxx><Jgdm>1001</Jgdm><Xin>新</Xin></Jgxx><Czlx>1</Czlx><Yu><Fa/></Yu></Jg_xx></BAJG></ICP>";
    let download = of(body).unwrap();
    assert!(matches!(download.messages[0].content, Content::Result(_)));
    let unknown: Vec<&str> = download.unknown(&download.messages[0]).collect();
    assert_eq!(unknown, ["<Xin>新</Xin>", "<Yu><Fa/></Yu>"]);
}

#[test]
fn a_document_that_was_cut_off_is_an_error_wherever_the_cut_is() {
    let whole = "<DownloadData><ICP><BAJG><Jg_xx><Jgxx><Jgdm>1001</Jgdm></Jgxx></Jg_xx></BAJG></ICP></DownloadData>";
    assert!(read(whole.to_owned()).is_ok());
    for length in 0..whole.len() {
        assert!(
            read(whole[..length].to_owned()).is_err(),
            "{}",
            &whole[..length]
        );
    }
}

#[test]
fn what_no_answer_needs_is_refused() {
    let entity =
        "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><DownloadData>&x;</DownloadData>";
    assert_eq!(read(entity.to_owned()).unwrap_err(), Error::DocumentType);
    assert_eq!(
        read("<html/>".to_owned()).unwrap_err(),
        Error::Root("html".to_owned())
    );
    assert_eq!(read(" ".to_owned()).unwrap_err(), Error::Empty);
    let deep = format!("<DownloadData>{}", "<a>".repeat(300));
    assert!(matches!(read(deep).unwrap_err(), Error::Bound(_)));
}
