//! The row of a comment, and what happens to one.

use crate::kernel::fact::Fact;
use crate::kernel::prelude::*;
use farandole_schema::tables::comments;
use serde::{Deserialize, Serialize};

/// What somebody said under an event.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable)]
#[diesel(table_name = comments, check_for_backend(diesel::pg::Pg))]
pub struct Comment {
    pub id: CommentId,
    pub uuid: Uuid,
    pub url: String,
    pub event_id: EventId,
    pub actor_id: ActorId,
    /// The comment that it answers.
    pub parent_id: Option<CommentId>,
    /// The comment that its thread begins with; `None` for that one.
    pub root_id: Option<CommentId>,
    /// Safe HTML; empty once it is deleted.
    pub body: String,
    pub language: String,
    /// Told to everybody who takes part.
    pub announcement: bool,
    /// Not let in by the organiser yet.
    pub waiting: bool,
    /// The host it was written on; `None` for this one.
    pub origin: Option<String>,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    pub deleted_at: Option<DateTime<Utc>>,
}

impl Comment {
    /// Whether it was written on this server.
    pub fn local(&self) -> bool {
        self.origin.is_none()
    }

    /// The comment that its thread begins with: itself, or another.
    pub fn root(&self) -> CommentId {
        self.root_id.unwrap_or(self.id)
    }
}

/// A comment as somebody sees it.
#[derive(Debug, Clone, PartialEq)]
pub struct Shown {
    pub comment: Comment,
    /// Deleted, or by somebody who is hidden: neither its words nor its author are shown.
    pub blank: bool,
}

/// A comment and all answers to it and to those, oldest first.
#[derive(Debug, Clone, PartialEq)]
pub struct Thread {
    pub first: Shown,
    pub replies: Vec<Shown>,
}

impl Thread {
    /// Threads out of the comments of one event in the order of their ids. Announcements come first, then the oldest;
    /// a place that is blank stays only where something follows it.
    pub fn gather(all: Vec<Shown>) -> Vec<Self> {
        let mut threads: Vec<Self> = Vec::new();
        for shown in all {
            match shown.comment.root_id {
                None => threads.push(Self { first: shown, replies: Vec::new() }),
                Some(root) => {
                    let thread = threads.iter_mut().find(|one| one.first.comment.id == root);
                    if let Some(thread) = thread.filter(|_| !shown.blank) {
                        thread.replies.push(shown);
                    }
                }
            }
        }
        threads.retain(|thread| !thread.first.blank || !thread.replies.is_empty());
        threads.sort_by_key(|thread| !thread.first.comment.announcement || thread.first.blank);
        threads
    }
}

/// What somebody wants to say.
#[derive(Debug, Clone, Default)]
pub struct NewComment {
    /// HTML, as it was typed.
    pub text: String,
    /// The comment that it answers.
    pub parent: Option<CommentId>,
    /// Whether everybody who takes part is told by mail.
    pub announcement: bool,
    /// A language tag, where its author named one.
    pub language: Option<String>,
}

/// Something happened to a comment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum CommentFact {
    /// It was written; it may have to wait.
    Written { id: CommentId },
    /// The organiser let it in.
    Approved { id: CommentId },
    /// It says something else.
    Changed { id: CommentId },
    /// It is gone. Who did that, where it was not its author.
    Deleted { id: CommentId, by: Option<ActorId> },
}

impl CommentFact {
    /// The comment.
    pub fn comment(&self) -> CommentId {
        match self {
            Self::Written { id }
            | Self::Approved { id }
            | Self::Changed { id }
            | Self::Deleted { id, .. } => *id,
        }
    }
}

impl Fact for CommentFact {
    const KIND: &'static str = "comment";
}

#[cfg(test)]
pub mod testing {
    use super::*;

    /// A comment with this id, an answer to another one or not.
    pub fn comment(id: i64, root: Option<i64>) -> Comment {
        Comment {
            id: CommentId(id),
            uuid: Uuid::nil(),
            url: format!("https://a.example/comments/{id}"),
            event_id: EventId(1),
            actor_id: ActorId(1),
            parent_id: root.map(CommentId),
            root_id: root.map(CommentId),
            body: "<p>hello</p>".into(),
            language: "en".into(),
            announcement: false,
            waiting: false,
            origin: None,
            created_at: DateTime::UNIX_EPOCH,
            updated_at: DateTime::UNIX_EPOCH,
            deleted_at: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::testing::comment;
    use super::*;

    #[test]
    fn threads_begin_with_announcements_and_keep_a_blank_place_only_before_answers() {
        let shown = |id, root, blank| Shown { comment: comment(id, root), blank };
        let news =
            Shown { comment: Comment { announcement: true, ..comment(5, None) }, blank: false };
        let all = vec![
            shown(1, None, true),
            shown(2, None, true),
            shown(3, Some(2), false),
            shown(4, Some(2), true),
            news,
            shown(6, None, false),
        ];
        let threads: Vec<(i64, Vec<i64>)> = Thread::gather(all)
            .iter()
            .map(|one| {
                let replies = one.replies.iter().map(|reply| reply.comment.id.0).collect();
                (one.first.comment.id.0, replies)
            })
            .collect();
        assert_eq!(threads, [(5, vec![]), (2, vec![3]), (6, vec![])]);
    }
}
