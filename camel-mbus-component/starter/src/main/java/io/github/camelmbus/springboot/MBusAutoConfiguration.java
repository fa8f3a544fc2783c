package io.github.camelmbus.springboot;

import io.github.camelmbus.camel.KmpComponent;
import io.github.camelmbus.camel.MBusComponent;
import io.github.camelmbus.camel.dataformat.KmpDataFormat;
import io.github.camelmbus.camel.dataformat.MBusDataFormat;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.spi.ComponentCustomizer;
import org.apache.camel.spi.DataFormat;
import org.apache.camel.spi.DataFormatCustomizer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/** Sets the options of components and data formats when Camel creates them. */
@AutoConfiguration
public class MBusAutoConfiguration {

  /** Properties {@code camel.component.mbus.*}. */
  @Bean
  public ComponentCustomizer mbusComponentOptions(Environment environment) {
    return ofComponent(MBusComponent.class, environment, "camel.component.mbus");
  }

  /** Properties {@code camel.component.kmp.*}. */
  @Bean
  public ComponentCustomizer kmpComponentOptions(Environment environment) {
    return ofComponent(KmpComponent.class, environment, "camel.component.kmp");
  }

  /** Properties {@code camel.dataformat.mbus.*}. */
  @Bean
  public DataFormatCustomizer mbusDataFormatOptions(
      Environment environment, ObjectProvider<CamelContext> context) {
    return ofDataFormat(MBusDataFormat.class, environment, context, "camel.dataformat.mbus");
  }

  /** Properties {@code camel.dataformat.kmp.*}. */
  @Bean
  public DataFormatCustomizer kmpDataFormatOptions(
      Environment environment, ObjectProvider<CamelContext> context) {
    return ofDataFormat(KmpDataFormat.class, environment, context, "camel.dataformat.kmp");
  }

  private static <T extends Component> ComponentCustomizer ofComponent(
      Class<T> type, Environment environment, String prefix) {
    Options options = new Options(environment, prefix);
    return ComponentCustomizer.forType(
        type,
        component ->
            options.set(
                component,
                component.getCamelContext(),
                component.getComponentPropertyConfigurer()));
  }

  private static <T extends DataFormat> DataFormatCustomizer ofDataFormat(
      Class<T> type, Environment environment, ObjectProvider<CamelContext> context, String prefix) {
    Options options = new Options(environment, prefix);
    return DataFormatCustomizer.forType(
        type, format -> options.set(format, context.getObject(), null));
  }
}
