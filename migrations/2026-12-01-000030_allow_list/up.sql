ALTER TABLE instances DROP CONSTRAINT instances_stance_check;
ALTER TABLE instances ADD CONSTRAINT instances_stance_check CHECK (stance IN ('open', 'limited', 'blocked', 'allowed'));
COMMENT ON COLUMN instances.stance IS 'What moderators decided: limited servers reach only those who know them, blocked ones nobody, and neither do their sub-domains; where all are blocked (host *), those that are allowed are not.';
