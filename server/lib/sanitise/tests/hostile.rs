//! Input that is meant to harm.

use std::time::Duration;

use farandole_sanitise::{MAX_BYTES, excerpt, hashtags, html, text};
use proptest::prelude::*;

/// The time that this thread has computed so far: what else the machine does is not counted.
fn computed() -> Duration {
    let stat = std::fs::read_to_string("/proc/thread-self/schedstat").expect("Linux");
    let spent = stat.split_whitespace().next().and_then(|spent| spent.parse().ok());
    Duration::from_nanos(spent.expect("nanoseconds first"))
}

/// Payloads that got past sanitisers by changing meaning when parsed a second time.
const MUTATIONS: [&str; 14] = [
    "<svg></p><style><a id=\"</style><img src=1 onerror=alert(1)>\">",
    "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
    "<math><annotation-xml encoding=\"text/html\"><style><img src=x onerror=alert(1)></style></annotation-xml></math>",
    "<svg><foreignObject><p><style><!--</style><img src=x onerror=alert(1)>--></style>",
    "<select><selectedcontent><img src=x onerror=alert(1)></selectedcontent></select>",
    "<a href=\"javascript&colon;alert(1)\">x</a><a href=\"java&Tab;script:alert(1)\">y</a>",
    "<p><a href='https://a.example/\" onmouseover=\"alert(1)'>x</a>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<<p>img src=x onerror=alert(1)//>",
    "<img src=`x` onerror=alert(1)`><plaintext><p>x",
    "&lt;img src=x onerror=alert(1)&gt; &amp;lt;script&amp;gt;",
    "<a class=\"mention\" href=https://a.example/?q=\"><script>alert(1)</script>>x",
];

/// Whether the text has only markup that rich text may hold.
fn assert_clean(rich: &str) {
    let mut rest = rich;
    while let Some(at) = rest.find('<') {
        let tag = &rest[at + 1..at + rest[at..].find('>').expect("every tag ends")];
        let name = tag.trim_start_matches('/').split(' ').next().unwrap_or_default();
        let names = "p br strong em u s del a ul ol li blockquote h2 h3 h4 pre code hr span";
        assert!(names.split(' ').any(|known| known == name), "<{tag}> in {rich}");
        for attribute in tag.split(' ').skip(1).filter(|part| part.contains("=\"")) {
            let known = ["href=\"", "class=\"", "target=\"_blank\"", "rel=\"noopener"];
            assert!(known.iter().any(|known| attribute.starts_with(known)), "<{tag}> in {rich}");
        }
        rest = &rest[at + tag.len()..];
    }
}

#[test]
fn nothing_slips_through_by_being_parsed_twice() {
    for payload in MUTATIONS {
        let rich = html(payload);
        assert_clean(&rich);
        assert_eq!(html(&rich), rich, "{payload}");
    }
}

#[test]
fn hostile_nesting_takes_no_more_time_than_its_length_deserves() {
    let many = |part: &str| part.repeat(MAX_BYTES / part.len());
    let numbered: String = (0..20_000).map(|i| format!("<b a{i}>")).collect();
    let attributes: String = (0..40_000).map(|i| format!(" a{i}=")).collect();
    let bombs = [
        many("<div>"),
        many("<b>"),
        many("<p>x"),
        many("<ul><li>"),
        many("<a href=https://a.example>"),
        many("<table><tr><td>"),
        many("<blockquote>x</p>"),
        many("</p></b>"),
        many("<!--"),
        many("<script>"),
        many("<svg></"),
        many("&amp;"),
        many("&lt;&"),
        many("°"),
        many("&nbsp;"),
        many("https://a.example/).,"),
        many("www."),
        many("#a"),
        many("<pre>\n"),
        numbered + &many("<p>x"),
        format!("<p{attributes}>x"),
        format!("<a href=https://a.example/{}>{}", "x".repeat(2000), many("<p>x")),
    ];
    for bomb in bombs {
        let before = computed();
        let rich = html(&bomb);
        let spent = computed() - before;
        // An unoptimised build stays below; quadratic time would be minutes.
        assert!(spent < Duration::from_secs(10), "{spent:?} for {}", &bomb[..40]);
        assert!(rich.len() < 16 * MAX_BYTES, "{} bytes from {}", rich.len(), &bomb[..40]);
    }
}

#[test]
fn nesting_is_bounded_and_its_words_are_kept() {
    let rich = html(&format!("{}deep", "<blockquote>".repeat(500)));
    assert_eq!(rich.matches("<blockquote>").count(), 32);
    assert!(rich.contains("<p>deep</p>"));
}

#[test]
fn input_beyond_the_limit_is_cut_between_characters() {
    let rich = html(&"é".repeat(MAX_BYTES));
    assert_eq!(rich, format!("<p>{}</p>", "é".repeat(MAX_BYTES / 2)));
}

/// Soup of what matters to a parser.
fn soup() -> impl Strategy<Value = String> {
    let tags = prop::sample::select(vec![
        "p",
        "b",
        "i",
        "a",
        "ul",
        "ol",
        "li",
        "blockquote",
        "h1",
        "h3",
        "h6",
        "pre",
        "code",
        "span",
        "div",
        "br",
        "hr",
        "table",
        "tr",
        "td",
        "svg",
        "math",
        "style",
        "script",
        "title",
        "select",
        "form",
        "template",
        "s",
        "x-y",
    ]);
    let attributes = prop::sample::select(vec![
        "",
        " href=https://a.example",
        " href='javascript:x'",
        " class=mention",
        " class='x hashtag'",
        " href=",
        " href=\"https://b.example/?a=1&amp;b\"",
        " onclick=\"<p>\"",
        " /",
        " class=\"",
    ]);
    let words = prop::sample::select(vec![
        " ",
        "\n",
        "a",
        "é",
        "<",
        ">",
        "&",
        "&lt;",
        "&#10;",
        "&#32;",
        "&nbsp;",
        "&#x202e;",
        "&amp;lt;",
        "https://a.example/x",
        "www.a.example",
        "https://u@a.example",
        ".",
        ")",
        "(",
        "\"",
        "'",
        "#tag",
        "<!--",
        "-->",
        "</",
        "\r",
        "\0",
        "\u{a0}",
        "ﬀ",
    ]);
    let piece = prop_oneof![
        3 => (tags.clone(), attributes).prop_map(|(tag, attributes)| format!("<{tag}{attributes}>")),
        2 => tags.prop_map(|tag| format!("</{tag}>")),
        4 => words.prop_map(str::to_owned),
        1 => any::<String>(),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn rich_text_read_again_is_the_same(soup in soup()) {
        let once = html(&soup);
        assert_clean(&once);
        prop_assert_eq!(html(&once), once);
    }

    #[test]
    fn any_text_survives_every_function(soup in soup(), chars in 0..50_usize) {
        text(&soup);
        prop_assert!(hashtags(&soup).len() <= 20);
        prop_assert!(excerpt(&soup, chars).chars().count() <= chars);
    }

    #[test]
    fn words_are_not_lost(tags in prop::collection::vec("</?(b|p|ul|li|div|h2|blockquote|em|a)>", 0..20)) {
        let input: String = tags.iter().enumerate().map(|(i, tag)| format!("{tag} word{i}")).collect();
        let words: Vec<String> = (0..tags.len()).map(|i| format!("word{i}")).collect();
        let shown = text(&input).replace(['-', '>'], " ");
        prop_assert_eq!(shown.split_whitespace().collect::<Vec<_>>(), words);
    }
}
