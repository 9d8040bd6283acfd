//! How much each client has under way at once, so that one of them cannot take the room of all others.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// Who is inside, and how often.
#[derive(Clone, Default)]
pub struct Crowd(Arc<Mutex<HashMap<String, usize>>>);

/// One who is inside; dropping it is leaving.
pub struct Inside {
    crowd: Crowd,
    who: String,
}

impl Crowd {
    /// Lets a client in once more; `None` where it is inside `most` times already.
    pub fn enter(&self, who: String, most: usize) -> Option<Inside> {
        let mut inside = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let times = inside.entry(who.clone()).or_default();
        if *times >= most {
            return None;
        }
        *times += 1;
        Some(Inside { crowd: self.clone(), who })
    }
}

impl Drop for Inside {
    fn drop(&mut self) {
        let mut inside = self.crowd.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(times) = inside.get_mut(&self.who) {
            *times -= 1;
            if *times == 0 {
                inside.remove(&self.who);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_is_inside_too_often_waits_for_itself_and_for_nobody_else() {
        let crowd = Crowd::default();
        let ana = || crowd.enter("ana".to_owned(), 2);
        let first = ana().unwrap();
        let _second = ana().unwrap();
        assert!(ana().is_none());
        assert!(crowd.enter("ben".to_owned(), 2).is_some());
        drop(first);
        assert!(ana().is_some());
        assert_eq!(crowd.0.lock().unwrap().len(), 1, "nobody is remembered who has left");
    }
}
