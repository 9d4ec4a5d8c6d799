package io.github.todoku.spf.publish;

import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsQuestion;
import io.github.todoku.dns.IpNetwork;
import io.github.todoku.finding.Finding;
import io.github.todoku.spf.Directive;
import io.github.todoku.spf.Mechanism;
import io.github.todoku.spf.Modifier;
import io.github.todoku.spf.SpfRecord;
import io.github.todoku.spf.Term;
import io.github.todoku.spf.publish.addresses.AddressSets;
import io.github.todoku.words.Printable;
import java.io.Serializable;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A domain's record and everything that it leads to, walked past every limit of check_host(): what the record means for
 * all clients, not for one. {@link SpfWalker} makes it.
 *
 * <p>What the DNS does not answer, and what lies beyond a bound of the walk, is a {@link DnsAnswer.TempFail} in the
 * tree; {@link #cannotTell} says whether there is one. Terms after {@code all} are not walked, and terms with macros
 * are not resolved. Immutable.
 */
public final class SpfTree implements Serializable {
    private static final long serialVersionUID = 1;

    /** The most loops, duplicates and gaps that are listed. */
    public static final int MAX_LISTED = 100;

    private final DnsName domain;
    private final LinkedHashMap<DnsName, Node> nodes;
    private final HashMap<DnsName, SpfCost> costs;
    private final ArrayList<List<DnsName>> loops;
    private final ArrayList<Duplicate> duplicates;
    private final ArrayList<AuthorizedNetwork> networks;
    private final AddressSets passing;
    private final AddressSets meant;
    private final boolean counted;
    private final ArrayList<DnsAnswer.TempFail> gaps;
    private final boolean tooLarge;

    SpfTree(
            DnsName domain,
            Map<DnsName, Node> nodes,
            Map<DnsName, SpfCost> costs,
            List<List<DnsName>> loops,
            List<Duplicate> duplicates,
            List<AuthorizedNetwork> networks,
            AddressSets passing,
            AddressSets meant,
            boolean counted) {
        this.domain = domain;
        this.nodes = new LinkedHashMap<>(nodes);
        this.costs = new HashMap<>(costs);
        this.loops = new ArrayList<>(loops);
        this.duplicates = new ArrayList<>(duplicates);
        this.networks = new ArrayList<>(networks);
        this.passing = passing;
        this.meant = meant;
        this.counted = counted;
        Map<DnsQuestion, DnsAnswer.TempFail> unanswered = unanswered();
        this.gaps =
                new ArrayList<>(unanswered.values().stream().limit(MAX_LISTED).toList());
        this.tooLarge =
                unanswered.values().stream().anyMatch(each -> each.reason() == DnsAnswer.Reason.TOO_MANY_QUESTIONS);
    }

    /** {@return the domain where the walk began} */
    public DnsName domain() {
        return domain;
    }

    /** {@return the domain's own record} */
    public Node root() {
        Node root = nodes.get(domain);
        if (root == null) {
            throw new AssertionError("no root");
        }
        return root;
    }

    /** {@return every name whose record was asked for, each once, level by level; the domain first} */
    public List<Node> nodes() {
        return List.copyOf(nodes.values());
    }

    /**
     * {@return what is at a name that some record includes or redirects to}
     *
     * @param name the name
     */
    public Optional<Node> node(DnsName name) {
        return Optional.ofNullable(nodes.get(name));
    }

    /** {@return whether a question has no answer, or the records lead further than the walk went} */
    public boolean cannotTell() {
        return !gaps.isEmpty();
    }

    /** {@return the questions without an answer, with the reason; no more than {@value #MAX_LISTED} are listed} */
    public List<DnsAnswer.TempFail> gaps() {
        return List.copyOf(gaps);
    }

    /** {@return whether the walk ended at a bound of its own: {@link SpfWalker#MAX_QUESTIONS} or {@link SpfWalker#MAX_OCTETS}} */
    public boolean isTooLarge() {
        return tooLarge;
    }

    private Map<DnsQuestion, DnsAnswer.TempFail> unanswered() {
        Map<DnsQuestion, DnsAnswer.TempFail> failed = new LinkedHashMap<>();
        for (Node node : nodes.values()) {
            note(node.answer(), failed);
            node.branches().forEach(branch -> branch.answers().forEach(answer -> note(answer, failed)));
        }
        return failed;
    }

    private static void note(DnsAnswer answer, Map<DnsQuestion, DnsAnswer.TempFail> failed) {
        if (answer instanceof DnsAnswer.TempFail fail) {
            failed.putIfAbsent(fail.question(), fail);
        }
    }

    /** {@return the cost for a client that no term matches: the worst case of the whole record} */
    public SpfCost cost() {
        return cost(root());
    }

    /**
     * {@return the worst case of one record with all that it leads to, the question for it not counted}
     *
     * @param node one of this tree's nodes
     */
    public SpfCost cost(Node node) {
        return costs.getOrDefault(node.domain(), SpfCost.NONE);
    }

    /**
     * {@return the worst case of one term with all that it leads to}
     *
     * @param branch a branch of one of this tree's nodes
     */
    public SpfCost cost(Branch branch) {
        if (!branch.reached()) {
            return SpfCost.NONE;
        }
        DnsName target = branch.target();
        return branch.leadsOn() && target != null
                ? SpfCost.of(branch.mechanism(), branch.answers()).plus(costs.getOrDefault(target, SpfCost.NONE))
                : SpfCost.of(branch.mechanism(), branch.answers());
    }

    /** {@return the paths that lead back to where they came from, each as its names; the last name is one of the others} */
    public List<List<DnsName>> loops() {
        return List.copyOf(loops);
    }

    /** {@return the records that are reached again by another path, in the order of the terms} */
    public List<Duplicate> duplicates() {
        return List.copyOf(duplicates);
    }

    /**
     * {@return the networks of the terms that let clients pass, as written, each with the path that leads to it} A record
     * that is reached by several paths gives its networks once, with the first path.
     */
    public List<AuthorizedNetwork> networks() {
        return List.copyOf(networks);
    }

    /**
     * {@return exactly the addresses that pass, as few networks: terms in their order, without what an earlier term decides}
     * A permerror by a fault of the records lets nobody pass who comes to it. Limits are ignored, and so is what
     * {@link #unresolved} may let pass. Empty if it would take too long to work out ({@link #isCounted}).
     */
    public List<IpNetwork> passing() {
        return passing.networks();
    }

    /** {@return whether the addresses could be worked out and listed; false only for records made to prevent it} */
    public boolean isCounted() {
        return counted;
    }

    /** {@return how many IPv4 addresses pass, see {@link #passing}} */
    public BigInteger ip4Addresses() {
        return passing.of(true).size();
    }

    /** {@return how many IPv6 addresses pass, see {@link #passing}} */
    public BigInteger ip6Addresses() {
        return passing.of(false).size();
    }

    /**
     * {@return whether somebody whom the records name does not pass for a fault in them: a term that cannot be read, an include
     * or redirect without a record, or one that leads back} See {@link #meant}.
     */
    public boolean isBroken() {
        return meant.minus(passing).rangeCount() > 0;
    }

    /** {@return the addresses that would pass if the faults of the records were mended, as few networks; at least {@link #passing}} */
    public List<IpNetwork> meant() {
        return meant.networks();
    }

    /** {@return how many IPv4 addresses would pass once mended, see {@link #meant}} */
    public BigInteger ip4AddressesMeant() {
        return meant.of(true).size();
    }

    /** {@return how many IPv6 addresses would pass once mended, see {@link #meant}} */
    public BigInteger ip6AddressesMeant() {
        return meant.of(false).size();
    }

    /** {@return the faults of syntax in the records, each with its owner; one makes the whole record a permerror (RFC 7208 §4.6)} */
    public List<Finding> faults() {
        List<Finding> faults = new ArrayList<>();
        for (Node node : nodes.values()) {
            SpfRecord record = node.record();
            for (Finding each : record == null ? List.<Finding>of() : record.findings()) {
                if (faults.size() < MAX_LISTED) {
                    faults.add(each.in(node.domain().toString()));
                }
            }
        }
        return faults;
    }

    /** {@return the includes and redirects whose name depends on the message: where they lead cannot be told without a mail} */
    public List<Branch> leadsOpen() {
        return unresolved().stream().filter(Branch::leadsOn).toList();
    }

    /** {@return the terms that depend on the message or the client's name, so that nobody can list whom they let pass} */
    public List<Branch> unresolved() {
        return nodes.values().stream()
                .flatMap(node -> node.branches().stream())
                .filter(branch -> branch.reached() && branch.isUnresolved())
                .toList();
    }

    /** The networks that this tree lets pass and {@code other} does not. */
    List<IpNetwork> beyond(SpfTree other) {
        return passing.minus(other.passing).networks();
    }

    /** The terms that ask the DNS and what each costs, on one line, for logs. */
    @Override
    public String toString() {
        return TreePrinter.line(this);
    }

    /**
     * A name whose record was asked for.
     *
     * @param domain the name
     * @param answer the answer to its TXT question
     * @param texts the SPF records among the answer; one, if all is well (RFC 7208 §4.5)
     * @param record the only record; null if there is none or more than one
     * @param branches the terms that ask the DNS, in the order of the record
     */
    public record Node(
            DnsName domain,
            DnsAnswer answer,
            List<String> texts,
            @Nullable SpfRecord record,
            List<Branch> branches) implements Serializable {
        /**
         * Copies the lists.
         *
         * @param domain the name
         * @param answer the answer to its TXT question
         * @param texts the SPF records
         * @param record the only record
         * @param branches the terms that ask the DNS
         */
        public Node {
            texts = List.copyOf(texts);
            branches = List.copyOf(branches);
        }

        @Override
        public String toString() {
            return Printable.parts(this, domain, answer, texts, record, branches);
        }
    }

    /** A term that asks the DNS. */
    public static final class Branch implements Serializable {
        private static final long serialVersionUID = 1;

        private final DnsName owner;
        private final Term term;
        private final String text;
        private final @Nullable DnsName target;
        private final boolean reached;
        private final List<DnsAnswer> answers;

        Branch(
                DnsName owner,
                Term term,
                String text,
                @Nullable DnsName target,
                boolean reached,
                List<DnsAnswer> answers) {
            this.owner = owner;
            this.term = term;
            this.text = text;
            this.target = target;
            this.reached = reached;
            this.answers = List.copyOf(answers);
        }

        /** {@return the domain whose record it is in} */
        public DnsName owner() {
            return owner;
        }

        /** {@return the term} */
        public Term term() {
            return term;
        }

        /** {@return the term as written} */
        public String text() {
            return text;
        }

        /** {@return the name it asks about; null if that depends on the client, or is not a name} */
        public @Nullable DnsName target() {
            return target;
        }

        /** {@return whether a client can reach it: not after {@code all}} */
        public boolean reached() {
            return reached;
        }

        /** {@return what was asked for it: for {@code a} A and AAAA, for {@code mx} the MX and then A and AAAA of every host, for {@code exists} the A, for include and redirect the TXT record} */
        public List<DnsAnswer> answers() {
            return answers;
        }

        /** {@return whether it continues with another record: include and redirect} */
        public boolean leadsOn() {
            return term instanceof Modifier.Redirect || mechanism() instanceof Mechanism.Include;
        }

        /** {@return its mechanism; null for redirect} */
        public @Nullable Mechanism mechanism() {
            return term instanceof Directive directive ? directive.mechanism() : null;
        }

        /** {@return whether it depends on the message or the client: it has macros, or is {@code ptr}} */
        public boolean isUnresolved() {
            return target == null || mechanism() instanceof Mechanism.Ptr;
        }

        @Override
        public String toString() {
            return owner + " " + Printable.octets(text);
        }
    }

    /**
     * A record that is reached by more than one way.
     *
     * @param domain whose record
     * @param first the way it was first reached, from the walked domain to it
     * @param again another way
     */
    public record Duplicate(DnsName domain, List<DnsName> first, List<DnsName> again) implements Serializable {
        /**
         * Copies the lists.
         *
         * @param domain whose record
         * @param first the first way
         * @param again another way
         */
        public Duplicate {
            first = List.copyOf(first);
            again = List.copyOf(again);
        }
    }
}
