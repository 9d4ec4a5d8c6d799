package io.github.todoku.cli;

import java.io.EOFException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** Why a file cannot be read, in a sentence. */
final class Unreadable {
    private Unreadable() {}

    /** The end of a command that needs the file. */
    static Failure failure(Object file, Exception why) {
        return why instanceof UncheckedIOException wrapped && wrapped.getCause() != null
                ? known(file, wrapped.getCause())
                : known(file, why);
    }

    /** A folder of a Maildir that is a link, and leads elsewhere. */
    static Failure link(Path folder) {
        return new Failure(ExitCode.UNREADABLE, "input.unreadable.link", folder);
    }

    private static Failure known(Object file, Throwable cause) {
        if (cause instanceof BoundedInput.TooLarge tooLarge) {
            return new Failure(ExitCode.UNREADABLE, "input.unreadable.large", file, tooLarge.most());
        }
        String key = key(String.valueOf(file), cause);
        return key == null
                ? new Failure(ExitCode.UNREADABLE, "input.unreadable", file, reason(cause))
                : new Failure(ExitCode.UNREADABLE, "input.unreadable." + key, file);
    }

    private static @Nullable String key(String file, Throwable why) {
        if (why instanceof NoSuchFileException) {
            return "missing";
        } else if (why instanceof AccessDeniedException) {
            return "permission";
        } else if (why instanceof CharacterCodingException) {
            return "text";
        } else if (why instanceof InvalidPathException) {
            return "name";
        } else if (why instanceof EOFException || why instanceof ZipException) {
            return "torn";
        }
        return isDirectory(file) ? "directory" : null;
    }

    /** The system's own words, which are all there is. */
    private static String reason(Throwable why) {
        String reason = why instanceof FileSystemException known ? known.getReason() : why.getMessage();
        return reason == null ? why.getClass().getSimpleName() : reason;
    }

    private static boolean isDirectory(String file) {
        try {
            return Files.isDirectory(Path.of(file));
        } catch (InvalidPathException none) {
            return false;
        }
    }
}
