//! A crate with everything it depends on, read once; its root file's text is whatever a request brings.

use crate::{complete::complete, trim::trim};
use anyhow::Context;
use cargo_metadata::MetadataCommand;
use gradus_protocol::LoadStage;
use ra_ap_ide::{AnalysisHost, FileId};
use ra_ap_ide_db::{ChangeWithProcMacros, base_db::Env};
use ra_ap_load_cargo::{LoadCargoConfig, ProcMacroServerChoice, load_workspace};
use ra_ap_paths::{AbsPathBuf, Utf8PathBuf};
use ra_ap_project_model::{
    CargoConfig, CargoWorkspace, ProjectManifest, ProjectWorkspace, ProjectWorkspaceKind, RustLibSource,
};
use ra_ap_vfs::VfsPath;
use std::path::Path;

/// A question that any cell could ask.
const WARM: &str = "use gradus::prelude::*;\nfn cell(t: Tensor<Rank2<1, 1>, f32, Cpu>) { t. }\n";
/// Behind its dot.
const WARM_AT: u32 = WARM.len() as u32 - 3;

/// What questions are asked of.
pub struct Analysis {
    /// rust-analyzer's state.
    pub host: AnalysisHost,
    /// The root file.
    pub file: FileId,
    /// Whether std's sources were there.
    pub knows_std: bool,
}

impl Analysis {
    /// Reads a crate. Nothing is compiled, no build script runs, and no network is asked: whoever sends cells here has
    /// built what they link to, so the sources are there.
    pub fn load(
        manifest: &Path,
        root: &Path,
        sysroot: &Path,
        target: String,
        tell: &(dyn Fn(LoadStage) + Sync),
    ) -> anyhow::Result<Self> {
        tell(LoadStage::Asking);
        let (manifest, root, sysroot) = (absolute(manifest)?, absolute(root)?, absolute(sysroot)?);
        let config = CargoConfig {
            // A given folder, because to discover one is to have rustup install what is missing, unasked.
            sysroot: Some(RustLibSource::Path(sysroot.clone())),
            target: Some(target.clone()),
            extra_args: vec!["--offline".into()],
            ..CargoConfig::default()
        };
        let mut metadata = MetadataCommand::new();
        let cargo = sysroot.join("bin/cargo");
        if std::fs::metadata(&cargo).is_ok() {
            metadata.cargo_path(cargo);
        }
        let options = ["--offline", "--filter-platform", &target].map(str::to_owned);
        let metadata = metadata.manifest_path(&manifest).other_options(options).exec()?;
        let project = ProjectManifest::from_manifest_file(manifest)?;
        let ProjectManifest::CargoToml(path) = project.clone() else { anyhow::bail!("not a Cargo.toml") };
        let mut workspace = ProjectWorkspace::load(project, &config, &|_| {})?;
        if let ProjectWorkspaceKind::Cargo { cargo, .. } = &mut workspace.kind {
            *cargo = CargoWorkspace::new(trim(metadata), path, Env::default(), false);
        }
        let knows_std = workspace.sysroot.num_packages() > 0;
        tell(LoadStage::Reading);
        let nothing_runs = LoadCargoConfig {
            load_out_dirs_from_check: false,
            with_proc_macro_server: ProcMacroServerChoice::None,
            prefill_caches: false,
            num_worker_threads: 1,
            proc_macro_processes: 0,
        };
        let (db, vfs, _) = load_workspace(workspace, &config.extra_env, &nothing_runs)?;
        let (file, _) = vfs.file_id(&VfsPath::from(root)).context("the root file is not part of the crate")?;
        tell(LoadStage::Indexing);
        let mut analysis = Self { host: AnalysisHost::with_database(db), file, knows_std };
        // The first question puts in order what all later ones need, and no more: to prepare everything that rust-analyzer
        // could be asked takes three times the time and twice the memory.
        complete(&mut analysis, WARM.into(), WARM_AT)?;
        Ok(analysis)
    }

    /// Gives the root file another text.
    pub fn set(&mut self, source: String) {
        let mut change = ChangeWithProcMacros::default();
        change.change_file(self.file, Some(source));
        self.host.apply_change(change);
    }
}

fn absolute(path: &Path) -> anyhow::Result<AbsPathBuf> {
    let path = Utf8PathBuf::from_path_buf(path.to_owned()).map_err(|path| anyhow::anyhow!("{path:?} is not UTF-8"))?;
    AbsPathBuf::try_from(path).map_err(|path| anyhow::anyhow!("{path} is not absolute"))
}
