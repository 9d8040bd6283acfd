-- Extensions and the text-search configurations that every language of the search uses.
CREATE EXTENSION IF NOT EXISTS postgis;
CREATE EXTENSION IF NOT EXISTS btree_gist;
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS unaccent;

-- One configuration per language: words lose their accents, then their endings.
CREATE TEXT SEARCH CONFIGURATION farandole_simple (COPY = simple);
ALTER TEXT SEARCH CONFIGURATION farandole_simple
  ALTER MAPPING FOR hword, hword_part, word WITH unaccent, simple;
CREATE TEXT SEARCH CONFIGURATION farandole_en (COPY = english);
ALTER TEXT SEARCH CONFIGURATION farandole_en
  ALTER MAPPING FOR hword, hword_part, word WITH unaccent, english_stem;
CREATE TEXT SEARCH CONFIGURATION farandole_fr (COPY = french);
ALTER TEXT SEARCH CONFIGURATION farandole_fr
  ALTER MAPPING FOR hword, hword_part, word WITH unaccent, french_stem;
CREATE TEXT SEARCH CONFIGURATION farandole_de (COPY = german);
ALTER TEXT SEARCH CONFIGURATION farandole_de
  ALTER MAPPING FOR hword, hword_part, word WITH unaccent, german_stem;
CREATE TEXT SEARCH CONFIGURATION farandole_es (COPY = spanish);
ALTER TEXT SEARCH CONFIGURATION farandole_es
  ALTER MAPPING FOR hword, hword_part, word WITH unaccent, spanish_stem;
CREATE TEXT SEARCH CONFIGURATION farandole_it (COPY = italian);
ALTER TEXT SEARCH CONFIGURATION farandole_it
  ALTER MAPPING FOR hword, hword_part, word WITH unaccent, italian_stem;

-- The configuration for a language tag; anything unknown is split into words and nothing more.
CREATE FUNCTION farandole_config(language text) RETURNS regconfig
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE split_part(lower(language), '-', 1)
    WHEN 'en' THEN 'farandole_en'::regconfig WHEN 'fr' THEN 'farandole_fr'::regconfig
    WHEN 'de' THEN 'farandole_de'::regconfig WHEN 'es' THEN 'farandole_es'::regconfig
    WHEN 'it' THEN 'farandole_it'::regconfig ELSE 'farandole_simple'::regconfig END
$$;

-- An address is long; its SHA-256 makes a small unique index. Immutable since the encoding of a database never changes.
CREATE FUNCTION farandole_url_key(url text) RETURNS bytea
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT sha256(convert_to(url, 'UTF8')) $$;

CREATE TABLE secrets (
  name text PRIMARY KEY,
  value bytea NOT NULL,
  created_at timestamptz NOT NULL
);
COMMENT ON TABLE secrets IS 'Keys that this server made for itself; losing them voids the links in mails already sent.';

CREATE TABLE instance_settings (
  key text PRIMARY KEY,
  value jsonb NOT NULL,
  updated_at timestamptz NOT NULL
);
COMMENT ON TABLE instance_settings IS 'What administrators set at run time; a key in the configuration wins over its row.';

CREATE TABLE rate_counters (
  bucket text NOT NULL,
  key bytea NOT NULL,
  window_start timestamptz NOT NULL,
  hits integer NOT NULL DEFAULT 0,
  expires_at timestamptz NOT NULL,
  PRIMARY KEY (bucket, key, window_start)
);
CREATE INDEX rate_counters_expiry ON rate_counters (expires_at);
COMMENT ON TABLE rate_counters IS 'Hits per bucket, key and window; the key is a hash of the address or account it counts for.';

CREATE TABLE geocode_cache (
  key text PRIMARY KEY,
  body jsonb NOT NULL,
  fetched_at timestamptz NOT NULL
);
COMMENT ON TABLE geocode_cache IS 'Answers of the geocoder, so that a public server is asked once.';
