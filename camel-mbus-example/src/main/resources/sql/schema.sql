-- One row per record of a reading. The key is what makes sending a reading twice harmless.
create table if not exists meter_reading (
  meter text not null,
  read_at timestamptz not null,
  key text not null,
  value numeric,
  text text,
  unit text,
  quality text not null,
  meter_id text,
  name text,
  manufacturer text,
  device_type text,
  line text,
  secondary_address text,
  primary key (meter, read_at, key)
);
-- A table that was made before December 2026 has no such column.
alter table meter_reading add column if not exists secondary_address text;
