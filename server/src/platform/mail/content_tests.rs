use super::*;

fn action(label: &str, url: &str) -> Action {
    Action { label: label.into(), url: url.into() }
}

fn invitation() -> Content {
    Content {
        site: "Mosaic".into(),
        subject: "You are invited".into(),
        preheader: "Street party on Friday".into(),
        greeting: "Hello Ann,".into(),
        paragraphs: vec![
            Block::Text("Ben invites you.".into()),
            Block::Heading("Street party".into()),
            Block::Facts(vec![
                ("When".into(), "Friday, 8 pm".into()),
                ("Where".into(), "Rue Haute 3\nLyon".into()),
            ]),
            Block::Quote("Bring cake.\nAnd chairs.".into()),
            Block::List(vec!["cake".into(), "chairs".into()]),
            Block::Link(action("The programme", "https://mosaic.example/p/1")),
        ],
        action: Some(action("Take part", "https://mosaic.example/events/1?a=1&b=2")),
        footer: vec!["You get this because Ben knows your address.".into()],
        footer_links: vec![action("Get fewer mails", "https://mosaic.example/settings")],
    }
}

#[test]
fn the_text_reads_well_alone() {
    let expected = "\
Hello Ann,

Ben invites you.

## Street party

When
  Friday, 8 pm
Where
  Rue Haute 3
  Lyon

> Bring cake.
> And chairs.

- cake
- chairs

The programme
https://mosaic.example/p/1

Take part
https://mosaic.example/events/1?a=1&b=2

-- 
Mosaic

You get this because Ben knows your address.

Get fewer mails
https://mosaic.example/settings
";
    assert_eq!(invitation().render("en").text, expected);
}

#[test]
fn the_html_says_everything_and_its_language() {
    let html = invitation().render("fr-CA").html;
    for part in [
        "<html lang=\"fr-CA\" dir=\"ltr\">",
        "<title>You are invited</title>",
        "Street party on Friday",
        "Hello Ann,",
        "Ben invites you.",
        "Friday, 8 pm",
        "Bring cake.\nAnd chairs.",
        "<a class=\"link\" href=\"https://mosaic.example/p/1\"",
        "href=\"https://mosaic.example/events/1?a=1&#38;b=2\"",
        "Take part</a>",
        "You get this because",
        "Get fewer mails",
    ] {
        assert!(html.contains(part), "{part}\n{html}");
    }
}

#[test]
fn languages_written_from_the_right_are() {
    for (lang, dir) in
        [("ar", "rtl"), ("he-IL", "rtl"), ("fa", "rtl"), ("en", "ltr"), ("hen", "ltr")]
    {
        let html = invitation().render(lang).html;
        assert!(html.contains(&format!("<html lang=\"{lang}\" dir=\"{dir}\">")), "{lang}");
    }
}

#[test]
fn what_people_write_stays_text() {
    let hostile = "<img src=https://evil.example/x.png><a href='https://evil.example'>\"&";
    let content = Content {
        site: hostile.into(),
        subject: hostile.into(),
        preheader: hostile.into(),
        greeting: hostile.into(),
        paragraphs: vec![
            Block::Text(hostile.into()),
            Block::Heading(hostile.into()),
            Block::Quote(hostile.into()),
            Block::Facts(vec![(hostile.into(), hostile.into())]),
            Block::List(vec![hostile.into()]),
            Block::Link(action(hostile, "javascript:alert(1)")),
        ],
        action: Some(action(hostile, "https://mosaic.example/\"><img src=x>")),
        footer: vec![hostile.into()],
        footer_links: vec![action(hostile, "https://mosaic.example/")],
    };
    let html = content.render("en").html;
    assert!(!html.contains("<img") && !html.contains("javascript:"), "{html}");
    assert_eq!(html.matches("<a ").count(), 2, "the action and the footer link");
    assert_eq!(html.matches("href=\"https://mosaic.example/").count(), 2);
}

#[test]
fn nothing_is_fetched_from_anywhere() {
    let html = invitation().render("en").html;
    for fetching in
        ["src=", "url(", "@import", "<link", "<script", "background=\"http", "http-equiv"]
    {
        assert!(!html.contains(fetching), "{fetching}");
    }
}

#[test]
fn an_empty_message_leaves_no_holes() {
    let text = Content { site: "Mosaic".into(), ..Content::default() }.render("en").text;
    assert_eq!(text, "-- \nMosaic\n");
}
