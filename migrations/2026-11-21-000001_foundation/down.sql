DROP TABLE geocode_cache;
DROP TABLE rate_counters;
DROP TABLE instance_settings;
DROP TABLE secrets;
DROP FUNCTION farandole_url_key(text);
DROP FUNCTION farandole_config(text);
DROP TEXT SEARCH CONFIGURATION farandole_it;
DROP TEXT SEARCH CONFIGURATION farandole_es;
DROP TEXT SEARCH CONFIGURATION farandole_de;
DROP TEXT SEARCH CONFIGURATION farandole_fr;
DROP TEXT SEARCH CONFIGURATION farandole_en;
DROP TEXT SEARCH CONFIGURATION farandole_simple;
-- The extensions stay: another schema of this database may use them.
