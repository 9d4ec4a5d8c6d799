package io.github.todoku.springboot;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Starts the service. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class DomainService {
    /** Takes Spring's own arguments, as {@code --todoku.dns.server=192.0.2.53}. */
    public static void main(String[] args) {
        SpringApplication.run(DomainService.class, args);
    }
}
