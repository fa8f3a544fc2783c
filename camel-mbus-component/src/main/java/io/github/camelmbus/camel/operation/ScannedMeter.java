package io.github.camelmbus.camel.operation;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.camelmbus.application.DeviceType;
import io.github.camelmbus.application.Manufacturer;
import io.github.camelmbus.application.Mask;
import io.github.camelmbus.application.SecondaryAddress;
import io.github.camelmbus.reading.JsonBody;
import io.github.camelmbus.search.FoundMeter;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A meter that a search has found. A component is null if its telegram does not contain it.
 *
 * @param secondaryAddress 16 digits; F for parts that the telegram does not contain.
 * @param primaryAddress 0..250.
 * @param id identification number, 8 digits as printed on the meter.
 * @param manufacturer three letters, or four hexadecimal digits if the code does not give letters.
 * @param version generation, 0..255.
 * @param deviceType {@code heat} for example.
 * @param deviceTypeCode 0..255.
 * @param mask the selection that reads it; null if a primary scan found it.
 * @param responseTimeMillis from the end of the request to the beginning of the answer.
 */
public record ScannedMeter(
    @Nullable String secondaryAddress,
    int primaryAddress,
    @Nullable String id,
    @Nullable String manufacturer,
    @Nullable Integer version,
    @Nullable String deviceType,
    @Nullable Integer deviceTypeCode,
    @Nullable String mask,
    long responseTimeMillis)
    implements JsonBody {
  private static final int ANY_OCTET = 0xFF;
  private static final int ANY_MANUFACTURER = 0xFFFF;

  /** The components by name, in their order: a row for CSV and SQL. */
  public Map<String, @Nullable Object> row() {
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    row.put("secondaryAddress", secondaryAddress);
    row.put("primaryAddress", primaryAddress);
    row.put("id", id);
    row.put("manufacturer", manufacturer);
    row.put("version", version);
    row.put("deviceType", deviceType);
    row.put("deviceTypeCode", deviceTypeCode);
    row.put("mask", mask);
    row.put("responseTimeMillis", responseTimeMillis);
    return row;
  }

  public static ScannedMeter of(FoundMeter meter) {
    SecondaryAddress address = meter.address();
    SecondaryAddress known = address == null ? SecondaryAddress.ANY : address;
    boolean hasType = known.deviceType() != ANY_OCTET;
    Mask mask = meter.mask();
    return new ScannedMeter(
        address == null ? null : address.toString(),
        meter.primaryAddress(),
        known.idIsExact() ? known.id() : null,
        known.manufacturer() == ANY_MANUFACTURER
            ? null
            : new Manufacturer(known.manufacturer()).toString(),
        known.version() == ANY_OCTET ? null : known.version(),
        hasType ? DeviceType.name(known.deviceType()) : null,
        hasType ? known.deviceType() : null,
        mask == null ? null : mask.toString(),
        meter.responseTime().toMillis());
  }

  @Override
  public void writeTo(JsonGenerator json) throws IOException {
    SearchJson.write(this, json);
  }
}
