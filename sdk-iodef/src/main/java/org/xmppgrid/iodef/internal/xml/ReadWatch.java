package org.xmppgrid.iodef.internal.xml;

/** Looks on while a document is read: told of each element, attribute set and text in document order. */
public interface ReadWatch {
    ReadWatch NONE = new ReadWatch() {
        @Override
        public boolean start(GuardedReader reader) {
            return false;
        }

        @Override
        public void text(GuardedReader reader) {}

        @Override
        public void end() {}
    };

    /**
     * The reader stands on a start tag.
     *
     * @return whether the element is bound to a class, rather than kept as XML or dropped
     */
    boolean start(GuardedReader reader);

    /** The reader stands on character data inside an element. */
    void text(GuardedReader reader);

    /** The innermost open element ends. */
    void end();
}
