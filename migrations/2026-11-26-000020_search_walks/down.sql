DROP INDEX events_public_end;
DROP INDEX event_upcoming_lasting;
