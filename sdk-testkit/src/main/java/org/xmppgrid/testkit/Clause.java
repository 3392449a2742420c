package org.xmppgrid.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says which clause of a standard a test holds a server against. The report at the end of a run has one line for each
 * clause, and says there how each server did. On a class it holds for the tests that say nothing else.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Clause {

    /**
     * The document and section.
     *
     * @return such as {@code RFC 8600 §5}
     */
    String value();

    /**
     * What the clause asks for, in a few words.
     *
     * @return a title, empty for none
     */
    String title() default "";
}
