//! Numbers that name rows, one type per table, so that an event's id never passes for an account's.

/// Makes the id type of a table.
macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
            diesel_derive_newtype::DieselNewType,
        )]
        #[serde(transparent)]
        pub struct $name(pub i64);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }
        impl From<i64> for $name {
            fn from(id: i64) -> Self {
                Self(id)
            }
        }
    };
}

id!(
    /// An account.
    UserId
);
id!(
    /// An identity, a group, or the server itself.
    ActorId
);
id!(
    /// A sign-in.
    SessionId
);
id!(
    /// An event.
    EventId
);
id!(
    /// Somebody's part in an event.
    ParticipantId
);
id!(
    /// What somebody said.
    CommentId
);
id!(
    /// What somebody told the moderators.
    ReportId
);
id!(
    /// What a moderator noted about a report.
    NoteId
);
id!(
    /// A picture.
    MediaId
);
id!(
    /// A place.
    AddressId
);
id!(
    /// A tag.
    TagId
);
id!(
    /// Another server.
    InstanceId
);
id!(
    /// Somebody's wish to hear of somebody.
    FollowId
);
id!(
    /// Something on its way to other servers.
    ActivityId
);
id!(
    /// An activity on its way to one server.
    DeliveryId
);
id!(
    /// Something that another server sent.
    ArrivalId
);
