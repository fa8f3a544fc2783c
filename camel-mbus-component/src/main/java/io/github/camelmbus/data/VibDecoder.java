package io.github.camelmbus.data;

import io.github.camelmbus.MBusFormatException;
import io.github.camelmbus.MBusFormatException.Fault;

/**
 * Reads a VIB: the VIF, the VIFE that may select its table, plain text, and the chain of VIFEs.
 *
 * <p>Decodes one VIB after the other; confined to one thread.
 */
final class VibDecoder {
  /** The most VIFEs that may follow a VIF, with the one that selects its table. */
  static final int MAX_VIFE = 10;

  private static final int EXTENSION = 0x80;
  private static final int CODE = 0x7F;

  /** Most records have a VIF without VIFEs. */
  private static final Meaning[] VIF_ALONE = withoutVifes();

  private final OctetReader in;
  private final PlainText.Position textPosition;
  private final VifeTable combinable;
  private boolean hasPlainText;
  private int oddTexts;
  private int vifes;

  private final RecurringVibs recurring;

  /**
   * @param combinable the VIFEs of a meter or those of a master.
   */
  VibDecoder(OctetReader in, PlainText.Position textPosition, VifeTable combinable) {
    this.in = in;
    this.textPosition = textPosition;
    this.combinable = combinable;
    recurring = RecurringVibs.of(textPosition, combinable);
  }

  private static Meaning[] withoutVifes() {
    Meaning[] meanings = new Meaning[CodePattern.CODES];
    for (int code = 0; code < meanings.length; code++) {
      meanings[code] = Meaning.Builder.of(VifTable.PRIMARY, code).build(new byte[] {(byte) code});
    }
    return meanings;
  }

  /** Whether a VIF was one in plain text. */
  boolean hasPlainText() {
    return hasPlainText;
  }

  /** How many plain texts are not printable. */
  int oddTexts() {
    return oddTexts;
  }

  /**
   * Reads the next VIB.
   *
   * @throws MBusFormatException TRUNCATED if it does not end, LENGTH if it has too many VIFEs.
   */
  Meaning decode() {
    int from = in.position();
    Meaning meaning = isVifAlone(from) ? vifAlone(from) : at(from);
    in.moveTo(from + meaning.vibLength());
    return meaning;
  }

  /** Whether the VIF at a place has no VIFE and no text, so that it is the whole VIB. */
  boolean isVifAlone(int from) {
    if (from >= in.length()) {
      return false;
    }
    int vif = in.at(from);
    return vif < EXTENSION && vif != VifTable.PLAIN_TEXT_VIF;
  }

  /** The VIB of a VIF that {@link #isVifAlone is alone}. */
  Meaning vifAlone(int from) {
    return VIF_ALONE[in.at(from)];
  }

  /**
   * Reads another VIB at a place; it ends after {@link Meaning#vibLength}.
   *
   * @throws MBusFormatException as {@link #decode}.
   */
  Meaning at(int from) {
    if (from >= in.length()) {
      return readChain(from);
    }
    int vif = in.at(from);
    hasPlainText |= isPlainText(vif);
    Meaning known = recurring.at(in, from);
    return known == null ? readChain(from) : known;
  }

  private Meaning readChain(int from) {
    int position = in.position();
    int oddTextsBefore = oddTexts;
    in.moveTo(from);
    Meaning meaning = chain(in.next("VIF"), from);
    in.moveTo(position);
    if (oddTexts == oddTextsBefore) {
      recurring.keep(in, from, meaning);
    }
    return meaning;
  }

  private static boolean isPlainText(int vif) {
    return (vif & CODE) == VifTable.PLAIN_TEXT_VIF;
  }

  private Meaning chain(int vif, int from) {
    vifes = 0;
    boolean isPlainText = isPlainText(vif);
    Meaning.Builder meaning =
        switch (vif) {
          case VifTable.FIRST_EXTENSION_VIF -> select(VifTable.FIRST_EXTENSION);
          case VifTable.MAIN_EXTENSION_VIF -> selectMain();
          case VifTable.THIRD_EXTENSION_VIF -> selectThird(vif);
          default -> Meaning.Builder.of(VifTable.PRIMARY, vif);
        };
    if (isPlainText && textPosition == PlainText.Position.AFTER_VIF) {
      plainText(meaning);
      combine(meaning, vif);
    } else if ((vif & CODE) == VifTable.MANUFACTURER_VIF) {
      manufacturerChain(meaning, vif, from);
    } else {
      combine(meaning, vifes == 0 ? vif : in.at(in.position() - 1));
    }
    if (isPlainText && textPosition == PlainText.Position.AFTER_VIFES) {
      plainText(meaning);
    }
    return meaning.build(in.since(from));
  }

  private Meaning.Builder select(VifTable table) {
    return Meaning.Builder.of(table, vife());
  }

  private Meaning.Builder selectMain() {
    int vife = vife();
    return vife == VifTable.MAIN_EXTENSION_VIF
        ? select(VifTable.SECOND_LEVEL)
        : Meaning.Builder.of(VifTable.MAIN_EXTENSION, vife);
  }

  private Meaning.Builder selectThird(int vif) {
    vife();
    return Meaning.Builder.of(VifTable.PRIMARY, vif);
  }

  private void combine(Meaning.Builder meaning, int last) {
    int octet = last;
    while ((octet & EXTENSION) != 0) {
      octet = vife();
      int code = octet & CODE;
      VifeTable table = combinable;
      if (octet == (VifeTable.EXTENSION_VIFE | EXTENSION)) {
        octet = vife();
        table = VifeTable.EXTENSION;
      } else if (code == VifeTable.MANUFACTURER_VIFE) {
        manufacturerChain(meaning, octet, in.position() - 1);
        return;
      }
      table.effect(octet).apply(meaning);
    }
  }

  /** Takes the rest of the chain without a meaning: codes of the manufacturer stay octets. */
  private void manufacturerChain(Meaning.Builder meaning, int first, int from) {
    for (int octet = first; (octet & EXTENSION) != 0; ) {
      octet = vife();
    }
    meaning.qualify("manufacturer-" + OctetReader.HEX.formatHex(in.since(from)));
  }

  private void plainText(Meaning.Builder meaning) {
    int length = in.next("length of the plain-text VIF");
    int index = in.position();
    in.skip("plain-text VIF", length);
    String text = new DataOctets(in.octets(), index, length).text();
    oddTexts += PlainText.isPrintable(text) ? 0 : 1;
    PlainText.describe(meaning, text);
  }

  private int vife() {
    int vife = in.next("VIFE");
    if (++vifes > MAX_VIFE) {
      throw new MBusFormatException(
          Fault.LENGTH,
          in.position() - 1,
          "more than %d VIFEs at offset %d".formatted(MAX_VIFE, in.position() - 1));
    }
    return vife;
  }
}
