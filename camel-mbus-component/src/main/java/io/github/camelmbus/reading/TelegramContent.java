package io.github.camelmbus.reading;

/** What the input of the data format is; its option {@code content}. */
public enum TelegramContent {
  /** Telegrams of meters: from the start octet to the stop octet, or wireless ones. */
  TELEGRAMS,
  /** Records without a telegram, as in messages of LoRaWAN and NB-IoT. */
  RECORDS
}
