package org.xmppgrid.smack.internal.wire;

import org.xmppgrid.sdk.AuthenticationPolicy;

/**
 * On what terms SCRAM is carried out.
 *
 * @param choice the mechanism, its binding and what is said about it
 * @param offer what it was chosen from
 * @param policy the bounds on iterations
 * @param keys where a derived key is looked up, and kept when it was right
 */
record ScramTerms(SaslChoice.Use choice, SaslOffer offer, AuthenticationPolicy policy, SaltedKeys keys) {}
