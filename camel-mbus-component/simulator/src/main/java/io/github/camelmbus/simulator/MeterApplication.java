package io.github.camelmbus.simulator;

import io.github.camelmbus.data.DataField;
import io.github.camelmbus.data.DataRecord;
import io.github.camelmbus.data.RecordList;
import io.github.camelmbus.data.Value;
import io.github.camelmbus.frame.ControlField;
import io.github.camelmbus.frame.LongFrame;
import io.github.camelmbus.frame.PrimaryAddress;
import io.github.camelmbus.frame.SingleCharacter;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The application layer of a meter: its address, its telegrams, and the effect of commands. */
final class MeterApplication {
  private static final byte[] ACK = SingleCharacter.ACK.encode();
  private static final byte[] NACK = SingleCharacter.NACK.encode();
  private static final int CI_APPLICATION_ERROR = 0x70;
  private static final int GLOBAL_READOUT = 0x7F;
  private static final int STATUS_OFFSET = 9;
  private static final int STATUS_APPLICATION_ERROR = 0x02;
  private static final String CLOCK = "date-time";

  private final MeterDefinition definition;
  private final FaultState faults;
  private final Identification identification;
  private final WrittenRecords written = new WrittenRecords();
  private int primaryAddress;
  private Duration clockAhead = Duration.ZERO;
  private int accessNumber;
  private boolean errorPending;
  private boolean errorInStatus;

  /**
   * @param accessNumber of the last telegram before.
   */
  MeterApplication(MeterDefinition definition, FaultState faults, int accessNumber) {
    this.definition = definition;
    this.faults = faults;
    this.accessNumber = accessNumber;
    MeterDefinition.Addresses addresses = definition.addresses();
    identification = new Identification(addresses.secondary(), addresses.fabricationNumber());
    primaryAddress = addresses.primary();
  }

  PrimaryAddress primaryAddress() {
    return new PrimaryAddress(primaryAddress);
  }

  Identification identification() {
    return identification;
  }

  /**
   * Carries out a command, unless a fault prevents it, and returns the answer.
   *
   * @param now local time.
   */
  byte[] command(Request request, LocalDateTime now) {
    Optional<Fault.RefusesWrites> refusal = faults.get(Fault.RefusesWrites.class);
    if (refusal.isPresent()) {
      return refuse(request, refusal.get());
    }
    errorInStatus = false;
    if (carriesOut()) {
      execute(request, now);
    }
    return ACK;
  }

  /** Whether a command that it acknowledges has an effect. */
  boolean carriesOut() {
    return !faults.has(Fault.IgnoresWrites.class) && !faults.has(Fault.RefusesWrites.class);
  }

  private byte[] refuse(Request request, Fault.RefusesWrites refusal) {
    switch (refusal.way()) {
      case NACK -> {
        return NACK;
      }
      case ERROR -> errorPending = true;
      case STATUS -> errorInStatus = true;
      case RECORD ->
          RecordList.decodeRequest(request.data())
              .records()
              .forEach(record -> written.refuse(record, refusal.code()));
    }
    return ACK;
  }

  private void execute(Request request, LocalDateTime now) {
    if (request.ci() == Request.CI_APPLICATION_RESET) {
      written.reset();
    } else if (request.ci() == Request.CI_DATA_SEND) {
      write(request.data(), now);
    }
  }

  private void write(byte[] data, LocalDateTime now) {
    List<DataRecord> records = RecordList.decodeRequest(data).records();
    boolean everything = data.length > 0 && data[data.length - 1] == GLOBAL_READOUT;
    boolean selects = records.stream().anyMatch(r -> r.dib().dataField() == DataField.SELECTION);
    if (selects || everything) {
      written.select(everything ? List.of() : records);
    } else {
      records.forEach(record -> write(record, now));
    }
  }

  /** Writes a record: it changes an address, sets the clock, or is one that the meter sends. */
  private void write(DataRecord record, LocalDateTime now) {
    byte[] octets = record.octets();
    if (startsWith(octets, 0x01, 0x7A)) {
      int address = octets[2] & 0xFF;
      primaryAddress = address <= PrimaryAddress.MAX_METER ? address : primaryAddress;
    } else if (startsWith(octets, 0x0C, 0x79) || startsWith(octets, 0x07, 0x79)) {
      identification.rename(Arrays.copyOfRange(octets, 2, octets.length));
    } else if (record.quantity().equals(CLOCK)
        && record.dib().storageNumber() == 0
        && record.value() instanceof Value.DateTime time) {
      clockAhead = Duration.between(now, time.value());
    } else {
      written.put(record);
    }
  }

  private static boolean startsWith(byte[] data, int dif, int vif) {
    return data.length > 2 && data[0] == dif && data[1] == vif;
  }

  /** The application error that answers REQ_UD2; empty if there is none. */
  Optional<LongFrame> applicationError() {
    Optional<Integer> always = faults.get(Fault.Refuses.class).map(Fault.Refuses::code);
    Optional<Integer> once =
        errorPending
            ? faults.get(Fault.RefusesWrites.class).map(Fault.RefusesWrites::code)
            : Optional.empty();
    errorPending = false;
    return always.or(() -> once).map(code -> answer(CI_APPLICATION_ERROR, code));
  }

  /** An answer of one octet. */
  LongFrame answer(int ci, int octet) {
    byte[] data = {(byte) octet};
    return new LongFrame(ControlField.rspUd(), addressField(), ci, data);
  }

  /** All telegrams of a readout; may be empty. */
  List<LongFrame> telegrams(LocalDateTime now) {
    return written.in(definition.telegrams().telegrams(now.plus(clockAhead)));
  }

  /** A telegram with this meter's A field, identification, status and next access number. */
  LongFrame own(LongFrame telegram) {
    byte[] data = telegram.data();
    byte[] id = headerAddress();
    accessNumber = accessNumber + 1 & 0xFF;
    switch (telegram.ci()) {
      case 0x72, 0x76 -> {
        System.arraycopy(id, 0, data, 0, Math.min(id.length, data.length));
        put(data, Identification.LENGTH, accessNumber);
        if (errorInStatus) {
          put(data, STATUS_OFFSET, STATUS_APPLICATION_ERROR);
        }
      }
      case 0x73, 0x77 -> {
        System.arraycopy(id, 0, data, 0, Math.min(Identification.ID_LENGTH, data.length));
        put(data, Identification.ID_LENGTH, accessNumber);
      }
      case 0x7A -> put(data, 0, accessNumber);
      default -> {}
    }
    byte[] content = faults.has(Fault.Endless.class) ? moreRecordsFollow(data) : data;
    return new LongFrame(telegram.control(), addressField(), telegram.ci(), content);
  }

  private PrimaryAddress addressField() {
    return faults
        .get(Fault.OtherAddress.class)
        .map(fault -> new PrimaryAddress(fault.address()))
        .orElseGet(this::primaryAddress);
  }

  /** The identification as it is in a header, which may differ from the one that selects it. */
  private byte[] headerAddress() {
    byte[] address = identification.octets();
    faults
        .get(Fault.OtherManufacturer.class)
        .ifPresent(
            fault -> {
              address[Identification.ID_LENGTH] = (byte) fault.code();
              address[Identification.ID_LENGTH + 1] = (byte) (fault.code() >> 8);
            });
    return address;
  }

  private static void put(byte[] data, int index, int octet) {
    if (index < data.length) {
      data[index] = (byte) octet;
    }
  }

  private static byte[] moreRecordsFollow(byte[] data) {
    int last = data.length - 1;
    if (data[last] == 0x1F) {
      return data;
    }
    byte[] content = data[last] == 0x0F ? data : Arrays.copyOf(data, data.length + 1);
    content[content.length - 1] = 0x1F;
    return content.length <= LongFrame.MAX_DATA ? content : data;
  }
}
