package io.github.camelmbus.application;

import io.github.camelmbus.OctetString;

/**
 * Application data that this software does not decode; nothing of it is lost.
 *
 * @param data the octets after the CI field.
 */
public record UnknownMessage(CiField ci, OctetString data) implements ApplicationMessage {}
