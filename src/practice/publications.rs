//! What the bureau gives of its own accord, when it is due: the scenario's `[[publish]]`.

use super::results::queue;
use super::state::{State, next};
use super::{Error, Settings, lists};

/// Puts every list that is due into the queue, each once. One that has nothing in it yet waits until it has.
pub(super) fn publish_what_is_due(settings: &Settings, state: &mut State) -> Result<(), Error> {
    let taken = state.last_sequence()?;
    for (place, publish) in settings.scenario.publish.iter().enumerate() {
        let counter = format!("publish {place}");
        if taken < publish.after || state.was_counted(&counter)? {
            continue;
        }
        state.change(|transaction| {
            let register = settings.register(transaction);
            let Some(list) = lists::write(&register, publish)? else {
                return Ok(());
            };
            next(transaction, &counter)?;
            queue(
                transaction,
                list.root,
                list.name,
                register.today,
                publish.days,
                &list.content,
            )
        })?;
    }
    Ok(())
}
