package org.xmppgrid.testkit;

import java.time.Duration;
import java.util.Objects;

/**
 * What can be chosen of any server that runs as a process of its own. A builder starts as many servers as one likes;
 * each gets a PKI, a folder and ports of its own. Not thread-safe.
 *
 * @param <S> the server
 * @param <B> the builder itself
 */
public abstract sealed class RealServerBuilder<S extends GridServer, B extends RealServerBuilder<S, B>>
        permits ProsodyServer.Builder, EjabberdServer.Builder {

    /** How long a session waits for a client that has lost its connection: ejabberd's own default. */
    public static final Duration DEFAULT_RESUME_TIMEOUT = Duration.ofMinutes(5);

    final ServerKind kind;
    String domain = GridServer.DEFAULT_DOMAIN;
    ServerCertificate certificate = ServerCertificate.VALID;
    TlsVersions tls = TlsVersions.ALL;
    PasswordStorage passwords = PasswordStorage.PLAIN;
    boolean clientCertificates = true;
    boolean registration;
    Duration resumeTimeout = DEFAULT_RESUME_TIMEOUT;
    String extraGlobal = "";
    String extraBroker = "";

    RealServerBuilder(ServerKind kind) {
        this.kind = kind;
    }

    abstract B self();

    /**
     * The domain of the controller; the broker is {@code broker.} in front of it. Default:
     * {@value GridServer#DEFAULT_DOMAIN}.
     *
     * @param value a domain name in lower case
     * @return this builder
     * @throws IllegalArgumentException if it is anything but letters, digits, hyphens and dots
     */
    public B domain(String value) {
        if (!value.matches("[a-z0-9]([a-z0-9.-]*[a-z0-9])?")) {
            throw new IllegalArgumentException("domain: not a domain name in lower case: " + value);
        }
        domain = value;
        return self();
    }

    /**
     * The certificate that the server shows. Default: {@link ServerCertificate#VALID}.
     *
     * @param value which certificate
     * @return this builder
     */
    public B certificate(ServerCertificate value) {
        certificate = Objects.requireNonNull(value, "certificate");
        return self();
    }

    /**
     * The versions of TLS that the server speaks. Default: {@link TlsVersions#ALL}.
     *
     * @param value which versions
     * @return this builder
     */
    public B tls(TlsVersions value) {
        tls = Objects.requireNonNull(value, "tls");
        return self();
    }

    /**
     * How the server keeps passwords. Default: {@link PasswordStorage#PLAIN}, with which it offers most mechanisms.
     *
     * @param value which storage
     * @return this builder
     */
    public B passwords(PasswordStorage value) {
        passwords = Objects.requireNonNull(value, "passwords");
        return self();
    }

    /**
     * Keeps the server from asking clients for a certificate and from offering SASL EXTERNAL (XEP-0178). Default: it
     * does both, beside passwords, for certificates that its authority has issued.
     *
     * @return this builder
     */
    public B withoutClientCertificates() {
        clientCertificates = false;
        return self();
    }

    /**
     * Lets anyone make an account, before logging in, and users change their password (XEP-0077). Default: neither.
     *
     * @return this builder
     */
    public B registration() {
        registration = true;
        return self();
    }

    /**
     * How long a session waits for a client that has lost its connection (XEP-0198 §5). Default: five minutes,
     * {@link #DEFAULT_RESUME_TIMEOUT}.
     *
     * @param value whole seconds
     * @return this builder
     * @throws IllegalArgumentException if it is less than a second, or no whole number of them
     */
    public B resumeTimeout(Duration value) {
        if (value.toSeconds() < 1 || value.getNano() != 0) {
            throw new IllegalArgumentException("value: whole seconds, at least one, not " + value);
        }
        resumeTimeout = value;
        return self();
    }

    /**
     * Lines for the top level of the server's configuration, in the server's own language. Added to what earlier calls
     * have given.
     *
     * @param lines one or more lines
     * @return this builder
     */
    public B extraConfig(String lines) {
        extraGlobal += lines + "\n";
        return self();
    }

    /**
     * Lines for the broker's part of the server's configuration, in the server's own language and indented as it
     * wants. Added to what earlier calls have given.
     *
     * @param lines one or more lines
     * @return this builder
     */
    public B extraBrokerConfig(String lines) {
        extraBroker += lines + "\n";
        return self();
    }

    /**
     * Starts a server and waits until clients can log in.
     *
     * @return the running server
     * @throws IllegalStateException if the server isn't installed, can't do what was asked, or doesn't start; the
     *     message has the end of its log
     */
    public abstract S start();

    final IllegalStateException notInstalled() {
        return new IllegalStateException(kind.serverName() + " is not installed: " + kind.howToInstall());
    }
}
