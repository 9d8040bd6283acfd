//! What rich text keeps, changes and loses.

use farandole_sanitise::html;

/// The attributes that every link gets after its address.
const REL: &str = r#"target="_blank" rel="noopener noreferrer ugc nofollow""#;

fn becomes(cases: &[(&str, &str)]) {
    for (input, output) in cases {
        assert_eq!(html(input), *output, "from {input}");
    }
}

#[test]
fn the_listed_elements_stay() {
    let all = "<h2>a</h2><h3>b</h3><h4>c</h4><p>d<br>e <strong>f</strong><em>g</em><u>h</u><s>i</s><del>j</del></p>\
               <ul><li>k</li></ul><ol><li>l</li></ol><blockquote><p>m</p></blockquote><pre>n\n  o</pre>\
               <p><code>p</code></p><hr>";
    assert_eq!(html(all), all);
}

#[test]
fn old_and_other_headings_and_styles_become_listed_ones() {
    becomes(&[
        ("<h1>a</h1><h5>b</h5><h6>c</h6>", "<h2>a</h2><h4>b</h4><h4>c</h4>"),
        (
            "<b>a</b><i>b</i><strike>c</strike><ins>d</ins>",
            "<p><strong>a</strong><em>b</em><s>c</s><u>d</u></p>",
        ),
    ]);
}

#[test]
fn words_outside_of_blocks_become_paragraphs() {
    becomes(&[
        ("hello", "<p>hello</p>"),
        ("<div>a</div><div>b<p>c</p></div>d", "<p>a</p><p>b</p><p>c</p><p>d</p>"),
        ("a<span> b</span> c", "<p>a b c</p>"),
        ("<table><tr><td>a<td>b<tr><td>c</table>", "<p>a b</p><p>c</p>"),
        ("<blockquote>a</blockquote>", "<blockquote><p>a</p></blockquote>"),
    ]);
}

#[test]
fn broken_nesting_is_mended() {
    becomes(&[
        ("<p>a<p>b", "<p>a</p><p>b</p>"),
        ("<b>a<i>b</b>c</i>", "<p><strong>a<em>b</em></strong>c</p>"),
        ("<li>a<li>b</ul>c", "<ul><li>a</li><li>b</li></ul><p>c</p>"),
        ("<ul>a<li>b<ul><li>c</ul></ul>", "<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>"),
        ("<ul><li><b>a</b> <i>b</i></li></ul>", "<ul><li><strong>a</strong> <em>b</em></li></ul>"),
        ("<h2><div><p>a</p></div></h2>", "<h2>a</h2>"),
        ("<p>a<h3>b</h3>c</p>", "<p>a</p><h3>b</h3><p>c</p>"),
        ("</p></div></ul>a</a>", "<p>a</p>"),
        ("<pre>\n\n<code>a\n\n b</code></pre>", "<pre><code>a\n\n b</code></pre>"),
    ]);
}

#[test]
fn empty_elements_vanish() {
    becomes(&[
        ("<p></p><p> \n</p><ul><li></li></ul><b></b>", ""),
        ("<a href='https://a.example'></a><h2> </h2>", ""),
        ("<p><br></p>", "<p><br></p>"),
        (" \n ", ""),
    ]);
}

#[test]
fn pictures_scripts_and_forms_go() {
    becomes(&[
        ("a<img src=x onerror=alert(1) data-media-id=4>b", "<p>ab</p>"),
        ("a<script>alert(1)</script><style>p{}</style>b", "<p>ab</p>"),
        ("<form action=/x><input value=y><button>ok</button></form>", "<p>ok</p>"),
        ("<p style='position:fixed' id=app onclick=x() title=t>a</p>", "<p>a</p>"),
        ("<svg><a xlink:href='javascript:x'>a</a></svg><math><mi>b</mi></math>c", "<p>c</p>"),
        ("<iframe srcdoc='<p>x'></iframe><template><p>a</p></template><!-- b -->c", "<p>c</p>"),
    ]);
}

#[test]
fn links_are_marked_and_keep_only_safe_schemes() {
    let link = |href: &str| format!(r#"<p><a href="{href}" {REL}>x</a></p>"#);
    for safe in [
        "https://a.example/p?q=1#f",
        "http://a.example/",
        "mailto:a@b.example",
        "tel:+331",
        "xmpp:a@b.example",
        "matrix:r/a:b",
    ] {
        assert_eq!(html(&format!("<a href='{safe}' rel=opener target=_top>x</a>")), link(safe));
    }
    for unsafe_one in [
        "javascript:alert(1)",
        " java\nscript:alert(1)",
        "&#106;avascript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
        "/relative",
        "//a.example/",
        "",
        "https://user:secret@a.example/",
        "https://bank.example@evil.example/",
    ] {
        assert_eq!(html(&format!("<a href='{unsafe_one}'>x</a>")), "<p>x</p>", "{unsafe_one}");
    }
}

#[test]
fn an_address_is_at_most_2048_bytes_long() {
    let address = |length: usize| format!("https://a.example/{}", "x".repeat(length - 18));
    assert!(html(&format!("<a href={}>x</a>", address(2048))).contains("<a "));
    assert_eq!(html(&format!("<a href={}>x</a>", address(2049))), "<p>x</p>");
}

#[test]
fn a_link_around_blocks_stays_a_link() {
    let link = |text: &str| format!(r#"<a href="https://a.example/" {REL}>{text}</a>"#);
    assert_eq!(
        html("<a href=https://a.example><h3>Tickets</h3><div>here</div></a> now"),
        format!("<h3>{}</h3><p>{}</p><p> now</p>", link("Tickets"), link("here"))
    );
}

#[test]
fn mentions_and_shortened_links_of_fediverse_servers_keep_their_classes() {
    let mention = r#"<p><span class="h-card"><a href="https://a.example/@ana" class="u-url mention">@<span>ana</span></a></span></p>"#;
    let marked = mention
        .replace(r#"mention">"#, &format!(r#"mention" {REL}>"#))
        .replace("<span>ana</span>", "ana");
    assert_eq!(html(mention), marked);
    let short = r#"<a href="https://a.example/long/way"><span class="invisible">https://</span><span class="ellipsis x">a.example/lo</span><span class="invisible">ng/way</span></a>"#;
    assert!(html(short).contains(
        r#"<span class="ellipsis">a.example/lo</span><span class="invisible">ng/way</span></a>"#
    ));
    assert_eq!(html("<p class=mention><b class=hashtag>a</b></p>"), "<p><strong>a</strong></p>");
}

#[test]
fn bare_addresses_become_links() {
    let link = |href: &str, text: &str| format!(r#"<a href="{href}" {REL}>{text}</a>"#);
    let a = link("https://a.example/", "https://a.example");
    becomes(&[
        ("See https://a.example.", &format!("<p>See {a}.</p>")),
        ("(https://a.example)!", &format!("<p>({a})!</p>")),
        ("«https://a.example»", &format!("<p>«{a}»</p>")),
        ("www.a.example", &format!("<p>{}</p>", link("https://www.a.example/", "www.a.example"))),
        (
            "https://a.example/x_(y)?a=1&amp;b=2&c",
            &format!(
                "<p>{}</p>",
                link(
                    "https://a.example/x_(y)?a=1&amp;b=2&amp;c",
                    "https://a.example/x_(y)?a=1&amp;b=2&amp;c"
                )
            ),
        ),
        (
            "HTTPS://é.example",
            &format!("<p>{}</p>", link("https://xn--9ca.example/", "HTTPS://é.example")),
        ),
    ]);
}

#[test]
fn what_only_looks_like_an_address_stays_text() {
    for text in [
        "xhttps://a.example",
        "https://",
        "www.",
        "javascript:x",
        "me@www.a.example",
        "https://u:p@a.example/",
        "ftp://a.example",
    ] {
        assert_eq!(html(text), format!("<p>{text}</p>"));
    }
    assert_eq!(html("<code>https://a.example</code>"), "<p><code>https://a.example</code></p>");
    assert_eq!(html("<pre>https://a.example</pre>"), "<pre>https://a.example</pre>");
}

#[test]
fn a_link_that_shows_another_host_names_its_own() {
    let shown = html("<a href='https://evil.example/login'>https://bank.example/</a>");
    assert!(shown.contains(">https://bank.example/ (evil.example)</a>"), "{shown}");
    let honest = html(
        "<a href='https://www.bank.example/login'>bank.example</a>, <a href='https://bank.example'>www.bank.example</a>",
    );
    assert!(!honest.contains('('), "{honest}");
}

#[test]
fn signs_that_are_no_markup_are_shown() {
    becomes(&[
        ("1 < 2 & 3 > 2 <3", "<p>1 &lt; 2 &amp; 3 &gt; 2 &lt;3</p>"),
        ("&lt;script&gt;alert(1)&lt;/script&gt;", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"),
        ("&copy; caf&eacute;&nbsp;!", "<p>© café&nbsp;!</p>"),
    ]);
}

#[test]
fn hidden_and_reordering_characters_go_however_they_are_written() {
    becomes(&[
        ("a\u{202e}b\u{0}c\u{200b}d", "<p>abcd</p>"),
        ("a&#x202e;b&#8238;c&#xfeff;", "<p>abc</p>"),
        ("&#32;&#10;", ""),
    ]);
}
