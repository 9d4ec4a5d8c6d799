package io.github.todoku.spf;

import io.github.todoku.dns.IpNetwork;
import io.github.todoku.finding.Finding;
import io.github.todoku.spf.internal.Ascii;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a record (RFC 7208 §4.6.1, §12). It notes each fault and goes on with the next word, so that a report shows all of
 * them. Linear: a word is looked at once for its name and once for its argument.
 */
final class RecordParser {
    private static final Mechanism ALL = new Mechanism.All();

    /** With its blank; only the first size of a list hangs on it. */
    private static final int USUAL_TERM_LENGTH = 16;

    private final String text;
    private final List<Term> terms;
    private List<Finding> findings = List.of();
    private final MacroParser.Fault fault = new MacroParser.Fault();
    private boolean redirectSeen;
    private boolean explanationSeen;

    RecordParser(String text) {
        this.text = text;
        this.terms = new ArrayList<>(2 + text.length() / USUAL_TERM_LENGTH);
    }

    /** How many octets were looked at, each as often as it was. */
    long octetsRead() {
        return fault.octetsRead;
    }

    SpfRecord parse() {
        if (!SpfRecord.isSpf(text)) {
            int end = Math.min(text.length(), SpfRecord.VERSION.length());
            finding(SpfFinding.NOT_SPF, 0, end);
            return new SpfRecord(text, List.of(), findings);
        }
        return parseTerms();
    }

    /** The same where {@link SpfRecord#isSpf} was asked before. */
    SpfRecord parseTerms() {
        int length = text.length();
        int at = SpfRecord.VERSION.length();
        while (at < length) {
            if (text.charAt(at) == ' ') {
                at++;
                continue;
            }
            int end = text.indexOf(' ', at);
            end = end < 0 ? length : end;
            fault.octetsRead += 2L * (end - at); // for its end, and for its name
            terms.add(term(at, end));
            at = end;
        }
        return new SpfRecord(text, terms, findings);
    }

    private Term term(int start, int end) {
        Qualifier qualifier = qualifier(text.charAt(start));
        int from = qualifier == null ? start : start + 1;
        int nameEnd = nameEnd(from, end);
        Term term;
        if (nameEnd < end && text.charAt(nameEnd) == '=') {
            term = modifier(start, from, nameEnd, end);
        } else {
            Mechanism mechanism = mechanism(from, nameEnd, end);
            term = mechanism == null
                    ? null
                    : new Directive(qualifier == null ? Qualifier.PASS : qualifier, mechanism, start, end);
        }
        return term == null ? new Term.Unreadable(start, end) : term;
    }

    private static @Nullable Qualifier qualifier(char sign) {
        return switch (sign) {
            case '+' -> Qualifier.PASS;
            case '-' -> Qualifier.FAIL;
            case '~' -> Qualifier.SOFTFAIL;
            case '?' -> Qualifier.NEUTRAL;
            default -> null;
        };
    }

    /** {@code name = ALPHA *( ALPHA / DIGIT / "-" / "_" / "." )}: where it ends. */
    private int nameEnd(int from, int end) {
        int at = from;
        while (at < end && isNameChar(text.charAt(at), at == from)) {
            at++;
        }
        return at;
    }

    private static boolean isNameChar(char c, boolean first) {
        return Ascii.isAlpha(c) || (!first && (Ascii.isDigit(c) || "-_.".indexOf(c) >= 0));
    }

    private @Nullable Term modifier(int start, int from, int nameEnd, int end) {
        if (from == nameEnd || from > start) {
            finding(SpfFinding.BAD_MODIFIER, start, end); // no name, or a qualifier before it
            return null;
        }
        int value = nameEnd + 1;
        if (isName(from, nameEnd, "redirect")) {
            MacroString domain = domainSpec(value, end);
            boolean twice = redirectSeen;
            redirectSeen = true;
            return once(twice, domain == null ? null : new Modifier.Redirect(domain, start, end), start, end);
        }
        if (isName(from, nameEnd, "exp")) {
            MacroString domain = domainSpec(value, end);
            boolean twice = explanationSeen;
            explanationSeen = true;
            return once(twice, domain == null ? null : new Modifier.Explanation(domain, start, end), start, end);
        }
        MacroString any = noted(MacroParser.macroString(text, value, end, fault));
        return any == null ? null : new Modifier.Unknown(text.substring(from, nameEnd), any, start, end);
    }

    /** §6: "These two modifiers MUST NOT appear in a record more than once each." */
    private @Nullable Term once(boolean twice, @Nullable Term term, int start, int end) {
        if (twice) {
            finding(SpfFinding.DUPLICATE_MODIFIER, start, end);
        }
        return term;
    }

    private @Nullable Mechanism mechanism(int from, int nameEnd, int end) {
        char first = from < nameEnd ? Ascii.toLowerCase(text.charAt(from)) : 0;
        if (first == 'i') {
            if (isName(from, nameEnd, "ip4")) {
                return ip4(nameEnd, end);
            }
            if (isName(from, nameEnd, "ip6")) {
                return ip6(nameEnd, end);
            }
            if (isName(from, nameEnd, "include")) {
                MacroString domain = argument(nameEnd, end);
                return domain == null ? null : new Mechanism.Include(domain);
            }
        } else if (first == 'a' && isName(from, nameEnd, "a")) {
            return aOrMx(true, nameEnd, end);
        } else if (first == 'a' && isName(from, nameEnd, "all")) {
            return all(nameEnd, end);
        } else if (first == 'm' && isName(from, nameEnd, "mx")) {
            return aOrMx(false, nameEnd, end);
        } else if (first == 'e' && isName(from, nameEnd, "exists")) {
            MacroString domain = argument(nameEnd, end);
            return domain == null ? null : new Mechanism.Exists(domain);
        } else if (first == 'p' && isName(from, nameEnd, "ptr")) {
            return ptr(nameEnd, end);
        }
        unknown(from, nameEnd, end);
        return null;
    }

    private void unknown(int from, int nameEnd, int end) {
        for (int i = from; i < end; i++) {
            char c = text.charAt(i);
            if (!Ascii.isVisible(c)) {
                finding(SpfFinding.BAD_CHARACTER, i, i + 1);
                return;
            }
        }
        finding(SpfFinding.UNKNOWN_MECHANISM, from, Math.max(nameEnd, Math.min(from + 1, end)));
    }

    private @Nullable Mechanism all(int nameEnd, int end) {
        if (nameEnd < end) {
            finding(SpfFinding.UNEXPECTED_ARGUMENT, nameEnd, end);
            return null;
        }
        return ALL;
    }

    private @Nullable Mechanism ptr(int nameEnd, int end) {
        if (nameEnd == end) {
            return new Mechanism.Ptr(null);
        }
        MacroString domain = argument(nameEnd, end);
        return domain == null ? null : new Mechanism.Ptr(domain);
    }

    /** {@code ":" domain-spec}, which must be there. */
    private @Nullable MacroString argument(int nameEnd, int end) {
        if (nameEnd == end) {
            finding(SpfFinding.MISSING_DOMAIN, nameEnd, end);
            return null;
        }
        if (text.charAt(nameEnd) != ':') {
            finding(SpfFinding.UNEXPECTED_ARGUMENT, nameEnd, end);
            return null;
        }
        return domainSpec(nameEnd + 1, end);
    }

    /** {@code [ ":" domain-spec ] [ dual-cidr-length ]}. */
    private @Nullable Mechanism aOrMx(boolean a, int nameEnd, int end) {
        DualCidr cidr = DualCidr.WHOLE;
        int cidrStart = CidrText.start(text, nameEnd, end);
        fault.octetsRead += 2L * (end - cidrStart);
        if (cidrStart < end) {
            cidr = CidrText.parse(text, cidrStart, end);
            if (cidr == null) {
                finding(SpfFinding.BAD_PREFIX_LENGTH, cidrStart, end);
                return null;
            }
        }
        MacroString domain = null;
        if (nameEnd < cidrStart) {
            domain = argument(nameEnd, cidrStart);
            if (domain == null) {
                return null;
            }
        }
        return a ? new Mechanism.A(domain, cidr) : new Mechanism.Mx(domain, cidr);
    }

    private @Nullable Mechanism ip4(int nameEnd, int end) {
        IpNetwork network = network(nameEnd, end);
        if (network == null || !network.isIpv4()) {
            badNetwork(SpfFinding.BAD_IP4, nameEnd, end);
            return null;
        }
        return new Mechanism.Ip4(network);
    }

    private @Nullable Mechanism ip6(int nameEnd, int end) {
        IpNetwork network = network(nameEnd, end);
        if (network == null || network.isIpv4()) {
            badNetwork(SpfFinding.BAD_IP6, nameEnd, end);
            return null;
        }
        return new Mechanism.Ip6(network);
    }

    private @Nullable IpNetwork network(int nameEnd, int end) {
        boolean argument = nameEnd < end && text.charAt(nameEnd) == ':';
        fault.octetsRead += end - nameEnd;
        return argument ? IpNetwork.parse(text, nameEnd + 1, end).orElse(null) : null;
    }

    private void badNetwork(SpfFinding kind, int nameEnd, int end) {
        int from = Math.min(nameEnd + 1, end);
        int slash = from;
        while (slash < end && text.charAt(slash) != '/') {
            slash++;
        }
        boolean onlyTheLength = slash < end
                && IpNetwork.parse(text, from, slash)
                        .filter(n -> n.isIpv4() == (kind == SpfFinding.BAD_IP4))
                        .isPresent();
        finding(onlyTheLength ? SpfFinding.BAD_PREFIX_LENGTH : kind, onlyTheLength ? slash : from, end);
    }

    private @Nullable MacroString domainSpec(int start, int end) {
        return noted(MacroParser.domainSpec(text, start, end, fault));
    }

    private @Nullable MacroString noted(@Nullable MacroString parsed) {
        if (parsed == null && fault.problem != null) {
            finding(fault.problem);
            fault.problem = null;
        }
        return parsed;
    }

    private void finding(SpfFinding kind, int start, int end) {
        finding(Finding.of(kind, "", text.substring(start, end)).at(start, end));
    }

    private void finding(Finding problem) {
        if (findings.isEmpty()) {
            findings = new ArrayList<>(1);
        }
        findings.add(problem);
    }

    private boolean isName(int from, int nameEnd, String name) {
        return Ascii.isWord(text, from, nameEnd, name);
    }
}
