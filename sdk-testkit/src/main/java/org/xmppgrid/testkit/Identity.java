package org.xmppgrid.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A private key and the certificates that say whose it is.
 *
 * @param chain the certificates, the key's own first, without the authority at its end
 * @param key the private key
 */
public record Identity(List<X509Certificate> chain, PrivateKey key) {

    /**
     * Checks that there is at least one certificate.
     *
     * @param chain the certificates
     * @param key the private key
     */
    public Identity {
        chain = List.copyOf(chain);
        Objects.requireNonNull(key, "key");
        if (chain.isEmpty()) {
            throw new IllegalArgumentException("chain: at least one certificate is needed");
        }
    }

    /**
     * The certificate of the key itself.
     *
     * @return the first certificate of the chain
     */
    public X509Certificate certificate() {
        return chain.get(0);
    }

    /**
     * Writes three files, of which those with the key are readable by their owner only: {@code name.crt} with the
     * chain, {@code name.key} with the key, and {@code name.pem} with both.
     *
     * @param directory where to write, an existing directory
     * @param name the name of the files without their endings
     * @throws IOException if a file can't be written
     */
    public void writePem(Path directory, String name) throws IOException {
        List<Pem> certificates = new ArrayList<>();
        for (X509Certificate certificate : chain) {
            certificates.add(Pem.of(certificate));
        }
        List<Pem> everything = new ArrayList<>(certificates);
        everything.add(Pem.of(key, certificate().getPublicKey()));
        Files.writeString(directory.resolve(name + ".crt"), Pem.join(certificates));
        writeSecret(
                directory.resolve(name + ".key"),
                Pem.of(key, certificate().getPublicKey()).toString());
        writeSecret(directory.resolve(name + ".pem"), Pem.join(everything));
    }

    private static void writeSecret(Path file, String text) throws IOException {
        Files.deleteIfExists(file);
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        Files.writeString(file, text);
    }

    /**
     * Whose identity this is, without the key.
     *
     * @return the subject of the first certificate
     */
    @Override
    public String toString() {
        return "Identity[" + certificate().getSubjectX500Principal() + "]";
    }
}
