-- Writes src/tables.rs: the migrated database as diesel sees it. Run by `make schema`, which prints one column a row.
SELECT '// Made by `make schema` from the migrated database. Do not edit.' || E'\n';

WITH kinds (typname, rust) AS (VALUES
  ('int2', 'SmallInt'), ('int4', 'Integer'), ('int8', 'BigInt'), ('bool', 'Bool'), ('text', 'Text'),
  ('float8', 'Double'), ('timestamptz', 'Timestamptz'), ('timestamp', 'Timestamp'), ('date', 'Date'),
  ('uuid', 'Uuid'), ('jsonb', 'Jsonb'), ('bytea', 'Bytea'), ('_int4', 'Array<Nullable<Integer>>'),
  ('_text', 'Array<Nullable<Text>>'), ('geography', 'Geography'), ('tsvector', 'Tsvector')
), ours AS (
  SELECT c.oid, c.relname FROM pg_class c
  WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace
    AND c.relname NOT IN ('spatial_ref_sys', '__diesel_schema_migrations')
    AND NOT c.relispartition
), columns AS (
  SELECT a.attrelid, a.attnum,
    coalesce('        /// ' || replace(col_description(a.attrelid, a.attnum), E'\n', ' ') || E'\n', '')
      || '        ' || CASE WHEN a.attname IN ('type', 'where', 'ref') THEN 'r#' || a.attname ELSE a.attname END || ' -> '
      || CASE WHEN a.attnotnull THEN k.rust ELSE 'Nullable<' || k.rust || '>' END || ',' AS line
  FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid LEFT JOIN kinds k ON k.typname = t.typname
  WHERE a.attnum > 0 AND NOT a.attisdropped
), keys AS (
  SELECT i.indrelid, string_agg(a.attname, ', ' ORDER BY array_position(i.indkey::int[], a.attnum::int)) AS cols
  FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey::int[])
  WHERE i.indisprimary GROUP BY i.indrelid
)
SELECT 'diesel::table! {' || E'\n    use crate::types::sql::*;\n\n'
  || coalesce('    /// ' || obj_description(o.oid, 'pg_class') || E'\n', '')
  || '    ' || o.relname || ' (' || k.cols || E') {\n'
  || string_agg(c.line, E'\n' ORDER BY c.attnum) || E'\n    }\n}\n'
FROM ours o JOIN keys k ON k.indrelid = o.oid JOIN columns c ON c.attrelid = o.oid
GROUP BY o.oid, o.relname, k.cols ORDER BY o.relname;

WITH links AS (
  SELECT f.conrelid, f.confrelid, min(a.attname::text) AS col, count(*) AS n
  FROM pg_constraint f JOIN pg_attribute a ON a.attrelid = f.conrelid AND a.attnum = f.conkey[1]
  WHERE f.contype = 'f' AND f.conrelid <> f.confrelid AND cardinality(f.conkey) = 1
    AND f.connamespace = 'public'::regnamespace
  GROUP BY f.conrelid, f.confrelid
)
SELECT string_agg(format('diesel::joinable!(%s -> %s (%s));', conrelid::regclass, confrelid::regclass, col), E'\n'
  ORDER BY conrelid::regclass::text, confrelid::regclass::text) || E'\n'
FROM links l
WHERE n = 1 AND NOT EXISTS (SELECT FROM links b WHERE b.conrelid = l.confrelid AND b.confrelid = l.conrelid
  AND b.conrelid::regclass::text < l.conrelid::regclass::text);

SELECT 'diesel::allow_tables_to_appear_in_same_query!(' || E'\n'
  || string_agg('    ' || c.relname || ',', E'\n' ORDER BY c.relname) || E'\n);'
FROM pg_class c
WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace
  AND c.relname NOT IN ('spatial_ref_sys', '__diesel_schema_migrations') AND NOT c.relispartition;
