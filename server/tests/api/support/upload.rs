//! Pictures in tests: files to send, and how they are sent.

use super::{Person, TestApp};
use image::{ImageFormat, Rgb, RgbImage};
use serde_json::{Value, json};
use std::io::Cursor;

/// Asks for everything that a picture shows.
pub const UPLOAD: &str = "mutation ($file: Upload!, $name: String!, $alt: String, $actor: ID) { \
    uploadMedia(file: $file, name: $name, alt: $alt, actorId: $actor) { \
    id url cardUrl alt name contentType size metadata { width height blurhash } variants { width url } } }";

/// A picture of so many pixels in one colour.
pub fn picture(format: ImageFormat, width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    let pixels = RgbImage::from_pixel(width, height, Rgb([180, 90, 40]));
    pixels.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// Sends a file with an operation, in a part called `part` that claims to be a PNG; the reply's body.
pub async fn send_file(
    t: &TestApp,
    person: &Person,
    query: &str,
    variables: Value,
    file: &[u8],
) -> Value {
    let form = form(query, &variables, file);
    let mut request = t
        .client
        .post(format!("{}/api", t.origin))
        .header("content-type", "multipart/form-data; boundary=edge-of-part")
        .body(form);
    if let Some(token) = &person.token {
        request = request.bearer_auth(token);
    }
    request.send().await.unwrap().json().await.unwrap()
}

/// Sends a picture under a name; the reply's body.
pub async fn upload(t: &TestApp, person: &Person, name: &str, file: &[u8]) -> Value {
    send_file(t, person, UPLOAD, json!({ "file": "part", "name": name }), file).await
}

/// Sends a small picture; what became of it.
pub async fn uploaded(t: &TestApp, person: &Person) -> Value {
    let reply = upload(t, person, "small.png", &picture(ImageFormat::Png, 40, 30)).await;
    assert!(reply["errors"].is_null(), "{reply:#}");
    reply["data"]["uploadMedia"].clone()
}

fn form(query: &str, variables: &Value, file: &[u8]) -> Vec<u8> {
    let field = |name: &str, text: &str| {
        format!(
            "--edge-of-part\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{text}\r\n"
        )
    };
    let head = "--edge-of-part\r\ncontent-disposition: form-data; name=\"part\"; filename=\"x.png\"\r\n\
        content-type: image/png\r\n\r\n";
    [
        field("query", query).as_bytes(),
        field("variables", &variables.to_string()).as_bytes(),
        head.as_bytes(),
        file,
        b"\r\n--edge-of-part--\r\n",
    ]
    .concat()
}
