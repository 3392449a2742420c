package org.xmppgrid.testkit.internal.embedded;

/**
 * What clients may do about accounts by themselves (XEP-0077).
 *
 * @param open whether they may make one
 * @param approvalNeeded whether it has to be approved before its first login
 * @param passwordChange whether they may change its password
 */
public record RegistrationSettings(boolean open, boolean approvalNeeded, boolean passwordChange) {}
