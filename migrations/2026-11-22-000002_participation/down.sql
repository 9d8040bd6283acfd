DROP TABLE event_change_sets;
DROP INDEX participants_unconfirmed;
DROP INDEX participants_confirmed_email;
DROP INDEX participants_code;
