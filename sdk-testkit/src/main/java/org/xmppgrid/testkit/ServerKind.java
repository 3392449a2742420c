package org.xmppgrid.testkit;

/** The implementations that the testkit can start. */
public enum ServerKind {
    /** The testkit's own grid, within this JVM. */
    EMBEDDED("embedded", "it is part of the testkit") {
        @Override
        public boolean isInstalled() {
            return true;
        }

        @Override
        public GridServer start() {
            return GridBroker.start();
        }
    },
    /** Prosody, from Debian's package. */
    PROSODY(ProsodyServer.NAME, "apt-get install prosody prosody-modules lua-unbound lua-dbi-sqlite3 lua-event") {
        @Override
        public boolean isInstalled() {
            return ProsodyServer.isInstalled();
        }

        @Override
        public GridServer start() {
            return ProsodyServer.builder().start();
        }
    },
    /** ejabberd, from Debian's package. */
    EJABBERD(EjabberdServer.NAME, "apt-get install ejabberd") {
        @Override
        public boolean isInstalled() {
            return EjabberdServer.isInstalled();
        }

        @Override
        public GridServer start() {
            return EjabberdServer.builder().start();
        }
    },
    /** Prosody 13, out of a tree of Debian 13 that the environment variable {@code XMPPGRID_TRIXIE} names. */
    PROSODY_13(ProsodyServer.CURRENT_NAME, ServerKind.CURRENT_SERVERS) {
        @Override
        public boolean isInstalled() {
            return ProsodyServer.isCurrentInstalled();
        }

        @Override
        public GridServer start() {
            return ProsodyServer.current().start();
        }
    },
    /** ejabberd 24, out of a tree of Debian 13 that the environment variable {@code XMPPGRID_TRIXIE} names. */
    EJABBERD_24(EjabberdServer.CURRENT_NAME, ServerKind.CURRENT_SERVERS) {
        @Override
        public boolean isInstalled() {
            return EjabberdServer.isCurrentInstalled();
        }

        @Override
        public GridServer start() {
            return EjabberdServer.current().start();
        }
    };

    private static final String CURRENT_SERVERS =
            ".ci/current-servers FOLDER && export XMPPGRID_TRIXIE=FOLDER, where unshare --mount is permitted";

    private final String serverName;
    private final String howToInstall;

    ServerKind(String serverName, String howToInstall) {
        this.serverName = serverName;
        this.howToInstall = howToInstall;
    }

    /**
     * The name of the implementation, as {@link GridServer#name()} says it.
     *
     * @return a name in lower case
     */
    public String serverName() {
        return serverName;
    }

    /**
     * How to get the implementation.
     *
     * @return a command
     */
    public String howToInstall() {
        return howToInstall;
    }

    /**
     * Whether this machine has the implementation.
     *
     * @return whether {@link #start()} can work
     */
    public abstract boolean isInstalled();

    /**
     * Starts a server with the defaults.
     *
     * @return the running server
     * @throws IllegalStateException if it isn't installed or doesn't start
     */
    public abstract GridServer start();
}
