package org.xmppgrid.sdk;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CredentialsTest {

    @Test
    void password_whenTheCallersArrayIsCleared_thenTheCredentialsKeepTheirs() {
        char[] own = "s3cret".toCharArray();
        Credentials credentials = Credentials.password(own);
        own[0] = 'x';

        assertThat(credentials.password())
                .hasValueSatisfying(kept -> assertThat(kept).containsExactly('s', '3', 'c', 'r', 'e', 't'));
    }

    @Test
    void clear_whenCalled_thenThePasswordIsOverwritten() {
        Credentials credentials = Credentials.password("s3cret");
        char[] kept = credentials.password().orElseThrow();

        credentials.clear();

        assertThat(kept).containsOnly('\0').hasSize(6);
    }

    @Test
    void toString_whenThereIsAPassword_thenItIsNotShown() {
        assertThat(Credentials.password("s3cret")).hasToString("Credentials[password]");
    }

    @Test
    void certificate_whenThereIsNone_thenEmpty() {
        assertThat(Credentials.password("s3cret").certificate()).isEmpty();
    }
}
