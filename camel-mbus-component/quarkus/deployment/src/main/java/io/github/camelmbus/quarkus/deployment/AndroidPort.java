package io.github.camelmbus.quarkus.deployment;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * The class of jSerialComm for Android. It is used on Android only, but the library refers to it,
 * and it refers to classes of Android, which a native image does not have.
 */
final class AndroidPort {
  static final String CLASS = "com.fazecast.jSerialComm.android.AndroidPort";

  /** Receives a broadcast of Android; only the original class refers to it. */
  static final String INNER_CLASS_FILE = "com/fazecast/jSerialComm/android/AndroidPort$1.class";

  private static final String ANDROID = "Landroid/";

  private AndroidPort() {}

  /**
   * The class without references to Android: the methods that others call throw {@link
   * UnsupportedOperationException}.
   *
   * @param original octets of the class file.
   */
  static byte[] withoutAndroid(byte[] original) {
    // Does not copy the constant pool of the original, which refers to classes of Android.
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    new ClassReader(original).accept(new Stubs(writer), ClassReader.SKIP_CODE);
    return writer.toByteArray();
  }

  private static final class Stubs extends ClassVisitor {
    Stubs(ClassVisitor next) {
      super(Opcodes.ASM9, next);
    }

    @Override
    public void visitInnerClass(
        String name, @Nullable String outer, @Nullable String inner, int access) {}

    @Override
    public void visitNestMember(String member) {}

    @Override
    public @Nullable FieldVisitor visitField(
        int access,
        String name,
        String descriptor,
        @Nullable String signature,
        @Nullable Object value) {
      return descriptor.contains(ANDROID)
          ? null
          : super.visitField(access, name, descriptor, null, value);
    }

    @Override
    public @Nullable MethodVisitor visitMethod(
        int access,
        String name,
        String descriptor,
        @Nullable String signature,
        String @Nullable [] exceptions) {
      boolean synthetic = (access & Opcodes.ACC_SYNTHETIC) != 0;
      if (synthetic || descriptor.contains(ANDROID) || name.equals("<clinit>")) {
        return null;
      }
      int withBody = access & ~(Opcodes.ACC_NATIVE | Opcodes.ACC_ABSTRACT);
      refuse(super.visitMethod(withBody, name, descriptor, null, exceptions), name);
      return null;
    }

    private static void refuse(MethodVisitor method, String name) {
      String failure = Type.getInternalName(UnsupportedOperationException.class);
      method.visitCode();
      if (name.equals("<init>")) {
        method.visitVarInsn(Opcodes.ALOAD, 0);
        method.visitMethodInsn(
            Opcodes.INVOKESPECIAL, Type.getInternalName(Object.class), "<init>", "()V", false);
      }
      method.visitTypeInsn(Opcodes.NEW, failure);
      method.visitInsn(Opcodes.DUP);
      method.visitLdcInsn("a native image has no Android");
      method.visitMethodInsn(
          Opcodes.INVOKESPECIAL, failure, "<init>", "(Ljava/lang/String;)V", false);
      method.visitInsn(Opcodes.ATHROW);
      method.visitMaxs(0, 0);
      method.visitEnd();
    }
  }
}
