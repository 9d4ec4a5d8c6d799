package io.github.todoku.spf.publish;

import io.github.todoku.dns.IpNetwork;
import io.github.todoku.dns.IpScope;
import io.github.todoku.finding.Finding;
import io.github.todoku.finding.Severity;
import io.github.todoku.spf.Directive;
import io.github.todoku.spf.DualCidr;
import io.github.todoku.spf.MacroString;
import io.github.todoku.spf.Mechanism;
import io.github.todoku.spf.Modifier;
import io.github.todoku.spf.Qualifier;
import io.github.todoku.spf.SpfRecord;
import io.github.todoku.spf.Term;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a record's own text tells. Terms are looked at one by one; macros are read, never resolved. */
final class RecordRules {
    /** Up to this prefix length a network is too wide to be one sender's. */
    private static final int WIDE_IP4 = 8;

    /** Up to this one it is more than most senders have, and worth a second look. */
    private static final int BROAD_IP4 = 15;

    /** Too wide for IPv6: registries themselves hold /12. */
    private static final int WIDE_IP6 = 16;

    /** RFC 7208 §3.4: "SHOULD fit within 512 octets": with the rest of the answer, about this much is left. */
    private static final int LONG_RECORD = 450;

    /** The reporting modifiers of RFC 6652 §3. */
    private static final Set<String> KNOWN_MODIFIERS = Set.of("ra", "rp", "rr");

    private final SpfRecord record;
    private final String domain;
    private final ReportDraft draft;

    RecordRules(SpfRecord record, String domain, ReportDraft draft) {
        this.record = record;
        this.domain = domain;
        this.draft = draft;
    }

    /** Faults of syntax alone, which break whoever includes the record too. */
    void syntax() {
        int told = -1;
        for (Finding fault : record.findings()) {
            if (draft.isFull(SpfRule.SYNTAX)) {
                return;
            }
            DidYouMean.Mended meant = DidYouMean.mended(record, fault);
            if (fault.start() < told) {
                continue; // the other half of a term that was torn apart
            }
            told = meant == null ? told : meant.end();
            String closed = meant == null ? null : DidYouMean.closed(meant.text());
            draft.add(
                    SpfRule.SYNTAX,
                    closed == null
                            ? fault.in(domain)
                            : Finding.of(fault.kind(), domain, fault.detail(), closed)
                                    .at(fault.start(), fault.end()));
        }
    }

    void all() {
        syntax();
        characters();
        if (record.text().length() > LONG_RECORD) {
            draft.add(
                    SpfRule.RECORD_LENGTH,
                    Severity.WARN,
                    domain,
                    Integer.toString(record.text().length()),
                    Integer.toString(LONG_RECORD));
        }
        Term all = null;
        Modifier.Redirect redirect = null;
        boolean several = several();
        for (Term term : record.terms()) {
            if (all != null && term instanceof Directive && !several) {
                draft.at(SpfRule.AFTER_ALL, Severity.WARN, domain, term, record.textOf(term));
            }
            if (term.isAll()) {
                all = all == null ? term : all;
            } else if (term instanceof Directive directive) {
                mechanism(directive);
            } else if (term instanceof Modifier.Redirect found) {
                redirect = found;
                target(term, found.value());
            } else if (term instanceof Modifier.Unknown unknown && !(several && isVersion(unknown))) {
                unknown(unknown);
            }
        }
        ending(all, redirect);
        new NetworkOverlap(record, domain, draft).find();
        onlySpecial();
    }

    /** Whether more than one record stands in the text; then what is behind the first is not judged term by term. */
    private boolean several() {
        MeantRecord meant = MeantRecord.of(record.text()).orElse(null);
        if (meant == null || meant.records().size() < 2) {
            return false;
        }
        draft.at(
                SpfRule.ONE_RECORD_A_TEXT,
                Severity.FAIL,
                domain,
                -1,
                -1,
                meant.text(),
                Integer.toString(meant.records().size()));
        return true;
    }

    private static boolean isVersion(Modifier.Unknown modifier) {
        return modifier.name().equalsIgnoreCase("v");
    }

    /** Whether the record ends as it should once its terms are mended: a missing blank before {@code all} is no missing end. */
    private boolean endsOnceMended() {
        return MeantRecord.of(record.text())
                .map(meant -> SpfRecord.parse(meant.text()))
                .filter(mended ->
                        mended.terms().stream().anyMatch(term -> term.isAll() || term instanceof Modifier.Redirect))
                .isPresent();
    }

    private void characters() {
        String text = PastedText.decoded(record.text());
        int octet = 0;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            int length = text.length() == record.text().length() ? 1 : utf8Length(c);
            if ((c < ' ' || c >= 0x7F) && !draft.isFull(SpfRule.CHARACTERS)) {
                String name = Character.getName(c);
                draft.at(
                        SpfRule.CHARACTERS,
                        Severity.FAIL,
                        domain,
                        octet,
                        octet + length,
                        null,
                        String.format(Locale.ROOT, "U+%04X", c) + (name == null ? "" : " " + name));
            }
            octet += length;
        }
    }

    private static int utf8Length(int c) {
        return c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    }

    private void ending(@Nullable Term all, Modifier.@Nullable Redirect redirect) {
        if (all instanceof Directive directive) {
            if (directive.qualifier() == Qualifier.PASS) {
                draft.at(SpfRule.PASS_ALL, Severity.FAIL, domain, all, record.textOf(all));
            } else if (directive.qualifier() == Qualifier.NEUTRAL) {
                draft.at(SpfRule.NEUTRAL_ALL, Severity.WARN, domain, all, record.textOf(all));
            }
            if (redirect != null) {
                draft.at(SpfRule.REDIRECT_BESIDE_ALL, Severity.WARN, domain, redirect, record.textOf(redirect));
            }
        } else if (redirect == null && (record.isValid() || !endsOnceMended())) {
            draft.add(SpfRule.ENDING, Severity.WARN, domain);
        }
    }

    private void mechanism(Directive directive) {
        Mechanism mechanism = directive.mechanism();
        IpNetwork network = mechanism.network();
        if (network != null) {
            network(directive, network);
        } else if (mechanism instanceof Mechanism.A a) {
            wide(directive, a.cidr().ip4(), a.cidr().ip6());
        } else if (mechanism instanceof Mechanism.Mx mx) {
            wide(directive, mx.cidr().ip4(), mx.cidr().ip6());
        } else if (mechanism instanceof Mechanism.Ptr) {
            draft.at(SpfRule.PTR, Severity.WARN, domain, directive, record.textOf(directive));
        } else if (mechanism instanceof Mechanism.Exists exists
                && !exists.domain().hasMacros()) {
            draft.at(SpfRule.FIXED_EXISTS, Severity.WARN, domain, directive, record.textOf(directive));
        }
        target(directive, mechanism.domain());
    }

    private void wide(Directive directive, int ip4Bits, int ip6Bits) {
        boolean tooWide = ip4Bits <= WIDE_IP4 || ip6Bits <= WIDE_IP6;
        if (passes(directive) && (tooWide || ip4Bits <= BROAD_IP4)) {
            Severity severity = tooWide ? Severity.FAIL : Severity.WARN;
            draft.at(SpfRule.WIDE_NETWORK, severity, domain, directive, record.textOf(directive));
        }
    }

    private void network(Directive directive, IpNetwork network) {
        if (network.isIpv4()) {
            wide(directive, network.prefixLength(), DualCidr.WHOLE.ip6());
        } else {
            wide(directive, DualCidr.WHOLE.ip4(), network.prefixLength());
        }
        if (passes(directive) && isSpecial(network)) {
            draft.at(SpfRule.SPECIAL_NETWORK, Severity.WARN, domain, directive, network.toString());
        }
    }

    private static boolean passes(Directive directive) {
        return directive.qualifier() == Qualifier.PASS;
    }

    /**
     * From its first address to its last, and on both sides of its middle: a wide network may begin with one special block and end with
     * another, but none begins, ends and is halved in them that holds others.
     */
    private static boolean isSpecial(IpNetwork network) {
        int half = network.prefixLength();
        byte[] first = network.octets();
        byte[] last = network.octets();
        for (int bit = half; bit < Byte.SIZE * last.length; bit++) {
            set(last, bit, true);
        }
        boolean ends = half > 0 && isSpecial(first) && isSpecial(last);
        if (!ends || half == Byte.SIZE * last.length) {
            return ends;
        }
        set(first, half, true);
        set(last, half, false);
        return isSpecial(first) && isSpecial(last);
    }

    private static void set(byte[] octets, int bit, boolean on) {
        int mask = 0x80 >> bit % Byte.SIZE;
        octets[bit / Byte.SIZE] = (byte) (on ? octets[bit / Byte.SIZE] | mask : octets[bit / Byte.SIZE] & ~mask);
    }

    /** Out of reach of the public network; those set aside for examples are left to the examples. */
    private static boolean isSpecial(byte[] octets) {
        try {
            InetAddress address = InetAddress.getByAddress(octets);
            return !IpScope.isPublic(address) && !IpScope.isDocumentation(address);
        } catch (UnknownHostException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** A record that lets only such networks pass lets nobody pass: then the warnings are failures. */
    private void onlySpecial() {
        boolean others = record.terms().stream().anyMatch(this::letsOthersPass);
        if (!others && draft.found(SpfRule.SPECIAL_NETWORK)) {
            draft.raise(SpfRule.SPECIAL_NETWORK);
        }
    }

    private boolean letsOthersPass(Term term) {
        if (!(term instanceof Directive directive)) {
            return term instanceof Modifier.Redirect;
        }
        IpNetwork network = directive.mechanism().network();
        return passes(directive) && (network == null || !isSpecial(network));
    }

    private void target(Term term, @Nullable MacroString spec) {
        if (spec == null) {
            return;
        }
        if (!spec.hasMacros()) {
            if (!DidYouMean.looksLikeAName(spec.text())) {
                draft.at(
                        SpfRule.TARGET_NAME,
                        Severity.FAIL,
                        domain,
                        term.start(),
                        term.end(),
                        DidYouMean.withoutScheme(record.textOf(term), spec.text()),
                        spec.text());
            }
            return;
        }
        if (spec.uses('l') || spec.uses('s')) {
            draft.at(
                    SpfRule.MACRO_LEAK,
                    Severity.WARN,
                    domain,
                    term,
                    record.textOf(term),
                    spec.uses('l') ? "%{l}" : "%{s}");
        } else if (spec.uses('p')) {
            draft.at(SpfRule.MACRO_LEAK, Severity.WARN, domain, term, record.textOf(term), "%{p}");
        }
    }

    private void unknown(Modifier.Unknown modifier) {
        if (!KNOWN_MODIFIERS.contains(modifier.name().toLowerCase(Locale.ROOT))) {
            draft.at(
                    SpfRule.UNKNOWN_MODIFIER,
                    Severity.WARN,
                    domain,
                    modifier.start(),
                    modifier.end(),
                    DidYouMean.forModifier(modifier),
                    record.textOf(modifier));
        }
    }
}
