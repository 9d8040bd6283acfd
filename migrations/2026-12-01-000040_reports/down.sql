DROP TABLE report_notes;
DROP TABLE report_comments;
DROP TABLE report_events;
DROP TABLE reports;
