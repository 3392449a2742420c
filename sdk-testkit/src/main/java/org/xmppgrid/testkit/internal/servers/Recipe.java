package org.xmppgrid.testkit.internal.servers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** What one implementation needs in order to run. */
public interface Recipe {

    /**
     * The name of the implementation.
     *
     * @return a name for messages
     */
    String name();

    /**
     * How many ports it needs.
     *
     * @return a positive number
     */
    int ports();

    /**
     * Writes the configuration.
     *
     * @param folder an empty folder, which is removed when the server has stopped
     * @param ports the ports to listen on
     * @return the command and its environment; its output is redirected by the caller
     * @throws IOException if the configuration can't be written
     */
    ProcessBuilder prepare(Path folder, List<Integer> ports) throws IOException;

    /**
     * The file in which the server says what it does.
     *
     * @param folder the folder that was {@linkplain #prepare prepared}
     * @return the log file, which need not exist yet
     */
    Path log(Path folder);

    /**
     * Reads from the log how far the server has come. The log is asked, not the port: on a port that was taken,
     * somebody else answers.
     *
     * @param log what the log says up to now
     * @param ports the ports that the server was given
     * @return how far it has come
     */
    Startup progress(String log, List<Integer> ports);
}
