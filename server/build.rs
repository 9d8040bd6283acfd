//! The program holds the migrations and the texts: a new file there is a new program.

fn main() {
    println!("cargo:rerun-if-changed=../migrations");
    println!("cargo:rerun-if-changed=../front/locales");
    println!("cargo:rerun-if-changed=../front/pages");
}
