package org.xmppgrid.smack.internal.wire;

/** What a stream is opened for: what is done on it once TLS stands and the controller's certificate is accepted. */
enum Purpose {
    /** To log in with SASL and bind a resource. */
    SESSION,
    /** To register the account: nobody logs in, and only answers to requests are read (XEP-0077 §3.1). */
    REGISTRATION
}
