package org.xmppgrid.sdk;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.NoSuchPaddingException;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.jspecify.annotations.Nullable;

/** The blocks of a PEM text (RFC 7468), and the private keys in the forms that OpenSSL writes. */
final class PemText {
    /** What a private key is tried as: the kinds that certificates of controllers and platforms have. */
    private static final List<String> ALGORITHMS = List.of("EC", "RSA", "EdDSA", "RSASSA-PSS");

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----(.*?)-----END \\1-----", Pattern.DOTALL);
    /** AlgorithmIdentifier of rsaEncryption with NULL parameters (RFC 8017 appendix A.1). */
    private static final byte[] RSA = bytes(0x30, 0x0d, 6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 1, 5, 0);
    /** The identifier of id-ecPublicKey (RFC 5480 §2.1.1), to be followed by that of the curve. */
    private static final byte[] EC = bytes(6, 7, 0x2a, 0x86, 0x48, 0xce, 0x3d, 2, 1);

    private static final int SEQUENCE = 0x30;
    private static final int OCTETS = 4;
    private static final int CURVE = 0xa0;

    /** One block: what it says it is, and its content. */
    record Block(String label, String base64) {
        byte[] bytes() {
            return Base64.getMimeDecoder().decode(base64);
        }
    }

    private PemText() {}

    static boolean looksLike(byte[] content) {
        return new String(content, StandardCharsets.ISO_8859_1).contains("-----BEGIN ");
    }

    static List<Block> blocks(byte[] content) {
        List<Block> blocks = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(new String(content, StandardCharsets.ISO_8859_1));
        while (matcher.find()) {
            blocks.add(new Block(matcher.group(1), withoutHeaders(matcher.group(2))));
        }
        return blocks;
    }

    /** The key of a block, or null if it holds none. */
    static @Nullable PrivateKey key(Block block, char @Nullable [] password) throws GeneralSecurityException {
        return switch (block.label()) {
            case "PRIVATE KEY" -> key(block.bytes());
            case "RSA PRIVATE KEY" -> key(pkcs8(RSA, checked(block).bytes()));
            case "EC PRIVATE KEY" -> {
                byte[] sec1 = checked(block).bytes();
                yield key(pkcs8(element(SEQUENCE, join(EC, curve(sec1))), sec1));
            }
            case "ENCRYPTED PRIVATE KEY" -> key(decrypted(block.bytes(), password));
            default -> null;
        };
    }

    private static Block checked(Block block) throws GeneralSecurityException {
        if (block.base64().isEmpty()) {
            throw new InvalidKeySpecException(
                    "its key is encrypted in OpenSSL's old form; convert it with 'openssl pkcs8 -topk8'");
        }
        return block;
    }

    private static byte[] decrypted(byte[] content, char @Nullable [] password) throws GeneralSecurityException {
        if (password == null) {
            throw new InvalidKeySpecException("its key is encrypted and no password was given");
        }
        PBEKeySpec secret = new PBEKeySpec(password);
        try {
            EncryptedPrivateKeyInfo encrypted = new EncryptedPrivateKeyInfo(content);
            // For PBES2 the name of the scheme is in the parameters (RFC 8018 §6.2).
            String algorithm = encrypted.getAlgName().equals("PBES2")
                            || encrypted.getAlgName().startsWith("1.2.840.113549.1.5.13")
                    ? String.valueOf(encrypted.getAlgParameters())
                    : encrypted.getAlgName();
            SecretKey key = SecretKeyFactory.getInstance(algorithm).generateSecret(secret);
            Cipher cipher = Cipher.getInstance(algorithm);
            cipher.init(Cipher.DECRYPT_MODE, key, encrypted.getAlgParameters());
            return decrypted(encrypted, cipher);
        } catch (IOException | NoSuchAlgorithmException | NoSuchPaddingException e) {
            throw new InvalidKeySpecException(
                    "its key is encrypted in a way that this Java runtime does not know; convert it with"
                            + " 'openssl pkcs8 -topk8 -v2 aes-256-cbc'",
                    e);
        } finally {
            secret.clearPassword();
        }
    }

    private static byte[] decrypted(EncryptedPrivateKeyInfo encrypted, Cipher cipher) throws InvalidKeySpecException {
        try {
            return encrypted.getKeySpec(cipher).getEncoded();
        } catch (InvalidKeySpecException e) {
            throw new InvalidKeySpecException("the password of its key is wrong, or it is damaged", e);
        }
    }

    private static PrivateKey key(byte[] pkcs8) throws GeneralSecurityException {
        GeneralSecurityException last = new InvalidKeySpecException("its key is of no known kind");
        try {
            for (String algorithm : ALGORITHMS) {
                try {
                    return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
                } catch (InvalidKeySpecException e) {
                    last = new InvalidKeySpecException("its key is none of " + ALGORITHMS, e);
                }
            }
            throw last;
        } finally {
            Arrays.fill(pkcs8, (byte) 0);
        }
    }

    /** PrivateKeyInfo (RFC 5208 §5) around a key in its own form. */
    private static byte[] pkcs8(byte[] algorithm, byte[] key) {
        return element(SEQUENCE, join(bytes(2, 1, 0), algorithm, element(OCTETS, key)));
    }

    /** The curve's identifier out of an ECPrivateKey (RFC 5915 §3): version, key, [0] parameters. */
    private static byte[] curve(byte[] sec1) throws InvalidKeySpecException {
        try {
            int at = contentAt(sec1, 0);
            while (at < sec1.length) {
                int content = contentAt(sec1, at);
                int end = content + length(sec1, at);
                if (end < content) {
                    throw new InvalidKeySpecException("its key is cut off");
                }
                if ((sec1[at] & 0xff) == CURVE) {
                    return Arrays.copyOfRange(sec1, content, end);
                }
                at = end;
            }
        } catch (ArrayIndexOutOfBoundsException e) {
            throw new InvalidKeySpecException("its key is cut off", e);
        }
        throw new InvalidKeySpecException("its key does not say its curve; convert it with 'openssl pkcs8 -topk8'");
    }

    private static int length(byte[] der, int at) {
        int first = der[at + 1] & 0xff;
        if (first < 0x80) {
            return first;
        }
        int length = 0;
        for (int i = 0; i < (first & 0x7f); i++) {
            length = length << 8 | der[at + 2 + i] & 0xff;
        }
        return length;
    }

    private static int contentAt(byte[] der, int at) {
        int first = der[at + 1] & 0xff;
        return at + 2 + (first < 0x80 ? 0 : first & 0x7f);
    }

    private static byte[] element(int tag, byte[] content) {
        int length = content.length;
        byte[] head = length < 0x80
                ? bytes(tag, length)
                : length < 0x100 ? bytes(tag, 0x81, length) : bytes(tag, 0x82, length >> 8, length & 0xff);
        return join(head, content);
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            joined.writeBytes(part);
        }
        return joined.toByteArray();
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    /** OpenSSL's old encrypted form has headers in the block (RFC 1421): such a block is given no content. */
    private static String withoutHeaders(String body) {
        return body.contains(":") ? "" : body;
    }
}
