UPDATE instances SET stance = 'open' WHERE stance = 'allowed';
DELETE FROM instances WHERE host = '*';
ALTER TABLE instances DROP CONSTRAINT instances_stance_check;
ALTER TABLE instances ADD CONSTRAINT instances_stance_check CHECK (stance IN ('open', 'limited', 'blocked'));
COMMENT ON COLUMN instances.stance IS 'What moderators decided: limited servers reach only those who know them, blocked ones nobody, and neither do their sub-domains.';
