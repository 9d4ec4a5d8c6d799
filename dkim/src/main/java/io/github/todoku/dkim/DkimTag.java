package io.github.todoku.dkim;

import io.github.todoku.words.Printable;
import java.io.Serializable;
import java.util.List;

/** A tag of a key record (RFC 6376 §3.6.1) as written, with its place in the record's text. */
public sealed interface DkimTag extends Serializable {
    /** {@return where it begins in the record's text} */
    int start();

    /** {@return where it ends, exclusive} */
    int end();

    /**
     * {@code v=}: the version of the record.
     *
     * @param value as written: {@code DKIM1}
     * @param start where it begins
     * @param end where it ends, exclusive
     */
    record Version(String value, int start, int end) implements DkimTag {
        @Override
        public String toString() {
            return Printable.parts(this, value, start, end);
        }
    }

    /**
     * {@code k=}: the key type.
     *
     * @param value as written: {@code rsa} or {@code ed25519}
     * @param start where it begins
     * @param end where it ends, exclusive
     */
    record KeyType(String value, int start, int end) implements DkimTag {
        @Override
        public String toString() {
            return Printable.parts(this, value, start, end);
        }
    }

    /**
     * {@code h=}: the hash algorithms that signers may use.
     *
     * @param algorithms their names in lower case
     * @param start where it begins
     * @param end where it ends, exclusive
     */
    record Hashes(List<String> algorithms, int start, int end) implements DkimTag {
        /**
         * Copies the list.
         *
         * @param algorithms their names in lower case
         * @param start where it begins
         * @param end where it ends, exclusive
         */
        public Hashes {
            algorithms = List.copyOf(algorithms);
        }

        @Override
        public String toString() {
            return Printable.parts(this, algorithms, start, end);
        }
    }

    /**
     * {@code p=}: the public key in base64; empty once it is revoked.
     *
     * @param value as written
     * @param start where it begins
     * @param end where it ends, exclusive
     */
    record Key(String value, int start, int end) implements DkimTag {
        @Override
        public String toString() {
            return Printable.parts(this, value, start, end);
        }
    }

    /**
     * {@code s=}: what the key may be used for.
     *
     * @param types in lower case: {@code *}, {@code email}
     * @param start where it begins
     * @param end where it ends, exclusive
     */
    record Services(List<String> types, int start, int end) implements DkimTag {
        /**
         * Copies the list.
         *
         * @param types what the key may be used for
         * @param start where it begins
         * @param end where it ends, exclusive
         */
        public Services {
            types = List.copyOf(types);
        }

        @Override
        public String toString() {
            return Printable.parts(this, types, start, end);
        }
    }

    /**
     * {@code t=}: flags.
     *
     * @param flags in lower case: {@code y} for testing, {@code s} for no subdomains in {@code i=}
     * @param start where it begins
     * @param end where it ends, exclusive
     */
    record Flags(List<String> flags, int start, int end) implements DkimTag {
        /**
         * Copies the list.
         *
         * @param flags in lower case
         * @param start where it begins
         * @param end where it ends, exclusive
         */
        public Flags {
            flags = List.copyOf(flags);
        }

        @Override
        public String toString() {
            return Printable.parts(this, flags, start, end);
        }
    }

    /**
     * {@code n=}: notes for people.
     *
     * @param value as written
     * @param start where it begins
     * @param end where it ends, exclusive
     */
    record Notes(String value, int start, int end) implements DkimTag {
        @Override
        public String toString() {
            return Printable.parts(this, value, start, end);
        }
    }

    /**
     * Any other tag; verifiers ignore it.
     *
     * @param name as written
     * @param value as written
     * @param start where it begins
     * @param end where it ends, exclusive
     */
    record Unknown(String name, String value, int start, int end) implements DkimTag {
        @Override
        public String toString() {
            return Printable.parts(this, name, value, start, end);
        }
    }
}
