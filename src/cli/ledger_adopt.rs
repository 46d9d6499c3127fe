//! `beian ledger adopt --bureau NAME`: a carrier that has reported with another system goes on with this one.

use std::path::PathBuf;

use super::ingest::{self, Looked};
use super::ledger::Reason;
use super::nightly::failure;
use super::troubles::of_sending;
use super::{Exit, Failure, Session};
use crate::ledger::{Adoption, Error, Ledger, Origin};
use crate::nightly::{self, NightError, Predecessor, office};
use crate::order::Text;
use crate::outcome;

/// Arguments of `ledger adopt`.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// 哪个管局，按配置中的名称 / which bureau, by its name in the configuration
    #[arg(long, value_name = "NAME")]
    bureau: String,
    /// 管局的全量数据（SJTB）文件，可多个 / the bureau's full copies (SJTB)
    #[arg(long, value_name = "FILE", num_args = 1..)]
    records: Vec<PathBuf>,
    /// 企业侧标识从这些号码开始，每个号码属于其所在号段的对象 / own ids begin with these numbers, each for the kind of object in whose range it lies
    #[arg(long, value_name = "N", num_args = 1.., value_delimiter = ',')]
    ids_from: Vec<u64>,
    #[command(flatten)]
    reason: Reason,
}

/// Families that tell what is filed, and about no order.
const COPIES: &str = "SJTB/";

pub(super) fn run(arguments: &Arguments, session: &Session) -> Result<Exit, Failure> {
    let reason = arguments.reason.text()?;
    let (config, name) = (&session.config, &arguments.bureau);
    let bureau = { config.bureau.iter() }
        .find(|bureau| bureau.name == *name)
        .ok_or_else(|| {
            Failure::usage(Text::new(
                format!("配置中没有管局「{name}」"),
                format!("the configuration names no bureau \"{name}\""),
            ))
        })?;
    Ledger::may_begin(&arguments.ids_from).map_err(Failure::usage)?;
    let now = config.now();
    let mut ledger = nightly::open_ledger(config, "ledger adopt").map_err(Failure::machine)?;
    ledger.may_adopt(name).map_err(refused)?;
    for path in &arguments.records {
        look_at(path, session)?;
    }
    let office = office::open(config, bureau);
    let office = office.map_err(|error| failure(NightError::Office(error)))?;
    let predecessor = Predecessor::ask(&office).map_err(of_sending)?;
    ledger
        .begin_run("ledger adopt", now)
        .map_err(Failure::machine)?;
    let mut clean = true;
    for path in &arguments.records {
        let line = ingest::take_in(path, &mut ledger, session)?;
        if let Some(why) = line.error {
            return Err(Failure::findings(why));
        }
        clean &= line.is_clean();
        let (file, records) = (&line.file, line.records);
        session.talk(
            &format!("{file}：{records} 条记录"),
            &format!("{file}: {records} records"),
        );
    }
    let adoption = Adoption {
        bureau: name,
        sequence: predecessor.sequence,
        file: predecessor.file.clone(),
        used_ids: &predecessor.used_ids,
        ids_from: &arguments.ids_from,
        reason,
    };
    let origins = ledger.adopt(&adoption, now).map_err(refused)?;
    tell(name, &predecessor, &origins, session);
    Ok(if clean { Exit::Clean } else { Exit::Findings })
}

fn refused(error: Error) -> Failure {
    match error {
        Error::Adopted { .. } | Error::Begun { .. } | Error::NoRange(_) | Error::Exhausted(_) => {
            Failure::usage(error)
        }
        _ => Failure::machine(error),
    }
}

/// Makes sure that a file is a full copy, before anything is taken in.
fn look_at(path: &std::path::Path, session: &Session) -> Result<(), Failure> {
    let shown = path.display();
    let unusable = |why: Text| {
        Failure::usage(Text::new(
            format!("{shown}：{}", why.zh),
            format!("{shown}: {}", why.en),
        ))
    };
    let answer = match ingest::look(path, session)? {
        Looked::Answer(answer) => answer,
        Looked::Unusable(why) => return Err(unusable(why)),
        Looked::Nothing => {
            return Err(unusable(Text::new("没有记录", "there is no record in it")));
        }
    };
    let families = outcome::families(&answer).map_err(|error| {
        Failure::machine(Text::new(
            format!("{shown} 无法读取：{error}"),
            format!("{shown} cannot be read: {error}"),
        ))
    })?;
    let families = families.map_err(unusable)?;
    match families.split(' ').all(|family| family.starts_with(COPIES)) {
        true => Ok(()),
        false => Err(unusable(Text::new(
            format!("它含有 {families}，不是全量数据（SJTB）；答复用 beian ingest 读入"),
            format!(
                "it holds {families}, which is no full copy (SJTB); answers are for `beian ingest`"
            ),
        ))),
    }
}

fn tell(bureau: &str, predecessor: &Predecessor, origins: &[Origin], session: &Session) {
    let last = predecessor.sequence;
    let name = { predecessor.file.as_ref() }.map_or("-", |(name, _)| name.as_str());
    let next = last.saturating_add(1);
    session.talk(
        &format!("管局「{bureau}」最近一次上报：序号 {last}，文件 {name}。下一次上报的序号是 {next}"),
        &format!("the last upload to bureau \"{bureau}\": number {last}, file {name}. The next upload has number {next}"),
    );
    for Origin { tag, next, .. } in origins {
        let tag = tag.name();
        session.talk(
            &format!("{tag} 从 {next} 开始"),
            &format!("{tag} goes on with {next}"),
        );
    }
    let unseen = origins.iter().filter(|origin| !origin.is_shown);
    let unseen: Vec<&str> = unseen.map(|origin| origin.tag.name()).collect();
    if last > 0 && !unseen.is_empty() {
        let tags = unseen.join(", ");
        session.warn(
            &format!("没有资料显示旧系统发出过哪些 {tags}，按号段起点开始；若旧系统用过同样的号码，管局会退回（1003、1037、1038）。全量数据（--records）或 --ids-from 可以说明起点"),
            &format!("nothing shows which {tags} the other system gave out: they begin at the beginning of their ranges, and where it used the same numbers the bureau refuses them (1003, 1037, 1038). A full copy (--records) or --ids-from would have told"),
        );
    }
}
