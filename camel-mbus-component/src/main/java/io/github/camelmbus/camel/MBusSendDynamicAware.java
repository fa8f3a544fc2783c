package io.github.camelmbus.camel;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.spi.annotations.SendDynamic;
import org.apache.camel.support.component.SendDynamicAwareSupport;
import org.jspecify.annotations.Nullable;

/**
 * Lets {@code toD} use one endpoint for all meters of a line: during the call, the addresses of the
 * URI are in a property of the exchange. A header would remain after it, or overwrite that of a
 * consumer.
 */
@SendDynamic(MBusConstants.SCHEME)
public class MBusSendDynamicAware extends SendDynamicAwareSupport {
  /** Property of an exchange: the meters that the URI of a {@code toD} names. */
  static final String ADDRESSES = "CamelMBusDynamicAddress";

  private static final String PRIMARY = "primary";
  private static final String SECONDARY = "secondary";

  @Override
  public boolean isLenientProperties() {
    return false;
  }

  @Override
  public DynamicAwareEntry prepare(Exchange exchange, String uri, String originalUri)
      throws Exception {
    return new DynamicAwareEntry(uri, originalUri, endpointProperties(exchange, uri), Map.of());
  }

  @Override
  public @Nullable String resolveStaticUri(Exchange exchange, DynamicAwareEntry entry)
      throws Exception {
    if (addresses(entry).isEmpty()) {
      return null;
    }
    Map<String, Object> rest = new LinkedHashMap<>(entry.getProperties());
    rest.remove(PRIMARY);
    rest.remove(SECONDARY);
    String uri = entry.getUri();
    return rest.isEmpty() ? uri.substring(0, uri.indexOf('?')) : asEndpointUri(exchange, uri, rest);
  }

  @Override
  public @Nullable Processor createPreProcessor(Exchange exchange, DynamicAwareEntry entry) {
    String addresses = addresses(entry);
    return addresses.isEmpty() ? null : sent -> sent.setProperty(ADDRESSES, addresses);
  }

  @Override
  public @Nullable Processor createPostProcessor(Exchange exchange, DynamicAwareEntry entry) {
    return addresses(entry).isEmpty() ? null : sent -> sent.removeProperty(ADDRESSES);
  }

  private static String addresses(DynamicAwareEntry entry) {
    Map<String, Object> properties = entry.getProperties();
    return Stream.of(properties.get(PRIMARY), properties.get(SECONDARY))
        .filter(Objects::nonNull)
        .map(Object::toString)
        .filter(text -> !text.isBlank())
        .collect(Collectors.joining(","));
  }
}
