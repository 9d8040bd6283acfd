use super::*;
use crate::kernel::config::Config;
use futures_util::TryStreamExt;
use uuid::Uuid;

const FOLDER: Uuid = Uuid::from_u128(7);

fn key(file: &str) -> Key {
    Key::new(FOLDER, file).unwrap()
}

fn on_disk() -> (Blobs, tempfile::TempDir) {
    let dir = tempfile::tempdir().unwrap();
    let config = Config { data_dir: dir.path().to_owned(), ..Config::default() };
    (Blobs::open(&config).unwrap(), dir)
}

#[tokio::test]
async fn what_was_put_is_found_until_it_is_deleted() {
    let (blobs, dir) = on_disk();
    blobs.put(&key("320.webp"), b"first".to_vec()).await.unwrap();
    blobs.put(&key("320.webp"), b"second".to_vec()).await.unwrap();
    assert_eq!(blobs.get(&key("320.webp")).await.unwrap(), "second");
    let blob = blobs.stream(&key("320.webp")).await.unwrap();
    assert_eq!(blob.size, 6);
    assert_eq!(blob.stream.try_collect::<Vec<_>>().await.unwrap().concat(), b"second");

    blobs.delete(&key("320.webp")).await.unwrap();
    assert!(matches!(blobs.get(&key("320.webp")).await, Err(Failure::NotFound)));
    blobs.delete(&key("320.webp")).await.expect("deleting twice does no harm");
    let left = std::fs::read_dir(dir.path().join("media")).unwrap().count();
    assert_eq!(left, 0, "an empty folder goes with its last file");
}

#[test]
fn a_path_is_no_key() {
    for file in [
        "",
        ".",
        "..",
        "../x.webp",
        "..%2fx.webp",
        "a/b.webp",
        "a\\b.webp",
        "320.webp/..",
        "320.webp\0",
        "320.",
        ".webp",
        "320",
        "320.tar.gz",
        "Ä.webp",
        "CARD.JPG",
        "320 .webp",
        "00000000000000000000000000000000000000000.webp",
    ] {
        assert_eq!(Key::new(FOLDER, file), None, "{file:?}");
    }
}

#[test]
fn a_store_that_is_neither_disk_nor_bucket_is_refused_with_its_key() {
    for storage in ["", "Disk", "ftp://x", "s3://", "s3:///prefix", "disk://x"] {
        let config = Config { storage: storage.into(), ..Config::default() };
        let refusal = Blobs::open(&config).err().map(|cause| cause.to_string());
        assert!(refusal.as_deref().unwrap_or("opened").contains("`storage`"), "{storage}");
    }
}

#[test]
fn a_full_disk_is_recognised_down_the_causes() {
    let of = |kind: ErrorKind| object_store::Error::Generic {
        store: "test",
        source: Box::new(std::io::Error::from(kind)),
    };
    assert!(matches!(Failure::from(of(ErrorKind::StorageFull)), Failure::NoSpace(_)));
    assert!(matches!(Failure::from(of(ErrorKind::PermissionDenied)), Failure::Store(_)));
}
