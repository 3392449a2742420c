package org.xmppgrid.smack.internal.wire;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SaltedKeysTest {
    private static final byte[] SALT = {1, 2, 3};
    private static final byte[] KEY = {7, 7, 7};

    private final SaltedKeys keys = new SaltedKeys();

    @Test
    void find_whenAnythingDiffers_findsNothing() {
        keys.keep(name("HmacSHA256", SALT, 4096, "pencil"), KEY);
        assertThat(keys.find(name("HmacSHA256", SALT, 4096, "pencil"))).hasValue(KEY);
        assertThat(keys.find(name("HmacSHA512", SALT, 4096, "pencil"))).isEmpty();
        assertThat(keys.find(name("HmacSHA256", new byte[] {1, 2}, 4096, "pencil")))
                .isEmpty();
        assertThat(keys.find(name("HmacSHA256", SALT, 4097, "pencil"))).isEmpty();
        assertThat(keys.find(name("HmacSHA256", SALT, 4096, "Pencil")))
                .as("the password was rotated")
                .isEmpty();
    }

    @Test
    void name_whenTwoObjectsAreAsked_differs() {
        assertThat(name("HmacSHA256", SALT, 4096, "pencil"))
                .isEqualTo(name("HmacSHA256", SALT, 4096, "pencil"))
                .isNotEqualTo(new SaltedKeys().name("HmacSHA256", SALT, 4096, utf8("pencil")));
    }

    @Test
    void keep_whenThereAreMany_forgetsTheOldest() {
        for (int i = 0; i < 20; i++) {
            keys.keep(name("HmacSHA256", SALT, 4096 + i, "pencil"), KEY);
        }
        assertThat(keys.size()).isEqualTo(8);
        assertThat(keys.find(name("HmacSHA256", SALT, 4096, "pencil"))).isEmpty();
        assertThat(keys.find(name("HmacSHA256", SALT, 4115, "pencil"))).isPresent();
    }

    @Test
    void keep_whenCallerOverwritesItsArray_hasItsOwn() {
        byte[] key = KEY.clone();
        keys.keep(name("HmacSHA256", SALT, 4096, "pencil"), key);
        key[0] = 0;
        keys.find(name("HmacSHA256", SALT, 4096, "pencil")).orElseThrow()[1] = 0;
        assertThat(keys.find(name("HmacSHA256", SALT, 4096, "pencil"))).hasValue(KEY);
    }

    @Test
    void close_whenKeysAreHeld_forgetsAndRemembersNone() {
        keys.keep(name("HmacSHA256", SALT, 4096, "pencil"), KEY);
        keys.close();
        keys.keep(name("HmacSHA256", SALT, 4096, "pencil"), KEY);
        assertThat(keys.size()).isZero();
        assertThat(keys).hasToString("SaltedKeys[0]");
    }

    private SaltedKeys.Name name(String hmac, byte[] salt, int iterations, String password) {
        return keys.name(hmac, salt, iterations, utf8(password));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
