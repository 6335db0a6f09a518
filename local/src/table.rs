//! The table alone, for functions that run outside of this program: in the
//! Lambda runtime emulator, under Cargo Lambda or under SAM.

use anyhow::Result;
use docket_platform::{Clock, SystemClock};

use crate::{
    Options,
    engine::{Engine, TABLE},
    folder::Folder,
    keys, running,
};

/// A table that is being served; dropping it ends that.
pub struct ServedTable {
    /// What a function needs to know of it, as environment variables.
    pub environment: Vec<(&'static str, String)>,
    engine: Engine,
    // Last, so that the folder is free only when nothing uses it any more.
    _folder: Option<Folder>,
}

/// Serves the template's table, with the demo's data if asked for, and runs
/// none of the functions: its stream and its deadlines wait.
///
/// # Errors
///
/// Says what is in the way and what to do about it.
pub async fn serve_table(options: Options) -> Result<ServedTable> {
    let template = running::read_template(&options)?;
    let folder = options.data.as_deref().map(Folder::open).transpose()?;
    let file = folder.as_ref().map(|folder| folder.file("keys.json"));
    let keys = keys::open(file.as_deref(), folder.as_ref().is_none_or(Folder::is_new))?;
    let engine = Engine::start(folder.as_ref(), &template.table, options.port)?;
    if options.demo {
        running::put_demo(&engine.client(None), &keys.ids()?, SystemClock.now()).await?;
    }
    let environment = vec![
        ("AWS_ENDPOINT_URL_DYNAMODB", engine.endpoint().to_owned()),
        ("TABLE_NAME", TABLE.to_owned()),
        ("PUBLIC_KEYS", keys.issuer()?.jwks().to_string()),
    ];
    Ok(ServedTable { environment, engine, _folder: folder })
}

impl ServedTable {
    /// Lets running requests finish and stops.
    pub async fn stop(self) {
        self.engine.stop().await;
    }
}
