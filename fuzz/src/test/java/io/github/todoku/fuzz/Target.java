package io.github.todoku.fuzz;

import io.github.todoku.bounce.BounceParser;
import io.github.todoku.bounce.ReplyClassifier;
import io.github.todoku.bounce.SmtpReply;
import io.github.todoku.bounce.VerpPattern;
import io.github.todoku.bounce.suppression.AddressHistory;
import io.github.todoku.bounce.suppression.SuppressionState;
import io.github.todoku.dkim.DkimRecord;
import io.github.todoku.dkim.DkimSignature;
import io.github.todoku.dkim.DkimVerifier;
import io.github.todoku.dkim.arc.ArcVerifier;
import io.github.todoku.dmarc.DmarcRecord;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DomainInput;
import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.dns.IpLiteral;
import io.github.todoku.dns.IpNetwork;
import io.github.todoku.dns.Zone;
import io.github.todoku.dns.ZoneSyntaxException;
import io.github.todoku.dns.client.internal.WireTarget;
import io.github.todoku.dnsbl.DnsblCatalog;
import io.github.todoku.feedback.ReportReader;
import io.github.todoku.feedback.summary.ReportSummary;
import io.github.todoku.feedback.summary.ReportTally;
import io.github.todoku.mail.domain.BimiRecord;
import io.github.todoku.mail.domain.MtaStsPolicy;
import io.github.todoku.mail.domain.MtaStsRecord;
import io.github.todoku.mail.domain.TlsRptRecord;
import io.github.todoku.message.AddressList;
import io.github.todoku.message.AuthenticationResults;
import io.github.todoku.message.MailAddress;
import io.github.todoku.message.Mbox;
import io.github.todoku.message.Message;
import io.github.todoku.message.auth.MessageVerifier;
import io.github.todoku.message.auth.ReceivedMessage;
import io.github.todoku.senders.ServiceCatalog;
import io.github.todoku.spf.MacroString;
import io.github.todoku.spf.ReceivedSpf;
import io.github.todoku.spf.SpfRecord;
import io.github.todoku.spf.SpfRequest;
import io.github.todoku.spf.SpfVerifier;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A reader, and what must hold whatever it is given: it throws nothing but what its Javadoc names, what it made of it prints as one
 * harmless line, and what it writes it reads back.
 */
enum Target {
    WIRE {
        @Override
        void read(byte[] input) {
            WireTarget.read(input).forEach(Target::prints);
        }
    },
    ZONE {
        @Override
        void read(byte[] input) {
            try {
                Zone zone = Zone.of(utf8(input));
                same(zone.entries(), Zone.of(zone.toString()).entries());
                prints(zone.entries());
            } catch (ZoneSyntaxException refused) {
                prints(refused.getMessage());
            }
        }
    },
    NAMES {
        @Override
        void read(byte[] input) {
            String text = utf8(input);
            DnsName.parse(text)
                    .filter(name -> name.toString().indexOf('\\') < 0) // what toString escapes no person types
                    .ifPresent(name -> same(Optional.of(name), DnsName.parse(name.toString())));
            IpNetwork.parse(text).ifPresent(net -> same(Optional.of(net), IpNetwork.parse(net.toString())));
            IpLiteral.parse(text).ifPresent(ip -> same(Optional.of(ip), IpLiteral.parse(ip.getHostAddress())));
            prints(DomainInput.parse(text));
            VerpPattern.parse(text).ifPresent(Target::prints);
        }
    },
    ADDRESSES {
        @Override
        void read(byte[] input) {
            MailAddress.parse(utf8(input)).ifPresent(Target::prints);
            prints(AddressList.parse(utf8(input)));
        }
    },
    SPF_RECORD {
        @Override
        void read(byte[] input) {
            SpfRecord record = SpfRecord.parse(octets(input));
            prints(record);
            record.findings().forEach(each -> prints(each.text(Locale.ENGLISH)));
            same(record.terms(), SpfRecord.parse(record.text()).terms());
            prints(SpfVerifier.using(WORLD)
                    .check(SpfRequest.from(IpLiteral.of("192.0.2.1"))
                            .helo(octets(input))
                            .mailFrom("a@" + octets(input))));
        }
    },
    SPF_MACRO {
        @Override
        void read(byte[] input) {
            MacroString.parseDomainSpec(octets(input)).ifPresent(Target::prints);
            MacroString.parseExplainString(octets(input)).ifPresent(Target::prints);
        }
    },
    RECEIVED_SPF {
        @Override
        void read(byte[] input) {
            ReceivedSpf.parse(octets(input)).ifPresent(field -> {
                prints(field);
                ReceivedSpf again = ReceivedSpf.parse(header(field.toHeader())).orElseThrow();
                same(field.verdict(), again.verdict());
                if (again.toString().length() < SHORT
                        && again.toString().indexOf('\\') < 0) { // else escapes may be cut
                    same(again, ReceivedSpf.parse(header(again.toHeader())).orElseThrow());
                }
            });
        }
    },
    AUTHENTICATION_RESULTS {
        @Override
        void read(byte[] input) {
            AuthenticationResults.parse(octets(input)).ifPresent(field -> {
                prints(field);
                AuthenticationResults again =
                        AuthenticationResults.parse(header(field.toHeader())).orElseThrow();
                if (again.toHeader().length() >= SHORT || again.toHeader().indexOf('\\') >= 0) {
                    return;
                }
                same(
                        again.toHeader(),
                        AuthenticationResults.parse(header(again.toHeader()))
                                .orElseThrow()
                                .toHeader());
            });
        }
    },
    DMARC_RECORD {
        @Override
        void read(byte[] input) {
            DmarcRecord record = DmarcRecord.parse(octets(input));
            prints(record);
            record.findings().forEach(each -> prints(each.text(Locale.ENGLISH)));
        }
    },
    DKIM_RECORD {
        @Override
        void read(byte[] input) {
            DkimRecord record = DkimRecord.parse(octets(input));
            prints(record);
            record.findings().forEach(each -> prints(each.text(Locale.ENGLISH)));
        }
    },
    DKIM_SIGNATURE {
        @Override
        void read(byte[] input) {
            prints(DkimSignature.parse(octets(input)));
        }
    },
    MAIL_DOMAIN_RECORDS {
        @Override
        void read(byte[] input) {
            prints(MtaStsRecord.parse(octets(input)));
            prints(MtaStsPolicy.parse(octets(input)));
            prints(TlsRptRecord.parse(octets(input)));
            prints(BimiRecord.parse(octets(input)));
        }
    },
    DKIM {
        @Override
        void read(byte[] input) {
            prints(DkimVerifier.using(WORLD).check(input));
        }
    },
    ARC {
        @Override
        void read(byte[] input) {
            prints(ArcVerifier.using(WORLD).check(input));
        }
    },
    MESSAGE {
        @Override
        void read(byte[] input) {
            prints(Message.parse(input));
            prints(MessageVerifier.using(WORLD)
                    .check(ReceivedMessage.of(input)
                            .from(IpLiteral.of("192.0.2.1"))
                            .helo("mx.example.com")
                            .mailFrom("bob@example.com")));
        }
    },
    REPLY {
        @Override
        void read(byte[] input) {
            SmtpReply.parse(utf8(input)).ifPresent(Target::prints);
            prints(ReplyClassifier.standard().classify(utf8(input)));
            ReplyClassifier.standard().readLine(utf8(input)).ifPresent(Target::prints);
        }
    },
    BOUNCE {
        @Override
        void read(byte[] input) {
            prints(BounceParser.standard().parse(input));
        }
    },
    EVENTS {
        @Override
        void read(byte[] input) {
            BounceParser.standard().parseEvents(utf8(input)).limit(1_000).forEach(Target::prints);
        }
    },
    MBOX {
        @Override
        void read(byte[] input) {
            try (Mbox mbox = Mbox.of(new ByteArrayInputStream(input))) {
                BounceParser.standard().parseAll(mbox).limit(1_000).forEach(Target::prints);
            } catch (IOException impossible) {
                throw new UncheckedIOException(impossible);
            }
        }
    },
    REPORT {
        @Override
        void read(byte[] input) {
            ReportTally tally = ReportTally.standard();
            try (ReportReader reader = ReportReader.of(new ByteArrayInputStream(input), "input")) {
                reader.forEach(item -> {
                    prints(item);
                    tally.add(item);
                });
            }
            prints(tally.summary());
        }
    },
    SUMMARY {
        @Override
        void read(byte[] input) {
            try {
                Optional<ReportSummary> summary = ReportSummary.read(new ByteArrayInputStream(input));
                if (summary.isPresent()) {
                    prints(summary.get());
                    ByteArrayOutputStream written = new ByteArrayOutputStream();
                    summary.get().writeTo(written);
                    ByteArrayOutputStream again = new ByteArrayOutputStream();
                    ReportSummary.read(new ByteArrayInputStream(written.toByteArray()))
                            .orElseThrow()
                            .writeTo(again);
                    same(utf8(written.toByteArray()), utf8(again.toByteArray()));
                }
            } catch (IOException damaged) {
                prints(damaged.getClass());
            }
        }
    },
    SUPPRESSIONS {
        @Override
        void read(byte[] input) {
            try {
                SuppressionState state = SuppressionState.read(new ByteArrayInputStream(input));
                ByteArrayOutputStream first = new ByteArrayOutputStream();
                state.write(first);
                ByteArrayOutputStream second = new ByteArrayOutputStream();
                SuppressionState.read(new ByteArrayInputStream(first.toByteArray()))
                        .write(second);
                same(utf8(first.toByteArray()), utf8(second.toByteArray()));
            } catch (IOException damaged) {
                prints(damaged.getMessage());
            }
            try {
                prints(AddressHistory.parse(utf8(input)));
            } catch (IOException damaged) {
                prints(damaged.getMessage());
            }
        }
    },
    CATALOGUE {
        @Override
        void read(byte[] input) {
            refusing(() -> prints(DnsblCatalog.of(utf8(input))));
        }
    },
    SERVICES {
        @Override
        void read(byte[] input) {
            refusing(() -> ServiceCatalog.shipped()
                    .with("services", utf8(input))
                    .services()
                    .forEach(Target::prints));
        }
    },
    RULES {
        @Override
        void read(byte[] input) {
            refusing(() ->
                    prints(ReplyClassifier.standard().withRules(utf8(input)).classify("550 5.1.1 " + utf8(input))));
        }
    };

    /** Values of a header are cut, and what is cut with its escapes is another value. */
    private static final int SHORT = 300;

    private static final InMemoryDns WORLD = InMemoryDns.zone(Seeds.WORLD);

    /** Reads the input, and throws if what must hold does not. */
    abstract void read(byte[] input);

    private static String utf8(byte[] input) {
        return new String(input, StandardCharsets.UTF_8);
    }

    /** As records and headers are held: a character an octet. */
    private static String octets(byte[] input) {
        return new String(input, StandardCharsets.ISO_8859_1);
    }

    private static String header(String field) {
        return field.substring(field.indexOf(':') + 1).strip();
    }

    /** What a file of the user's own may be refused with. */
    private static void refusing(Runnable reading) {
        try {
            reading.run();
        } catch (IllegalArgumentException refused) {
            prints(refused.getMessage());
        }
    }

    private static void same(Object expected, Object is) {
        if (!expected.equals(is)) {
            throw new AssertionError("is not read back: " + expected + " but " + is);
        }
    }

    private static void prints(Object made) {
        String printed = String.valueOf(made);
        printed.codePoints().filter(Target::isObeyed).findFirst().ifPresent(c -> {
            throw new AssertionError("prints U+" + Integer.toHexString(c));
        });
    }

    private static boolean isObeyed(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> true;
            default -> false;
        };
    }

    /** Inputs of our own making that go deep into the reader. */
    List<byte[]> seeds() {
        return Seeds.of(this);
    }
}
