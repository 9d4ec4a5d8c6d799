package io.github.todoku.testing;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives tests their DNS: a parameter of the type {@code InMemoryDns}, {@code DnsResolver} or {@code Zone} is filled from a
 * zone file or a recording. Every test gets its own, so that the queries and faults of one are not seen by another.
 *
 * <pre>{@code
 * @DnsZone("example.com.zone")
 * class OurSpfTest {
 *     @Test
 *     void ourOutboundPasses(InMemoryDns dns) {
 *         SpfAssert.assertThat(DomainSpf.of("example.com", dns)).authorizes("192.0.2.7");
 *     }
 * }
 * }</pre>
 *
 * <p>On a method it replaces the class's.
 */
@Documented
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(DnsZoneExtension.class)
public @interface DnsZone {

    /**
     * {@return a class-path resource, relative to the test class's package, or absolute with a leading slash} It holds zone
     * text in UTF-8, or what {@code RecordingResolver} wrote, fault lines included.
     */
    String value() default "";

    /** {@return the zone text itself, instead of a resource} */
    String text() default "";
}
