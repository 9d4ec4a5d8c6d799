package io.github.todoku.cli;

import java.util.concurrent.Callable;

/** What every command has; called, it gives the exit code. */
interface Command extends Callable<Integer> {
    /** How it prints, in which language, and whether it shows stack traces. */
    OutputOptions output();
}
