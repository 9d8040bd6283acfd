//! An address as a picture that telephones read, for the page on paper.

use super::views::SafeHtml;
use qrcodegen::{QrCode, QrCodeEcc};
use std::fmt::Write;

/// Modules of quiet around the code, as readers want it.
const QUIET: i32 = 4;

/// The code as an SVG, a path of small bars; nothing for an address too long for one.
pub fn svg(address: &str) -> Option<SafeHtml> {
    let code = QrCode::encode_text(address, QrCodeEcc::Medium).ok()?;
    let size = code.size();
    let path: String = (0..size).map(|y| row(&code, y)).collect();
    let side = size + 2 * QUIET;
    Some(SafeHtml::sanitised(format!(
        "<svg class=\"qr\" viewBox=\"0 0 {side} {side}\" aria-hidden=\"true\" shape-rendering=\"crispEdges\">\
         <path fill=\"#fff\" d=\"M0 0h{side}v{side}H0z\"/><path d=\"{path}\"/></svg>"
    )))
}

/// The dark modules of a row, each run of them as one rectangle.
fn row(code: &QrCode, y: i32) -> String {
    let (mut path, mut x) = (String::new(), 0);
    while x < code.size() {
        let run = (x..code.size()).take_while(|x| code.get_module(*x, y)).count();
        let run = i32::try_from(run).unwrap_or_default();
        if run > 0 {
            // Writing to a string does not fail.
            let _ = write!(path, "M{} {}h{run}v1h-{run}z", x + QUIET, y + QUIET);
        }
        x += run + 1;
    }
    path
}

#[cfg(test)]
mod tests {
    use super::svg;

    #[test]
    fn a_code_holds_an_address_and_nothing_of_markup() {
        let code = svg("https://example.org/events/<script>").unwrap().to_string();
        assert!(code.starts_with("<svg") && code.ends_with("</svg>"));
        assert!(!code.contains("script"));
        assert!(svg(&"x".repeat(5_000)).is_none());
    }
}
