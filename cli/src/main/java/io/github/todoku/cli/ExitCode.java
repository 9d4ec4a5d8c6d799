package io.github.todoku.cli;

/** The exit codes, one table for every command. The numbers from 64 on are those of {@code sysexits.h}. */
final class ExitCode {
    /** A cause found, clean, all green, or simply answered. */
    static final int GOOD = 0;
    /** Listed, or a check failed. */
    static final int BAD = 1;
    /** Cannot tell, incomplete, or not all checks ran. */
    static final int CANNOT_TELL = 2;
    /** Warnings only. */
    static final int WARNINGS = 3;
    /** The command line is wrong. */
    static final int USAGE = 64;
    /** The input is no bounce, or no zone. */
    static final int BAD_INPUT = 65;
    /** The input cannot be read. */
    static final int UNREADABLE = 66;
    /** Our fault. */
    static final int OUR_FAULT = 70;
    /** The DNS gave no answer at all. */
    static final int NO_DNS = 75;
    /** Whoever read the output stopped reading: what a program says that SIGPIPE ended. */
    static final int READER_GONE = 141;

    private ExitCode() {}
}
