package io.github.todoku.flink;

import io.github.todoku.bounce.BounceReport;
import io.github.todoku.bounce.suppression.AddressHistory;
import io.github.todoku.bounce.suppression.SuppressionStore;
import io.github.todoku.bounce.suppression.Suppressions;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.util.Collector;

/** Sends a report to every address that it tells of, found out by asking what would be saved. */
final class AddressesTold implements FlatMapFunction<BounceReport, Told> {
    private static final long serialVersionUID = 1;

    @Override
    public void flatMap(BounceReport report, Collector<Told> told) {
        Names names = new Names();
        Suppressions.using(names).add(report, Instant.EPOCH);
        names.saved.forEach(address -> told.collect(new Told(address, report)));
    }

    /** A store that keeps nothing but the names. */
    private static final class Names implements SuppressionStore {
        private final Set<String> saved = new TreeSet<>();

        @Override
        public Optional<AddressHistory> find(String key) {
            return Optional.empty();
        }

        @Override
        public void save(String key, AddressHistory history) {
            saved.add(key);
        }

        @Override
        public boolean remember(String mail) {
            return true;
        }
    }
}
