package org.xmppgrid.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Runs the tests of a class on a server, which is started before the first and stopped after the last. Tests take it
 * as a parameter of type {@link GridServer}.
 *
 * <pre>{@code
 * @GridTest(ServerKind.EJABBERD)
 * class PublishIT {
 *     @Test
 *     void publish_whenAllowed_isConfirmed(GridServer grid) { ... }
 * }
 * }</pre>
 *
 * <p>{@link GridExtension} says what happens when the server isn't installed.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@ExtendWith(GridExtension.class)
public @interface GridTest {

    /**
     * The server to run on.
     *
     * @return one of the servers that the testkit can start
     */
    ServerKind value();
}
