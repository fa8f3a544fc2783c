-- One row per reading of a kind of meter, one column per key: name those that you need.
create or replace view heat_meter_reading as
select
  meter,
  read_at,
  max(meter_id) as meter_id,
  max(name) as name,
  max(value) filter (where key = 'energy') as energy,
  max(value) filter (where key = 'volume') as volume,
  max(value) filter (where key = 'power') as power,
  max(value) filter (where key = 'volumeFlow') as volume_flow,
  max(value) filter (where key = 'flowTemperature') as flow_temperature,
  max(value) filter (where key = 'returnTemperature') as return_temperature,
  max(text) filter (where key = 'dateTime') as date_time
from meter_reading
where device_type in ('heat', 'heat-cooling')
group by meter, read_at;
