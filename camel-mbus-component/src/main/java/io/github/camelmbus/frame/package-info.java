/**
 * FT1.2 frames of EN 13757-2 (format class FT1.2 of EN 60870-5-1) and their octets.
 *
 * <p>{@link io.github.camelmbus.frame.Frame#decode} takes exactly one frame; {@link
 * io.github.camelmbus.frame.FrameAssembler} finds frames in what arrives on a line, {@link
 * io.github.camelmbus.frame.RecordedFrames} in a recording. The application data of a long frame
 * stays octets here. Imports nothing but {@code java.base} and the exceptions of the root package.
 * Frames are immutable; an assembler is confined to one thread.
 */
@NullMarked
package io.github.camelmbus.frame;

import org.jspecify.annotations.NullMarked;
