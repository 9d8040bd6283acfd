//! The closed sets of an event.

use crate::kernel::words::words;

words! {
    /// Whether an event takes place.
    pub enum Status {
        /// Planned, not certain yet.
        Tentative = "tentative",
        /// It takes place.
        Confirmed = "confirmed",
        /// It has been called off.
        Cancelled = "cancelled",
    }
}

words! {
    /// Who finds an event.
    pub enum Visibility {
        /// Everybody; lists and searches show it.
        Public = "public",
        /// Everybody who has the link; no list shows it.
        Unlisted = "unlisted",
        /// Those who have been let in.
        Restricted = "restricted",
        /// Those who have been let in.
        Private = "private",
    }
}

words! {
    /// How people come to take part.
    pub enum JoinOptions {
        /// Whoever wants to.
        Free = "free",
        /// The organiser says yes or no.
        Restricted = "restricted",
        /// As restricted; the organiser expects those who were invited.
        Invite = "invite",
        /// On another site.
        External = "external",
    }
}

words! {
    /// Who may comment.
    pub enum CommentModeration {
        /// Everybody who sees the event.
        AllowAll = "allow_all",
        /// Comments wait for the organiser.
        Moderated = "moderated",
        /// Nobody but the organiser.
        Closed = "closed",
    }
}

words! {
    /// What kind of value an entry of the metadata holds.
    pub enum MetadataType {
        String = "string",
        Integer = "integer",
        Boolean = "boolean",
    }
}

words! {
    /// What an event is about; the words of the contract.
    pub enum Category {
        Arts = "ARTS",
        BookClubs = "BOOK_CLUBS",
        Business = "BUSINESS",
        Causes = "CAUSES",
        Comedy = "COMEDY",
        Crafts = "CRAFTS",
        FoodDrink = "FOOD_DRINK",
        Health = "HEALTH",
        Music = "MUSIC",
        AutoBoatAir = "AUTO_BOAT_AIR",
        Community = "COMMUNITY",
        FamilyEducation = "FAMILY_EDUCATION",
        FashionBeauty = "FASHION_BEAUTY",
        FilmMedia = "FILM_MEDIA",
        Games = "GAMES",
        LanguageCulture = "LANGUAGE_CULTURE",
        Learning = "LEARNING",
        Lgbtq = "LGBTQ",
        MovementsPolitics = "MOVEMENTS_POLITICS",
        Networking = "NETWORKING",
        Party = "PARTY",
        PerformingVisualArts = "PERFORMING_VISUAL_ARTS",
        Pets = "PETS",
        Photography = "PHOTOGRAPHY",
        OutdoorsAdventure = "OUTDOORS_ADVENTURE",
        SpiritualityReligionBeliefs = "SPIRITUALITY_RELIGION_BELIEFS",
        ScienceTech = "SCIENCE_TECH",
        Sports = "SPORTS",
        Theatre = "THEATRE",
        Meeting = "MEETING",
    }
}
