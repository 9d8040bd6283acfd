//! Spellings of one address, and what is none.

#![allow(clippy::unwrap_used)]

use super::*;

fn key(text: &str) -> Option<String> {
    Address::parse("email", text).ok().map(|address| address.key)
}

#[test]
fn every_spelling_of_an_address_has_one_normal_form() {
    for spelling in [
        "ana@example.org",
        "Ana@example.org",
        "ANA@EXAMPLE.ORG",
        "ana@Example.Org",
        " ana@example.org",
        "ana@example.org\n",
        "\tana@example.org ",
        "ana@example.org.",
        "ANA@EXAMPLE.ORG.",
        "ana+1@example.org",
        "ana+events@example.org",
        "ana+a+b@example.org",
        "ana+@example.org",
        "Ana+Events@Example.Org.",
        "\"ana\"@example.org",
        "\"Ana\"@example.org",
        "\"ana+x\"@example.org",
        "ａｎａ@example.org",
        "ana＠example.org",
        "ana@ｅｘａｍｐｌｅ.org",
        "ana@example．org",
        "ana@example。org",
        "ana@exam\u{ad}ple.org",
        "ᴬna@example.org",
        "ana+ｘ@example.org",
    ] {
        assert_eq!(key(spelling).as_deref(), Some("ana@example.org"), "{spelling:?}");
    }
}

#[test]
fn hosts_outside_ascii_are_written_as_servers_know_them() {
    for spelling in [
        "ana@bücher.example",
        "ana@BÜCHER.example",
        "ana@bu\u{308}cher.example",
        "ana@xn--bcher-kva.example",
        "ana@XN--BCHER-KVA.example",
    ] {
        assert_eq!(key(spelling).as_deref(), Some("ana@xn--bcher-kva.example"), "{spelling}");
    }
}

#[test]
fn different_people_stay_different() {
    for other in [
        "an.a@example.org",
        "ana-1@example.org",
        "ana_@example.org",
        "ana@example.com",
        "ana@sub.example.org",
        "ana@exampl.eorg",
        "аna@example.org.test",
        "anna@example.org",
    ] {
        assert_ne!(key(other).as_deref(), Some("ana@example.org"), "{other}");
    }
}

#[test]
fn what_is_no_address_is_refused() {
    for bad in [
        "",
        "ana",
        "@",
        "ana@",
        "@example.org",
        "+tag@example.org",
        "a na@example.org",
        "ana@exam ple.org",
        ".ana@example.org",
        "ana.@example.org",
        "an..a@example.org",
        "ana@.example.org",
        "ana@example..org",
        "ana@-example.org",
        "ana@example.org..",
        "ana@127.0.0.1",
        "ana@[127.0.0.1]",
        "ana@exam_ple.org",
        "\"an a\"@example.org",
        "\"ana@example.org",
        "\"\"@example.org",
        "ana@b@example.org",
        "ana@example.org,ben@example.org",
        "Ana <ana@example.org>",
        "ana@example.org\r\nBcc: ben@example.org",
        "josé@example.org",
        "аna@example.org",
        "an\u{200b}a@example.org",
        "an\u{0}a@example.org",
        "ana(comment)@example.org",
        "mailto:ana@example.org",
    ] {
        let error = Address::parse("email", bad).unwrap_err();
        assert_eq!(error.field(), Some("email"), "{bad:?}");
    }
    let long = format!("{}@example.org", "a".repeat(65));
    assert!(key(&long).is_none(), "a local part has at most 64 characters");
    let long = format!("ana@{}org", "label.".repeat(42));
    assert!(key(&long).is_none(), "an address has at most 250 characters");
}

#[test]
fn a_deny_list_holds_whatever_the_spelling() {
    let list =
        vec!["Spam.TEST.".to_owned(), "ana+x@Example.org".to_owned(), "@bad.test".to_owned()];
    for denied in [
        "x@spam.test",
        "x@SPAM.test",
        "x@spam.test.",
        "x@sub.spam.test",
        "x@a.b.spam.test",
        "ana@example.org",
        "Ana+other@example.org",
        "\"ana\"@example.org",
        "y@bad.test",
        "x@ｓpam.test",
    ] {
        assert!(Address::parse("email", denied).unwrap().denied(&list), "{denied}");
    }
    for fine in ["x@notspam.test", "x@spam.test.org", "ben@example.org"] {
        assert!(!Address::parse("email", fine).unwrap().denied(&list), "{fine}");
    }
}

#[test]
fn an_allow_list_does_not_reach_below_its_hosts() {
    let list = vec!["example.org".to_owned(), "ben@other.test".to_owned()];
    let allowed = |text: &str| Address::parse("email", text).unwrap().allowed(&list);
    assert!(allowed("ana@EXAMPLE.org") && allowed("ben+tag@other.test"));
    assert!(!allowed("ana@sub.example.org") && !allowed("ana@other.test"));
}
