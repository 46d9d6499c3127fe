#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| beian_fuzz::workbook(bytes));
