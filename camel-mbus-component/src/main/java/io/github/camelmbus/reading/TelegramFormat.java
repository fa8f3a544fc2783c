package io.github.camelmbus.reading;

import io.github.camelmbus.application.Keys;

/**
 * The format of an input with telegrams.
 *
 * @param encoding octets or text; of no effect for a string, which is text.
 * @param content telegrams, or records without a telegram.
 * @param lenient whether what cannot be read is an error object in place of an exception.
 * @param keys of meters that encrypt.
 */
public record TelegramFormat(
    TelegramEncoding encoding, TelegramContent content, boolean lenient, Keys keys) {}
