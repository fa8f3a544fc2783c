insert into meter_reading
  (meter, read_at, key, value, text, unit, quality, meter_id, name, manufacturer, device_type, line,
   secondary_address)
values
  (:#meter, cast(:#readAt as timestamptz), :#key, cast(:#value as numeric), :#text, :#unit, :#quality,
   :#meterId, :#name, :#manufacturer, :#deviceType, :#line, :#secondaryAddress)
on conflict (meter, read_at, key) do update set
  value = excluded.value, text = excluded.text, unit = excluded.unit, quality = excluded.quality,
  meter_id = excluded.meter_id, name = excluded.name, manufacturer = excluded.manufacturer,
  device_type = excluded.device_type, line = excluded.line,
  secondary_address = excluded.secondary_address
