-- What was asked for under an address that nobody has confirmed yet. Each attempt keeps its own password, so that
-- only the one whose link is followed counts: whoever signs up with somebody else's address gains nothing.
ALTER TABLE users ADD COLUMN signup jsonb;
COMMENT ON COLUMN users.signup IS 'The attempts to sign up with this address, newest last: client (a keyed hash), password hash, link, profile asked for. NULL once confirmed.';
