package io.github.todoku.render;

import io.github.todoku.bounce.ReportKind;
import io.github.todoku.diagnosis.Case;
import io.github.todoku.diagnosis.CaseWords;
import io.github.todoku.diagnosis.Prognosis;
import io.github.todoku.diagnosis.Remedy;
import io.github.todoku.diagnosis.facts.CaseFacts;
import io.github.todoku.diagnosis.facts.Proof;
import io.github.todoku.dkim.DkimSignature;
import io.github.todoku.dns.client.AuthoritativeReport;
import io.github.todoku.message.Masking;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A case as a JSON object. */
final class CaseJson {
    private final Case of;
    private final CaseWords words;
    private final Locale locale;
    private final boolean showAddresses;

    CaseJson(Case of, Locale locale, boolean showAddresses) {
        this.of = of;
        this.words = CaseWords.of(of, locale);
        this.locale = locale;
        this.showAddresses = showAddresses;
    }

    static Map<String, @Nullable Object> ofMail(
            String file,
            @Nullable Integer index,
            ReportKind kind,
            @Nullable Case examined,
            Locale locale,
            boolean showAddresses) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("schema", JsonFields.SCHEMA);
        object.put("file", file);
        object.put("index", index);
        object.put("kind", kind.name());
        if (examined == null) {
            object.put("cause", null);
        } else {
            object.putAll(new CaseJson(examined, locale, showAddresses).map());
        }
        return object;
    }

    Map<String, @Nullable Object> map() {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("schema", JsonFields.SCHEMA);
        object.put("examinedAt", of.at().toString());
        object.put("cause", of.cause());
        object.put("bounceCause", of.bounceCause().name());
        object.put("confidence", of.confidence().name());
        object.put("why", masked(words.cause()));
        object.put("facts", facts());
        object.put("evidence", evidence());
        object.put("authentication", AuthenticationJson.of(of.authentication(), this::masked));
        List<Map<String, @Nullable Object>> remedies =
                of.remedies().stream().map(this::remedy).toList();
        object.put("remedy", remedies.isEmpty() ? null : remedies.get(0));
        object.put("remedies", remedies);
        object.put("readyToPublish", of.isReadyToPublish());
        object.put("waitsForConfirmation", of.waitsForConfirmation());
        object.put("oldAnswerUntil", of.oldAnswerUntil().map(Object::toString).orElse(null));
        object.put("prognosis", prognosis());
        object.put("open", of.open().stream().map(this::open).toList());
        object.put("weighed", of.weighed().stream().map(CaseJson::weighed).toList());
        object.put("gaps", of.gaps());
        object.put("recipients", RecipientsJson.list(of.recipients(), locale, showAddresses));
        return object;
    }

    private @Nullable String masked(@Nullable String text) {
        return text == null || showAddresses
                ? text
                : Masking.mask(text, of.facts().recipient());
    }

    private Map<String, @Nullable Object> facts() {
        CaseFacts facts = of.facts();
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put(
                "recipient",
                facts.recipient() == null || showAddresses
                        ? facts.recipient()
                        : Masking.maskAddress(facts.recipient()));
        object.put("recipientDomain", JsonFields.text(facts.recipientDomain()));
        object.put("sendingHost", masked(facts.sendingHost()));
        object.put("receivingHost", masked(facts.receivingHost()));
        object.put(
                "replyCode",
                facts.replyCode() == null ? null : facts.replyCode().toString());
        object.put("status", facts.status() == null ? null : facts.status().toString());
        object.put("reply", masked(facts.words()));
        object.put("domain", JsonFields.text(facts.domain()));
        object.put("domainFrom", facts.domainFrom().name());
        object.put("clientAddress", JsonFields.text(facts.clientAddress()));
        object.put("clientAddressFrom", facts.clientFrom().name());
        object.put("fromDomain", JsonFields.text(facts.fromDomain()));
        object.put("signatures", facts.signatures() == null ? null : CaseJson.signatures(facts.signatures()));
        object.put("spf", JsonFields.text(facts.spf()));
        object.put("dkim", JsonFields.text(facts.dkim()));
        object.put("dmarc", JsonFields.text(facts.dmarc()));
        object.put("listName", masked(facts.listName()));
        object.put("url", masked(facts.url()));
        object.put("otherRecipients", facts.otherRecipients());
        return object;
    }

    private static List<Map<String, @Nullable Object>> signatures(List<DkimSignature> signatures) {
        List<Map<String, @Nullable Object>> list = new ArrayList<>();
        for (DkimSignature signature : signatures) {
            Map<String, @Nullable Object> object = new LinkedHashMap<>();
            object.put("domain", JsonFields.text(signature.domain().orElse(null)));
            object.put("selector", JsonFields.text(signature.selector().orElse(null)));
            object.put("algorithm", signature.algorithm());
            list.add(object);
        }
        return list;
    }

    private List<Map<String, @Nullable Object>> evidence() {
        List<Map<String, @Nullable Object>> list = new ArrayList<>();
        for (Map<String, @Nullable Object> words : BounceJson.evidence(of.words())) {
            words.computeIfPresent("words", (key, text) -> masked(text.toString()));
            Map<String, @Nullable Object> object = new LinkedHashMap<>();
            object.put("from", "bounce");
            object.putAll(words);
            list.add(object);
        }
        of.evidence().forEach(proof -> list.add(proof(proof)));
        return list;
    }

    private Map<String, @Nullable Object> proof(Proof proof) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        if (proof instanceof Proof.Spf spf) {
            object.put("from", "spf");
            object.putAll(SpfJson.fields(spf.result(), locale));
        } else if (proof instanceof Proof.Reverse reverse) {
            object.put("from", "reverse-name");
            object.putAll(DnsJson.reverseFields(reverse.check()));
        } else if (proof instanceof Proof.Lists lists) {
            object.put("from", "block-lists");
            object.putAll(DnsblJson.fields(lists.report(), locale));
        } else if (proof instanceof Proof.MailDomain domain) {
            object.put("from", domain.source());
            object.putAll(DnsJson.mailDomain(domain.check()));
        } else if (proof instanceof Proof.RecipientTls tls) {
            object.put("from", "recipient-tls");
            object.putAll(DomainJson.fields(tls.report().domain(), tls.findings(), locale));
        } else if (proof instanceof Proof.Dkim dkim) {
            object.put("from", "dkim");
            object.putAll(DkimJson.fields(dkim.report(), locale));
        } else if (proof instanceof Proof.ReturnedMail mail) {
            object.put("from", "returned-mail");
            object.put(
                    "signatures",
                    mail.signatures().stream()
                            .map(each -> AuthJson.signature(each.result(), each.changes(), locale))
                            .toList());
            object.put("leftOut", mail.leftOut());
        } else if (proof instanceof Proof.Dmarc dmarc) {
            object.put("from", "dmarc");
            object.putAll(DmarcJson.fields(dmarc.result(), locale));
        } else if (proof instanceof Proof.Servers servers) {
            object.put("from", "name-servers");
            object.put("domain", JsonFields.text(servers.report().question().name()));
            object.put("agree", servers.agree());
            object.put(
                    "servers",
                    servers.report().servers().stream().map(CaseJson::server).toList());
        } else if (proof instanceof Proof.Known known) {
            object.put("from", "catalogue");
            object.put("service", known.service().service().id());
            object.put("by", JsonFields.text(known.service().by()));
        } else if (proof instanceof Proof.Service service) {
            object.put("from", "service");
            object.put("service", JsonFields.text(service.service().service()));
            object.put("include", JsonFields.text(service.service().include()));
            object.put("by", JsonFields.text(service.service().by()));
        } else if (proof instanceof Proof.OwnReceiver own) {
            object.put("from", "own-receiver");
            object.put("domain", JsonFields.text(own.domain()));
        } else {
            throw new AssertionError("a proof of a new kind: " + proof.getClass());
        }
        object.put("at", proof.at().toString());
        return object;
    }

    private static Map<String, @Nullable Object> server(AuthoritativeReport.ServerAnswer server) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("host", JsonFields.text(server.host()));
        object.put("address", JsonFields.text(server.address()));
        object.put("authoritative", server.isAuthoritative());
        object.put("records", Proof.Servers.spfTexts(server));
        object.put("serial", server.serial());
        return object;
    }

    private Map<String, @Nullable Object> remedy(Remedy remedy) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("key", remedy.key());
        object.put("text", masked(words.text("remedy." + remedy.key())));
        object.put("notes", remedy.notes().stream().map(words::text).toList());
        object.put(
                "records",
                remedy.records().stream()
                        .map(record -> ChangeJson.of(record, locale))
                        .toList());
        object.put("findings", FindingJson.all(remedy.findings(), locale));
        object.put("again", remedy.again().name());
        object.put("againText", words.again(remedy.again()));
        return object;
    }

    private Map<String, @Nullable Object> prognosis() {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        List<Prognosis.Outlook> outlooks = of.prognosis().outlooks();
        object.put(
                "before",
                outlooks.isEmpty() ? null : outlooks.get(0).before().verdict().name());
        object.put(
                "after",
                outlooks.isEmpty() ? null : outlooks.get(0).after().verdict().name());
        object.put("spfWillPass", outlooks.isEmpty() ? null : of.prognosis().allWillPass());
        Prognosis.DmarcOutlook dmarc = of.prognosis().dmarc();
        object.put("dmarcWillStand", dmarc == null ? null : dmarc.willStand());
        object.put(
                "dmarcPolicy",
                dmarc == null ? null : dmarc.after().policy().map(Enum::name).orElse(null));
        object.put("senders", outlooks.stream().map(CaseJson::outlook).toList());
        object.put(
                "wanted",
                of.prognosis().senders().stream().map(PlanJson::sender).toList());
        object.put(
                "rules",
                of.prognosis().rules().stream()
                        .map(rule -> PreflightJson.rule(rule, locale))
                        .toList());
        return object;
    }

    private static Map<String, @Nullable Object> weighed(Case.Weighed row) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("cause", row.cause());
        object.put("holds", row.holds());
        object.put("for", row.met());
        object.put("against", row.refuted());
        return object;
    }

    private static Map<String, @Nullable Object> outlook(Prognosis.Outlook outlook) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("address", JsonFields.text(outlook.client()));
        object.put("before", outlook.before().verdict().name());
        object.put("after", outlook.after().verdict().name());
        return object;
    }

    private Map<String, @Nullable Object> open(Case.OpenRow row) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("cause", row.cause());
        object.put("needs", row.needs());
        object.put(
                "needsText",
                row.needs().stream().map(need -> words.text("need." + need)).toList());
        return object;
    }
}
