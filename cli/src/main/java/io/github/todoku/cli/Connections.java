package io.github.todoku.cli;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The threads that talk to policy hosts and mail servers; they do not keep the program from ending. */
final class Connections {
    /** How many servers are talked to at once. */
    private static final int CONNECTIONS = 8;

    private Connections() {}

    /** For the caller to shut down. */
    static ExecutorService threads() {
        return Executors.newFixedThreadPool(CONNECTIONS, Connections::daemon);
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "todoku-connect");
        thread.setDaemon(true);
        return thread;
    }
}
