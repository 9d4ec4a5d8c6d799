package io.github.todoku.render;

import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.IpNetwork;
import io.github.todoku.spf.SpfRecord;
import io.github.todoku.spf.publish.AuthorizedNetwork;
import io.github.todoku.spf.publish.SpfCost;
import io.github.todoku.spf.publish.SpfDrift;
import io.github.todoku.spf.publish.SpfReport;
import io.github.todoku.spf.publish.SpfTree;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** SPF reports, trees and drift as JSON objects. Records are a flat list, whatever the depth of the tree. */
final class SpfReportJson {
    private SpfReportJson() {}

    static Map<String, @Nullable Object> report(SpfReport report, Locale locale) {
        Map<String, @Nullable Object> object = start();
        DnsName domain = report.domain();
        SpfRecord record = report.record();
        SpfTree tree = report.tree();
        object.put("domain", domain == null ? null : JsonFields.text(domain));
        object.put("record", record == null ? null : record.text());
        object.put("allGreen", report.allGreen());
        object.put("findings", FindingJson.all(report.findings(), locale));
        object.put("checks", FindingJson.all(report.checks(), locale));
        object.put("tree", tree == null ? null : treeFields(tree, report.services(), locale));
        object.put("client", report.client() == null ? null : SpfJson.fields(report.client(), locale));
        return object;
    }

    static Map<String, @Nullable Object> tree(SpfTree tree, Map<DnsName, String> services, Locale locale) {
        Map<String, @Nullable Object> object = start();
        object.put("domain", JsonFields.text(tree.domain()));
        object.putAll(treeFields(tree, services, locale));
        return object;
    }

    private static Map<String, @Nullable Object> treeFields(
            SpfTree tree, Map<DnsName, String> services, Locale locale) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("complete", !tree.cannotTell());
        object.put("cost", cost(tree.cost()));
        object.put("broken", tree.isBroken());
        object.put("faults", FindingJson.all(tree.faults(), locale));
        object.put("counted", tree.isCounted());
        object.put("ip4Addresses", tree.isCounted() ? tree.ip4Addresses() : null);
        object.put("ip6Addresses", tree.isCounted() ? tree.ip6Addresses() : null);
        object.put(
                "networks", tree.networks().stream().map(SpfReportJson::network).toList());
        object.put("loops", tree.loops().stream().map(JsonFields::texts).toList());
        object.put(
                "records",
                tree.nodes().stream().map(node -> node(tree, node, services)).toList());
        object.put("unanswered", tree.gaps().stream().map(DnsJson::answer).toList());
        return object;
    }

    private static Map<String, @Nullable Object> cost(SpfCost cost) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("lookups", cost.lookups());
        object.put("ip4VoidTerms", cost.ip4VoidTerms());
        object.put("ip6VoidTerms", cost.ip6VoidTerms());
        object.put("ip4VoidQueries", cost.ip4VoidQueries());
        object.put("ip6VoidQueries", cost.ip6VoidQueries());
        return object;
    }

    private static Map<String, @Nullable Object> network(AuthorizedNetwork authorized) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        DnsName host = authorized.host();
        object.put("network", authorized.network().toString());
        object.put("term", authorized.term());
        object.put("path", JsonFields.texts(authorized.path()));
        object.put("host", host == null ? null : JsonFields.text(host));
        return object;
    }

    private static Map<String, @Nullable Object> node(SpfTree tree, SpfTree.Node node, Map<DnsName, String> services) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("domain", JsonFields.text(node.domain()));
        object.put("service", services.get(node.domain()));
        object.put("outcome", outcome(node.answer()));
        object.put("texts", node.texts());
        object.put("cost", cost(tree.cost(node)));
        object.put(
                "branches",
                node.branches().stream().map(branch -> branch(tree, branch)).toList());
        return object;
    }

    private static @Nullable Object outcome(DnsAnswer answer) {
        return DnsJson.answer(answer).get("outcome");
    }

    private static Map<String, @Nullable Object> branch(SpfTree tree, SpfTree.Branch branch) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        DnsName target = branch.target();
        object.put("term", branch.text());
        object.put("start", branch.term().start());
        object.put("end", branch.term().end());
        object.put("target", target == null ? null : JsonFields.text(target));
        object.put("reached", branch.reached());
        object.put("cost", cost(tree.cost(branch)));
        return object;
    }

    static Map<String, @Nullable Object> drift(SpfDrift drift, @Nullable DnsName domain) {
        Map<String, @Nullable Object> object = start();
        object.put("domain", JsonFields.text(domain));
        object.put("changed", !drift.isEmpty());
        object.put("comparable", !drift.cannotTell());
        object.put("costBefore", cost(drift.before()));
        object.put("costAfter", cost(drift.after()));
        object.put(
                "changes", drift.changes().stream().map(SpfReportJson::change).toList());
        object.put("gained", drift.gained().stream().map(IpNetwork::toString).toList());
        object.put("lost", drift.lost().stream().map(IpNetwork::toString).toList());
        return object;
    }

    private static Map<String, @Nullable Object> change(SpfDrift.Change change) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("kind", change.kind().name());
        object.put("domain", JsonFields.text(change.domain()));
        object.put("before", lines(change.before()));
        object.put("after", lines(change.after()));
        return object;
    }

    private static List<String> lines(String texts) {
        return texts.isEmpty() ? List.of() : List.of(texts.split("\n"));
    }

    private static Map<String, @Nullable Object> start() {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("schema", JsonFields.SCHEMA);
        return object;
    }
}
