package io.github.todoku.cli;

/** What every command has. */
interface Command {
    /** How it prints, in which language, and whether it shows stack traces. */
    OutputOptions output();
}
