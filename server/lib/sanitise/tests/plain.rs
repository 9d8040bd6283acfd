//! Rich text as plain text, excerpts and hashtags.

use farandole_sanitise::{excerpt, hashtags, text};

#[test]
fn paragraphs_are_separated_by_a_blank_line_and_breaks_by_a_new_line() {
    assert_eq!(
        text("<p>One\n line</p><p>two<br>three</p>\n<h2>Four</h2>"),
        "One line\n\ntwo\nthree\n\nFour"
    );
}

#[test]
fn items_have_dashes_or_numbers_and_nested_ones_are_indented() {
    let list = "<p>Bring:</p><ul><li>cake<ol><li>sweet</li><li>salty</li></ol></li><li><p>tea</p><p>or coffee</p></li></ul>Bye";
    assert_eq!(text(list), "Bring:\n\n- cake\n  1. sweet\n  2. salty\n- tea\n  or coffee\n\nBye");
}

#[test]
fn quotations_are_marked_on_every_line() {
    assert_eq!(
        text("a<blockquote><p>b<br>c</p><p>d</p></blockquote>e"),
        "a\n\n> b\n> c\n>\n> d\n\ne"
    );
}

#[test]
fn preformatted_text_keeps_its_lines_and_spaces() {
    assert_eq!(text("<pre>a\n  b</pre><hr>c"), "a\n  b\n\n---\n\nc");
}

#[test]
fn the_address_of_a_link_follows_its_text_unless_the_text_says_it() {
    assert_eq!(
        text("<a href=https://a.example/x>Tickets</a> soon"),
        "Tickets (https://a.example/x) soon"
    );
    assert_eq!(
        text("<a href=https://a.example/>a.example</a>, https://b.example"),
        "a.example, https://b.example"
    );
    assert_eq!(text("<a href=mailto:a@b.example>a@b.example</a>"), "a@b.example");
    let mention = "<a href=https://a.example/@ana class=mention>@ana</a>";
    assert_eq!(text(mention), "@ana");
    let shortened = "<a href=https://a.example/long><span class=invisible>https://</span>a.example/<span>long</span></a>";
    assert_eq!(text(shortened), "https://a.example/long");
}

#[test]
fn plain_text_is_text_and_not_markup() {
    assert_eq!(text("&lt;b&gt; &amp;amp; caf&eacute;&nbsp;&quot;"), "<b> &amp; café \"");
    assert_eq!(text("<script>x</script><!-- y -->"), "");
}

#[test]
fn an_excerpt_is_one_line_of_whole_words() {
    let description = "<h2>Picnic</h2><p>Bring <a href=https://a.example>cake</a>.</p><ul><li>And friends</li></ul>";
    assert_eq!(excerpt(description, 100), "Picnic Bring cake. And friends");
    assert_eq!(excerpt(description, 30), "Picnic Bring cake. And friends");
    assert_eq!(excerpt(description, 29), "Picnic Bring cake. And…");
    assert_eq!(excerpt(description, 18), "Picnic Bring…");
    assert_eq!(excerpt(description, 19), "Picnic Bring cake.…");
    assert_eq!(excerpt(description, 0), "");
}

#[test]
fn an_excerpt_without_spaces_is_cut_between_characters() {
    assert_eq!(excerpt("東京の公園でピクニック", 6), "東京の公園…");
    assert_eq!(excerpt("aaaaae\u{301}bbbb", 7), "aaaaa…");
    assert_eq!(excerpt("ab👩\u{200d}🌾cd", 5), "ab…");
}

#[test]
fn hashtags_are_read_from_words_and_links() {
    let tagged = r#"<p>#Picnic (#Été) and <a href="https://a.example/tags/fun" class="mention hashtag">#<span>fun</span></a>,#picnic"#;
    assert_eq!(hashtags(tagged), ["Picnic", "Été", "fun"]);
    assert_eq!(
        hashtags("#東京 ＃祭り #été·e #e\u{301}te\u{301}"),
        ["東京", "祭り", "été·e", "été"]
    );
}

#[test]
fn what_only_looks_like_a_hashtag_is_none() {
    for none in [
        "a#b1",
        "#1",
        "#2026",
        "#a",
        "##ab",
        "https://a.example/#about",
        "<code>#include</code>",
        "&#35",
        "# ab",
        "#",
    ] {
        assert_eq!(hashtags(none), Vec::<String>::new(), "{none}");
    }
    assert_eq!(hashtags(&format!("#{} #{}", "a".repeat(40), "b".repeat(41))), ["a".repeat(40)]);
}

#[test]
fn at_most_twenty_hashtags_are_read() {
    let many: String = (0..50).map(|i| format!("#tag{i} ")).collect();
    assert_eq!(hashtags(&many).len(), 20);
}
