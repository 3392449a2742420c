package org.xmppgrid.sdk;

import java.util.Optional;

/**
 * What a measure is about.
 *
 * @param platform the account
 * @param topic the topic, if it is about one
 * @param name the name of the consumer or provider, if it is about one
 */
public record MetricScope(GridAddress platform, Optional<String> topic, Optional<String> name) {}
