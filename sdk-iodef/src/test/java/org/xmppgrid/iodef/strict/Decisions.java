package org.xmppgrid.iodef.strict;

import java.util.List;
import javax.xml.namespace.QName;

/** What the schema leaves open when a document is grown from it. */
interface Decisions {

    /** A new element stands in its place and is still empty. */
    default void begin(XmlNode node, int depth) {}

    /**
     * How often a particle stands, within its bounds.
     *
     * @param chosen whether it is the alternative that was taken, so that none would be no choice
     */
    int times(Grammar.Particle particle, XmlNode parent, int depth, boolean chosen);

    /** The index of the particle that a choice takes. */
    int alternative(Grammar.Group choice, XmlNode parent, int depth);

    /** Whether an attribute that may be left out is there. */
    boolean has(Grammar.Attribute attribute, XmlNode owner);

    /**
     * A value of a type, in one of its lexical forms.
     *
     * @param place the attribute, or the element whose text it is
     */
    String text(Grammar.Text type, QName place, XmlNode owner);

    /**
     * Content that the schema knows nothing about.
     *
     * @param any which elements may stand there
     * @param texts whether texts may
     */
    List<Object> open(Grammar.Any any, boolean texts);

    /** An element that the schema knows nothing about. */
    XmlNode.Foreign foreign(Grammar.Any any);

    /** Which of so many identifiers a reference names. */
    int reference(int bound);
}
