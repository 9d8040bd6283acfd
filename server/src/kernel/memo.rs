//! Answers that may be a little old, kept in memory: for what is asked often, costs much and changes slowly. Never for
//! anything that depends on who asks.

use super::error::Result;
use chrono::{DateTime, Duration, Utc};
use std::any::{Any, TypeId};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

type Slot<T> = tokio::sync::Mutex<Option<(DateTime<Utc>, T)>>;

/// The answers of one process, one for each type.
#[derive(Default)]
pub struct Memo(Mutex<HashMap<TypeId, Arc<dyn Any + Send + Sync>>>);

impl Memo {
    /// The answer of this type: the one at hand while it is younger than `age`, else a new one. Those who ask while
    /// it is being made wait for it; a failure is not kept.
    pub async fn get<T: Clone + Send + Sync + 'static>(
        &self,
        now: DateTime<Utc>,
        age: Duration,
        make: impl AsyncFnOnce() -> Result<T>,
    ) -> Result<T> {
        let slot = self.slot::<T>();
        let mut kept = slot.lock().await;
        match &*kept {
            Some((since, answer)) if now - *since < age => Ok(answer.clone()),
            _ => {
                let answer = make().await?;
                *kept = Some((now, answer.clone()));
                Ok(answer)
            }
        }
    }

    /// What the process keeps of a type, for as long as it runs: made empty when it is first asked for.
    pub fn shared<T: Default + Send + Sync + 'static>(&self) -> Arc<T> {
        let mut slots = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let kept = slots.entry(TypeId::of::<T>()).or_insert_with(|| Arc::new(T::default())).clone();
        kept.downcast().expect("it was made for this type")
    }

    fn slot<T: Send + Sync + 'static>(&self) -> Arc<Slot<T>> {
        let mut slots = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let slot = slots
            .entry(TypeId::of::<T>())
            .or_insert_with(|| Arc::new(Slot::<T>::new(None)))
            .clone();
        slot.downcast().expect("the slot was made for this type")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::error::Error;
    use std::cell::Cell;

    #[tokio::test]
    async fn an_answer_is_made_again_when_it_is_old_or_was_a_failure() {
        let (memo, made) = (Memo::default(), Cell::new(0));
        let at = |second: i64| DateTime::from_timestamp(1_000 + second, 0).unwrap();
        let ask = |second: i64| {
            memo.get(at(second), Duration::seconds(60), async || {
                made.set(made.get() + 1);
                if made.get() == 1 { Err(Error::NotFound("answer")) } else { Ok(made.get()) }
            })
        };
        assert!(ask(0).await.is_err());
        assert_eq!(ask(1).await.unwrap(), 2);
        assert_eq!(ask(60).await.unwrap(), 2);
        assert_eq!(ask(61).await.unwrap(), 3);
        let other: &str = memo.get(at(61), Duration::seconds(60), async || Ok("x")).await.unwrap();
        assert_eq!(other, "x", "another type is another answer");
    }
}
