package io.github.camelmbus.camel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Compiles the Java of documents: classes, or the statements of a route builder. What the compiler
 * has read of the class path serves all of them.
 */
final class JavaBlocks implements AutoCloseable {
  private static final Pattern CLASS = Pattern.compile("public (?:final )?class (\\w+)");
  private static final List<String> IMPORTS =
      List.of(
          "java.util.*",
          "org.apache.camel.builder.RouteBuilder",
          "org.apache.camel.builder.endpoint.EndpointRouteBuilder",
          "io.github.camelmbus.application.*",
          "io.github.camelmbus.camel.*",
          "io.github.camelmbus.camel.dataformat.*",
          "io.github.camelmbus.camel.endpoint.dsl.KmpEndpointBuilderFactory.KmpBuilders",
          "io.github.camelmbus.camel.endpoint.dsl.MBusEndpointBuilderFactory.MBusBuilders",
          "io.github.camelmbus.reading.*",
          "io.github.camelmbus.data.*");

  private final JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
  private final StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);

  /** An object of the class of a block. */
  Object compile(String text, Path directory) throws Exception {
    Matcher named = CLASS.matcher(text);
    boolean whole = named.find();
    String name = whole ? named.group(1) : "Documented";
    StringBuilder source = new StringBuilder();
    IMPORTS.forEach(one -> source.append("import ").append(one).append(";\n"));
    source.append(
        whole
            ? text
            : "public class Documented extends RouteBuilder { public void configure() {\n"
                + text
                + "}}");
    Path file = Files.writeString(directory.resolve(name + ".java"), source);
    compile(file, directory);
    URLClassLoader loader = // its classes are needed as long as the test
        new URLClassLoader(
            new URL[] {directory.toUri().toURL()}, JavaBlocks.class.getClassLoader());
    return loader.loadClass(name).getConstructor().newInstance();
  }

  private void compile(Path file, Path directory) {
    StringWriter messages = new StringWriter();
    List<String> options =
        List.of(
            "-proc:none",
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            "-d",
            directory.toString());
    boolean compiled =
        compiler
            .getTask(messages, files, null, options, null, files.getJavaFileObjects(file))
            .call();
    assertThat(compiled).as("%s", messages).isTrue();
  }

  @Override
  public void close() throws IOException {
    files.close();
  }
}
