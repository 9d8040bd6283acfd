//! `farandole config`: what is in force, and where it came from.

use crate::kernel::config::Config;

/// Prints the configuration as a file that would make it, with its secrets hidden.
pub fn print(config: &Config) -> anyhow::Result<()> {
    let file = Config::file();
    match &file {
        Some(file) => println!("# from {} and the variables of this process", file.display()),
        None => println!("# no farandole.toml here: from the variables of this process"),
    }
    for setting in config.shown(file.as_deref(), std::env::vars())? {
        println!("{setting}");
    }
    Ok(())
}
