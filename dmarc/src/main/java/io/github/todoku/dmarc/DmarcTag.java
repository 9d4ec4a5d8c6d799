package io.github.todoku.dmarc;

import io.github.todoku.dns.DnsName;
import io.github.todoku.words.Printable;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A tag of a policy record (RFC 9989 §4.7) as written, with its place in the record's text. */
public sealed interface DmarcTag extends Serializable {
    /** {@return its name: {@code rua}} */
    String name();

    /** {@return where it begins in the record's text} */
    int start();

    /** {@return where it ends, exclusive} */
    int end();

    /**
     * {@code v=DMARC1}.
     *
     * @param name {@code v}
     * @param start where it begins
     * @param end where it ends, exclusive
     */
    record Version(String name, int start, int end) implements DmarcTag {}

    /**
     * {@code p=} for the domain, {@code sp=} for its subdomains, {@code np=} for subdomains that do not exist.
     *
     * @param name {@code p}, {@code sp} or {@code np}
     * @param policy the policy; null if the value is not one
     * @param start where it begins
     * @param end where it ends, exclusive
     */
    record Policy(String name, @Nullable DmarcPolicy policy, int start, int end) implements DmarcTag {}

    /**
     * {@code psd=}: whether the domain is a public suffix: {@code y}, {@code n} or {@code u}.
     *
     * @param name {@code psd}
     * @param value in lower case
     * @param start where it begins
     * @param end where it ends, exclusive
     */
    record PublicSuffix(String name, String value, int start, int end) implements DmarcTag {
        @Override
        public String toString() {
            return Printable.parts(this, name, value, start, end);
        }
    }

    /**
     * {@code t=}: whether the policy is being tested: {@code y} or {@code n}.
     *
     * @param name {@code t}
     * @param value in lower case
     * @param start where it begins
     * @param end where it ends, exclusive
     */
    record Testing(String name, String value, int start, int end) implements DmarcTag {
        @Override
        public String toString() {
            return Printable.parts(this, name, value, start, end);
        }
    }

    /**
     * {@code adkim=}, {@code aspf=}: relaxed or strict alignment.
     *
     * @param name {@code adkim} or {@code aspf}
     * @param value in lower case: {@code r} or {@code s}, or whatever else is written
     * @param start where it begins
     * @param end where it ends, exclusive
     */
    record Alignment(String name, String value, int start, int end) implements DmarcTag {
        @Override
        public String toString() {
            return Printable.parts(this, name, value, start, end);
        }
    }

    /**
     * {@code rua=}, {@code ruf=}: where reports go.
     *
     * @param name {@code rua} or {@code ruf}
     * @param uris at most {@value DmarcRecord#MAX_URIS}
     * @param start where it begins
     * @param end where it ends, exclusive
     */
    record Reports(String name, List<Uri> uris, int start, int end) implements DmarcTag {
        /**
         * Copies the list.
         *
         * @param name {@code rua} or {@code ruf}
         * @param uris where reports go
         * @param start where it begins
         * @param end where it ends, exclusive
         */
        public Reports {
            uris = List.copyOf(uris);
        }

        @Override
        public String toString() {
            return Printable.parts(this, name, uris, start, end);
        }
    }

    /**
     * Where reports go.
     *
     * @param text as written
     * @param host the domain of its mailbox; null unless it is a valid {@code mailto:} URI
     * @param valid whether it is a URI as RFC 9989 §4.8 wants it, of whatever scheme
     */
    record Uri(String text, @Nullable DnsName host, boolean valid) implements Serializable {
        @Override
        public String toString() {
            return Printable.parts(this, text, host, valid);
        }
    }

    /**
     * {@code fo=}: when failure reports are wanted.
     *
     * @param name {@code fo}
     * @param value as written
     * @param start where it begins
     * @param end where it ends, exclusive
     */
    record FailureOptions(String name, String value, int start, int end) implements DmarcTag {
        @Override
        public String toString() {
            return Printable.parts(this, name, value, start, end);
        }
    }

    /**
     * {@code pct=}, {@code rf=}, {@code ri=}: tags of RFC 7489, which receivers that follow RFC 9989 ignore.
     *
     * @param name which
     * @param value as written
     * @param start where it begins
     * @param end where it ends, exclusive
     */
    record Historic(String name, String value, int start, int end) implements DmarcTag {
        @Override
        public String toString() {
            return Printable.parts(this, name, value, start, end);
        }
    }

    /**
     * Any other tag; receivers ignore it.
     *
     * @param name as written
     * @param value as written
     * @param start where it begins
     * @param end where it ends, exclusive
     */
    record Unknown(String name, String value, int start, int end) implements DmarcTag {
        @Override
        public String toString() {
            return Printable.parts(this, name, value, start, end);
        }
    }
}
