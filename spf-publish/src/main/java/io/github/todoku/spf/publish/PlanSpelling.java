package io.github.todoku.spf.publish;

import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.RegistrableDomain;
import io.github.todoku.spf.Directive;
import io.github.todoku.spf.MacroString;
import io.github.todoku.spf.Mechanism;
import io.github.todoku.spf.Modifier;
import io.github.todoku.spf.SpfRecord;
import io.github.todoku.spf.SpfVerdict;
import io.github.todoku.spf.Term;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a term that leads nowhere was most likely meant as: the include of a service that is known, of which the name is a slip away,
 * or a name a slip away that lets somebody pass. Nothing rather than a guess.
 */
final class PlanSpelling {
    /** For how many terms the DNS is asked for names that are near. */
    static final int MAX_TRIED = 3;

    /** Shorter names are too near to one another. */
    private static final int MIN_LENGTH = 5;

    /** In names from this length on two letters may be wrong. */
    private static final int LONG_NAME = 12;

    /** What services call the name of their record. */
    private static final String CUSTOM = "_spf";

    private final DnsName domain;
    private final VerdictMaps maps;
    private final Set<DnsName> known = new LinkedHashSet<>();
    private final Map<String, Optional<String>> found = new HashMap<>();
    private int tried;

    /** {@code known}: the senders whose includes somebody may have meant. */
    PlanSpelling(DnsName domain, VerdictMaps maps, List<SpfSender> known) {
        this.domain = domain;
        this.maps = maps;
        for (SpfSender sender : known) {
            PlanWant.terms(sender).stream()
                    .flatMap(word -> SpfSender.parse(word).stream())
                    .filter(SpfSender.Include.class::isInstance)
                    .forEach(include -> this.known.add(((SpfSender.Include) include).domain()));
        }
    }

    /** The term as it was most likely meant, with the same argument behind its name. */
    Optional<String> meant(SpfRecord record, Term term) {
        String word = record.textOf(term);
        Optional<String> before = found.get(word);
        return before == null ? sought(word, term) : before;
    }

    /** Whether all was tried for a term; not if there were too many, or a name near it had no answer. */
    boolean isTried(SpfRecord record, Term term) {
        return found.containsKey(record.textOf(term));
    }

    /** Whether a term names something below the domain that its owner registered, other than the domain itself. */
    boolean isOwn(Term term) {
        MacroString spec = term instanceof Directive directive
                ? directive.mechanism().domain()
                : term instanceof Modifier.Redirect redirect ? redirect.value() : null;
        if (spec == null) {
            return false;
        }
        DnsName own = RegistrableDomain.of(domain).orElse(domain);
        if (spec.hasMacros()) {
            String text = spec.text().toLowerCase(Locale.ROOT);
            return text.endsWith("}") || text.endsWith("." + own.toString().toLowerCase(Locale.ROOT));
        }
        return spec.asName()
                .filter(name -> name.isWithin(own) && !name.equals(domain))
                .isPresent();
    }

    private Optional<String> sought(String word, Term term) {
        String ofAddress = isOfRecord(term) ? DidYouMean.domainOfAddress(word) : null;
        String meant = ofAddress == null ? known(word, term) : ofAddress;
        List<String> near = meant == null ? near(word, term) : List.of();
        if (!near.isEmpty() && tried == MAX_TRIED) {
            return Optional.empty();
        }
        Optional<String> result = meant == null
                ? near.stream()
                        .filter(each -> !maps.ofTerm(each).passing().isEmpty())
                        .findFirst()
                : Optional.of(meant);
        tried += near.isEmpty() ? 0 : 1; // behind what may stop the plan until an answer is there
        boolean told = near.stream()
                .noneMatch(each -> maps.ofTerm(each).any(region -> region.verdict() == SpfVerdict.TEMPERROR));
        if (result.isPresent() || told) {
            found.put(word, result);
        }
        return result;
    }

    /** As the include of a known service. */
    private @Nullable String known(String word, Term term) {
        MacroString spec = spec(term);
        DnsName target = spec == null ? null : spec.asName().orElse(null);
        if (spec == null || target == null) {
            return null;
        }
        if (isOfRecord(term)) {
            maps.work().spend((long) known.size() * target.toString().length());
            for (DnsName service : known) {
                if (isNear(target, service)) {
                    return renamed(word, spec, service);
                }
            }
        }
        return null;
    }

    /** As names that may have something where this one has nothing. */
    private List<String> near(String word, Term term) {
        MacroString spec = spec(term);
        DnsName target = spec == null ? null : spec.asName().orElse(null);
        return spec == null || target == null
                ? List.of()
                : near(target, isOfRecord(term)).stream()
                        .filter(name -> !name.equals(target) && !name.equals(domain))
                        .distinct()
                        .map(name -> renamed(word, spec, name))
                        .toList();
    }

    private static boolean isOfRecord(Term term) {
        return term instanceof Modifier.Redirect
                || (term instanceof Directive directive && directive.mechanism() instanceof Mechanism.Include);
    }

    private static @Nullable MacroString spec(Term term) {
        if (term instanceof Modifier.Redirect redirect) {
            return redirect.value();
        }
        return term instanceof Directive directive && !(directive.mechanism() instanceof Mechanism.Exists)
                ? directive.mechanism().domain()
                : null;
    }

    private static String renamed(String word, MacroString spec, DnsName name) {
        int at = word.indexOf(spec.text());
        return word.substring(0, at) + name + word.substring(at + spec.text().length());
    }

    /** A slip in the letters, another top-level domain, or another name in the domain of the service. */
    private static boolean isNear(DnsName target, DnsName service) {
        if (target.equals(service)) {
            return false;
        }
        DnsName theirs = RegistrableDomain.of(service).orElse(service);
        DnsName ours = RegistrableDomain.of(target).orElse(target);
        boolean sameHouse = ours.equals(theirs)
                && target.labels().size() <= service.labels().size() + 1;
        return sameHouse
                || isSlip(target.toString(), service.toString())
                || isSlip(ours.toString(), theirs.toString())
                || (stem(ours).length() >= MIN_LENGTH && stem(ours).equals(stem(theirs)));
    }

    /** The label that somebody registered. */
    private static String stem(DnsName registrable) {
        return registrable.labels().get(0).toLowerCase(Locale.ROOT);
    }

    private static boolean isSlip(String one, String other) {
        String a = one.toLowerCase(Locale.ROOT);
        String b = other.toLowerCase(Locale.ROOT);
        int most = Math.min(a.length(), b.length()) >= LONG_NAME ? 2 : 1;
        boolean comparable =
                Math.min(a.length(), b.length()) >= MIN_LENGTH && Math.abs(a.length() - b.length()) <= most;
        return comparable && !a.equals(b) && DidYouMean.distance(a, b) <= most;
    }

    /** Names to try: in the domain's own house, where the target's is a slip away from it; of a record also the customary ones. */
    private List<DnsName> near(DnsName target, boolean record) {
        List<DnsName> near = new ArrayList<>();
        DnsName own = RegistrableDomain.of(domain).orElse(domain);
        DnsName house = RegistrableDomain.of(target).orElse(target);
        if (isSlip(house.toString(), own.toString())) {
            String host = target.toString();
            DnsName.parse(host.substring(0, host.length() - house.toString().length()) + own)
                    .ifPresent(near::add);
        }
        if (record) {
            String first = target.labels().get(0);
            for (String customary : List.of(CUSTOM, CUSTOM.substring(1))) {
                if (DidYouMean.distance(first.toLowerCase(Locale.ROOT), customary) == 1) {
                    target.parent()
                            .flatMap(parent -> DnsName.of(customary).below(parent))
                            .ifPresent(near::add);
                }
            }
            target.parent()
                    .flatMap(parent -> DnsName.parse(first.startsWith("_") ? first.substring(1) : "_" + first)
                            .flatMap(label -> label.below(parent)))
                    .ifPresent(near::add);
            DnsName.of(CUSTOM).below(target).ifPresent(near::add);
        }
        return near;
    }
}
