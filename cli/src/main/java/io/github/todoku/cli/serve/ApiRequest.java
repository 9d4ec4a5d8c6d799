package io.github.todoku.cli.serve;

import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DomainInput;
import io.github.todoku.dns.IpLiteral;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What a program asks: the subject that its path ends with, or a body, and the fields of its query. */
final class ApiRequest {
    private final String subject;
    private final Map<String, byte[]> query;
    private final byte[] body;
    private final Locale locale;

    /**
     * A request.
     *
     * @param subject empty where it has a body
     * @param body empty where its path has a subject
     * @param locale the language of sentences
     */
    ApiRequest(String subject, Map<String, byte[]> query, byte[] body, Locale locale) {
        this.subject = subject;
        this.query = query;
        this.body = body;
        this.locale = locale;
    }

    String subject() {
        return subject;
    }

    byte[] body() {
        return body;
    }

    Locale locale() {
        return locale;
    }

    boolean has(String name) {
        return query.containsKey(name);
    }

    /** The subject as a person would type a domain; empty if it is none. */
    Optional<DnsName> domain() {
        return DomainInput.parse(subject).domain();
    }

    /** A field as text; empty if it is not there. */
    String text(String name) {
        return RequestBody.text(query, name).strip();
    }

    /** A field's values, with commas between. */
    List<String> texts(String name) {
        return Arrays.stream(text(name).split(",", -1))
                .map(String::strip)
                .filter(each -> !each.isEmpty())
                .toList();
    }

    /** A field as a domain; empty if it is not there, or none. */
    Optional<DnsName> domain(String name) {
        return DomainInput.parse(text(name)).domain();
    }

    /** A field as an address; empty if it is not there, or none. */
    Optional<InetAddress> address(String name) {
        return IpLiteral.parse(text(name));
    }

    /** Whether a field is there and yet not what it should be. */
    boolean isWrong(String name, Optional<?> read) {
        return !text(name).isEmpty() && read.isEmpty();
    }
}
