package org.xmppgrid.sdk;

import java.util.OptionalInt;

/**
 * How far a listing of topics has come.
 *
 * @param pages how many pages were read
 * @param listed how many topics were on them
 * @param total how many topics the broker says it has, if it does
 */
public record ListingProgress(int pages, int listed, OptionalInt total) {}
