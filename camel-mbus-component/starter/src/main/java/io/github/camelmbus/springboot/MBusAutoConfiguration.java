package io.github.camelmbus.springboot;

import io.github.camelmbus.camel.MBusComponent;
import io.github.camelmbus.camel.dataformat.MBusDataFormat;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.ComponentCustomizer;
import org.apache.camel.spi.DataFormatCustomizer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/** Sets the options of component and data format when Camel makes one. */
@AutoConfiguration
public class MBusAutoConfiguration {

  /** Properties {@code camel.component.mbus.*}. */
  @Bean
  public ComponentCustomizer mbusComponentOptions(Environment environment) {
    Options options = new Options(environment, "camel.component.mbus");
    return ComponentCustomizer.forType(
        MBusComponent.class,
        component ->
            options.set(
                component,
                component.getCamelContext(),
                component.getComponentPropertyConfigurer()));
  }

  /** Properties {@code camel.dataformat.mbus.*}. */
  @Bean
  public DataFormatCustomizer mbusDataFormatOptions(
      Environment environment, ObjectProvider<CamelContext> context) {
    Options options = new Options(environment, "camel.dataformat.mbus");
    return DataFormatCustomizer.forType(
        MBusDataFormat.class, format -> options.set(format, context.getObject(), null));
  }
}
