DROP TABLE mail_keys;
DROP TABLE job_slots;
DROP TABLE jobs;
