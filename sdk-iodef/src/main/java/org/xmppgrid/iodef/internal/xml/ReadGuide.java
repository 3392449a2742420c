package org.xmppgrid.iodef.internal.xml;

/** Decides for each element what the binding gets to see of it. Not asked about what is inside a foreign one. */
public interface ReadGuide {
    /** What becomes of an element. */
    enum Fate {
        /** The binding sees it as it is. */
        BIND,
        /** The binding sees an envelope whose text is a {@linkplain ForeignXml#packed() packed} {@link ForeignXml}. */
        KEEP_AS_XML,
        /** The binding does not see it. */
        SKIP
    }

    /** Lets everything through. */
    ReadGuide OPEN = new ReadGuide() {
        @Override
        public Fate start(GuardedReader reader) {
            return Fate.BIND;
        }

        @Override
        public void text(GuardedReader reader) {}

        @Override
        public void end() {}

        @Override
        public void aside(int event) {}
    };

    /** The reader stands on a start tag. */
    Fate start(GuardedReader reader);

    /** The reader stands on character data inside an element whose fate is {@link Fate#BIND}. */
    void text(GuardedReader reader);

    /** The innermost open element whose fate is {@link Fate#BIND} ends. */
    void end();

    /**
     * A comment or processing instruction, anywhere.
     *
     * @param event which of them, as StAX numbers them
     */
    void aside(int event);
}
