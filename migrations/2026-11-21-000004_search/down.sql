DROP TABLE map_cells;
DROP TABLE search_words;
DROP TABLE event_upcoming_tags;
DROP TABLE event_upcoming_text;
DROP TABLE event_upcoming;
