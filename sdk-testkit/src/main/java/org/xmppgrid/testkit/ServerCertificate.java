package org.xmppgrid.testkit;

/** Which certificate a server shows. */
public enum ServerCertificate {
    /** One that a client accepts, {@link GridPki#server()}. */
    VALID,
    /** One that expired years ago, {@link GridPki#expired()}. */
    EXPIRED,
    /** One that was issued to somebody else, {@link GridPki#wrongHost()}. */
    WRONG_HOST,
    /** One that its authority has revoked, {@link GridPki#revoked()}. */
    REVOKED;

    Identity from(GridPki pki) {
        return switch (this) {
            case VALID -> pki.server();
            case EXPIRED -> pki.expired();
            case WRONG_HOST -> pki.wrongHost();
            case REVOKED -> pki.revoked();
        };
    }
}
