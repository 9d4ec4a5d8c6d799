package io.github.todoku.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.todoku.dns.Deadline;
import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsQuestion;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.dns.RecordType;
import io.github.todoku.dns.Zone;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ParameterResolutionException;

/** A test gets the DNS that it names, and one of its own. */
@DnsZone("example.com.zone")
class DnsZoneTest {
    private static final DnsQuestion SLOW = new DnsQuestion(DnsName.of("slow.example"), RecordType.TXT);

    @BeforeEach
    void ask(InMemoryDns dns) throws InterruptedException {
        assertThat(dns.lookup(SLOW, Deadline.after(Duration.ofSeconds(5)))).isInstanceOf(DnsAnswer.TempFail.class);
    }

    @Test
    void queriesAreThoseOfThisTestAlone(InMemoryDns dns, DnsResolver same) {
        assertThat(dns.queries()).containsExactly(SLOW);
        assertThat(same).isSameAs(dns);
    }

    @Test
    @DnsZone(text = "slow.example. TXT \"other\"\n;! TIMEOUT slow.example. TXT")
    void aMethodsOwnZoneTakesThePlaceOfTheClasss(Zone zone) {
        assertThat(zone.entries()).hasSize(1);
    }

    @Nested
    class Inside {
        @Test
        void aNestedClassHasTheZoneOfTheClassAround(Zone zone) {
            assertThat(zone.entries()).hasSizeGreaterThan(3);
        }
    }

    @DnsZone("missing.zone")
    private static final class NamesNothing {}

    @DnsZone(text = "example.com. A 192.0.2.256")
    private static final class NamesNonsense {}

    @DnsZone
    private static final class SaysNothing {}

    @Test
    void whatCannotBeReadIsNamed() {
        fails(NamesNothing.class, "no resource \"missing.zone\" beside io.github.todoku.testing.DnsZoneTest");
        fails(NamesNonsense.class, "the text of @DnsZone: line 1");
        fails(SaysNothing.class, "@DnsZone takes either a resource or a text");
    }

    private static void fails(Class<?> test, String words) {
        assertThatThrownBy(() -> DnsZoneExtension.zone(test.getAnnotation(DnsZone.class), test))
                .isInstanceOf(ParameterResolutionException.class)
                .hasMessageContaining(words);
    }
}
