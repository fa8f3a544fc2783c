package io.github.camelmbus;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import io.github.camelmbus.line.DeadConnectionException;
import io.github.camelmbus.reading.JsonBody;
import java.io.IOException;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What programs of users may rely on: the types that docs/reference/api.md names, and their public
 * and protected members as recorded in docs/reference/api.txt. {@code -Dmbus.docs=update} records
 * them again; what goes from the file is a change that the changelog must name.
 */
@AnalyzeClasses(packages = ArchitectureTest.ROOT, importOptions = DoNotIncludeTests.class)
class ApiTest {
  private static final Path PAGE = Path.of("../docs/reference/api.md");
  private static final Path RECORD = Path.of("../docs/reference/api.txt");

  /** The outermost class of ours in the name of a type. */
  private static final Pattern OUR_TYPE =
      Pattern.compile("io\\.github\\.camelmbus\\.[a-z.0-9]*\\w+");

  @Test
  void membersAreThoseOfTheRecord() throws IOException {
    String members =
        types().map(ApiTest::described).collect(Collectors.joining("\n")).replace("$", ".");

    if ("update".equals(System.getProperty("mbus.docs"))) {
      Files.writeString(RECORD, members);
    } else {
      assertThat(members)
          .as("%s is stale: run the tests with -Dmbus.docs=update", RECORD)
          .isEqualTo(Files.readString(RECORD));
    }
  }

  @ArchTest
  static void bodiesAndExceptionsThatRoutesGetAreOnThePage(JavaClasses classes) throws IOException {
    Set<String> missing =
        classes.stream()
            .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
            .filter(type -> type.getEnclosingClass().isEmpty())
            .filter(
                type -> type.isAssignableTo(JsonBody.class) || type.isAssignableTo(Throwable.class))
            .map(JavaClass::getName)
            .collect(Collectors.toCollection(TreeSet::new));
    types().map(Class::getName).forEach(missing::remove);

    // It ends a task, which the worker of the line runs again.
    assertThat(missing).containsExactly(DeadConnectionException.class.getName());
  }

  @Test
  void typesThatMembersGiveAreOnThePage() throws IOException {
    Set<String> listed = types().map(Class::getName).collect(Collectors.toSet());
    Set<String> missing = new TreeSet<>();
    types()
        .flatMap(ApiTest::withNested)
        .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
        .filter(ApiTest::isForUsers)
        .forEach(
            method -> {
              Matcher given = OUR_TYPE.matcher(method.getGenericReturnType().getTypeName());
              while (given.find()) {
                if (!listed.contains(given.group())) {
                  missing.add(method.getDeclaringClass().getSimpleName() + "." + method.getName());
                }
              }
            });

    // They are for the component itself and for the command line of the example.
    assertThat(missing).containsExactly("KmpLogException.readout", "MBusEndpoint.lineToSearch");
  }

  private static Stream<Class<?>> withNested(Class<?> type) {
    return Stream.concat(
        Stream.of(type),
        Arrays.stream(type.getDeclaredClasses())
            .filter(inner -> Modifier.isPublic(inner.getModifiers()))
            .flatMap(ApiTest::withNested));
  }

  /** The types named in the tables of the page, in its order. */
  private static Stream<Class<?>> types() throws IOException {
    String packageName = "";
    Stream.Builder<Class<?>> types = Stream.builder();
    for (String line : Files.readAllLines(PAGE)) {
      if (line.startsWith("## `")) {
        packageName = line.substring(4, line.lastIndexOf('`'));
      } else if (line.startsWith("| `")) {
        types.add(load(packageName + "." + line.substring(3, line.indexOf('`', 3))));
      }
    }
    return types.build();
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException e) {
      throw new AssertionError(PAGE + " names a type that is not there: " + name, e);
    }
  }

  private static String described(Class<?> type) {
    assertThat(Modifier.isPublic(type.getModifiers())).as("%s is public", type).isTrue();
    Stream<String> members =
        Stream.of(
                type.getDeclaredFields(), type.getDeclaredConstructors(), type.getDeclaredMethods())
            .flatMap(Arrays::stream)
            .filter(member -> isForUsers((Member) member))
            .map(ApiTest::text)
            .sorted();
    Stream<String> nested =
        Arrays.stream(type.getDeclaredClasses())
            .filter(inner -> Modifier.isPublic(inner.getModifiers()))
            .sorted((one, other) -> one.getName().compareTo(other.getName()))
            .map(ApiTest::described);
    return head(type)
        + "\n"
        + members.map(member -> "  " + member + "\n").collect(Collectors.joining())
        + nested.map(inner -> "\n" + inner).collect(Collectors.joining());
  }

  private static boolean isForUsers(Member member) {
    int modifiers = member.getModifiers();
    return (Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers))
        && !member.isSynthetic();
  }

  private static String head(Class<?> type) {
    List<String> parents =
        Stream.concat(
                Stream.ofNullable(type.getGenericSuperclass()),
                Arrays.stream(type.getGenericInterfaces()))
            .map(Type::getTypeName)
            .filter(name -> !name.equals("java.lang.Object") && !name.equals("java.lang.Record"))
            .toList();
    String kind =
        type.isRecord()
            ? "record"
            : type.isEnum() ? "enum" : type.isInterface() ? "interface" : "class";
    String sealed = type.isSealed() ? "sealed " : "";
    return sealed
        + kind
        + " "
        + type.getName()
        + (parents.isEmpty() ? "" : " : " + String.join(", ", parents));
  }

  private static String text(AccessibleObject member) {
    if (member instanceof Field field) {
      return modifiers(field) + field.getGenericType().getTypeName() + " " + field.getName();
    } else if (member instanceof Constructor<?> constructor) {
      return modifiers(constructor) + "new(" + parameters(constructor) + ")";
    } else if (member instanceof Method method) {
      return modifiers(method)
          + method.getGenericReturnType().getTypeName()
          + " "
          + method.getName()
          + "("
          + parameters(method)
          + ")";
    }
    throw new AssertionError(member);
  }

  private static String modifiers(Member member) {
    int shown = Modifier.STATIC | Modifier.PROTECTED | Modifier.ABSTRACT;
    String text = Modifier.toString(member.getModifiers() & shown);
    return text.isEmpty() ? "" : text + " ";
  }

  private static String parameters(Executable executable) {
    return Arrays.stream(executable.getGenericParameterTypes())
        .map(Type::getTypeName)
        .collect(Collectors.joining(", "));
  }
}
