//! Tables as comma-separated values, as spreadsheets open them.

use crate::kernel::prelude::*;
use std::borrow::Cow;

/// Tells spreadsheets that the text is UTF-8.
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// A table that grows row by row.
pub struct Table(csv::Writer<Vec<u8>>);

impl Table {
    /// A table with these names of columns.
    pub fn new<const N: usize>(columns: [String; N]) -> Result<Self> {
        let writer = csv::WriterBuilder::new()
            .quote_style(csv::QuoteStyle::Always)
            .terminator(csv::Terminator::CRLF)
            .from_writer(BYTE_ORDER_MARK.to_vec());
        let mut table = Self(writer);
        table.row(columns)?;
        Ok(table)
    }

    /// Adds a row. Every cell is text, whatever is in it.
    pub fn row<const N: usize>(&mut self, cells: [String; N]) -> Result<()> {
        let cells = cells.iter().map(|cell| harmless(cell).into_owned());
        self.0.write_record(cells).map_err(|cause| anyhow::Error::from(cause).into())
    }

    /// The file.
    pub fn finish(self) -> Result<Vec<u8>> {
        self.0.into_inner().map_err(|cause| anyhow::anyhow!("writing a table: {cause}").into())
    }
}

/// A cell that no spreadsheet takes for a formula: whatever begins like one, in the signs of any keyboard, gets an
/// apostrophe in front (OWASP, CSV injection).
fn harmless(cell: &str) -> Cow<'_, str> {
    let formula = |c| matches!(c, '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠');
    let white = cell.starts_with(['\t', '\r', '\n']);
    if white || cell.trim_start().starts_with(formula) {
        Cow::Owned(format!("'{cell}"))
    } else {
        Cow::Borrowed(cell)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_begins_a_formula() {
        for cell in [
            "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1", "＋1", "－1", "＠1",
            "\n=1",
        ] {
            assert_eq!(harmless(cell), format!("'{cell}"));
        }
        for cell in ["Ana", "", "a=b", "2-3", "ana@example.org", "'=1"] {
            assert_eq!(harmless(cell), cell);
        }
    }

    #[test]
    fn a_table_begins_with_a_mark_and_quotes_every_cell() {
        let mut table = Table::new(["Name".to_owned(), "Message".to_owned()]).unwrap();
        table.row(["Ana \"A\"".to_owned(), "two\nlines; and, more".to_owned()]).unwrap();
        let text = String::from_utf8(table.finish().unwrap()).unwrap();
        let expected =
            "\u{feff}\"Name\",\"Message\"\r\n\"Ana \"\"A\"\"\",\"two\nlines; and, more\"\r\n";
        assert_eq!(text, expected);
    }
}
