package io.github.camelmbus.quarkus.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fazecast.jSerialComm.SerialPort;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** On the class of the jSerialComm that the component is built with. */
class AndroidPortTest {
  private static final String NAME = AndroidPort.CLASS.replace('.', '/');

  private static byte[] original;
  private static byte[] transformed;

  @BeforeAll
  static void transform() throws IOException {
    original = classFile(NAME + ".class");
    transformed = AndroidPort.withoutAndroid(original);
  }

  @Test
  void nothingOfAndroidIsNamedAnyMore() {
    assertThat(foreign(original)).as("the original needs the cure").isNotEmpty();
    assertThat(foreign(transformed)).isEmpty();
  }

  @Test
  void everyMemberThatTheLibraryUsesIsStillThere() throws IOException {
    Set<String> used = membersUsedByTheLibrary();

    assertThat(used)
        .contains(
            "getCommPortsNative()[Lcom/fazecast/jSerialComm/SerialPort;",
            "readBytes([BJJII)I",
            "setDTRandRTS(ZZ)Z");
    assertThat(members(transformed)).containsAll(used);
  }

  @Test
  void itIsTheSameKindOfClass() {
    ClassReader before = new ClassReader(original);
    ClassReader after = new ClassReader(transformed);

    assertThat(after.getAccess()).isEqualTo(before.getAccess());
    assertThat(after.getClassName()).isEqualTo(before.getClassName());
    assertThat(after.getSuperName()).isEqualTo(before.getSuperName());
    assertThat(after.getInterfaces()).isEqualTo(before.getInterfaces());
  }

  @Test
  void itLinksWithoutAndroidAndRefusesToWork() throws Exception {
    Class<?> linked = new Alone().link();

    assertThat(linked.getDeclaredMethods()).noneMatch(m -> Modifier.isAbstract(m.getModifiers()));
    Method ports = linked.getMethod("getCommPortsNative");
    assertThatThrownBy(() -> ports.invoke(null))
        .isInstanceOf(InvocationTargetException.class)
        .cause()
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("Android");
  }

  /** The class that is left out of the library is there, and the only inner one. */
  @Test
  void theReceiverIsTheOnlyOtherClassThatNamesAndroid() throws IOException {
    Set<String> named = new TreeSet<>();
    try (JarFile library = library()) {
      for (JarEntry entry : library.stream().filter(AndroidPortTest::isClass).toList()) {
        if (!foreign(library.getInputStream(entry).readAllBytes()).isEmpty()) {
          named.add(entry.getName());
        }
      }
    }
    assertThat(named).containsExactlyInAnyOrder(NAME + ".class", AndroidPort.INNER_CLASS_FILE);
  }

  private static boolean isClass(JarEntry entry) {
    return entry.getName().endsWith(".class") && !entry.getName().startsWith("META-INF/");
  }

  private static Set<String> foreign(byte[] classFile) {
    Set<String> found = new TreeSet<>();
    String content = new String(classFile, StandardCharsets.ISO_8859_1);
    Pattern.compile("(?<!jSerialComm/)android/[a-z]+/\\w+")
        .matcher(content)
        .results()
        .forEach(match -> found.add(match.group()));
    return found;
  }

  private static Set<String> membersUsedByTheLibrary() throws IOException {
    Set<String> used = new TreeSet<>();
    try (JarFile library = library()) {
      for (JarEntry entry : library.stream().filter(AndroidPortTest::isClass).toList()) {
        if (!entry.getName().startsWith(NAME)) {
          new ClassReader(library.getInputStream(entry)).accept(new Uses(used), 0);
        }
      }
    }
    return used;
  }

  private static Set<String> members(byte[] classFile) {
    Set<String> members = new TreeSet<>();
    new ClassReader(classFile)
        .accept(
            new ClassVisitor(Opcodes.ASM9) {
              @Override
              public FieldVisitor visitField(
                  int access, String name, String descriptor, String signature, Object value) {
                members.add(name + descriptor);
                return null;
              }

              @Override
              public MethodVisitor visitMethod(
                  int access, String name, String descriptor, String signature, String[] thrown) {
                members.add(name + descriptor);
                return null;
              }
            },
            ClassReader.SKIP_CODE);
    return members;
  }

  private static JarFile library() throws IOException {
    return new JarFile(
        SerialPort.class.getProtectionDomain().getCodeSource().getLocation().getPath());
  }

  private static byte[] classFile(String name) throws IOException {
    try (InputStream in = SerialPort.class.getClassLoader().getResourceAsStream(name)) {
      return in.readAllBytes();
    }
  }

  /** Collects the members of the class that other classes use. */
  private static final class Uses extends ClassVisitor {
    private final Set<String> used;

    Uses(Set<String> used) {
      super(Opcodes.ASM9);
      this.used = used;
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String signature, String[] exceptions) {
      return new MethodVisitor(Opcodes.ASM9) {
        @Override
        public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
          add(owner, name + descriptor);
        }

        @Override
        public void visitMethodInsn(
            int opcode, String owner, String name, String descriptor, boolean isInterface) {
          add(owner, name + descriptor);
        }
      };
    }

    private void add(String owner, String member) {
      if (owner.equals(NAME)) {
        used.add(member);
      }
    }
  }

  /** Sees the transformed class, and no Android. */
  private static final class Alone extends ClassLoader {
    Alone() {
      super(SerialPort.class.getClassLoader());
    }

    Class<?> link() throws ClassNotFoundException {
      Class<?> defined = defineClass(AndroidPort.CLASS, transformed, 0, transformed.length);
      return Class.forName(defined.getName(), true, this);
    }
  }
}
