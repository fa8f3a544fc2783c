package io.github.camelmbus.data;

/**
 * The place of a record among the octets of its list. What is before its data says what the record
 * is, and how many octets its data has.
 *
 * @param from index of its DIF.
 * @param data index of the first octet of its data, after LVAR.
 * @param end index after its last octet.
 * @param isTimePoint whether the data is a date or a time.
 */
public record RecordPlace(int from, int data, int end, boolean isTimePoint) {}
