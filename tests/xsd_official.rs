//! The official schemas load as published, and say what they are known to say.

use std::path::PathBuf;

use beian::xsd::Schema;

/// The folder of the official schemas, when it lies beside the checkout.
fn folder() -> Option<PathBuf> {
    let folder = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/xsd"));
    if !folder.is_dir() {
        eprintln!("skipped: the official schemas are not beside the checkout");
        return None;
    }
    Some(folder)
}

#[test]
fn all_seven_official_schemas_load() {
    let Some(folder) = folder() else { return };
    let roots = [
        ("upload.xsd", "UploadData"),
        ("download.xsd", "DownloadData"),
        ("return-upload.xsd", "return"),
        ("return-download.xsd", "return"),
        ("return-downloadack.xsd", "return"),
        ("return-querybeianstatus.xsd", "return"),
        ("return-querypreviousupload.xsd", "return"),
    ];
    for (file, root) in roots {
        let started = std::time::Instant::now();
        let schema = Schema::read_file(folder.join(file)).expect(file);
        println!(
            "{file}: {:?}, {} lines of outline",
            started.elapsed(),
            schema.outline().len()
        );
        assert_eq!(schema.root_names(), [root], "{file}");
    }
}

#[test]
fn the_outline_resolves_what_the_upload_schema_says() {
    let Some(folder) = folder() else { return };
    let schema = Schema::read_file(folder.join("upload.xsd")).expect("loads");
    let described = schema.describe();
    for line in [
        "/UploadData 1..1 element elements",
        "/UploadData/@version 1..1 attribute xs:string",
        "/UploadData/(choice) 1..1 choice",
        "/UploadData/(choice)/ICP/(all) 1..1 all",
        "/UploadData/(choice)/ICP/(all)/XZBA/Baxx 1..* element elements",
        "/UploadData/(choice)/ICP/(all)/XZBA/Baxx/(sequence)/Zt_xx/(all)/Dwmc 1..1 element xs:string maxLength=255 minLength=1",
        "/UploadData/(choice)/ICP/(all)/XZBA/Baxx/(sequence)/Zt_xx/(all)/Dwxz 0..1 element xs:long max=999 min=1",
    ] {
        assert!(
            described.lines().any(|known| known == line),
            "{line}\n{}",
            &described[..described.len().min(1500)]
        );
    }
}
